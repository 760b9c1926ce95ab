import type { Finding } from '../../routes/finding';
import { fileAt } from '../../routes/yaml/document';
import { jsonIn } from '../../routes/plain';
import { type Extent, extentsOf } from '../../routes/yaml/extent';
import { type Part, partsIn } from '../../routes/yaml/part';
import type { SourceFile } from './gather';
import { decode } from './text';

/** Findings with the line of their field beside the line of their object. Only objects that somebody complains of are read again. */
export function withFieldLines(findings: readonly Finding[], sources: readonly SourceFile[]): readonly Finding[] {
  const files = new Map(sources.map((source) => [source.path, source]));
  const known = new Map<string, Page>();
  return findings.map((finding) => {
    const { where, field } = finding;
    const path = fileAt(where);
    const source = files.get(path);
    if (!source || field === undefined) return finding;
    const page = known.get(path) ?? new Page(source);
    known.set(path, page);
    const line = Number(where.slice(path.length + 1));
    const found = page.lineOf(line, field);
    return found === undefined || found === line ? finding : { ...finding, source: `${path}:${found}` };
  });
}

/** The text of a file, and what of it was read again. */
class Page {
  private readonly text: string;
  /** Where each line begins. */
  private readonly lines: readonly number[];
  private readonly extents: readonly Extent[];
  /** The objects of an extent by the line on which they begin. */
  private readonly objects = new Map<Extent, ReadonlyMap<number, Part>>();

  constructor({ bytes }: SourceFile) {
    this.text = decode(bytes);
    this.lines = [0, ...Array.from(this.text.matchAll(/\n/g), ({ index }) => index + 1)];
    this.extents = extentsOf(this.text);
  }

  /** The line of a field, or of the part of its path that is there. */
  public lineOf(line: number, field: string): number | undefined {
    const begin = this.lines[line - 1]!;
    const extent = this.extents[lastAt(this.extents, ({ begin: at }) => at <= begin)]!;
    const object = this.objectsIn(extent).get(line);
    const offset = object && placeOf(object, stepsOf(field));
    return offset === undefined ? undefined : this.line(offset);
  }

  private objectsIn(extent: Extent): ReadonlyMap<number, Part> {
    const known = this.objects.get(extent);
    if (known) return known;
    const parts = partsIn(this.text, extent).flatMap((part) => [
      part,
      ...(part.parts.get('items')?.parts.values() ?? []),
    ]);
    const objects = new Map(parts.map((part) => [this.line(part.offset), part]));
    this.objects.set(extent, objects);
    return objects;
  }

  private line(offset: number): number {
    return lastAt(this.lines, (begin) => begin <= offset) + 1;
  }
}

/** The last index of which something holds, where it holds of all before it and of the first. */
function lastAt<T>(sorted: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!)) low = middle;
    else high = middle;
  }
  return low;
}

/** The keys of a path, of which some stand in quotes. */
const stepsOf = (field: string): readonly string[] =>
  Array.from(field.matchAll(/"(?:\\.|[^"\\])*"|[^.[\]]+/g), ([step]) => {
    const key = jsonIn(step);
    return typeof key === 'string' ? key : step;
  });

/** Where a field stands, or as much of its path as there is. */
function placeOf({ parts }: Part, steps: readonly string[]): number | undefined {
  // A key may hold dots itself: "example.com/name".
  for (let length = 1; length <= steps.length; length++) {
    const part = parts.get(steps.slice(0, length).join('.'));
    if (part) return placeOf(part, steps.slice(length)) ?? part.offset;
  }
  return undefined;
}
