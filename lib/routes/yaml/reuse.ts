import { type Alias, type Document, isAlias, isMap, isSeq, type ParsedNode, visit } from 'yaml';
import { isMergeKey } from './dialect';
import type { YamlProblem } from './document';

/** What cannot be written out of a document, and where it stands. */
export interface Unusable extends Omit<YamlProblem, 'where'> {
  readonly offset: number;
}

/** True where a document repeats a value. */
export const hasAliases = (document: Document.Parsed): boolean => firstAlias(document, () => true) !== undefined;

/** Why the parser cannot write a document out, which says `refusal` of its anchors; `before` is the text above it. */
export function unusable(path: string, document: Document.Parsed, refusal: string, before: string): Unusable {
  const remedy = 'Write the values out.';
  if (refusal.includes('Excessive alias count')) {
    const message = `"${path}" repeats its anchors so often that it would fill the memory.`;
    return { offset: offsetOf(firstAlias(document, () => true)!), message, remedy };
  }
  const unresolved = firstAlias(document, ({ source }, anchors) => !anchors.has(source));
  if (unresolved) return { offset: offsetOf(unresolved), ...withoutAnchor(path, unresolved.source, before) };
  const unmerged = firstUnmerged(document);
  if (unmerged) {
    return {
      offset: offsetOf(unmerged),
      message: `"${path}" merges by "<<" what is no map.`,
      remedy: 'Write a map behind it, such as "*name" of the anchor of one, or a list of such.',
    };
  }
  const offset = offsetOf(firstAlias(document, () => true)!);
  return { offset, message: `"${path}" holds an anchor that contains itself.`, remedy };
}

function withoutAnchor(path: string, name: string, before: string): Pick<YamlProblem, 'message' | 'remedy'> {
  return before.includes(`&${name}`)
    ? {
        message: `"${path}" repeats "*${name}" of an earlier document, and an anchor ends at the "---" after it.`,
        remedy: `Write the value out, or "&${name}" at one of this document.`,
      }
    : {
        message: `"${path}" repeats "*${name}", and no anchor "&${name}" stands before it.`,
        remedy: `Write "&${name}" at the value that is meant.`,
      };
}

const offsetOf = (node: unknown): number => (node as ParsedNode).range[0];

type IsMeant = (alias: Alias, anchors: ReadonlySet<string>) => boolean;

/** The first alias that is meant, as far as the anchors before it tell. */
function firstAlias(document: Document.Parsed, isMeant: IsMeant): Alias | undefined {
  const anchors = new Set<string>();
  let found: Alias | undefined;
  visit(document, {
    Value: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Alias: (_, alias) => {
      if (!isMeant(alias, anchors)) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/** The first value behind `<<` that is neither a map nor a list of maps. */
function firstUnmerged(document: Document.Parsed): unknown {
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  let found: unknown;
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isMergeKey(key)) return undefined;
      const source = resolved(value);
      if (isSeq(source) ? source.items.every((item) => isMap(resolved(item))) : isMap(source)) return undefined;
      found = value ?? key;
      return visit.BREAK;
    },
  });
  return found;
}
