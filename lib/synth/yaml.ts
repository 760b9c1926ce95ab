import { Yaml } from 'cdk8s';

/**
 * What a string may be made of to stand as it is, wherever it stands: printable ASCII that begins like a word and has
 * no `: `, no ` #` and no end that needs care. Narrower than YAML, so that nothing has to be known about its corners.
 */
const PLAIN = /^[A-Za-z/_$(](?:[!-9;-~]|:(?=[!-~])| (?![ #]|$))*$/;

/** Words of that shape that mean something else in YAML 1.1: booleans, null, and a float without digits before its e. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+)$/i;

/**
 * Strings that cdk8s writes without quotes, and that a reader down the line takes for something else: a merge key,
 * numbers of YAML 1.2 and of Go, in which kubectl is written.
 */
const MISREAD = /^(?:<<|[-+]?0[bBoOxX][0-9a-fA-F_]+)$/;

/** Keys of more than 1024 printed characters need a question mark in front; escapes are six characters at most. */
const LONGEST_KEY = 160;

/** So many odd strings are remembered before the memory is emptied. */
const REMEMBERED = 10_000;

/** What is known while one document is printed. */
interface Page {
  readonly seen: Set<object>;
  /** Something only cdk8s can print has been met. */
  foreign: boolean;
}

const values = new Map<string, string>();
const keys = new Map<string, string>();
const topKeys = new Map<string, string>();

/**
 * Documents as cdk8s' `Yaml.stringify` prints them, byte for byte, at about a tenth of its price.
 *
 * Maps, lists, numbers and strings that are surely plain are printed here. About any other string cdk8s is asked, and
 * the answer is remembered. A document with something else in it goes to cdk8s as a whole: above all one that holds
 * the same object twice, which it prints with an anchor. The one difference: strings that a reader would take for
 * something else get quotes.
 */
export function stringifyAll(docs: readonly unknown[]): string {
  return docs.map(stringify).join('---\n');
}

function stringify(doc: unknown): string {
  const page: Page = { seen: new Set(), foreign: typeof doc !== 'object' };
  const text = page.foreign ? '' : node(page, doc, '');
  return page.foreign ? Yaml.stringify(doc) : `${text}\n`;
}

/** A value, its first line without the indent. */
function node(page: Page, value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string':
      return scalar(value, indent);
    case 'number':
      return number(page, value);
    case 'boolean':
      return String(value);
    case 'undefined':
      return 'null';
    case 'object':
      return value === null ? 'null' : collection(page, value, indent);
    default:
      return foreign(page);
  }
}

function foreign(page: Page): string {
  page.foreign = true;
  return '';
}

function number(page: Page, value: number): string {
  return Number.isFinite(value) && !Object.is(value, -0) ? String(value) : foreign(page);
}

function collection(page: Page, value: object, indent: string): string {
  if (page.seen.has(value)) return foreign(page);
  page.seen.add(value);
  if (Array.isArray(value)) return list(page, value, indent);
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? map(page, value, indent) : foreign(page);
}

function list(page: Page, items: readonly unknown[], indent: string): string {
  let text = '';
  for (const item of items) text += `${text && `\n${indent}`}- ${node(page, item, `${indent}  `)}`;
  return text || '[]';
}

function map(page: Page, value: object, indent: string): string {
  const inner = `${indent}  `;
  let text = '';
  for (const [name, entry] of Object.entries(value)) {
    const gap = isFilled(entry) ? `\n${inner}` : ' ';
    text += `${text && `\n${indent}`}${key(page, name, indent)}:${gap}${node(page, entry, inner)}`;
  }
  return text || '{}';
}

function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function key(page: Page, name: string, indent: string): string {
  if (name.length > LONGEST_KEY) return foreign(page);
  if (isPlain(name)) return name;
  // A key that looks like the end of a document gets quotes in the first column only.
  return indent === ''
    ? asked(topKeys, name, () => Yaml.stringify({ [name]: 0 }).slice(0, -': 0\n'.length))
    : asked(keys, name, () => Yaml.stringify({ k: { [name]: 0 } }).slice('k:\n  '.length, -': 0\n'.length));
}

function scalar(value: string, indent: string): string {
  if (isPlain(value)) return value;
  const text = asked(values, value, () => Yaml.stringify({ k: value }).slice('k: '.length, -1));
  // Printed with an indent of two; every further line that is not empty moves with the rest.
  return text.includes('\n') ? text.replace(/\n(?!\n|$)/g, `\n${indent.slice(2)}`) : text;
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !WORD.test(text);
}

function asked(memory: Map<string, string>, text: string, print: () => string): string {
  const known = memory.get(text);
  if (known !== undefined) return known;
  if (memory.size >= REMEMBERED) memory.clear();
  const printed = MISREAD.test(text) ? JSON.stringify(text) : print();
  memory.set(text, printed);
  return printed;
}
