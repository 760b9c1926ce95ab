import type { Extent } from './extent';
import { DEEPEST, Flow, type Mark } from './flow';
import { type Key, keyOfBlock } from './key';
import { meaningOf, UNSURE } from './words';

/** A document that was read, and where its first word stands. */
export interface PlainDocument {
  readonly json: unknown;
  /** Of the whole text; the beginning of the document where it is empty. */
  readonly offset: number;
}

const NEWLINE = 10;
const SPACE = 32;
const HASH = 35;
const DASH = 45;

/** What means more than it says: tabs and other signs that control, and templates. */
const ODD = /[^\n -~\xa0-\ufffd]|\{\{/;

/**
 * Reads one document of a text where it is surely plain: maps and lists in lines of their own or in one line, text in
 * one line or after `|`, numbers, and JSON. Undefined where anything else stands in it, right or wrong, which is for
 * whoever knows the whole of YAML.
 */
export function readPlain(text: string, { start, end, isOdd }: Extent, mark?: Mark): PlainDocument | undefined {
  if (isOdd || ODD.test(text.slice(start, end))) return undefined;
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
  private readonly flow: Flow;

  constructor(
    private readonly text: string,
    private readonly start: number,
    private readonly end: number,
    private readonly mark: Mark | undefined,
  ) {
    this.at = start;
    this.flow = new Flow(text, end, mark);
  }

  public read(): PlainDocument | undefined {
    this.line(this.start);
    if (this.column < 0) return { json: null, offset: this.start };
    const offset = this.at;
    const json = this.document();
    return this.more || this.column >= 0 ? undefined : { json, offset };
  }

  private document(): unknown {
    if (this.isItem() || this.key() !== undefined) return this.block(this.column, this.at);
    return this.isBracket() ? this.ended(-1, this.closed(true)) : this.leave();
  }

  private isBracket(): boolean {
    const sign = this.text[this.at];
    return sign === '{' || sign === '[';
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
  private key(): Key | undefined {
    return keyOfBlock(this.text, this.at);
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
      const key = this.key();
      if (key === undefined || Object.hasOwn(map, key.name)) return this.leave();
      this.mark?.(map, key.name, this.at);
      this.at = key.end;
      this.spaces();
      map[key.name] = this.isLineOver() ? this.below(column) : this.inLine(column);
    }
    return map;
  }

  /** What stands below a key, further in; its list may begin in the same column. */
  private below(column: number): unknown {
    this.nextLine();
    if (this.column > column) return this.block(this.column, this.at);
    return this.column === column && this.isItem() ? this.list(column) : null;
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
      else if (isBelow || this.isItem() || this.key() !== undefined) items.push(this.block(inner, this.at));
      else items.push(this.inLine(column));
    }
    return items;
  }

  /** What stands in the rest of the line. It must not go on in the next one. */
  private inLine(column: number): unknown {
    if (this.text[this.at] === '|') return this.literal(column);
    return this.ended(column, this.flow.opens(this.at) ? this.closed() : this.word());
  }

  /** What has an end of its own, in quotes or brackets. */
  private closed(overLines?: boolean): unknown {
    const value = this.flow.read(this.at, this.depth, overLines);
    this.at = this.flow.at;
    return value === UNSURE ? this.leave() : value;
  }

  /** A value behind which nothing stands in its line, nor further in below it. */
  private ended(column: number, value: unknown): unknown {
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
