import {
  Composer,
  type CST,
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type ParsedNode,
  Parser,
  type Scalar,
  visit,
  type YAMLError,
} from 'yaml';
import { isMergeKey, YAML_OPTIONS } from './dialect';
import { type Parsed, unrendered, type YamlDocument, type YamlProblem } from './document';
import { remedyOf } from './remedy';
import { hasAliases, unusable } from './reuse';

/** Reads whatever YAML stands in a text, of which the first line has a number in its file. */
export const parseWhole = (path: string, text: string, first = 1, before = ''): Parsed =>
  new Reader(path, text, first, before).read();

/** What the YAML of Go does not read, not even in a comment. */
const NO_YAML = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Levels of lists and maps as the parser counts them. What comes after it calls itself for each. */
const DEEPEST = 400;

/** Letters of a key that are shown. */
const LONGEST_KEY = 200;

/** What is wrong with a key. */
interface Misnamed {
  readonly problem: YamlProblem;
  /** kubectl takes no notice of it. */
  readonly isForgiven: boolean;
}

class Reader {
  private readonly lines = new LineCounter();

  constructor(
    private readonly path: string,
    private readonly text: string,
    private readonly first: number,
    private readonly before: string,
  ) {}

  public read(): Parsed {
    const odd = this.text.search(NO_YAML);
    if (odd >= 0) return { documents: [], problems: [this.unprintable(odd)] };
    const documents: YamlDocument[] = [];
    const problems: YamlProblem[] = [];
    for (const document of new Composer(YAML_OPTIONS).compose(this.tokens(problems))) {
      const [error] = document.errors;
      const read = error ? this.fault(document, error) : this.sound(document);
      if ('message' in read) problems.push(read);
      else documents.push(read);
    }
    return { documents, problems };
  }

  private sound(document: Document.Parsed): YamlDocument | YamlProblem {
    const misnamed = this.misnamed(document);
    if (!misnamed) return this.values(document);
    const read = misnamed.isForgiven ? this.values(document) : misnamed.problem;
    return 'message' in read ? read : { ...misnamed.problem, forgiven: read };
  }

  private unprintable(offset: number): YamlProblem {
    const before = this.text.slice(0, offset).split('\n');
    const line = before.length + this.first - 1;
    const code = this.text.charCodeAt(offset).toString(16).padStart(4, '0');
    return {
      where: `${this.path}:${line}`,
      message: `"${this.path}" is no YAML: line ${line}, column ${before.at(-1)!.length + 1}: the character U+${code.toUpperCase()} stands here.`,
      remedy: `Remove it, or write "\\u${code}" in double quotes.`,
    };
  }

  /** What the parser says of the text, up to where it becomes too deep for whoever reads on. */
  private *tokens(problems: YamlProblem[]): Generator<CST.Token> {
    const parser = new Parser(this.lines.addNewLine);
    this.lines.addNewLine(0);
    for (const lexeme of new Lexer().lex(this.text)) {
      yield* parser.next(lexeme);
      if (parser.stack.length > DEEPEST) {
        const where = this.place(parser.offset);
        const line = where.slice(this.path.length + 1);
        const message = `"${this.path}" nests lists and maps so deeply that it is not read from line ${line} on.`;
        problems.push({ where, message, remedy: 'Write it with fewer levels.' });
        return;
      }
    }
    yield* parser.end();
  }

  /** Line and column, as one counts them in the file. */
  private position(offset: number): { readonly line: number; readonly col: number } {
    const { line, col } = this.lines.linePos(offset);
    return { line: line + this.first - 1, col };
  }

  private place(offset: number): string {
    return `${this.path}:${this.position(offset).line}`;
  }

  private fault(document: Document.Parsed, { pos, code, message }: YAMLError): YamlProblem {
    const open = message.startsWith('Missing closing') ? this.openQuote(document) : undefined;
    const offset = open ?? pos[0];
    const { line, col } = this.position(offset);
    const where = `${this.path}:${line}`;
    const at = `line ${line}, column ${col}`;
    if (this.slice(document).includes('{{')) return unrendered(this.path, where, at);
    const no = `"${this.path}" is no YAML: ${at}:`;
    if (open !== undefined) {
      return { where, message: `${no} A quote opens here, and none closes it.`, remedy: 'Write the second quote.' };
    }
    const reason = message.replace(/\n.*$/s, '').replace(/[.:]?(?<!\s)\s*$/, '');
    const begin = offset - col + 1;
    const [text] = this.text.slice(begin).split(/\r?\n/, 1);
    return { where, message: `${no} ${reason}.`, remedy: remedyOf(code, `${text}`, this.text.slice(0, begin)) };
  }

  /** Where the text begins that goes on to the end: the parser complains there. */
  private openQuote(document: Document.Parsed): number | undefined {
    let offset: number | undefined;
    visit(document, {
      Scalar: (_, scalar) => {
        const { type, range } = scalar as Scalar.Parsed;
        if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') offset = range[0];
      },
    });
    return offset;
  }

  /** The first key that is none, or else the first that stands twice in one map. */
  private misnamed(document: Document.Parsed): Misnamed | undefined {
    let misnamed: Misnamed | undefined;
    visit(document, {
      Map: (_, { items }) => {
        const seen = new Set<unknown>();
        for (const { key } of items) {
          const value = isScalar(key) ? key.value : key;
          // Two braces are a template, of which more is told.
          if ((value === null || isCollection(value)) && !this.slice(document).includes('{{')) {
            misnamed = this.nameless((key as ParsedNode).range[0]);
            return visit.BREAK;
          }
          if (seen.has(value) && !isMergeKey(key)) misnamed ??= this.twice((key as ParsedNode).range[0]);
          seen.add(value);
        }
        return undefined;
      },
    });
    return misnamed;
  }

  private nameless(offset: number): Misnamed {
    const { line, col } = this.position(offset);
    const message = `"${this.path}" has a key that is no single value: line ${line}, column ${col}.`;
    const remedy = 'Write a text in front of the colon.';
    return { problem: { where: `${this.path}:${line}`, message, remedy }, isForgiven: false };
  }

  private twice(offset: number): Misnamed {
    const { line, col } = this.position(offset);
    const key = this.text
      .slice(offset, offset + LONGEST_KEY)
      .replace(/[:\r\n].*$/s, '')
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2');
    const message = `"${this.path}" has the key "${key}" twice in one map: line ${line}, column ${col}.`;
    const begins = col === 1 && (key === 'apiVersion' || key === 'kind');
    const remedy = begins
      ? 'Write "---" above it where another object begins; else remove one of the two.'
      : 'Remove one of the two.';
    // Of two objects that became one, the first would be lost.
    return { problem: { where: `${this.path}:${line}`, message, remedy }, isForgiven: !begins };
  }

  private values(document: Document.Parsed): YamlDocument | YamlProblem {
    const contents = document.contents as ParsedNode;
    const where = this.place(contents.range[0]);
    try {
      const json: unknown = document.toJS();
      // Aliases make one value stand in two places; whoever walks the objects later expects a tree.
      const tree: unknown = hasAliases(document) ? JSON.parse(JSON.stringify(json)) : json;
      const template = this.slice(document).includes('{{') ? this.template(document) : undefined;
      return { json: tree, where, itemPlaces: this.itemPlaces(contents), ...(template && { template }) };
    } catch (error) {
      const refusal = `${(error as Error).message}`;
      const { offset, ...problem } = unusable(this.path, document, refusal, this.before);
      return { where: this.place(offset), ...problem };
    }
  }

  private itemPlaces(contents: ParsedNode): readonly string[] {
    const items = isMap(contents) ? contents.get('items', true) : undefined;
    return isSeq<ParsedNode>(items) ? items.items.map(({ range }) => this.place(range[0])) : [];
  }

  /** Where a Helm template stands that is no text of an object, but was meant to become one. */
  private template(document: Document.Parsed): string | undefined {
    let offset: number | undefined;
    visit(document, {
      Pair: (_, { key }) => {
        if (!isMap(key)) return undefined;
        offset = (key as ParsedNode).range[0];
        return visit.BREAK;
      },
      Scalar: (_, scalar) => {
        const { type, value, range } = scalar as Scalar.Parsed;
        const block = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
        if (block || typeof value !== 'string' || !HELM.test(value)) return undefined;
        offset = range[0];
        return visit.BREAK;
      },
    });
    return offset === undefined ? undefined : this.place(offset);
  }

  private slice({ range }: Document.Parsed): string {
    return this.text.slice(range[0], range[2]);
  }
}

/** Words of Helm between two braces. Other tools put other things there, and those may be meant. */
const HELM = /\{\{-?\s*[^}]{0,200}(\.(Values|Release|Chart|Capabilities|Template|Files)\b|\b(include|template|tpl)\s)/;
