import { fieldName } from '../../field-name';
import type { Draft } from '../../finding';
import { hasUsualAddresses } from '../../k3d/k3s-args';
import { minorOf } from '../../k3d/k3s-version';
import { ofKind } from '../../named';
import { nameOf } from '../../names';
import { isRecord, memo, record } from '../../plain';
import type { FieldFault } from '../../schema/fault';
import { faultsOf } from '../../schema/validate';
import type { ObjectFacts, Site } from '../../world';
import type { Rule } from '../rule';

/** Puts a mistake into the words of whoever wrote the object; nothing where another construct owns the value. */
export function draftOf(object: ObjectFacts, { path, says, remedy, level = 'error' }: FieldFault): readonly Draft[] {
  const field = fieldName(object.fields, path);
  if (field === undefined) return [];
  return [{ level, where: object.where, object: nameOf(object.json), field, message: `${field} ${says}`, remedy }];
}

const NAME = 'metadata.name';
const NAMESPACE = 'metadata.namespace';

/** Whether other releases know the field. */
const isOfRelease = ({ olderThan, newerThan }: FieldFault) => olderThan !== undefined || newerThan !== undefined;

/** Some clusters take what others refuse: by their Kubernetes 1.x, NaN where nobody knows it, and by their addresses. */
const isTaken = ({ until = NaN, olderThan, newerThan, ofK3s }: FieldFault, { cluster }: Site, minor: number) =>
  minor >= until ||
  (olderThan !== undefined && !(minor < olderThan)) ||
  (newerThan !== undefined && !(minor > newerThan)) ||
  (ofK3s === true && (cluster === undefined || !hasUsualAddresses(cluster.config)));

const isWithin = (path: string, field: string) =>
  path.startsWith(field) && ['', '.', '['].includes(path.charAt(field.length));

/** What this cluster refuses. In a field that it does not know, everything else is beside the point. */
function refused(all: readonly FieldFault[], site: Site, minor: number): readonly FieldFault[] {
  const faults = all.filter((fault) => !isTaken(fault, site, minor));
  const unknown = faults.filter(isOfRelease);
  if (unknown.length === 0) return faults;
  const runs = `, and this cluster runs 1.${minor}.`;
  return faults
    .filter((fault) => !unknown.some((field) => field !== fault && isWithin(fault.path, field.path)))
    .map((fault) => (isOfRelease(fault) ? { ...fault, says: fault.says.replace(/\.$/, runs) } : fault));
}

/** Every rule below reads the same walk over the objects, so a site is walked once. */
const walk = memo((site: Site): ReadonlyMap<string, readonly Draft[]> => {
  const drafts = new Map<string, Draft[]>();
  const namespaces = new Set(ofKind(site, 'Namespace').map(({ name }) => name));
  const minor = minorOf(site.cluster?.config) ?? NaN;
  for (const object of site.objects) {
    if (!isRecord(object.json)) continue;
    const all = faultsOf(object.json);
    if (all.length === 0) continue;
    // A namespace that is in the app is wrong once, and not in each object that stands in it.
    const own = !namespaces.has(`${record(object.json.metadata).namespace}`);
    const faults = refused(all, site, minor).filter(({ path }) => own || path !== NAMESPACE);
    const name = faults.some(({ path }) => path === NAME) ? fieldName(object.fields, NAME) : undefined;
    for (const fault of faults) {
      const rule = fault.rule ?? 'object-field-invalid';
      const said = drafts.get(rule) ?? [];
      // A property that is a name and a label too is wrong once.
      said.push(...draftOf(object, fault).filter(({ field }) => fault.path === NAME || field !== name));
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
