import { record, records, text, type Plain } from '../plain';
import type { ObjectFacts } from '../world';
import { groupOf, originOf, type Origin } from './origin';
import { labels, port, protocol } from './read';

/** One port of a Service. */
export interface ServicePort {
  /** Its place in `spec.ports`. */
  readonly index: number;
  readonly name?: string;
  readonly port: number;
  readonly target: number | string;
  readonly nodePort?: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly appProtocol?: string;
}

/** A Service, as far as a route needs it. */
export interface Service extends Origin {
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly ports: readonly ServicePort[];
  /** Absent where the Service selects no pods by labels that a template has. */
  readonly selector?: ReadonlyMap<string, string>;
  readonly externalName?: string;
  /** Only nodes with a pod of its own answer. */
  readonly local: boolean;
  readonly loadBalancerClass?: string;
  /** ServiceLB serves it on the nodes of this pool only. */
  readonly pool?: string;
}

// Labels that Kubernetes puts on pods when it makes them: no template shows them.
const ADDED =
  /^((statefulset|apps|batch)\.kubernetes\.io\/.*|pod-template-hash|controller-revision-hash|job-name|controller-uid)$/;

/** Reads the Services of the core group. */
export function servicesOf(facts: readonly ObjectFacts[]): readonly Service[] {
  return facts.flatMap((one) => {
    const origin = originOf(one);
    return origin.kind === 'Service' && groupOf(one) === '' ? serviceOf(origin) : [];
  });
}

function serviceOf(origin: Origin): Service {
  const json = record(origin.facts.json);
  const spec = record(json.spec);
  const type = typeOf(spec.type);
  const selector = new Map([...labels(spec.selector)].filter(([name]) => !ADDED.test(name)));
  const external = text(spec.externalName);
  const loadBalancerClass = text(spec.loadBalancerClass);
  const pool = labels(record(json.metadata).labels).get('svccontroller.k3s.cattle.io/lbpool');
  return {
    ...origin,
    type,
    ports: records(spec.ports).flatMap((said, index) => portOf(said, index)),
    local: spec.externalTrafficPolicy === 'Local',
    ...(selector.size > 0 && type !== 'ExternalName' && { selector }),
    ...(external && { externalName: external }),
    ...(loadBalancerClass && { loadBalancerClass }),
    ...(pool !== undefined && { pool }),
  };
}

const typeOf = (type: unknown) =>
  type === 'NodePort' || type === 'LoadBalancer' || type === 'ExternalName' ? type : 'ClusterIP';

function portOf(said: Plain, index: number): ServicePort | readonly [] {
  const number = port(said.port);
  if (number === undefined) return [];
  const name = text(said.name);
  const appProtocol = text(said.appProtocol);
  const nodePort = port(said.nodePort);
  return {
    index,
    port: number,
    target: port(said.targetPort) ?? text(said.targetPort) ?? number,
    protocol: protocol(said.protocol),
    ...(name && { name }),
    ...(nodePort && { nodePort }),
    ...(appProtocol && { appProtocol }),
  };
}
