import { type Command, EXIT } from './command';
import { withEach } from './hand-off/each';
import { readImages, untilStopped } from './hand-off/images/actions';
import { CLUSTER, clustersOf, DIST, JSON_FLAG, refuseWords, timeoutFlag, timeoutOf, YES } from './hand-off/options';
import { reportText } from './hand-off/screen/up';
import { bringUp } from './hand-off/up/bring-up';
import { isQuiet, isWell } from './hand-off/up/report';

const TIMEOUT = 600;

export const up: Command = {
  takes: '',
  options: {
    dist: DIST,
    cluster: CLUSTER,
    timeout: timeoutFlag(TIMEOUT),
    recreate: { type: 'boolean', summary: 'Make the cluster anew where a difference cannot be mended otherwise.' },
    yes: YES,
    'force-conflicts': { type: 'boolean', summary: 'Take over fields that something else has set.' },
    images: {
      type: 'string',
      value: 'TAR',
      summary: 'Bring in what "images save" has written, before anything is pulled: for a machine without network.',
    },
    'no-verify': { type: 'boolean', summary: 'Ask no URLs at the end.' },
    json: JSON_FLAG,
  },
  more: [
    'It does what is missing: run twice, it changes nothing the second time; interrupted, it goes on from there.',
    'Only clusters and objects that an earlier up made are deleted, and a cluster only after consent.',
    'Where dist/ has several clusters, one that fails keeps no other from its turn.',
  ],
  async run(tools, given) {
    refuseWords('up', given);
    const { values, flags } = given;
    const clusters = clustersOf(tools, given);
    const { images } = values;
    const options = {
      timeout: timeoutOf(given, TIMEOUT),
      recreate: flags.has('recreate'),
      yes: flags.has('yes'),
      force: flags.has('force-conflicts'),
      verify: !flags.has('no-verify'),
      ...(images !== undefined && { read: await untilStopped(tools, () => readImages(tools, images, 'images')) }),
    };
    const { paint } = tools.terminal;
    return withEach(tools, clusters, flags.has('json'), {
      work: (cluster) => bringUp(tools, cluster, options),
      codeOf: (report) => (isWell(report) ? EXIT.fine : EXIT.notSo),
      textOf: (report) => `${reportText(report, options.verify, paint)}\n`,
      jsonOf: (report) => ({ ...report, changed: !isQuiet(report) }),
    });
  },
};
