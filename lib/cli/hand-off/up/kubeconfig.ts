import { at, records } from '../../../routes/plain';
import { readYaml } from '../../../routes/yaml/parse';
import { type Tools, utf8 } from '../../tools';
import type { DistCluster } from '../dist';
import { upText } from './text';

/** What to run where the user's own kubeconfig lacks the cluster. It is read, and never touched. */
export function kubeconfigNote(tools: Tools, cluster: DistCluster): string | undefined {
  if (at(cluster.config, 'options.kubeconfig').updateDefaultKubeconfig === false) return undefined;
  const { context } = cluster.handoff;
  if (hasContext(tools, context)) return undefined;
  return pathsOf(tools).length > 1
    ? upText.severalKubeconfigs(cluster.name, context)
    : upText.noContext(cluster.name, context);
}

/** Whether the user's own kubeconfig leads to a cluster. */
export const hasContext = (tools: Tools, context: string): boolean =>
  pathsOf(tools).some((path) => contextsIn(tools.files, path).includes(context));

function pathsOf({ environment }: Tools): readonly string[] {
  const written = environment.KUBECONFIG ?? '';
  const separator = environment.PATH?.includes(';') === true ? ';' : ':';
  const named = written.split(separator).filter((path) => path !== '');
  return named.length > 0 ? named : [`${environment.HOME ?? environment.USERPROFILE}/.kube/config`];
}

/** None in a file that cannot be read: it is the user's, and nothing here hangs on it. */
function contextsIn(files: Tools['files'], path: string): readonly unknown[] {
  try {
    if (files.kind(path) !== 'file') return [];
    const content = utf8(files.read(path));
    return records((readYaml(content)?.value as { contexts?: unknown } | undefined)?.contexts).map(({ name }) => name);
  } catch {
    return [];
  }
}
