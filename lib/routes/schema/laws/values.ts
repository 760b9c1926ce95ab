import { LAST_PORT } from '../../port';
import { wrong } from '../fault';
import { type Format, part, percent, portName } from '../formats';
import type { FieldLaw } from './law';

const quote = (choices: readonly string[]) => {
  const quoted = choices.map((choice) => `"${choice}"`);
  const last = quoted.pop()!;
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
};

/** One of some words. The empty text counts as not given. */
export const oneOf = (...choices: readonly string[]): FieldLaw => {
  return (value, path, say) => {
    if (value === '' || choices.includes(value as string)) return;
    const near = choices.find((choice) => choice.toLowerCase() === (value as string).toLowerCase());
    say(
      wrong(path, value, 'the API knows no such value', `Write ${near === undefined ? quote(choices) : `"${near}"`}.`),
    );
  };
};

/** One of some words, which the empty text is not. */
export const wordOf = (...choices: readonly string[]): FieldLaw => {
  const known = oneOf(...choices);
  return (value, path, say) => {
    if (value !== '') return known(value, path, say);
    say(wrong(path, value, 'the API requires a value', `Write ${quote(choices)}.`));
  };
};

/** A number within bounds. */
export const between = (from: number, to: number, what: string): FieldLaw => {
  return (value, path, say) => {
    if ((value as number) >= from && (value as number) <= to) return;
    say(wrong(path, value, `${what} lies between ${from} and ${to}`, `Write a number from ${from} to ${to}.`));
  };
};

/** A number that is not too small. */
export const atLeast = (from: number, what: string): FieldLaw => {
  return (value, path, say) => {
    if ((value as number) >= from) return;
    say(
      wrong(
        path,
        value,
        from === 0 ? `${what} cannot be negative` : `${what} is at least ${from}`,
        `Write ${from} or more.`,
      ),
    );
  };
};

/** Text of a format; the empty text is an error of its own. */
export const filled = (format?: Format): FieldLaw => {
  const law = spelled(format);
  return (value, path, say) => {
    if (value === '') return say(wrong(path, value, 'the API requires a value', 'Write a value.'));
    law(value, path, say);
  };
};

/** Text of a format; the empty text counts as not given. */
export const spelled = (format?: Format): FieldLaw => {
  return (value, path, say) => {
    const misfit = value === '' ? undefined : format?.(value as string);
    if (misfit) say(wrong(path, value, misfit.why, misfit.remedy));
  };
};

const countOr = (share: Format): FieldLaw => {
  const [count, written] = [atLeast(0, 'a count'), filled(share)];
  return (value, path, say) => (typeof value === 'number' ? count : written)(value, path, say);
};

/** A count of pods, or a share of them. */
export const countOrShare = countOr(percent);

/** A count of pods that there are, or a part of them. */
export const countOrPart = countOr(part);

/** What a port may speak. */
export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** The number of a port. */
export const aPort = between(1, LAST_PORT, 'a port');

const aPortName = filled(portName);

/** The number of a port, or its name. */
export const portOrName: FieldLaw = (value, path, say) =>
  (typeof value === 'number' ? aPort : aPortName)(value, path, say);
