/** JSON as a file holds it and a command prints it. */
export const printJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** So many members of a list are printed at once. */
const AT_ONCE = 16;

/**
 * The same text in pieces, of a record with lists in it. A list may be made while it is read: neither it nor the text
 * is anywhere whole.
 */
export function* jsonPieces(record: Readonly<Record<string, Iterable<unknown> | number>>): Iterable<string> {
  let lead = '{\n';
  for (const [name, value] of Object.entries(record)) {
    const key = `${lead}  ${JSON.stringify(name)}: `;
    if (typeof value === 'number') yield key + value;
    else yield* list(key, value);
    lead = ',\n';
  }
  yield '\n}\n';
}

function* list(key: string, members: Iterable<unknown>): Iterable<string> {
  let lead = `${key}[`;
  for (const some of inBatches(members)) {
    // One level down, as in the record: what stands around the members is cut away again.
    yield lead + JSON.stringify({ some }, null, 2).slice('{\n  "some": ['.length, -'\n  ]\n}'.length);
    lead = ',';
  }
  yield lead === ',' ? '\n  ]' : `${lead}]`;
}

function* inBatches<T>(items: Iterable<T>): Iterable<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    if (batch.push(item) < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
