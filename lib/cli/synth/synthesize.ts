import { someOf } from '../../routes/some-of';
import type { Terminal, Tools } from '../tools';
import { differences, snapshotOf } from './differences';
import { type Printed, synthOnce } from './once';
import type { Program } from './program';

/** A synth that came to its end. */
interface Synthesis extends Printed {
  /** It left something else in the folder than there was. */
  readonly differs: boolean;
  /** What differs in the folder, and how long that took; absent where the program writes another one. */
  readonly sentence?: string;
}

/** Runs a program, and looks what that changed in the folder that it writes. */
export async function synthesize(tools: Tools, program: Program): Promise<Synthesis> {
  const { files, clock } = tools;
  const start = clock.now();
  const before = snapshotOf(files, program.outdir);
  const printed = await synthOnce(tools, program);
  const changed = differences(before, snapshotOf(files, program.outdir));
  const seconds = ((clock.now() - start) / 1000).toFixed(1);
  return {
    ...printed,
    differs: changed.length > 0,
    ...(files.kind(program.outdir) === 'folder' && {
      sentence: `${changedText(program.outdir, changed)} (${seconds} s)`,
    }),
  };
}

/** Says what a program warns of, one below the other with an empty line between, and what differs. */
export function tell(terminal: Terminal, { stderr, sentence }: Synthesis): void {
  for (const warning of stderr.split(/\n\s*\n/)) if (warning.trim() !== '') terminal.warn(warning.trim());
  if (sentence !== undefined) terminal.done(sentence);
}

const SHOWN = 10;

function changedText(outdir: string, paths: readonly string[]): string {
  if (paths.length === 0) return `Nothing in ${outdir}/ differs.`;
  const subject = paths.length === 1 ? '1 file differs' : `${paths.length} files differ`;
  return `${subject} in ${outdir}/: ${someOf(paths, SHOWN)}.`;
}
