/** Why something is not so, and what mends it. */
export interface Explained {
  readonly cause: string;
  readonly remedy: string;
}
