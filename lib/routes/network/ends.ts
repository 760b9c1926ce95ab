import { heldStatus } from '../held';
import { called } from '../names';
import type { Named } from '../named';
import type { Hop } from '../route';
import type { Site } from '../world';
import { addressesOf, straySlices, type Addresses } from './addresses';
import type { Fault } from './fault';
import { keyOf } from './origin';
import { mayBeHidden } from './hidden-pods';
import { within, type Selection } from './selection';
import type { Service, ServicePort } from './services';
import { targetPodsOf, type TargetPods } from './target-pods';
import type { Workload } from './workloads';

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

/** Remembers what it finds, so that ten thousand routes to one Service cost one look. */
export function endsOf(site: Site, selection: Selection, endpoints: readonly Named[]): Ends {
  const addresses = addressesOf(endpoints);
  const strays = straySlices(endpoints);
  const served = new Map<readonly Workload[], Map<string, TargetPods>>();
  const known = new Map<ServicePort, End>();
  // Worth remembering where many pods answer: looking at one of them again costs less.
  const serve = (workloads: readonly Workload[], { target, protocol }: ServicePort): TargetPods => {
    if (workloads.length < 2) return targetPodsOf(workloads, target, protocol);
    const answers = within(served, workloads);
    const key = typeof target === 'number' ? `${protocol} ${target}` : `${protocol} "${target}`;
    const answer = answers.get(key) ?? targetPodsOf(workloads, target, protocol);
    answers.set(key, answer);
    return answer;
  };
  const follow = (service: Service, servicePort: ServicePort): End => {
    const workloads = selection.of(service);
    if (!workloads) {
      const own = addresses.get(keyOf(service.namespace, service.name));
      return withoutSelector(service, servicePort, own, strays.get(service.namespace));
    }
    if (workloads.length === 0) return toNobody(site, selection, service, servicePort);
    return toPods(service, servicePort, workloads, serve(workloads, servicePort));
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

/** A way to a Service of which no pod of the app carries the labels. */
function toNobody(site: Site, selection: Selection, service: Service, { port }: ServicePort): End {
  const { namespace, selector, pod, id, facts } = service;
  const hops = [serviceHop(service, port)];
  const isHidden = mayBeHidden(site, selection, namespace, { ...selector, ...pod });
  const why = `No pod in namespace ${namespace} carries the labels that ${id} selects.`;
  const fault = 'service-selects-nothing';
  if (!isHidden) return { status: heldStatus(site, facts), hops, why, fault, workloads: [] };
  const unseen = why.replace(/\.$/, ', as far as the app shows them; what it installs may make them.');
  return { status: 'unknown', hops, why: unseen, fault, workloads: [] };
}

function toPods(
  service: Service,
  { port, target, protocol }: ServicePort,
  workloads: readonly Workload[],
  { number, workloads: serving, pods, undeclared, idle }: TargetPods,
): End {
  const hop = serviceHop(service, port, number);
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
