import type { Fault } from '../../network/fault';
import type { Way } from '../../network/way';
import { firstOf, groupBy, memo } from '../../plain';
import { waysIn } from '../../network/routes';
import type { Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutRoute, type Statement } from '../speak';

const broken = memo((site: Site): ReadonlyMap<Fault | undefined, readonly Way[]> =>
  groupBy(
    waysIn(site).filter(({ route }) => route.status === 'broken'),
    ({ fault }) => fault,
  ),
);

/** One way for every object that a fault breaks. */
const brokenBy = (site: Site, fault: Fault): readonly Way[] =>
  firstOf(broken(site).get(fault) ?? [], ({ facts }) => facts);

/** A rule on a fault of its own name that something else in the site would mend, had it been read. */
export const lackRule = (...of: Parameters<typeof faultRule>): Rule => ({ ...faultRule(...of), needsAll: true });

/** A rule that explains the fault of its own name, once for every object whose way it breaks. */
export const faultRule = (
  id: Fault,
  title: string,
  explain: (way: Way, site: Site) => Pick<Statement, 'path' | 'message' | 'remedy'>,
  supersedes: readonly string[] = [],
): Rule => ({
  id,
  title,
  supersedes,
  *check(site) {
    for (const way of brokenBy(site, id)) {
      yield aboutRoute(way.facts, { level: heldTo(site, way.facts), ...explain(way, site) }, way);
    }
  },
});
