import { isHeld } from '../../held';
import { isSystemNamespace, withoutHash } from '../../names';
import { FEW, misspelt, nearest, slipOf } from '../../nearest';
import { carries, type Labels } from '../../network/labels';
import { mayBeHidden } from '../../network/hidden-pods';
import { networkOf } from '../../network/network';
import { numberedNames } from '../../network/numbered-pods';
import { wayByService } from '../../network/routes';
import { within } from '../../network/selection';
import type { Service } from '../../network/services';
import type { Workload } from '../../network/workloads';
import { memo } from '../../plain';
import type { Site } from '../../world';
import { whereOutside } from '../in-words';
import { heldTo, type Rule } from '../rule';
import { aboutRoute } from '../speak';

/** The first workload that carries a label, by the name and the value of it. */
type Carried = ReadonlyMap<string, ReadonlyMap<string, Workload>>;

/** The labels that pods of a namespace carry. */
const carriedIn = memo((site: Site): ReadonlyMap<string, Carried> => {
  const namespaces = new Map<string, Map<string, Map<string, Workload>>>();
  for (const one of networkOf(site).workloads) {
    const carried = within(namespaces, one.namespace);
    for (const [name, value] of Object.entries(one.labels)) {
      const values = within(carried, name);
      if (!values.has(value)) values.set(value, one);
    }
  }
  return namespaces;
});

const labelsOf = (labels: Labels) => Object.entries(labels).map(([name, value]) => `${name}: ${value}`);

/** A label that some pod carries. */
type Label = readonly [name: string, value: string];

/** A label that is carried, and selected but for a slip of the pen. */
function slipIn(selector: Labels, carried: Carried): Label | undefined {
  for (const [name, value] of Object.entries(selector)) {
    const values = carried.get(name);
    if (values?.has(value)) continue;
    const meant = values && slipOf(value, [...values.keys()]);
    if (meant !== undefined) return [name, meant];
    const names = [...carried].flatMap(([other, held]) => (held.has(value) ? other : []));
    const renamed = misspelt(name, names);
    if (renamed !== undefined) return [renamed, value];
  }
  return undefined;
}

/** One is called after the other: `web` and `website`, `db` and `shop-db`. */
function isAkin(one: string, other: string): boolean {
  const [short, long] = [one, withoutHash(other)].sort((a, b) => a.length - b.length) as [string, string];
  return `-${long}-`.includes(`-${short}-`) || (short.length >= 3 && long.startsWith(short));
}

/** A label of pods that are called as what is selected, or as the Service; those of others would lead to them. */
function akinTo({ namespace, name: own }: Service, selector: Labels, carried: Carried, site: Site): Label | undefined {
  for (const [name, value] of Object.entries(selector)) {
    const values = [...(carried.get(name)?.keys() ?? [])];
    const akin = values.length > FEW ? [] : values.filter((one) => isAkin(value, one));
    const [near] = nearest(value, akin);
    if (near !== undefined) return [name, near];
  }
  const words = [...Object.values(selector), own];
  const { workloads, selection } = networkOf(site);
  const there = workloads.filter((one) => one.namespace === namespace);
  const [called, ...others] = there.filter(({ name }) => words.some((word) => word === name || isAkin(word, name)));
  if (others.length > 0) return undefined;
  return Object.entries(called?.labels ?? {}).find(
    ([label, value]) => selection.select(namespace, { [label]: value }).length === 1,
  );
}

/** The first workload of each label, whatever its namespace: `app: web`. */
const carrierOf = memo(
  (site: Site): ReadonlyMap<string, Workload> =>
    new Map(
      [...networkOf(site).workloads].reverse().flatMap((one) => labelsOf(one.labels).map((label) => [label, one])),
    ),
);

const NOTHING: Carried = new Map();

const print = (selector: Labels) => labelsOf(selector).join(', ');

/** A Service leads to nobody. */
export const serviceSelectsNothing: Rule = {
  id: 'service-selects-nothing',
  title: 'No pod carries the labels that a Service selects',
  needsAll: true,
  *check(site) {
    const { services, selection } = networkOf(site);
    for (const service of services) {
      const { namespace, facts } = service;
      if (selection.of(service)?.length !== 0) continue;
      if (isSystemNamespace(namespace) && !facts.declared) continue;
      const selector = { ...service.selector, ...service.pod };
      const remedy = remedyFor(site, service, selector);
      if (remedy === undefined) continue;
      const message = `No pod in namespace ${namespace} carries ${print(selector)}, which ${service.id} selects.`;
      yield aboutRoute(
        facts,
        { level: heldTo(site, facts), path: 'spec.selector', message, remedy },
        wayByService(site).get(service),
      );
    }
  },
};

/** What brings pods where none is near. */
function add(site: Site, { facts, pod }: Service): string {
  // The controller of a StatefulSet writes that label, and nobody else does.
  const labels = pod ? 'Add the StatefulSet whose pod it is' : 'Put the labels on the pods that should answer';
  return site.byProgram || isHeld(site, facts)
    ? `${labels}.`
    : `${labels}, or ${whereOutside(site, 'service-selects-nothing', '')}`;
}

/** A label that cdk8s-plus makes of the path of a construct: it changes with the program. */
const BY_PATH = 'cdk8s.io/metadata.addr';

/** What to write instead; undefined where something in the cluster may make the pods. */
function remedyFor(site: Site, service: Service, selector: Labels): string | undefined {
  const { namespace, pod } = service;
  const { selection, workloads } = networkOf(site);
  const carried = carriedIn(site).get(namespace) ?? NOTHING;
  const same = carrierOf(site).get(labelsOf(selector)[0]!);
  if (same && carries(same.labels, selector)) {
    return `Put the Service into namespace ${same.namespace}, where ${same.id} carries ${print(selector)}.`;
  }
  const slip = slipIn(selector, carried);
  if (slip === undefined && mayBeHidden(site, selection, namespace, selector)) return undefined;
  const among = pod && workloads.find((one) => one.namespace === namespace && one.kind === 'StatefulSet');
  if (among) return `Select a pod of ${among.id}, which makes ${numberedNames(among)}.`;
  const [name, value] = slip ?? akinTo(service, selector, carried, site) ?? [];
  if (name === undefined) return add(site, service);
  const carrier = carried.get(name)!.get(value!)!;
  if (site.byProgram && name === BY_PATH) {
    return `Write the matchLabels of its construct: ${carrier.id} carries ${name}: ${value}.`;
  }
  return `Select labels that a pod carries, for example ${name}: ${value} of ${carrier.id}.`;
}
