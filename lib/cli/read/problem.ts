import type { Finding } from '../../routes/finding';

/** Id under which a file that cannot be read is reported. */
export const FILE_UNREADABLE = 'file-unreadable';

/** A file, or a part of one, that the analysis does not see. */
export interface Problem {
  /** File, or file and line. */
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
  /** @default error */
  readonly level?: 'error' | 'warning';
  /** Objects may stand in it that are not seen: of an error, always. */
  readonly hides?: boolean;
}

/** The problem as a finding, so that it stands in every report. */
export const problemFinding = ({ level = 'error', where, message, remedy }: Problem): Finding => ({
  rule: FILE_UNREADABLE,
  level,
  where,
  message,
  remedy,
});
