import type { Draft } from '../../finding';
import { NODE_NAME } from '../../k3d/node-labels';
import { selects } from '../../label-selector';
import { labelsOfNodes } from '../../network/node-labels';
import { at, record, records, text, worded, type Plain } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import type { ClusterFacts, Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';

/** Pods ask for a node that the cluster does not have. */
export const nodeMissing: Rule = {
  id: 'node-missing',
  title: 'Pods ask for a node that the cluster does not have',
  *check(site) {
    const { cluster } = site;
    const nodes = cluster && labelsOfNodes(site);
    if (!nodes) return;
    for (const pods of podsOf(site)) {
      // A DaemonSet runs where it fits, which may be nowhere.
      if (pods.kind === 'DaemonSet' || pods.replicas === 0) continue;
      yield* nowhere(site, cluster, nodes, pods);
    }
  },
};

function nowhere(site: Site, cluster: ClusterFacts, nodes: readonly Plain[], pods: Pods): readonly Draft[] {
  const { object, spec, path } = pods;
  const level = heldTo(site, object);
  const stops = { of: [object], status: 'broken' } as const;
  const named = text(spec.nodeName);
  if (named !== undefined) {
    if (nodes.some((node) => node[NODE_NAME] === named)) return [];
    return aboutObject(object, {
      level,
      stops,
      path: `${path}.nodeName`,
      message: `Its pods are bound to node "${named}", which cluster "${cluster.name}" does not have, so they never start: the nodes are ${shown(nodes, (key) => key === NODE_NAME)}.`,
      remedy: 'Leave nodeName out.',
    });
  }
  const said = asked(spec);
  if (!said || nodes.some((node) => said.fits(known(nodes), node))) return [];
  return aboutObject(object, {
    level,
    stops,
    path: `${path}.${said.field}`,
    message: `No node of cluster "${cluster.name}" has ${said.what}, so its pods stay pending: the nodes have ${shown(nodes, isOwn)}.`,
    remedy: 'Add the label to the nodeLabels of the cluster, or ask for one that a node has.',
  });
}

/** How many nodes have the labels that pods require; undefined where they require none, or nobody knows. */
export function nodesFitting(site: Site, { spec }: Pods): number | undefined {
  const said = asked(spec);
  const nodes = said && labelsOfNodes(site);
  return nodes?.filter((node) => said!.fits(known(nodes), node)).length;
}

interface Asked {
  readonly field: string;
  readonly what: string;
  readonly fits: (isKnown: (key: unknown) => boolean, node: Plain) => boolean;
}

/** What a pod requires of the labels of its node; undefined for most pods, which require nothing. */
function asked(spec: Plain): Asked | undefined {
  const wanted = Object.entries(record(spec.nodeSelector));
  const terms = records(
    at(spec, 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution').nodeSelectorTerms,
  );
  if (wanted.length === 0 && terms.length === 0) return undefined;
  const fits: Asked['fits'] = (isKnown, node) =>
    selects({ matchLabels: Object.fromEntries(wanted.filter(([key]) => isKnown(key))) }, node) !== 'no' &&
    (terms.length === 0 ||
      terms.some(({ matchExpressions }) => {
        const understood = records(matchExpressions).filter(({ key }) => isKnown(key));
        return selects({ matchExpressions: understood }, node) !== 'no';
      }));
  const labels = wanted.map(([key, value]) => `"${key}: ${worded(value)}"`).join(' and ');
  return terms.length === 0
    ? { field: 'nodeSelector', what: labels, fits }
    : {
        field: 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution',
        what: `the labels that it requires${labels && `, ${labels} among them`}`,
        fits,
      };
}

/** Programs label nodes with keys of a domain, so of these only what the cluster itself gives is known. */
const known = (nodes: readonly Plain[]) => (key: unknown) =>
  !worded(key).includes('/') || nodes.some((node) => Object.hasOwn(node, worded(key)));

const isOwn = (key: string) => !key.startsWith('kubernetes.io/');

/** Labels of nodes as a person writes them. */
function shown(nodes: readonly Plain[], isMeant: (key: string) => boolean): string {
  const labels = new Set(
    nodes.flatMap((node) =>
      Object.entries(node).flatMap(([key, value]) =>
        isMeant(key) ? `"${key === NODE_NAME ? '' : `${key}: `}${worded(value)}"` : [],
      ),
    ),
  );
  const few = [...labels].slice(0, 5).join(', ');
  return few === '' ? 'no labels of your own' : `${few}${labels.size > 5 ? ' and more' : ''}`;
}
