import type { Named } from '../named';
import { fitted, list, memo, type Plain, record, text, texts } from '../plain';
import type { Hop, Transport } from '../route';
import { label, labels, type Labels } from './labels';
import { numberedPod } from './numbered-pods';
import { keyOf, originOf, type Origin } from './origin';
import { POOL } from './picked-nodes';
import { port, protocol } from './read';

/** One port of a Service. */
export interface ServicePort {
  /** Its place in `spec.ports`. */
  readonly index: number;
  readonly name?: string;
  readonly port: number;
  readonly target: number | string;
  readonly nodePort?: number;
  readonly protocol: Transport;
  readonly appProtocol?: string;
}

const POLICIES = ['externalTrafficPolicy', 'internalTrafficPolicy'] as const;

/** A field that keeps requests on the node to which they come. */
type KeptBy = (typeof POLICIES)[number];

/** A Service, as far as a route needs it. */
export interface Service extends Origin {
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly ports: readonly ServicePort[];
  /** Absent where the Service selects no pods by labels that a template has. */
  readonly selector?: Labels;
  /** The labels of one pod of a StatefulSet, where it selects that. */
  readonly pod?: Labels;
  readonly externalName?: string;
  /** By what only nodes with a pod of its own answer. */
  readonly keeps: readonly KeptBy[];
  readonly loadBalancerClass?: string;
  /** ServiceLB serves it on the nodes of this pool only. */
  readonly pool?: string;
  /** The addresses that its load balancer admits; empty for all of them. */
  readonly sources: readonly string[];
}

/** Services by their namespace and name. */
const servicesByKey = memo(
  (services: readonly Service[]): ReadonlyMap<string, Service> =>
    new Map(services.map((service) => [keyOf(service.namespace, service.name), service])),
);

export const serviceAt = (services: readonly Service[], namespace: string, name: string): Service | undefined =>
  servicesByKey(services).get(keyOf(namespace, name));

/** True where a rule that names a port by number or name means this one; one that names none means any. */
export const isAsked = ({ port: number, name }: ServicePort, asked: number | string | undefined): boolean =>
  asked === undefined || (typeof asked === 'number' ? number : name) === asked;

/** What keeps requests on the node to which they come by some hop: ServiceLB asks from inside, unless it is kept outside. */
export const keptAt = ({ keeps }: Service, hops: readonly Pick<Hop, 'kind'>[]): KeptBy | undefined =>
  keeps.find((by) => by === 'externalTrafficPolicy' || hops.some(({ kind }) => kind === 'service-load-balancer'));

/** True where names lead to the pods themselves, and nothing forwards a port. */
export const isHeadless = ({ facts }: Service): boolean => record(facts.json.spec).clusterIP === 'None';

/** Labels that Kubernetes puts on pods when it makes them: no template shows them. */
export const ADDED =
  /^((statefulset|apps|batch)\.kubernetes\.io\/.*|pod-template-hash|controller-revision-hash|job-name|controller-uid)$/;

/** Reads the Services of the core group. */
export const servicesOf = (named: readonly Named[]): readonly Service[] =>
  named.filter(({ group }) => group === '').map(serviceOf);

function serviceOf(named: Named): Service {
  const { facts, id, kind, name, namespace } = originOf(named);
  const { json } = named;
  const spec = record(json.spec);
  const metadata = record(json.metadata);
  const type = typeOf(spec.type);
  return {
    facts,
    id,
    kind,
    name,
    namespace,
    type,
    ports: portsOf(spec.ports),
    selector: selectorOf(spec, type),
    pod: podOf(spec, type),
    externalName: text(spec.externalName),
    keeps: keptIn(spec),
    loadBalancerClass: text(spec.loadBalancerClass),
    pool: label(metadata.labels, POOL),
    sources: sourcesOf(spec, type, metadata),
  };
}

const NONE: readonly string[] = [];

const keptIn = (spec: Plain) => POLICIES.filter((policy) => spec[policy] === 'Local');

/** The field, or the annotation that was there before it. */
function sourcesOf(spec: Plain, type: Service['type'], { annotations }: Plain): readonly string[] {
  if (type !== 'LoadBalancer') return NONE;
  const ranges = texts(spec.loadBalancerSourceRanges);
  const before = label(annotations, 'service.beta.kubernetes.io/load-balancer-source-ranges') ?? '';
  return (ranges.length > 0 ? ranges : before.split(',')).map((range) => range.trim()).filter(Boolean);
}

const typeOf = (type: unknown) =>
  type === 'NodePort' || type === 'LoadBalancer' || type === 'ExternalName' ? type : 'ClusterIP';

const podOf = ({ selector }: Plain, type: Service['type']) =>
  type === 'ExternalName' ? undefined : numberedPod(selector);

function selectorOf(spec: Plain, type: Service['type']): Labels | undefined {
  if (type === 'ExternalName') return undefined;
  const selector = labels(spec.selector, (name) => !ADDED.test(name));
  return Object.keys(selector).length > 0 ? selector : undefined;
}

function portsOf(said: unknown): readonly ServicePort[] {
  const ports: ServicePort[] = [];
  list(said).forEach((one, index) => {
    const { port: asked, targetPort, protocol: transport, name, nodePort, appProtocol } = record(one);
    const number = port(asked);
    if (number === undefined) return;
    ports.push({
      index,
      name: text(name),
      port: number,
      target: port(targetPort) ?? text(targetPort) ?? number,
      nodePort: port(nodePort),
      protocol: protocol(transport),
      appProtocol: text(appProtocol),
    });
  });
  return fitted(ports);
}
