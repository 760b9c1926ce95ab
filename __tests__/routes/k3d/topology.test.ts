import { clusterNodes } from '../../../lib/routes/k3d/cluster-nodes';
import { portEntries } from '../../../lib/routes/k3d/port-entry';
import { topologyOf } from '../../../lib/routes/k3d/topology';
import { translated } from '../../../lib/routes/k3d/translation';
import { parsed, recorded } from './recorded';

const sorted = <T>(items: Iterable<T>) => [...items].sort();

type Sockets = ReturnType<typeof topologyOf>['sockets'];

/** The nodes over which the load balancer spreads each of its ports. */
const upstreams = (sockets: Sockets) =>
  Object.fromEntries(
    sockets
      .filter(({ via }) => via === 'balancer')
      .map(({ containerPort, protocol, nodes }) => [`${containerPort}.${protocol}`, sorted(nodes)]),
  );

const faultsIn = (config: unknown) =>
  portEntries(config, clusterNodes(config)).flatMap(({ faults }) => faults.map(({ kind }) => kind));

const printed = (sockets: Sockets) =>
  sorted(
    sockets.map(({ hostIp, asked, container, containerPort, protocol, mapping }) => {
      const from = `${hostIp}:${asked}->${container}:${containerPort}`;
      return mapping === undefined ? from : `${from}/${protocol}`;
    }),
  );

describe('what k3d makes of the recorded configs', () => {
  test.each(recorded('accept').map((each) => [each.id, each] as const))(
    '%s has the same sockets and upstreams',
    (_, each) => {
      const { config } = translated(parsed(each.config));
      const { sockets } = topologyOf(config);
      expect(faultsIn(config).filter((kind) => kind !== 'nothing')).toEqual([]);
      expect(upstreams(sockets)).toEqual(each.balancer ?? {});
      // Without a load balancer k3d publishes the API later, when it makes the first server.
      const published = sockets.filter(({ mapping, via }) => mapping !== undefined || via === 'balancer');
      expect(printed(published)).toEqual(each.sockets ?? []);
    },
  );
});

/** One mapping in a cluster of one server and two agents, and where it leads. */
function leads(port: string, nodeFilters: readonly string[] | undefined, more: object = {}) {
  const config = {
    metadata: { name: 'dev' },
    servers: 1,
    agents: 2,
    ports: [{ port, ...(nodeFilters && { nodeFilters }) }],
    ...more,
  };
  const ways = topologyOf(config)
    .sockets.filter(({ mapping }) => mapping === 0)
    .map(({ hostIp, asked, container, containerPort, protocol, nodes }) =>
      `${hostIp}:${asked} ${container}:${containerPort}/${protocol} ${nodes}`.replaceAll('k3d-dev-', ''),
    );
  return [...ways, ...faultsIn(config)];
}

const alone = { servers: 1, agents: 0 };
const bare = { options: { k3d: { disableLoadbalancer: true } } };
const EVERY = [':8080 serverlb:80/tcp server-0,agent-0,agent-1'];

describe('a port mapping', () => {
  test.each<[string, readonly string[] | undefined, object, readonly string[]]>([
    ['8080:80', undefined, {}, EVERY],
    ['8080:80', [], {}, EVERY],
    ['8080:80', ['loadbalancer'], {}, EVERY],
    ['8080:80', ['loadbalancer:direct'], {}, EVERY],
    ['8080:80', ['nonsense', 'loadbalancer'], {}, EVERY],
    ['8080:80', ['server:0'], {}, [':8080 serverlb:80/tcp server-0']],
    ['8080:80', ['agent:*'], {}, [':8080 serverlb:80/tcp agent-0,agent-1']],
    ['8080:80', ['agent:*'], alone, ['nothing']],
    ['8080:80', ['server:*', 'agent:*'], alone, [':8080 serverlb:80/tcp server-0']],
    ['8080:80', ['agent:0'], alone, ['filter']],
    ['8080:80', ['agent:0:direct'], {}, [':8080 agent-0:80/tcp agent-0']],
    ['8080:80', ['server:*:direct'], {}, [':8080 server-0:80/tcp server-0']],
    ['8080:80', ['agent:*:direct'], {}, ['many-nodes']],
    ['8080:80', ['server:0:direct', 'agent:0:direct'], {}, ['many-nodes']],
    ['8080:80', ['server:0', 'agent:0:direct'], {}, [':8080 serverlb:80/tcp server-0', ':8080 agent-0:80/tcp agent-0']],
    ['8080:80', ['all'], {}, ['filter']],
    ['8080:80', ['all'], { ...alone, ...bare }, ['no-balancer']],
    ['8080:80', ['all:direct'], { ...alone, ...bare }, [':8080 server-0:80/tcp server-0']],
    ['8080:80', ['server:0'], bare, ['no-balancer']],
    ['8080:80', ['loadbalancer'], bare, ['no-balancer']],
    ['8080:80', undefined, { ...alone, ...bare }, ['no-balancer']],
    ['8080:80', undefined, bare, ['no-balancer']],
    ['8080:80', ['server:0:direct'], bare, [':8080 server-0:80/tcp server-0']],
    ['8080:80', ['server:0:all'], {}, ['filter']],
    ['8080:80', ['server:0:bogus'], {}, ['filter']],
    ['8080:80', [''], {}, ['filter']],
    ['127.0.0.1:8080:80', ['server:0'], {}, ['127.0.0.1:8080 serverlb:80/tcp server-0']],
    ['8000-8001:80-81', ['server:0'], {}, [':8000 serverlb:80/tcp server-0', ':8001 serverlb:81/tcp server-0']],
    ['8000-8005:80', ['server:0'], {}, [':8000-8005 serverlb:80/tcp server-0']],
    ['80', ['server:0'], {}, [': serverlb:80/tcp server-0']],
    ['', ['server:0'], {}, ['spec']],
    ['bogus', ['bogus'], {}, ['spec', 'filter']],
    ['$PORT:80', ['server:0'], {}, []],
    ['8080:80', ['$NODES'], {}, []],
  ])('%s at %j in a cluster with %j leads to %j', (port, filters, more, expected) => {
    expect(leads(port, filters, more)).toEqual(expected);
  });

  test('shares the nodes of every other mapping of its cluster port', () => {
    const { sockets } = topologyOf({
      agents: 1,
      ports: [
        { port: '8080:80', nodeFilters: ['server:0'] },
        { port: '8081:80', nodeFilters: ['agent:0'] },
      ],
    });
    expect(sockets.slice(1).map(({ hostPort, nodes }) => [hostPort, nodes.length])).toEqual([
      [8080, 2],
      [8081, 2],
    ]);
  });

  test('is read from anything without a crash', () => {
    for (const ports of [
      null,
      'x',
      [null, 7, [], { port: 8080 }, { port: '80', nodeFilters: 'all' }, { port: '80', nodeFilters: [1] }],
    ]) {
      expect(topologyOf({ ports }).sockets).toHaveLength(1);
    }
    expect(topologyOf(undefined).nodes.map(({ name }) => name)).toEqual([
      'k3d-k3s-default-server-0',
      'k3d-k3s-default-serverlb',
    ]);
  });

  test('is drawn no further than any machine can open ports', () => {
    const ports = Array.from({ length: 200 }, () => ({ port: '1-65535:1-65535' }));
    expect(topologyOf({ servers: 1e9, agents: Infinity, ports }).sockets.length).toBeLessThan(200_000);
  });
});

describe('the Kubernetes API', () => {
  const api = (config: object) => topologyOf(config).sockets[0];

  test('is reached through the load balancer', () => {
    const expected = { hostIp: '127.0.0.1', hostPort: 6445, via: 'balancer', nodes: ['k3d-k3s-default-server-0'] };
    expect(api({ kubeAPI: { hostIP: '127.0.0.1', hostPort: '6445' } })).toMatchObject(expected);
    expect(api({})).toMatchObject({ hostIp: '0.0.0.0', hostPort: undefined, asked: '' });
  });

  test('is published by the first server where there is no load balancer', () => {
    const first = { via: 'direct', container: 'k3d-k3s-default-server-0', nodes: ['k3d-k3s-default-server-0'] };
    expect(api({ servers: 3, ...bare })).toMatchObject(first);
  });

  test('has port 6443 on the network of the host, where nothing else is published', () => {
    const { sockets, nodes } = topologyOf({
      network: 'host',
      kubeAPI: { hostPort: '7000' },
      ports: [{ port: '8080:80', nodeFilters: ['server:0:direct'] }],
    });
    expect(sockets).toHaveLength(1);
    expect(sockets[0]).toMatchObject({ hostPort: 6443, via: 'direct' });
    expect(nodes).toEqual([{ name: 'k3d-k3s-default-server-0', role: 'server' }]);
  });
});
