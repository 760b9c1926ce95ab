import { type Command, EXIT } from './command';
import { chosenClusters, readDist } from './hand-off/dist';
import { CLUSTER, DIST, JSON_FLAG, refuseWords } from './hand-off/options';
import { plannedJson, plannedText } from './hand-off/text/plan';
import { type Planned, planFor } from './hand-off/up/planned';

export const plan: Command = {
  summary: 'Show what up would do, and change nothing.',
  takes: '',
  options: { dist: DIST, cluster: CLUSTER, json: JSON_FLAG },
  more: [
    'What can be done in place and what needs a new cluster is told apart, and objects are compared by the API server.',
  ],
  async run(tools, given) {
    refuseWords('plan', given);
    const { values, flags } = given;
    const clusters: Planned[] = [];
    for (const cluster of chosenClusters(readDist(tools.files, values.dist), values.cluster)) {
      clusters.push(await planFor(tools, cluster));
    }
    tools.terminal.still();
    const { paint } = tools.terminal;
    const text = flags.has('json')
      ? `${JSON.stringify({ version: 1, clusters: clusters.map(plannedJson) }, null, 2)}\n`
      : clusters.map((planned) => `${plannedText(planned, paint)}\n`).join('\n');
    return { code: EXIT.fine, text };
  },
};
