import { at, list, record, texts } from '../routes/plain';
import { podsOf } from '../routes/pods';
import type { Site } from '../routes/world';
import { type EnvironmentName, type Handoff, HANDOFF_VERSION, type HelperImages } from './handoff-shape';

/** Where k3d itself takes them from. */
const HELPER_IMAGES: HelperImages = { loadBalancer: 'ghcr.io/k3d-io/k3d-proxy', tools: 'ghcr.io/k3d-io/k3d-tools' };

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
    secrets: [],
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

function environmentOf(text: string): EnvironmentName[] {
  const names = Array.from(text.matchAll(/\$\{?([A-Za-z_]\w*)/g), ([, name]) => `${name}`);
  return [...new Set(names)].sort().map((name) => ({ name }));
}
