import type { Named } from '../named';
import { record, text } from '../plain';
import { chartValuesOf, isOn } from './chart-values';
import type { Known } from './components';
import { entryPointsOf, INNER, type EntryPoint } from './entry-points';
import type { Labels } from './labels';
import { openedBy, openerOf, openingOf, type Opening } from './opening';
import { gatewayProviderOf, INGRESSES, providerOf, ROUTES, type GatewayProvider, type Provider } from './providers';
import { isSurelyThree, isSurelyTwo } from './traefik-versions';

/** The Traefik that k3s brings, as the app configures it. */
export interface Traefik {
  readonly runs: Known;
  /** Whether it runs, and serves what its providers read. */
  readonly reads: Known;
  /** Its chart makes its Service and no pods; those of somebody else may stand behind it. */
  readonly podless: boolean;
  /** Why its values leave that open; absent where they do not. */
  readonly unsure?: string;
  readonly entryPoints: readonly EntryPoint[];
  /** Ports of its chart that its Service does not open. */
  readonly closed: readonly string[];
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

/** What k3s would run, with the HelmChartConfig of the app applied to it, or one that is mounted and that nobody sees. */
export function traefikOf(runs: Known, named: readonly Named[], minor?: number, isMore = false): Traefik {
  const config = named.find(isTraefikConfig);
  const read = config || !isMore ? chartValuesOf(config, minor) : undefined;
  const chart = read ?? chartValuesOf(undefined, minor)!;
  const known = read !== undefined;
  const points = entryPointsOf(chart, minor);
  const isBefore = isSurelyTwo(minor);
  const syntax = chart.setting('core.defaultRuleSyntax');
  const opener = read && openerOf(read);
  const opens = read && opener === undefined ? openingOf(read) : undefined;
  const makesPods = record(chart.values.deployment).enabled !== false;
  const reached = opens === undefined || !makesPods ? atMost(runs) : runs;
  const classless = record(chart.values.ingressClass).enabled === false ? 'ingressClass.enabled' : undefined;
  const cause = opener ?? (makesPods ? classless : 'deployment.enabled');
  const about = read
    ? cause && `HelmChartConfig kube-system/traefik sets ${cause}`
    : UNREAD[config ? 'own' : 'mounted'];
  return {
    runs: reached,
    reads: classless === undefined ? reached : atMost(reached),
    podless: runs === 'yes' && !makesPods && chart.values.extraObjects === undefined,
    unsure: about && `Whether Traefik serves it is not known: ${about}.`,
    entryPoints: openedBy(opens, points),
    closed: Object.keys(record(chart.values.ports)).filter(
      (port) => !INNER.has(port) && !points.some(({ name }) => name === port),
    ),
    opens: opens ?? 'ports',
    known,
    ingressClass: text(record(chart.values.ingressClass).name) ?? text(chart.values.fullnameOverride) ?? 'traefik',
    ingresses: providerOf(INGRESSES, chart, known),
    routes: providerOf(ROUTES, chart, known),
    gateways: gatewayProviderOf(config, chart, known, minor),
    crossNamespace: !known || isOn(chart.setting(`${ROUTES}.allowCrossNamespace`)),
    readsOldGroup: isBefore,
    isTwo: isBefore || syntax === 'v2',
    isThree: isSurelyThree(minor) && syntax !== 'v2',
    dashboard:
      ['api', 'api.insecure'].some((path) => isOn(chart.setting(path))) || isOn(chart.setting('api.dashboard') ?? true),
    trustsAll:
      !known ||
      isOn(chart.setting(`${TRANSPORT}.insecureSkipVerify`)) ||
      chart.setting(`${TRANSPORT}.rootCAs`) !== undefined,
    strictPrefix: isOn(chart.setting(`${INGRESSES}.strictPrefixMatching`)),
  };
}

/** How it speaks to pods where nothing else is said of them. */
const TRANSPORT = 'serversTransport';

/** What the Traefik of k3s is configured by. */
export const isTraefikConfig = ({ group, name, namespace }: Named) =>
  group === 'helm.cattle.io' && name === 'traefik' && namespace === 'kube-system';

const atMost = (runs: Known): Known => (runs === 'yes' ? 'unknown' : runs);

/** Why values cannot be read. */
const UNREAD = {
  own: 'the values of HelmChartConfig kube-system/traefik cannot be read',
  mounted: 'a file that the cluster mounts may hold values of its chart',
};

/** Labels of the pod that k3s runs Traefik in, for policies that ask. */
export const TRAEFIK_LABELS: Labels = {
  'app.kubernetes.io/instance': 'traefik-kube-system',
  'app.kubernetes.io/name': 'traefik',
};
