import { Composer, isMap, isScalar, isSeq, type ParsedNode, Parser } from 'yaml';
import type { Extent } from './extent';
import type { Part } from './part';
import { YAML_OPTIONS } from './dialect';

/** The documents in an extent of a text, whatever YAML they are. */
export function partsOfNodes(text: string, { begin, end }: Extent): readonly Part[] {
  const tokens = new Parser().parse(text.slice(begin, end));
  return Array.from(new Composer(YAML_OPTIONS).compose(tokens), ({ contents }) => {
    const node = contents as ParsedNode;
    return partOf(node, begin + node.range[0], begin);
  });
}

/** Most parts of a large document are never asked for, and some are asked for often. */
function partOf(node: ParsedNode | null, offset: number, begin: number): Part {
  let parts: Part['parts'] | undefined;
  return {
    offset,
    get parts() {
      return (parts ??= partsBelow(node, begin));
    },
  };
}

function partsBelow(node: ParsedNode | null, begin: number): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  if (isSeq<ParsedNode>(node)) {
    node.items.forEach((item, index) => parts.set(`${index}`, partOf(item, begin + item.range[0], begin)));
  } else if (isMap<ParsedNode, ParsedNode | null>(node)) {
    for (const { key, value } of node.items) {
      if (isScalar(key)) parts.set(String(key.value), partOf(value, begin + key.range[0], begin));
    }
  }
  return parts;
}
