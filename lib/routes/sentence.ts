import type { Finding, Level } from './finding';
import { byWeight } from './level';

/** Findings as a person reads them: one block each, the most serious first. */
export function findingsText(findings: readonly Finding[]): string {
  return findings.map(findingText).join('\n\n');
}

/** Level, rule, place and object on one line; what is, and what to write instead, below. */
export function findingText({ level, rule, where, object, source, message, remedy }: Finding): string {
  const place = [where, object && `(${object})`, source && `at ${source}`].filter(Boolean).join('  ');
  return `${level.padEnd(8)}${rule}  ${place}\n  ${message}\n  ${remedy}`;
}

/** The same in one line, for whoever prints a place of its own before it. */
export const findingLine = ({ rule, message, remedy }: Finding) => `${rule}: ${message} ${remedy}`;

/** `2 errors, 1 warning`: every level that somebody has, the heaviest first. */
export function counts(levels: readonly Level[]): string {
  const number = (level: Level) => levels.filter((each) => each === level).length;
  return [...new Set(levels)]
    .sort(byWeight)
    .map((level) => `${number(level)} ${level}${number(level) === 1 ? '' : 's'}`)
    .join(', ');
}
