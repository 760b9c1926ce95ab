import type { Named } from '../named';
import { text, texts } from '../plain';
import { isOff, isOn, type ChartValues } from './chart-values';
import type { Known } from './components';
import { broughtGateways } from './gateway/brought';
import { mayBeTwo } from './traefik-versions';

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

/** Where the chart has the settings of whoever reads Ingresses. */
export const INGRESSES = 'providers.kubernetesIngress';
/** Where it has those of whoever reads IngressRoutes. */
export const ROUTES = 'providers.kubernetesCRD';
/** Where it has those of whoever reads the Gateway API. */
const GATEWAYS = 'providers.kubernetesGateway';

/** What it follows as far as its values tell: whatever stands in those that nobody can read, may be allowed there. */
export const providerOf = (values: string, { setting }: ChartValues, known: boolean): Provider => ({
  values,
  externalNames: !known || isOn(setting(`${values}.allowExternalNameServices`)),
  enabled: !isOff(setting(`${values}.enabled`)),
  namespaces: namespacesOf(values, setting),
  selectsLabels: text(setting(`${values}.labelSelector`)) !== undefined,
  ingressClass: text(setting(`${values}.ingressClass`)),
});

export const gatewayProviderOf = (
  config: Named | undefined,
  chart: ChartValues,
  known: boolean,
  minor?: number,
): GatewayProvider => ({
  values: GATEWAYS,
  reads: known ? readsGateways(chart, minor) : 'unknown',
  brings: broughtGateways(config, chart.values, minor),
});

/**
 * Traefik 2 reads an older Gateway API. An argument turns it on without what the chart makes for it, and the experimental
 * channel reads nothing at all where the definitions of its kinds are missing.
 */
function readsGateways({ setting }: ChartValues, minor?: number): Known {
  const strange = isOn(setting(`${GATEWAYS}.experimentalChannel`)) || !looksEverywhere(GATEWAYS, setting);
  if (mayBeTwo(minor) || strange || isOn(setting(GATEWAYS))) return 'unknown';
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
