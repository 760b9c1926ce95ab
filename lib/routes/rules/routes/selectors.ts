import { isHeld } from '../../held';
import { isSystemNamespace } from '../../names';
import { FEW, misspelt, nearest, slipOf } from '../../nearest';
import { carries, type Labels } from '../../network/labels';
import { networkOf } from '../../network/network';
import { numberedNames } from '../../network/numbered-pods';
import { wayByService } from '../../network/routes';
import { within } from '../../network/selection';
import type { Service } from '../../network/services';
import type { Workload } from '../../network/workloads';
import { hasForeignLabel, isFilled, namesOperated } from '../../operators';
import { memo } from '../../plain';
import type { Site } from '../../world';
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

/** The nearest label of the same name as one that is selected. */
function nearestTo(selector: Labels, carried: Carried): Label | undefined {
  for (const [name, value] of Object.entries(selector)) {
    const values = [...(carried.get(name)?.keys() ?? [])];
    const [near] = values.length > FEW ? [] : nearest(value, values);
    if (near !== undefined) return [name, near];
  }
  return undefined;
}

/** Pods that no template shows: an operator gives them its own names, or its own labels and none that a template has. */
const selectsOperated = (site: Site, { namespace }: Service, selector: Labels, carried: Carried): boolean =>
  isFilled(site, namespace) ||
  namesOperated(site, Object.values(selector)) ||
  (hasForeignLabel(site, Object.keys(selector)) &&
    !Object.entries(selector).some(([name, value]) => carried.get(name)?.has(value)));

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

/** What to write instead; undefined where something in the cluster may make the pods. */
function remedyFor(site: Site, service: Service, selector: Labels): string | undefined {
  const { namespace, facts, pod } = service;
  const carried = carriedIn(site).get(namespace) ?? NOTHING;
  const same = carrierOf(site).get(labelsOf(selector)[0]!);
  if (same && carries(same.labels, selector)) {
    return `Put the Service into namespace ${same.namespace}, where ${same.id} carries ${print(selector)}.`;
  }
  const slip = slipIn(selector, carried);
  if (slip === undefined && !isHeld(site, facts) && selectsOperated(site, service, selector, carried)) return undefined;
  const { workloads } = networkOf(site);
  const among = pod && workloads.find((one) => one.namespace === namespace && one.kind === 'StatefulSet');
  if (among) return `Select a pod of ${among.id}, which makes ${numberedNames(among)}.`;
  const [name, value] = slip ?? nearestTo(selector, carried) ?? [];
  if (name === undefined) return 'Put the labels on the pods that should answer.';
  const carrier = carried.get(name)!.get(value!)!;
  return `Select labels that a pod carries, for example ${name}: ${value} of ${carrier.id}.`;
}
