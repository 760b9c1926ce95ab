import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { External } from '../../lib/analysis/external';
import { K3dClusterConfig } from '../../lib/cluster/k3d-cluster-config';
import { HostService } from '../../lib/workload/host-service';
import { WebApp } from '../../lib/workload/web-app';
import { filesOf, said } from '../support/app';

const web = (chart: Chart, id = 'web') => new WebApp(chart, id, { image: 'nginx:1.27', port: 80 });
const kinds = (text = '') =>
  parseAllDocuments(text).map((document) => {
    const { kind, metadata } = document.toJS();
    return `${kind} ${metadata.name}`;
  });
const namespaces = (app: App) =>
  Object.entries(filesOf(app)).flatMap(([path, text]) =>
    path.endsWith('.k8s.yaml')
      ? kinds(text)
          .filter((each) => each.startsWith('Namespace '))
          .map((each) => `${path}: ${each}`)
      : [],
  );

test('the namespaces of charts are made, once each, in a file that sorts before everything', () => {
  const app = new App();
  web(new Chart(app, 'web', { namespace: 'shop' }));
  web(new Chart(app, 'admin', { namespace: 'back' }));
  new HostService(new Chart(app, 'kafka', { namespace: 'shop' }), 'kafka', { port: 1 });
  const files = filesOf(app);
  expect(Object.keys(files).sort()[0]).toBe('00-namespaces.k8s.yaml');
  expect(kinds(files['00-namespaces.k8s.yaml'])).toEqual(['Namespace back', 'Namespace shop']);
  expect(said(app).filter((line) => line.startsWith('[error]'))).toEqual([]);
});

test('a name that no namespace can have is wrong once, where the chart says it', () => {
  const app = new App();
  for (const id of ['web', 'admin']) web(new Chart(app, id, { namespace: 'Team_A' }), `${id}-app`);
  expect(said(app)).toEqual([
    '[error] web object-name-invalid: namespace is "Team_A": only lower-case letters, digits and "-" may stand in it, with a letter or digit at both ends. Write "team-a".',
  ]);
});

test('the order of charts does not change the file', () => {
  const text = (...ids: string[]) => {
    const app = new App();
    for (const id of ids) web(new Chart(app, id, { namespace: id }));
    return filesOf(app)['00-namespaces.k8s.yaml'];
  };
  expect(text('b', 'a')).toBe(text('a', 'b'));
});

test('a second synth makes nothing twice, and adds what is new', () => {
  const app = new App();
  web(new Chart(app, 'web', { namespace: 'shop' }));
  const first = filesOf(app);
  expect(filesOf(app)).toEqual(first);
  web(new Chart(app, 'admin', { namespace: 'back' }));
  expect(namespaces(app)).toEqual(['00-namespaces.k8s.yaml: Namespace shop', '00-namespaces.k8s.yaml: Namespace back']);
});

test.each<[string, (app: App) => void]>([
  ['without a namespace', (app) => web(new Chart(app, 'web'))],
  ['in a namespace that every cluster has', (app) => web(new Chart(app, 'web', { namespace: 'kube-system' }))],
  ['without objects', (app) => new Chart(app, 'empty', { namespace: 'shop' })],
  ['with an empty namespace', (app) => web(new Chart(app, 'web', { namespace: '' }))],
  [
    'in a namespace that lives outside',
    (app) => {
      web(new Chart(app, 'web', { namespace: 'shop' }));
      External.namespace(app, 'shop');
      External.secret(app, 'shop2');
    },
  ],
])('a chart %s makes no namespace', (_, build) => {
  const app = new App();
  build(app);
  expect(namespaces(app)).toEqual([]);
});

test('a namespace that the app makes itself is not made again', () => {
  const app = new App();
  new ApiObject(new Chart(app, 'base'), 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  web(new Chart(app, 'web', { namespace: 'shop' }));
  expect(namespaces(app)).toEqual(['base.k8s.yaml: Namespace shop']);
});

test('where charts depend on each other, the namespaces go first', () => {
  const app = new App();
  const db = new Chart(app, 'db', { namespace: 'shop' });
  new HostService(db, 'db', { port: 5432 });
  const front = new Chart(app, 'front');
  web(front);
  front.addDependency(db);
  expect(Object.keys(filesOf(app)).filter((path) => path.endsWith('.k8s.yaml'))).toEqual([
    '0000-00-namespaces.k8s.yaml',
    '0001-db.k8s.yaml',
    '0002-front.k8s.yaml',
  ]);
});

test('where a chart stands in another one, too', () => {
  const app = new App();
  const outer = new Chart(app, 'outer', { namespace: 'shop' });
  web(outer);
  web(new Chart(outer, 'inner', { namespace: 'shop' }), 'inner');
  expect(Object.keys(filesOf(app))[0]).toBe('0000-00-namespaces.k8s.yaml');
});

test('an order within one chart leaves the names of the files alone', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  web(chart, 'b').node.addDependency(web(chart, 'a'));
  expect(Object.keys(filesOf(app)).sort()).toEqual(expect.arrayContaining(['00-namespaces.k8s.yaml', 'shop.k8s.yaml']));
});

test('in one file for the whole app, the namespaces stand first', () => {
  const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_APP });
  web(new Chart(app, 'shop', { namespace: 'shop' }));
  expect(kinds(filesOf(app)['app.k8s.yaml'])[0]).toBe('Namespace shop');
});

test('a plain App makes them too, and so does the look at one chart', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  web(chart);
  expect((chart.toJson() as any[]).map(({ kind }) => kind)).toEqual(['Deployment']);
  expect(app.synthYaml()).toContain('kind: Namespace');
});

test('several clusters have each their own', () => {
  const app = new App();
  const [one, two] = ['one', 'two'].map((id) => new K3dClusterConfig(app, id));
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const both = new Chart(app, 'both', { namespace: 'both' });
  web(shop);
  web(both);
  one?.deploy(shop, both);
  two?.deploy(both);
  expect(namespaces(app)).toEqual([
    'one/00-namespaces-one.k8s.yaml: Namespace both',
    'one/00-namespaces-one.k8s.yaml: Namespace shop',
    'two/00-namespaces-two.k8s.yaml: Namespace both',
  ]);
});
