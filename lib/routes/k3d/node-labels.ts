import { at, records, text, texts, type Plain } from '../plain';
import { clusterNodes } from './cluster-nodes';
import { isExpanded } from './formats';
import { hasVariable, mentions } from './k3s-args';
import { minorOf } from './k3s-version';
import { agentNames, selectNodes, serverNames } from './node-filter';

/** Label by which a node says its name. */
export const NODE_NAME = 'kubernetes.io/hostname';

/** Arguments that give nodes other names or more labels than the config shows. */
const ARGUMENTS = ['node-label', 'node-name', 'with-node-id', '--config'];

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** The last minor version of k3s of which we know that servers are "true", where kubeadm leaves the value empty. */
const LAST_ROLE_TRUE = 35;

const usual = (name: string) => ({ [NODE_NAME]: name, 'kubernetes.io/os': 'linux' });

/** Labels of each node as far as the config tells; undefined where something else may name or label nodes. */
export function nodeLabelsOf(config: unknown): readonly Plain[] | undefined {
  if (hasVariable(config, 'NODE', 'CONFIG') || ARGUMENTS.some((argument) => mentions(config, argument)))
    return undefined;
  const nodes = clusterNodes(config);
  const role = (minorOf(config) ?? 0) <= LAST_ROLE_TRUE ? { [CONTROL_PLANE]: 'true' } : {};
  const labels = new Map([
    ...serverNames(nodes).map((name) => [name, { ...role, ...usual(name) }] as const),
    ...agentNames(nodes).map((name) => [name, usual(name)] as const),
  ]);
  for (const { label, nodeFilters } of records(at(config, 'options.k3s').nodeLabels)) {
    const pairs = (text(label) ?? '').split(',').map((said) => [said, said.indexOf('=')] as const);
    const { names, faults } = selectNodes(texts(nodeFilters), nodes);
    if (faults.length > 0 || pairs.some(([said, end]) => end < 0 || isExpanded(said))) return undefined;
    const given = Object.fromEntries(pairs.map(([said, end]) => [said.slice(0, end), said.slice(end + 1)]));
    // The load balancer may be meant, which is no node of Kubernetes.
    for (const name of names) Object.assign(labels.get(name) ?? {}, given);
  }
  return [...labels.values()];
}
