import * as addresses from './addresses';
import * as admissionPolicies from './admission-policies';
import * as apiServices from './api-services';
import * as config from './config';
import * as containers from './containers';
import * as customResources from './custom-resources';
import * as customSchemas from './custom-schemas';
import * as disks from './disks';
import * as endpoints from './endpoints';
import * as env from './env';
import * as extensions from './extensions';
import * as fieldRefs from './field-refs';
import * as gatewayListeners from './gateway-listeners';
import * as gatewayRoutes from './gateway-routes';
import * as gateways from './gateways';
import * as helmCharts from './helm-charts';
import * as hostNames from './host-names';
import * as ingresses from './ingresses';
import * as jobs from './jobs';
import * as labels from './labels';
import type { Besides, FieldLaw, TypeLaw } from './law';
import * as limitRanges from './limit-ranges';
import * as metadata from './metadata';
import * as mounts from './mounts';
import * as networkPolicies from './network-policies';
import * as podResources from './pod-resources';
import * as podSecurityLabels from './pod-security-labels';
import * as pods from './pods';
import * as probes from './probes';
import * as quotas from './quotas';
import * as resources from './resources';
import * as roles from './roles';
import * as scaling from './scaling';
import * as scheduling from './scheduling';
import * as security from './security';
import * as services from './services';
import * as storage from './storage';
import * as users from './users';
import * as volumes from './volumes';
import * as webhooks from './webhooks';
import * as workloads from './workloads';

export type { FieldLaw, TypeLaw } from './law';

/** What a file of laws may hold. */
interface Family {
  readonly fields?: Readonly<Record<string, FieldLaw>>;
  readonly besides?: Besides;
  readonly types?: Readonly<Record<string, TypeLaw>>;
}

const families: readonly Family[] = [
  addresses,
  admissionPolicies,
  apiServices,
  config,
  containers,
  customResources,
  customSchemas,
  disks,
  endpoints,
  env,
  extensions,
  fieldRefs,
  hostNames,
  ingresses,
  jobs,
  labels,
  limitRanges,
  metadata,
  mounts,
  networkPolicies,
  podResources,
  podSecurityLabels,
  pods,
  probes,
  quotas,
  resources,
  roles,
  scaling,
  scheduling,
  security,
  services,
  storage,
  users,
  volumes,
  webhooks,
  workloads,
];

/** `Type.field` → what it has to obey beyond its type. */
export const FIELD_LAWS: Readonly<Record<string, FieldLaw | undefined>> = Object.assign(
  {},
  ...families.map(({ fields }) => fields),
);

/** `Type.field` → what its neighbours have to obey where it stands. */
export const BESIDES: Readonly<Record<string, readonly TypeLaw[] | undefined>> = Object.assign(
  {},
  ...families.map(({ besides }) => besides),
);

/** Type → what its fields have to obey together. */
export const TYPE_LAWS: Readonly<Record<string, TypeLaw | undefined>> = Object.assign(
  {},
  ...families.map(({ types }) => types),
);

/** The same of kinds that definitions bring. */
export const DEFINED_LAWS = {
  fields: { ...gateways.fields, ...gatewayListeners.fields, ...gatewayRoutes.fields, ...helmCharts.fields },
  types: { ...gateways.types, ...gatewayListeners.types, ...gatewayRoutes.types, ...helmCharts.types },
};
