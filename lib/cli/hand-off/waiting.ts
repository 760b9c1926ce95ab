import type { Clock } from '../tools';

/** Milliseconds between two looks at something. */
const PAUSE = 1_000;

/**
 * Looks at something until it is there, or the deadline has passed; then undefined. It looks at least once.
 *
 * @param deadline on the clock, in milliseconds
 */
export async function until<T>(
  { now, wait }: Clock,
  deadline: number,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined || now() >= deadline) return seen;
    await wait(Math.min(PAUSE, Math.max(deadline - now(), 0)));
  }
}
