import { type Note, WRITTEN } from '../../analysis/written';
import { jsonIn } from '../../routes/plain';
import { CommandError, EXIT } from '../command';
import { endedWell, type Ran, type Tools, type Unstarted, utf8 } from '../tools';
import type { Process, Program } from './program';
import { sentenceOf } from './sentence';

/** What a program said. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program said and did. */
interface Ended extends Printed {
  readonly notes: readonly Note[];
}

/** A program that runs us would be run by us again. */
const WITHIN = 'CDK8S_K3D_SYNTH';

/** Runs a program once. What keeps it from its end becomes a sentence. */
export async function synthOnce(tools: Tools, program: Program): Promise<Ended> {
  if (tools.environment[WITHIN] !== undefined) {
    throw new CommandError(
      'cdk8s-k3d synth runs a program that runs cdk8s-k3d synth. Let the app in cdk8s.yaml start the program itself, for example app: node main.js.',
    );
  }
  const said = { stdout: '', stderr: '' };
  const note = tools.keepPrivate('written', '');
  const environment = { CDK8S_OUTDIR: program.outdir, [WITHIN]: '1', [WRITTEN]: note };
  for (const step of program.steps) {
    const ran = await tools.start(step.program, step.args, { environment });
    if (ran.kind === 'unstarted') throw notStarted(step, ran);
    const stdout = utf8(ran.stdout);
    if (!endedWell(ran)) throw failure(step, ran, stdout);
    said.stdout += stdout;
    said.stderr += ran.stderr;
  }
  const notes = utf8(tools.files.read(note)).split('\n').filter(Boolean);
  return { ...said, notes: notes.map((line) => jsonIn(line) as Note) };
}

function notStarted({ program }: Process, { reason }: Unstarted): CommandError {
  const why =
    reason === 'ENOENT' ? 'is not on PATH. Install it.' : `could not be started: ${reason}. Install it again.`;
  return new CommandError(`"${program}" ${why}`, EXIT.toolMissing);
}

function failure({ checks }: Process, ran: Ran, stdout: string): CommandError {
  const words = checks ? wordsOf(stdout, ran.stderr) : wordsOf(sentenceOf(ran.stderr), stdout);
  const end = ran.kind === 'stopped' ? 'was ended from outside' : `ended with exit code ${ran.code}`;
  return new CommandError(words === '' ? `The program ${end} and said nothing.` : words, EXIT.notSo);
}

/** What several said, without what is empty. */
export const wordsOf = (...parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n');
