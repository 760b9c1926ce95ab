import type { BuiltImage } from '../../../routes/needs';
import { CommandError, EXIT } from '../../command';
import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import type { K3d } from '../k3d';
import { projectOf } from '../project';
import { several } from '../several';
import { imagesText } from './text';
import { buildMissing, checkContent, goesStraight, localName } from './build';
import { type Held, inDocker, hasImage } from './engine';
import { inRegistry } from './registry';
import { hasSameContent, type Lacking, loadIntoNodes, type NodeImages, onNodes, runningNodes } from './nodes';
import { imageStep } from './step';

/** Images that were brought in, and those that were there. */
interface Brought {
  readonly brought: readonly string[];
  readonly present: readonly string[];
}

/** Builds, pushes and loads what a cluster needs from this machine and does not have; proves that it has it then. */
export async function bringImages(tools: Tools, k3d: K3d, cluster: DistCluster): Promise<Brought> {
  const { built, sideLoaded } = cluster.handoff.images;
  const pushed = built.filter(({ pushName }) => pushName !== undefined);
  const loaded = built.filter(({ pushName }) => pushName === undefined);
  const project = projectOf(cluster);
  const one = await bringPushed(tools, pushed, project);
  const other = await bringLoaded(tools, k3d, { cluster: cluster.name, built: loaded, sideLoaded, project });
  return { brought: [...one.brought, ...other.brought], present: [...one.present, ...other.present] };
}

/** So many images are pushed at a time; docker itself sends several layers of each. */
const AT_ONCE = 3;

const namesOf = (builds: readonly BuiltImage[]) => builds.map(({ image }) => image);

async function bringPushed(tools: Tools, builds: readonly BuiltImage[], project: string): Promise<Brought> {
  const known = await several(builds, AT_ONCE, (build) => inRegistry(tools, localName(build)));
  const absent = builds.filter((_, index) => known[index] !== 'there');
  const present = builds.filter((build) => !absent.includes(build));
  for (const build of present) checkContent(tools, build, project, false);
  await buildMissing(tools, absent, project);
  await several(absent, AT_ONCE, async (build) => {
    const name = localName(build);
    if (!goesStraight(build)) {
      tools.terminal.doing(imagesText.pushing(build.image));
      await imageStep(tools, { image: name, deed: 'pushed', args: ['push', name] });
    }
    if ((await inRegistry(tools, name)) === 'absent') {
      throw new CommandError(imagesText.notInRegistry(name), EXIT.notSo);
    }
    tools.terminal.done(imagesText.pushed(build.image));
  });
  return { brought: namesOf(absent), present: namesOf(present) };
}

interface ToLoad {
  readonly cluster: string;
  readonly built: readonly BuiltImage[];
  readonly sideLoaded: readonly string[];
  readonly project: string;
}

async function bringLoaded(tools: Tools, k3d: K3d, { cluster, built, sideLoaded, project }: ToLoad): Promise<Brought> {
  const images = [...sideLoaded, ...namesOf(built)];
  if (images.length === 0) return { brought: [], present: [] };
  const nodes = await runningNodes(k3d, cluster);
  if (nodes.length === 0) throw new CommandError(imagesText.noNodes(cluster), EXIT.notSo);
  const before = await onNodes(tools, nodes);
  const docker = await inDocker(tools, sideLoaded);
  const lacking = (await several(images, AT_ONCE, (image) => lackingOn(tools, image, before, docker))).filter(
    ({ nodes: without }) => without.length > 0,
  );
  const missing = lacking.map(({ image }) => image);
  const present = images.filter((image) => !missing.includes(image));
  for (const build of built) {
    if (present.includes(build.image)) checkContent(tools, build, project, false);
  }
  if (missing.length === 0) return { brought: [], present };
  refuseUnknown(
    missing.filter((image) => sideLoaded.includes(image)),
    docker,
  );
  await buildMissing(
    tools,
    built.filter(({ image }) => missing.includes(image)),
    project,
  );
  await load(tools, k3d, cluster, lacking);
  const replaced = missing.filter((image) => before.some(({ held }) => hasImage(held, image)));
  for (const image of replaced.filter((one) => hasImage(docker, one))) tools.terminal.warn(imagesText.replaced(image));
  return { brought: missing, present };
}

/** Loads what docker has of the images that nodes pull by themselves, where one lacks it: there may be no network. */
export async function bringPulled(
  tools: Tools,
  k3d: K3d,
  name: string,
  pulled: readonly string[],
): Promise<readonly string[]> {
  const docker = await inDocker(tools, pulled);
  const nodes = await onNodes(tools, await runningNodes(k3d, name));
  // k3d loads no image by its digest.
  const lacking = pulled
    .filter((image) => hasImage(docker, image) && !image.includes('@'))
    .map((image) => ({ image, nodes: nodes.filter(({ held }) => !hasImage(held, image)) }))
    .filter(({ nodes: without }) => without.length > 0);
  if (lacking.length > 0) await load(tools, k3d, name, lacking);
  return lacking.map(({ image }) => image);
}

async function load(tools: Tools, k3d: K3d, cluster: string, lacking: readonly Lacking[]): Promise<void> {
  const images = lacking.map(({ image }) => image);
  tools.terminal.doing(imagesText.loading(images, cluster));
  await loadIntoNodes(tools, k3d, { cluster, lacking });
  for (const image of images) tools.terminal.done(imagesText.loaded(image));
}

async function lackingOn(tools: Tools, image: string, nodes: readonly NodeImages[], docker: Held): Promise<Lacking> {
  const same = await several(nodes, nodes.length, (node) => hasSameContent(tools, node, image, docker));
  return { image, nodes: nodes.filter((_, index) => !same[index]) };
}

/** An image that is only here is never looked for elsewhere: a stranger may have given his one the same name. */
function refuseUnknown(images: readonly string[], docker: Held): void {
  const unknown = images.filter((image) => !hasImage(docker, image));
  if (unknown.length > 0) throw new CommandError(imagesText.notInDocker(unknown), EXIT.notSo);
}
