import { record, records, text } from '../../routes/plain';
import type { Tools } from '../tools';
import type { DistCluster } from './dist';
import { ask, QUESTION } from './programs';

/** Volumes of docker that a cluster file mounts by name. k3d leaves them when it deletes the cluster: they hold data. */
export async function mountedVolumes(
  tools: Tools,
  { config }: Pick<DistCluster, 'config'>,
): Promise<readonly string[]> {
  const sources = records(record(config).volumes).map(({ volume }) => (text(volume) ?? '').split(':')[0]!);
  const named = [...new Set(sources)].filter((source) => NAME.test(source));
  if (named.length === 0) return [];
  const listed = await ask(tools, 'docker', ['volume', 'ls', '--format', '{{.Name}}'], { timeout: QUESTION });
  const there = new Set(listed.split('\n').map((line) => line.trim()));
  return named.filter((name) => there.has(name));
}

/** Anything else is a path. */
const NAME = /^[a-zA-Z0-9][\w.-]*$/;
