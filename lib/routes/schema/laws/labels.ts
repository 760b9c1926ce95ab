import { list, record } from '../../plain';
import { type Say, missing, misplaced, show, wrong } from '../fault';
import { labelValue, qualifiedName } from '../formats';
import { textIn } from '../read';
import type { FieldLaw, TypeLaw } from './law';
import { filled, spelled } from './values';

/** Keys and values of labels, or of a selector over them. */
export const labels = (path: string, value: unknown, say: Say, rule?: string): void => {
  const given = record(value);
  for (const key of Object.keys(given)) {
    const word = given[key];
    const badKey = qualifiedName(key);
    if (badKey) say({ path, key, says: `has the key ${show(key)}: ${badKey.why}.`, remedy: badKey.remedy, rule });
    const badWord = typeof word === 'string' ? labelValue(word) : undefined;
    if (badWord) say({ path, key, says: `has the value ${show(word)}: ${badWord.why}.`, remedy: badWord.remedy, rule });
  }
};

const labelMap: FieldLaw = (value, path, say) => labels(path, value, say);

const NEEDS_VALUES = new Set(['In', 'NotIn']);
const TAKES_NONE = new Set(['Exists', 'DoesNotExist']);
const COMPARES = new Set(['Gt', 'Lt']);

/** Some operators compare with values, others take none. */
export function agree(word: string, values: number, path: string, say: Say): void {
  if (NEEDS_VALUES.has(word) && values === 0)
    say(missing(`${path}.values`, `${word} compares with values`, 'Add values.'));
  if (TAKES_NONE.has(word) && values > 0) say(misplaced(`${path}.values`, `${word} takes none`, 'Remove values.'));
}

/** An expression over labels: operator and values have to agree. */
const expression = (operators: readonly string[]): TypeLaw => {
  return ({ operator, values }, path, say) => {
    const word = textIn(operator);
    const { length } = list(values);
    if (typeof operator === 'string' && !operators.includes(word)) {
      const choices = operators.map((choice) => `"${choice}"`).join(', ');
      return say(wrong(`${path}.operator`, word, 'the API knows no such operator', `Write one of ${choices}.`));
    }
    agree(word, length, path, say);
    if (COMPARES.has(word) && length !== 1) {
      say({
        path: `${path}.values`,
        says: `has ${length} entries: ${word} takes one.`,
        remedy: 'Write one number, in quotes.',
      });
    }
  };
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'LabelSelector.matchLabels': labelMap,
  'LabelSelectorRequirement.key': filled(qualifiedName),
  'LabelSelectorRequirement.values': spelled(labelValue),
  'NodeSelectorRequirement.key': filled(qualifiedName),
  'PodSpec.nodeSelector': labelMap,
  'Scheduling.nodeSelector': labelMap,
  'ServiceSpec.selector': labelMap,
};

export const types: Readonly<Record<string, TypeLaw>> = {
  LabelSelectorRequirement: expression(['In', 'NotIn', 'Exists', 'DoesNotExist']),
  NodeSelectorRequirement: expression(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']),
};
