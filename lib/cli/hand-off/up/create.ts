import { parseDuration } from '../../../routes/duration';
import { at } from '../../../routes/plain';
import { CommandError, EXIT } from '../../command';
import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import { deleteCluster, isEmpty } from '../delete';
import { fileHash } from '../file-hash';
import { helperEnvironment } from '../images/helper';
import { removeLeftovers } from '../leftovers';
import { isRunning, type K3d, type KnownCluster, OWNER_LABEL } from '../k3d';
import { madeFrom } from '../ownership';
import { complaintsIn, ProgramFailed, QUESTION } from '../programs';
import { projectOf } from '../project';
import { clusterEnvironment, quotedIn } from '../secrets/make';
import { upText } from './text';
import type { Version } from '../../../routes/k3d/version';

/** How a cluster is made. */
interface Creation {
  readonly cluster: DistCluster;
  /** Variables for k3d, and logins among them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds for k3d, where the cluster file says none. */
  readonly timeout: number;
}

/** What k3d is told beside the cluster file. It is asked for before anything is deleted: it may be missing. */
export async function creationEnvironment(
  tools: Tools,
  cluster: DistCluster,
  version: Version | undefined,
): Promise<Creation['environment']> {
  const { handoff } = cluster;
  return {
    ...(await clusterEnvironment(tools, handoff, projectOf(cluster))),
    ...helperEnvironment(handoff, version, tools.environment),
  };
}

/** Makes a cluster. What a failure leaves behind is taken away; that it runs is seen, not believed. */
export async function createCluster(tools: Tools, k3d: K3d, creation: Creation): Promise<void> {
  const { cluster, environment, timeout } = creation;
  const { name, config, configPath, configText } = cluster;
  // Left by a creation that failed, they would be taken for somebody else's and never go.
  await removeLeftovers(tools, name);
  const own = at(config, 'options.k3d').timeout;
  const limit = own === undefined ? ['--timeout', `${timeout}s`] : [];
  const label = `${OWNER_LABEL}=${fileHash(configText)}@server:*;agent:*`;
  const quoted = quotedIn(configText, environment);
  const secret = cluster.handoff.environment.filter(({ value }) => value === undefined);
  try {
    await k3d.run(['cluster', 'create', '--config', configPath, '--runtime-label', label, ...limit], {
      environment: quoted,
      // k3d repeats lines of the file, and values that it read out of them.
      hidden: secret.flatMap(({ name }) => [environment[name]!, quoted[name]!]),
      // Where the cluster file gives k3d more time than we were given, k3d takes it.
      timeout: limitOf(Math.max(timeout, parseDuration(String(own)) ?? 0)),
    });
  } catch (error) {
    // Without an engine there is nothing to take away, and nobody to do it.
    if (!(error instanceof ProgramFailed) || error.code === EXIT.toolMissing) throw error;
    await clearAway(tools, k3d, cluster);
    throw new CommandError(upText.notCreated(name, complaintsIn(error.ran.stderr)), error.code);
  }
  await seen(k3d, name);
}

/**
 * Starts a cluster that is stopped.
 *
 * @param timeout seconds for k3d
 */
export async function startCluster(k3d: K3d, name: string, timeout: number): Promise<KnownCluster> {
  await k3d.run(['cluster', 'start', name, '--timeout', `${timeout}s`], { timeout: limitOf(timeout) });
  return seen(k3d, name);
}

/** Milliseconds for k3d: it gives up by itself and cleans up, as long as docker answers. */
const limitOf = (seconds: number) => seconds * 1_000 + QUESTION;

async function seen(k3d: K3d, name: string): Promise<KnownCluster> {
  const known = await k3d.cluster(name);
  if (known !== undefined && isRunning(known)) return known;
  throw new CommandError(upText.notRunning(name), EXIT.notSo);
}

/** k3d rolls back by itself, and not always to the end. What it was told to leave, and what is not ours, stays. */
async function clearAway(tools: Tools, k3d: K3d, { name, config }: DistCluster): Promise<void> {
  if (at(config, 'options.k3d').disableRollback === true) return;
  const rest = await k3d.cluster(name);
  if (rest === undefined || isEmpty(rest)) await removeLeftovers(tools, name);
  else if (madeFrom(rest) !== undefined) await deleteCluster(tools, k3d, name);
}
