import type { Refusal, WebRule } from './web-rules';

/** Who serves the rules of a class. */
export type Server = 'traefik' | 'other' | 'nobody' | 'unknown';

/** The class that a rule asks for, and who serves it. */
export interface Asked {
  /** The default one where the rule names none; empty where there is none. */
  readonly ingressClass: string;
  readonly server: Server;
  /** Why that is not known, where more can be said of it. */
  readonly why?: string;
  /** Who serves it, as a person names it, where that is not Traefik. */
  readonly controller: string;
  /** The field that names the class. */
  readonly field: string;
  /** Why Traefik, which serves the class, is told to pass over the rule; absent where it is not. */
  readonly ignored?: Refusal;
  /** What to write where nobody serves it; absent where there is no class at all. */
  readonly instead?: string;
}

/** Knows who serves which rule. */
export type Classes = (rule: WebRule) => Asked;
