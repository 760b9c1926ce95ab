import { type Command, CommandError, EXIT, type Given } from './command';
import { alone } from './hand-off/alone';
import { bringDown, type DownReport, kept, sweepUp } from './hand-off/down/bring-down';
import type { DistCluster } from './hand-off/dist';
import { deleting, isEmpty } from './hand-off/delete';
import { withEach } from './hand-off/each';
import { K3d, type KnownCluster } from './hand-off/k3d';
import { CLUSTER, clustersOf, DIST, JSON_FLAG, refuseWords, YES } from './hand-off/options';
import { madeByUp } from './hand-off/ownership';
import { downText } from './hand-off/down/text';
import { downReportText } from './hand-off/screen/down';
import type { Tools } from './tools';

export const down: Command = {
  takes: '',
  options: { dist: DIST, cluster: CLUSTER, yes: YES, json: JSON_FLAG },
  more: [
    'A cluster of the same name that up did not make is never deleted without asking, whatever --yes says.',
    'Images in docker, the hosts file and dist/ stay as they are.',
    'Example: cdk8s-k3d down --cluster dev-cluster --yes',
  ],
  async run(tools, given) {
    refuseWords('down', given);
    const { flags } = given;
    const k3d = new K3d(tools);
    const clusters = clustersOf(tools, given);
    const answers = new Map<DistCluster, Promise<Answer>>();
    // Every answer is in before anything is deleted; why there is none is said in the turn of its cluster.
    for (const cluster of clusters) {
      const answer = answerFor(tools, k3d, cluster.name, flags);
      answers.set(cluster, answer);
      await answer.catch(refuseFaults);
    }
    return withEach(tools, clusters, flags.has('json'), {
      work: async (cluster) => {
        const answer = await answers.get(cluster)!;
        return alone(tools, cluster.name, () => DEEDS[answer](tools, k3d, cluster));
      },
      codeOf: ({ state }) => (state === 'kept' ? EXIT.notSo : EXIT.fine),
      textOf: downReportText,
      jsonOf: (report) => report,
    });
  },
};

/** Whether a cluster is to be deleted. */
type Answer = 'yes' | 'no' | 'absent';

const DEEDS: Record<Answer, (tools: Tools, k3d: K3d, cluster: DistCluster) => Promise<DownReport>> = {
  yes: (tools, k3d, cluster) => deleting(cluster.name, () => bringDown(tools, k3d, cluster)),
  no: async (_tools, _k3d, { name }) => kept(name),
  absent: (tools, _k3d, { name }) => deleting(name, () => sweepUp(tools, name)),
};

async function answerFor(tools: Tools, k3d: K3d, name: string, flags: Given['flags']): Promise<Answer> {
  const known = await k3d.cluster(name);
  if (known === undefined || isEmpty(known)) return 'absent';
  return (await agreed(tools, k3d, known, flags)) ? 'yes' : 'no';
}

function refuseFaults(error: unknown): void {
  if (!(error instanceof CommandError)) throw error;
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
