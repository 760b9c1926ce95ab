import { CommandError, EXIT, type Outcome } from '../../command';
import type { Tools } from '../../tools';
import { alone } from '../alone';
import type { DistCluster } from '../dist';
import type { K3d } from '../k3d';
import { projectOf } from '../project';
import { type DoneImages, imagesText, type ListedCluster } from '../text/images';
import { bringImages, bringPulled } from './bring';
import { buildMissing, goesStraight, localName } from './build';
import { inDocker, isHeld } from './engine';
import { type Detours, fetch, unusedDetours } from './fetch';
import { k3dFacts, type NeededImage, neededImages, once } from './needed';
import { imagesOfK3s, type NodeImages, onNodes, runningNodes } from './nodes';
import { imageStep } from './step';
import { placed } from './whereabouts';

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
  const facts = await k3dFacts(k3d);
  const found: Wanted[] = [];
  for (const cluster of clusters) {
    // Without k3d, no cluster of k3d runs.
    const names = facts === undefined ? [] : await runningNodes(k3d, cluster.name);
    const nodes = await onNodes(tools, names);
    found.push({ cluster, nodes, needed: neededImages(tools, cluster, facts, nodes), k3d: facts !== undefined });
  }
  return found;
}

/** Where each image comes from, and where it is. */
export async function list(job: Job): Promise<Outcome> {
  const { tools, json } = job;
  const listed: ListedCluster[] = [];
  for (const { cluster, needed, nodes } of await wanted(job)) {
    const found = await placed(tools, needed, nodes);
    listed.push({
      cluster: cluster.name,
      images: found.map(({ needed: { image, use, arrival, build }, places }) => ({
        image,
        use,
        arrival,
        ...(build && { context: build.context }),
        places,
      })),
    });
  }
  return {
    code: EXIT.fine,
    text: json ? asJson({ clusters: listed }) : imagesText.table(listed, tools.terminal.paint),
  };
}

/** Images that docker on this machine can keep. */
const keepable = (all: readonly Wanted[]): readonly NeededImage[] =>
  once(all.flatMap(({ needed }) => needed)).filter(({ build }) => build === undefined || !goesStraight(build));

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
  const lacking = needed.filter(({ local }) => !isHeld(held, local));
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
  const held = await inDocker(tools, names);
  const missing = names.filter((name) => !isHeld(held, name));
  if (missing.length > 0) throw new CommandError(imagesText.notToSave(missing), EXIT.notSo);
  tools.terminal.doing(imagesText.saving(names.length, file));
  await imageStep(tools, { image: names.join(', '), deed: 'saved', args: ['save', '--output', file, ...names] });
  return told(job, [['saved', names]], unknownOf(all));
}

/** Reads images from a file into docker; gives those that k3s brings along, which no file of dist/ names. */
export async function readImages(tools: Tools, file: string): Promise<readonly string[]> {
  if (tools.files.kind(file) !== 'file') throw new CommandError(imagesText.noFile(file));
  tools.terminal.doing(imagesText.reading(file));
  const said = await imageStep(tools, { image: file, deed: 'loaded', args: ['load', '--input', file] });
  return imagesOfK3s(Array.from(said.matchAll(/^Loaded image: (\S+)$/gm), ([, name]) => `${name}`));
}

/** Reads images from a file, into docker and into the nodes that run. */
export async function load(job: Job): Promise<Outcome> {
  const { tools, k3d, file } = job;
  const own = await readImages(tools, file);
  const all = await wanted(job);
  const needed = namedByTag(job, all);
  const held = await inDocker(tools, needed);
  const missing = needed.filter((name) => !isHeld(held, name));
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
    stopped.map(imagesText.notRunning),
  );
}

const locals = (needed: readonly NeededImage[]) => needed.map(({ local }) => local);

const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function told({ json, file }: Job, done: readonly DoneImages[], notes: readonly string[]): Outcome {
  return {
    code: EXIT.fine,
    text: json ? asJson({ ...Object.fromEntries(done), notes }) : imagesText.done(done, file, notes),
  };
}
