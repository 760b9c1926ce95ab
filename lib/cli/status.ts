import { printJson } from '../routes/report/json';
import { type Command, EXIT } from './command';
import { chosenClusters, readDist } from './hand-off/dist';
import { CLUSTER, DIST, JSON_FLAG, refuseWords } from './hand-off/options';
import { type ClusterStatus, isFine, statusOf } from './hand-off/status/status';
import { statusScreen } from './hand-off/text/status';

export const status: Command = {
  summary: 'Show the cluster, its nodes, workloads and routes, and how they differ from dist/.',
  takes: '',
  options: { dist: DIST, cluster: CLUSTER, json: JSON_FLAG },
  more: [
    'It changes nothing. It ends with 1 where something is not as it should be.',
    'Example: cdk8s-k3d status --cluster dev-cluster --json',
  ],
  async run(tools, given) {
    refuseWords('status', given);
    const { values, flags } = given;
    const seen: ClusterStatus[] = [];
    for (const cluster of chosenClusters(readDist(tools.files, values.dist), values.cluster)) {
      seen.push(await statusOf(tools, cluster));
    }
    tools.terminal.still();
    const text = flags.has('json')
      ? printJson({ version: 1, clusters: seen.map((one) => ({ ...one, fine: isFine(one) })) })
      : seen.map((one) => statusScreen(one, tools.terminal.paint)).join('\n');
    return { code: seen.every(isFine) ? EXIT.fine : EXIT.notSo, text };
  },
};
