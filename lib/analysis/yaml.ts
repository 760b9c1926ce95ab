import { Yaml } from 'cdk8s';
import { remembered } from '../routes/plain';
import { isSurelyText } from '../routes/yaml/words';

/**
 * Strings that cdk8s writes without quotes, and that a reader down the line takes for something else: a merge key,
 * numbers of YAML 1.2 and of Go, in which kubectl is written.
 */
const MISREAD = /^(?:<<|[-+]?0[bBoOxX][0-9a-fA-F_]+)$/;

/** Numbers as text: cdk8s gives each of them quotes, and there may be thousands that differ. */
const DIGITS = /^\d+$/;

/** Keys of more than 1024 printed characters need a question mark in front; escapes are six characters at most. */
const LONGEST_KEY = 160;

/** So many odd strings are remembered before the memory is emptied. */
const REMEMBERED = 10_000;

/** What is known while one document is printed. */
interface Page {
  readonly lines: string[];
  /** Maps and lists so far, where one may come again. */
  readonly seen?: Set<object>;
  readonly style?: Style;
  /** Something only cdk8s can print has been met. */
  foreign: boolean;
}

/** What becomes one document. */
interface Document {
  readonly json: unknown;
  /** Nothing stands in it twice. */
  readonly tree?: boolean;
}

/** How a document differs from what cdk8s prints, where people read it too. */
interface Style {
  /** Lists that stand in one line. Their members are no collections. */
  readonly inLine: (items: readonly unknown[]) => boolean;
  /** The value of an entry, as it is printed. */
  readonly entry: (map: object, name: string, printed: string) => string;
}

/**
 * Documents as cdk8s' `Yaml.stringify` prints them, byte for byte, at about a tenth of its price.
 *
 * Maps, lists, numbers and strings that are surely plain are printed here. About any other string cdk8s is asked, and
 * the answer is remembered. A document with something else in it goes to cdk8s as a whole: above all one that holds
 * the same object twice, which it prints with an anchor. The one difference: strings that a reader would take for
 * something else get quotes.
 *
 * Of trees it is known that nothing stands in them twice. The text comes in pieces, one a document.
 */
export function* documents(docs: readonly Document[]): Iterable<string> {
  let lead = '';
  for (const { json, tree } of docs) {
    yield lead + stringify(json, tree);
    lead = '---\n';
  }
}

/** One document in a style of its own. What stands in it twice is printed twice. */
export const stringifyIn = (style: Style, doc: object): string => stringify(doc, true, style);

function stringify(doc: unknown, tree = false, style?: Style): string {
  const page: Page = { lines: [], seen: tree ? undefined : new Set(), style, foreign: !isCollection(doc) };
  if (isCollection(doc)) collection(page, doc, '', '');
  return page.foreign ? Yaml.stringify(doc) : `${page.lines.join('\n')}\n`;
}

/** Prints a map or a list; `lead` stands before its first line, `indent` before the others. */
function collection(page: Page, value: object, lead: string, indent: string): void {
  if (page.seen?.has(value)) page.foreign = true;
  else if (Array.isArray(value)) list(page, value, lead, indent);
  else if (isMap(value)) map(page, value, lead, indent);
  else page.foreign = true;
}

function list(page: Page, items: readonly unknown[], lead: string, indent: string): void {
  page.seen?.add(items);
  if (items.length === 0) page.lines.push(`${lead}[]`);
  if (page.style !== undefined && isInLine(page.style, items)) {
    page.lines.push(`${lead}[ ${items.map((item) => member(page, item)).join(', ')} ]`);
    return;
  }
  const inner = `${indent}  `;
  let head = `${lead}- `;
  for (const item of items) {
    if (isCollection(item)) collection(page, item, head, inner);
    else page.lines.push(head + scalar(page, item, inner));
    head = `${indent}- `;
  }
}

function map(page: Page, value: Readonly<Record<string, unknown>>, lead: string, indent: string): void {
  page.seen?.add(value);
  const names = Object.keys(value);
  if (names.length === 0) page.lines.push(`${lead}{}`);
  const inner = `${indent}  `;
  const { style } = page;
  let start = lead;
  for (const name of names) {
    const entry = value[name];
    const head = start + key(page, name, indent);
    if (!isCollection(entry)) {
      const printed = scalar(page, entry, inner);
      page.lines.push(`${head} ${style === undefined ? printed : style.entry(value, name, printed)}`);
    } else if (Object.keys(entry).length === 0 || (style !== undefined && isInLine(style, entry))) {
      collection(page, entry, `${head} `, inner);
    } else {
      page.lines.push(head);
      collection(page, entry, inner, inner);
    }
    start = indent;
  }
}

const isInLine = (style: Style, value: object) => Array.isArray(value) && value.length > 0 && style.inLine(value);

/** A member of a list in one line: what means something there, or ends the line, stands in quotes. */
const member = (page: Page, value: unknown): string =>
  typeof value === 'string' && /[,[\]{}\n]/.test(value) ? JSON.stringify(value) : scalar(page, value, '');

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isMap(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A key with its colon. One that looks like the end of a document gets quotes in the first column only. */
function key(page: Page, name: string, indent: string): string {
  if (name.length > LONGEST_KEY) page.foreign = true;
  return indent === '' ? topKey(name) : innerKey(name);
}

const topKey = remembered((name) => `${plain(name) ?? Yaml.stringify({ [name]: 0 }).slice(0, -4)}:`, REMEMBERED);
const innerKey = remembered(
  (name) => `${plain(name) ?? Yaml.stringify({ k: { [name]: 0 } }).slice(5, -4)}:`,
  REMEMBERED,
);

function scalar(page: Page, value: unknown, indent: string): string {
  if (typeof value === 'string') return text(value, indent);
  if (typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'number' || !Number.isFinite(value) || Object.is(value, -0)) page.foreign = true;
  return String(value);
}

function text(value: string, indent: string): string {
  const printed = plain(value) ?? odd(value);
  // Printed with an indent of two; every further line that is not empty moves with the rest.
  return printed.includes('\n') ? printed.replace(/\n(?!\n|$)/g, `\n${indent.slice(2)}`) : printed;
}

const odd = remembered((value) => Yaml.stringify({ k: value }).slice(3, -1), REMEMBERED);

/** The string as it is printed, if that is sure without cdk8s. */
function plain(value: string): string | undefined {
  if (isSurelyText(value)) return value;
  return DIGITS.test(value) || MISREAD.test(value) ? `"${value}"` : undefined;
}
