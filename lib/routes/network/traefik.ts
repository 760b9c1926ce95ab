import type { Named } from '../named';
import { list, record, text, texts, type Plain } from '../plain';
import type { Transport } from '../route';
import { readYaml } from '../yaml';
import type { Known } from './components';
import type { Labels } from './labels';
import { port, protocol } from './read';

/** A door of Traefik: the port that its Service opens, and what it is called. */
export interface EntryPoint {
  readonly name: string;
  readonly port: number;
  readonly protocol: Transport;
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
  /** Compares the beginning of a path of an Ingress by elements, as Kubernetes wants it, and not by letters. */
  readonly strictPrefix: boolean;
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
export function traefikOf(runs: Known, named: readonly Named[]): Traefik {
  const config = named.find(isTraefikConfig);
  if (!config) return { runs, entryPoints: USUAL, externalNames: false, strictPrefix: false };
  const spec = record(config.json.spec);
  const read = readYaml(text(spec.valuesContent) ?? '');
  if (!read || list(spec.valuesSecrets).length > 0) {
    const where = config.object.where;
    return { runs: atMost(runs), entryPoints: USUAL, where, externalNames: true, strictPrefix: false };
  }
  const values = record(read.value);
  const providers = record(values.providers);
  const names = [providers.kubernetesIngress, providers.kubernetesCRD].some((p) => record(p).allowExternalNameServices);
  return {
    runs: isLoadBalancer(values) ? runs : atMost(runs),
    entryPoints: entryPointsOf(values),
    where: config.object.where,
    externalNames: names,
    strictPrefix: isStrict(values),
  };
}

const isTraefikConfig = ({ group, name, namespace }: Named) =>
  group === 'helm.cattle.io' && name === 'traefik' && namespace === 'kube-system';

const isStrict = ({ providers, additionalArguments }: Plain) =>
  record(record(providers).kubernetesIngress).strictPrefixMatching === true ||
  texts(additionalArguments).some((arg) => /\.strictprefixmatching(=true)?$/i.test(arg.trim()));

const atMost = (runs: Known): Known => (runs === 'yes' ? 'unknown' : runs);

/** False where its ports are no longer ports of every node, or another class of Ingress is asked for. */
function isLoadBalancer({ service, ingressClass, providers, deployment }: Plain): boolean {
  const { enabled, type, spec } = record(service);
  const kind = text(type) ?? text(record(spec).type) ?? 'LoadBalancer';
  return (
    enabled !== false &&
    kind === 'LoadBalancer' &&
    record(spec).loadBalancerClass === undefined &&
    record(ingressClass).enabled !== false &&
    record(ingressClass).isDefaultClass !== false &&
    record(record(providers).kubernetesIngress).enabled !== false &&
    record(record(providers).kubernetesIngress).ingressClass === undefined &&
    record(deployment).enabled !== false
  );
}

function entryPointsOf({ ports, additionalArguments }: Plain): readonly EntryPoint[] {
  const said = record(ports);
  const args = texts(additionalArguments).join(' ').toLowerCase();
  const known = USUAL.map((point) => configured(point, record(said[point.name]), args));
  const more = Object.entries(said)
    .filter(([name]) => !['web', 'websecure', 'traefik', 'metrics'].includes(name))
    .map(([name, value]) => configured(usual(name, 0, false), record(value), args));
  return [...known, ...more].flatMap((point) => point ?? []).filter((point) => point.port > 0);
}

function configured(point: EntryPoint, said: Plain, args: string): EntryPoint | undefined {
  const { exposedPort, expose, http, tls, redirectTo, redirections } = said;
  if (expose === false || record(expose).default === false) return undefined;
  const secure = record(tls ?? record(http).tls).enabled;
  const onward = redirectTo ?? record(redirections).entryPoint ?? record(record(http).redirections).entryPoint;
  return {
    ...point,
    port: port(exposedPort) ?? point.port,
    protocol: protocol(said.protocol),
    tls: typeof secure === 'boolean' ? secure : point.tls,
    redirects: onward !== undefined || args.includes(`entrypoints.${point.name}.http.redirections.entrypoint.to=`),
  };
}

/** Labels of the pod that k3s runs Traefik in, for policies that ask. */
export const TRAEFIK_LABELS: Labels = {
  'app.kubernetes.io/instance': 'traefik-kube-system',
  'app.kubernetes.io/name': 'traefik',
};
