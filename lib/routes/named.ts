import { groupIn, namespaceOf } from './names';
import { groupBy, memo, record, text, type Plain } from './plain';
import type { ObjectFacts, Site } from './world';

/** An object whose apiVersion, kind, name and namespace can be read. */
export interface Named {
  readonly object: ObjectFacts;
  readonly json: Plain;
  /** `apps` in `apps/v1`, empty in `v1`. */
  readonly group: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Absent where the kind has none. */
  readonly namespace?: string;
}

/** The objects of a site that say what they are; the others are the concern of the rules on objects. */
export const namedOf = memo((site: Site): readonly Named[] => site.objects.flatMap(named));

/** The objects of some kinds, in the order of the site. */
export const ofKind = (site: Site, ...kinds: readonly string[]): readonly Named[] =>
  kinds.flatMap((kind) => byKind(site).get(kind) ?? []);

const byKind = memo((site: Site): ReadonlyMap<string, readonly Named[]> => groupBy(namedOf(site), (each) => each.kind));

function named(object: ObjectFacts): readonly Named[] {
  const json = record(object.json);
  const { name, namespace } = record(json.metadata);
  const apiVersion = text(json.apiVersion);
  const kind = text(json.kind);
  const called = text(name);
  if (!apiVersion || !kind || !called || typeof (namespace ?? '') !== 'string') return [];
  const scope = namespaceOf(object.json);
  return [
    {
      object,
      json,
      group: groupIn(apiVersion),
      apiVersion,
      kind,
      name: called,
      namespace: scope === '' ? 'default' : scope,
    },
  ];
}
