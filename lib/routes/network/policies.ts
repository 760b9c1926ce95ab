import { selects } from '../label-selector';
import type { Named } from '../named';
import { prefixOf } from '../ip';
import { list, push, record, records, text, worded, type Plain } from '../plain';
import { labels, type Labels } from './labels';
import { originOf, type Origin } from './origin';
import { port, protocol } from './read';
import type { Service } from './services';
import type { Workload } from './workloads';

/** A NetworkPolicy that says who may come in. */
interface Policy extends Origin {
  readonly pods: unknown;
  readonly ingress: readonly Plain[];
}

/** Who asks: a pod of k3s in kube-system, by its labels; a node where there are none. */
export type Source = Labels | undefined;

/** Labels of the pods in which ServiceLB takes the requests for a Service. */
export const balancerLabels = ({ name, namespace }: Pick<Service, 'name' | 'namespace'>): Labels => ({
  'svccontroller.k3s.cattle.io/svcname': name,
  'svccontroller.k3s.cattle.io/svcnamespace': namespace,
});

/** A policy that keeps a source from a port of some pods. */
export interface Barrier {
  readonly policy: Origin;
  /** The ports at which policies let the source in; none where they do not let it in at all. */
  readonly ports: readonly string[];
}

/** What keeps a source from a port of some pods; undefined where nothing does. */
export type Guard = (workload: Workload, port: number, transport: string, source: Source) => Barrier | undefined;

/** Reads the policies of the app, found by namespace and by one label of the pods that they select. */
export function guardOf(named: readonly Named[], podRanges?: readonly string[]): Guard {
  const policies = new Map<string, Policy[]>();
  for (const one of named) {
    const policy = policyOf(one);
    if (!policy) continue;
    const { matchLabels, matchExpressions } = record(record(one.json.spec).podSelector);
    const [[name, value] = []] = Object.entries(labels(matchLabels));
    push(policies, bucket(policy.namespace, name ?? (list(matchExpressions).length > 0 ? SOME : ALL), value), policy);
  }
  if (policies.size === 0) return () => undefined;
  const kubeSystem = labelsOfKubeSystem(named);
  const pods = podRanges?.map(prefixOf);
  const everywhere = new Map<string, boolean>();
  return (workload, number, transport, source) => {
    const { namespace, labels: own, ports } = workload;
    const names = ports.filter((one) => one.number === number).flatMap(({ name }) => name ?? []);
    const admit = ({ ingress }: Policy) =>
      ingress.some(
        (rule) => admitsPort(rule, number, names, transport) && admitsSource(rule, source, namespace, kubeSystem, pods),
      );
    const selecting = [bucket(namespace, SOME), ...Object.entries(own).map((pair) => bucket(namespace, ...pair))]
      .flatMap((key) => policies.get(key) ?? [])
      .filter(({ pods }) => selects(pods, own) === 'yes');
    // Policies for all pods of a namespace say the same to every pod with the same port: they are asked once.
    const all = policies.get(bucket(namespace, ALL)) ?? [];
    const question = JSON.stringify([namespace, number, names, transport, source]);
    const admitted = everywhere.get(question) ?? all.some(admit);
    everywhere.set(question, admitted);
    if (admitted || selecting.some(admit)) return undefined;
    const keepers = [...selecting, ...all];
    const [policy] = keepers;
    const admitting = keepers.flatMap(({ ingress }) =>
      ingress.filter((rule) => admitsSource(rule, source, namespace, kubeSystem, pods)),
    );
    return policy && { policy, ports: admitting.flatMap(({ ports: said }) => records(said).map(portText)) };
  };
}

/** A port of a rule as one writes it: `80`, `http`, `8000-8010/udp`. */
function portText({ port: from, endPort, protocol: said }: Plain): string {
  const transport = protocol(said);
  const last = port(endPort);
  const numbers = from === undefined ? 'any' : `${worded(from)}${last === undefined ? '' : `-${last}`}`;
  return `${numbers}${transport === 'tcp' ? '' : `/${transport}`}`;
}

// What no label is called: a policy by expressions only, and one for all pods.
const SOME = '?';
const ALL = '*';
const bucket = (namespace: string, name: string, value?: string) => JSON.stringify([namespace, name, value]);

function policyOf(named: Named): Policy | undefined {
  if (named.group !== 'networking.k8s.io' || named.kind !== 'NetworkPolicy') return undefined;
  const { policyTypes, podSelector, ingress } = record(named.json.spec);
  if (Array.isArray(policyTypes) && !policyTypes.includes('Ingress')) return undefined;
  return { ...originOf(named), pods: podSelector, ingress: records(ingress) };
}

/** Labels of the namespace where the pods of k3s run: what Kubernetes puts there, and what the app does. */
function labelsOfKubeSystem(named: readonly Named[]): Labels {
  const said = named.find(({ kind, name }) => kind === 'Namespace' && name === 'kube-system');
  return { ...labels(record(said?.json.metadata).labels), 'kubernetes.io/metadata.name': 'kube-system' };
}

function admitsPort({ ports }: Plain, number: number, names: readonly string[], transport: string): boolean {
  if (list(ports).length === 0) return true;
  return records(ports).some((said) => {
    if (protocol(said.protocol) !== transport) return false;
    const from = port(said.port);
    if (from === undefined) return said.port === undefined || names.includes(text(said.port) ?? '');
    return number >= from && number <= (port(said.endPort) ?? from);
  });
}

/** What a range of addresses begins with, and that of each range of pods. */
type Prefix = ReturnType<typeof prefixOf>;

function admitsSource(
  { from }: Plain,
  source: Source,
  namespace: string,
  kubeSystem: Labels,
  pods: readonly Prefix[] | undefined,
): boolean {
  if (list(from).length === 0) return true;
  return records(from).some(({ ipBlock, namespaceSelector, podSelector }) => {
    // Which addresses nodes get is not known, so a block of addresses may be theirs.
    if (ipBlock !== undefined) return source === undefined || mayHold(worded(record(ipBlock).cidr), pods);
    if (source === undefined) return false;
    const home =
      namespaceSelector === undefined ? namespace === 'kube-system' : selects(namespaceSelector, kubeSystem) !== 'no';
    return home && selects(podSelector, source) !== 'no';
  });
}

/** Whether some pods may have an address of a range. */
function mayHold(cidr: string, pods: readonly Prefix[] | undefined): boolean {
  const range = prefixOf(cidr);
  if (range === undefined || !pods) return true;
  return pods.some((pod) => pod === undefined || pod.startsWith(range) || range.startsWith(pod));
}
