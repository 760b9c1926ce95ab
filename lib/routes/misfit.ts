/** Why a text does not fit, and what to write instead. */
export interface Misfit {
  readonly why: string;
  readonly remedy: string;
}
