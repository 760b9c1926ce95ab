import type { Parsed, YamlDocument, YamlProblem } from './document';
import { type Extent, extentsOf } from './extent';
import { push, record } from '../plain';
import { readPlain } from './plain';
import type { YamlScalar } from './scalars';

/** Knows the whole of YAML. Loaded when something is met that is not surely plain. */
const whole = () => require('./whole') as typeof import('./whole');

/**
 * Reads YAML as kubectl, k3d and k3s do: `yes` is true, `0644` is octal, a repeated key is a fault. What is surely plain
 * is read at a tenth of the price.
 */
export function parseYaml(path: string, text: string): Parsed {
  const documents: YamlDocument[] = [];
  const problems: YamlProblem[] = [];
  const lineOf = lineCounter(text);
  for (const extent of extentsOf(text)) {
    const { begin, end } = extent;
    const found =
      plain(path, text, extent, lineOf) ??
      whole().parseWhole(path, text.slice(begin, end), lineOf(begin), text.slice(0, begin));
    documents.push(...found.documents);
    problems.push(...found.problems);
  }
  return { documents, problems };
}

/** The single values in the first document of a text, as they are written. */
export const firstScalars = (text: string): readonly YamlScalar[] =>
  (require('./scalars') as typeof import('./scalars')).firstScalars(text);

const NONE: Parsed = { documents: [], problems: [] };

function plain(path: string, text: string, extent: Extent, lineOf: (offset: number) => number): Parsed | undefined {
  const read = readPlain(text, extent);
  if (!read) return undefined;
  const { json, offset } = read;
  const { begin, start } = extent;
  // Remarks before the first document are none themselves.
  if (json === null && begin === start) return NONE;
  const place = (at: number) => `${path}:${lineOf(at)}`;
  const where = place(json === null ? begin : offset);
  const items = Array.isArray(record(json).items) ? itemsIn(text, extent) : [];
  return { documents: [{ json, where, itemPlaces: items.map(place) }], problems: [] };
}

/** Where the items of a document's list `items` stand. Only a list of objects is read again for that. */
function itemsIn(text: string, extent: Extent): readonly number[] {
  const lists = new Map<unknown, number[]>();
  const again = readPlain(text, extent, (holder, _, offset) => {
    if (Array.isArray(holder)) push(lists, holder, offset);
  });
  return lists.get(record(again!.json).items) ?? [];
}

/** Counts lines, from each place that it is asked for on to the next. */
function lineCounter(text: string): (offset: number) => number {
  let [line, at] = [1, 0];
  return (offset) => {
    for (let end = text.indexOf('\n', at); end >= 0 && end < offset; end = text.indexOf('\n', at)) {
      at = end + 1;
      line++;
    }
    return line;
  };
}

/** Reads a YAML text of one document; undefined where it is none. */
export function readYaml(text: string): { readonly value: unknown } | undefined {
  const { documents, problems } = parseYaml('', text);
  return problems.length > 0 || documents.length > 1 ? undefined : { value: documents[0]?.json ?? null };
}
