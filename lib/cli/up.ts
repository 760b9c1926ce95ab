import { type Command, EXIT } from './command';
import { chosenClusters, readDist } from './hand-off/dist';
import { CLUSTER, DIST, JSON_FLAG, refuseWords, timeoutFlag, timeoutOf, YES } from './hand-off/options';
import { reportText } from './hand-off/text/up';
import { bringUp } from './hand-off/up/bring-up';
import { isQuiet, isWell, type Report } from './hand-off/up/report';

const TIMEOUT = 600;

export const up: Command = {
  summary: 'Make the cluster of dist/, bring in what belongs there, wait for it and ask every URL.',
  takes: '',
  options: {
    dist: DIST,
    cluster: CLUSTER,
    timeout: timeoutFlag(TIMEOUT),
    recreate: { type: 'boolean', summary: 'Make the cluster anew where a difference cannot be mended otherwise.' },
    yes: YES,
    'force-conflicts': { type: 'boolean', summary: 'Take over fields that something else has set.' },
    'no-verify': { type: 'boolean', summary: 'Ask no URLs at the end.' },
    json: JSON_FLAG,
  },
  more: [
    'It does what is missing: run twice, it changes nothing the second time; interrupted, it goes on from there.',
    'Only clusters and objects that an earlier up made are deleted, and a cluster only after consent.',
  ],
  async run(tools, given) {
    refuseWords('up', given);
    const { values, flags } = given;
    const options = {
      timeout: timeoutOf(given, TIMEOUT),
      recreate: flags.has('recreate'),
      yes: flags.has('yes'),
      force: flags.has('force-conflicts'),
      verify: !flags.has('no-verify'),
    };
    const reports: Report[] = [];
    for (const cluster of chosenClusters(readDist(tools.files, values.dist), values.cluster)) {
      reports.push(await bringUp(tools, cluster, options));
    }
    const { paint } = tools.terminal;
    const text = flags.has('json')
      ? json(reports)
      : reports.map((report) => `${reportText(report, options.verify, paint)}\n`).join('\n');
    return { code: reports.every(isWell) ? EXIT.fine : EXIT.notSo, text };
  },
};

const json = (reports: readonly Report[]) => {
  const clusters = reports.map((report) => ({ ...report, changed: !isQuiet(report) }));
  return `${JSON.stringify({ version: 1, clusters }, null, 2)}\n`;
};
