import type { Clock } from '../../tools';
import { QUESTION } from '../programs';
import { PATIENCE } from '../live/live';

/** How long it may take. */
export interface VerifyOptions {
  /** On the clock of the tools. @default - each route is asked a single time */
  readonly deadline?: number;
  /** Milliseconds that one request may take. @default 5000 */
  readonly patience?: number;
}

/** How long what verify does may take: milliseconds, from now. */
export interface Time {
  /** On the clock: after this nothing is asked again. */
  readonly askUntil: number;
  readonly forRequest: () => number;
  readonly forCluster: () => number;
  readonly forDocker: () => number;
}

/** One request. */
const REQUEST = 5_000;

/** Less than this is no time at all: what is well would look dead. */
const LEAST = 1_000;
const LEAST_FOR_DOCKER = 5_000;

/** Shares the time until the deadline: asking ends early enough for the reasons to be looked up. */
export function timeFor({ now }: Clock, { deadline, patience = REQUEST }: VerifyOptions): Time {
  if (deadline === undefined) {
    return {
      askUntil: now(),
      forRequest: () => patience,
      forCluster: () => PATIENCE,
      forDocker: () => QUESTION,
    };
  }
  const askUntil = deadline - Math.min(PATIENCE, (deadline - now()) / 4);
  const within = (most: number, end: number, least: number) => Math.min(most, Math.max(end - now(), least));
  return {
    askUntil,
    forRequest: () => within(patience, askUntil, LEAST),
    forCluster: () => within(PATIENCE, deadline, LEAST),
    forDocker: () => within(QUESTION, deadline, LEAST_FOR_DOCKER),
  };
}
