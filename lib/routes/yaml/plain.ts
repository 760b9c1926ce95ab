import { isSurelyText, meaningOf, UNSURE } from './words';

/** A document that was read, and where its first word stands. */
export interface PlainDocument {
  readonly json: unknown;
  /** Of the whole text; the beginning of the document where it is empty. */
  readonly offset: number;
}

/** Is told where a key of a map and an item of a list stand. */
export type Mark = (holder: object, name: string | number, offset: number) => void;

const NEWLINE = 10;
const SPACE = 32;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const DASH = 45;

/** Keys that are surely text and have a colon behind them; in a map of one line, something must stand behind that. */
const KEY = /(\.?[A-Za-z][\w./-]*):(?=[ \n]|$)/y;
const KEY_IN_LINE = /(\.?[A-Za-z][\w./-]*): /y;
const LONGEST_KEY = 160;

/** What stands in a list or map of one line, without quotes. */
const IN_LINE = /(?:[\w./]|-(?=[\w.-]))(?:[\w./*@=+-]|:(?=[\w./*]))*/y;

/** What means more than it says: tabs and other signs that control, and templates. */
const ODD = /[^\n -~\xa0-\ufffd]|\{\{/;

/** Letters of a document that are read here: a pattern runs out of stack in longer words, and no API server takes them. */
const LONGEST = 4_000_000;

/** Levels that are read here. */
const DEEPEST = 60;

/**
 * Reads one document of a text where it is surely plain: maps and lists in lines of their own or in one line, text in
 * one line or after `|`, numbers. It begins behind its `---` and ends before the next one. Undefined where anything
 * else stands in it, right or wrong, which is for whoever knows the whole of YAML.
 */
export function readPlain(text: string, start: number, end: number, mark?: Mark): PlainDocument | undefined {
  if (end - start > LONGEST || ODD.test(text.slice(start, end))) return undefined;
  return new Reader(text, start, end, mark).read();
}

class Reader {
  /** The next word that is not read. */
  private at: number;
  /** Its column; before the first one where none is left. */
  private column = -1;
  private depth = 0;
  /** More of YAML has been met than is read here. */
  private more = false;

  constructor(
    private readonly text: string,
    private readonly start: number,
    private readonly end: number,
    private readonly mark: Mark | undefined,
  ) {
    this.at = start;
  }

  public read(): PlainDocument | undefined {
    this.line(this.start);
    if (this.column < 0) return { json: null, offset: this.start };
    const offset = this.at;
    const json = this.isItem() || this.key(KEY) !== undefined ? this.block(this.column, offset) : this.leave();
    return this.more || this.column >= 0 ? undefined : { json, offset };
  }

  /** Ends the reading. */
  private leave(): undefined {
    this.more = true;
    this.at = this.end;
    this.column = -1;
  }

  /** Goes to the first word of the first line with one; `from` begins a line. */
  private line(from: number): void {
    for (let begin = from; begin < this.end;) {
      let at = begin;
      while (this.text.charCodeAt(at) === SPACE) at++;
      const sign = at < this.end ? this.text.charCodeAt(at) : NEWLINE;
      if (sign !== NEWLINE && sign !== HASH) {
        this.at = at;
        this.column = at - begin;
        return;
      }
      begin = this.lineEnd(at) + 1;
    }
    this.at = this.end;
    this.column = -1;
  }

  private nextLine(): void {
    this.line(this.lineEnd(this.at) + 1);
  }

  private lineEnd(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 || end > this.end ? this.end : end;
  }

  private spaces(): void {
    while (this.text.charCodeAt(this.at) === SPACE) this.at++;
  }

  /** True at the end of a line, or where a comment stands there. */
  private isLineOver(): boolean {
    if (this.at >= this.end) return true;
    const sign = this.text.charCodeAt(this.at);
    return sign === NEWLINE || (sign === HASH && this.text.charCodeAt(this.at - 1) === SPACE);
  }

  private isItem(): boolean {
    if (this.text.charCodeAt(this.at) !== DASH) return false;
    const next = this.at + 1 < this.end ? this.text.charCodeAt(this.at + 1) : NEWLINE;
    return next === SPACE || next === NEWLINE;
  }

  /** The key that stands here, if one does. */
  private key(shape: RegExp): string | undefined {
    shape.lastIndex = this.at;
    return shape.exec(this.text)?.[1];
  }

  /** Everything in one column; `from` is where its first line has a word. */
  private block(column: number, from: number): unknown {
    this.at = from;
    this.column = column;
    if (this.depth === DEEPEST) return this.leave();
    this.depth++;
    const value = this.isItem() ? this.list(column) : this.map(column);
    this.depth--;
    // Neither what stands before nor an end of it.
    return this.column > column ? this.leave() : value;
  }

  private map(column: number): unknown {
    const map: Record<string, unknown> = {};
    while (this.column === column && !this.isItem()) {
      const key = this.key(KEY);
      if (key === undefined || !this.isNew(map, key)) return this.leave();
      // The places of a list of objects are for the other reader.
      if (key === 'items' && this.depth === 1) return this.leave();
      this.mark?.(map, key, this.at);
      this.at += key.length + 1;
      this.spaces();
      map[key] = this.isLineOver() ? this.below(column) : this.inLine(column);
    }
    return map;
  }

  /** What stands below a key, further in; its list may begin in the same column. */
  private below(column: number): unknown {
    this.nextLine();
    if (this.column > column) return this.block(this.column, this.at);
    return this.column === column && this.isItem() ? this.list(column) : null;
  }

  private isNew(map: object, key: string): boolean {
    return isSurelyText(key) && key.length <= LONGEST_KEY && !Object.hasOwn(map, key);
  }

  private list(column: number): unknown {
    const items: unknown[] = [];
    while (this.column === column && this.isItem()) {
      const dash = this.at++;
      this.spaces();
      const isBelow = this.isLineOver();
      if (isBelow) this.nextLine();
      const isEmpty = isBelow && this.column <= column;
      const inner = isBelow ? this.column : column + this.at - dash;
      this.mark?.(items, items.length, isEmpty ? dash : this.at);
      if (isEmpty) items.push(null);
      else if (isBelow || this.isItem() || this.key(KEY) !== undefined) items.push(this.block(inner, this.at));
      else items.push(this.inLine(column));
    }
    return items;
  }

  /** What stands in the rest of the line. It must not go on in the next one. */
  private inLine(column: number): unknown {
    const sign = this.text[this.at]!;
    if (sign === '|') return this.literal(column);
    const value = sign === '[' || sign === '{' || sign === '"' || sign === "'" ? this.closed() : this.word();
    this.spaces();
    if (!this.isLineOver()) return this.leave();
    this.nextLine();
    return this.column > column ? this.leave() : value;
  }

  /** Letters without quotes, up to a comment. */
  private word(): unknown {
    const rest = this.text.slice(this.at, this.lineEnd(this.at));
    const comment = rest.indexOf(' #');
    this.at += comment < 0 ? rest.length : comment;
    return this.meaning(withoutTrail(comment < 0 ? rest : rest.slice(0, comment)));
  }

  private meaning(letters: string): unknown {
    const value = meaningOf(letters);
    return value === UNSURE ? this.leave() : value;
  }

  /** What has an end of its own. */
  private closed(): unknown {
    const sign = this.text.charCodeAt(this.at);
    if (sign === DOUBLE || sign === SINGLE) return this.quoted(sign);
    if (this.depth === DEEPEST) return this.leave();
    this.depth++;
    const value = this.text[this.at] === '[' ? this.listInLine() : this.mapInLine();
    this.depth--;
    return value;
  }

  /** Text in quotes, in which nothing is written in another way. */
  private quoted(quote: number): unknown {
    const from = this.at + 1;
    const close = this.text.indexOf(quote === DOUBLE ? '"' : "'", from);
    if (close < 0 || close >= this.end) return this.leave();
    const said = this.text.slice(from, close);
    if (said.includes('\n')) return this.leave();
    this.at = close + 1;
    const odd = quote === DOUBLE ? said.includes('\\') : this.text.charCodeAt(this.at) === SINGLE;
    return odd ? this.leave() : said;
  }

  private listInLine(): unknown {
    const items: unknown[] = [];
    this.each(']', () => {
      this.mark?.(items, items.length, this.at);
      items.push(this.member());
    });
    return items;
  }

  private mapInLine(): unknown {
    const map: Record<string, unknown> = {};
    this.each('}', () => {
      const key = this.key(KEY_IN_LINE);
      if (key === undefined || !this.isNew(map, key)) return this.leave();
      this.mark?.(map, key, this.at);
      this.at += key.length + 1;
      this.spaces();
      map[key] = this.member();
    });
    return map;
  }

  /** Reads members with commas between them, from the sign that opens to the one that closes. */
  private each(close: string, read: () => void): void {
    this.at++;
    this.spaces();
    if (this.text[this.at] === close) {
      this.at++;
      return;
    }
    for (;;) {
      read();
      this.spaces();
      const sign = this.at < this.end ? this.text[this.at++] : undefined;
      if (sign === close) return;
      if (sign !== ',') return this.leave();
      this.spaces();
    }
  }

  private member(): unknown {
    const sign = this.text[this.at];
    if (sign === '[' || sign === '{' || sign === '"' || sign === "'") return this.closed();
    IN_LINE.lastIndex = this.at;
    const [letters] = IN_LINE.exec(this.text) ?? [];
    if (letters === undefined) return this.leave();
    this.at += letters.length;
    return this.meaning(letters);
  }

  /** Lines of text after `|`, each without the spaces that lead the first one. */
  private literal(column: number): unknown {
    const header = this.lineEnd(this.at);
    const mark = withoutTrail(this.text.slice(this.at, header));
    if (mark !== '|' && mark !== '|-') return this.leave();
    const lines: string[] = [];
    let begin = header + 1;
    let inner = -1;
    for (; begin < this.end;) {
      const end = this.lineEnd(begin);
      let at = begin;
      while (this.text.charCodeAt(at) === SPACE) at++;
      const lead = at - begin;
      const blank = at >= end;
      if (inner < 0) inner = lead;
      // A first line without words, one that is further out, and spaces that may count.
      if (blank ? lines.length === 0 || lead > inner : lead < inner && lead > column) return this.leave();
      if (!blank && lead < inner) break;
      lines.push(blank ? '' : this.text.slice(begin + inner, end));
      begin = end + 1;
    }
    if (inner <= column || begin > this.end) return this.leave();
    while (lines.at(-1) === '') lines.pop();
    this.line(begin);
    return lines.join('\n') + (mark === '|' ? '\n' : '');
  }
}

/** A pattern would try each space of a long row. */
function withoutTrail(letters: string): string {
  let end = letters.length;
  while (letters.charCodeAt(end - 1) === SPACE) end--;
  return letters.slice(0, end);
}
