import { type Command, EXIT } from './command';
import { chosenClusters, readDist } from './hand-off/dist';
import { type Complaint, type Examined, look } from './hand-off/doctor/doctor';
import { CLUSTER, DIST, JSON_FLAG, refuseWords } from './hand-off/options';
import { examinedText } from './hand-off/text/doctor';

export const doctor: Command = {
  summary: 'Look whether this machine has what dist/ needs: tools, ports, names, memory, logins.',
  takes: '',
  options: { dist: DIST, cluster: CLUSTER, json: JSON_FLAG },
  more: ['It changes nothing. It ends with 3 where a tool is missing, and with 1 where something else is wrong.'],
  async run(tools, given) {
    refuseWords('doctor', given);
    const { values, flags } = given;
    const examined: Examined[] = [];
    for (const cluster of chosenClusters(readDist(tools.files, values.dist), values.cluster)) {
      examined.push(await look(tools, cluster));
    }
    const text = flags.has('json')
      ? `${JSON.stringify({ version: 1, clusters: examined }, null, 2)}\n`
      : examined.map((one) => examinedText(one, tools.terminal.paint)).join('\n');
    return { code: codeOf(examined.flatMap(({ complaints }) => complaints)), text };
  },
};

function codeOf(complaints: readonly Complaint[]): number {
  const levels = new Set(complaints.map(({ level }) => level));
  if (levels.has('missing')) return EXIT.toolMissing;
  return levels.has('wrong') ? EXIT.notSo : EXIT.fine;
}
