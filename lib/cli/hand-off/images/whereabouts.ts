import type { Tools } from '../../tools';
import { several } from '../several';
import { type Held, inDocker, isHeld } from './engine';
import type { NeededImage } from './needed';
import type { NodeImages } from './nodes';
import { inRegistry } from './registry';

/** Where an image is already. */
export type Place = 'docker' | 'nodes' | 'registry';

/** An image, and where it is. */
export interface PlacedImage {
  readonly needed: NeededImage;
  readonly places: readonly Place[];
}

/** Looks for images in docker, on the nodes of a cluster that runs, and in its registry. */
export async function placed(
  tools: Tools,
  images: readonly NeededImage[],
  nodes: readonly NodeImages[],
): Promise<readonly PlacedImage[]> {
  const docker = await inDocker(
    tools,
    images.map(({ local }) => local),
  );
  return several(images, AT_ONCE, async (needed) => ({
    needed,
    places: await placesOf(tools, needed, docker, nodes),
  }));
}

const AT_ONCE = 4;

async function placesOf(
  tools: Tools,
  { image, local, build }: NeededImage,
  docker: Held,
  nodes: readonly NodeImages[],
): Promise<readonly Place[]> {
  const onAll = nodes.length > 0 && nodes.every(({ held }) => isHeld(held, image));
  const pushed = nodes.length > 0 && build?.pushName !== undefined && (await inRegistry(tools, local, 0)) === 'there';
  return [
    ...(isHeld(docker, local) ? (['docker'] as const) : []),
    ...(onAll ? (['nodes'] as const) : []),
    ...(pushed ? (['registry'] as const) : []),
  ];
}
