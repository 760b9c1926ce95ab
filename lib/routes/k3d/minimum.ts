import { at, list, record, texts } from '../plain';
import { clusterNodes } from './cluster-nodes';
import { isAgent, selectNodes } from './node-filter';
import { API_VERSION } from './schema';
import { older, type Version } from './version';

/** Something in a cluster file that k3d does not know from the beginning. */
interface Need {
  /** Path in the config. */
  readonly path: string;
  readonly since: Version;
  /** Continues the name of an older k3d: `does not know "files"`. */
  readonly lacks: string;
  /** How to do without it. */
  readonly instead: string;
}

/** The first k3d that reads each version of cluster files, the newest first. */
const READ_SINCE: ReadonlyMap<unknown, Version> = new Map([
  [API_VERSION, [5, 5, 0]],
  ['k3d.io/v1alpha4', [5, 3, 0]],
  ['k3d.io/v1alpha3', [5, 0, 0]],
  ['k3d.io/v1alpha2', [4, 1, 0]],
]);

/** The first k3d that reads what we write. */
const FIRST = READ_SINCE.get(API_VERSION)!;

const FILES: Version = [5, 7, 0];
const FILES_ON_AGENTS: Version = [5, 8, 0];
const PORT_MATCH: Version = [5, 9, 0];

/** The first k3d that takes ports away from a cluster. */
export const REMOVES_PORTS: Version = [5, 9, 0];

/** The first k3d that makes no registry of a block which names none. */
export const NAMED_REGISTRY: Version = [5, 9, 0];

/** What a cluster file needs beyond the first k3d that reads it. */
function needsOf(config: unknown): readonly Need[] {
  const nodes = clusterNodes(config);
  const files = list(record(config).files);
  const reachesAgents = (file: unknown) =>
    selectNodes(texts(record(file).nodeFilters), nodes).names.some((name) => isAgent(nodes, name));
  return [
    ...(files.length > 0
      ? [{ path: 'files', since: FILES, lacks: 'does not know "files"', instead: 'write volumes' }]
      : []),
    ...files.flatMap((file, index) =>
      reachesAgents(file)
        ? [
            {
              path: `files[${index}]`,
              since: FILES_ON_AGENTS,
              lacks: 'does not write files to agents',
              instead: 'write a volume',
            },
          ]
        : [],
    ),
    ...(at(config, 'registries.create').enforcePortMatch === undefined
      ? []
      : [
          {
            path: 'registries.create.enforcePortMatch',
            since: PORT_MATCH,
            lacks: 'does not know "enforcePortMatch"',
            instead: 'leave it out',
          },
        ]),
  ];
}

/** What keeps a k3d from reading files of a version. */
function unreadBy(stated: Version, version: unknown): readonly Need[] {
  const since = READ_SINCE.get(version);
  if (!since || !older(stated, since)) return [];
  const [other] = [...READ_SINCE].find(([, first]) => !older(stated, first)) ?? [];
  const instead = other === undefined ? 'make the cluster by its flags' : `write "${other as string}"`;
  return [{ path: 'apiVersion', since, lacks: `does not read "${version as string}"`, instead }];
}

/** What a k3d lacks for a cluster file of a version; of a field that it does not know, no part is told. */
export function lackedBy(stated: Version, version: unknown, config: unknown): readonly Need[] {
  const lacked = needsOf(config).filter(({ since }) => older(stated, since));
  const whole = lacked.filter(({ path }) => !lacked.some((other) => path.startsWith(`${other.path}[`)));
  return [...unreadBy(stated, version), ...whole];
}

/** The smallest k3d that makes a cluster of a file. */
export const minimumFor = (config: unknown): Version =>
  needsOf(config).reduce((least, { since }) => (older(least, since) ? since : least), FIRST);
