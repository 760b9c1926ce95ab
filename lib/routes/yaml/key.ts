import { isSurelyText } from './words';

/** A key of a map. */
export interface Key {
  readonly name: string;
  /** Behind its colon. */
  readonly end: number;
}

const QUOTED = `"([^"\\\\\\n]*)"|'([^'\\n]*)'`;
const WORD = '(\\.?[A-Za-z][\\w./-]*)';

/** In lines of their own: its value may stand below it. */
const OF_BLOCK = new RegExp(`(?:${WORD}|${QUOTED}):(?=[ \\n]|$)`, 'y');

/** In brackets: something stands behind it, and quotes end it before its colon does. */
const OF_FLOW = new RegExp(`${WORD}: |(?:${QUOTED}) *:`, 'y');

export const keyOfBlock = (text: string, at: number): Key | undefined => keyAt(OF_BLOCK, text, at);

export const keyOfFlow = (text: string, at: number): Key | undefined => keyAt(OF_FLOW, text, at);

const LONGEST = 160;

function keyAt(shape: RegExp, text: string, at: number): Key | undefined {
  shape.lastIndex = at;
  const found = shape.exec(text);
  if (!found) return undefined;
  const [{ length }, word, double, single] = found;
  const name = word ?? double ?? single!;
  if (name.length > LONGEST) return undefined;
  const isText = word === undefined ? !SPECIAL.has(name) : isSurelyText(word);
  return isText ? { name, end: at + length } : undefined;
}

/** One merges maps, and one is no member of an object in JavaScript. */
const SPECIAL = new Set(['<<', '__proto__']);
