import { join } from 'node:path';
import { isRead, readContext } from '../../../images/context';
import { imageName } from '../../../routes/image-name';
import type { BuiltImage } from '../../../routes/needs';
import { CommandError, EXIT } from '../../command';
import { endedWell, type Tools } from '../../tools';
import { pathFrom } from '../project';
import { attempt, QUESTION } from '../programs';
import { imagesText } from './text';
import { inDocker, hasImage } from './engine';
import { imageStep } from './step';

/** The name that an image has in docker on this machine: the one under which it is pushed, where it is. */
export const localName = ({ image, pushName }: BuiltImage): string => pushName ?? image;

/** Builds go straight to the registry where docker could not keep them. */
export const goesStraight = ({ platforms }: BuiltImage): boolean => platforms.length > 1;

/** Why an image cannot be built as dist/ names it. */
interface ContentFault {
  readonly words: string;
  /** The folder is there, and holds something else than at synth. */
  readonly changed: boolean;
}

/** Compares a folder with what it was at synth; undefined where it is the same. */
export function contentFault(build: BuiltImage, project: string): ContentFault | undefined {
  const { image, context } = build;
  const content = readContext(build, project);
  if (!isRead(content)) return { words: `Image "${image}": ${content.message} ${content.remedy}`, changed: false };
  return content.tag === imageName(image).tag
    ? undefined
    : { words: imagesText.changed(context, image), changed: true };
}

/** Says where a folder is not what it was at synth; ends with that where it has to be built. */
export function checkContent(tools: Tools, build: BuiltImage, project: string, needed: boolean): void {
  const fault = contentFault(build, project);
  if (fault === undefined) return;
  if (needed) throw new CommandError(fault.words, EXIT.notSo);
  if (fault.changed) tools.terminal.warn(fault.words);
}

/** Builds what docker does not have yet, one after the other: each takes the whole machine. */
export async function buildMissing(
  tools: Tools,
  builds: readonly BuiltImage[],
  project: string,
): Promise<readonly BuiltImage[]> {
  const kept = builds.filter((build) => !goesStraight(build));
  const held = await inDocker(tools, kept.map(localName));
  const toBuild = builds.filter((build) => goesStraight(build) || !hasImage(held, localName(build)));
  if (toBuild.length === 0) return [];
  for (const build of toBuild) checkContent(tools, build, project, true);
  const buildx = endedWell(await attempt(tools, 'docker', ['buildx', 'version'], { timeout: QUESTION }));
  for (const build of toBuild) await buildOne(tools, build, project, buildx);
  await proveBuilt(tools, toBuild);
  return toBuild;
}

async function buildOne(tools: Tools, build: BuiltImage, project: string, buildx: boolean): Promise<void> {
  const { image, context, dockerfile, target, platforms } = build;
  const straight = goesStraight(build);
  if (straight && !buildx) throw new CommandError(imagesText.noBuildx(image), EXIT.toolMissing);
  tools.terminal.doing(imagesText.building(image));
  const folder = asWord(pathFrom(project, context));
  const args = [
    ...(buildx ? ['buildx', 'build', straight ? '--push' : '--load'] : ['build']),
    ...['--tag', localName(build), '--file', join(folder, dockerfile)],
    ...(target === undefined ? [] : ['--target', target]),
    ...Object.entries(build.arguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...(platforms.length === 0 ? [] : ['--platform', platforms.join(',')]),
    folder,
  ];
  await imageStep(tools, { image, deed: 'built', args });
}

/** Docker takes a folder whose name begins with a dash for flags. */
const asWord = (folder: string) => (folder.startsWith('-') ? `./${folder}` : folder);

/** Some builders end well and keep the image to themselves. */
async function proveBuilt(tools: Tools, builds: readonly BuiltImage[]): Promise<void> {
  const kept = builds.filter((build) => !goesStraight(build));
  const held = await inDocker(tools, kept.map(localName));
  const lost = kept.find((build) => !hasImage(held, localName(build)));
  if (lost) throw new CommandError(imagesText.notBuilt(lost.image), EXIT.notSo);
}
