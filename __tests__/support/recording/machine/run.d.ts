import type { State } from '../state';

/** How a program was called. */
export interface Called {
  readonly words: readonly string[];
  readonly line: string;
  readonly input?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}
export interface Said {
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}
export type Answer = (state: State, call: Called) => Said;
export function answered(folder: string, call: Called, pid: number, answer: Answer): Said;
export function isRead(words: readonly string[]): boolean;
