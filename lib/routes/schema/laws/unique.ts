import { below, list, record, type Plain } from '../../plain';
import { type FieldFault, wrong } from '../fault';
import { textIn } from '../read';
import type { TypeLaw } from './law';

/** One key may not come twice in a list; speaks at the later one. The empty key counts as none. */
export function unique(
  items: readonly unknown[],
  keyOf: (item: Plain) => string,
  say: (item: Plain, index: number, first: number) => void,
): void {
  const seen = new Map<string, number>();
  items.forEach((entry, index) => {
    const item = record(entry);
    const key = keyOf(item);
    const first = seen.get(key);
    if (key === '') return;
    if (first === undefined) seen.set(key, index);
    else say(item, index, first);
  });
}

/** One key may not come twice in the list that a field holds. */
export const once = (
  field: string,
  keyOf: (item: Plain) => string,
  fault: (item: Plain, path: string, first: number) => FieldFault,
): TypeLaw => {
  return (object, path, say) => {
    const items = list(object[field]);
    // Most lists have one entry: nothing is made for these.
    if (items.length < 2) return;
    unique(items, keyOf, (item, index, first) => say(fault(item, `${below(path, field)}[${index}]`, first)));
  };
};

/** An entry of a list, counted from one, and the name that it has. */
export const another = (what: string, path: string, index: number): NonNullable<FieldFault['other']> => ({
  words: `${what} ${index + 1}`,
  path: `${path.replace(/\[\d+\]$/, `[${index}]`)}.name`,
});

/** No two entries of the list that a field holds have one name. */
export const namedOnce = (field: string, what: string): TypeLaw =>
  once(
    field,
    (item) => textIn(item.name),
    ({ name }, path, first) => {
      const other = another(what, path, first);
      return { ...wrong(`${path}.name`, name, `${other.words} has this name too`, 'Write another name.'), other };
    },
  );
