import type { Print } from './text';

/** A file of dist/ that is still to be written. */
export interface DistFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly print: Print;
}
