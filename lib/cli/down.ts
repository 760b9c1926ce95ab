import { type Command, CommandError, EXIT, type Given } from './command';
import { alone } from './hand-off/alone';
import { chosenClusters, type DistCluster, readDist } from './hand-off/dist';
import { deleteCluster, isEmpty } from './hand-off/down';
import { withEach } from './hand-off/each';
import { K3d, type KnownCluster } from './hand-off/k3d';
import { removeLeftovers } from './hand-off/leftovers';
import { CLUSTER, DIST, refuseWords, YES } from './hand-off/options';
import { madeByUp } from './hand-off/ownership';
import { ask, QUESTION } from './hand-off/programs';
import { downText } from './hand-off/text/down';
import { hasContext } from './hand-off/up/kubeconfig';
import { mountedVolumes } from './hand-off/volumes';
import type { Tools } from './tools';

export const down: Command = {
  summary: 'Delete the cluster that dist/ names and an earlier up made.',
  takes: '',
  options: { dist: DIST, cluster: CLUSTER, yes: YES },
  more: [
    'A cluster of the same name that up did not make is never deleted without asking, whatever --yes says.',
    'Images in docker, the hosts file and dist/ stay as they are.',
    'Example: cdk8s-k3d down --cluster dev-cluster --yes',
  ],
  async run(tools, given) {
    refuseWords('down', given);
    const { values, flags } = given;
    const k3d = new K3d(tools);
    const clusters = chosenClusters(readDist(tools.files, values.dist), values.cluster);
    const answers = new Map<DistCluster, Promise<Answer>>();
    // Every answer is in before anything is deleted; why there is none is said in the turn of its cluster.
    for (const cluster of clusters) {
      const answer = answerFor(tools, k3d, cluster.name, flags);
      answers.set(cluster, answer);
      await answer.catch(refuseFaults);
    }
    return withEach(tools, clusters, false, {
      work: async (cluster) => {
        const answer = await answers.get(cluster)!;
        return { answer, lines: await alone(tools, cluster.name, () => bringDown(tools, k3d, cluster, answer)) };
      },
      codeOf: ({ answer }) => (answer === 'no' ? EXIT.notSo : EXIT.fine),
      textOf: ({ lines }) => `${lines.join('\n')}\n`,
    });
  },
};

/** Whether a cluster is to be deleted. */
type Answer = 'yes' | 'no' | 'absent';

async function answerFor(tools: Tools, k3d: K3d, name: string, flags: Given['flags']): Promise<Answer> {
  const known = await k3d.cluster(name);
  if (known === undefined || isEmpty(known)) return 'absent';
  return (await agreed(tools, k3d, known, flags)) ? 'yes' : 'no';
}

function refuseFaults(error: unknown): void {
  if (!(error instanceof CommandError)) throw error;
}

async function bringDown(tools: Tools, k3d: K3d, cluster: DistCluster, answer: Answer): Promise<readonly string[]> {
  const { name, handoff } = cluster;
  if (answer === 'no') return [downText.kept(name)];
  if (answer === 'absent') {
    return [downText.absent(name), ...downText.removal(await removeLeftovers(tools, name)), downText.left];
  }
  tools.terminal.doing(downText.deleting(name));
  const removal = await deleteCluster(tools, k3d, name);
  tools.terminal.still();
  const registry = handoff.registry === undefined ? [] : await stillRunning(tools, handoff.registry.name);
  const volumes = await mountedVolumes(tools, cluster);
  // k3d takes it away, but not from one of several files, and not from one that it may not write.
  const context = hasContext(tools, handoff.context) ? [downText.context(handoff.context)] : [];
  const left = [...volumes.map(downText.volume), ...registry, ...context, downText.left];
  return [downText.deleted(name), ...downText.removal(removal), ...left];
}

async function agreed(tools: Tools, k3d: K3d, known: KnownCluster, flags: Given['flags']): Promise<boolean> {
  const { terminal } = tools;
  const { name } = known;
  if (!(await madeByUp(tools, k3d, known))) {
    if (!terminal.interactive) throw new CommandError(downText.foreign(name), EXIT.notSo);
    return terminal.ask(downText.askForeign(name));
  }
  if (flags.has('yes')) return true;
  if (!terminal.interactive) throw new CommandError(downText.nobodyToAsk(name));
  return terminal.ask(downText.ask(name));
}

/** k3d keeps the registry of a cluster where another network uses it too. */
async function stillRunning(tools: Tools, registry: string): Promise<readonly string[]> {
  const names = await ask(tools, 'docker', ['ps', '--all', '--filter', `name=${registry}`, '--format', '{{.Names}}'], {
    timeout: QUESTION,
  });
  return names.split('\n').includes(registry) ? [downText.registry(registry)] : [];
}
