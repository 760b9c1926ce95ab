import { isScalar, type ScalarTag, type Tags } from 'yaml';
import { withNumbersOfGo } from './numbers';

/** YAML 1.1 as the Go library of kubectl reads it: without numbers to the base of sixty, dates, bytes and kinds of lists. */
const customTags = (tags: Tags): Tags =>
  withNumbersOfGo(
    tags.filter((tag) => typeof tag === 'string' || !/:(timestamp|binary|set|omap|pairs)$/.test(tag.tag)),
  ).map((tag) => (typeof tag === 'object' && tag.tag.endsWith(':merge') ? asWritten(tag as ScalarTag) : tag));

/** The parser would make a symbol of `<<`, and at a value it is a text. It knows the key by its letters, too. */
const asWritten = (tag: ScalarTag): ScalarTag => ({ ...tag, resolve: (letters) => letters });

/** How kubectl's YAML is read. */
export const YAML_OPTIONS = {
  version: '1.1',
  customTags,
  resolveKnownTags: false,
  logLevel: 'error',
  // The parser would compare each key with all before it, and some maps have a hundred thousand.
  uniqueKeys: false,
} as const;

/** True for the key that merges maps. */
export const isMergeKey = (key: unknown): boolean => isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
