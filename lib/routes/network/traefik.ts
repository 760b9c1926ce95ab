import type { Named } from '../named';
import { record, text, texts, type Plain } from '../plain';
import type { Transport } from '../route';
import { broughtGateways } from './gateway/brought';
import { chartValuesOf, type ChartValues, redirectsOf } from './chart-values';
import type { Known } from './components';
import type { Labels } from './labels';
import { port, protocol } from './read';

/** A door of Traefik: the port that its Service opens, and what it is called. */
export interface EntryPoint {
  readonly name: string;
  readonly port: number;
  /** The port of its own pod, by which a listener of a Gateway means it. */
  readonly listens: number;
  /** The port of every node that its Service opens, where the chart is told which. */
  readonly nodePort?: number;
  readonly protocol: Transport;
  readonly tls: boolean;
  /** Serves the rules that name no entry point. */
  readonly usual: boolean;
  /** The port of https to which it sends every request on. */
  readonly redirectsTo?: number;
}

/** What Traefik follows of one kind of rule. */
export interface Provider {
  /** Where the chart has its settings. */
  readonly values: string;
  readonly externalNames: boolean;
  /** False where it reads none of them. */
  readonly enabled: boolean;
  /** The only ones where it looks; none where it looks everywhere. */
  readonly namespaces: readonly string[];
  /** Reads those alone that carry labels. */
  readonly selectsLabels: boolean;
  /** The class that a rule must name; absent where one without a class is read. */
  readonly ingressClass?: string;
}

/** What Traefik follows of the Gateway API. */
export interface GatewayProvider extends Pick<Provider, 'values'> {
  readonly reads: Known;
  /** The GatewayClass and the Gateway that the chart makes where it reads them. */
  readonly brings: readonly Named[];
}

type Opening = 'ports' | 'node-ports' | 'nothing';

/** The Traefik that k3s brings, as the app configures it. */
export interface Traefik {
  readonly runs: Known;
  /** Whether it runs, and serves what its providers read. */
  readonly reads: Known;
  /** Why its values leave that open; absent where they do not. */
  readonly unsure?: string;
  readonly entryPoints: readonly EntryPoint[];
  /** Ports of its chart that its Service does not open. */
  readonly closed: readonly string[];
  /** What its Service opens on the nodes: its ports, over a load balancer; node ports alone; or nothing. */
  readonly opens: Opening;
  /** False where it may open more of them: its values cannot be read. */
  readonly known: boolean;
  /** What the IngressClass of its chart is called. */
  readonly ingressClass: string;
  /** Reads Ingresses. */
  readonly ingresses: Provider;
  /** Reads IngressRoutes. */
  readonly routes: Provider;
  /** Reads routes of the Gateway API. */
  readonly gateways: GatewayProvider;
  /** IngressRoutes may name Services and Middlewares of other namespaces. */
  readonly crossNamespace: boolean;
  /** Reads its own kinds in the API group that they had before, too. */
  readonly readsOldGroup: boolean;
  /** Reads matches as Traefik 2 does, for sure. */
  readonly isTwo: boolean;
  /** Refuses matches that only Traefik 2 understands. */
  readonly isThree: boolean;
  /** Takes the certificates of all pods, or of those that an authority of its own has signed. */
  readonly trustsAll: boolean;
  /** Shows its dashboard, and answers for it. */
  readonly dashboard: boolean;
  /** Compares the beginning of a path of an Ingress by elements, as Kubernetes wants it, and not by letters. */
  readonly strictPrefix: boolean;
}

/** API groups of Traefik's own kinds, now and before. */
export const TRAEFIK_GROUPS: readonly string[] = ['traefik.io', 'traefik.containo.us'];

/** True where Traefik reads its own kinds in the group of an object. */
export const readsGroup = (
  { readsOldGroup }: Pick<Traefik, 'readsOldGroup'>,
  { group }: Pick<Named, 'group'>,
): boolean => group === 'traefik.io' || (readsOldGroup && TRAEFIK_GROUPS.includes(group));

/** Ends the name by which Traefik knows what stands in Kubernetes. */
export const BY_KUBERNETES = '@kubernetescrd';

/** How Traefik calls what stands in Kubernetes. */
export const traefikName = (namespace: string | undefined, name: string): string =>
  `${namespace}-${name}${BY_KUBERNETES}`;

/** The entry points that the chart opens for HTTP. */
export const WEB: ReadonlySet<string> = new Set(['web', 'websecure']);

/** The entry points where Traefik tells of itself, whatever rules say. */
export const INNER: ReadonlySet<string> = new Set(['traefik', 'metrics']);

/** What k3s would run, with the HelmChartConfig of the app applied to it, or one that is mounted and that nobody sees. */
export function traefikOf(runs: Known, named: readonly Named[], minor?: number, isMore = false): Traefik {
  const config = named.find(isTraefikConfig);
  const read = config || !isMore ? chartValuesOf(config, minor) : undefined;
  // Whatever stands in values that nobody can read, may be allowed there.
  const chart = read ?? chartValuesOf(undefined, minor)!;
  const provider = (values: string): Provider => ({
    values,
    externalNames: !read || isOn(chart.setting(`${values}.allowExternalNameServices`)),
    enabled: !isOff(chart.setting(`${values}.enabled`)),
    namespaces: namespacesOf(values, chart.setting),
    selectsLabels: text(chart.setting(`${values}.labelSelector`)) !== undefined,
    ingressClass: text(chart.setting(`${values}.ingressClass`)),
  });
  const points = entryPointsOf(chart, minor);
  const isBefore = minor !== undefined && minor <= SURELY_2;
  const syntax = chart.setting('core.defaultRuleSyntax');
  const opener = read && openerOf(read);
  const opens = read && opener === undefined ? openingOf(read) : undefined;
  const reached = opens === undefined ? atMost(runs) : runs;
  const classless = record(chart.values.ingressClass).enabled === false ? 'ingressClass.enabled' : undefined;
  const cause = opener ?? classless;
  const about = read
    ? cause && `HelmChartConfig kube-system/traefik sets ${cause}`
    : UNREAD[config ? 'own' : 'mounted'];
  return {
    runs: reached,
    reads: classless === undefined ? reached : atMost(reached),
    unsure: about && `Whether Traefik serves it is not known: ${about}.`,
    entryPoints: openedBy(opens, points),
    closed: Object.keys(record(chart.values.ports)).filter(
      (port) => !INNER.has(port) && !points.some(({ name }) => name === port),
    ),
    opens: opens ?? 'ports',
    known: read !== undefined,
    ingressClass: text(record(chart.values.ingressClass).name) ?? text(chart.values.fullnameOverride) ?? 'traefik',
    ingresses: provider(INGRESSES),
    routes: provider(ROUTES),
    gateways: {
      values: GATEWAYS,
      reads: read ? readsGateways(chart, minor) : 'unknown',
      brings: broughtGateways(config, chart.values, minor),
    },
    crossNamespace: !read || isOn(chart.setting(`${ROUTES}.allowCrossNamespace`)),
    readsOldGroup: isBefore,
    isTwo: isBefore || syntax === 'v2',
    isThree: minor !== undefined && minor >= SURELY_3 && syntax !== 'v2',
    dashboard:
      ['api', 'api.insecure'].some((path) => isOn(chart.setting(path))) || isOn(chart.setting('api.dashboard') ?? true),
    trustsAll:
      !read ||
      isOn(chart.setting(`${TRANSPORT}.insecureSkipVerify`)) ||
      chart.setting(`${TRANSPORT}.rootCAs`) !== undefined,
    strictPrefix: isOn(chart.setting(`${INGRESSES}.strictPrefixMatching`)),
  };
}

/** Where the chart has the settings of whoever reads Ingresses. */
const INGRESSES = 'providers.kubernetesIngress';
/** Where it has those of whoever reads IngressRoutes. */
const ROUTES = 'providers.kubernetesCRD';
/** Where it has those of whoever reads the Gateway API. */
const GATEWAYS = 'providers.kubernetesGateway';

/** How it speaks to pods where nothing else is said of them. */
const TRANSPORT = 'serversTransport';

/** What the Traefik of k3s is configured by. */
export const isTraefikConfig = ({ group, name, namespace }: Named) =>
  group === 'helm.cattle.io' && name === 'traefik' && namespace === 'kube-system';

/** The first minor version of Kubernetes whose k3s has brought Traefik 3 with every patch. */
const SURELY_3 = 33;

/** The last one whose k3s brings Traefik 2 with every patch. */
const SURELY_2 = 31;

const isOn = (said: unknown): boolean => said === true || said === 'true';

const atMost = (runs: Known): Known => (runs === 'yes' ? 'unknown' : runs);

const isOff = (said: unknown): boolean => said === false || said === 'false';

/** Why values cannot be read. */
const UNREAD = {
  own: 'the values of HelmChartConfig kube-system/traefik cannot be read',
  mounted: 'a file that the cluster mounts may hold values of its chart',
};

/** The value by which something else than its Service may open Traefik's ports, or nothing at all. */
function openerOf({ values }: ChartValues): string | undefined {
  const { hostNetwork, deployment, ports, service } = values;
  const { spec, additionalServices } = record(service);
  if (record(spec).loadBalancerClass !== undefined) return 'service.spec.loadBalancerClass';
  if (additionalServices !== undefined) return 'service.additionalServices';
  if (record(deployment).enabled === false) return 'deployment.enabled';
  if (typeOf(values) === 'LoadBalancer') return undefined;
  if (hostNetwork === true) return 'hostNetwork';
  const [name] = Object.entries(record(ports)).find(([, said]) => record(said).hostPort !== undefined) ?? [];
  return name && `ports.${name}.hostPort`;
}

/** What the Service of the chart opens. */
function openingOf({ values }: ChartValues): Opening {
  const type = typeOf(values);
  if (type === 'LoadBalancer') return 'ports';
  return type === 'NodePort' ? 'node-ports' : 'nothing';
}

/** The type of that Service. */
function typeOf({ service }: Plain): string {
  const { enabled, type, spec } = record(service);
  return enabled === false ? 'ClusterIP' : (text(type) ?? text(record(spec).type) ?? 'LoadBalancer');
}

/** A Service that waits for no load balancer opens the node ports that are said, and those that nobody knows before. */
function openedBy(opens: Opening | undefined, points: readonly EntryPoint[]): readonly EntryPoint[] {
  if (opens === 'nothing') return [];
  if (opens !== 'node-ports') return points;
  return points.flatMap(({ nodePort, ...point }) =>
    nodePort === undefined ? [] : [{ ...point, port: nodePort, nodePort: undefined }],
  );
}

/**
 * Traefik 2 reads an older Gateway API. An argument turns it on without what the chart makes for it, and the experimental
 * channel reads nothing at all where the definitions of its kinds are missing.
 */
function readsGateways({ setting }: ChartValues, minor: number = SURELY_3): Known {
  const strange = isOn(setting(`${GATEWAYS}.experimentalChannel`)) || !looksEverywhere(GATEWAYS, setting);
  if (minor < SURELY_3 || strange || isOn(setting(GATEWAYS))) return 'unknown';
  return isOn(setting(`${GATEWAYS}.enabled`)) ? 'yes' : 'no';
}

/** False where a provider looks at some namespaces or some labels only. */
const looksEverywhere = (provider: string, setting: ChartValues['setting']): boolean =>
  namespacesOf(provider, setting).length === 0 && text(setting(`${provider}.labelSelector`)) === undefined;

/** The namespaces at which a provider looks: a list among the values, with commas between them in an argument. */
function namespacesOf(provider: string, setting: ChartValues['setting']): readonly string[] {
  const said = setting(`${provider}.namespaces`);
  return text(said)?.split(',') ?? texts(said);
}

/** Every port of the chart that its Service opens. */
function entryPointsOf(chart: ChartValues, minor?: number): readonly EntryPoint[] {
  const ports = Object.entries(record(chart.values.ports)).map(([name, said]) => [name, record(said)] as const);
  const flagged = ports.flatMap(([name, { asDefault }]) =>
    isOn(chart.setting(`entryPoints.${name}.asDefault`) ?? asDefault) ? name : [],
  );
  return ports.flatMap(([name, said]): readonly EntryPoint[] => {
    const { expose } = said;
    const number = exposedPortOf(said);
    if (number === undefined || !(expose === true || record(expose).default === true)) return [];
    const transport = protocol(said.protocol);
    const secure = record(said.tls ?? record(said.http).tls).enabled;
    const point: EntryPoint = {
      name,
      port: number,
      listens: port(said.port) ?? number,
      nodePort: port(said.nodePort),
      protocol: transport,
      tls: typeof secure === 'boolean' ? secure : name === 'websecure',
      // Rules of UDP are asked at every door for it.
      usual: transport === 'udp' || (flagged.length > 0 ? flagged.includes(name) : name !== 'traefik'),
      redirectsTo: redirectOf(chart, name, said, minor),
    };
    const { enabled, advertisedPort } = record(said.http3);
    if (enabled !== true) return [point];
    const advertised = port(advertisedPort) ?? number;
    // It takes HTTP, and no datagrams of other kinds.
    const http3 = {
      name: `${name}-http3`,
      port: advertised,
      nodePort: undefined,
      protocol: 'udp',
      usual: false,
    } as const;
    return [point, { ...point, ...http3 }];
  });
}

const exposedPortOf = (said: Plain) => port(said.exposedPort) ?? port(said.port);

/** The chart sends on to the port that the Service opens; Traefik itself knows only the one on which it listens. */
function redirectOf({ values, setting }: ChartValues, name: string, said: Plain, minor?: number): number | undefined {
  const ports = record(values.ports);
  const argument = text(setting(`entryPoints.${name}.http.redirections.entryPoint.to`));
  if (argument !== undefined) return port(Number(argument.replace(/^:/, ''))) ?? port(record(ports[argument]).port);
  const made = redirectsOf(said, minor).find(({ isMade }) => isMade);
  return made && (exposedPortOf(record(ports[made.to])) ?? 443);
}

/** Labels of the pod that k3s runs Traefik in, for policies that ask. */
export const TRAEFIK_LABELS: Labels = {
  'app.kubernetes.io/instance': 'traefik-kube-system',
  'app.kubernetes.io/name': 'traefik',
};
