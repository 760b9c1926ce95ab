import type { Ran, Unstarted } from '../../lib/cli/tools';

interface Said {
  readonly stdout?: string;
  readonly stderr?: string;
}

const said = ({ stdout = '', stderr = '' }: Said) => ({ stdout: Buffer.from(stdout), stderr });

/** A process that ended by itself. */
export const ended = (code: number, words: Said = {}): Ran => ({ kind: 'ended', code, ...said(words) });

/** A process that was stopped: by somebody, or because it was late. */
export const stopped = (late = false, words: Said = {}): Ran => ({ kind: 'stopped', late, ...said(words) });

/** A program that is not installed. */
export const ABSENT: Unstarted = { kind: 'unstarted', reason: 'ENOENT' };
