import { compare } from './plain';

/** What somebody may have meant: the candidates with the fewest letters to change, the nearest first. */
export function nearest(word: string, candidates: readonly string[], most = 1): readonly string[] {
  const rated = [...new Set(candidates)].map((candidate) => ({ candidate, distance: distance(word, candidate) }));
  return rated
    .sort((a, b) => a.distance - b.distance || compare(a.candidate, b.candidate))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** The nearest word, where no more than a third of its letters differ: what is further away is a guess. */
export function meant(word: string, candidates: readonly string[]): string | undefined {
  const [best] = nearest(word, candidates);
  if (best === undefined || isNear(word, best)) return best;
  return distance(word, best) * 3 <= Math.max(word.length, best.length) ? best : undefined;
}

/** Tells somebody who is known under a name that is near; otherwise where all of them are. */
export function hint(word: string, candidates: readonly string[], all: string): string {
  const near = meant(word, candidates);
  return near === undefined ? all : `The nearest is "${near}".`;
}

/** One letter more, less or other, or two that changed places, whatever the case: a slip of the pen. */
export const isNear = (word: string, known: string): boolean =>
  Math.abs(word.length - known.length) <= 1 &&
  (distance(word, known) <= 1 || swaps(word.toLowerCase()).includes(known.toLowerCase()));

/** The word of a fixed vocabulary that a slip of the pen made of it. */
export const misspelt = <W extends string>(word: string, known: readonly W[]): W | undefined =>
  known.find((one) => isNear(word, one));

/** Among more names than these, one that is near is chance, and each costs. */
export const FEW = 200;

/** The name that a slip of the pen made of it. Of `db-1` and `db-2` each may be meant, and two letters are near to many. */
export const slipOf = (word: string, names: readonly string[]): string | undefined =>
  /\d/.test(word) || word.length < 3 || names.length > FEW ? undefined : misspelt(word, names);

const swaps = (word: string): readonly string[] =>
  Array.from(word.slice(1), (letter, index) => word.slice(0, index) + letter + word[index] + word.slice(index + 2));

/** Longer words are compared by their beginning: the price grows with the square. */
const LONGEST = 200;

/** Letters to insert, delete or replace so that one word becomes the other. */
function distance(from: string, to: string): number {
  const [a, b] = [from.slice(0, LONGEST).toLowerCase(), to.slice(0, LONGEST).toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] as number) + Number(a[i] !== b[j]);
      next.push(Math.min(replaced, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
