import { hideLogin } from '../routes/hide-login';
import { nearest } from '../routes/nearest';
import { routesFor } from '../routes/report/url';
import { askedUrl, meantUrl, noUrl } from './asked-url';
import { type Command, CommandError, EXIT, type Given } from './command';
import type { DistCluster } from './hand-off/dist';
import { withEach } from './hand-off/each';
import { CLUSTER, clustersOf, DIST, JSON_FLAG, timeoutFlag, timeoutOf } from './hand-off/options';
import { routeLines, routesTable, verifySummary } from './hand-off/screen/routes';
import { verifyText } from './hand-off/verify/text';
import type { VerifiedRoute } from './hand-off/verify/verified-route';
import { verifyRoutes } from './hand-off/verify/verify';
import { watchRoutes } from './hand-off/verify/watch';

const TIMEOUT = 60;

export const verify: Command = {
  takes: '[URL…]',
  options: {
    dist: DIST,
    cluster: CLUSTER,
    timeout: timeoutFlag(TIMEOUT),
    watch: { type: 'boolean', summary: 'Go on asking, and say what changes, until Ctrl-C.' },
    json: JSON_FLAG,
  },
  more: [
    'Without a URL it asks all that dist/ has. No hosts file is needed for it: a name that does not resolve is told apart.',
    'It fails where a declared route is dead. Routes over UDP cannot be verified.',
    'Example: cdk8s-k3d verify http://localhost:8087 --timeout 10',
  ],
  async run(tools, given) {
    const { flags } = given;
    const urls = given.paths.map(askedUrl);
    const timeout = timeoutOf(given, TIMEOUT);
    if (flags.has('watch')) refuseBeside(given);
    const read = () => {
      const all = clustersOf(tools, given);
      return urls.length === 0 ? all : narrowed(all, urls);
    };
    if (flags.has('watch')) return watchRoutes(tools, read, routeLines);
    const { clock, terminal } = tools;
    const clusters = read();
    return withEach(tools, clusters, flags.has('json'), {
      work: async (cluster) => {
        const deadline = clock.now() + timeout;
        const routes = await verifyRoutes(tools, cluster, { deadline });
        return { cluster: cluster.name, routes };
      },
      codeOf: ({ routes }) => (routes.some(isFailure) ? EXIT.notSo : EXIT.fine),
      textOf: ({ cluster, routes }) =>
        `${clusters.length > 1 ? `${terminal.paint.bold(`Cluster ${cluster}`)}\n` : ''}${routesTable(routes, terminal.paint)}${verifySummary(routes)}\n`,
      jsonOf: (verified) => verified,
    });
  },
};

/** A watch has no end, and its lines are for a person. */
function refuseBeside({ values, flags }: Given): void {
  if (flags.has('json')) throw new CommandError(verifyText.exclude('json'));
  if (values.timeout !== undefined) throw new CommandError(verifyText.exclude('timeout'));
}

const isFailure = ({ declared, status }: VerifiedRoute) => declared && status === 'dead';

/** The routes that requests for these URLs take. What is asked is the URL itself. */
function narrowed(clusters: readonly DistCluster[], asked: readonly string[]): readonly DistCluster[] {
  const all = clusters.flatMap(({ access }) => access.routes);
  const urls = asked.map((each) => meantUrl(each, all));
  for (const url of urls) {
    if (routesFor(all, url).length > 0) continue;
    const fault = noUrl(url);
    if (fault !== undefined) throw new CommandError(fault);
    const known = all.map((route) => route.url);
    throw new CommandError(verifyText.noRoute(hideLogin(url), nearest(url, known, 3)), EXIT.notSo);
  }
  return clusters
    .map((cluster) => ({
      ...cluster,
      access: {
        ...cluster.access,
        routes: urls.flatMap((url) => routesFor(cluster.access.routes, url).map((route) => ({ ...route, url }))),
      },
    }))
    .filter(({ access }) => access.routes.length > 0);
}
