import type { Misfit } from '../misfit';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');

interface Part {
  readonly called: string;
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}

const PARTS: readonly Part[] = [
  { called: 'minute', from: 0, to: 59, names: [] },
  { called: 'hour', from: 0, to: 23, names: [] },
  { called: 'day of the month', from: 1, to: 31, names: [] },
  { called: 'month', from: 1, to: 12, names: MONTHS },
  { called: 'day of the week', from: 0, to: 6, names: DAYS },
];

const DESCRIPTOR =
  /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every [-+]?((\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+)$/;

const SECONDS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
const LONGEST = 2 ** 63 * 1e-9;

/** The seconds of a span such as `1h30m`. */
function secondsOf(span: string): number {
  let sum = 0;
  for (const [, count, unit] of span.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)) sum += Number(count) * SECONDS[unit!]!;
  return sum;
}

function numberOf(word: string, { from, names }: Part): number {
  const index = names.indexOf(word.toLowerCase());
  if (index >= 0) return index + from;
  return /^\+?\d+$/.test(word) ? Number(word) : NaN;
}

function fits(item: string, part: Part): boolean {
  const [range, step, ...more] = item.split('/') as [string, ...string[]];
  if (more.length > 0 || (step !== undefined && !/^\+?0*[1-9]\d*$/.test(step))) return false;
  if (range === '*' || range === '?') return true;
  const ends = range.split('-').map((end) => numberOf(end, part));
  const low = ends[0]!;
  const high = ends.at(-1)!;
  return ends.length <= 2 && low >= part.from && high <= part.to && low <= high;
}

/** The API skips what is empty, as after a comma at the end. */
const itemsOf = (word: string) => word.split(',').filter(Boolean);

const USUAL = 'Write a schedule such as "*/5 * * * *".';

/** What stands in a part, mended where it is a number too high. */
function within(word: string, { from, to }: Part): string {
  // Many mean the first one by it: midnight, Sunday.
  if (Number(word) === to + 1) return `${from}`;
  return Number(word) > to ? `${to}` : '*';
}

/** Why a CronJob cannot run by this schedule, if it cannot, and what to write instead. */
export function whyNoSchedule(schedule: string): Misfit | undefined {
  const [, zone, rest = ''] = /^(?:CRON_)?TZ=(\S*)\s*(.*)$/s.exec(schedule) ?? [];
  if (zone !== undefined) {
    const remedy = zone !== '' && !whyNoSchedule(rest) ? `Write "${rest}", and timeZone: ${zone} beside it.` : USUAL;
    return { why: 'a time zone stands in the field timeZone', remedy };
  }
  if (schedule.startsWith('@')) {
    if (!DESCRIPTOR.test(schedule)) return { why: 'this shorthand does not exist', remedy: USUAL };
    return secondsOf(schedule) < LONGEST ? undefined : { why: 'nobody waits for 292 years', remedy: USUAL };
  }
  const words = schedule.split(/\s+/).filter(Boolean);
  if (words.length !== PARTS.length) {
    const later = words.slice(1).join(' ');
    const isTimed = words.length === PARTS.length + 1 && !whyNoSchedule(later);
    const remedy = isTimed ? `Write "${later}": Kubernetes counts no seconds.` : USUAL;
    return { why: `a schedule has 5 parts, and this one has ${words.length}`, remedy };
  }
  const index = PARTS.findIndex((part, at) => !itemsOf(words[at]!).every((item) => fits(item, part)));
  if (index < 0) return undefined;
  const part = PARTS[index]!;
  const { called, from, to } = part;
  const mended = words.map((word, at) => (at === index ? within(word, part) : word)).join(' ');
  return {
    why: `its ${called} lies between ${from} and ${to}`,
    remedy: `Write another ${called}, for example "${mended}".`,
  };
}
