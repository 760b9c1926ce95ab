import type { Plain } from '../../../lib/routes/plain';
import type { FieldFault } from '../../../lib/routes/schema/fault';
import type { Server } from '../../../lib/routes/schema/server';
import { faultsOf } from '../../../lib/routes/schema/validate';

type Draft = { [key: string]: any };

/** A sound object, the field that is set in it (undefined takes it away), and what is said then, where `$` is the field. */
export type Case = readonly [kind: string, path: string, value: unknown, ...said: string[]];

/** The object with one field set; a "~" in a path is a dot in a key. */
function changed(object: Plain, path: string, value: unknown): Plain {
  const copy: Draft = JSON.parse(JSON.stringify(object));
  const keys = path.split('.').map((key) => key.replaceAll('~', '.'));
  const last = keys.pop()!;
  let here = copy;
  for (const key of keys) here = here[key] ??= {};
  if (value === undefined) delete here[last];
  else here[last] = value;
  return copy;
}

const said = ({ path, says, remedy }: FieldFault) => `${path} ${says} ${remedy}`;

/** A server of which nobody knows anything. */
export const UNKNOWN: Server = { minor: NaN, usualAddresses: false, mayHave: () => false };

/** What a server has against an object. */
export const refusals = (object: Plain, server: Server = UNKNOWN): readonly string[] =>
  faultsOf(object)
    .filter(({ takenBy }) => !takenBy?.(server))
    .map(said);

/** Tests that each object is sound, and what is said of it with one field changed. */
export function lawTable(objects: Readonly<Record<string, Plain>>, cases: readonly Case[]): void {
  test.each(Object.entries(objects))('%s is sound', (_, object) => expect(refusals(object)).toEqual([]));

  test.each(cases.map((each) => [...each]))('%s with %s: %j', (...each) => {
    const [kind, path, value, ...expected] = each as unknown as Case;
    const field = path.replace(/\.(\d+)(?=\.|$)/g, '[$1]').replaceAll('~', '.');
    const wanted = expected.map((each) => each.replace(/^\$/, () => field));
    expect(refusals(changed(objects[kind]!, path, value))).toEqual(wanted);
  });
}
