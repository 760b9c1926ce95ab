import { ApiObject, Chart } from 'cdk8s';
import {
  Access,
  type AccessReport,
  HostIngress,
  type HostIngressProps,
  type IWorkload,
  K3dApp,
  K3dClusterConfig,
  LoadBalancerExposure,
  NodePortExposure,
  Rules,
  WebApp,
} from '../../../lib';
import { routesFor } from '../../../lib/routes/report/url';
import { route } from './sample';

type Said = (chart: Chart, web: IWorkload, api: IWorkload) => unknown;

/** The routes of a cluster with two workloads and what is said. */
function accessOf(say: Said): AccessReport {
  const app = new K3dApp();
  new K3dClusterConfig(app, 'dev', { ports: [] });
  const chart = new Chart(app, 'c');
  const web = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  const api = new WebApp(chart, 'api', { image: 'nginx:1.27', port: 80 });
  say(chart, web, api);
  return Access.of(app);
}

const ingress = (props: (web: IWorkload, api: IWorkload) => HostIngressProps) =>
  accessOf((chart, web, api) => new HostIngress(chart, 'n', { hostPort: 8080, ...props(web, api) }));

function reached(access: AccessReport, url: string): void {
  expect(() => access.expectReachable(url)).not.toThrow();
  expect(() => access.expectUnreachable(url)).toThrow(`${url}: leads to Deployment default/`);
}

function apart(access: AccessReport, url: string): void {
  expect(() => access.expectReachable(url)).toThrow(`${url}: no route has this URL.`);
  expect(() => access.expectUnreachable(url)).not.toThrow();
}

describe('a rule of an ingress', () => {
  test('that is exact takes its path alone', () => {
    const access = ingress((web) => ({ host: 'shop.localhost', paths: [{ path: '/x', exact: true, workload: web }] }));
    reached(access, 'http://shop.localhost:8080/x');
    reached(access, 'http://shop.localhost:8080/x?y#z');
    for (const path of ['/x/y', '/x/', '/X', '']) apart(access, `http://shop.localhost:8080${path}`);
  });

  test('with a space in its path is told as a URL holds it, and found either way', () => {
    const access = ingress((workload) => ({ host: 'shop.localhost', paths: [{ path: '/a b/ü', workload }] }));
    expect(access.urls()).toEqual(['http://shop.localhost:8080/a%20b/%C3%BC']);
    for (const path of ['/a b/ü', '/a%20b/%C3%BC']) reached(access, `http://shop.localhost:8080${path}`);
    apart(access, 'http://shop.localhost:8080/100%');
  });

  test('behind a host port that docker chooses takes no URL: nobody knows the port', () => {
    const access = ingress((workload) => ({ host: 'shop.localhost', hostPort: 0, workload }));
    apart(access, 'http://shop.localhost');
    expect(access.urls()).toEqual(['http://shop.localhost (docker chooses the host port)']);
    reached(access, 'http://shop.localhost (docker chooses the host port)');
  });

  test('with a wildcard takes one label', () => {
    const access = ingress((workload) => ({ host: '*.shop.localhost', workload }));
    reached(access, 'http://a.shop.localhost:8080');
    reached(access, 'http://*.shop.localhost:8080');
    for (const host of ['shop.localhost', 'b.a.shop.localhost', '.shop.localhost'])
      apart(access, `http://${host}:8080`);
  });

  test('without a host takes every name that leads to this machine', () => {
    const access = ingress((workload) => ({ workload }));
    for (const host of ['localhost', 'foo.localhost', '127.0.0.1', '[::1]']) reached(access, `http://${host}:8080/a`);
    for (const url of ['http://example.com:8080', 'https://localhost:8080', 'http://localhost:81']) apart(access, url);
  });

  test('with a host takes no other name of this machine', () => {
    const access = ingress((workload) => ({ host: 'localhost', workload }));
    reached(access, 'http://LOCALHOST:8080');
    apart(access, 'http://127.0.0.1:8080');
  });

  test('compares the beginning of a path by letters, as Traefik does', () => {
    const access = ingress((web) => ({ host: 'shop.localhost', paths: [{ path: '/api', workload: web }] }));
    for (const path of ['/api', '/api/', '/api/v1', '/apiv1']) reached(access, `http://shop.localhost:8080${path}`);
    for (const path of ['', '/ap']) apart(access, `http://shop.localhost:8080${path}`);
  });

  test('compares it by elements where Traefik is told to', () => {
    const access = accessOf((chart, web) => {
      new ApiObject(chart, 'traefik', {
        apiVersion: 'helm.cattle.io/v1',
        kind: 'HelmChartConfig',
        metadata: { name: 'traefik', namespace: 'kube-system' },
        spec: { valuesContent: 'providers: { kubernetesIngress: { strictPrefixMatching: true } }' },
      });
      new HostIngress(chart, 'n', { hostPort: 8080, paths: [{ path: '/api/', workload: web }] });
    });
    for (const path of ['/api', '/api/', '/api/v1']) reached(access, `http://localhost:8080${path}`);
    apart(access, 'http://localhost:8080/apiv1');
  });

  test('of another controller is not known to answer, however it compares paths', () => {
    const access = accessOf((chart, workload) => {
      new ApiObject(chart, 'class', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IngressClass',
        metadata: { name: 'own' },
        spec: { controller: 'example.com/own' },
      });
      new HostIngress(chart, 'n', { className: 'own', hostPort: 8080, paths: [{ path: '/api', workload }] });
    });
    const url = 'http://localhost:8080/apiv1';
    expect(() => access.expectReachable(url)).toThrow(
      'Class own is served by example.com/own, whose rules are not followed.',
    );
    expect(() => access.expectUnreachable(url)).toThrow(
      'Class own is served by example.com/own, whose rules are not followed.',
    );
    apart(access, 'http://localhost:8080/b');
  });

  test('that is asked first answers, and its way counts', () => {
    const access = accessOf((chart, web, api) => {
      new HostIngress(chart, 'n', { hostPort: 8080, host: 'shop.localhost', workload: web });
      new HostIngress(chart, 'm', { host: 'shop.localhost', paths: [{ path: '/api', workload: api }] });
    });
    expect(() => access.expectUnreachable('http://shop.localhost:8080/api/v1')).toThrow(
      'leads to Deployment default/api.',
    );
    expect(() => access.expectUnreachable('http://shop.localhost:8080/ap')).toThrow('leads to Deployment default/web.');
  });

  test('that never answers makes its URL fail, although something else answers there', () => {
    const access = accessOf((chart, web, api) => {
      const wide = new HostIngress(chart, 'wide', { hostPort: 8080, host: '*.localhost', workload: web });
      const own = new HostIngress(chart, 'own', { host: 'own.localhost', workload: api });
      Rules.allow(wide, 'ingress-path-shadowed', 'test');
      Rules.allow(own, 'ingress-path-shadowed', 'test');
    });
    expect(() => access.expectReachable('http://own.localhost:8080')).toThrow(
      'the route breaks at ingress rule "Ingress default/own".',
    );
    expect(() => access.expectUnreachable('http://own.localhost:8080')).toThrow('leads to Deployment default/web.');
    reached(access, 'http://own.localhost:8080/a');
  });

  test('that is the last resort answers where no other does', () => {
    const access = accessOf((chart, web, api) => {
      new HostIngress(chart, 'n', { hostPort: 8080, paths: [{ path: '/api', workload: web }] });
      new ApiObject(chart, 'rest', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'rest' },
        spec: { defaultBackend: { service: { name: api.service().name, port: { number: 80 } } } },
      });
    });
    expect(() => access.expectUnreachable('http://localhost:8080/api')).toThrow('leads to Deployment default/web.');
    expect(() => access.expectUnreachable('http://localhost:8080/b')).toThrow('leads to Deployment default/api.');
  });
});

describe('a port where nobody reads host or path', () => {
  test('takes every name of this machine', () => {
    const access = accessOf(
      (chart, workload) => new NodePortExposure(chart, 'p', { workload, hostPort: 8087, nodePort: 30080 }),
    );
    for (const host of ['localhost', 'shop.localhost', '127.0.0.1']) reached(access, `http://${host}:8087/a`);
    apart(access, 'http://example.com:8087');
  });

  test('takes every path, whatever a first request asks for', () => {
    const access = accessOf(
      (chart, workload) => new LoadBalancerExposure(chart, 'p', { workload, path: '/api', hostPort: 9000, port: 9000 }),
    );
    for (const path of ['', '/api', '/b']) reached(access, `http://localhost:9000${path}`);
  });
});

test('the rules of an older report are judged by their URL', () => {
  const hops = [
    { kind: 'name', name: 'a' },
    { kind: 'ingress-rule', name: 'Ingress default/n' },
  ] as const;
  const routes = ['', '/api', '/api/v1', '/apix'].map((path) => route({ url: `http://a${path}`, hops }));
  const urls = (url: string) => routesFor(routes, url).map((each) => each.url);
  expect(urls('http://a/api/users')).toEqual(['http://a/api']);
  expect(urls('http://a/api/')).toEqual(['http://a/api']);
  expect(urls('http://a/other')).toEqual(['http://a']);
  expect(urls('http://b/api')).toEqual([]);
});
