import { type Command, EXIT } from './command';
import { withEach } from './hand-off/each';
import { CLUSTER, clustersOf, DIST, JSON_FLAG, refuseWords } from './hand-off/options';
import { plannedJson, plannedText } from './hand-off/screen/plan';
import { isRefused, planFor } from './hand-off/up/planned';

export const plan: Command = {
  takes: '',
  options: { dist: DIST, cluster: CLUSTER, json: JSON_FLAG },
  more: [
    'What can be done in place and what needs a new cluster is told apart, and objects are compared by the API server.',
    'It ends with 1 where up would refuse: somebody else made the cluster, it has to be made anew, an object is not taken.',
  ],
  async run(tools, given) {
    refuseWords('plan', given);
    const { paint } = tools.terminal;
    return withEach(tools, clustersOf(tools, given), given.flags.has('json'), {
      work: (cluster) => planFor(tools, cluster),
      codeOf: (planned) => (isRefused(planned) ? EXIT.notSo : EXIT.fine),
      textOf: (planned) => `${plannedText(planned, paint)}\n`,
      jsonOf: plannedJson,
    });
  },
};
