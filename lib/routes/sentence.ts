import type { Finding, Level } from './finding';
import { byWeight } from './level';
import { groupBy } from './plain';

/** How much a person is given to read. */
export interface Brevity {
  /** So many findings of a kind are printed. */
  readonly first: number;
  /** Says where all of them are, in a sentence. */
  readonly rest: string;
}

/** So many more are printed too: a line that stands for one finding would save nothing. */
const SPARED = 2;

/**
 * Findings as a person reads them: one block each, in their order. What holds for a thousand objects is said of the
 * first ones, with the number of the others.
 */
export function findingsText(findings: readonly Finding[], brevity?: Brevity): string {
  return (brevity ? briefly(findings, brevity) : findings.map(findingText)).join('\n\n');
}

function briefly(findings: readonly Finding[], { first, rest }: Brevity): readonly string[] {
  const kinds = groupBy(findings, kindOf);
  return findings.flatMap((finding) => {
    const kind = kinds.get(kindOf(finding))!;
    if (kind.length <= first + SPARED) return findingText(finding);
    if (kind[0] !== finding) return [];
    const more = (kind.length - first).toLocaleString('en');
    return [...kind.slice(0, first).map(findingText), `${headOf(finding)}  and ${more} more like it. ${rest}`];
  });
}

/** Findings are alike where the same has to be done about them, but for words in quotes and words with digits. */
const kindOf = ({ level, rule, remedy }: Finding) =>
  [level, rule, ...remedy.split(' ').filter((word) => !/["\d]/.test(word))].join(' ');

const headOf = ({ level, rule }: Finding) => `${level.padEnd(8)}${rule}`;

/** Level, rule, place and object on one line; what is, and what to write instead, below. */
function findingText(finding: Finding): string {
  const { where, object, source, message, remedy } = finding;
  const place = [where, object && `(${object})`, source && `at ${source}`].filter(Boolean).join('  ');
  return `${headOf(finding)}  ${place}\n  ${message}\n  ${remedy}`;
}

/** The same in one line, for whoever prints a place of its own before it. */
export const findingLine = ({ rule, message, remedy }: Finding) => `${rule}: ${message} ${remedy}`;

/** `1 node`, `2 nodes`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `2 errors, 1 warning`: every level that somebody has, the heaviest first. */
export function counts(levels: readonly Level[]): string {
  const number = (level: Level) => levels.filter((each) => each === level).length;
  return [...new Set(levels)]
    .sort(byWeight)
    .map((level) => count(number(level), level))
    .join(', ');
}
