import type { FindingLevel } from './level';
import type { ObjectFacts } from './world';

/** How much a finding weighs: errors stop a synth, warnings are printed, infos stand in the report. */
export type Level = `${FindingLevel}`;

/** What a rule says about one object: where, what is wrong with which value, and what to write instead. */
export interface Finding {
  /** Id of the rule that speaks, for example `host-port-taken-twice`. */
  readonly rule: string;
  readonly level: Level;
  /** Clusters of which it is said, where more than one is judged. */
  readonly clusters?: readonly string[];
  /** Construct path, or file and line, in the words of whoever wrote it. */
  readonly where: string;
  /** The object as a person names it: `Service default/web`, `cluster dev`. */
  readonly object?: string;
  /** Field of the object (`spec.ports[0].nodePort`) or property of the construct (`nodePort`). */
  readonly field?: string;
  /** What is, with the value. One or two sentences. */
  readonly message: string;
  /** What to write instead. One sentence. */
  readonly remedy: string;
  /** URL of the route that is concerned. */
  readonly route?: string;
  /** Index of the hop at which that route breaks. */
  readonly hop?: number;
  /** Line of the user's program that made the construct, where known; several where several have to agree. */
  readonly source?: string;
  /** Why this finding was allowed, when it was. */
  readonly reason?: string;
}

/**
 * Objects that are refused, or whose pods do not start, as long as a finding stands; `unknown` where something outside of
 * what is seen may help.
 */
export interface Stop {
  readonly of: readonly ObjectFacts[];
  readonly status: 'broken' | 'unknown';
  /** Said of a route that leads there. @default - the message */
  readonly why?: string;
}

/** A finding before the judge has put the name of the rule on it. */
export interface Draft extends Omit<Finding, 'rule' | 'clusters' | 'reason' | 'source'> {
  /**
   * What a rule that supersedes this one has to speak about to silence it.
   *
   * @default - the object, or the place where there is none
   */
  readonly about?: string;
  /**
   * Construct paths of those whose words meet here. Their lines are named, and what is allowed on one of them counts.
   *
   * @default - `where` alone
   */
  readonly askers?: readonly string[];
  /** What is refused or does not start for that reason. @default - nothing */
  readonly stops?: Stop;
}
