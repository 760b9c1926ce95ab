import { CommandError, EXIT } from '../../command';
import type { Tools } from '../../tools';
import { several } from '../several';
import { imagesText } from './text';
import { type Held, inDocker, hasImage } from './engine';
import type { NeededImage } from './needed-image';
import type { NodeImages } from './nodes';
import { inRegistry } from './registry';

/** Where an image is already. */
type Place = 'docker' | 'nodes' | 'registry';

/** Asks until docker does not answer. That is said once, and nothing more is asked then. */
export function whileDockerAnswers({ terminal }: Pick<Tools, 'terminal'>) {
  let silent = false;
  return async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (silent) return undefined;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CommandError) || error.code !== EXIT.toolMissing) throw error;
      silent = true;
      terminal.warn(imagesText.notPlaced(error.message));
      return undefined;
    }
  };
}

/** Where images are: in docker, on the nodes of a cluster that runs, in its registry. In the order of the images. */
export async function placed(
  tools: Tools,
  images: readonly NeededImage[],
  nodes: readonly NodeImages[],
): Promise<readonly (readonly Place[])[]> {
  const docker = await inDocker(
    tools,
    images.map(({ local }) => local),
  );
  return several(images, AT_ONCE, (needed) => placesOf(tools, needed, docker, nodes));
}

const AT_ONCE = 4;

async function placesOf(
  tools: Tools,
  { image, local, build }: NeededImage,
  docker: Held,
  nodes: readonly NodeImages[],
): Promise<readonly Place[]> {
  const onAll = nodes.length > 0 && nodes.every(({ held }) => hasImage(held, image));
  const pushed = nodes.length > 0 && build?.pushName !== undefined && (await inRegistry(tools, local, 0)) === 'there';
  return [
    ...(hasImage(docker, local) ? (['docker'] as const) : []),
    ...(onAll ? (['nodes'] as const) : []),
    ...(pushed ? (['registry'] as const) : []),
  ];
}
