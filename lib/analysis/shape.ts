/** What a property has to be before a construct reads it. */
export type Shape = Scalar | List | Members | Fields | OfClass | Json;

export type Scalar = 'text' | 'number' | 'flag';

/** Values in an order. */
export interface List {
  readonly list: Shape;
  /** A command, of which people write one line. */
  readonly words?: true;
}

/** An object whose properties have names of their own. */
export interface Members {
  readonly map: Shape;
  /** What people write here, and the property beside this one in which it belongs. */
  readonly elsewhere?: { readonly made: string; readonly called: string; readonly property: string };
  /** What stands in its place may be secret. */
  readonly secret?: true;
}

/** An object whose properties are known by name. */
export interface Fields {
  readonly fields: Readonly<Record<string, Shape>>;
  /** Without these, the whole is left out. */
  readonly needs?: readonly string[];
  /** How it looks, for whoever wrote something else. */
  readonly like?: string;
}

/** Something that a class makes. Known by what it can do: the program may hold another copy of the class. */
export interface OfClass {
  readonly made: string;
  /** What that member is. */
  readonly as?: Shape;
  readonly by: string;
  /** How what people write in its place is said with that class. */
  readonly meant?: (said: string) => string | undefined;
  /** What it is called, where no factory makes it. */
  readonly called?: string;
  /** What stands in its place may be secret. */
  readonly secret?: true;
}

/** An object of any depth that can be written as JSON. */
interface Json {
  readonly json: true;
}

/** What the properties of a type have to be: all of them, so that none is forgotten, and nothing else. */
export type FieldsOf<T> = Omit<Fields, 'fields' | 'needs'> & {
  readonly fields: { readonly [K in keyof T]-?: ShapeOf<NonNullable<T[K]>> };
  readonly needs?: readonly (keyof T)[];
};

type ShapeOf<T> = T extends string
  ? 'text'
  : T extends number
    ? 'number'
    : T extends boolean
      ? 'flag'
      : T extends readonly (infer Item)[]
        ? { readonly list: ShapeOf<Item> }
        : string extends keyof T
          ? (Omit<Members, 'map'> & { readonly map: ShapeOf<T[keyof T]> }) | Json
          : FieldsOf<T> | OfClass;

/** A command and its arguments. */
export const COMMAND = { list: 'text', words: true } as const;

const UNITS: Readonly<Record<string, string>> = {
  k: 'Size.kibibytes',
  m: 'Size.mebibytes',
  g: 'Size.gibibytes',
  t: 'Size.tebibytes',
  ms: 'Duration.millis',
  s: 'Duration.seconds',
  min: 'Duration.minutes',
  h: 'Duration.hours',
};

/** A number and its unit, as YAML has them. */
const amount = (pattern: RegExp, unitOf: (unit: string) => string) => (said: string) => {
  const [, number, unit] = pattern.exec(said) ?? [];
  return unit === undefined ? undefined : `${UNITS[unitOf(unit)]}(${number})`;
};

/** cdk8s' own sizes and times. */
export const SIZE: OfClass = {
  made: 'asString',
  by: 'Size.mebibytes(128)',
  meant: amount(/^(\d+) *([kmgt])i?b?$/i, (unit) => unit.toLowerCase()),
};
export const DURATION: OfClass = {
  made: 'toSeconds',
  by: 'Duration.seconds(30)',
  meant: amount(/^(\d+) *(|ms|s|m|h)$/, (unit) => ({ '': 's', m: 'min' })[unit] ?? unit),
};
