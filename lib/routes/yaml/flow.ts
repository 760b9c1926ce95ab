import { keyOfFlow } from './key';
import { meaningOf, UNSURE } from './words';

/** Is told where a key of a map and an item of a list stand. */
export type Mark = (holder: object, name: string | number, offset: number) => void;

const NEWLINE = 10;
const SPACE = 32;
const DOUBLE = 34;
const SINGLE = 39;
const BACKSLASH = 92;

/** What may stand in brackets without quotes, and where it is something else. */
const WORD = /[\w./-][\w./*@=+:-]*/y;
const NO_WORD = /^-(?![\w.-])|:(?![\w./*])/;

/** Levels that are read plainly. */
export const DEEPEST = 60;

/** Reads what has an end of its own: text in quotes, lists and maps in brackets. JSON is nothing else. */
export class Flow {
  /** Behind what was read. */
  public at = 0;
  private depth = 0;
  /** Brackets may close in a later line. */
  private overLines = false;
  private unsure = false;

  constructor(
    private readonly text: string,
    private readonly end: number,
    private readonly mark: Mark | undefined,
  ) {}

  /** True where something begins that ends by itself. */
  public opens(at: number): boolean {
    const sign = this.text[at];
    return sign === '{' || sign === '[' || this.isQuote(at);
  }

  private isQuote(at: number): boolean {
    const sign = this.text.charCodeAt(at);
    return sign === DOUBLE || sign === SINGLE;
  }

  /** What begins at a place of the text; UNSURE where it is not surely plain. */
  public read(at: number, depth: number, overLines = false): unknown {
    this.at = at;
    this.depth = depth;
    this.overLines = overLines;
    this.unsure = false;
    const value = this.closed();
    return this.unsure ? UNSURE : value;
  }

  /** Ends the reading. */
  private leave(): undefined {
    this.unsure = true;
    this.at = this.end;
  }

  private closed(): unknown {
    if (this.isQuote(this.at)) return this.quoted();
    if (this.depth === DEEPEST) return this.leave();
    this.depth++;
    const value = this.text[this.at] === '[' ? this.list() : this.map();
    this.depth--;
    return value;
  }

  /** Text in quotes, in one line. */
  private quoted(): string | undefined {
    const { text } = this;
    const from = this.at + 1;
    const isDouble = text.charCodeAt(this.at) === DOUBLE;
    let close = text.indexOf(isDouble ? '"' : "'", from);
    while (isDouble && this.isEscaped(close)) close = text.indexOf('"', close + 1);
    if (close < 0 || close >= this.end) return this.leave();
    this.at = close + 1;
    const said = text.slice(from, close);
    if (said.includes('\n') || (!isDouble && text[this.at] === "'")) return this.leave();
    return isDouble && said.includes('\\') ? this.unescaped(said) : said;
  }

  /** A backslash stands for itself after another one. */
  private isEscaped(at: number): boolean {
    let before = at;
    while (this.text.charCodeAt(before - 1) === BACKSLASH) before--;
    return (at - before) % 2 === 1;
  }

  /** What JSON writes with a backslash, YAML writes in the same way. */
  private unescaped(said: string): string | undefined {
    try {
      return JSON.parse(`"${said}"`) as string;
    } catch {
      return this.leave();
    }
  }

  private list(): unknown {
    const items: unknown[] = [];
    this.each(']', () => {
      this.mark?.(items, items.length, this.at);
      items.push(this.member());
    });
    return items;
  }

  private map(): unknown {
    const map: Record<string, unknown> = {};
    this.each('}', () => {
      const key = keyOfFlow(this.text, this.at);
      if (key === undefined || Object.hasOwn(map, key.name)) return this.leave();
      this.mark?.(map, key.name, this.at);
      this.at = key.end;
      this.blanks();
      map[key.name] = this.member();
    });
    return map;
  }

  /** Reads members with commas between them, from the sign that opens to the one that closes. */
  private each(close: string, read: () => void): void {
    this.at++;
    this.blanks();
    if (this.text[this.at] === close) {
      this.at++;
      return;
    }
    for (;;) {
      read();
      this.blanks();
      const sign = this.at < this.end ? this.text[this.at++] : undefined;
      if (sign === close) return;
      if (sign !== ',') return this.leave();
      this.blanks();
    }
  }

  private blanks(): void {
    for (;;) {
      const sign = this.text.charCodeAt(this.at);
      if (sign !== SPACE && !(sign === NEWLINE && this.overLines)) return;
      this.at++;
    }
  }

  private member(): unknown {
    if (this.opens(this.at)) return this.closed();
    WORD.lastIndex = this.at;
    const [letters] = WORD.exec(this.text) ?? [];
    if (letters === undefined || NO_WORD.test(letters)) return this.leave();
    this.at += letters.length;
    const value = meaningOf(letters);
    return value === UNSURE ? this.leave() : value;
  }
}
