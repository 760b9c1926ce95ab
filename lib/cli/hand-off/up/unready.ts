import { at, record, whole } from '../../../routes/plain';
import { called, nameOf, namespaceOf } from '../../../routes/names';
import type { KubeObject } from '../../../routes/world';
import type { DistCluster } from '../dist';
import { isReady } from '../live/node';
import { isServed, isUnbalanced } from '../live/service';
import { isWorkload, readyOf, selectorText } from '../live/workload';

/** Something that is waited for, as data. Sentences stand in ready-text.ts. */
export interface Unready {
  /** `Deployment default/web`. */
  readonly name: string;
  readonly state:
    | { readonly kind: 'absent' | 'not-ready' | 'no-endpoints' | 'no-address' | 'not-seen' }
    | {
        readonly kind: 'pods';
        /** Of the newest kind: at least so many. */
        readonly ready: number;
        readonly wanted: number;
        /** Pods from before the change. */
        readonly old: number;
      };
  /** Whose pods say why. */
  readonly pods?: { readonly namespace: string; readonly selector: string; readonly owner: string };
}

/** What the cluster still lacks. */
export function unreadyIn(live: readonly KubeObject[], { objects, access }: DistCluster): readonly Unready[] {
  const find = (wanted: KubeObject) => live.find((object) => nameOf(object) === nameOf(wanted));
  const wanted = objects.map(({ json }) => json);
  const nodes = live.filter(({ kind }) => kind === 'Node');
  const hops = access.routes.flatMap((route) => route.hops);
  const routed = new Set(hops.filter(({ kind }) => kind === 'service').map(({ name }) => name));
  const traefik = hops.some(({ kind, name }) => kind === 'ingress-controller' && name === 'Traefik');
  return [
    ...(nodes.length === 0 ? [{ name: 'Nodes', state: { kind: 'absent' } } as const] : nodes.flatMap(nodeUnready)),
    ...(traefik ? addOn(live) : []),
    ...wanted.filter(isWorkload).flatMap((object) => rollout(object, find(object))),
    ...wanted
      .filter((object) => routed.has(nameOf(object)))
      .flatMap((service) => [...endpoints(service, live), ...address(find(service))]),
  ];
}

const nodeUnready = (node: KubeObject): readonly Unready[] =>
  isReady(node) ? [] : [{ name: nameOf(node), state: { kind: 'not-ready' } }];

/** What k3s brings for routes by Ingress. */
const addOnOf = (kind: string) => called({ kind, namespace: 'kube-system', name: 'traefik' });

function addOn(live: readonly KubeObject[]): readonly Unready[] {
  const mine = (kind: string) => live.find((object) => nameOf(object) === addOnOf(kind));
  const deployment = mine('Deployment') ?? mine('DaemonSet');
  if (deployment === undefined) return [{ name: addOnOf('Deployment'), state: { kind: 'absent' } }];
  return [...rollout(deployment, deployment), ...address(mine('Service'))];
}

/** Whether all pods are of the newest kind and ready. */
function rollout(wanted: KubeObject, found: KubeObject | undefined): readonly Unready[] {
  const name = nameOf(wanted);
  if (found === undefined) return [{ name, state: { kind: 'absent' } }];
  const { replicas, currentNumberScheduled, observedGeneration, desiredNumberScheduled } = at(found, 'status');
  const { updatedReplicas, updatedNumberScheduled } = at(found, 'status');
  const { generation } = record(found.metadata);
  const seen = whole(observedGeneration) === whole(generation);
  const want = whole(found.kind === 'DaemonSet' ? desiredNumberScheduled : at(found, 'spec').replicas) ?? 1;
  const total = number(replicas ?? currentNumberScheduled);
  const updated = number(updatedReplicas ?? updatedNumberScheduled);
  const old = Math.max(0, total - updated);
  // Nobody counts the ready ones of the newest kind, and all of the others may be among those that are ready.
  const ready = Math.min(updated, Math.max(0, readyOf(found) - old));
  if (seen && ready >= want && total <= want) return [];
  const namespace = `${namespaceOf(wanted)}`;
  const pods = { namespace, selector: selectorText(at(found, 'spec').selector), owner: `${wanted.metadata?.name}` };
  return [{ name, state: seen ? { kind: 'pods', ready, wanted: want, old } : { kind: 'not-seen' }, pods }];
}

const number = (value: unknown) => whole(value) ?? 0;

/** A Service on a route needs somebody behind it. */
function endpoints(service: KubeObject, live: readonly KubeObject[]): readonly Unready[] {
  const { type, selector } = at(service, 'spec');
  if (type === 'ExternalName' || selector === undefined) return [];
  return isServed(live, namespaceOf(service), service.metadata?.name)
    ? []
    : [{ name: nameOf(service), state: { kind: 'no-endpoints' } }];
}

const address = (service: KubeObject | undefined): readonly Unready[] =>
  service && isUnbalanced(service) ? [{ name: nameOf(service), state: { kind: 'no-address' } }] : [];
