import { Composer, isMap, isScalar, isSeq, LineCounter, type ParsedNode, Parser } from 'yaml';
import type { Finding } from '../../routes/finding';
import type { SourceFile } from './gather';
import { YAML_OPTIONS } from '../../routes/yaml-reader';

/** Findings with the line of their field beside the line of their object. Only files that somebody complains of are read again. */
export function withFieldLines(findings: readonly Finding[], sources: readonly SourceFile[]): readonly Finding[] {
  const files = new Map(sources.map((source) => [source.path, source]));
  const known = new Map<string, Page>();
  return findings.map((finding) => {
    const { where, field } = finding;
    const path = where.replace(/:\d+$/, '');
    const source = files.get(path);
    if (!source || field === undefined) return finding;
    const page = known.get(path) ?? new Page(source);
    known.set(path, page);
    const line = Number(where.slice(path.length + 1));
    const found = page.lineOf(line, field);
    return found === undefined || found === line ? finding : { ...finding, source: `${path}:${found}` };
  });
}

/** The objects of a file by the line on which they begin. */
class Page {
  private readonly lines = new LineCounter();
  private readonly objects = new Map<number, ParsedNode>();

  constructor({ bytes }: SourceFile) {
    const tokens = new Parser(this.lines.addNewLine).parse(new TextDecoder().decode(bytes));
    for (const { contents } of new Composer(YAML_OPTIONS).compose(tokens)) this.add(contents as ParsedNode);
  }

  /** The line of a field, or of the part of its path that is there. */
  public lineOf(line: number, field: string): number | undefined {
    const object = this.objects.get(line);
    const steps = field.match(/[^.[\]]+/g) ?? [];
    return object && this.follow(object, steps, undefined);
  }

  private add(node: ParsedNode): void {
    const items = isMap(node) ? node.get('items', true) : undefined;
    this.objects.set(this.line(node), node);
    if (isSeq<ParsedNode>(items)) items.items.forEach((item) => this.objects.set(this.line(item), item));
  }

  private follow(node: ParsedNode | null, steps: readonly string[], best: number | undefined): number | undefined {
    if (isSeq<ParsedNode>(node)) {
      const item = node.items[Number(steps[0])];
      return item ? this.follow(item, steps.slice(1), this.line(item)) : best;
    }
    if (!isMap<ParsedNode, ParsedNode | null>(node)) return best;
    // A key may hold dots itself: "example.com/name".
    for (let length = 1; length <= steps.length; length++) {
      const name = steps.slice(0, length).join('.');
      const pair = node.items.find(({ key }) => isScalar(key) && `${key.value}` === name);
      if (pair) return this.follow(pair.value, steps.slice(length), this.line(pair.key));
    }
    return best;
  }

  private line({ range }: ParsedNode): number {
    return this.lines.linePos(range[0]).line;
  }
}
