import { printJson } from '../../../routes/report/json';
import { CommandError, EXIT, type Outcome } from '../../command';
import { Interrupted, type Tools } from '../../tools';
import { alone } from '../alone';
import type { DistCluster } from '../dist';
import { withEach } from '../each';
import type { K3d, K3dVersions } from '../k3d';
import { projectOf } from '../project';
import { type DoneImages, imagesText, type ListedCluster } from './text';
import { bringImages, bringPulled } from './bring';
import { buildMissing, goesStraight, localName } from './build';
import { hasImage, inDocker, lackingInDocker } from './engine';
import { type Detours, fetch, unusedDetours } from './fetch';
import { neededImages, eachOnce, versionsOf } from './needed';
import type { NeededImage } from './needed-image';
import { imagesOfK3s, type NodeImages, onNodes, runningNodes } from './nodes';
import { imageStep } from './step';
import { placed, whileDockerAnswers } from './whereabouts';

/** What every action works with. */
export interface Job {
  readonly tools: Tools;
  readonly k3d: K3d;
  readonly clusters: readonly DistCluster[];
  readonly detours: Detours;
  readonly file: string;
  readonly json: boolean;
}

/** The images of one cluster, and of its nodes where it runs. */
interface Wanted {
  readonly cluster: DistCluster;
  readonly needed: readonly NeededImage[];
  readonly nodes: readonly NodeImages[];
  /** k3d is installed. */
  readonly k3d: boolean;
}

async function wanted({ tools, k3d, clusters }: Job): Promise<readonly Wanted[]> {
  const versions = await versionsOf(k3d);
  const found: Wanted[] = [];
  for (const cluster of clusters) {
    const nodes = await nodesOf({ tools, k3d }, cluster, versions);
    found.push({ cluster, nodes, needed: neededImages(tools, cluster, versions, nodes), k3d: versions !== undefined });
  }
  return found;
}

/** What the nodes of a cluster hold; without k3d, no cluster of k3d runs. */
async function nodesOf(
  { tools, k3d }: Pick<Job, 'tools' | 'k3d'>,
  { name }: DistCluster,
  versions: K3dVersions | undefined,
): Promise<readonly NodeImages[]> {
  return onNodes(tools, versions === undefined ? [] : await runningNodes(k3d, name));
}

/** Where each image comes from, which dist/ says, and where it is, as far as docker says. */
export async function list(job: Job): Promise<Outcome> {
  const { tools, k3d, clusters, json } = job;
  const asked = whileDockerAnswers(tools);
  const versions = await versionsOf(k3d);
  return withEach(tools, clusters, json, {
    work: async (cluster): Promise<ListedCluster> => {
      const nodes = (await asked(() => nodesOf(job, cluster, versions))) ?? [];
      const needed = neededImages(tools, cluster, versions, nodes);
      const places = await asked(() => placed(tools, needed, nodes));
      return {
        cluster: cluster.name,
        images: needed.map(({ image, use, arrival, build }, index) => ({
          image,
          use,
          arrival,
          ...(build && { context: build.context }),
          ...(places && { places: places[index] }),
        })),
      };
    },
    codeOf: () => EXIT.fine,
    textOf: (listed) => imagesText.table(listed, tools.terminal.paint),
    jsonOf: (listed) => listed,
  });
}

/** Images that docker on this machine can keep. */
const keepable = (all: readonly Wanted[]): readonly NeededImage[] =>
  eachOnce(all.flatMap(({ needed }) => needed)).filter(({ build }) => build === undefined || !goesStraight(build));

/** What k3s brings along is known while it runs. That k3d is missing is said already. */
const unknownOf = (all: readonly Wanted[]): readonly string[] =>
  all.flatMap(({ cluster, nodes, k3d }) => (k3d && nodes.length === 0 ? [imagesText.unknownOfK3s(cluster.name)] : []));

/** Fetches and builds what docker does not have. */
export async function pull(job: Job): Promise<Outcome> {
  const { tools, clusters, detours } = job;
  const all = await wanted(job);
  const needed = keepable(all);
  const unused = unusedDetours(needed, detours);
  if (unused) throw new CommandError(imagesText.unusedMirror(unused.from, unused.registries));
  const held = await inDocker(tools, locals(needed));
  const lacking = needed.filter(({ local }) => !hasImage(held, local));
  const own = lacking.filter(({ arrival }) => arrival === 'side-loaded');
  const toPull = lacking.filter(({ arrival }) => arrival === 'docker' || arrival === 'nodes');
  const built: string[] = [];
  for (const cluster of clusters) {
    const builds = cluster.handoff.images.built.filter((build) => !goesStraight(build));
    built.push(...(await buildMissing(tools, builds, projectOf(cluster))).map(localName));
  }
  await fetch(tools, locals(toPull), detours);
  if (own.length > 0) throw new CommandError(imagesText.notInDocker(locals(own)), EXIT.notSo);
  const present = needed.filter((one) => !lacking.includes(one));
  return told(
    job,
    [
      ['pulled', locals(toPull)],
      ['built', built],
      ['present', locals(present)],
    ],
    unknownOf(all),
  );
}

/** What goes through a file: it keeps no digests. */
function namedByTag({ tools }: Job, all: readonly Wanted[]): readonly string[] {
  const names = locals(keepable(all));
  const others = names.filter((name) => name.includes('@'));
  if (others.length > 0) tools.terminal.warn(imagesText.byDigest(others));
  return names.filter((name) => !name.includes('@'));
}

/** Writes all images into a file. */
export async function save(job: Job): Promise<Outcome> {
  const { tools, file } = job;
  const all = await wanted(job);
  const names = namedByTag(job, all);
  const missing = await lackingInDocker(tools, names);
  if (missing.length > 0) throw new CommandError(imagesText.notToSave(missing), EXIT.notSo);
  tools.terminal.doing(imagesText.saving(names.length, file));
  await imageStep(tools, { image: names.join(', '), deed: 'saved', args: ['save', '--output', file, ...names] });
  return told(job, [['saved', names]], unknownOf(all));
}

/** What stops on the way says that docker keeps what it has by then. */
export async function untilStopped<T>({ terminal }: Pick<Tools, 'terminal'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Interrupted) throw new CommandError(imagesText.stopped, EXIT.interrupted);
    throw error;
  } finally {
    terminal.still();
  }
}

/** Reads images from a file into docker; gives those that k3s brings along, which no file of dist/ names. */
export async function readImages(tools: Tools, file: string, flag: 'file' | 'images'): Promise<readonly string[]> {
  const kind = tools.files.kind(file);
  if (kind !== 'file') throw new CommandError(imagesText.noFile(file, flag, kind !== undefined));
  tools.terminal.doing(imagesText.reading(file));
  const said = await imageStep(tools, { image: file, deed: 'loaded', args: ['load', '--input', file] });
  return imagesOfK3s(Array.from(said.matchAll(/^Loaded image: (\S+)$/gm), ([, name]) => `${name}`));
}

/** Reads images from a file, into docker and into the nodes that run. */
export async function load(job: Job): Promise<Outcome> {
  const { tools, k3d, file } = job;
  const own = await readImages(tools, file, 'file');
  const all = await wanted(job);
  const needed = namedByTag(job, all);
  const missing = await lackingInDocker(tools, needed);
  if (missing.length > 0) throw new CommandError(imagesText.notInFile(file, missing), EXIT.notSo);
  const onto: string[] = [];
  for (const { cluster } of all.filter(({ nodes }) => nodes.length > 0)) {
    const work = async () => [
      ...(await bringPulled(tools, k3d, cluster.name, [...cluster.handoff.images.pulled, ...own])),
      ...(await bringImages(tools, k3d, cluster)).brought,
    ];
    onto.push(...(await alone(tools, cluster.name, work)));
  }
  const stopped = all.filter(({ nodes }) => nodes.length === 0).map(({ cluster }) => cluster.name);
  return told(
    job,
    [
      ['loaded', needed],
      ['nodes', onto],
    ],
    stopped.map((name) => imagesText.notRunning(name, file)),
  );
}

const locals = (needed: readonly NeededImage[]) => needed.map(({ local }) => local);

function told({ json, file }: Job, done: readonly DoneImages[], notes: readonly string[]): Outcome {
  return {
    code: EXIT.fine,
    text: json ? printJson({ version: 1, ...Object.fromEntries(done), notes }) : imagesText.done(done, file, notes),
  };
}
