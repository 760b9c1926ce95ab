import { WRITTEN } from '../../synth/written';
import { CommandError, EXIT } from '../command';
import { endedWell, type Ran, type Tools, type Unstarted, utf8 } from '../tools';
import { missingManifests } from './missing-manifests';
import type { Process, Program } from './program';
import { sentenceOf } from './sentence';
import { unwritten } from './written';

/** What a program said. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs us would be run by us again. */
const WITHIN = 'CDK8S_K3D_SYNTH';

/** Runs a program once. What keeps it from writing dist/ ends as a sentence. */
export async function synthOnce(tools: Tools, program: Program): Promise<Printed> {
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
  const { sentence = missingManifests(tools.files, program.outdir) ?? '', sure } =
    unwritten(tools.files, program, note) ?? {};
  const stderr = wordsOf(said.stderr, sentence);
  if (sure) throw new CommandError(wordsOf(stderr, said.stdout), EXIT.notSo);
  return { ...said, stderr };
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

const wordsOf = (...parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n');
