import { fieldName } from '../../field-name';
import type { Draft } from '../../finding';
import { hasUsualAddresses, mayEnable } from '../../k3d/k3s-args';
import { minorOf } from '../../k3d/k3s-version';
import { ofKind } from '../../named';
import { nameOf } from '../../names';
import { isRecord, memo, record, text } from '../../plain';
import type { FieldFault } from '../../schema/fault';
import type { Server } from '../../schema/server';
import { faultsOf } from '../../schema/validate';
import type { ObjectFacts, Site } from '../../world';
import type { Rule } from '../rule';

/** Puts a mistake into the words of whoever wrote the object; nothing where another construct owns the value. */
export function draftOf(
  object: ObjectFacts,
  { path, key, says, other, remedy, level = 'error' }: FieldFault,
): readonly Draft[] {
  const field = object.fields?.[`${path}[${key}]`] ?? fieldName(object.fields, path);
  if (!field) return [];
  const name = nameOf(object.json);
  const called = object.fields && other && fieldName(object.fields, other.path);
  const message = `${field} ${called ? says.replace(other.words, called) : says}`;
  const stops = level === 'error' && {
    stops: { of: [object], status: 'broken', why: `The API refuses ${name}: ${message}` } as const,
  };
  return [{ level, where: object.where, object: name, field, message, remedy, ...stops }];
}

const NAME = 'metadata.name';
const NAMESPACE = 'metadata.namespace';

function serverOf({ cluster }: Site): Server {
  const config = cluster?.config;
  return {
    minor: minorOf(config) ?? NaN,
    usualAddresses: cluster !== undefined && hasUsualAddresses(config),
    mayHave: (feature) => mayEnable(config, feature),
  };
}

const isWithin = (path: string, field: string) =>
  path.startsWith(field) && ['', '.', '['].includes(path.charAt(field.length));

/** What a server refuses. */
function refusedBy(server: Server, all: readonly FieldFault[]): readonly FieldFault[] {
  const faults = all.filter(({ takenBy }) => takenBy?.(server) !== true);
  const unknown = faults.filter(({ whole }) => whole);
  if (unknown.length === 0) return faults;
  const runs = `, and this cluster runs 1.${server.minor}.`;
  return faults
    .filter((fault) => !unknown.some((field) => field !== fault && isWithin(fault.path, field.path)))
    .map((fault) => (fault.whole ? { ...fault, says: fault.says.replace(/\.$/, runs) } : fault));
}

/**
 * Whether a name is said to be wrong already: objects, labels and containers may have theirs from one property, which is
 * then wrong once.
 */
function nameOnce(): (object: ObjectFacts, field: string | undefined) => boolean {
  const said = new Set<string>();
  return (object, field) => {
    if (!object.fields || field !== fieldName(object.fields, NAME)) return false;
    const name = `${object.where}\n${field}\n${text(record(object.json.metadata).name)}`;
    return said.has(name) || !said.add(name);
  };
}

/** Every rule below reads the same walk over the objects, so a site is walked once. */
const walk = memo((site: Site): ReadonlyMap<string, readonly Draft[]> => {
  const drafts = new Map<string, Draft[]>();
  const namespaces = new Set(ofKind(site, 'Namespace').map(({ name }) => name));
  const server = serverOf(site);
  const isSaid = nameOnce();
  for (const object of site.objects) {
    if (!isRecord(object.json)) continue;
    const all = faultsOf(object.json);
    if (all.length === 0) continue;
    // A namespace that is in the app is wrong once, and not in each object that stands in it.
    const own = !namespaces.has(text(record(object.json.metadata).namespace) ?? '');
    const faults = refusedBy(server, all).filter(({ path }) => own || path !== NAMESPACE);
    for (const fault of faults) {
      const rule = fault.rule ?? 'object-field-invalid';
      const said = drafts.get(rule) ?? [];
      said.push(...draftOf(object, fault).filter(({ field }) => !isSaid(object, field)));
      drafts.set(rule, said);
    }
  }
  return drafts;
});

/** A rule over single objects: it owns the mistakes that carry its id. */
export const ofOneObject = (id: string, title: string): Rule => ({
  id,
  title,
  check: (site) => walk(site).get(id) ?? [],
});
