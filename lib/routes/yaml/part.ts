import type { Extent } from './extent';
import { readPlain } from './plain';

/** What stands at one place of a text, and what it consists of. */
export interface Part {
  /** Of a key, of the first word of an item, or of that of a document. */
  readonly offset: number;
  /** By key, or by number in a list. */
  readonly parts: ReadonlyMap<string, Part>;
}

/** Knows the whole of YAML. Loaded when something is met that is not surely plain. */
const whole = () => require('./nodes') as typeof import('./nodes');

/** The documents that stand in an extent of a text: one, unless nobody could part it. */
export function partsIn(text: string, extent: Extent): readonly Part[] {
  const plain = plainPart(text, extent);
  return plain ? [plain] : whole().partsOfNodes(text, extent);
}

function plainPart(text: string, extent: Extent): Part | undefined {
  const places = new Map<object, (readonly [name: string, offset: number])[]>();
  const document = readPlain(text, extent, (holder, name, offset) => {
    const here = places.get(holder) ?? [];
    places.set(holder, here);
    here.push([`${name}`, offset]);
  });
  const partOf = (value: unknown, offset: number): Part => {
    const held = value as Readonly<Record<string, unknown>>;
    const here = places.get(held) ?? [];
    return { offset, parts: new Map(here.map(([name, at]) => [name, partOf(held[name], at)])) };
  };
  return document && partOf(document.json, document.offset);
}
