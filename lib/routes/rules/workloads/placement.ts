import type { Draft } from '../../finding';
import { NODE_NAME } from '../../k3d/node-labels';
import { mounting } from '../../mounting';
import { ofKind, type Named } from '../../named';
import { labelsOfNodes } from '../../network/node-labels';
import { FIELD, fitting, keysOf, REQUIRED, spreadOver, wishOf, type Wish } from '../../network/placement';
import { waysIn } from '../../network/routes';
import { at, list, memo, record, records, text, worded, type Plain } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import type { ClusterFacts, Site } from '../../world';
import { someOf } from '../../some-of';
import { classOf, classOfVolume } from './claims';
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
      // A DaemonSet runs where it fits, which may be nowhere, unless somebody is to be answered.
      if (pods.replicas === 0 || (pods.kind === 'DaemonSet' && !isAsked(site, pods))) continue;
      yield* nowhere(site, cluster, nodes, pods);
    }
    for (const volume of ofKind(site, 'PersistentVolume')) yield* onNoNode(site, cluster, nodes, volume);
  },
};

const isAsked = (site: Site, { object }: Pods): boolean => answerersOf(site).has(object);

/** The objects whose pods are at the end of a route. */
const answerersOf = memo(
  (site: Site) => new Set(waysIn(site).flatMap(({ end }) => end.workloads.map(({ facts }) => facts))),
);

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
  const spread = spreadOver(spec, nodes);
  if (spread !== undefined) {
    return aboutObject(object, {
      level,
      stops,
      path: `${path}.topologySpreadConstraints`,
      message: `Its pods must be spread over "${spread}", a label that no node of cluster "${cluster.name}" has, so they stay pending.`,
      remedy: 'Write whenUnsatisfiable: ScheduleAnyway, or add the label to the nodeLabels of the cluster.',
    });
  }
  const wish = wishOf(spec);
  if (!wish || fitting(wish, nodes).length > 0) return [];
  const { field, what } = said(wish);
  return aboutObject(object, {
    level,
    stops,
    path: `${path}.${field}`,
    message: `No node of cluster "${cluster.name}" has ${what}, so its pods stay pending: the nodes have ${shownTo(wish, nodes)}.`,
    remedy: 'Add the label to the nodeLabels of the cluster, or ask for one that a node has.',
  });
}

/** A volume that lies on a node which is not there. */
function onNoNode(site: Site, cluster: ClusterFacts, nodes: readonly Plain[], volume: Named): readonly Draft[] {
  const wish = { labels: {}, terms: records(at(volume.json.spec, 'nodeAffinity.required').nodeSelectorTerms) };
  if (fitting(wish, nodes).length > 0) return [];
  const of = claimsOn(site, volume).flatMap(({ namespace, name }) => mounting(site, namespace, name));
  return aboutObject(volume.object, {
    level: heldTo(site, volume.object),
    stops: { of, status: 'broken' },
    path: 'spec.nodeAffinity.required',
    message: `No node of cluster "${cluster.name}" has the labels that the volume requires (${termsText(wish.terms)}), so pods that mount it stay pending: the nodes have ${shownTo(wish, nodes)}.`,
    remedy: 'Require the labels of a node that the cluster has.',
  });
}

/** The claims that get a volume and no other. */
function claimsOn(site: Site, volume: Named): readonly Named[] {
  const alike = ofKind(site, 'PersistentVolume').filter((other) => classOfVolume(other) === classOfVolume(volume));
  return ofKind(site, 'PersistentVolumeClaim').filter((claim) => {
    const named = text(record(claim.json.spec).volumeName);
    return named === undefined
      ? alike.length === 1 && classOf(site, claim) === classOfVolume(volume)
      : named === volume.name;
  });
}

/** Where pods say what they wish of their node, and in which words. */
function said({ labels, terms }: Wish): { readonly field: string; readonly what: string } {
  const words = Object.entries(labels)
    .map(([key, value]) => `"${key}: ${worded(value)}"`)
    .join(' and ');
  if (terms.length === 0) return { field: 'nodeSelector', what: words };
  return {
    field: `affinity.nodeAffinity.${REQUIRED}`,
    what: `the labels that it requires (${[...(words ? [words] : []), termsText(terms)].join(', and ')})`,
  };
}

/** Terms as they are written: one of them is enough. */
const termsText = (terms: Wish['terms']): string => terms.map(termText).join(' or ');

const termText = ({ matchExpressions, matchFields }: Plain): string =>
  [...records(matchExpressions), ...records(matchFields)]
    .map(({ key, operator, values }) =>
      `${worded(key)} ${worded(operator)} ${someOf(list(values).map(worded), 3)}`.trim(),
    )
    .join(' and ');

/** The labels of nodes that somebody may look at who wishes for some. */
function shownTo(wish: Wish, nodes: readonly Plain[]): string {
  const wished = new Set(keysOf(wish));
  return shown(
    nodes,
    (key) => wished.has(key === NODE_NAME && wished.has(FIELD) ? FIELD : key) || !/(^|\.)kubernetes\.io\//.test(key),
  );
}

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
