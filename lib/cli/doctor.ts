import { type Command, EXIT } from './command';
import { type DoctorComplaint, look } from './hand-off/doctor/doctor';
import { withEach } from './hand-off/each';
import { CLUSTER, clustersOf, DIST, JSON_FLAG, refuseWords } from './hand-off/options';
import { examinedText } from './hand-off/screen/doctor';

export const doctor: Command = {
  takes: '',
  options: { dist: DIST, cluster: CLUSTER, json: JSON_FLAG },
  more: ['It changes nothing. It ends with 3 where a tool is missing, and with 1 where something else is wrong.'],
  async run(tools, given) {
    refuseWords('doctor', given);
    return withEach(tools, clustersOf(tools, given), given.flags.has('json'), {
      work: (cluster) => look(tools, cluster),
      codeOf: ({ complaints }) => codeOf(complaints),
      textOf: (examined) => examinedText(examined, tools.terminal.paint),
      jsonOf: (examined) => examined,
    });
  },
};

function codeOf(complaints: readonly DoctorComplaint[]): number {
  const levels = new Set(complaints.map(({ level }) => level));
  if (levels.has('missing')) return EXIT.toolMissing;
  return levels.has('wrong') ? EXIT.notSo : EXIT.fine;
}
