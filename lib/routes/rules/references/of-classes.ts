import { ofKind } from '../../named';
import { mounting } from '../../mounting';
import { networkOf } from '../../network/network';
import { record, records, text, type Plain } from '../../plain';
import { podsOf } from '../../pods';
import type { ObjectFacts, Site } from '../../world';
import { refer, type Use } from './use';

/** True where the classes and roles of the cluster are known: other distributions, images and charts bring some of their own. */
export function knowsClasses(site: Site): boolean {
  if (!site.cluster || networkOf(site).others.bringsMore) return false;
  const image = text(record(site.cluster.config).image) ?? '';
  return !image.includes('/') || /(^|\/)rancher\/k3s(:|@|$)/.test(image);
}

/** Classes of pods, and the fields that name them. */
const CLASSES = [
  ['PriorityClass', 'priorityClassName'],
  ['RuntimeClass', 'runtimeClassName'],
] as const;

/** Classes that claims and pods name, which stand in no namespace. */
export function* usesOfClasses(site: Site): Iterable<Use> {
  if (!knowsClasses(site)) return;
  for (const { object, namespace, name, json } of ofKind(site, 'PersistentVolumeClaim')) {
    yield* ofClaim(object, mounting(site, namespace, name), record(json.spec), 'spec', 'The claim');
  }
  for (const { object, json } of ofKind(site, 'StatefulSet')) {
    const templates = records(record(json.spec).volumeClaimTemplates);
    for (const [index, { metadata, spec }] of templates.entries()) {
      const who = `Claim template "${text(record(metadata).name) ?? '(no name)'}"`;
      yield* ofClaim(object, [object], record(spec), `spec.volumeClaimTemplates[${index}].spec`, who);
    }
  }
  for (const { object, spec, path } of podsOf(site)) {
    for (const [kind, field] of CLASSES) {
      // Most pods name none.
      if (spec[field] === undefined) continue;
      for (const found of refer(kind, spec, path, 'The pod', field)) {
        yield { object, namespace: '', harm: 'so the API refuses its pods', stops: [object], ...found };
      }
    }
  }
}

/** A claim that names its volume asks no class for one. */
function ofClaim(
  object: ObjectFacts,
  stops: readonly ObjectFacts[],
  spec: Plain,
  path: string,
  who: string,
): readonly Use[] {
  if (text(spec.volumeName) !== undefined) return [];
  const harm = 'so the claim stays pending and the pods that mount it do not start';
  return refer('StorageClass', spec, path, who, 'storageClassName').map((found) => ({
    object,
    namespace: '',
    harm,
    stops,
    ...found,
  }));
}
