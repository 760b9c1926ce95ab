import { record, records, text } from '../plain';
import type { Hop } from '../route';
import { heldTo } from '../rules/rule';
import type { ObjectFacts, Site } from '../world';
import { keyOf, originOf } from './origin';
import { count, labels, port } from './read';
import type { Selection } from './selection';
import type { Service, ServicePort } from './services';
import type { Workload } from './workloads';

/** The rule that explains why a way breaks. */
export type Fault =
  | 'controller-without-load-balancer'
  | 'ingress-backend-missing'
  | 'ingress-class-unknown'
  | 'ingress-controller-disabled'
  | 'ingress-no-web-port'
  | 'ingress-path-shadowed'
  | 'ingress-rule-duplicate'
  | 'ingress-to-external-name'
  | 'load-balancer-disabled'
  | 'load-balancer-port-not-mapped'
  | 'load-balancer-port-taken'
  | 'node-port-not-mapped'
  | 'route-ends-at-no-pod'
  | 'service-selects-nothing'
  | 'target-port-not-served';

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
  /** The pods declare ports, and this is none of them. */
  readonly undeclared: boolean;
  /** All of them ask for no pods. */
  readonly idle: boolean;
}

/** Remembers what it finds, so that ten thousand routes to one Service cost one look. */
export function endsOf(site: Site, selection: Selection, facts: readonly ObjectFacts[]): Ends {
  const addresses = addressesOf(facts);
  const served = new WeakMap<readonly Workload[], Map<string, Served>>();
  const known = new WeakMap<ServicePort, End>();
  const serve = (workloads: readonly Workload[], { target, protocol }: ServicePort): Served => {
    const answers = served.get(workloads) ?? new Map<string, Served>();
    served.set(workloads, answers);
    const key = `${typeof target} ${protocol} ${target}`;
    const answer = answers.get(key) ?? servedBy(workloads, target, protocol);
    answers.set(key, answer);
    return answer;
  };
  const follow = (service: Service, servicePort: ServicePort): End => {
    const { selector } = service;
    if (!selector) return withoutSelector(service, servicePort, addresses.get(keyOf(service.namespace, service.name)));
    const workloads = selection.select(service.namespace, selector);
    const held = heldTo(site, service.facts) === 'error';
    return toPods(service, servicePort, held, workloads, serve(workloads, servicePort));
  };
  return (service, servicePort) => {
    const end = known.get(servicePort) ?? follow(service, servicePort);
    known.set(servicePort, end);
    return end;
  };
}

const serviceHop = ({ id, facts }: Service, port: number, next?: number): Hop => ({
  kind: 'service',
  name: id,
  where: facts.where,
  port,
  ...(next !== undefined && { next }),
});

function toPods(
  service: Service,
  { port, target }: ServicePort,
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
    const why = `No pod that ${service.id} selects names a port "${target}".`;
    return { status: 'broken', hops: [hop], why, fault: 'target-port-not-served', workloads };
  }
  const hops = [hop, pods];
  if (undeclared) {
    const why = `The pods that ${service.id} selects declare other ports than ${number}.`;
    const status = service.facts.declared ? 'broken' : 'unknown';
    return { status, hops, why, fault: 'target-port-not-served', workloads, port: number };
  }
  if (idle) {
    const why = `${pods.name} asks for no pods.`;
    return { status: 'broken', hops, why, fault: 'route-ends-at-no-pod', workloads, port: number };
  }
  return { status: 'complete', hops, workloads: serving, port: number };
}

/** The hop where a request ends: the workloads whose pods answer, and how many there are. */
export function podHop(workloads: readonly Workload[], port: number): Hop {
  const [first, ...others] = workloads as [Workload, ...Workload[]];
  const replicas = workloads.reduce<number | undefined>(
    (sum, { replicas }) => (sum === undefined || replicas === undefined ? undefined : sum + replicas),
    0,
  );
  const more =
    others.length > 0
      ? `with ${others
          .slice(0, 3)
          .map(({ id }) => id)
          .join(', ')}`
      : undefined;
  const left = others.length > 3 ? `and ${others.length - 3} more` : undefined;
  const pods = replicas === undefined ? undefined : count(replicas, 'replica');
  const note = [pods, more, left].filter((part) => part !== undefined).join(' ');
  return { kind: 'pod', name: first.id, where: first.facts.where, port, ...(note && { note }) };
}

function servedBy(workloads: readonly Workload[], target: number | string, protocol: string): Served {
  const declared = workloads.flatMap((workload) =>
    workload.ports.map((port) => ({ workload, port })).filter(({ port }) => port.protocol === protocol),
  );
  const matching = declared.filter(({ port }) => (typeof target === 'number' ? port.number : port.name) === target);
  const named = unique(matching);
  if (typeof target === 'string') return servedAt(matching[0]?.port.number, named, false);
  const serving = [...named, ...workloads.filter(({ ports }) => ports.length === 0)];
  return serving.length > 0 ? servedAt(target, serving, false) : servedAt(target, workloads, true);
}

const servedAt = (number: number | undefined, workloads: readonly Workload[], undeclared: boolean): Served => ({
  workloads,
  undeclared,
  idle: workloads.every(({ replicas }) => replicas === 0),
  ...(number !== undefined && workloads.length > 0 && { number, pods: podHop(workloads, number) }),
});

const unique = (matching: readonly { workload: Workload }[]) => [...new Set(matching.map(({ workload }) => workload))];

function withoutSelector(service: Service, { port, target }: ServicePort, address: Hop | undefined): End {
  const next = typeof target === 'number' ? target : undefined;
  if (service.type === 'ExternalName') {
    const name = service.externalName ?? '(no name)';
    const hops: Hop[] = [serviceHop(service, port, port), { kind: 'address', name, port }];
    return { status: 'unknown', hops, why: `${name} lies outside the app.`, workloads: [] };
  }
  if (!address) {
    const why = `The app does not show what ${service.id} selects, and holds no EndpointSlice for it.`;
    return { status: 'unknown', hops: [serviceHop(service, port, next)], why, workloads: [] };
  }
  return { status: 'complete', hops: [serviceHop(service, port, address.port), address], workloads: [] };
}

/** Where Services without a selector lead: EndpointSlices and Endpoints of the app. */
function addressesOf(facts: readonly ObjectFacts[]): ReadonlyMap<string, Hop> {
  const addresses = new Map<string, Hop>();
  for (const one of facts) {
    const { kind, id, name, namespace } = originOf(one);
    const json = record(one.json);
    const slice = kind === 'EndpointSlice';
    if (!slice && kind !== 'Endpoints') continue;
    const ports = slice ? json.ports : record(records(json.subsets)[0]).ports;
    const number = port(record(records(ports)[0]).port);
    const service = slice ? text(labels(record(json.metadata).labels).get('kubernetes.io/service-name')) : name;
    const hop: Hop = { kind: 'address', name: id, where: one.where, ...(number && { port: number }) };
    if (service) addresses.set(keyOf(namespace, service), hop);
  }
  return addresses;
}
