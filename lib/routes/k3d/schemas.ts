import { API_VERSION, SCHEMA } from './schema';
import {
  boolean,
  changed,
  type Changes,
  type Fields,
  fields,
  format,
  listOf,
  onNodes,
  oneOf,
  type Shape,
  text,
} from './shape';

const lost: Shape = { type: 'lost' };

/** What each older version has in other words than the one after it, the newest first. */
const DIFFERENCES: Readonly<Record<string, Changes>> = {
  'k3d.io/v1alpha4': {
    token: lost,
    files: undefined,
    hostAliases: listOf(
      fields(
        { ip: format('ip'), hostnames: listOf(format('host-name')) },
        { required: ['ip', 'hostnames'], ignoresUnknown: true },
      ),
    ),
    options: { runtime: { ulimits: undefined } },
    registries: { create: { enforcePortMatch: undefined } },
  },
  'k3d.io/v1alpha3': {
    metadata: undefined,
    name: text,
    hostAliases: undefined,
    options: { runtime: { hostPidMode: undefined } },
    registries: { create: { image: undefined, proxy: undefined, volumes: undefined } },
  },
  'k3d.io/v1alpha2': {
    labels: onNodes({ label: format('label') }),
    options: {
      k3d: { timeout: text, loadbalancer: undefined, disableHostIPInjection: boolean },
      k3s: {
        extraArgs: undefined,
        nodeLabels: undefined,
        extraServerArgs: listOf(text),
        extraAgentArgs: listOf(text),
      },
      runtime: { labels: undefined },
    },
    registries: { create: { type: 'boolean', loose: true } },
  },
};

/** Versions that k3d translates at each creation, the newest first. */
export const OLDER_VERSIONS: readonly string[] = Object.keys(DIFFERENCES);

/** The oldest version that k3d reads. */
export const OLDEST_VERSION = OLDER_VERSIONS.at(-1)!;

const SCHEMAS = new Map<unknown, Fields>([[API_VERSION, SCHEMA]]);
OLDER_VERSIONS.reduce((newer, version) => {
  const schema = changed(newer, { ...DIFFERENCES[version], apiVersion: oneOf(version) });
  SCHEMAS.set(version, schema);
  return schema;
}, SCHEMA);

/** What k3d takes in a file of a version; a version that it does not know is held against the newest. */
export const schemaOf = (apiVersion: unknown): Fields => SCHEMAS.get(apiVersion) ?? SCHEMA;
