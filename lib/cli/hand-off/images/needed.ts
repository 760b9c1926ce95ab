import { canonicalImage } from '../../../routes/image-name';
import { clusterNodes } from '../../../routes/k3d/cluster-nodes';
import { isLookedUp, k3sImage } from '../../../routes/k3d/k3s-version';
import { at, record, text } from '../../../routes/plain';
import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import type { K3d, K3dVersions } from '../k3d';
import { ProgramMissing } from '../programs';
import { imagesText } from './text';
import { localName } from './build';
import { helperNames } from './helper';
import type { Arrival, NeededImage, Purpose } from './needed-image';
import { imagesOfK3s, type NodeImages } from './nodes';

/** What k3d says of itself; a machine that only fetches images need not have it. */
export async function versionsOf(k3d: K3d): Promise<K3dVersions | undefined> {
  try {
    return await k3d.versions();
  } catch (error) {
    if (error instanceof ProgramMissing) return undefined;
    throw error;
  }
}

/**
 * Every image of a cluster and of its pods, once.
 *
 * @param nodes where the cluster runs: they tell what k3s has brought along
 */
export function neededImages(
  { terminal }: Pick<Tools, 'terminal'>,
  { name, config, handoff }: DistCluster,
  versions: K3dVersions | undefined,
  nodes: readonly NodeImages[],
): readonly NeededImage[] {
  if (versions === undefined) terminal.warn(imagesText.noK3d);
  const { pulled, sideLoaded, built } = handoff.images;
  const node = nodeImage(config, versions);
  if (node !== undefined && isLookedUp(node)) terminal.warn(imagesText.lookedUp(name, node));
  const named: readonly (readonly [string | undefined, Purpose, Arrival])[] = [
    [node === undefined || isLookedUp(node) ? undefined : node, 'nodes', 'docker'],
    ...helpers(config, handoff, versions),
    [registryImage(config), 'registry', 'docker'],
    ...pulled.map((image) => [image, 'pods', 'nodes'] as const),
    ...sideLoaded.map((image) => [image, 'pods', 'side-loaded'] as const),
    ...imagesOfK3s(nodes.flatMap(({ held }) => [...held.keys()])).map((image) => [image, 'k3s', 'nodes'] as const),
  ];
  return eachOnce([
    ...named.flatMap(([image, use, arrival]) => (image === undefined ? [] : [{ image, local: image, use, arrival }])),
    ...built.map((build) => ({
      image: build.image,
      local: localName(build),
      use: 'pods' as const,
      arrival: 'built' as const,
      build,
    })),
  ]);
}

/** Two clusters, or two containers, may want one image. */
export function eachOnce(images: readonly NeededImage[]): readonly NeededImage[] {
  const first = new Map<string, NeededImage>();
  for (const needed of images) {
    const key = canonicalImage(needed.local);
    first.set(key, first.get(key) ?? needed);
  }
  return [...first.values()];
}

function nodeImage(config: unknown, versions: K3dVersions | undefined): string | undefined {
  const own = text(record(config).image);
  if (own !== undefined) return own;
  return versions?.k3s && k3sImage(versions.k3s);
}

function helpers(
  config: unknown,
  handoff: DistCluster['handoff'],
  versions: K3dVersions | undefined,
): readonly (readonly [string, Purpose, Arrival])[] {
  if (versions === undefined) return [];
  const { loadBalancer, tools } = helperNames(handoff, versions.k3d);
  return [
    ...(clusterNodes(config).balancer ? [[loadBalancer, 'load balancer', 'docker'] as const] : []),
    [tools, 'loading images', 'docker'],
  ];
}

function registryImage(config: unknown): string | undefined {
  const { create } = at(config, 'registries');
  if (create === undefined || create === null) return undefined;
  return text(record(create).image) ?? 'docker.io/library/registry:2';
}
