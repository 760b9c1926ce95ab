import { CommandError, EXIT } from '../command';
import { type Ran, type Tools, utf8 } from '../tools';
import type { Program, Step } from './program';
import { sentenceOf } from './sentence';

/** What a program said. */
export interface Said {
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs us would be run by us again. */
const WITHIN = 'CDK8S_K3D_SYNTH';

/** Runs a program once. What keeps it from writing dist/ ends as a sentence. */
export async function synthOnce(tools: Tools, { steps, outdir }: Program): Promise<Said> {
  if (tools.environment[WITHIN] !== undefined) {
    throw new CommandError(
      'cdk8s-k3d synth runs a program that runs cdk8s-k3d synth. Let the app in cdk8s.yaml start the program itself, for example app: node main.js.',
    );
  }
  const said = { stdout: '', stderr: '' };
  for (const step of steps) {
    const ran = await tools.start(step.program, step.args, { environment: { CDK8S_OUTDIR: outdir, [WITHIN]: '1' } });
    const stdout = utf8(ran.stdout);
    if (ran.code !== 0) throw failure(step, ran, stdout);
    said.stdout += stdout;
    said.stderr += ran.stderr;
  }
  return said;
}

function failure({ program, checks }: Step, { code, stderr }: Ran, stdout: string): CommandError {
  const [, reason] = (code === undefined && /^spawn .* (E[A-Z]+)$/.exec(stderr)) || [];
  if (reason !== undefined) {
    const why =
      reason === 'ENOENT' ? 'is not on PATH. Install it.' : `could not be started: ${reason}. Install it again.`;
    return new CommandError(`"${program}" ${why}`, EXIT.toolMissing);
  }
  const words = (checks ? [stdout, stderr] : [sentenceOf(stderr), stdout]).map((part) => part.trim()).filter(Boolean);
  const end = code === undefined ? 'was ended from outside' : `ended with exit code ${code}`;
  return new CommandError(words.length === 0 ? `The program ${end} and said nothing.` : words.join('\n'), EXIT.notSo);
}
