const SECONDS = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** Go counts a duration in nanoseconds, in 63 bits. */
const LONGEST_SECONDS = 2 ** 63 / 1e9;

/** Seconds of a Go duration such as `1m30s`; undefined where it is none, or longer than Go counts. */
export function parseDuration(text: string): number | undefined {
  const seconds = spanOf(text);
  return seconds === undefined || Math.abs(seconds) >= LONGEST_SECONDS ? undefined : seconds;
}

/** Seconds of what is written as a duration, however long that is; undefined where it is none. */
export function spanOf(text: string): number | undefined {
  const amount = text.replace(/^[+-]/, '');
  if (amount === '0') return 0;
  if (amount === '') return undefined;
  let seconds = 0;
  for (let at = 0; at < amount.length; at = PART.lastIndex) {
    PART.lastIndex = at;
    const [, number, unit] = PART.exec(amount) ?? [];
    if (unit === undefined) return undefined;
    seconds += Number(number) * SECONDS[unit as keyof typeof SECONDS];
  }
  return text.startsWith('-') ? -seconds : seconds;
}
