import type { Level } from './finding';

/** How much a finding weighs. */
export enum FindingLevel {
  /** Cannot work. */
  ERROR = 'error',
  /** Will surprise, or may be served by something outside the app. */
  WARNING = 'warning',
  /** Worth knowing. */
  INFO = 'info',
}

const WEIGHT: Readonly<Record<Level, number>> = { error: 2, warning: 1, info: 0 };

/** Every level, the heaviest first. */
export const LEVELS = Object.keys(WEIGHT) as readonly Level[];

/** Whether a finding weighs as much as a threshold, or more. */
export const weighs = (level: Level, threshold: Level): boolean => WEIGHT[level] >= WEIGHT[threshold];

/** The heaviest first. */
export const byWeight = (a: Level, b: Level): number => WEIGHT[b] - WEIGHT[a];
