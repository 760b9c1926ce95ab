import { type Command, EXIT } from './command';
import { withEach } from './hand-off/each';
import { CLUSTER, clustersOf, DIST, JSON_FLAG, refuseWords } from './hand-off/options';
import { isFine, statusOf } from './hand-off/status/status';
import { statusScreen } from './hand-off/screen/status';

export const status: Command = {
  takes: '',
  options: { dist: DIST, cluster: CLUSTER, json: JSON_FLAG },
  more: [
    'It changes nothing. It ends with 1 where something is not as it should be.',
    'Example: cdk8s-k3d status --cluster dev-cluster --json',
  ],
  async run(tools, given) {
    refuseWords('status', given);
    const { paint } = tools.terminal;
    return withEach(tools, clustersOf(tools, given), given.flags.has('json'), {
      work: (cluster) => statusOf(tools, cluster),
      codeOf: (seen) => (isFine(seen) ? EXIT.fine : EXIT.notSo),
      textOf: (seen) => statusScreen(seen, paint),
      jsonOf: (seen) => ({ ...seen, fine: isFine(seen) }),
    });
  },
};
