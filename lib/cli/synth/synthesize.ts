import { someOf } from '../../routes/some-of';
import { CommandError, EXIT } from '../command';
import type { Terminal, Tools } from '../tools';
import { differences, snapshotOf } from './differences';
import { missingManifests } from './missing-manifests';
import { type Printed, synthOnce, wordsOf } from './once';
import type { Program } from './program';
import { unwritten } from './written';

/** A synth that came to its end. */
interface Synthesis extends Printed {
  /** It left something else in the folder than there was. */
  readonly differs: boolean;
  /** What differs in the folder, and how long that took; absent where the program did not write it. */
  readonly sentence?: string;
}

/** Runs a program, and looks what that changed in the folder that it writes. */
export async function synthesize(tools: Tools, program: Program): Promise<Synthesis> {
  const { files, clock } = tools;
  const { outdir } = program;
  const start = clock.now();
  const before = snapshotOf(files, outdir);
  const { stdout, stderr, notes } = await synthOnce(tools, program);
  const changed = differences(before, snapshotOf(files, outdir));
  const unlike = unwritten(files, program, notes, changed.length > 0);
  const said = { stdout, stderr: wordsOf(stderr, unlike?.sentence ?? missingManifests(files, outdir) ?? '') };
  if (unlike?.sure) throw new CommandError(wordsOf(said.stderr, stdout), EXIT.notSo);
  const seconds = ((clock.now() - start) / 1000).toFixed(1);
  return {
    ...said,
    differs: changed.length > 0,
    ...(unlike === undefined && { sentence: `${changedText(outdir, changed)} (${seconds} s)` }),
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
