import { taintsOf, type Taint } from '../../k3d/taints';
import { nameOf } from '../../names';
import { nodesMayDiffer } from '../../network/node-labels';
import { records, type Plain } from '../../plain';
import { podsOf } from '../../pods';
import { someOf } from '../../some-of';
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
    const nodes = cluster && !nodesMayDiffer(site) && taintsOf(cluster.config);
    if (!nodes || nodes.some((taints) => taints.length === 0)) return;
    const shut = podsOf(site).filter(
      ({ spec, replicas }) =>
        replicas !== 0 &&
        spec.nodeName === undefined &&
        nodes.every((taints) => taints.some((taint) => !tolerates(spec, taint))),
    );
    const taints = nodes.flat().filter((taint) => shut.some(({ spec }) => !tolerates(spec, taint)));
    const [first] = taints;
    if (!first) return;
    const written = [...new Set(taints.map(({ text }) => `"${text}"`))];
    const names = shut.map(({ object }) => nameOf(object.json));
    yield* aboutCluster(cluster, {
      ...warning(
        `options.k3s.extraArgs[${first.index}].arg`,
        `Every node of cluster "${cluster.name}" has a taint, ${someOf(written, MOST)}, that the pods of ${someOf(names, MOST)} do not tolerate, so they run nowhere.`,
        `Leave a node without a taint, or write ${inWords(
          cluster,
          `tolerations: [{ key: "${first.key}", operator: Exists }] for the pods`,
          `placement: { tolerations: [{ key: "${first.key}" }] } for the workloads`,
        )}.`,
      ),
      stops: { of: shut.map(({ object }) => object), status: 'broken' },
    });
  },
};

/** An operator that is newer than these may tolerate it too. */
const tolerates = (spec: Plain, taint: Taint): boolean =>
  records(spec.tolerations).some(
    ({ key, operator = 'Equal', value, effect }) =>
      [undefined, '', taint.key].includes(key as string | undefined) &&
      [undefined, '', taint.effect].includes(effect as string | undefined) &&
      (operator !== 'Equal' || (value ?? '') === taint.value),
  );
