import fc from 'fast-check';
import { judge } from '../../lib/routes/rules/judge';
import { routesOf } from '../../lib/routes/network/routes';
import type { Route } from '../../lib/routes/route';
import { routeRules } from '../../lib/routes/rules/routes';
import type { KubeObject, ObjectFacts, Site } from '../../lib/routes/world';
import { cluster, deployment, exposed, ingress, made, service, site, situationA, situationB } from './network/sites';

const declared = (site: ReturnType<typeof situationA>) =>
  routesOf(site)
    .routes.filter((route) => route.declared)
    .map(({ url, status, hops }) => [url, status, hops.at(-1)?.name]);

describe('situation A', () => {
  test('has exactly three declared routes, and all are complete', () => {
    expect(declared(situationA())).toEqual([
      ['http://localhost.k3d.ingress:8085', 'complete', 'Deployment default/web-b'],
      ['http://localhost:8085', 'complete', 'Deployment default/web-a'],
      ['http://localhost:8087', 'complete', 'Deployment default/web'],
    ]);
  });
});

describe('situation B', () => {
  test('has one declared route, over the LoadBalancer', () => {
    expect(declared(situationB())).toEqual([
      ['http://localhost/api/getMessageCount', 'complete', 'Deployment default/myapp'],
    ]);
  });
});

/** A Deployment that runs an image. */
const running = (name: string, image: string, namespace = 'default'): KubeObject => ({
  ...deployment(name, 80, {
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image }] } },
  }),
  metadata: { name, namespace },
});

const objectOf = (apiVersion: string, kind: string, name: string, more: object = {}): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...more,
});
const routes = (of: Site) => routesOf(of).routes.map(({ url, status, why }) => [url, status, why].filter(Boolean));
const mappings = (of: Site) =>
  routesOf(of).mappings.map(({ hostPort, clusterPort, leadsTo, status }) => [hostPort, clusterPort, leadsTo, status]);

describe('situation A in full', () => {
  test('names every hop of a request to an Ingress', () => {
    const [route] = routesOf(situationA()).routes.filter(({ url }) => url === 'http://localhost.k3d.ingress:8085');
    expect(route!.hops).toEqual([
      { kind: 'name', name: 'localhost.k3d.ingress', note: 'needs a line in the hosts file' },
      { kind: 'host-port', name: 'host port 8085', where: 'dev', port: 8085, next: 80 },
      { kind: 'load-balancer', name: 'k3d-dev-serverlb', port: 80, next: 80, note: 'to 3 nodes' },
      { kind: 'ingress-controller', name: 'Traefik', port: 80, note: 'entry point web' },
      {
        kind: 'ingress-rule',
        name: 'Ingress default/nginx-ingress-b',
        where: 'nginx/nginx-ingress-b',
        next: 80,
        note: 'host localhost.k3d.ingress, path /',
      },
      { kind: 'service', name: 'Service default/app-service-b', where: 'nginx/web-b', port: 80, next: 80 },
      { kind: 'pod', name: 'Deployment default/web-b', where: 'nginx/web-b', port: 80, note: '1 replica' },
    ]);
  });

  test('leads every host socket to something', () => {
    expect(mappings(situationA())).toEqual([
      [6449, 6443, 'Kubernetes API', 'answers'],
      [8085, 80, 'Traefik, entry point web', 'answers'],
      [8087, 30080, 'Service default/app-service-nodeport', 'answers'],
      [8443, 443, 'Traefik, entry point websecure', 'answers'],
    ]);
  });

  test('is read once', () => {
    const of = situationA();
    expect(routesOf(of).routes).toBe(routesOf(of).routes);
  });
});

test('a mapping names the address and the nodes that it is asked for', () => {
  const ports = [{ port: '127.0.0.1:8087:30080', nodeFilters: ['agent:0:direct'] }];
  const of = site([], { cluster: { ...cluster([], [], { ports }), portAskers: [['app/web', 'app/b'], []] } });
  expect(routesOf(of).mappings[1]).toEqual({
    cluster: 'dev',
    hostIp: '127.0.0.1',
    hostPort: 8087,
    clusterPort: 30080,
    protocol: 'tcp',
    via: 'direct',
    nodes: ['k3d-dev-agent-0'],
    status: 'unknown',
  });
});

const web = deployment('web');
const nodePort = (more: object = {}) =>
  service('web', 'web', { port: 80, targetPort: 80, nodePort: 30080, ...more }, 'NodePort');
const balanced = (more: object = {}) =>
  service('web', 'web', { port: 8080, targetPort: 80 }, 'LoadBalancer', { ...more });
const mapped = (ports: readonly string[], args: readonly string[] = []) => ({ cluster: cluster(ports, args) });

describe('the port of a Service', () => {
  test('may be reached by more than one host port, and directly on one node', () => {
    const ports = ['8087:30080', '30080'].map((port) => ({ port, nodeFilters: ['loadbalancer'] }));
    const direct = { port: '9000:30080', nodeFilters: ['agent:1:direct'] };
    const of = site([web, nodePort()], { cluster: cluster([], [], { ports: [...ports, direct] }) });
    expect(routes(of)).toEqual([
      ['http://localhost (docker chooses the host port)', 'complete'],
      ['http://localhost:8087', 'complete'],
      ['http://localhost:9000', 'complete'],
    ]);
    expect(routesOf(of).routes[0]!.hops[1]).toMatchObject({ name: 'a host port that docker chooses' });
    expect(routesOf(of).routes[2]!.hops[2]).toMatchObject({ kind: 'node', name: 'k3d-dev-agent-1' });
  });

  test('may be opened on one address of this machine, and speak what it says', () => {
    const of = site([web, nodePort({ appProtocol: 'https' })], mapped(['192.168.1.2:8087:30080']));
    expect(routes(of)).toEqual([['https://192.168.1.2:8087', 'complete']]);
    expect(routesOf(of).routes[0]!.hops[0]).toMatchObject({ note: 'an address of this machine' });
  });

  test('is not known where Kubernetes chooses the node port', () => {
    expect(routes(site([web, nodePort({ nodePort: undefined })], mapped([])))).toEqual([
      [
        'http://localhost (no host port leads to it)',
        'unknown',
        'Kubernetes chooses the node port of Service default/web when it makes it.',
      ],
    ]);
  });

  test('is not known where two Services ask for one node port', () => {
    const other = { ...nodePort(), metadata: { name: 'other' } };
    expect(routes(site([web, nodePort(), other], mapped(['8087:30080'])))).toEqual([
      ['http://localhost:8087', 'unknown', 'Service default/web asks for node port 30080 too, and only one gets it.'],
      ['http://localhost:8087', 'unknown', 'Service default/other asks for node port 30080 too, and only one gets it.'],
    ]);
  });

  test('is known to none of three Services that ask for one node port', () => {
    const objects = ['a', 'b', 'c'].map((name) => ({ ...nodePort(), metadata: { name } }));
    const of = site([web, ...objects], mapped(['8087:30080']));
    expect(routesOf(of).routes.map(({ status }) => status)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  test('is not known without a cluster, and broken where its own world is', () => {
    expect(routes(site([web, nodePort()]))).toEqual([
      ['http://node:30080', 'unknown', 'No cluster is described, so which address leads to its nodes is not known.'],
    ]);
    expect(routes(site([nodePort()], { closed: true }))[0]).toEqual([
      'http://node:30080',
      'broken',
      'No pod in namespace default carries the labels that Service default/web selects.',
    ]);
  });

  test.each<[unknown, string]>([
    ['nonsense', 'ports[0] of cluster dev cannot be read: "nonsense" is no port number.'],
    ['${WEB}:80', 'ports[0] of cluster dev says "${WEB}:80", which the environment decides.'],
    [{ port: '80:80', nodeFilters: ['$NODE'] }, 'ports[0] of cluster dev says "$NODE", which the environment decides.'],
    [
      { port: '80:80', nodeFilters: ['agent:2'] },
      'ports[0] of cluster dev asks for node "agent:2": the cluster has 2 agents, so there is no agent 2.',
    ],
    [{ port: '80:80', nodeFilters: ['server:1-0'] }, 'ports[0] of cluster dev asks'],
    [{ port: '80:80', nodeFilters: ['agents:*:direct'] }, 'ports[0] of cluster dev cannot be read.'],
    [80, 'ports[0] of cluster dev cannot be read.'],
  ])('is not known where a mapping cannot be read: %j', (entry, why) => {
    const ports = [typeof entry === 'string' ? { port: entry, nodeFilters: ['loadbalancer'] } : entry];
    expect(routes(site([web, nodePort()], { cluster: cluster([], [], { ports }) }))).toEqual([
      ['http://localhost (no host port leads to 30080)', 'unknown', expect.stringContaining(why)],
    ]);
  });

  test('is not known where the nodes have the network of this machine', () => {
    const why = 'Cluster dev has the network of this machine, where k3d maps no port.';
    expect(routes(site([web, nodePort()], { cluster: cluster([], [], { network: 'host' }) }))).toEqual([
      ['http://localhost (no host port leads to 30080)', 'unknown', why],
    ]);
  });

  test('is not known where a property cannot be read, which is named', () => {
    const of = { ...cluster(['$X:80']), fields: { ports: 'ports' } };
    expect(routes(site([web, nodePort()], { cluster: of }))[0]![2]).toContain('ports[0] of cluster dev says "$X:80"');
    const taken = { ...of, fields: { 'ports[0]': '' } };
    expect(routes(site([web, nodePort()], { cluster: taken }))[0]![2]).toContain('ports[0] of cluster dev');
  });

  test('carries the host port that was asked for where nothing leads in', () => {
    const of = site([made('app/web', web), exposed('app/in', nodePort(), [8087], '/ready')], mapped([]));
    expect(routes(of)).toEqual([
      ['http://localhost:8087/ready', 'broken', 'No host port of cluster dev leads to port 30080.'],
    ]);
  });

  test('is declared over the host port that its exposure asked for', () => {
    const of = site(
      [made('app/web', web), exposed('app/in', nodePort(), [8087])],
      mapped(['8087:30080', '9000:30080']),
    );
    expect(routesOf(of).routes.map(({ url, declared: promised }) => [url, promised])).toEqual([
      ['http://localhost:8087', true],
      ['http://localhost:9000', false],
    ]);
  });

  test.each([
    [{ loadBalancerClass: 'x' }, 'Service default/web asks for load balancer class "x".'],
    [{}, 'Which load balancer serves Service default/web is not known.', ['--disable-cloud-controller']],
  ])('of a LoadBalancer with %j is not known', (more, why, args = []) => {
    expect(routes(site([web, balanced(more)], mapped(['8080:8080'], args)))).toEqual([
      ['http://localhost:8080', 'unknown', why],
    ]);
  });

  test('of a pool is served on its nodes only', () => {
    const pooled = { ...balanced(), metadata: { name: 'web', labels: { 'svccontroller.k3s.cattle.io/lbpool': 'a' } } };
    expect(routes(site([web, pooled], mapped(['8080:8080'])))).toEqual([
      ['http://localhost:8080', 'unknown', 'Service default/web is served on the nodes of pool "a" only.'],
    ]);
  });

  test('of a Service that keeps requests on their node is not known where another node may have the pod', () => {
    const local = service('web', 'web', { port: 80, targetPort: 80, nodePort: 30080 }, 'NodePort', {
      externalTrafficPolicy: 'Local',
    });
    const direct = (agents: number, of: KubeObject = web, one: KubeObject = local) => {
      const ports = [{ port: '8087:30080', nodeFilters: ['server:0:direct'] }];
      return routes(site([of, one], { cluster: cluster([], [], { agents, ports }) }))[0]!.slice(1);
    };
    const why =
      'Whether a pod of Service default/web runs on k3d-dev-server-0 is not known, and a node without one does not answer for it.';
    expect(direct(2)).toEqual(['unknown', why]);
    expect(direct(0)).toEqual(['complete']);
    expect(direct(2, { ...web, kind: 'DaemonSet' })).toEqual(['complete']);
    expect(direct(2, web, nodePort())).toEqual(['complete']);
    expect(routes(site([web, local], mapped(['8087:30080'])))[0]![1]).toBe('complete');
    expect(direct(2, { ...web, metadata: { name: 'web', namespace: 'other' } })[0]).toBe('unknown');
  });

  describe('of a Service that keeps requests on their node, with pods that ask for nodes', () => {
    const local = service('web', 'web', { port: 80, targetPort: 80, nodePort: 30080 }, 'NodePort', {
      externalTrafficPolicy: 'Local',
    });
    const asking = (spec: object, kind = 'Deployment') => ({
      ...web,
      kind,
      spec: { ...web.spec, template: { ...web.spec.template, spec: { ...web.spec.template.spec, ...spec } } },
    });
    const from = (filter: string, of: KubeObject, options: object = {}) =>
      routes(
        site([of, local], {
          cluster: cluster([], [], {
            agents: 2,
            ports: [{ port: '8087:30080', nodeFilters: [filter] }],
            options: { k3s: { nodeLabels: [{ label: 'disk=ssd', nodeFilters: ['agent:*'] }], ...options } },
          }),
        }),
      )[0]!.slice(1);
    const bound = asking({ nodeName: 'k3d-dev-agent-0' });
    const picked = asking({ nodeSelector: { disk: 'ssd' } });
    const daemons = asking({ nodeSelector: { disk: 'ssd' } }, 'DaemonSet');

    test.each([
      ['server:0:direct', bound],
      ['server:0:direct', picked],
      ['server:0:direct', daemons],
      ['server:0', bound],
      ['agent:1', bound],
    ])('is broken where %s has none', (filter, of) => {
      const node = `k3d-dev-${filter.replace(':direct', '').replace(':', '-')}`;
      expect(from(filter, of)).toEqual(['broken', `No pod of Service default/web runs on ${node}.`]);
    });

    test.each([
      ['agent:0:direct', bound],
      ['agent:1:direct', daemons],
      ['agent:*', picked],
      ['loadbalancer', web],
    ])('is complete where %s has one', (filter, of) => {
      expect(from(filter, of)).toEqual(['complete']);
    });

    test('is not known where another node that they ask for is not asked', () => {
      expect(from('agent:0:direct', picked)[0]).toBe('unknown');
      expect(from('agent:0:direct', asking({ nodeSelector: { 'example.com/disk': 'x' } }, 'DaemonSet'))[0]).toBe(
        'unknown',
      );
      expect(from('agent:0:direct', bound, { extraArgs: [{ arg: '--with-node-id' }] })[0]).toBe('unknown');
    });

    test('keeps off nodes with taints', () => {
      const tainted = { extraArgs: [{ arg: '--node-taint=a=b:NoSchedule', nodeFilters: ['server:*'] }] };
      expect(from('server:0', web, tainted)[0]).toBe('broken');
      expect(from('server:0', asking({ tolerations: [{ operator: 'Exists' }] }), tainted)[0]).toBe('unknown');
      expect(from('server:0', asking({ nodeName: 'k3d-dev-server-0' }), tainted)).toEqual(['complete']);
    });

    test('leaves it to others to say that pods run nowhere', () => {
      expect(from('server:0', asking({ nodeSelector: { disk: 'nvme' } }))).toEqual(['complete']);
    });
  });

  test('of a LoadBalancer opens with all of its ports or with none', () => {
    const two = balanced();
    two.spec.ports.push({ name: 'web', port: 80, targetPort: 80 });
    const both = (...args: string[]) => routes(site([web, two], mapped(['8080:8080', '8081:80'], args)));
    expect(both()).toEqual([
      [
        'http://localhost:8080',
        'broken',
        'Traefik wants port 80 of every node, and Service default/web gets all of its ports or none.',
      ],
      ['http://localhost:8081', 'broken', 'Traefik wants port 80 of every node too, and only one gets it.'],
    ]);
    expect(both('--disable=traefik')).toEqual([
      ['http://localhost:8080', 'complete'],
      ['http://localhost:8081', 'complete'],
    ]);
  });

  test('of a LoadBalancer that admits some addresses is not known', () => {
    const BEFORE = 'service.beta.kubernetes.io/load-balancer-source-ranges';
    const why =
      'Service default/web admits 10.1.0.0/16, 10.2.0.0/16 alone, and from which address a request of this machine comes is not known.';
    const admits = (loadBalancerSourceRanges: readonly string[], annotations = {}) =>
      routes(
        site(
          [web, { ...balanced({ loadBalancerSourceRanges }), metadata: { name: 'web', annotations } }],
          mapped(['8080:8080']),
        ),
      )[0]!.slice(1);
    expect(admits(['10.1.0.0/16', '10.2.0.0/16'])).toEqual(['unknown', why]);
    expect(admits([], { [BEFORE]: '10.1.0.0/16, 10.2.0.0/16' })).toEqual(['unknown', why]);
    expect(admits(['0.0.0.0/0'], { [BEFORE]: '10.1.0.0/16' })).toEqual(['complete']);
    expect(admits([])).toEqual(['complete']);
  });

  describe('of a LoadBalancer where labels pick the nodes', () => {
    const POOL = 'svccontroller.k3s.cattle.io/lbpool';
    const picks = (ports: readonly object[], ...labels: readonly (readonly [string, string])[]) => ({
      cluster: cluster([], [], {
        ports,
        options: {
          k3s: {
            nodeLabels: labels.map(([label, node]) => ({
              label: `svccontroller.k3s.cattle.io/${label}`,
              nodeFilters: [node],
            })),
          },
        },
      }),
    });
    const to = (port: string, ...nodeFilters: readonly string[]) => ({ port, nodeFilters });
    const pooled = (port = 8080) => ({
      ...service('web', 'web', { port, targetPort: 80 }, 'LoadBalancer'),
      metadata: { name: 'web', labels: { [POOL]: 'a' } },
    });
    const AGENTS = ['enablelb=true', 'agent:*'] as const;
    const IN_POOL = ['lbpool=a', 'agent:1'] as const;

    test('is reached over these alone, and one of them is enough', () => {
      const ports = [to('8080:8080', 'server:0:direct'), to('8081:8080', 'server:0', 'agent:0')];
      const of = site([web, balanced()], picks(ports, AGENTS));
      expect(routes(of)).toEqual([['http://localhost:8081', 'complete']]);
      expect(mappings(of).slice(1)).toEqual([
        [8080, 8080, undefined, 'silent'],
        [8081, 8080, 'Service default/web', 'answers'],
      ]);
      expect(routes(site([web, balanced()], picks(ports.slice(0, 1), AGENTS)))[0]!.slice(1)).toEqual([
        'broken',
        'No host port of cluster dev leads to port 8080 of k3d-dev-agent-0, k3d-dev-agent-1.',
      ]);
    });

    test('is reached over those of its pool', () => {
      const agent = (index: number) => [to('8080:8080', `agent:${index}:direct`)];
      const status = (index: number, ...labels: Parameters<typeof picks>[1][]) =>
        routes(site([web, pooled()], picks(agent(index), ...labels)))[0]![1];
      expect(status(1, AGENTS, IN_POOL)).toBe('complete');
      expect(status(0, AGENTS, IN_POOL)).toBe('broken');
      expect(status(1, IN_POOL)).toBe('unknown');
    });

    test('may want a port of a pool that another one has on every node', () => {
      expect(routes(site([web, pooled(80)], picks([to('8080:80', 'agent:1:direct')], AGENTS, IN_POOL)))).toEqual([
        ['http://localhost:8080', 'unknown', 'Traefik wants port 80 of the nodes of pool "a" too.'],
      ]);
    });

    test('is reached over none where no node is picked', () => {
      const of = site([web, balanced()], picks([to('8080:8080')], ['enablelb=false', 'agent:0']));
      expect(routes(of)[0]!.slice(1)).toEqual([
        'broken',
        'No host port of cluster dev leads to port 8080 of a node that opens it.',
      ]);
    });

    test('has Traefik on these too', () => {
      const ports = [to('8080:80', 'server:0:direct'), to('8081:80', 'agent:0:direct')];
      const of = site([web, service('web', 'web'), ingress('web', 'web')], picks(ports, AGENTS));
      expect(routes(of)).toEqual([['http://localhost:8081', 'complete']]);
      expect(mappings(of).slice(1)).toEqual([
        [8080, 80, undefined, 'silent'],
        [8081, 80, 'Traefik, entry point web', 'answers'],
      ]);
    });
  });

  test('of a LoadBalancer is reached over its node port where ServiceLB is disabled', () => {
    const both = service('web', 'web', { port: 8080, targetPort: 80, nodePort: 30080 }, 'LoadBalancer');
    expect(routes(site([web, both], mapped(['8087:30080'], ['--disable=servicelb'])))).toEqual([
      ['http://localhost:8087', 'complete'],
    ]);
  });

  test('may be one that another load balancer of the app opens', () => {
    const metallb = objectOf('metallb.io/v1beta1', 'IPAddressPool', 'pool');
    expect(routes(site([web, balanced(), metallb], mapped([], ['--disable=servicelb'])))[0]![1]).toBe('unknown');
  });

  test('shows the load balancer that opens it, and MetalLB does so at addresses of its own', () => {
    const off = mapped(['8087:80'], ['--disable=servicelb']);
    const balancerOf = (one: Site) => {
      const [{ hops, why }] = routesOf(one).routes as [Route];
      return [hops.find(({ kind }) => kind === 'service-load-balancer')?.name, why];
    };
    const objects = [web, balanced()];
    const own =
      'an address of its own, and host ports lead to the nodes: they miss it, unless the address is one of a node.';
    const metallb = [
      objectOf('metallb.io/v1beta1', 'IPAddressPool', 'pool'),
      running('controller', 'quay.io/metallb/controller:v0.14.9'),
    ];
    for (const one of metallb) {
      expect(balancerOf(site([...objects, one], off))).toEqual(['MetalLB', `MetalLB gives Service default/web ${own}`]);
    }
    const unknown = 'Which load balancer serves Service default/web is not known.';
    const vip = running('vip', 'ghcr.io/kube-vip/kube-vip:v0.8.0');
    expect(balancerOf(site([...objects, vip], off))).toEqual(['one of the app', unknown]);
    expect(balancerOf(site(objects, off))[0]).toBe('none');
    expect(balancerOf(site([...objects, metallb[0]!], mapped(['8087:8080'], ['--disable=traefik'])))[0]).toBe(
      'ServiceLB',
    );
    const rule = site([web, service('web', 'web'), ingress('web', 'web'), metallb[0]!], off);
    expect(routesOf(rule).routes[0]!.why).toBe(`MetalLB gives the Service of Traefik ${own}`);
  });

  test('that is malformed is left out', () => {
    const none = service('web', 'web', { port: 'http' }, 'NodePort');
    expect(routes(site([web, none], mapped([])))).toEqual([]);
  });
});

describe('the end of a route', () => {
  const ends = (...objects: readonly (KubeObject | ObjectFacts)[]) =>
    routes(site(objects, mapped(['8087:30080'])))[0]!.slice(1);
  const hops = (...objects: readonly KubeObject[]) =>
    routesOf(site(objects, mapped(['8087:30080']))).routes[0]!.hops.slice(-1)[0];

  test('is an address where an EndpointSlice or Endpoints of the app say so', () => {
    const bare = nodePort();
    const { selector: _, ...spec } = bare.spec;
    const open = { ...bare, spec };
    const slice = objectOf('discovery.k8s.io/v1', 'EndpointSlice', 'web-1', { ports: [{ port: 81 }] });
    const named = { ...slice, metadata: { name: 'web-1', labels: { 'kubernetes.io/service-name': 'web' } } };
    const endpoints = objectOf('v1', 'Endpoints', 'web', { subsets: [{ ports: [{ port: 82 }] }] });
    expect(hops(open, named)).toEqual({
      kind: 'address',
      name: 'EndpointSlice default/web-1',
      where: 'app.yaml:2',
      port: 81,
    });
    expect(hops(open, endpoints)).toMatchObject({ name: 'Endpoints default/web', port: 82 });
    const two = {
      ...named,
      ports: [
        { name: 'admin', port: 83 },
        { name: 'http', port: 84 },
      ],
    };
    const http = { ...open, spec: { ...spec, ports: [{ ...spec.ports[0], name: 'http' }] } };
    expect(hops(http, two)).toMatchObject({ port: 84 });
    expect(ends(open, two)).toEqual([
      'broken',
      'No port of EndpointSlice default/web-1 is without a name as port 80 of Service default/web is, so it leads nowhere.',
    ]);
    expect(ends(http, named)).toEqual([
      'broken',
      'No port of EndpointSlice default/web-1 is called "http" as port 80 of Service default/web is, so it leads nowhere.',
    ]);
    expect(ends(http, named, { ...two, metadata: { ...named.metadata, name: 'web-2' } })).toEqual(['complete']);
    expect(hops(open, { ...endpoints, subsets: [] })).not.toHaveProperty('port');
    const why = 'The app does not show what Service default/web selects, and holds no EndpointSlice for it.';
    const stray =
      'EndpointSlice default/web-1 has no label kubernetes.io/service-name: web, so it is not for Service default/web, which selects nothing.';
    expect(ends(open, slice)).toEqual(['unknown', stray]);
    expect(ends({ ...open, spec: { ...spec, ports: [{ port: 80, targetPort: 'x', nodePort: 30080 }] } })).toEqual([
      'unknown',
      why,
    ]);
  });

  test('is found by the name of a port among several workloads', () => {
    const named = (name: string) => {
      const one = deployment(name);
      one.spec.template.metadata.labels = { app: 'web' };
      one.spec.template.spec.containers[0].ports = [{ name: 'http', containerPort: 8080 }];
      return one;
    };
    const open = service('web', 'web', { port: 80, targetPort: 'http', nodePort: 30080 }, 'NodePort');
    expect(hops(open, named('a'), named('b'))).toMatchObject({
      port: 8080,
      note: '2 replicas with Deployment default/b',
    });
  });

  test('counts the replicas of everything that is selected', () => {
    const copies = ['b', 'c', 'd', 'e', 'f'].map((name) => ({ ...web, metadata: { name } }));
    expect(hops(nodePort(), web, copies[0]!)).toMatchObject({
      name: 'Deployment default/web',
      note: '2 replicas with Deployment default/b',
    });
    expect(hops(nodePort(), ...copies)).toMatchObject({
      note: '5 replicas with Deployment default/c, Deployment default/d, Deployment default/e and 1 more',
    });
    const daemons = { ...web, kind: 'DaemonSet' };
    expect(hops(nodePort(), daemons)).toEqual({
      kind: 'pod',
      name: 'DaemonSet default/web',
      where: 'app.yaml:2',
      port: 80,
    });
  });

  test.each([
    ['a Pod', 'v1', 'Pod', 1],
    ['a ReplicaSet', 'apps/v1', 'ReplicaSet', 1],
    ['an object of an operator', 'example.com/v1', 'Web', undefined],
  ])('may be %s', (_, apiVersion, kind, replicas) => {
    const { template } = web.spec;
    const pods = {
      apiVersion,
      kind,
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: kind === 'Pod' ? template.spec : { template },
    };
    expect(hops(nodePort(), pods)).toMatchObject({
      kind: 'pod',
      name: `${kind} default/web`,
      ...(replicas && { note: '1 replica' }),
    });
  });

  test('is found by every label of a selector, in its own namespace', () => {
    const labelled = (name: string, labels: Record<string, string>, namespace?: string) => ({
      ...deployment(name),
      metadata: { name, ...(namespace && { namespace }) },
      spec: { template: { metadata: { labels }, spec: { containers: [{ name }] } } },
    });
    const picky = { ...nodePort(), spec: { ...nodePort().spec, selector: { part: 'shop', app: 'web' } } };
    const others = [
      labelled('a', { part: 'shop' }),
      labelled('b', { part: 'shop', app: 'api' }),
      labelled('c', { part: 'shop', app: 'web' }, 'far'),
    ];
    expect(hops(picky, ...others, labelled('d', { part: 'shop', app: 'web' }))).toMatchObject({
      name: 'Deployment default/d',
    });
    expect(ends(picky, ...others)[0]).toBe('unknown');
  });

  test('leaves the number of pods to an autoscaler', () => {
    const none = deployment('web', 80, { replicas: 0 });
    const scaler = objectOf('keda.sh/v1alpha1', 'ScaledObject', 'web', { spec: { scaleTargetRef: { name: 'web' } } });
    const empty = objectOf('autoscaling/v2', 'HorizontalPodAutoscaler', 'x', { spec: {} });
    expect(ends(nodePort(), none, scaler, empty)).toEqual(['complete']);
    expect(ends(nodePort(), none)).toEqual(['broken', 'Deployment default/web asks for no pods.']);
  });

  test('breaks at a Deployment that is paused, whoever decides the number of its pods', () => {
    const paused = deployment('web', 80, { replicas: 2, paused: true });
    const scaler = objectOf('keda.sh/v1alpha1', 'ScaledObject', 'web', { spec: { scaleTargetRef: { name: 'web' } } });
    const broken = ['broken', 'Deployment default/web is paused and makes no pods.'];
    expect(ends(nodePort(), paused)).toEqual(broken);
    expect(ends(nodePort(), paused, scaler)).toEqual(broken);
    expect(ends(nodePort(), paused, { ...deployment('web'), kind: 'StatefulSet' })).toEqual(['complete']);
    expect(ends(nodePort(), { ...paused, kind: 'ReplicaSet' })).toEqual(['complete']);
    expect(ends(nodePort(), { ...paused, apiVersion: 'example.com/v1' })).toEqual(['complete']);
    expect(ends(nodePort(), deployment('web', 80, { paused: false }))).toEqual(['complete']);
  });

  test('is a port that some of the pods name', () => {
    const named = (name: string, number: unknown) => ({
      ...deployment(name),
      spec: {
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name, ports: [{ name: 'http', containerPort: number }] }] },
        },
      },
    });
    expect(hops(nodePort({ targetPort: 'http' }), named('web', 8080))).toMatchObject({ port: 8080 });
    expect(ends(nodePort({ targetPort: 'http' }), named('web', 'x'))[0]).toBe('broken');
    expect(ends(nodePort({ targetPort: 'gone' }), named('web', 8080))[1]).toBe(
      'No pod that Service default/web selects names a port "gone".',
    );
    const overUdp = [nodePort({ targetPort: 'http', protocol: 'UDP' }), named('web', 8080)];
    expect(routes(site(overUdp, mapped(['8087:30080/udp'])))[0]![2]).toBe(
      'Port "http" of the pods that Service default/web selects is one for TCP, and a name counts for UDP here.',
    );
    expect(ends(nodePort({ targetPort: 81 }), named('web', 80))[0]).toBe('unknown');
    expect(ends(made('app/web', nodePort({ targetPort: 81 })), named('web', 80))[0]).toBe('broken');
  });
});

describe('a port that pods take on their node', () => {
  const pods = (kind: string, more: object = {}) => ({
    ...web,
    kind,
    spec: {
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { ...more, containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 80, hostPort: 8080 }] }] },
      },
    },
  });
  const direct = { ports: [{ port: '8080:8080', nodeFilters: ['agent:0:direct'] }] };

  test('is reached over the load balancer, or by a DaemonSet', () => {
    expect(routes(site([pods('Deployment')], mapped(['8080:8080'])))).toEqual([['http://localhost:8080', 'complete']]);
    expect(mappings(site([pods('Deployment')], mapped(['8080:8080'])))[1]).toEqual([
      8080,
      8080,
      'Deployment default/web',
      'answers',
    ]);
    expect(routes(site([pods('DaemonSet')], { cluster: cluster([], [], direct) }))[0]![1]).toBe('complete');
  });

  test('is not known on one node of several', () => {
    expect(routes(site([pods('Deployment')], { cluster: cluster([], [], direct) }))).toEqual([
      [
        'http://localhost:8080',
        'unknown',
        'Whether a pod of Deployment default/web runs on k3d-dev-agent-0 is not known, and a node without one does not answer for it.',
      ],
    ]);
  });

  test('is silent on a node where they do not run', () => {
    const bound = pods('Deployment', { nodeName: 'k3d-dev-server-0' });
    expect(routes(site([bound], { cluster: cluster([], [], direct) }))).toEqual([
      ['http://localhost:8080', 'broken', 'No pod of Deployment default/web runs on k3d-dev-agent-0.'],
    ]);
  });

  test('is every port with the network of the node', () => {
    const host = deployment('web', 9100);
    host.spec.template.spec.hostNetwork = true;
    expect(routes(site([host], mapped(['9100:9100'])))).toEqual([['tcp://localhost:9100', 'complete']]);
    host.spec.template.spec.containers[0].ports = [];
    expect(mappings(site([host], mapped(['9100:9100'])))[1]).toEqual([9100, 9100, undefined, 'unknown']);
  });
});

describe('an Ingress', () => {
  const behind = (
    of: KubeObject | ObjectFacts,
    { ports = ['8085:80'], args = [] as string[], more = [] as KubeObject[] } = {},
  ) => routes(site([web, service('web', 'web'), of, ...more], mapped(ports, args)));

  test('answers at every entry point, or at those that it names', () => {
    const both = { ports: ['8085:80', '8443:443'] };
    const named = (annotations: Record<string, string>) =>
      behind(ingress('web', 'web', { host: 'a.localhost', annotations }), both).map(([url]) => url);
    expect(named({})).toEqual(['http://a.localhost:8085', 'https://a.localhost:8443']);
    expect(named({ 'traefik.ingress.kubernetes.io/router.entrypoints': ' websecure ,' })).toEqual([
      'https://a.localhost:8443',
    ]);
    expect(named({ 'traefik.ingress.kubernetes.io/router.tls': 'true' })).toEqual(['https://a.localhost:8443']);
    expect(
      named({
        'traefik.ingress.kubernetes.io/router.tls.certresolver': 'x',
        'traefik.ingress.kubernetes.io/router.entrypoints': 'web',
      }),
    ).toEqual(['https://a.localhost:8085']);
  });

  test('answers any host where it names none, and asks first for what its exposure says', () => {
    expect(behind(ingress('web', 'web', { path: '/api' }))).toEqual([['http://localhost:8085/api', 'complete']]);
    const first = (path: string, more: object = {}) =>
      behind(exposed('app/in', ingress('web', 'web', { path: '/api', ...more }), [], path))[0]![0];
    expect(first('/api/count')).toBe('http://localhost:8085/api/count');
    expect(first('/other')).toBe('http://localhost:8085/api');
    expect(first('/api/count', { pathType: 'Exact' })).toBe('http://localhost:8085/api');
  });

  test('without rules leads everything to its default backend', () => {
    const spec = { defaultBackend: { service: { name: 'web', port: { number: 80 } } } };
    expect(behind(objectOf('networking.k8s.io/v1', 'Ingress', 'web', { spec }))).toEqual([
      ['http://localhost:8085', 'complete'],
    ]);
    expect(behind(objectOf('networking.k8s.io/v1', 'Ingress', 'web', { spec: {} }))).toEqual([]);
  });

  test.each([
    [
      'by annotation',
      ingress('web', 'web', { className: '', annotations: { 'kubernetes.io/ingress.class': 'traefik' } }),
    ],
    ['by default', ingress('web', 'web', { className: '' })],
  ])('asks for its class %s', (_, of) => {
    expect(behind(of)).toEqual([['http://localhost:8085', 'complete']]);
  });

  test('of a class of Traefik is served by it, and one of another controller is left open', () => {
    const classOf = (controller: string, annotations?: Record<string, string>) => ({
      ...objectOf('networking.k8s.io/v1', 'IngressClass', 'mine', { spec: { controller } }),
      metadata: { name: 'mine', ...(annotations && { annotations }) },
    });
    const mine = ingress('web', 'web', { className: 'mine' });
    expect(behind(mine, { more: [classOf('traefik.io/ingress-controller')] })).toEqual([
      ['http://localhost:8085', 'complete'],
    ]);
    const unknown = [['http://localhost:8085', 'unknown', 'Which controller serves it is not known.']];
    const nginx = 'Class mine is served by k8s.io/ingress-nginx, whose rules are not followed.';
    const byNginx = [['http://localhost:8085', 'unknown', nginx]];
    const foreign = { ...classOf('traefik.io/ingress-controller'), apiVersion: 'example.com/v1' };
    expect(behind(mine, { more: [foreign] })[0]![1]).toBe('broken');
    expect(behind(mine, { more: [classOf('k8s.io/ingress-nginx')] })).toEqual(byNginx);
    const usual = classOf('k8s.io/ingress-nginx', { 'ingressclass.kubernetes.io/is-default-class': 'true' });
    expect(behind(ingress('web', 'web', { className: '' }), { more: [usual] })).toEqual(byNginx);
    expect(behind(ingress('web', 'web', { className: '' }), { args: ['--config=/x'] })).toEqual(unknown);
    expect(behind(ingress('web', 'web'), { args: ['--config=/x'] })).toEqual(unknown);
    const without = { more: [deployment('x')], args: ['--disable=traefik'] };
    const outside = 'The ingress controller of class mine does not stand in the app.';
    expect(behind(mine, without)).toEqual([['http://localhost:8085', 'unknown', outside]]);
    expect(behind(ingress('web', 'web'), without)[0]![1]).toBe('broken');
  });

  test('of a class that no controller of the app brings is served by nobody', () => {
    const classOf = (name: string, spec: object = { controller: `example.com/${name}` }) =>
      objectOf('networking.k8s.io/v1', 'IngressClass', name, { spec });
    const of = (name: string) => running(name, `${name}:3.4`, name);
    const kong = [of('kong'), classOf('kong')];
    const asks = (className: string, more: KubeObject[]) =>
      behind(ingress('web', 'web', { className }), { more, args: ['--disable=traefik'] })[0]!.slice(1);
    expect(asks('traefik', kong)).toEqual(['broken', 'Nothing serves class "traefik".']);
    expect(asks('kong', kong)).toEqual(['unknown', expect.stringContaining('served by example.com/kong, whose')]);
    expect(asks('kong', [classOf('kong', {})])).toEqual(['unknown', expect.stringContaining('by (no name), whose')]);
    const unknown = ['unknown', 'Which controller serves it is not known.'];
    expect(asks('', kong)).toEqual(unknown);
    expect(asks('traefik', [...kong, of('contour')])).toEqual(unknown);
    const foreign = { ...classOf('more'), apiVersion: 'example.com/v1' };
    expect(asks('traefik', [...kong, of('contour'), foreign])).toEqual(unknown);
  });

  test('is not known where who opens the ports of Traefik is not', () => {
    const why = "Which load balancer opens Traefik's ports is not known.";
    expect(behind(ingress('web', 'web'), { args: ['--disable-cloud-controller'] })).toEqual([
      ['http://localhost:8085', 'unknown', why],
    ]);
  });

  test('is not known where its backend is no Service, or is one outside', () => {
    const bucket = ingress('web', 'web');
    bucket.spec.rules[0].http.paths[0].backend = { resource: { kind: 'Bucket' } };
    expect(behind(bucket)).toEqual([
      ['http://localhost:8085', 'unknown', 'Ingress default/web: its backend is no Service.'],
    ]);
    const externals = [
      { kind: 'Service', name: 'far' },
      { kind: 'Service', name: 'far', namespace: 'shop' },
      { kind: 'IngressClass', name: 'x' },
    ];
    expect(routes(site([ingress('web', 'far')], { ...mapped(['8085:80']), externals }))).toEqual([
      ['http://localhost:8085', 'unknown', 'Ingress default/web: Service far lives outside the app.'],
    ]);
    expect(
      routes(site([ingress('web', 'far')], { ...mapped(['8085:80']), externals: externals.slice(1) }))[0]![1],
    ).toBe('unknown');
  });

  test('leads to a port by name, or to the only one', () => {
    const named = service('web', 'web', { name: 'http', port: 80, targetPort: 80 });
    const asking = (port: object) => {
      const of = ingress('web', 'web');
      of.spec.rules[0].http.paths[0].backend.service.port = port;
      return routes(site([web, named, of], mapped(['8085:80'])))[0]!.slice(1);
    };
    expect(asking({ name: 'http' })).toEqual(['complete']);
    expect(asking({})).toEqual(['complete']);
    expect(asking({ name: 'web' })).toEqual(['unknown', 'Service default/web has no port named "web".']);
  });

  test('follows an ExternalName out of the app where Traefik may', () => {
    const far = service('web', 'web', undefined, 'ExternalName', {
      externalName: 'host.k3d.internal',
    });
    const config = {
      ...objectOf('helm.cattle.io/v1', 'HelmChartConfig', 'traefik', {
        spec: { valuesContent: 'providers: { kubernetesIngress: { allowExternalNameServices: true } }' },
      }),
      metadata: { name: 'traefik', namespace: 'kube-system' },
    };
    const to = (spec: object) =>
      routes(site([{ ...far, spec: { ...far.spec, ...spec } }, ingress('web', 'web'), config], mapped(['8085:80'])));
    expect(to({})).toEqual([['http://localhost:8085', 'unknown', 'host.k3d.internal lies outside the app.']]);
    expect(to({ externalName: 5 })).toEqual([['http://localhost:8085', 'unknown', '(no name) lies outside the app.']]);
    expect(to({ ports: undefined })).toEqual([
      ['http://localhost:8085', 'unknown', 'Service default/web has no port 80.'],
    ]);
  });

  test('of Traefik or the Gateway API is read as far as it is certain', () => {
    const route = objectOf('traefik.io/v1alpha1', 'IngressRoute', 'web', {
      spec: { entryPoints: ['web'], routes: [{ match: 'Host(`a.localhost`)', services: [{ name: 'web', port: 80 }] }] },
    });
    expect(behind(route)).toEqual([['http://a.localhost:8085', 'complete']]);
    const unread = { ...route, spec: { routes: [{ match: 'Method(`PUT`)', services: [{ name: 'web' }] }] } };
    expect(behind(unread)).toEqual([
      [
        'http://localhost:8085',
        'unknown',
        'IngressRoute default/web: its match asks for more than host and path: method PUT.',
      ],
    ]);
    const http = objectOf('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', {
      spec: { hostnames: ['b.localhost'], parentRefs: [{ name: 'gw' }] },
    });
    expect(behind(http, { ports: [] })).toEqual([
      [
        'http://b.localhost (no host port leads to 80)',
        'unknown',
        'HTTPRoute default/web: Gateway default/gw does not stand in the app.',
      ],
    ]);
    expect(behind({ ...http, spec: {} }, { ports: [] })[0]![0]).toBe('http://localhost (no host port leads to 80)');
    expect(routes(site([web, service('web', 'web'), ingress('web', 'web', { host: 'c.test' })]))[0]![0]).toBe(
      'http://c.test',
    );
  });
});

describe('a mapping', () => {
  test('leads to what every node listens on by itself', () => {
    expect(mappings(site([web], mapped(['9000:10250', '9001:6443', '9002:9002'])))).toEqual([
      [6449, 6443, 'Kubernetes API', 'answers'],
      [9000, 10250, 'kubelet', 'answers'],
      [9001, 6443, 'Kubernetes API', 'answers'],
      [9002, 9002, undefined, 'silent'],
    ]);
  });

  test('says how certain it is of Traefik and of Services', () => {
    const status = (ports: string[], args: string[], ...objects: KubeObject[]) =>
      mappings(site(objects, mapped(ports, args)))[1]!.slice(2);
    expect(status(['80:80'], ['--disable=servicelb'], web)).toEqual(['Traefik, entry point web', 'silent']);
    expect(status(['80:80'], ['--config=/x'], web)).toEqual(['Traefik, entry point web', 'unknown']);
    expect(status(['8087:30080'], [], nodePort(), deployment('web', 80, { replicas: 0 }))).toEqual([
      'Service default/web',
      'silent',
    ]);
    expect(status(['8087:30080'], [], nodePort())).toEqual(['Service default/web', 'unknown']);
  });

  test('is left out with the network of the host, where every port of a node is one of this machine', () => {
    const of = site([web, nodePort()], { cluster: cluster(['8087:30080'], [], { network: 'host', agents: 0 }) });
    expect(mappings(of)).toEqual([[6443, 6443, 'Kubernetes API', 'answers']]);
    expect(routes(of)[0]![1]).toBe('unknown');
  });
});

test('nothing that can be written crashes it', () => {
  const kinds = [
    'Service',
    'Ingress',
    'IngressRoute',
    'HTTPRoute',
    'GRPCRoute',
    'Gateway',
    'GatewayClass',
    'ReferenceGrant',
    'Deployment',
    'Pod',
    'CronJob',
    'NetworkPolicy',
    'HelmChartConfig',
    'Namespace',
    'IngressClass',
    'EndpointSlice',
    'Middleware',
    'HorizontalPodAutoscaler',
  ];
  const keys = [
    'spec',
    'metadata',
    'name',
    'namespace',
    'ports',
    'port',
    'rules',
    'http',
    'paths',
    'backend',
    'service',
    'selector',
    'template',
    'containers',
    'labels',
    'ingress',
    'from',
    'routes',
    'match',
    'type',
    'valuesContent',
    '__proto__',
    'tls',
    'annotations',
    'parentRefs',
    'backendRefs',
    'listeners',
    'gatewayClassName',
    'matches',
    'filters',
  ];
  const leaf = fc.oneof(
    fc.constantFrom(null, true, 0, 80, -1, 1e99, '', 'x', 'LoadBalancer', 'NodePort'),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('tree'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 5 }),
    ),
  }));
  const groups = [
    'v1',
    'networking.k8s.io/v1',
    'traefik.io/v1alpha1',
    'gateway.networking.k8s.io/v1',
    'helm.cattle.io/v1',
    5,
  ];
  const object = fc
    .tuple(fc.constantFrom(...kinds, 5), fc.constantFrom(...groups), tree, tree)
    .map(([kind, apiVersion, spec, metadata]) => ({ kind, apiVersion, spec, metadata }) as never);
  fc.assert(
    fc.property(fc.array(fc.oneof(object, tree as fc.Arbitrary<never>), { maxLength: 6 }), tree, (objects, config) => {
      const facts = objects.map((json) => ({ json, where: 'x', declared: true, exposure: { hostPorts: [] } }));
      const of = { ...site([]), objects: facts, cluster: { name: 'dev', where: 'dev', config } };
      expect(judge([of], routeRules).findings.every(({ message }) => message.length > 0)).toBe(true);
    }),
    { numRuns: 500, seed: 4 },
  );
});
