import type { Draft } from '../../finding';
import { nameOf, namespaceOf } from '../../names';
import { wrong } from '../../schema/fault';
import { given, isRecord, record, text } from '../../schema/read';
import type { ObjectFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { draftOf } from './faults';

const groupOf = (apiVersion: string) => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');

/** What the API tells objects apart by; undefined where the object has no name. */
function identity({ json }: ObjectFacts): string | undefined {
  const { name, namespace } = record(record(json).metadata);
  if (text(name) === '') return undefined;
  const { apiVersion, kind } = record(json);
  const inside = namespaceOf({ kind: text(kind), metadata: { namespace: text(namespace) || undefined } });
  return [groupOf(text(apiVersion)), text(kind), inside, text(name)].join('\n');
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

const target = (apiVersion: string, kind: string, namespace: string | undefined, name: string) =>
  [groupOf(apiVersion), kind, namespace, name].join('\n');

const bothScale = ({ objects }: Site): readonly Draft[] => {
  const scaled = new Map<string, ObjectFacts>();
  const known = objects.filter(({ json }) => isRecord(json));
  for (const object of known.filter(({ json }) => json.kind === 'HorizontalPodAutoscaler')) {
    const { apiVersion, kind, name } = record(record(object.json.spec).scaleTargetRef);
    scaled.set(target(text(apiVersion) || 'apps/v1', text(kind), namespaceOf(object.json), text(name)), object);
  }
  return known.flatMap((object) => {
    const { apiVersion, kind, metadata, spec } = object.json;
    const { replicas } = record(spec);
    if (typeof replicas !== 'number') return [];
    const name = text(record(metadata).name);
    const scaler = scaled.get(target(text(apiVersion), text(kind), namespaceOf(object.json), name));
    if (!scaler) return [];
    const why = `${nameOf(scaler.json)} sets it too, so each deployment undoes what the autoscaler chose`;
    return draftOf(object, {
      ...wrong('spec.replicas', replicas, why, 'Remove replicas, and write the fewest pods as minReplicas.'),
      level: 'warning',
    });
  });
};

/** Rules on two objects that get in each other's way. */
export const pairRules: readonly Rule[] = [
  { id: 'object-duplicate', title: 'one object is made twice', check: twice },
  {
    id: 'replicas-with-autoscaler',
    title: 'a workload that an autoscaler scales has a fixed number of pods',
    check: bothScale,
  },
];
