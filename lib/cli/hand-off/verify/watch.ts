import type { Outcome } from '../../command';
import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import { verdict, verifyText } from '../text/verify';
import { type VerifiedRoute, verifyRoutes } from './verify';

/** Milliseconds between two rounds. */
const PAUSE = 5_000;

/** Asks again and again, and says what has changed. Ends when the user stops it. */
export async function watchRoutes(tools: Tools, clusters: readonly DistCluster[]): Promise<Outcome> {
  const { clock, terminal } = tools;
  const before = new Map<string, string>();
  for (;;) {
    for (const cluster of clusters) {
      for (const route of await verifyRoutes(tools, cluster, { deadline: clock.now() })) {
        const line = lineOf(route);
        const key = `${cluster.name} ${route.url} ${route.leadsTo}`;
        const known = before.get(key);
        before.set(key, line);
        if (line === known) continue;
        if (route.status === 'answers') terminal.done(line);
        else terminal.warn(line);
      }
    }
    terminal.doing(verifyText.watching(before.size));
    await clock.wait(PAUSE);
  }
}

const lineOf = (route: VerifiedRoute): string =>
  [`${route.url}  ${verdict(route)}`, route.cause ?? [], route.remedy ?? []].flat().join('\n    ');
