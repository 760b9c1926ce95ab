import { called } from '../../names';
import { ofKind } from '../../named';
import { TRAEFIK_GROUPS } from '../../network/traefik-names';
import { faultsOfMiddleware } from '../../network/middleware-faults';
import { networkOf } from '../../network/network';
import { whereOutside } from '../in-words';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';

/** What stands between a route and its Services, and keeps every request from them. */
export const middlewareBroken: Rule = {
  id: 'middleware-broken',
  title: 'A Middleware lets no request through',
  needsAll: true,
  *check(site) {
    for (const named of ofKind(site, 'Middleware', 'MiddlewareTCP').filter(({ group }) =>
      TRAEFIK_GROUPS.includes(group),
    )) {
      for (const { fault, field, why, remedy, lacks } of faultsOfMiddleware(networkOf(site))(named)) {
        if (fault !== 'middleware-broken') continue;
        const { object } = named;
        const outside = () => whereOutside(site, fault, `External.object(chart, "Service", "${lacks}")`);
        yield* aboutObject(object, {
          level: heldTo(site, object),
          path: field,
          message: `${called(named)} lets no request through: ${why}.`,
          remedy: lacks === undefined ? remedy : `${remedy}, or ${outside()}`,
        });
      }
    }
  },
};
