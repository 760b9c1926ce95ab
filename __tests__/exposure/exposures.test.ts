import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import { K3dClusterConfig } from '../../lib/cluster/k3d-cluster-config';
import { HostIngress, type HostIngressProps } from '../../lib/exposure/host-ingress';
import { LoadBalancerExposure } from '../../lib/exposure/load-balancer-exposure';
import { NodePortExposure } from '../../lib/exposure/node-port-exposure';
import { AppProtocol } from '../../lib/routes/app-protocol';
import { Protocol } from '../../lib/routes/protocol';
import { Access } from '../../lib/synth/access';
import { WebApp } from '../../lib/workload/web-app';
import { Workload } from '../../lib/workload/workload';
import { appOf, errors, filesOf, manifests, object, said } from '../support/app';
import '../support/yaml-snapshots';

const pods = (chart: Chart, id = 'web', port = 80) => Workload.of(chart, id, { labels: { app: id }, port });
const web = (chart: Chart, id = 'web') => new WebApp(chart, id, { image: 'nginx:1.27', port: 80 });

/** The ports of a cluster whose app a function builds. */
function ports(build: (chart: Chart) => void) {
  const app = new App();
  const cluster = new K3dClusterConfig(app, 'dev');
  build(new Chart(app, 'shop'));
  return cluster.toConfig().ports;
}

test('pods that speak gRPC behind an ingress are told the property', () => {
  const behind = (props: object) =>
    said(
      appOf((app) => {
        new K3dClusterConfig(app, 'dev');
        const chart = new Chart(app, 'shop');
        const workload = new WebApp(chart, 'api', { image: 'team/api:1', port: 50051, portName: 'grpc', ...props });
        new HostIngress(chart, 'in', { workload, hostPort: 8080 });
      }),
      'ingress-speaks-other-scheme',
    );
  expect(behind({})).toEqual([
    '[warning] shop/in ingress-speaks-other-scheme: Traefik speaks http to what port 50051 of Service default/api leads to, and port 50051 of Deployment default/api speaks h2c by its name "grpc", so they do not understand each other. Give the workload appProtocol: AppProtocol.H2C.',
  ]);
  expect(behind({ appProtocol: AppProtocol.H2C })).toEqual([]);
});

test('a database behind an ingress is led to another exposure', () => {
  const found = said(
    appOf((app) => {
      new K3dClusterConfig(app, 'dev');
      const chart = new Chart(app, 'shop');
      const workload = new WebApp(chart, 'db', { image: 'mariadb:11', port: 3306 });
      new HostIngress(chart, 'in', { workload, hostPort: 8080 });
    }),
    'ingress-speaks-other-scheme',
  );
  expect(found).toEqual([
    expect.stringContaining(
      'speaks MySQL by its image "mariadb:11", so they do not understand each other. Lead to it with a LoadBalancerExposure in place of the HostIngress.',
    ),
  ]);
});

describe('a node port', () => {
  test('is a Service of its own, and a mapping of the cluster', () => {
    const build = (chart: Chart) => {
      new NodePortExposure(chart, 'in', {
        workload: pods(chart),
        nodePort: 30080,
        hostPort: 8087,
        labels: { app: 'x' },
      });
    };
    expect(manifests(build)).toMatchInlineSnapshot(`
     apiVersion: v1
     kind: Service
     metadata:
       labels:
         app: x
       name: in
     spec:
       ports:
         - nodePort: 30080
           port: 80
           protocol: TCP
           targetPort: 80
       selector:
         app: web
       type: NodePort

    `);
    expect(ports(build)).toEqual([{ port: '8087:30080', nodeFilters: ['loadbalancer'] }]);
  });

  test('says every port, its name and annotations where they differ', () => {
    const service = object('Service', (chart) => {
      new NodePortExposure(chart, 'in', {
        workload: pods(chart),
        nodePort: 30053,
        port: 53,
        targetPort: 5353,
        protocol: Protocol.UDP,
        name: 'dns',
        annotations: { note: 'yes' },
      });
    });
    expect(service.metadata).toEqual({ name: 'dns', annotations: { note: 'yes' } });
    expect(service.spec.ports).toEqual([{ port: 53, targetPort: 5353, nodePort: 30053, protocol: 'UDP' }]);
  });

  test('speaks what its workload speaks, on the port that is its own', () => {
    const app = new App();
    const cluster = new K3dClusterConfig(app, 'dev');
    const chart = new Chart(app, 'shop');
    const udp = { port: 53, protocol: Protocol.UDP };
    const app53 = new WebApp(chart, 'dns', { image: 'dns:1', ...udp, extraPorts: [{ name: 'web', port: 8080 }] });
    const other = Workload.of(chart, 'other', { labels: { app: 'dns' }, ...udp });
    const asked = [
      new LoadBalancerExposure(chart, 'a', { workload: app53, hostPort: 5353 }),
      new NodePortExposure(chart, 'b', { workload: other, nodePort: 30053, hostPort: 5354 }),
      new NodePortExposure(chart, 'c', { workload: app53, nodePort: 30080, hostPort: 8080, targetPort: 8080 }),
    ];
    expect(asked.map(({ url }) => url)).toEqual([
      'udp://localhost:5353',
      'udp://localhost:5354',
      'http://localhost:8080',
    ]);
    expect(cluster.toConfig().ports.map(({ port }: { port: string }) => port)).toEqual([
      '5353:53/udp',
      '5354:30053/udp',
      '8080:30080',
    ]);
    other.service();
    const made = Testing.synth(chart).find(({ metadata }) => metadata.name === 'other');
    expect(made.spec.ports).toEqual([{ port: 53, targetPort: 53, protocol: 'UDP' }]);
  });

  test('without a host port asks the cluster for nothing, and has no URL', () => {
    const app = new App();
    const cluster = new K3dClusterConfig(app, 'dev');
    const chart = new Chart(app, 'shop');
    const exposure = new NodePortExposure(chart, 'in', { workload: pods(chart), nodePort: 30080 });
    expect(exposure.url).toBeUndefined();
    expect(cluster.toConfig().ports).toBeUndefined();
  });

  test('can be patched', () => {
    const chart = new Chart(new App(), 'shop');
    const { serviceObject } = new NodePortExposure(chart, 'in', { workload: pods(chart), nodePort: 30080 });
    serviceObject.addJsonPatch(JsonPatch.add('/spec/externalTrafficPolicy', 'Local'));
    expect(serviceObject.toJson().spec.externalTrafficPolicy).toBe('Local');
  });
});

describe('a load balancer', () => {
  test('is a Service of its own, and its port is the one of the nodes', () => {
    const build = (chart: Chart) => {
      new LoadBalancerExposure(chart, 'in', { workload: pods(chart, 'web', 8089), port: 80, hostPort: 8080 });
    };
    expect(manifests(build)).toMatchInlineSnapshot(`
     apiVersion: v1
     kind: Service
     metadata:
       name: in
     spec:
       ports:
         - port: 80
           protocol: TCP
           targetPort: 8089
       selector:
         app: web
       type: LoadBalancer

    `);
    expect(ports(build)).toEqual([{ port: '8080:80', nodeFilters: ['loadbalancer'] }]);
  });

  test('takes the port of the workload, and UDP reaches the cluster too', () => {
    const build = (chart: Chart) => {
      new LoadBalancerExposure(chart, 'in', {
        workload: pods(chart, 'dns', 53),
        hostPort: 5353,
        protocol: Protocol.UDP,
      });
    };
    expect(object('Service', build).spec.ports).toEqual([{ port: 53, targetPort: 53, protocol: 'UDP' }]);
    expect(ports(build)).toEqual([{ port: '5353:53/udp', nodeFilters: ['loadbalancer'] }]);
  });
});

describe('a URL', () => {
  const chart = () => new Chart(new App(), 'shop');
  const url = (props: { hostPort?: number; path?: string; protocol?: Protocol }) => {
    const scope = chart();
    return new LoadBalancerExposure(scope, 'in', { workload: pods(scope), ...props }).url;
  };
  const urls = (props: (scope: Chart) => HostIngressProps) => {
    const scope = chart();
    return new HostIngress(scope, 'in', props(scope)).urls;
  };

  test.each([
    [{ hostPort: 8080 }, 'http://localhost:8080'],
    [{ hostPort: 80 }, 'http://localhost'],
    [{ hostPort: 80, path: '/' }, 'http://localhost'],
    [{ hostPort: 443, path: '/api' }, 'http://localhost:443/api'],
    [{ hostPort: 8080, path: 'api' }, 'http://localhost:8080/api'],
    [{ hostPort: 5353, protocol: Protocol.UDP }, 'udp://localhost:5353'],
    [{ hostPort: 0 }, undefined],
  ])('of a Service: %j', (props, wanted) => {
    expect(url(props)).toBe(wanted);
  });

  test('of an Ingress carries host and path, and leaves out what the scheme brings', () => {
    expect(urls((scope) => ({ host: 'a.localhost', hostPort: 80, workload: web(scope) }))).toEqual([
      'http://a.localhost',
    ]);
    expect(urls((scope) => ({ httpsHostPort: 443, workload: web(scope) }))).toEqual(['https://localhost']);
    expect(
      urls((scope) => ({
        host: 'a.localhost',
        hostPort: 8080,
        httpsHostPort: 8443,
        paths: [
          { path: '/api', workload: web(scope) },
          { host: 'b.localhost', path: '/', workload: web(scope, 'b') },
        ],
      })),
    ).toEqual([
      'http://a.localhost:8080/api',
      'http://b.localhost:8080',
      'https://a.localhost:8443/api',
      'https://b.localhost:8443',
    ]);
  });

  test('of an Ingress without a host port is not known', () => {
    const scope = chart();
    const ingress = new HostIngress(scope, 'in', { workload: web(scope) });
    expect([ingress.url, ingress.urls]).toEqual([undefined, []]);
    const chosen = new HostIngress(scope, 'any', { workload: web(scope, 'b'), hostPort: 0, httpsHostPort: 0 });
    expect(chosen.urls).toEqual([]);
  });
});

describe('an ingress', () => {
  test('leads to nothing that speaks UDP', () => {
    const build = (_: App, chart: Chart) => {
      const workload = new WebApp(chart, 'dns', { image: 'dns:1', port: 53, protocol: Protocol.UDP });
      new HostIngress(chart, 'in', { host: 'dns.localhost', hostPort: 8080, workload });
    };
    expect(errors(build)).toEqual([
      'shop/in ingress-backend-missing: Port 53 of Service default/dns speaks UDP, and the rule speaks HTTP, which is TCP. Open it with a LoadBalancerExposure instead.',
    ]);
  });

  test('leads a host to the own Service of a workload', () => {
    const build = (chart: Chart) => {
      new HostIngress(chart, 'site', { host: 'a.localhost', hostPort: 8085, workload: pods(chart) });
    };
    expect(manifests(build)).toMatchInlineSnapshot(`
     apiVersion: v1
     kind: Service
     metadata:
       labels:
         app: web
       name: web
     spec:
       ports:
         - port: 80
           targetPort: 80
       selector:
         app: web
       type: ClusterIP
     ---
     apiVersion: networking.k8s.io/v1
     kind: Ingress
     metadata:
       name: site
     spec:
       ingressClassName: traefik
       rules:
         - host: a.localhost
           http:
             paths:
               - backend:
                   service:
                     name: web
                     port:
                       number: 80
                 path: /
                 pathType: Prefix

    `);
    expect(ports(build)).toEqual([{ port: '8085:80', nodeFilters: ['loadbalancer'] }]);
  });

  test('has a rule for each host, with its paths, in the order of the program', () => {
    const ingress = object('Ingress', (chart) => {
      new HostIngress(chart, 'site', {
        host: 'a.localhost',
        workload: pods(chart, 'front'),
        paths: [
          { path: '/api', workload: pods(chart, 'api', 8080) },
          { host: 'b.localhost', workload: pods(chart, 'other'), path: '/health', exact: true },
        ],
        httpsHostPort: 8443,
        tlsSecret: 'certificate',
        className: 'nginx',
        name: 'entry',
        labels: { team: 'web' },
        annotations: { note: 'yes' },
        path: '/api/health',
      });
    });
    const path = (service: string, port: number, at: string, pathType = 'Prefix') => ({
      path: at,
      pathType,
      backend: { service: { name: service, port: { number: port } } },
    });
    expect(ingress.metadata).toEqual({ name: 'entry', labels: { team: 'web' }, annotations: { note: 'yes' } });
    expect(ingress.spec).toEqual({
      ingressClassName: 'nginx',
      tls: [{ secretName: 'certificate', hosts: ['a.localhost', 'b.localhost'] }],
      rules: [
        { host: 'a.localhost', http: { paths: [path('front', 80, '/'), path('api', 8080, '/api')] } },
        { host: 'b.localhost', http: { paths: [path('other', 80, '/health', 'Exact')] } },
      ],
    });
  });

  test('without a host serves every name', () => {
    const { spec } = object('Ingress', (chart) => {
      new HostIngress(chart, 'site', { workload: pods(chart), tlsSecret: 'certificate' });
    });
    expect(spec.rules[0].host).toBeUndefined();
    expect(spec.tls).toEqual([{ secretName: 'certificate' }]);
  });

  test('asks the cluster for both of its ports', () => {
    expect(
      ports((chart) => new HostIngress(chart, 'site', { workload: pods(chart), hostPort: 8080, httpsHostPort: 8443 })),
    ).toEqual([
      { port: '8080:80', nodeFilters: ['loadbalancer'] },
      { port: '8443:443', nodeFilters: ['loadbalancer'] },
    ]);
  });

  describe('that strips its paths', () => {
    const of = (props: Partial<HostIngressProps>, paths = ['/api']) =>
      appOf((app) => {
        new K3dClusterConfig(app, 'dev');
        const chart = new Chart(app, 'shop', { namespace: 'shop' });
        new HostIngress(chart, 'site', {
          hostPort: 8080,
          stripPath: true,
          paths: paths.map((path, index) => ({ path, workload: web(chart, `web-${index}`) })),
          ...props,
        });
      });

    test('brings a Middleware that cuts off the longest first, beside those of the user', () => {
      const annotations = { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-login@kubernetescrd' };
      const app = of({ annotations, name: 'in' }, ['/api', '/api/v2', '/api']);
      const [text] = Object.entries(filesOf(app)).flatMap(([path, file]) =>
        path.endsWith('shop.k8s.yaml') ? [file] : [],
      );
      expect(text).toContain('router.middlewares: shop-login@kubernetescrd,shop-in-strip@kubernetescrd\n');
      expect(text).toContain(
        'apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata:\n  name: in-strip\n  namespace: shop\nspec:\n  stripPrefix:\n    prefixes:\n      - /api/v2\n      - /api\n',
      );
    });

    test.each([undefined, { 'traefik.ingress.kubernetes.io/router.middlewares': '' }])(
      'is in order, and its routes are complete, with the annotations %j',
      (annotations) => {
        const app = of(annotations ? { annotations } : {});
        expect(said(app).filter((line) => line.startsWith('[error]'))).toEqual([]);
        Access.of(app).expectReachable('http://localhost:8080/api');
      },
    );

    test('is what the annotation of another controller is told to be', () => {
      const annotations = { 'nginx.ingress.kubernetes.io/rewrite-target': '/' };
      expect(said(of({ stripPath: false, annotations }), 'ingress-annotation-ignored')).toEqual([
        expect.stringContaining('Say stripPath: true where the path is to be cut off whole. Make a Middleware'),
      ]);
    });

    test.each<[Partial<HostIngressProps>, string[], string]>([
      [
        {},
        ['/'],
        'stripPath is true, and no path but "/" is there to cut off. Say paths: [{ path: "/api", workload: <your WebApp> }].',
      ],
      [
        {},
        ['/', '/api'],
        'stripPath is true, and of the path "/" nothing can be cut off. Give what stands at "/" a HostIngress of its own.',
      ],
      [
        { className: 'nginx' },
        ['/api'],
        'stripPath is true, which a Middleware of Traefik does, and className is "nginx". Leave one of them out.',
      ],
    ])('has something to strip, and somebody who does it: %j %j', (props, paths, sentence) => {
      const app = of(props, paths);
      expect(said(app, 'property-invalid')).toEqual([`[error] shop/site property-invalid: ${sentence}`]);
    });
  });

  test('that leads nowhere is a sentence', () => {
    expect(errors((_, chart) => new HostIngress(chart, 'site', { host: 'a.localhost' }))).toEqual([
      'shop/site property-invalid: workload is missing, and paths too: the ingress leads nowhere. Say workload: <your WebApp>, or list paths.',
    ]);
  });
});

test('a host port without a cluster is warned of, once for each', () => {
  const app = appOf((root) => {
    const chart = new Chart(root, 'shop');
    const workload = web(chart);
    new HostIngress(chart, 'site', { workload, hostPort: 8080, httpsHostPort: 8443 });
    new NodePortExposure(chart, 'in', { workload, nodePort: 30080 });
  });
  const warned = (port: number) =>
    `[warning] shop/site host-port-without-cluster: Host port ${port} is asked for, and the app describes no cluster that would map it, so it leads nowhere. Add new K3dClusterConfig(app, "dev"), or leave the host port out where another program describes the cluster.`;
  expect(said(app)).toEqual([warned(8080), warned(8443)]);
});

test('a host port of a chart that runs on none of several clusters is not said to lack one', () => {
  const app = appOf((root) => {
    for (const name of ['a', 'b']) new K3dClusterConfig(root, name);
    const chart = new Chart(root, 'shop');
    new HostIngress(chart, 'site', { workload: web(chart), hostPort: 8080 });
  });
  expect(said(app, 'host-port-without-cluster')).toEqual([]);
});

test('one host port that several ask for is one mapping, and the file names them all', () => {
  const app = appOf((root) => {
    new K3dClusterConfig(root, 'dev', { ports: [{ hostPort: 8085, clusterPort: 80 }] });
    const chart = new Chart(root, 'shop');
    new HostIngress(chart, 'b', { host: 'b.localhost', hostPort: 8085, workload: web(chart, 'web-b') });
    new HostIngress(chart, 'a', { host: 'a.localhost', hostPort: 8085, workload: web(chart, 'web-a') });
  });
  const text = `${filesOf(app)['cluster/dev.k3d.yml']}`;
  expect(text.split('\n').filter((line) => line.includes('- port:'))).toEqual(['  - port: 8085:80 # shop/a, shop/b']);
});

test('another construct in place of a workload is named by its class', () => {
  const found = errors((root) => {
    const chart = new Chart(root, 'front');
    const workload = new Chart(chart, 'api') as any;
    new HostIngress(chart, 'site', { host: 'x.localhost', hostPort: 8080, workload });
  });
  expect(found).toContainEqual(
    expect.stringContaining(
      'workload is Chart front/api, and not a WebApp. Write workload: <your WebApp, or Workload.of(…)>.',
    ),
  );
});

test('one wrong port is said once, not for each way in', () => {
  const found = errors((root) => {
    const chart = new Chart(root, 'front');
    const workload = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 70000 });
    for (const id of ['a', 'b']) new HostIngress(chart, id, { host: `${id}.localhost`, hostPort: 8080, workload });
  });
  expect(found.filter((line) => line.includes('70000'))).toEqual([
    expect.stringContaining('front/web object-field-invalid: port is 70000'),
  ]);
});

test('an exposure on another cluster than its workload is a sentence, and nothing else is said of it', () => {
  const build = (...homes: readonly string[]) =>
    errors((root) => {
      const clusters = ['a', 'b'].map((name) => new K3dClusterConfig(root, name));
      const [there, here] = [new Chart(root, 'there'), new Chart(root, 'here')];
      clusters[0]!.deploy(there);
      for (const cluster of clusters) if (homes.includes(cluster.name)) cluster.deploy(here);
      const workload = web(there);
      new HostIngress(here, 'site', { host: 'x.localhost', hostPort: 8080, workload });
      new NodePortExposure(here, 'in', { workload, nodePort: 30080, hostPort: 8087 });
    });
  const said = (exposure: string, on: string) =>
    `here/${exposure} property-invalid: workload there/web runs on cluster a, and this exposure on ${on}: it cannot find the pods. Put the exposure into a chart of cluster a.`;
  expect(build('b')).toEqual([said('in', 'cluster b'), said('site', 'cluster b')]);
  expect(build('a', 'b')).toContain(said('in', 'cluster a and b'));
  expect(build('a')).toEqual([]);
});

test('an exposure in another namespace than its workload is a sentence', () => {
  const app = (build: (workload: WebApp, elsewhere: Chart, nowhere: Chart) => void) =>
    errors((root) => {
      const workload = web(new Chart(root, 'apps', { namespace: 'apps' }));
      build(workload, new Chart(root, 'edge', { namespace: 'edge' }), new Chart(root, 'plain'));
    });
  expect(
    app((workload, edge, plain) => {
      new HostIngress(edge, 'site', { hostPort: 8080, paths: [{ workload }] });
      new NodePortExposure(plain, 'in', { workload, nodePort: 30080, hostPort: 8087 });
    }),
  ).toEqual(
    expect.arrayContaining([
      'edge/site property-invalid: paths[0].workload apps/web is in a chart with namespace "apps", this exposure in one with namespace "edge": it cannot find the pods. Put the exposure into the chart of apps/web.',
      'plain/in property-invalid: workload apps/web is in a chart with namespace "apps", this exposure in one with no namespace of its own: it cannot find the pods. Put the exposure into the chart of apps/web.',
    ]),
  );
});

test('an exposure in no namespace beside a workload in none is fine', () => {
  const said = errors((_, chart) => {
    const workload = web(chart);
    new NodePortExposure(new Chart(chart, 'inner'), 'in', { workload, nodePort: 30080 });
    new NodePortExposure(new Chart(chart, 'spelt', { namespace: 'default' }), 'in', { workload, nodePort: 30081 });
    new NodePortExposure(new Chart(chart, 'empty', { namespace: '' }), 'in', { workload, nodePort: 30082 });
  });
  expect(said.filter((line) => line.includes('property-invalid'))).toEqual([]);
});

test.each<[string, (chart: Chart) => unknown, string]>([
  [
    'a workload',
    (chart) => new LoadBalancerExposure(chart, 'in', {} as any),
    'shop/in: workload is missing. Write workload: <your WebApp>.',
  ],
  [
    'anything',
    (chart) => new LoadBalancerExposure(chart, 'in', undefined as any),
    'shop/in: workload is missing. Write workload: <your WebApp>.',
  ],
  [
    'a node port',
    (chart) => new NodePortExposure(chart, 'in', { workload: pods(chart) } as any),
    'shop/in: nodePort is missing. Write a number from 30000 to 32767.',
  ],
  [
    'a workload that makes a Service',
    (chart) => new LoadBalancerExposure(chart, 'in', { workload: { podLabels: { app: 'web' }, port: 80 } } as any),
    "shop/in: workload is { podLabels: { app: 'web' }, port: 80 }, and not a WebApp. Write workload: <your WebApp, or Workload.of(…)>.",
  ],
  [
    'a chart',
    () => new HostIngress(new App() as any, 'in', {}),
    'in stands in no chart, so no file would hold it. Write new Chart(app, "in"), and put it in there.',
  ],
])('an exposure without %s is a sentence', (_, build, sentence) => {
  expect(() => build(new Chart(new App(), 'shop'))).toThrow(new Error(sentence));
});
