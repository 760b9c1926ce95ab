/** A version as numbers: `v5.8.3` → [5, 8, 3]. */
export type Version = readonly number[];

/** Reads a version; undefined where the text holds none. */
export const versionIn = (text: string): Version | undefined => {
  const [, ...numbers] = /(?<!\d)(\d+)\.(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return numbers.length === 0 ? undefined : numbers.map((number) => Number(number ?? 0));
};

export const older = (one: Version, other: Version): boolean => {
  const index = other.findIndex((number, place) => number !== (one[place] ?? 0));
  return index >= 0 && (one[index] ?? 0) < other[index]!;
};

export const versionText = (version: Version): string => version.join('.');
