import { App, Chart, Testing } from 'cdk8s';
import { External } from '../../lib/analysis/external';
import { K3dClusterConfig } from '../../lib/cluster/k3d-cluster-config';
import { NodePortExposure } from '../../lib/exposure/node-port-exposure';
import { LocalRegistry } from '../../lib/images/local-registry';
import { synthesize } from '../../lib/synth/synth';
import { EnvSource } from '../../lib/workload/env';
import { WebApp } from '../../lib/workload/web-app';
import { filesOf, said } from '../support/app';
import { messageOf } from '../support/message';

function exposed(chart: Chart, nodePort = 30080, hostPort = 8087) {
  const workload = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  return new NodePortExposure(chart, 'in', { workload, nodePort, hostPort });
}

const portsOf = (cluster?: K3dClusterConfig) =>
  (cluster?.toConfig().ports ?? []).map(({ port }: { port: string }) => port);

test('with one cluster, everything runs there', () => {
  const app = new App();
  const cluster = new K3dClusterConfig(app, 'dev');
  exposed(new Chart(app, 'shop'));
  expect(portsOf(cluster)).toEqual(['8087:30080']);
  expect(Object.keys(filesOf(app)).filter((path) => !path.startsWith('access/'))).toEqual([
    'shop.k8s.yaml',
    'cluster/dev.k3d.yml',
    'cluster/dev.handoff.json',
  ]);
});

describe('with several clusters', () => {
  function situation() {
    const app = new App();
    const [one, two] = ['one', 'two'].map(
      (id) => new K3dClusterConfig(app, id, { kubeApi: { hostPort: 6000 + id.length } }),
    );
    return { app, one, two };
  }

  test('a registry serves the cluster that it is made with', () => {
    const { app, one, two } = situation();
    const registry = new LocalRegistry(one!, 'images');
    const chart = new Chart(app, 'shop');
    two?.deploy(chart);
    new WebApp(chart, 'web', { image: registry.image('team/web', '1.0'), port: 80 });
    expect(said(app)).toContain(
      '[error] shop/web image-registry-unresolvable: Image "k3d-images:5000/team/web:1.0" names registry "k3d-images:5000", which the nodes of the cluster do not know. That registry is made with cluster "one", and stands in its network: give cluster "two" one of its own, new LocalRegistry(<the K3dClusterConfig two>, "registry"), and write the name that its image() gives.',
    );
  });

  test('each has a name of its own', () => {
    const app = new App();
    for (const [id, hostPort] of [
      ['one', 6001],
      ['two', 6002],
    ] as const) {
      new K3dClusterConfig(app, id, { name: 'dev', kubeApi: { hostPort } });
    }
    expect(said(app)).toEqual([
      '[error] two cluster-name-invalid: Two clusters are called "dev": one and two. Give one of them another name.',
    ]);
  });

  test('each chart runs where it is deployed, and asks that cluster alone', () => {
    const { app, one, two } = situation();
    const shop = new Chart(app, 'shop');
    const both = new Chart(app, 'both');
    exposed(shop);
    exposed(both, 30090, 8090);
    one?.deploy(shop, both);
    two?.deploy(both);
    expect(portsOf(one)).toEqual(['8087:30080', '8090:30090']);
    expect(portsOf(two)).toEqual(['8090:30090']);
    expect(
      Object.keys(filesOf(app))
        .filter((path) => path.endsWith('.k8s.yaml'))
        .sort(),
    ).toEqual(['one/both.k8s.yaml', 'one/shop.k8s.yaml', 'two/both.k8s.yaml']);
  });

  test('a chart in a chart runs where its parent does, unless it says otherwise', () => {
    const { app, one, two } = situation();
    const outer = new Chart(app, 'outer');
    exposed(new Chart(outer, 'inner'));
    const own = new Chart(outer, 'own');
    exposed(own, 30090, 8090);
    one?.deploy(outer);
    two?.deploy(own);
    expect(portsOf(one)).toEqual(['8087:30080']);
    expect(portsOf(two)).toEqual(['8090:30090']);
  });

  test('a chart below a cluster runs on it, and what stands in no chart is for all of them', () => {
    const { app, one, two } = situation();
    const chart = new Chart(one!, 'below');
    exposed(chart);
    External.namespace(app, 'shared');
    expect(portsOf(one)).toEqual(['8087:30080']);
    expect(portsOf(two)).toEqual([]);
    const { sites } = synthesize(app, { writer: 'own' }).analysis;
    expect(sites.map(({ site }) => [site.objects.some(({ json }) => json.kind === 'Service'), site.externals])).toEqual(
      [
        [true, [{ kind: 'Namespace', name: 'shared' }]],
        [false, [{ kind: 'Namespace', name: 'shared' }]],
        [false, []],
      ],
    );
  });

  test('deploying twice is deploying once', () => {
    const { app, one } = situation();
    const shop = new Chart(app, 'shop');
    exposed(shop);
    one?.deploy(shop, shop);
    expect(portsOf(one)).toEqual(['8087:30080']);
  });

  test('a chart that nobody deploys is a sentence', () => {
    const { app, one } = situation();
    const shop = new Chart(app, 'shop');
    exposed(shop);
    exposed(new Chart(app, 'lost'), 30090, 8090);
    one?.deploy(shop);
    expect(said(app, 'property-invalid')).toEqual([
      '[error] lost property-invalid: The chart runs on no cluster: the app describes 2 (one, two), and nobody says which. Call deploy(chart) on the cluster that it belongs to.',
    ]);
  });

  test('deploying what is no chart is a sentence', () => {
    const { one } = situation();
    expect(() => one?.deploy({} as any)).toThrow(
      new Error('one: deploy was given {}, and not a chart. Write deploy(chart).'),
    );
  });
});

test('without a cluster it is plain Kubernetes', () => {
  const app = new App();
  exposed(new Chart(app, 'shop'));
  expect(synthesize(app, { writer: 'own' }).analysis.sites.map(({ site }) => site.cluster)).toEqual([undefined]);
});

test('what is declared to live outside counts as there, where it was declared', () => {
  const build = (declare: (chart: Chart) => void) => {
    const app = new App();
    const chart = new Chart(app, 'shop');
    new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80, envFrom: { KEY: EnvSource.secret('keys', 'key') } });
    declare(chart);
    return said(app, 'reference-missing').length;
  };
  expect(build(() => {})).toBe(1);
  expect(build((chart) => External.secret(chart, 'keys'))).toBe(0);
  expect(build((chart) => External.secret(chart, 'keys', 'key', 'other'))).toBe(0);
  expect(build((chart) => External.secret(chart, 'others'))).toBe(1);
});

test('every kind of thing can live outside', () => {
  const app = new App();
  const chart = new Chart(app, 'shop');
  External.configMap(chart, 'site', 'theme');
  External.namespace(chart, 'shop');
  External.ingressClass(chart, 'nginx');
  External.service(chart, 'db');
  External.serviceAccount(chart, 'web');
  External.claim(chart, 'data');
  External.object(chart, 'Middleware', 'strip');
  expect(synthesize(app, { writer: 'own' }).analysis.sites[0]?.site.externals).toEqual([
    { kind: 'ConfigMap', name: 'site', keys: ['theme'] },
    { kind: 'Namespace', name: 'shop' },
    { kind: 'IngressClass', name: 'nginx' },
    { kind: 'Service', name: 'db' },
    { kind: 'ServiceAccount', name: 'web' },
    { kind: 'PersistentVolumeClaim', name: 'data' },
    { kind: 'Middleware', name: 'strip' },
  ]);
});

test('a dependency on a cluster is a sentence of ours, beside everything else that is wrong', () => {
  const app = new App();
  const cluster = new K3dClusterConfig(app, 'dev');
  const chart = new Chart(app, 'shop');
  const { serviceObject } = exposed(chart, 8080);
  chart.node.addDependency(cluster);
  expect(serviceObject.kind).toBe('Service');
  const message = messageOf(() => synthesize(app, { writer: 'own' }));
  expect(message).toContain(
    'shop depends on dev, which is a cluster: everything in the app waits for its cluster anyway.\n  Take addDependency(dev) away.',
  );
  expect(message).toContain('8080');
  expect(messageOf(() => app.synthYaml())).toContain('shop depends on dev, which is a cluster');
});

test('one look at a chart judges the whole app, as cdk8s does', () => {
  const chart = Testing.chart();
  exposed(chart, 8080);
  expect(messageOf(() => Testing.synth(chart))).toContain('8080');
});

describe('what a cluster puts among the manifests of k3s', () => {
  const missing = (props: object) => {
    const app = new App();
    new K3dClusterConfig(app, 'dev', props);
    const envFrom = { A: EnvSource.config('settings', 'a') };
    new WebApp(new Chart(app, 'shop'), 'web', { image: 'nginx:1.27', port: 80, envFrom });
    return said(app, 'reference-missing');
  };

  test('belongs to the app', () => {
    const content =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: default }\ndata: { a: "1" }\n';
    expect(missing({ files: [{ path: 'k3s-manifests-custom/settings.yaml', content }] })).toEqual([]);
    expect(missing({})).toHaveLength(1);
  });

  test('may make what seems to be missing, where nobody sees it', () => {
    expect(missing({ volumes: [{ source: '/srv/m', path: '/var/lib/rancher/k3s/server/manifests/custom' }] })).toEqual(
      [],
    );
  });
});
