import { canonicalImage } from '../../../routes/image-name';
import { clusterNodes } from '../../../routes/k3d/cluster-nodes';
import { isLookedUp } from '../../../routes/k3d/k3s-version';
import { at, jsonIn, record, text } from '../../../routes/plain';
import type { BuiltImage } from '../../../routes/needs';
import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import type { K3d } from '../k3d';
import { ProgramMissing, QUESTION } from '../programs';
import { imagesText } from '../text/images';
import { versionIn } from '../../../routes/k3d/version';
import { localName } from './build';
import { helperNames } from './helper';
import { imagesOfK3s, type NodeImages } from './nodes';

/** What an image is for. */
export type Purpose = 'nodes' | 'k3s' | 'load balancer' | 'loading images' | 'registry' | 'pods';

/** How an image comes: pulled by docker or by the nodes, loaded out of docker, or built. */
export type Arrival = 'docker' | 'nodes' | 'side-loaded' | 'built';

/** An image without which a cluster, or what runs on it, does not start. */
export interface NeededImage {
  readonly image: string;
  /** Its name in docker on this machine. */
  readonly local: string;
  readonly use: Purpose;
  readonly arrival: Arrival;
  readonly build?: BuiltImage;
}

/** What k3d says of itself; nothing where it is not installed. */
export interface K3dFacts {
  readonly version?: string;
  /** The version of k3s that it takes by itself, as a tag. */
  readonly k3s?: string;
}

/** Asks k3d; a machine that only fetches images need not have it. */
export async function k3dFacts(k3d: K3d): Promise<K3dFacts | undefined> {
  try {
    const { k3d: version, k3s } = record(jsonIn(await k3d.run(['version', '-o', 'json'], { timeout: QUESTION })));
    return { version: text(version), k3s: text(k3s) };
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
  facts: K3dFacts | undefined,
  nodes: readonly NodeImages[],
): readonly NeededImage[] {
  if (facts === undefined) terminal.warn(imagesText.noK3d);
  const { pulled, sideLoaded, built } = handoff.images;
  const node = nodeImage(config, facts);
  if (node !== undefined && isLookedUp(node)) terminal.warn(imagesText.lookedUp(name, node));
  const named: readonly (readonly [string | undefined, Purpose, Arrival])[] = [
    [node === undefined || isLookedUp(node) ? undefined : node, 'nodes', 'docker'],
    ...helpers(config, handoff, facts),
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

function nodeImage(config: unknown, facts: K3dFacts | undefined): string | undefined {
  const own = text(record(config).image);
  if (own !== undefined) return own;
  return facts?.k3s === undefined ? undefined : `rancher/k3s:${facts.k3s.replace('+', '-')}`;
}

function helpers(
  config: unknown,
  handoff: DistCluster['handoff'],
  facts: K3dFacts | undefined,
): readonly (readonly [string, Purpose, Arrival])[] {
  if (facts === undefined) return [];
  const { loadBalancer, tools } = helperNames(handoff, versionIn(facts.version ?? ''));
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
