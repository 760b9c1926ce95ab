import { at, records } from '../../../routes/plain';
import { readYaml } from '../../../routes/yaml';
import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import { upText } from '../text/up';

/** What to run where the user's own kubeconfig lacks the cluster. It is read, and never touched. */
export function kubeconfigNote({ environment, files }: Tools, cluster: DistCluster): string | undefined {
  if (at(cluster.config, 'options.kubeconfig').updateDefaultKubeconfig === false) return undefined;
  const written = environment.KUBECONFIG ?? '';
  const separator = environment.PATH?.includes(';') === true ? ';' : ':';
  const named = written.split(separator).filter((path) => path !== '');
  const paths = named.length > 0 ? named : [`${environment.HOME ?? environment.USERPROFILE}/.kube/config`];
  const { context } = cluster.handoff;
  if (paths.some((path) => contextsIn(files, path).includes(context))) return undefined;
  return paths.length > 1 ? upText.severalKubeconfigs(cluster.name, context) : upText.noContext(cluster.name, context);
}

function contextsIn(files: Tools['files'], path: string): readonly unknown[] {
  if (files.kind(path) !== 'file') return [];
  const text = Buffer.from(files.read(path)).toString('utf8');
  return records((readYaml(text)?.value as { contexts?: unknown } | undefined)?.contexts).map(({ name }) => name);
}
