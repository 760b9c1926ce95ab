import type { K3dClusterConfigProps } from './k3d-cluster-props';
import type { Nodes } from './nodes';

/** Where the fields of the config come from, in the words of who wrote the program. */
export function configFields(props: K3dClusterConfigProps): Record<string, string> {
  const { disable = [], k3sArgs = [], volumes = [], env = [], files = [] } = props;
  return {
    'metadata.name': props.name === undefined ? 'id' : 'name',
    'kubeAPI.host': 'kubeApi.host',
    'kubeAPI.hostIP': 'kubeApi.hostIp',
    'kubeAPI.hostPort': 'kubeApi.hostPort',
    image: props.k3sVersion === undefined ? 'image' : 'k3sVersion',
    'options.k3d.timeout': 'timeout',
    'options.k3d.disableLoadbalancer': 'loadBalancer.enabled',
    'options.k3d.disableRollback': 'keepOnFailure',
    'options.k3d.loadbalancer': 'loadBalancer',
    'options.kubeconfig': 'kubeconfig',
    'options.runtime': 'runtime',
    'options.k3s.nodeLabels': 'nodeLabels',
    'registries.config': props.registries?.mirrors === undefined ? 'registries.configs' : 'registries.mirrors',
    'registries.create.proxy': 'registries.create.pullThrough',
    ...Object.fromEntries(
      [...disable.map((_, index) => `disable[${index}]`), ...k3sArgs.map((_, index) => `k3sArgs[${index}]`)].map(
        (field, index) => [`options.k3s.extraArgs[${index}]`, field],
      ),
    ),
    ...Object.fromEntries([
      ...Object.entries({ volumes, env, files }).flatMap(([list, items]) =>
        items.flatMap(({ nodes }, index) => nodesFields(`${list}[${index}]`, `${list}[${index}]`, nodes)),
      ),
      ...k3sArgs.flatMap(({ nodes }, index) =>
        nodesFields(`options.k3s.extraArgs[${disable.length + index}]`, `k3sArgs[${index}]`, nodes),
      ),
    ]),
  };
}

/** Many filters come from one property. */
export const nodesFields = (path: string, field: string, nodes: Nodes | undefined): [path: string, field: string][] =>
  nodes === undefined
    ? []
    : ['', ...nodes.filters.map((_, index) => `[${index}]`)].map((at) => [
        `${path}.nodeFilters${at}`,
        `${field}.nodes`,
      ]);
