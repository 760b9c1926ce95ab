import { record, text } from '../../../routes/plain';
import { neededNames } from '../../../routes/report/hosts';
import { isLoopback } from '../../../routes/this-machine';
import { type CommandError, EXIT } from '../../command';
import { mendable } from '../../system-fault';
import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import { type Engine, engineOf, remoteEngine } from '../docker';
import { isEmpty } from '../delete';
import { K3d } from '../k3d';
import { WITHOUT_KUBERC } from '../kubectl';
import { leftoversOf } from '../leftovers';
import { askItself, QUESTION } from '../programs';
import { several } from '../several';
import type { Explained } from '../explained';
import { doctorText } from './text';
import { hopText } from '../verify/text';
import { older, type Version, versionIn, versionText } from '../../../routes/k3d/version';
import { strangeCertificates } from './certificates';
import { demandOf } from './demand';
import { editedFiles } from './edited';
import { missingImages } from './images';
import { type Claim, portsSeen, seen, unseen } from './ports';
import { missingValues } from './values';

/** Something that keeps a cluster from working, or that is good to know. */
export interface DoctorComplaint {
  /** A program or the engine is missing; something else is not as it must be; it works all the same. */
  readonly level: 'missing' | 'wrong' | 'note';
  readonly text: string;
  readonly remedy: string;
}

/** What was looked at. */
export interface Examined {
  readonly cluster: string;
  /** What is as it must be, in words. */
  readonly fine: readonly string[];
  readonly complaints: readonly DoctorComplaint[];
}

/** What keeps a cluster of dist/ from working: what `doctor` prints, and `up` looks at first. */
export const examine = async (tools: Tools, cluster: DistCluster, k3d?: K3d): Promise<readonly DoctorComplaint[]> =>
  (await look(tools, cluster, k3d)).complaints;

/** Looks at everything that a cluster of dist/ needs of this machine. Changes nothing. */
export async function look(tools: Tools, cluster: DistCluster, k3d = new K3d(tools)): Promise<Examined> {
  const found = new Findings();
  tools.terminal.doing(doctorText.looking(cluster.name));
  const [engine, hasK3d] = await found.together(
    (part) => engineIn(tools, part),
    (part) => k3dIn(k3d, cluster, part),
    (part) => kubectlIn(tools, cluster, part),
  );
  await found.attempt(() =>
    engine && hasK3d ? standing({ tools, k3d, cluster, engine, found }) : asForNew({ tools, cluster, engine, found }),
  );
  await names(tools, cluster, found);
  if (engine) resources(tools, cluster, engine, found);
  for (const notes of [strangeCertificates, editedFiles]) {
    await found.attempt(async () => notes(tools.files, cluster).forEach((words) => found.add('note', words)));
  }
  tools.terminal.still();
  return { cluster: cluster.name, fine: found.fine, complaints: found.complaints };
}

/** What is found, in its order. */
class Findings {
  public readonly fine: string[] = [];
  public readonly complaints: DoctorComplaint[] = [];

  public add(level: DoctorComplaint['level'], { cause, remedy }: Explained): void {
    this.complaints.push({ level, text: cause, remedy });
  }

  /** What a user can mend is a complaint, and the rest is looked at all the same. */
  public async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.error(mendable(error));
      return undefined;
    }
  }

  /** Asks several programs at once, because each may keep silent for long; what is found stays in their order. */
  public async together<const W extends readonly ((part: Findings) => Promise<unknown>)[]>(...works: W) {
    const parts = works.map((work) => ({ work, part: new Findings() }));
    const results = await several(parts, parts.length, ({ work, part }) => part.attempt(() => work(part)));
    this.fine.push(...parts.flatMap(({ part }) => part.fine));
    this.complaints.push(...parts.flatMap(({ part }) => part.complaints));
    return results as { [K in keyof W]: Awaited<ReturnType<W[K]>> | undefined };
  }

  public error({ code, message }: CommandError): void {
    const words = doctorText.said(message);
    // Two may have looked for the same file.
    if (this.complaints.some(({ text }) => text === words.cause)) return;
    this.add(code === EXIT.toolMissing ? 'missing' : 'wrong', words);
  }
}

async function engineIn(tools: Tools, found: Findings): Promise<Engine | undefined> {
  const engine = await engineOf(tools);
  if ('silent' in engine) {
    found.add('missing', doctorText.silentEngine(engine.silent));
    return undefined;
  }
  found.fine.push(doctorText.engine(engine.version));
  return engine;
}

async function k3dIn(k3d: K3d, { handoff, name }: DistCluster, found: Findings): Promise<boolean> {
  const { k3d: version } = await k3d.versions();
  return isNewEnough('k3d', version, versionIn(handoff.k3d.minimum), name, found);
}

/** The first kubectl whose server-side apply is no trial. */
const KUBECTL: Version = [1, 22, 0];

async function kubectlIn(tools: Tools, { handoff, name }: DistCluster, found: Findings): Promise<void> {
  const words = ['--context', handoff.context, 'version', '--client', '-o', 'json'];
  const { clientVersion } = record(
    await askItself(tools, 'kubectl', words, { timeout: QUESTION, environment: WITHOUT_KUBERC }),
  );
  isNewEnough('kubectl', versionIn(text(record(clientVersion).gitVersion) ?? ''), KUBECTL, name, found);
}

function isNewEnough(
  program: 'k3d' | 'kubectl',
  version: Version | undefined,
  minimum: Version | undefined,
  cluster: string,
  found: Findings,
): boolean {
  if (version === undefined) found.add('note', doctorText.unknownVersion(program));
  else if (minimum && older(version, minimum)) {
    found.add('missing', doctorText.tooOld(program, versionText(version), versionText(minimum), cluster));
    return false;
  } else found.fine.push(`${program} ${versionText(version)}`);
  return true;
}

interface Scene {
  readonly tools: Tools;
  readonly cluster: DistCluster;
  readonly engine?: Engine;
  readonly found: Findings;
}

interface SeenScene extends Scene {
  readonly k3d: K3d;
  readonly engine: Engine;
}

/** What depends on whether the cluster exists. */
async function standing(scene: SeenScene): Promise<void> {
  const { tools, k3d, cluster, found } = scene;
  const known = await k3d.cluster(cluster.name);
  const absent = known === undefined || isEmpty(known);
  if (absent) {
    const left = await leftoversOf(tools, cluster.name);
    if (left.length > 0) found.add('note', doctorText.leftovers(cluster.name, left));
  }
  await ports(scene, seen(known));
  await values(scene, absent);
  if (!absent) return;
  for (const fault of await missingImages(tools, cluster)) found.add('wrong', doctorText.said(fault));
}

/** Nobody says whether the cluster exists: what a new one needs is looked at, but for what it may have itself. */
async function asForNew(scene: Scene): Promise<void> {
  await ports(scene, unseen(scene.cluster.handoff.context));
  await values(scene, true);
}

async function ports({ tools, cluster, engine, found }: Scene, claim: Claim): Promise<void> {
  const remote = remoteEngine(tools);
  if (remote !== undefined) {
    found.add('note', doctorText.remote(remote));
    return;
  }
  const { free, faults } = await portsSeen(tools, cluster.config, engine, claim);
  for (const [port, fault] of faults) found.add('wrong', doctorText.port(port, fault));
  if (free.length > 0) found.fine.push(doctorText.free(free));
}

async function values({ tools, cluster, found }: Scene, creates: boolean): Promise<void> {
  for (const error of await missingValues(tools, cluster, creates)) found.error(error);
}

/** Names that no programme of this machine finds. */
async function names(tools: Tools, { access }: DistCluster, found: Findings): Promise<void> {
  for (const { name, address } of neededNames(access)) {
    const addresses = await tools.sockets.addresses(name);
    const [first] = addresses;
    if (first === undefined) found.add('note', hopText.unknownName(name, address));
    else if (!addresses.some((each) => each === address || isLoopback(each)))
      found.add('note', hopText.strangeName(name, first, address));
  }
}

/** Bytes that images of k3s and its add-ons take before anything of the user's is there. */
const IMAGES = 2 * 2 ** 30;

function resources(tools: Tools, cluster: DistCluster, engine: Engine, found: Findings): void {
  const { memory, disk, largest } = demandOf(cluster);
  const has = { memory: engine.memory ?? tools.machine.memory(), cpu: engine.processors ?? tools.machine.processors() };
  for (const resource of ['memory', 'cpu'] as const) {
    const { name, amount } = largest[resource];
    if (amount > has[resource]) found.add('wrong', doctorText.tooLarge(resource, name, amount, has[resource]));
  }
  if (memory > has.memory) found.add('note', doctorText.memory(memory, has.memory));
  const free = engine.folder === undefined ? undefined : tools.machine.freeDisk(engine.folder);
  if (free !== undefined && free < disk + IMAGES) {
    found.add('note', doctorText.disk(`${engine.folder}`, disk + IMAGES, free));
  }
}
