import { ofKind } from '../../named';
import { at, groupBy, memo, record, records, type Plain } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import { amountOf, exceeds } from '../../quantity';
import type { Site } from '../../world';
import type { Rule } from '../rule';
import { aboutObject, type Statement } from '../speak';

/** What the LimitRanges of a namespace say of containers. */
export const limitsIn = (site: Site, namespace: string): readonly Plain[] =>
  (rangesOf(site).get(namespace) ?? []).flatMap(({ json }) =>
    records(at(json, 'spec').limits).filter(({ type }) => type === 'Container'),
  );

const rangesOf = memo((site: Site) => groupBy(ofKind(site, 'LimitRange'), ({ namespace }) => `${namespace}`));

/** A LimitRange says how much a container may take. */
export const limitRangeRefusesPods: Rule = {
  id: 'limit-range-refuses-pods',
  title: 'A LimitRange refuses containers that take more than it allows, or less',
  *check(site) {
    if (rangesOf(site).size === 0) return;
    for (const pods of podsOf(site)) {
      const ranges = limitsIn(site, pods.namespace);
      const [said] = pods.containers.flatMap((container) => ranges.flatMap((range) => outside(pods, container, range)));
      if (said) yield* aboutObject(pods.object, said);
    }
  },
};

/** The bounds of a LimitRange, the amounts that it holds to them, and the word for what lies outside. */
const BOUNDS = [
  { bound: 'max', sides: ['limits', 'requests'], word: 'more', isOutside: exceeds },
  {
    bound: 'min',
    sides: ['requests'],
    word: 'less',
    isOutside: (amount: number, least: number) => exceeds(least, amount),
  },
] as const;

function outside(pods: Pods, { json, name, path }: Container, range: Plain): readonly Statement[] {
  const resources = record(json.resources);
  return BOUNDS.flatMap(({ bound, sides, word, isOutside }) =>
    sides.flatMap((side) =>
      Object.entries(record(range[bound])).flatMap(([resource, stated]) => {
        const said = record(resources[side])[resource];
        const [amount, limit] = [amountOf(said), amountOf(stated)];
        if (amount === undefined || limit === undefined || !isOutside(amount, limit)) return [];
        return {
          level: 'error' as const,
          stops: { of: [pods.object], status: 'broken' as const },
          path: `${path}.resources.${side}.${resource}`,
          message: `Container "${name}" says ${side}.${resource}: ${said as string}, and a LimitRange of namespace ${pods.namespace} allows no ${word} than ${stated as string}, so its pods are refused.`,
          remedy: `Write ${stated as string}, or change ${bound}.${resource} of the LimitRange.`,
        };
      }),
    ),
  );
}
