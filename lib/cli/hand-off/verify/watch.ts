import type { Outcome } from '../../command';
import { mendable } from '../../system-fault';
import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import { verifyText } from './text';
import type { VerifiedRoute } from './verified-route';
import { verifyRoutes } from './verify';

type RouteText = (route: VerifiedRoute) => string;

/** Milliseconds between two rounds. */
const PAUSE = 5_000;

/**
 * Asks again and again, and says what has changed. Ends when the user stops it.
 *
 * @param read gives what dist/ holds now: it may be written anew meanwhile
 * @param textOf what is said of a route
 */
export async function watchRoutes(
  tools: Tools,
  read: () => readonly DistCluster[],
  textOf: RouteText,
): Promise<Outcome> {
  const { clock, terminal } = tools;
  let before: ReadonlyMap<string, string> = new Map();
  let begun = false;
  let complaint: string | undefined;
  for (;;) {
    try {
      before = await round(tools, read(), before, textOf);
      begun = true;
      complaint = undefined;
    } catch (error) {
      // What is missing from the start does not come by waiting.
      const { message } = mendable(error);
      if (!begun) throw error;
      if (message !== complaint) terminal.warn(message);
      complaint = message;
    }
    terminal.doing(verifyText.watching(before.size));
    await clock.wait(PAUSE);
  }
}

/** Asks each route once, says what is new, and gives what is known now. */
async function round(
  tools: Tools,
  clusters: readonly DistCluster[],
  before: ReadonlyMap<string, string>,
  textOf: RouteText,
): Promise<ReadonlyMap<string, string>> {
  const { terminal } = tools;
  // Only what changes is said, so that a log of it stays short.
  const quietly: Tools = { ...tools, terminal: { ...terminal, doing: () => undefined, still: () => undefined } };
  const now = new Map<string, string>();
  for (const cluster of clusters) {
    for (const route of await verifyRoutes(quietly, cluster, {})) {
      const line = textOf(route);
      const key = `${cluster.name} ${route.url} ${route.leadsTo}`;
      now.set(key, line);
      if (line === before.get(key)) continue;
      if (route.status === 'answers') terminal.done(line);
      else terminal.warn(line);
    }
  }
  return now;
}
