import { at, list, record, texts } from '../routes/plain';
import { podsOf } from '../routes/pods';
import type { Site } from '../routes/world';

/** Version of the shape below. A reader refuses what is newer than it knows. */
export const HANDOFF_VERSION = 1;

/** What the hand-off needs and the YAML cannot say. Names only: never a value of a login. */
export interface Handoff {
  readonly version: number;
  readonly cluster: string;
  /** Context by which kubectl reaches the cluster. */
  readonly context: string;
  /** The cluster file, from the folder of this file. */
  readonly config: string;
  /** Files to apply, from dist/, in their order. */
  readonly manifests: readonly string[];
  readonly k3d: {
    /** Oldest k3d that understands the cluster file. */
    readonly minimum: string;
    /** Images that k3d starts beside the nodes; their tag is the version of k3d. */
    readonly helperImages: readonly string[];
  };
  /** Images of the workloads. */
  readonly images: {
    readonly pulled: readonly string[];
    /** Brought in from docker on this machine. */
    readonly sideLoaded: readonly string[];
    /** Built before they are brought in. */
    readonly built: readonly string[];
  };
  /** Where logins for registries come from. */
  readonly logins: readonly string[];
  /** Environment variables that k3d reads while it creates the cluster. */
  readonly environment: readonly string[];
}

const HELPER_IMAGES = ['ghcr.io/k3d-io/k3d-proxy', 'ghcr.io/k3d-io/k3d-tools'];

/** A cluster with the text of its file and the files that are applied to it. */
export interface DescribedCluster {
  readonly name: string;
  readonly text: string;
  readonly manifests: readonly string[];
}

/** What the hand-off of one cluster needs. */
export function handoff(site: Site, { name, text, manifests }: DescribedCluster): Handoff {
  return {
    version: HANDOFF_VERSION,
    cluster: name,
    context: `k3d-${name}`,
    config: `${name}.k3d.yml`,
    manifests: [...manifests].sort(),
    k3d: { minimum: minimumK3d(site.cluster?.config), helperImages: HELPER_IMAGES },
    images: { pulled: imagesOf(site), sideLoaded: [], built: [] },
    logins: [],
    environment: environmentOf(text),
  };
}

/** The first k3d with `v1alpha5`, and what needs a newer one. */
const OLDEST = '5.5.0';

function minimumK3d(config: unknown): string {
  if (at(config, 'registries.create').enforcePortMatch !== undefined) return '5.9.0';
  const { files, agents } = record(config);
  if (list(files).length === 0) return OLDEST;
  const serversOnly = (file: unknown) => texts(record(file).nodeFilters).every((filter) => filter.startsWith('server'));
  return agents !== 0 && !list(files).every(serversOnly) ? '5.8.0' : '5.7.0';
}

function imagesOf(site: Site): string[] {
  const images = podsOf(site).flatMap(({ containers }) => containers.flatMap(({ image }) => image ?? []));
  return [...new Set(images)].sort();
}

function environmentOf(text: string): string[] {
  const names = Array.from(text.matchAll(/\$\{?([A-Za-z_]\w*)/g), ([, name]) => `${name}`);
  return [...new Set(names)].sort();
}
