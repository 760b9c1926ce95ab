import { isHeld } from '../held';
import { called } from '../names';
import type { Named } from '../named';
import type { Hop } from '../route';
import { count } from '../sentence';
import type { Site } from '../world';
import { addressesOf, straySlices, type Addresses } from './addresses';
import { keyOf } from './origin';
import { within, type Selection } from './selection';
import type { Service, ServicePort } from './services';
import type { Workload } from './workloads';

/** The rule that explains why a way breaks. */
export type Fault =
  | 'controller-without-load-balancer'
  | 'endpoint-port-not-named'
  | 'gateway-provider-disabled'
  | 'ingress-annotation-unknown'
  | 'ingress-backend-missing'
  | 'ingress-behind-tcp-route'
  | 'ingress-class-unknown'
  | 'ingress-controller-disabled'
  | 'ingress-match-malformed'
  | 'ingress-match-outdated'
  | 'ingress-name-without-tls'
  | 'ingress-no-web-port'
  | 'ingress-passed-over'
  | 'ingress-path-shadowed'
  | 'ingress-rule-duplicate'
  | 'ingress-speaks-other-scheme'
  | 'ingress-to-external-name'
  | 'ingress-to-other-namespace'
  | 'listener-not-served'
  | 'load-balancer-disabled'
  | 'load-balancer-port-not-mapped'
  | 'load-balancer-port-taken'
  | 'middleware-broken'
  | 'middleware-name-incomplete'
  | 'network-policy-blocks-route'
  | 'reference-missing'
  | 'node-port-not-mapped'
  | 'pods-on-other-nodes'
  | 'route-ends-at-no-pod'
  | 'route-not-attached'
  | 'service-selects-nothing'
  | 'target-port-not-served'
  | 'traefik-service-circle';

/** How far a request comes from some hop on. */
export interface End {
  readonly status: 'complete' | 'broken' | 'unknown';
  readonly hops: readonly Hop[];
  readonly why?: string;
  readonly fault?: Fault;
  /** Whose pods answer, or would. */
  readonly workloads: readonly Workload[];
  /** Port of the pods, where it is known. */
  readonly port?: number;
}

/** Follows a port of a Service to its pods. */
export type Ends = (service: Service, servicePort: ServicePort) => End;

/** What answers in the pods for a target port. */
interface Served {
  readonly number?: number;
  readonly workloads: readonly Workload[];
  /** Where a request ends; absent where nothing has the port. */
  readonly pods?: Hop;
  /** The pods declare ports, and none of this number; or one of this number that speaks otherwise. */
  readonly undeclared?: 'number' | 'protocol';
  /** None of them makes pods. */
  readonly idle: boolean;
}

/** Remembers what it finds, so that ten thousand routes to one Service cost one look. */
export function endsOf(site: Site, selection: Selection, endpoints: readonly Named[]): Ends {
  const addresses = addressesOf(endpoints);
  const strays = straySlices(endpoints);
  const served = new Map<readonly Workload[], Map<string, Served>>();
  const known = new Map<ServicePort, End>();
  // Worth remembering where many pods answer: looking at one of them again costs less.
  const serve = (workloads: readonly Workload[], { target, protocol }: ServicePort): Served => {
    if (workloads.length < 2) return servedBy(workloads, target, protocol);
    const answers = within(served, workloads);
    const key = typeof target === 'number' ? `${protocol} ${target}` : `${protocol} "${target}`;
    const answer = answers.get(key) ?? servedBy(workloads, target, protocol);
    answers.set(key, answer);
    return answer;
  };
  const follow = (service: Service, servicePort: ServicePort): End => {
    const workloads = selection.of(service);
    if (!workloads) {
      const own = addresses.get(keyOf(service.namespace, service.name));
      return withoutSelector(service, servicePort, own, strays.get(service.namespace));
    }
    const held = isHeld(site, service.facts);
    return toPods(service, servicePort, held, workloads, serve(workloads, servicePort));
  };
  return (service, servicePort) => {
    let end = known.get(servicePort);
    if (!end) known.set(servicePort, (end = follow(service, servicePort)));
    return end;
  };
}

const serviceHop = ({ id, facts }: Service, port: number, next?: number): Hop => ({
  kind: 'service',
  name: id,
  where: facts.where,
  port,
  next,
});

function toPods(
  service: Service,
  { port, target, protocol }: ServicePort,
  held: boolean,
  workloads: readonly Workload[],
  { number, workloads: serving, pods, undeclared, idle }: Served,
): End {
  const hop = serviceHop(service, port, number);
  if (workloads.length === 0) {
    const why = `No pod in namespace ${service.namespace} carries the labels that ${service.id} selects.`;
    return { status: held ? 'broken' : 'unknown', hops: [hop], why, fault: 'service-selects-nothing', workloads };
  }
  if (!pods) {
    const other = workloads.flatMap(({ ports }) => ports).find(({ name }) => name === target);
    const why = other
      ? `Port "${target}" of the pods that ${service.id} selects is one for ${other.protocol.toUpperCase()}, and a name counts for ${protocol.toUpperCase()} here.`
      : `No pod that ${service.id} selects names a port "${target}".`;
    return { status: 'broken', hops: [hop], why, fault: 'target-port-not-served', workloads };
  }
  const hops = [hop, pods];
  // Whoever leads both protocols to a port that is declared for one of them, as DNS does, knows more than the template says.
  const both = service.ports.some((other) => other.target === target && other.protocol !== protocol);
  if (undeclared && !(undeclared === 'protocol' && both)) {
    const otherwise =
      undeclared === 'protocol'
        ? `port ${number}, and not for ${protocol.toUpperCase()}`
        : `other ports than ${number}`;
    const why = `The pods that ${service.id} selects declare ${otherwise}.`;
    const status = service.facts.declared ? 'broken' : 'unknown';
    return { status, hops, why, fault: 'target-port-not-served', workloads, port: number };
  }
  if (idle) {
    const why = serving[0]!.paused ? `${pods.name} is paused and makes no pods.` : `${pods.name} asks for no pods.`;
    return { status: 'broken', hops, why, fault: 'route-ends-at-no-pod', workloads: serving, port: number };
  }
  return { status: 'complete', hops, workloads: serving, port: number };
}

/** The hop where a request ends: the workloads whose pods answer, and how many there are. */
export function podHop(workloads: readonly Workload[], port: number): Hop {
  const [{ id, facts }] = workloads as [Workload, ...Workload[]];
  const replicas = replicasOf(workloads);
  const notes: string[] = [];
  if (replicas !== undefined) notes.push(count(replicas, 'replica'));
  if (workloads.length > 1) notes.push(`with ${workloads.slice(1, 4).map(idOf).join(', ')}`);
  if (workloads.length > 4) notes.push(`and ${workloads.length - 4} more`);
  return { kind: 'pod', name: id, where: facts.where, port, note: notes.length > 0 ? notes.join(' ') : undefined };
}

const idOf = ({ id }: Workload) => id;

/** How many pods all of them ask for; undefined where one does not say. */
function replicasOf(workloads: readonly Workload[]): number | undefined {
  let sum = 0;
  for (const { replicas } of workloads) {
    if (replicas === undefined) return undefined;
    sum += replicas;
  }
  return sum;
}

function servedBy(workloads: readonly Workload[], target: number | string, protocol: string): Served {
  const serving: Workload[] = [];
  const silent: Workload[] = [];
  let number: number | undefined;
  for (const workload of workloads) {
    const { ports } = workload;
    // A number is never equal to a name, so one comparison serves both kinds of target.
    const port = ports.find((one) => one.protocol === protocol && (one.number === target || one.name === target));
    number ??= port?.number;
    if (port) serving.push(workload);
    else if (ports.length === 0) silent.push(workload);
  }
  if (typeof target === 'string') return servedAt(number, serving);
  if (serving.length + silent.length > 0) return servedAt(target, [...serving, ...silent]);
  const isThere = workloads.some(({ ports }) => ports.some((port) => port.number === target));
  return servedAt(target, workloads, isThere ? 'protocol' : 'number');
}

function servedAt(
  number: number | undefined,
  workloads: readonly Workload[],
  undeclared?: Served['undeclared'],
): Served {
  const idle = workloads.every(({ replicas, paused }) => replicas === 0 || paused);
  if (number === undefined || workloads.length === 0) return { workloads, undeclared, idle };
  return { number, workloads, pods: podHop(workloads, number), undeclared, idle };
}

function withoutSelector(
  service: Service,
  { name, port, target }: ServicePort,
  addresses: Addresses | undefined,
  stray: Named | undefined,
): End {
  const next = typeof target === 'number' ? target : undefined;
  if (service.type === 'ExternalName') {
    const far = service.externalName ?? '(no name)';
    const hops: Hop[] = [serviceHop(service, port, port), { kind: 'address', name: far, port }];
    return { status: 'unknown', hops, why: `${far} lies outside the app.`, workloads: [] };
  }
  if (!addresses) {
    const why = stray
      ? `${called(stray)} has no label kubernetes.io/service-name: ${service.name}, so it is not for ${service.id}, which selects nothing.`
      : `The app does not show what ${service.id} selects, and holds no EndpointSlice for it.`;
    return { status: 'unknown', hops: [serviceHop(service, port, next)], why, workloads: [] };
  }
  const address = addresses.at(name);
  if (!address) {
    const called = name === undefined ? 'is without a name' : `is called "${name}"`;
    const why = `No port of ${addresses.first.name} ${called} as port ${port} of ${service.id} is, so it leads nowhere.`;
    return {
      status: 'broken',
      hops: [serviceHop(service, port, next)],
      why,
      fault: 'endpoint-port-not-named',
      workloads: [],
    };
  }
  return { status: 'complete', hops: [serviceHop(service, port, address.port), address], workloads: [] };
}
