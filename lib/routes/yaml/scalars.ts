import { Composer, isMap, isScalar, isSeq, Parser } from 'yaml';
import { YAML_OPTIONS } from './dialect';

/** A single value as it stands in a text. */
export interface YamlScalar {
  /** Keys and indices on the way to it. */
  readonly steps: readonly string[];
  /** Without quotes. */
  readonly written: string;
  readonly isQuoted: boolean;
}

/** The single values in the first document of a text. What repeats an anchor is left out. */
export function firstScalars(text: string): readonly YamlScalar[] {
  for (const { contents } of new Composer(YAML_OPTIONS).compose(new Parser().parse(text))) {
    return [...scalarsIn(contents, [])];
  }
  return [];
}

function* scalarsIn(node: unknown, steps: readonly string[]): Generator<YamlScalar> {
  if (isScalar(node)) {
    yield { steps, written: `${node.source}`, isQuoted: node.type !== 'PLAIN' };
  } else if (isMap(node)) {
    for (const { key, value } of node.items)
      yield* scalarsIn(value, [...steps, isScalar(key) ? String(key.value) : '']);
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) yield* scalarsIn(item, [...steps, `${index}`]);
  }
}
