import type { Draft } from '../../finding';
import { nameOf } from '../../names';
import { keptOff, wishOf } from '../../network/placement';
import { podsOf, type Pods } from '../../pods';
import { someOf } from '../../some-of';
import type { ClusterFacts, Site } from '../../world';
import { inWords } from '../in-words';
import type { Rule } from '../rule';
import { aboutCluster, warning } from '../speak';

const MOST = 3;

/** Every node keeps the pods away. */
export const taintNotTolerated: Rule = {
  id: 'taint-not-tolerated',
  title: 'Every node has a taint that pods do not tolerate',
  *check(site) {
    const { cluster } = site;
    if (!cluster) return;
    const shut = podsOf(site).filter(({ spec, replicas }) => replicas !== 0 && keptOff(site, spec).length > 0);
    const isChoosy = ({ spec }: Pods) => wishOf(spec) !== undefined;
    const anywhere = shut.filter((pods) => !isChoosy(pods));
    yield* shutOut(site, cluster, anywhere, (taints, pods) => `has a taint, ${taints}, that ${pods} do not tolerate`);
    const somewhere = shut.filter(isChoosy);
    yield* shutOut(
      site,
      cluster,
      somewhere,
      (taints, pods) => `that ${pods} ask for has a taint, ${taints}, that they do not tolerate`,
    );
  },
};

function shutOut(
  site: Site,
  cluster: ClusterFacts,
  shut: readonly Pods[],
  tell: (taints: string, pods: string) => string,
): readonly Draft[] {
  const taints = shut.flatMap(({ spec }) => keptOff(site, spec)).sort((a, b) => a.index - b.index);
  const [first] = taints;
  if (!first) return [];
  const written = [...new Set(taints.map(({ text }) => `"${text}"`))];
  const names = shut.map(({ object }) => nameOf(object.json));
  const told = tell(someOf(written, MOST), `the pods of ${someOf(names, MOST)}`);
  return aboutCluster(cluster, {
    ...warning(
      `options.k3s.extraArgs[${first.index}].arg`,
      `Every node of cluster "${cluster.name}" ${told}, so they run nowhere.`,
      `Leave a node without a taint, or write ${inWords(
        cluster,
        `tolerations: [{ key: "${first.key}", operator: Exists }] for the pods`,
        `placement: { tolerations: [{ key: "${first.key}" }] } for the workloads`,
      )}.`,
    ),
    stops: { of: shut.map(({ object }) => object), status: 'broken' },
  });
}
