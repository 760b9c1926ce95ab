import { misspelt } from '../nearest';
import { remembered } from '../plain';
import type { Format } from './formats';

/** First parts of names with "/". */
const AREAS = new Set(
  'Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Etc Europe Indian Mexico Pacific US posix right'.split(
    ' ',
  ),
);

/** Names without "/" that are files of the database and that Intl does not know; new ones never come. */
const BARE = new Set(['Factory', 'localtime', 'posixrules']);

const PART = /^(?!-|\.\.?$)[-A-Za-z._0-9+]{1,14}$/;

/** The name in the letters of the database, or the zone that it stands for; undefined where Intl has none. */
const knownAs = remembered((name): string | undefined => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
});

const misfit = (example: string, such = '') => ({
  why: 'this is no time zone',
  remedy: `Write ${such}"${example}".`,
});

/** `Europe/Berlin`: as the API reads it, letter by letter. A city that may be newer than Intl is let through. */
export const timeZone: Format = (text) => {
  const none = misfit('Europe/Berlin', 'a time zone such as ');
  const parts = text.split('/');
  if (!parts.every((part) => PART.test(part))) return none;
  const known = knownAs(text);
  if (known !== undefined) {
    return known !== text && known.toLowerCase() === text.toLowerCase() ? misfit(known) : undefined;
  }
  if (parts.length === 1) return BARE.has(text) ? undefined : none;
  if (!AREAS.has(parts[0]!)) return none;
  const near = misspelt(text, Intl.supportedValuesOf('timeZone'));
  return near === undefined ? undefined : misfit(near);
};
