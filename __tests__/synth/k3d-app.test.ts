import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Access,
  Component,
  External,
  FindingLevel,
  HostIngress,
  K3dApp,
  K3dClusterConfig,
  LoadBalancerExposure,
  NodePortExposure,
  WebApp,
} from '../../lib';
import { shown } from '../../lib/analysis/given';
import { WRITTEN } from '../../lib/analysis/written';
import { filesBelow } from '../support/files';
import { messageOf } from '../support/message';

let folder: string;
let outdir: string;
let printed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'k3d-app-'));
  outdir = join(folder, 'dist');
  printed = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const text = (path: string) => readFileSync(join(outdir, path), 'utf8');

/** A shop on one cluster, with everything that the app adds to what cdk8s writes. */
function shop(app: App, { nodePort = 30080, namespace = 'shop' } = {}): Chart {
  new K3dClusterConfig(app, 'dev', { agents: 1 });
  const chart = new Chart(app, 'shop', { namespace });
  const web = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  new NodePortExposure(chart, 'web-port', { workload: web, nodePort, hostPort: 8087 });
  new HostIngress(chart, 'web-host', { host: 'shop.localhost', hostPort: 8085, workload: web });
  return chart;
}

test('workloads lie where kubectl looks, clusters and reports below', () => {
  const app = new K3dApp({ outdir });
  shop(app);
  app.synth();
  expect(filesBelow(outdir).filter((file) => !file.startsWith('access/'))).toEqual([
    '00-namespaces.k8s.yaml',
    'cluster/dev.handoff.json',
    'cluster/dev.k3d.yml',
    'shop.k8s.yaml',
  ]);
});

test('workload files equal what a plain App writes, byte for byte', () => {
  const plain = new App({ outdir: join(folder, 'plain') });
  shop(plain);
  plain.synth();
  const app = new K3dApp({ outdir });
  shop(app);
  app.synth();
  for (const file of filesBelow(plain.outdir)) expect(text(file)).toBe(readFileSync(join(plain.outdir, file), 'utf8'));
  expect(filesBelow(plain.outdir)).toEqual(['00-namespaces.k8s.yaml', 'shop.k8s.yaml']);
});

test('where each object has a file, the namespaces that are made here sort before what lives in them', () => {
  const app = new K3dApp({ outdir, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  shop(app);
  app.synth();
  expect(filesBelow(outdir).filter((file) => file.endsWith('.yaml'))).toEqual([
    '00-namespaces.Namespace.shop.k8s.yaml',
    'Deployment.web.k8s.yaml',
    'Ingress.web-host.k8s.yaml',
    'Service.web-port.k8s.yaml',
    'Service.web.k8s.yaml',
  ]);
  expect(printed).toBe('');

  const plain = new App({ outdir, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  shop(plain);
  Access.synth(plain);
  expect(JSON.parse(text('cluster/dev.handoff.json')).manifests).toContain('Namespace.shop.k8s.yaml');
});

test('beside a plain App, Access.synth writes the rest', () => {
  const app = new App({ outdir });
  shop(app);
  app.synth();
  Access.synth(app);
  const own = new K3dApp({ outdir: join(folder, 'own') });
  shop(own);
  own.synth();
  const both = filesBelow(outdir).filter((file) => file !== 'access/files.json');
  expect(both).toEqual(filesBelow(own.outdir).filter((file) => file !== 'access/files.json'));
  for (const file of both) expect(text(file)).toBe(readFileSync(join(own.outdir, file), 'utf8'));
});

test.each<[unknown, string]>([
  [undefined, 'undefined is no app. Return the app from what builds it.'],
  [Promise.resolve(), 'a promise is no app. Write await before it.'],
])('%p is no app', (app, sentence) => {
  expect(() => Access.of(app as App)).toThrow(new Error(`Access.of: ${sentence}`));
  expect(() => Access.synth(app as App)).toThrow(new Error(`Access.synth: ${sentence}`));
});

test('of a K3dApp, Access.synth is its own synth', () => {
  const app = new K3dApp({ outdir });
  shop(app);
  app.synth();
  const before = filesBelow(outdir);
  Access.synth(app);
  expect(before).toContain('shop.k8s.yaml');
  expect(filesBelow(outdir)).toEqual(before);
});

test('an App that was a K3dApp keeps the workloads that cdk8s now writes', () => {
  const own = new K3dApp({ outdir });
  shop(own);
  own.synth();
  const before = filesBelow(outdir);
  const app = new App({ outdir });
  shop(app);
  app.synth();
  Access.synth(app);
  expect(filesBelow(outdir)).toEqual(before);
  expect(text('access/files.json')).not.toContain('k8s.yaml');
});

test('a synth that fails says everything that is wrong, and leaves the last good dist/ as it is', () => {
  const good = new K3dApp({ outdir });
  shop(good);
  good.synth();
  const before = filesBelow(outdir).map((file) => [file, text(file), statSync(join(outdir, file)).mtimeMs]);

  const bad = new K3dApp({ outdir });
  const chart = shop(bad, { nodePort: 8080 });
  new WebApp(chart, 'Admin', { image: '', port: 0 });
  const own = new Construct(chart, 'own');
  own.node.addValidation({ validate: () => ['the own rule of this program'] });

  expect(() => bad.synth()).toThrow(
    /errors, so nothing was written[\s\S]*shop\/Admin[\s\S]*shop\/web-port[\s\S]*\[shop\/own\] the own rule/,
  );
  expect(filesBelow(outdir).map((file) => [file, text(file), statSync(join(outdir, file)).mtimeMs])).toEqual(before);
});

test('an error of a synth is a sentence, and of its stack only the line of the program is left', () => {
  const app = new K3dApp({ outdir });
  shop(app, { nodePort: 8080 });
  let error: Error | undefined;
  try {
    app.synth();
  } catch (caught) {
    error = caught as Error;
  }
  expect(error?.name).toBe('SynthError');
  expect(error?.stack).toMatch(
    /^SynthError: 1 error, so nothing was written\.[^]*\n    at __tests__\/synth\/k3d-app\.test\.ts:\d+$/,
  );
  expect(Object.keys(error ?? {})).toEqual([]);
});

test('a dependency on the cluster gets a sentence, with everything else that is wrong', () => {
  const app = new K3dApp({ outdir });
  const chart = shop(app, { nodePort: 8080 });
  chart.addDependency(app.node.findChild('dev'));
  expect(() => app.synth()).toThrow(/Take addDependency\(dev\) away\.[\s\S]*8080/);
});

test('in a plain App the same errors come as validations of cdk8s, in one line each', () => {
  const app = new App({ outdir });
  shop(app, { nodePort: 8080 });
  expect(() => app.synth()).toThrow(/Validation failed[\s\S]*\n *shop\/web-port: node-port-out-of-range: .*8080/);
  const asked = new App({ outdir });
  shop(asked, { nodePort: 8080 });
  expect(() => Access.synth(asked)).toThrow(/node-port-out-of-range/);
});

test('warnings are printed and do not fail', () => {
  const app = new K3dApp({ outdir });
  const chart = shop(app);
  new WebApp(chart, 'floating', { image: 'nginx', port: 8080 });
  app.synth();
  expect(printed).toMatch(/^warning +image-not-pinned +shop\/floating[\s\S]*1 warning\.\n$/);
});

function severalClusters(app: App): void {
  const one = new K3dClusterConfig(app, 'one');
  const two = new K3dClusterConfig(app, 'two');
  for (const [cluster, hostPort] of [
    [one, 8001],
    [two, 8002],
  ] as const) {
    const chart = new Chart(app, `chart-${cluster.name}`, { namespace: 'shop' });
    cluster.deploy(chart);
    const web = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 8080 });
    new LoadBalancerExposure(chart, 'web-port', { workload: web, hostPort });
  }
  const both = new Chart(app, 'both');
  one.deploy(both);
  two.deploy(both);
  new ApiObject(both, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } });
}

test('beside a plain App with several clusters, each hand-off names the files that cdk8s has written', () => {
  const app = new App({ outdir });
  severalClusters(app);
  app.synth();
  Access.synth(app);
  const { manifests } = JSON.parse(text('cluster/one.handoff.json')) as { manifests: string[] };
  expect(manifests).toEqual(['00-namespaces-one.k8s.yaml', 'both.k8s.yaml', 'chart-one.k8s.yaml']);
  expect(filesBelow(outdir)).toEqual(expect.arrayContaining(manifests));
});

test('several clusters have a folder each, and a namespace chart each', () => {
  const app = new K3dApp({ outdir });
  severalClusters(app);
  app.synth();
  expect(filesBelow(outdir).filter((file) => !file.startsWith('access/'))).toEqual([
    'cluster/one.handoff.json',
    'cluster/one.k3d.yml',
    'cluster/two.handoff.json',
    'cluster/two.k3d.yml',
    'one/00-namespaces-one.k8s.yaml',
    'one/both.k8s.yaml',
    'one/chart-one.k8s.yaml',
    'two/00-namespaces-two.k8s.yaml',
    'two/both.k8s.yaml',
    'two/chart-two.k8s.yaml',
  ]);
  expect(JSON.parse(text('cluster/one.handoff.json')).manifests).toEqual([
    'one/00-namespaces-one.k8s.yaml',
    'one/both.k8s.yaml',
    'one/chart-one.k8s.yaml',
  ]);
});

test('with several clusters, a chart that runs on none is an error, and so is a file that would hold two of them', () => {
  const app = new K3dApp({ outdir });
  new K3dClusterConfig(app, 'one');
  new K3dClusterConfig(app, 'two');
  new WebApp(new Chart(app, 'lost'), 'web', { image: 'nginx:1.27', port: 80 });
  expect(() => app.synth()).toThrow(/lost[\s\S]*The chart runs on no cluster: the app describes 2 \(one, two\)/);

  const whole = new K3dApp({ outdir, yamlOutputType: YamlOutputType.FILE_PER_APP });
  const clusters = ['one', 'two'].map((id) => new K3dClusterConfig(whole, id));
  for (const cluster of clusters) {
    const chart = new Chart(whole, `chart-${cluster.name}`);
    cluster.deploy(chart);
    new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  }
  expect(() => whole.synth()).toThrow(
    /FILE_PER_APP puts 2 clusters into one file, app\.k8s\.yaml\.\s+Use YamlOutputType\.FILE_PER_CHART\./,
  );
});

test('an app without properties writes where cdk8s does', () => {
  expect(new K3dApp().outdir).toBe(new App().outdir);
});

test('an app without a cluster is plain Kubernetes', () => {
  const app = new K3dApp({ outdir });
  const chart = new Chart(app, 'shop');
  const web = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  new NodePortExposure(chart, 'web-port', { workload: web, nodePort: 30080 });
  app.synth();
  expect(filesBelow(outdir).filter((file) => !file.startsWith('access/'))).toEqual(['shop.k8s.yaml']);
});

test('the same program twice touches nothing, and what it no longer writes goes', () => {
  const build = (more: boolean) => {
    const app = new K3dApp({ outdir });
    const chart = shop(app);
    if (more) new WebApp(new Chart(app, 'more'), 'extra', { image: 'nginx:1.27', port: 81 }).node.addDependency(chart);
    app.synth();
  };
  build(false);
  const files = filesBelow(outdir);
  const times = () => filesBelow(outdir).map((file) => statSync(join(outdir, file)).mtimeMs);
  const before = times();
  build(false);
  expect(times()).toEqual(before);
  build(true);
  expect(filesBelow(outdir).filter((file) => file.endsWith('.yaml'))).toEqual([
    '0000-00-namespaces.k8s.yaml',
    '0001-shop.k8s.yaml',
    '0002-more.k8s.yaml',
  ]);
  writeFileSync(join(outdir, 'mine.yaml'), 'foreign');
  build(false);
  expect(filesBelow(outdir)).toEqual([...files, 'mine.yaml'].sort());
});

test('the hand-off names what k3d, docker and a login need, and no value', () => {
  const app = new K3dApp({ outdir });
  new K3dClusterConfig(app, 'dev', {
    token: '${CLUSTER_TOKEN}',
    files: [{ path: '/etc/motd', content: 'hello' }],
  });
  const chart = new Chart(app, 'shop');
  new WebApp(chart, 'web', {
    image: 'nginx:1.27',
    port: 80,
    initContainers: [{ name: 'wait', image: 'busybox:1.37' }],
  });
  new ApiObject(chart, 'pod', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'one' },
    spec: { containers: [{ name: 'one', image: 'redis:7.4' }] },
  });
  app.synth();
  expect(JSON.parse(text('cluster/dev.handoff.json'))).toEqual({
    version: 1,
    cluster: 'dev',
    context: 'k3d-dev',
    config: 'dev.k3d.yml',
    manifests: ['shop.k8s.yaml'],
    k3d: {
      minimum: '5.7.0',
      helperImages: { loadBalancer: 'ghcr.io/k3d-io/k3d-proxy', tools: 'ghcr.io/k3d-io/k3d-tools' },
    },
    images: { pulled: ['busybox:1.37', 'nginx:1.27', 'redis:7.4'], sideLoaded: [], built: [] },
    secrets: [],
    environment: [{ name: 'CLUSTER_TOKEN' }],
  });
});

test.each([
  ['5.5.0', {}],
  ['5.7.0', { files: [{ source: 'a\n', destination: '/a', nodeFilters: ['server:*'] }] }],
  ['5.8.0', { files: [{ source: 'a\n', destination: '/a', nodeFilters: ['agent:0'] }] }],
  ['5.8.0', { files: [{ source: 'a\n', destination: '/a' }] }],
  ['5.7.0', { agents: 0, files: [{ source: 'a\n', destination: '/a', nodeFilters: ['all'] }] }],
  ['5.9.0', { registries: { create: { name: 'registry', enforcePortMatch: true } } }],
])('a cluster file that needs k3d %s says so', (minimum, overrides) => {
  const app = new K3dApp({ outdir });
  new K3dClusterConfig(app, 'dev', { agents: 1, overrides });
  app.synth();
  expect(JSON.parse(text('cluster/dev.handoff.json')).k3d.minimum).toBe(minimum);
});

test('from which level on findings stop a synth is up to the app', () => {
  const strict = new K3dApp({ outdir, failOn: FindingLevel.WARNING });
  new WebApp(shop(strict), 'floating', { image: 'nginx', port: 8080 });
  expect(() => strict.synth()).toThrow(/^1 warning, so nothing was written[^]*image-not-pinned/);
});

test('whoever starts the program reads where it wrote, even where nothing changed', () => {
  const note = join(folder, 'note');
  const app = () => {
    const made = new K3dApp({ outdir });
    shop(made);
    return made;
  };
  app().synth();
  process.env[WRITTEN] = note;
  try {
    app().synth();
    expect(filesBelow(folder)).not.toContain('note');
    writeFileSync(note, '');
    app().synth();
    Access.synth(app());
    const plain = new App({ outdir });
    new WebApp(new Chart(plain, 'web'), 'web', { image: 'nginx:1.27', port: 80 });
    plain.synthYaml();
    plain.synth();
    Access.synth(plain);
    new K3dClusterConfig(plain, 'dev');
    plain.synth();
  } finally {
    delete process.env[WRITTEN];
  }
  const noted = readFileSync(note, 'utf8').trim().split('\n');
  const into = { folder: realpathSync(outdir) };
  const whole = [{ did: 'made' }, { did: 'all', ...into }, { did: 'manifests', clusters: false, ...into }];
  expect(noted.map((line) => JSON.parse(line) as unknown)).toEqual([
    ...whole,
    ...whole,
    { did: 'made' },
    { did: 'manifests', clusters: false, ...into },
    { did: 'all', ...into },
    { did: 'manifests', clusters: true, ...into },
  ]);
});

test.each([5, '', 'a\0b', {}])('outdir %p is no folder, so it stops the program', (folder) => {
  expect(() => new K3dApp({ outdir: folder as string })).toThrow(
    `K3dApp: outdir is ${shown(folder)}, and no folder. Write the path of one, for example "dist".`,
  );
});

test('outdir null is as good as none', () => {
  expect(new K3dApp({ outdir: null as unknown as string }).outdir).toBe(new App().outdir);
});

test('an object that holds itself is said so', () => {
  const app = new K3dApp({ outdir });
  const data: Record<string, unknown> = {};
  data.self = data;
  new ApiObject(new Chart(app, 'shop'), 'ring', { apiVersion: 'v1', kind: 'ConfigMap', data });
  expect(() => app.synth()).toThrow(/shop\/ring[^]*\n {2}A value that holds itself, or thousands/);
});

test.each(['Error', 'ERROR', 'never', 5, NaN, {}])('failOn %p is no level, so it stops the program', (failOn) => {
  expect(() => new K3dApp({ outdir, failOn: failOn as FindingLevel })).toThrow(
    `K3dApp: failOn is ${shown(failOn)}, and no level. Write FindingLevel.ERROR, FindingLevel.WARNING or FindingLevel.INFO.`,
  );
});

test('beside an error, the number of warnings is said', () => {
  const app = new K3dApp({ outdir });
  const chart = shop(app, { nodePort: 8080 });
  for (const id of ['one', 'two']) new WebApp(chart, id, { image: 'nginx', port: 8080 });
  expect(() => app.synth()).toThrow(
    /^1 error, so nothing was written\. Once that is mended, 2 warnings will be printed\.\n\nerror /,
  );
  const info = new K3dApp({ outdir, failOn: FindingLevel.WARNING });
  new WebApp(shop(info, { nodePort: 8080 }), 'one', { image: 'nginx', port: 8080 });
  expect(() => info.synth()).toThrow(/^1 error, 1 warning, so nothing was written\.\n/);
});

test('of a warning about many objects three are printed, of an error fifty, with the number and the place of the rest', () => {
  const floating = (failOn?: FindingLevel) => {
    const app = new K3dApp({ outdir, failOn });
    const chart = shop(app);
    for (let index = 0; index < 60; index++) new WebApp(chart, `web-${index}`, { image: 'nginx', port: 8080 });
    return app;
  };
  floating().synth();
  expect(printed.match(/^warning +image-not-pinned +shop/gm)).toHaveLength(3);
  expect(printed).toContain(
    `\n\nwarning image-not-pinned  and 57 more like it. All of them stand in ${outdir}/access/routes.json.\n\n60 warnings.\n`,
  );
  expect(JSON.parse(text('access/routes.json')).findings).toHaveLength(60);
  expect(() => floating(FindingLevel.WARNING).synth()).toThrow(
    /^60 warnings, so nothing was written\.(\n\nwarning image-not-pinned  shop\/[^]*?){50}\n\nwarning image-not-pinned  and 10 more like it\. Access\.of\(app\)\.routesJson\(\) holds all of them\.$/,
  );
});

test('a file that is no longer written, but was edited by hand, stays and is named', () => {
  const first = new K3dApp({ outdir });
  new WebApp(new Chart(first, 'old'), 'web', { image: 'nginx:1.27', port: 80 });
  first.synth();
  writeFileSync(join(outdir, 'old.k8s.yaml'), '# mine now');
  const second = new K3dApp({ outdir });
  new WebApp(new Chart(second, 'new'), 'web', { image: 'nginx:1.27', port: 80 });
  second.synth();
  expect(printed).toBe(`${outdir}/old.k8s.yaml is no longer written, but was edited by hand: it stays.\n`);
  expect(filesBelow(outdir)).toContain('old.k8s.yaml');
});

test('an object that cannot be rendered is said beside everything else, with its own error as the cause', () => {
  const app = new K3dApp({ outdir });
  const chart = shop(app, { nodePort: 8080 });
  const broken = new ApiObject(chart, 'broken', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: new Map() } });
  broken.node.addValidation({ validate: () => ['it holds a Map'] });
  let error: Error | undefined;
  try {
    app.synth();
  } catch (caught) {
    error = caught as Error;
  }
  expect(error?.message).toMatch(/node-port-out-of-range[^]*it holds a Map[^]*non-simple object of type 'Map'/);
  expect(error?.cause).toMatchObject({ message: expect.stringMatching(/Map/) });
  expect(filesBelow(folder)).toEqual([]);
});

test('an object that cannot be rendered keeps nobody from saying what does not hang on it', () => {
  const app = new K3dApp({ outdir });
  const chart = shop(app);
  const map = new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
  map.addJsonPatch(JsonPatch.remove('/data/gone'));
  const workload = new WebApp(chart, 'admin', { image: 'nginx:1.27', port: 80 });
  new NodePortExposure(chart, 'closed', { workload, nodePort: 30099 });
  expect(() => app.synth()).toThrow(/error +node-port-not-mapped[^]*Failed serializing/);
});

test('an object that cannot be rendered is not missed by others', () => {
  const app = new K3dApp({ outdir });
  const chart = new Chart(app, 'shop');
  const workload = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80, labels: { constructor: 'x' } });
  new K3dClusterConfig(app, 'dev');
  new NodePortExposure(chart, 'in', { workload, nodePort: 30080, hostPort: 8080 });
  expect(() => app.synth()).toThrow(
    /^1 error, so nothing was written\.\s+error +Failed serializing construct at path 'shop\/web\/deployment'.*\s+A key "constructor" does this: cdk8s takes its value for the class of the object\. Give the key another name\.$/,
  );
});

test.each<[string, (chart: Chart) => void, RegExp]>([
  [
    'null',
    (chart) =>
      void (chart.toJson = () => {
        throw null;
      }),
    /error +null was thrown while the app was rendered\./,
  ],
  [
    'a text',
    (chart) =>
      void (chart.toJson = () => {
        throw 'boom';
      }),
    /error +"boom" was thrown while the app was rendered\./,
  ],
])('what is thrown may be %s', (_, spoil, sentence) => {
  const app = new K3dApp({ outdir });
  spoil(new Chart(app, 'shop'));
  expect(() => app.synth()).toThrow(sentence);
});

test.each<[JsonPatch | null, RegExp]>([
  [
    JsonPatch.remove(''),
    /takes the place of the whole object does this\. Name a field, for example "\/metadata\/labels"\./,
  ],
  [JsonPatch.replace('', 'x'), /takes the place of the whole object does this\./],
  [null, /A JSON patch that is none does this\. Write JsonPatch\.add[^]*\n {2}It is patch 1 of 1\.$/],
])('the patch %j is said with a way out', (patch, sentence) => {
  const app = new K3dApp({ outdir });
  const object = new ApiObject(new Chart(app, 'shop'), 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
  object.addJsonPatch(patch as JsonPatch);
  expect(() => app.synth()).toThrow(sentence);
});

test('an app takes null for no properties', () => {
  expect(new K3dApp(null as any).outdir).toBe(new App().outdir);
});

test.each(['access', 'cluster'])('no chart %s has a folder of its own, where dist/ holds something else', (id) => {
  const app = (yamlOutputType: YamlOutputType) => {
    const one = new K3dApp({ outdir, yamlOutputType });
    new WebApp(new Chart(one, id), 'web', { image: 'nginx:1.27', port: 80 });
    return one;
  };
  expect(() => app(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE).synth()).toThrow(
    `Each chart has a folder of its own in dist/, and "${id}" is that of something else.\n  Write another id for the chart.`,
  );
  expect(() => app(YamlOutputType.FILE_PER_CHART).synth()).not.toThrow();
});

test('of several clusters none is called as a folder of dist/ that holds something else', () => {
  const app = new K3dApp({ outdir });
  for (const id of ['Access', 'cluster', 'dev']) new K3dClusterConfig(app, id);
  expect(() => app.synth()).toThrow(
    /^2 errors[^]*cluster-name-invalid +Access[^]*"Access" is that of something else\.\s+Write another name\.[^]*"cluster" is that of something else/,
  );
});

test('beside a plain App, warnings are printed too', () => {
  const app = new App({ outdir });
  new WebApp(shop(app), 'floating', { image: 'nginx', port: 8080 });
  Access.synth(app);
  expect(printed).toMatch(/^warning +image-not-pinned[^]*1 warning\.\n$/);
});

test('what is disabled in the program is named as the program says it', () => {
  const app = new K3dApp({ outdir });
  new K3dClusterConfig(app, 'dev', { disable: [Component.TRAEFIK] });
  const chart = new Chart(app, 'shop');
  const workload = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  new HostIngress(chart, 'host', { workload, host: 'a.localhost', hostPort: 8080 });
  expect(() => app.synth()).toThrow(
    /ingress-controller-disabled[^]*Take Component\.TRAEFIK out of disable of the cluster\./,
  );
});

test('a patch that leads through a field that is not there is said so', () => {
  const app = new K3dApp({ outdir });
  const web = new WebApp(new Chart(app, 'shop'), 'web', { image: 'nginx:1.27', port: 80 });
  web.deployment.addJsonPatch(JsonPatch.replace('/spec/nope/x', 1));
  expect(() => app.synth()).toThrow(
    /shop\/web\/deployment[^]*\n {2}A JSON patch whose path leads through a field that the object lacks does this\. Add the field first\.\n {2}It is patch 1 of 1: replace "\/spec\/nope\/x"\.$/,
  );
});

test('of many patches the one that fails is named, and no value of the object', () => {
  const app = new K3dApp({ outdir });
  const login = { apiVersion: 'v1', kind: 'Secret', stringData: { password: 'hunter2' } };
  const object = new ApiObject(new Chart(app, 'shop'), 'login', login);
  object.addJsonPatch(JsonPatch.add('/metadata/labels', { a: 'b' }), JsonPatch.test('/kind', 'ConfigMap'));
  object.addJsonPatch(JsonPatch.add('/metadata/labels/c', 'd'));
  const said = messageOf(() => app.synth());
  expect(said).toMatch(/: TEST_OPERATION_FAILED: Test operation failed\n {2}A JSON patch that tests for another value/);
  expect(said).toMatch(/\n {2}It is patch 2 of 3: test "\/kind"\.$/);
  expect(said).not.toContain('hunter2');
});

test('a patch with a value that holds itself is said so', () => {
  const app = new K3dApp({ outdir });
  const web = new WebApp(new Chart(app, 'shop'), 'web', { image: 'nginx:1.27', port: 80 });
  const ring: Record<string, unknown> = {};
  ring.self = ring;
  web.deployment.addJsonPatch(JsonPatch.add('/spec/ring', ring));
  expect(() => app.synth()).toThrow(
    /shop\/web\/deployment[^]*'self'[^]*\n {2}A value that holds itself, or thousands of others one in the other, does this\. Write plain data\.\n {2}It is patch 1 of 1: add "\/spec\/ring"\.$/,
  );
});

test('a controller that lives outside leaves nobody to warn of its port', () => {
  const app = new K3dApp({ outdir });
  new K3dClusterConfig(app, 'dev', { disable: [Component.TRAEFIK] });
  External.ingressClass(app, 'nginx');
  const chart = new Chart(app, 'shop');
  const workload = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  new HostIngress(chart, 'host', { workload, className: 'nginx', host: 'a.localhost', hostPort: 8080 });
  app.synth();
  expect(printed).toBe('');
});

test('the tests of users ask for URLs and findings, and write nothing', () => {
  const app = new K3dApp({ outdir });
  shop(app);
  const access = Access.of(app);
  expect(access.urls()).toEqual(['http://localhost:8087', 'http://shop.localhost:8085']);
  access.expectReachable('http://localhost:8087/');
  access.expectNoFindings();
  expect(() => access.expectReachable('http://localhost:8086')).toThrow(/no route has this URL\. The nearest: /);
  expect(filesBelow(folder)).toEqual([]);
});
