import { imageName } from '../../../routes/image-name';
import { CommandError, EXIT } from '../../command';
import type { Tools } from '../../tools';
import { several } from '../several';
import { imagesText } from './text';
import { lackingInDocker } from './engine';
import type { NeededImage } from './needed-image';
import { imageStep } from './step';

/** Registries, and where their images are fetched instead. */
export type Detours = ReadonlyMap<string, string>;

/** Reads `docker.io=docker.m.daocloud.io,ghcr.io=ghcr.m.daocloud.io`. */
export function detoursIn(value: string | undefined): Detours {
  const pairs = (value?.split(',') ?? []).map((pair) => {
    const [, from, to] = /^([^=/]+)=([^=]+?)\/*$/.exec(pair.trim()) ?? [];
    if (from === undefined || to === undefined || /:\/\//.test(pair)) throw new CommandError(imagesText.mirror(pair));
    return [imageName(`${from}/image`).registry, to] as const;
  });
  return new Map(pairs);
}

/** A detour that no image takes, and the registries that there are. */
export function unusedDetours(
  images: readonly Pick<NeededImage, 'image'>[],
  detours: Detours,
): { readonly from: string; readonly registries: readonly string[] } | undefined {
  const registries = [...new Set(images.map(({ image }) => imageName(image).registry))].sort();
  const from = [...detours.keys()].find((each) => !registries.includes(each));
  return from === undefined ? undefined : { from, registries };
}

/** The name of an image behind a detour; undefined where none leads to it, and where its digest is its name. */
export function detour(image: string, detours: Detours): string | undefined {
  const { registry, repository, tag = 'latest', digest } = imageName(image);
  const to = detours.get(registry);
  return to === undefined || digest !== undefined ? undefined : `${to}/${repository}:${tag}`;
}

/** So many images are fetched at a time; docker itself fetches several layers of each. */
const AT_ONCE = 3;

/** Fetches images into docker. One that does not come keeps no other from coming; a second run goes on. */
export async function fetch(tools: Tools, images: readonly string[], detours: Detours): Promise<void> {
  const faults: CommandError[] = [];
  await several([...images.entries()], AT_ONCE, async ([index, image]) => {
    const from = detour(image, detours);
    try {
      tools.terminal.doing(
        imagesText.pulling(image, { place: index + 1, all: images.length, ...(from !== undefined && { from }) }),
      );
      await fetchOne(tools, image, from);
      tools.terminal.done(imagesText.pulled(image));
    } catch (error) {
      if (!(error instanceof CommandError) || error.code !== EXIT.notSo) throw error;
      faults.push(error);
    }
  });
  if (faults.length > 0) throw new CommandError(faults.map(({ message }) => message).join('\n'), EXIT.notSo);
  const lost = await lackingInDocker(tools, images);
  if (lost.length > 0) throw new CommandError(imagesText.notPulled(lost), EXIT.notSo);
}

async function fetchOne(tools: Tools, image: string, from: string | undefined): Promise<void> {
  await imageStep(tools, { image: from ?? image, deed: 'pulled', args: ['pull', '--quiet', from ?? image] });
  if (from === undefined) return;
  await imageStep(tools, { image, deed: 'named', args: ['tag', from, image] });
  // The name of the mirror is nobody's: what it names stays under its own.
  await imageStep(tools, { image: from, deed: 'named', args: ['image', 'rm', '--no-prune', from] });
}
