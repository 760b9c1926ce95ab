import { type Command, EXIT } from './command';
import { chosenClusters, readDist } from './hand-off/dist';
import { withEach } from './hand-off/each';
import { CLUSTER, DIST, JSON_FLAG, refuseWords } from './hand-off/options';
import { isFine, statusOf } from './hand-off/status/status';
import { statusScreen } from './hand-off/text/status';

export const status: Command = {
  takes: '',
  options: { dist: DIST, cluster: CLUSTER, json: JSON_FLAG },
  more: [
    'It changes nothing. It ends with 1 where something is not as it should be.',
    'Example: cdk8s-k3d status --cluster dev-cluster --json',
  ],
  async run(tools, given) {
    refuseWords('status', given);
    const { values, flags } = given;
    const { paint } = tools.terminal;
    return withEach(tools, chosenClusters(readDist(tools.files, values.dist), values.cluster), flags.has('json'), {
      work: (cluster) => statusOf(tools, cluster).finally(() => tools.terminal.still()),
      codeOf: (seen) => (isFine(seen) ? EXIT.fine : EXIT.notSo),
      textOf: (seen) => statusScreen(seen, paint),
      jsonOf: (seen) => ({ ...seen, fine: isFine(seen) }),
    });
  },
};
