import { CommandError, EXIT, type Outcome } from '../../command';
import type { Tools } from '../../tools';
import { alone } from '../alone';
import type { DistCluster } from '../dist';
import type { K3d } from '../k3d';
import { ProgramMissing } from '../programs';
import { projectOf } from '../project';
import { type DoneImages, imagesText, type ListedCluster } from '../text/images';
import { bringImages, bringPulled } from './bring';
import { buildMissing, goesStraight, localName } from './build';
import { inDocker, isHeld } from './engine';
import { type Detours, fetch, unusedDetours } from './fetch';
import { k3dFacts, type NeededImage, neededImages, once } from './needed';
import { runningNodes } from './nodes';
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

/** Where each image comes from, and where it is. */
export async function list({ tools, k3d, clusters, json }: Job): Promise<Outcome> {
  const facts = await k3dFacts(k3d);
  const listed: ListedCluster[] = [];
  for (const cluster of clusters) {
    const needed = neededImages(tools, cluster, facts);
    const found = await placed(tools, k3d, cluster, needed, facts);
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
async function neededBy({ tools, k3d, clusters }: Job): Promise<readonly NeededImage[]> {
  const facts = await k3dFacts(k3d);
  const all = once(clusters.flatMap((cluster) => neededImages(tools, cluster, facts)));
  return all.filter(({ build }) => build === undefined || !goesStraight(build));
}

/** Fetches and builds what docker does not have. */
export async function pull(job: Job): Promise<Outcome> {
  const { tools, clusters, detours } = job;
  const needed = await neededBy(job);
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
  return told(job, [
    ['pulled', locals(toPull)],
    ['built', built],
    ['present', locals(needed.filter((one) => !lacking.includes(one)))],
  ]);
}

/** Writes all images into a file. */
export async function save(job: Job): Promise<Outcome> {
  const { tools, file } = job;
  const names = locals(await neededBy(job));
  const held = await inDocker(tools, names);
  const missing = names.filter((name) => !isHeld(held, name));
  if (missing.length > 0) throw new CommandError(imagesText.notToSave(missing), EXIT.notSo);
  tools.terminal.doing(imagesText.saving(names.length, file));
  await imageStep(tools, { image: names.join(', '), deed: 'saved', args: ['save', '--output', file, ...names] });
  return told(job, [['saved', names]]);
}

/** Reads images from a file, into docker and into the nodes that run. */
export async function load(job: Job): Promise<Outcome> {
  const { tools, k3d, clusters, file } = job;
  if (tools.files.kind(file) !== 'file') throw new CommandError(imagesText.noFile(file));
  tools.terminal.doing(imagesText.reading(file));
  await imageStep(tools, { image: file, deed: 'loaded', args: ['load', '--quiet', '--input', file] });
  const needed = await neededBy(job);
  const held = await inDocker(tools, locals(needed));
  const missing = locals(needed).filter((name) => !isHeld(held, name));
  if (missing.length > 0) throw new CommandError(imagesText.notInFile(file, missing), EXIT.notSo);
  const onto: string[] = [];
  const stopped: string[] = [];
  for (const cluster of clusters) {
    const { name } = cluster;
    if (!(await runs(k3d, name))) stopped.push(name);
    else {
      const work = async () => [
        ...(await bringPulled(tools, k3d, cluster)),
        ...(await bringImages(tools, k3d, cluster)).brought,
      ];
      onto.push(...(await alone(tools, name, work)));
    }
  }
  return told(
    job,
    [
      ['loaded', locals(needed)],
      ['nodes', onto],
    ],
    stopped.map(imagesText.notRunning),
  );
}

/** Without k3d, no cluster of k3d runs. */
async function runs(k3d: K3d, name: string): Promise<boolean> {
  try {
    return (await runningNodes(k3d, name)).length > 0;
  } catch (error) {
    if (error instanceof ProgramMissing) return false;
    throw error;
  }
}

const locals = (needed: readonly NeededImage[]) => needed.map(({ local }) => local);

const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function told({ json, file }: Job, done: readonly DoneImages[], notes: readonly string[] = []): Outcome {
  return {
    code: EXIT.fine,
    text: json ? asJson({ ...Object.fromEntries(done), notes }) : imagesText.done(done, file, notes),
  };
}
