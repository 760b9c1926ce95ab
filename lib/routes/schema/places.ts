import { below } from '../plain';

/** Type of each field that holds some or one, and whether it holds some. */
type Fields = ReadonlyMap<string, { readonly type: string; readonly many: boolean }>;

const read = new Map<string, Fields>();

/** `field:code field!code` → its fields. They are asked for again with every field that stands at a wrong depth. */
function fieldsIn(line: string): Fields {
  const known = read.get(line);
  if (known) return known;
  const fields = new Map(
    line.split(' ').map((field) => {
      const [, name, list, type] = /^([^:!]+)[:!]((?:\[\])*)([^@]*)/.exec(field) as unknown as [
        string,
        string,
        string,
        string,
      ];
      return [name, { type, many: list !== '' }];
    }),
  );
  read.set(line, fields);
  return fields;
}

/** An object that has a field which its type does not know. */
export interface Holder {
  readonly type: string;
  /** Where it stands. */
  readonly path: string;
  readonly keys: readonly string[];
}

/** `spec` where a field of it stands in the metadata of an object of some type. */
export function placeInSpec(
  types: ReadonlyMap<string, string>,
  type: string | undefined,
  name: string,
): string | undefined {
  const spec = type && fieldsIn(types.get(type)!).get('spec');
  const line = spec && types.get(spec.type);
  return line && fieldsIn(line).has(name) ? 'spec' : undefined;
}

/** Where a field belongs that stands one level too high, or too deep: `each entry of spec.routes`. */
export function placeNearby(
  types: ReadonlyMap<string, string>,
  { type, path, keys }: Holder,
  name: string,
): string | undefined {
  const knows = (other: string) => types.has(other) && fieldsIn(types.get(other)!).has(name);
  const own = fieldsIn(types.get(type)!);
  // Most names are known nowhere, and the keys may be many.
  const knowing = new Map([...own].filter(([, inner]) => knows(inner.type)));
  const beside = knowing.size > 0 && keys.find((each) => knowing.has(each));
  if (beside) return `${knowing.get(beside)!.many ? 'each entry of ' : ''}${below(path, beside)}`;
  const [, above, key] = /^(.+)\.([^.[]+)(?:\[\d+\])*$/.exec(path) ?? [];
  const isAbove = ([other, line]: [string, string]) => fieldsIn(line).get(key!)?.type === type && knows(other);
  return key === undefined || ![...types].some(isAbove) ? undefined : above;
}
