import { doubtAboutSource } from './allow-lists';
import { middlewaresAlong, middlewareOf } from './middlewares';
import type { Network, WebWay } from './network';
import type { Way } from './way';

/** The ways, of which those are complete no more of which objects alone do not tell whether pods answer. */
export const doubted = (network: Network, ways: readonly Way[]): readonly Way[] =>
  ways.map((way) => {
    const { route, web } = way;
    const why = route.status === 'complete' && web ? doubtAbout(network, web) : undefined;
    return why === undefined ? way : { ...way, route: { ...route, status: 'unknown', why } };
  });

function doubtAbout({ site }: Network, { rule }: WebWay): string | undefined {
  for (const { object } of middlewaresAlong(site, middlewareOf(rule.kind), rule.namespace, rule.middlewares)) {
    const doubt = object && doubtAboutSource(object);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}
