import { appendFileSync, existsSync, realpathSync } from 'node:fs';

/** The environment variable with the file in which the command line wants to read what a program did. */
export const WRITTEN = 'CDK8S_K3D_WRITTEN';

/** What a program did. */
export interface Note {
  /** It made an app, wrote the manifests of one, or all that belongs to one. */
  readonly did: 'made' | 'manifests' | 'all';
  /** The folder into which it wrote. */
  readonly folder?: string;
  /** True where the app describes a cluster, of which manifests alone say nothing. */
  readonly clusters?: boolean;
}

/** A synth that changes nothing leaves no trace in its folder, so it says itself that it took place. */
export function note({ folder, ...done }: Note): void {
  const file = process.env[WRITTEN];
  // Within a container, the file of whoever wants to know is not there.
  if (file === undefined || !existsSync(file)) return;
  appendFileSync(
    file,
    `${JSON.stringify({ ...done, ...(folder !== undefined && { folder: realpathSync(folder) }) })}\n`,
  );
}
