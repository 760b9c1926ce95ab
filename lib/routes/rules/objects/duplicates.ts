import type { Draft } from '../../finding';
import { namedOf, type Named } from '../../named';
import { nameOf } from '../../names';
import { record } from '../../plain';
import { isGiven } from '../../schema/read';
import type { Site } from '../../world';
import type { Rule } from '../rule';
import { draftOf } from './faults';

/** What the API tells objects apart by. */
const identity = ({ group, kind, namespace, name }: Named) => `${group}\n${kind}\n${namespace}\n${name}`;

const isHook = ({ json }: Named) => isGiven(record(record(json.metadata).annotations)['helm.sh/hook']);

function* twice(site: Site): Iterable<Draft> {
  const first = new Map<string, Named>();
  const said = new Set<string>();
  for (const each of namedOf(site)) {
    const key = identity(each);
    const owner = first.get(key);
    if (!owner) first.set(key, each);
    for (const draft of owner ? replaced(each, owner) : []) {
      // One property may name several objects, and is wrong once.
      const named = each.object.fields && `${draft.where}\n${draft.field}\n${each.name}`;
      if (named === undefined || !said.has(named)) yield draft;
      if (named !== undefined) said.add(named);
    }
  }
}

const replaced = (later: Named, owner: Named) =>
  draftOf(later.object, {
    path: 'metadata.name',
    says: `is ${JSON.stringify(later.name)}: ${owner.object.where} makes ${nameOf(owner.object.json)} too, and the later one replaces the earlier.`,
    remedy: 'Write another name, or remove one of the two.',
    level: isHook(owner) || isHook(later) ? 'warning' : 'error',
  });

/** The rule on objects that get in each other's way by having one name. */
export const duplicateRules: readonly Rule[] = [
  { id: 'object-duplicate', title: 'One object is made twice', check: twice },
];
