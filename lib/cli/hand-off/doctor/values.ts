import type { MadeSecret } from '../../../routes/needs';
import { firstOf } from '../../../routes/plain';
import { CommandError } from '../../command';
import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import { projectOf } from '../project';
import { attempt, ProgramMissing, QUESTION } from '../programs';
import { clusterEnvironment, secretObjects } from '../secrets/make';

/**
 * What the user has to give and has not given: variables, files, logins, certificates. Nothing is made.
 *
 * @param creates the cluster is to be made, so the variables of its file are read
 */
export async function missingValues(
  tools: Tools,
  cluster: DistCluster,
  creates: boolean,
): Promise<readonly CommandError[]> {
  const { handoff } = cluster;
  const project = projectOf(cluster);
  const needsMkcert = handoff.secrets.some(isByMkcert);
  const given = { secrets: handoff.secrets.filter((secret) => !isByMkcert(secret)) };
  const errors = [
    ...(creates ? await errorOf(() => clusterEnvironment(tools, handoff, project)) : []),
    ...(await errorOf(() => secretObjects(tools, given, project))),
    ...(needsMkcert ? await errorOf(() => attempt(tools, 'mkcert', ['-version'], { timeout: QUESTION })) : []),
  ];
  // The cluster file and a Secret may want the same.
  return firstOf(errors, ({ message }) => message);
}

const isByMkcert = (secret: MadeSecret) => secret.kind === 'tls' && secret.from.kind === 'mkcert';

async function errorOf(work: () => Promise<unknown>): Promise<readonly CommandError[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error instanceof ProgramMissing) return [error];
    return error.message.split('\n').map((line) => new CommandError(line, error.code));
  }
}
