import { HOST_NAME } from '../../../routes/k3d/conventions';
import { list, record, records, text, whole } from '../../../routes/plain';
import { nameOf, namespaceOf } from '../../../routes/names';
import type { KubeObject } from '../../../routes/world';
import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import { clusterStateOf, runsAtAll, type Standing } from '../cluster-state';
import { K3d, type KnownCluster } from '../k3d';
import type { Kubectl } from '../kubectl';
import { isSilence } from '../programs';
import type { Explained } from '../explained';
import { podText } from '../live/pods-text';
import { statusText } from './text';
import { apiFault, isDeaf } from '../live/api-fault';
import { Live } from '../live/live';
import { isReady } from '../live/node';
import { isWorkload, readyOf, selectorText } from '../live/workload';
import type { VerifiedRoute } from '../verify/verified-route';
import { verifyRoutes } from '../verify/verify';
import { type Drift, driftOf, NO_DRIFT } from './drift';

/** A node, or the balancer. */
export interface NodeStatus {
  readonly name: string;
  readonly role: string;
  /** In docker's words. */
  readonly container: string;
  /** Absent for what Kubernetes does not know as a node, and where it does not answer. */
  readonly ready?: boolean;
}

/** What makes pods. */
export interface WorkloadStatus {
  readonly name: string;
  readonly ready: number;
  readonly desired: number;
  /** Why not all are ready. */
  readonly why?: Explained;
}

/** All that `status` knows of one cluster. */
export interface ClusterStatus {
  readonly cluster: string;
  readonly state: Standing;
  readonly own: boolean;
  readonly nodes: readonly NodeStatus[];
  readonly workloads: readonly WorkloadStatus[];
  readonly routes: readonly VerifiedRoute[];
  readonly drift: Drift;
  /** What a restart of docker broke, and what does not answer. */
  readonly troubles: readonly Explained[];
}

/** A look is quick: milliseconds for one request. */
const PATIENCE = 2_000;

/** Looks at a cluster of dist/ and changes nothing. */
export async function statusOf(tools: Tools, cluster: DistCluster): Promise<ClusterStatus> {
  const { name } = cluster;
  const k3d = new K3d(tools);
  tools.terminal.doing(statusText.looking(name));
  const found = await clusterStateOf(tools, k3d, name);
  const { state, own } = found;
  const nothing = {
    cluster: name,
    state,
    own,
    nodes: [],
    workloads: [],
    routes: [],
    drift: NO_DRIFT,
    troubles: [],
  };
  if (found.state === 'absent') return nothing;
  const { known } = found;
  const seen = { ...nothing, nodes: known.nodes.map(containerOf) };
  if (!runsAtAll(found)) return seen;
  const routes = await verifyRoutes(tools, cluster, { patience: PATIENCE }, k3d);
  return { ...seen, routes, ...(await lookInside(tools, k3d, cluster, known)) };
}

/** What only the API knows. What it does not say of one thing is a trouble, and it is asked for the next. */
async function lookInside(
  tools: Tools,
  k3d: K3d,
  cluster: DistCluster,
  known: KnownCluster,
): Promise<Pick<ClusterStatus, 'nodes' | 'workloads' | 'drift' | 'troubles'>> {
  const live = new Live(tools, k3d, cluster.name);
  const troubles: Explained[] = [];
  let deaf = false;
  const part = async <T>(nothing: T, look: (kubectl: Kubectl) => Promise<T>): Promise<T> => {
    if (deaf) return nothing;
    try {
      return await look(await live.kubectl());
    } catch (error) {
      if (!isSilence(error)) throw error;
      troubles.push(apiFault(cluster.name, error, false));
      deaf = isDeaf(error);
      return nothing;
    }
  };
  const nodes = await part(known.nodes.map(containerOf), (kubectl) => nodesIn(kubectl, known));
  const workloads = await part([], () => workloadsIn(live, cluster));
  const drift = await part(NO_DRIFT, (kubectl) => driftOf(k3d, kubectl, cluster, known));
  const lost = await part([], (kubectl) => lostNames(kubectl, cluster));
  return { nodes, workloads, drift, troubles: [...troubles, ...lost] };
}

/** Whether all is as it should be. */
export const isFine = ({ state, own, nodes, workloads, routes, drift, troubles }: ClusterStatus): boolean =>
  state === 'running' &&
  own &&
  nodes.every(({ ready }) => ready !== false) &&
  workloads.every(({ ready, desired }) => ready >= desired) &&
  routes.every(({ declared, status }) => !declared || status !== 'dead') &&
  drift.cluster.length + drift.objects.length === 0 &&
  troubles.length === 0;

const containerOf = ({ name, role, status }: KnownCluster['nodes'][number]): NodeStatus => ({
  name,
  role,
  container: status,
});

async function nodesIn(kubectl: Kubectl, { nodes }: KnownCluster): Promise<readonly NodeStatus[]> {
  const ready = new Map((await kubectl.list(['nodes'])).map((node) => [text(node.metadata?.name), isReady(node)]));
  return nodes.map((node) => {
    const seen = node.role === 'server' || node.role === 'agent' ? { ready: ready.get(node.name) ?? false } : {};
    return { ...containerOf(node), ...seen };
  });
}

async function workloadsIn(live: Live, { objects }: DistCluster): Promise<readonly WorkloadStatus[]> {
  const workloads: WorkloadStatus[] = [];
  for (const { json } of objects) {
    if (isWorkload(json)) workloads.push(await workloadIn(live, json));
  }
  return workloads;
}

async function workloadIn(live: Live, json: KubeObject): Promise<WorkloadStatus> {
  const name = nameOf(json);
  const [namespace, own] = [`${namespaceOf(json)}`, `${json.metadata?.name}`];
  const found = await live.find(`${json.kind}`, namespace, own);
  if (found === undefined) return { name, ready: 0, desired: wanted(json), why: statusText.missing(name) };
  const [ready, desired] = [readyOf(found), wanted(found)];
  if (ready >= desired) return { name, ready, desired };
  const [trouble] = await live.explain(namespace, selectorText(record(found.spec).selector), own);
  return { name, ready, desired, why: trouble ? podText(trouble) : statusText.starting() };
}

const wanted = ({ spec, status }: KubeObject): number =>
  whole(record(status).desiredNumberScheduled) ?? whole(record(spec).replicas) ?? 1;

/** The host of the cluster, and what the cluster file adds. */
const namesOf = (config: unknown): readonly string[] => [
  HOST_NAME,
  ...records(record(config).hostAliases).flatMap(({ hostnames }) =>
    list(hostnames).flatMap((each) => text(each) ?? []),
  ),
];

/** k3d writes names into the cluster when it starts it. Docker, which restarts containers by itself, does not. */
async function lostNames(kubectl: Kubectl, { name, config }: DistCluster): Promise<readonly Explained[]> {
  if (record(config).network === 'host') return [];
  const dns = await kubectl.run([
    'get',
    'configmap',
    'coredns',
    '-n',
    'kube-system',
    '--ignore-not-found',
    '-o',
    'json',
  ]);
  if (dns === '') return [];
  const there = new Set(dns.split(/[^\w.-]+/));
  const lost = namesOf(config).filter((each) => !there.has(each));
  return lost.length === 0 ? [] : [statusText.lostNames(lost, name)];
}
