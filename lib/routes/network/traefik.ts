import { parse } from 'yaml';
import type { Known } from './components';
import { labels, list, object, port, protocol, text, texts, type Json } from './json';
import { groupOf, originOf } from './origin';
import type { ObjectFacts } from '../world';

/** A door of Traefik: the port that its Service opens, and what it is called. */
export interface EntryPoint {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly tls: boolean;
  /** Sends every request on to https. */
  readonly redirects: boolean;
}

/** The Traefik that k3s brings, as the app configures it. */
export interface Traefik {
  readonly runs: Known;
  readonly entryPoints: readonly EntryPoint[];
  /** Where the entry points are configured, when they are. */
  readonly where?: string;
  readonly externalNames: boolean;
}

const usual = (name: string, port: number, tls: boolean): EntryPoint => ({
  name,
  port,
  protocol: 'tcp',
  tls,
  redirects: false,
});
const USUAL: readonly EntryPoint[] = [usual('web', 80, false), usual('websecure', 443, true)];

/** What k3s would run, with the HelmChartConfig of the app applied to it. */
export function traefikOf(runs: Known, facts: readonly ObjectFacts[]): Traefik {
  const config = facts.find(isTraefikConfig);
  if (!config) return { runs, entryPoints: USUAL, externalNames: false };
  const spec = object(object(config.json).spec);
  const values = read(spec.valuesContent);
  if (!values || list(spec.valuesSecrets).length > 0) {
    return { runs: atMost(runs), entryPoints: USUAL, where: config.where, externalNames: true };
  }
  const providers = object(values.providers);
  const names = [providers.kubernetesIngress, providers.kubernetesCRD].some((p) => object(p).allowExternalNameServices);
  return {
    runs: isLoadBalancer(values) ? runs : atMost(runs),
    entryPoints: entryPointsOf(values),
    where: config.where,
    externalNames: names,
  };
}

const isTraefikConfig = (facts: ObjectFacts) =>
  groupOf(facts) === 'helm.cattle.io' && originOf(facts).id === 'HelmChartConfig kube-system/traefik';

const atMost = (runs: Known): Known => (runs === 'yes' ? 'unknown' : runs);

function read(content: unknown): Json | undefined {
  try {
    return object(parse(text(content) ?? ''));
  } catch {
    return undefined;
  }
}

/** False where its ports are no longer ports of every node, or another class of Ingress is asked for. */
function isLoadBalancer({ service, ingressClass, providers, deployment }: Json): boolean {
  const { enabled, type, spec } = object(service);
  const kind = text(type) ?? text(object(spec).type) ?? 'LoadBalancer';
  return (
    enabled !== false &&
    kind === 'LoadBalancer' &&
    object(spec).loadBalancerClass === undefined &&
    object(ingressClass).enabled !== false &&
    object(ingressClass).isDefaultClass !== false &&
    object(object(providers).kubernetesIngress).enabled !== false &&
    object(object(providers).kubernetesIngress).ingressClass === undefined &&
    object(deployment).enabled !== false
  );
}

function entryPointsOf({ ports, additionalArguments }: Json): readonly EntryPoint[] {
  const said = object(ports);
  const args = texts(additionalArguments).join(' ').toLowerCase();
  const known = USUAL.map((point) => configured(point, object(said[point.name]), args));
  const more = Object.entries(said)
    .filter(([name]) => !['web', 'websecure', 'traefik', 'metrics'].includes(name))
    .map(([name, value]) => configured(usual(name, 0, false), object(value), args));
  return [...known, ...more].flatMap((point) => point ?? []).filter((point) => point.port > 0);
}

function configured(point: EntryPoint, said: Json, args: string): EntryPoint | undefined {
  const { exposedPort, expose, http, tls, redirectTo, redirections } = said;
  if (expose === false || object(expose).default === false) return undefined;
  const secure = object(tls ?? object(http).tls).enabled;
  const onward = redirectTo ?? object(redirections).entryPoint ?? object(object(http).redirections).entryPoint;
  return {
    ...point,
    port: port(exposedPort) ?? point.port,
    protocol: protocol(said.protocol),
    tls: typeof secure === 'boolean' ? secure : point.tls,
    redirects: onward !== undefined || args.includes(`entrypoints.${point.name}.http.redirections.entrypoint.to=`),
  };
}

/** Labels of the pod that k3s runs Traefik in, for policies that ask. */
export const TRAEFIK_LABELS = labels({
  'app.kubernetes.io/instance': 'traefik-kube-system',
  'app.kubernetes.io/name': 'traefik',
});
