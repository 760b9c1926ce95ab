import type { Draft } from '../../finding';
import { groupIn, nameOf, namespaceOf } from '../../names';
import { given, record, text } from '../../schema/read';
import type { ObjectFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { draftOf } from './faults';

/** What the API tells objects apart by; undefined where the object has no name. */
function identity({ json }: ObjectFacts): string | undefined {
  const { name, namespace } = record(record(json).metadata);
  if (text(name) === '') return undefined;
  const { apiVersion, kind } = record(json);
  const inside = namespaceOf({ kind: text(kind), metadata: { namespace: text(namespace) || undefined } });
  return `${groupIn(text(apiVersion))}\n${text(kind)}\n${inside}\n${text(name)}`;
}

const isHook = ({ json }: ObjectFacts) => given(record(record(record(json).metadata).annotations)['helm.sh/hook']);

const twice = ({ objects }: Site): readonly Draft[] => {
  const first = new Map<string, ObjectFacts>();
  return objects.flatMap((object) => {
    const key = identity(object);
    const owner = key === undefined ? undefined : first.get(key);
    if (key !== undefined && !owner) first.set(key, object);
    if (!owner) return [];
    return draftOf(object, {
      path: 'metadata.name',
      says: `is ${JSON.stringify(text(record(object.json.metadata).name))}: ${owner.where} makes ${nameOf(owner.json)} too, and the later one replaces the earlier.`,
      remedy: 'Write another name, or remove one of the two.',
      level: isHook(owner) || isHook(object) ? 'warning' : 'error',
    });
  });
};

/** The rule on objects that get in each other's way by having one name. */
export const duplicateRules: readonly Rule[] = [
  { id: 'object-duplicate', title: 'One object is made twice', check: twice },
];
