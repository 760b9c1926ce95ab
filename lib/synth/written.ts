import { appendFileSync, existsSync, realpathSync } from 'node:fs';

/** The environment variable with the file in which the command line wants to read where a synth wrote. */
export const WRITTEN = 'CDK8S_K3D_WRITTEN';

/** A synth that changes nothing leaves no trace in its folder, so it says itself that it took place. */
export function noteWritten(outdir: string): void {
  const note = process.env[WRITTEN];
  // Within a container, the file of whoever wants to know is not there.
  if (note !== undefined && existsSync(note)) appendFileSync(note, `${realpathSync(outdir)}\n`);
}
