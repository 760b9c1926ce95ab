import { below } from '../plain';
import { SCHEMA } from './schema';
import type { Shape } from './shape';

/** A switch that is written in a word of older YAML. */
export interface OldSwitch {
  /** Path in the config. */
  readonly path: string;
  /** As written: `yes`. */
  readonly word: string;
}

const WORDS = /(?:^|[\s{,])["']?(\w+)["']?\s*:\s+(y|yes|on|n|no|off)(?=\s*(?:[,}]|$))/gim;

/**
 * Finds switches that say `yes` and the like. k3d reads a file twice: the first time, for its schema, the word is true,
 * and the second time it is a text, which is none. A text of several documents is not looked through.
 */
export function oldSwitchesIn(text: string): readonly OldSwitch[] {
  const plain = text.replace(/(^|\s)#.*$/gm, '$1');
  const documents = plain.split(/^---/m).filter((each) => each.trim() !== '');
  if (documents.length !== 1) return [];
  return [...plain.matchAll(WORDS)].flatMap(([, key, word]) => {
    const path = SWITCHES.get(key!);
    return path === undefined ? [] : [{ path, word: word! }];
  });
}

/** Where a key that holds true or false stands; each has a name of its own. */
const SWITCHES = new Map<string, string>();
collect('', SCHEMA);

function collect(path: string, shape: Shape): void {
  if (shape.type === 'boolean') SWITCHES.set(path.split('.').pop()!, path);
  if (shape.type !== 'fields') return;
  for (const [key, of] of Object.entries(shape.of)) collect(below(path, key), of);
}
