/** An object of unknown JSON. */
export type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value where it is an object, else an empty one. */
export const object = (value: unknown): Json => (isObject(value) ? value : {});

/** The value where it is a list, else an empty one. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The members of a list, each as an object; a member of another kind is an empty one, so that indices stay true. */
export const objects = (value: unknown): readonly Json[] => list(value).map(object);

/** The value where it is a text with something in it. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The texts of a list. */
export const texts = (value: unknown): readonly string[] => list(value).flatMap((item) => text(item) ?? []);

/** The value where it can be a port. */
export const port = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535 ? value : undefined;

/** Labels, annotations: the members whose values are texts. */
export const labels = (value: unknown): ReadonlyMap<string, string> =>
  new Map(Object.entries(object(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** What a file or a value says of its transport, in lower case; tcp where it says nothing. */
export function protocol(value: unknown): 'tcp' | 'udp' | 'sctp' {
  const said = text(value)?.toLowerCase();
  return said === 'udp' || said === 'sctp' ? said : 'tcp';
}

/** One of something, or several. */
export const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
