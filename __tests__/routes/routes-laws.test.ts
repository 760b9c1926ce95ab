import fc from 'fast-check';
import { judge } from '../../lib/routes/rules/judge';
import type { Hop, Route } from '../../lib/routes/route';
import { routesOf } from '../../lib/routes/network/routes';
import { routeRules } from '../../lib/routes/rules/routes';
import type { KubeObject, ObjectFacts, Site } from '../../lib/routes/world';
import { cluster, deployment, exposed, ingress, made, service, site } from './network/sites';

const NAMES = ['a', 'b', 'c', 'd'];

interface App {
  readonly port: number;
  readonly app: string;
  readonly target: number | string;
  readonly way: 'NodePort' | 'LoadBalancer' | 'Ingress';
  readonly lbPort: number;
  readonly nodePort: number;
  readonly host: string;
  readonly path: string;
  readonly className: string;
  readonly backendPort: number;
  readonly hostPorts: readonly number[];
}

const app: fc.Arbitrary<App> = fc.record({
  port: fc.constantFrom(80, 8080),
  app: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  target: fc.constantFrom<number | string>(80, 8080, 'http'),
  way: fc.constantFrom<App['way']>('NodePort', 'LoadBalancer', 'Ingress'),
  lbPort: fc.constantFrom(80, 8080, 5432),
  nodePort: fc.constantFrom(0, 10),
  host: fc.constantFrom('a.localhost', 'b.test', ''),
  path: fc.constantFrom('/', '/api'),
  className: fc.constantFrom('traefik', '', 'nginx'),
  backendPort: fc.constantFrom(80, 81),
  hostPorts: fc.subarray([8080, 8085, 8087]),
});

/** A workload, its Service, and an exposure of it. Node ports differ, since another rule is about those. */
const objectsOf = (apps: readonly App[]): readonly ObjectFacts[] =>
  apps.flatMap((one, index) => {
    const name = NAMES[index]!;
    const workload = made(`app/${name}`, deployment(name, one.port));
    const port = { port: one.lbPort, targetPort: one.target };
    if (one.way === 'Ingress') {
      const { host, path, className, backendPort } = one;
      return [
        workload,
        made(`app/${name}-service`, service(name, one.app, { port: 80, targetPort: one.target })),
        exposed(
          `app/${name}-ingress`,
          ingress(name, name, { host, path, className, port: backendPort }),
          one.hostPorts,
        ),
      ];
    }
    const nodePort = one.way === 'NodePort' ? { nodePort: 30080 + one.nodePort + index } : {};
    return [
      workload,
      exposed(`app/${name}-service`, service(name, one.app, { ...port, ...nodePort }, one.way), one.hostPorts),
    ];
  });

const HOST_PORTS = [80, 8080, 8085, 8087];
const CLUSTER_PORTS = [80, 443, 8080, 5432, 30080, 30081, 30091];

const world = fc
  .record({
    apps: fc.array(app, { minLength: 1, maxLength: 4 }),
    ports: fc.uniqueArray(fc.tuple(fc.constantFrom(...HOST_PORTS), fc.constantFrom(...CLUSTER_PORTS)), {
      selector: ([hostPort]) => hostPort,
    }),
    args: fc.subarray(['--disable=traefik', '--disable=servicelb']),
    closed: fc.boolean(),
  })
  .map(({ apps, ports, args, closed }) => ({
    objects: objectsOf(apps),
    ports: ports.map(([hostPort, clusterPort]) => `${hostPort}:${clusterPort}`),
    args,
    closed,
  }));

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const siteOf = ({ objects, ports, args, closed }: World, more: Partial<Site> = {}): Site =>
  site(objects, { cluster: cluster(ports, args), closed, ...more });

const findings = (of: Site) => judge([of], routeRules).findings;
const errors = (of: Site) => findings(of).filter(({ level }) => level === 'error');
const idOf = ({ kind, metadata }: KubeObject) => `${kind} default/${metadata?.name}`;
const law = (check: (given: World) => void) => fc.assert(fc.property(world, check), { numRuns: 100, seed: 1 });

describe('with all facts known', () => {
  test('every declared exposure is on a complete route or named by an error', () => {
    law((given) => {
      const of = siteOf(given);
      const { routes } = routesOf(of);
      const told = errors(of);
      for (const { json, where } of given.objects.filter(({ exposure }) => exposure)) {
        const complete = routes.some(
          ({ status, declared, hops }) => declared && status === 'complete' && hops.some((hop) => hop.where === where),
        );
        const named = told.some((error) => error.where === where || error.message.includes(idOf(json)));
        expect(complete || named || servedBadly(json, told, of)).toBe(true);
      }
    });
  });

  test('no declared route is unknown', () => {
    law((given) => {
      const open = routesOf(siteOf(given)).routes.filter(({ declared, status }) => declared && status === 'unknown');
      expect(open).toEqual([]);
    });
  });

  test('a complete route never names a port that its neighbour does not have', () => {
    law((given) => {
      for (const { status, hops } of routesOf(siteOf(given)).routes) {
        if (status !== 'complete') continue;
        expect(hops.at(-1)).toMatchObject({ kind: 'pod', port: portOf(hops.at(-1)!, given.objects) });
        expect(hops.slice(0, -1).map(({ next }, index) => next ?? hops[index + 1]!.port)).toEqual(
          hops.slice(1).map(({ port }, index) => port ?? hops[index]!.next),
        );
      }
    });
  });

  test('a broken route says why, and is broken where it ends', () => {
    law((given) => {
      for (const { status, why, hops } of routesOf(siteOf(given)).routes) {
        expect([status === 'complete', hops.length > 0]).toEqual([why === undefined, true]);
      }
    });
  });
});

/** An Ingress is named through the Service that it leads to. */
function servedBadly(json: KubeObject, told: ReturnType<typeof errors>, of: Site): boolean {
  if (json.kind !== 'Ingress') return false;
  const service = `Service default/${json.metadata?.name}`;
  return of.objects.length > 0 && told.some(({ object }) => object === service);
}

function portOf({ name }: Hop, objects: readonly ObjectFacts[]): number {
  const workload = objects.find(({ json }) => idOf(json) === name)!;
  return workload.json.spec.template.spec.containers[0].ports[0].containerPort;
}

const reached = (of: Site): readonly Route[] =>
  routesOf(of).routes.filter(({ hops }) => hops.some(({ kind }) => kind === 'host-port' && hops.length > 1));

test('a mapping on a free host port to a cluster port that nobody maps changes no other route', () => {
  fc.assert(
    fc.property(world, fc.constantFrom(...CLUSTER_PORTS), (given, clusterPort) => {
      fc.pre(!given.ports.some((port) => port.endsWith(`:${clusterPort}`)));
      const more = { ...given, ports: [...given.ports, `9999:${clusterPort}`] };
      expect(reached(siteOf(more)).filter(({ url }) => !url.includes(':9999'))).toEqual(reached(siteOf(given)));
    }),
    { numRuns: 100, seed: 2 },
  );
});

test('the order of objects changes nothing', () => {
  fc.assert(
    fc.property(
      world.chain((given) =>
        fc.tuple(fc.constant(given), fc.shuffledSubarray([...given.objects], { minLength: given.objects.length })),
      ),
      ([given, objects]) => {
        const shuffled = siteOf({ ...given, objects });
        expect(routesOf(shuffled)).toEqual(routesOf(siteOf(given)));
        expect(findings(shuffled)).toEqual(findings(siteOf(given)));
      },
    ),
    { numRuns: 100, seed: 3 },
  );
});

describe('removing a fact never adds an error', () => {
  const keys = (of: Site) => errors(of).map(({ rule, where }) => `${rule} ${where}`);
  const never = (less: (given: World) => Site) =>
    law((given) => {
      expect(keys(siteOf(given))).toEqual(expect.arrayContaining(keys(less(given))));
    });

  test('the cluster', () => never((given) => siteOf(given, { cluster: undefined })));
  test('that the app is the whole world', () => never((given) => siteOf(given, { closed: false })));
  test('that a construct asked for it', () =>
    never((given) =>
      siteOf({ ...given, objects: given.objects.map(({ json, where }) => ({ json, where, declared: false })) }),
    ));
  test('what k3s is configured with', () =>
    never((given) => {
      const more = { volumes: [{ volume: '/tmp/config.yaml:/etc/rancher/k3s/config.yaml' }] };
      return siteOf(given, { cluster: cluster(given.ports, given.args, more) });
    }));
  test('what a mapping says', () =>
    never((given) => siteOf(given, { cluster: cluster([...given.ports, 'nonsense'], given.args) })));
  test('that nothing brings more objects', () =>
    never((given) => {
      const chart = made('app/chart', { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', metadata: { name: 'x' } });
      return siteOf({ ...given, objects: [...given.objects, chart] });
    }));
});

test('ten thousand objects are followed to the last', () => {
  const many = Array.from({ length: 2500 }, (_, i) => [
    deployment(`w${i}`),
    service(`w${i}`, `w${i}`),
    ingress(`w${i}`, `w${i}`, { host: `w${i}.localhost` }),
    service(`n${i}`, `w${i}`, { port: 80, targetPort: 80, nodePort: 30000 + i }, 'NodePort'),
  ]).flat();
  const of = site(many, { cluster: cluster(['8080:80', '8087:30080']) });
  expect(routesOf(of).routes).toHaveLength(5000);
});
