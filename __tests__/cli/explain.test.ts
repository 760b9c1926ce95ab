import { readFileSync } from 'node:fs';
import { rules } from '../../lib/routes/rules';
import { CLUSTER, DEPLOYMENT, service, SOUND, world } from './world';

const WAY = `http://localhost:8087  complete, found

  client
    ↓ asks for the name
  name resolution        localhost, this machine
    ↓ opens http://localhost:8087
  host port              8087  [cluster.yaml:1]
    ↓ port 30080
  k3d load balancer      k3d-dev-serverlb, to 3 nodes
    ↓ port 30080
  node port              30080  [k8s/web.yaml:13]
    ↓ port 80
  Service                default/web  [k8s/web.yaml:13]
    ↓ port 80
  Pod                    Deployment default/web, 1 replica  [k8s/web.yaml:1]
`;

describe('explain a URL', () => {
  test('draws its way through the files that are named', async () => {
    expect(await world(SOUND).run('explain', 'http://localhost:8087/', 'cluster.yaml', 'k8s')).toEqual({
      code: 0,
      out: WAY,
      err: '',
    });
  });

  test('takes what is spoken over HTTP for that', async () => {
    const asked = async (url: string) => (await world(SOUND).run('explain', url, 'cluster.yaml', 'k8s')).out;
    for (const scheme of ['ws', 'grpc', 'anything']) expect(await asked(`${scheme}://localhost:8087`)).toBe(WAY);
    expect(await asked('wss://localhost:8087')).toBe('');
  });

  test('draws its way from dist/, or from another folder', async () => {
    const report = (await world(SOUND).run('check', '--json', '.')).out;
    const files = { 'dist/access/routes.json': report, 'out/access/routes.json': report };
    expect((await world(files).run('explain', 'localhost:8087')).out).toBe(WAY);
    expect((await world(files).run('explain', 'localhost:8087', '--dist', 'out')).out).toBe(WAY);
  });

  test('draws it of one cluster alone, where one is named', async () => {
    const report = (await world(SOUND).run('check', '--json', '.')).out;
    const one = world({ 'dist/access/routes.json': report });
    expect((await one.run('explain', 'localhost:8087', '--cluster', 'dev')).out).toBe(WAY);
    expect(await one.run('explain', 'localhost:8087', '--cluster', 'nope')).toEqual({
      code: 2,
      out: '',
      err: '--cluster says "nope", and no such cluster is described. Write "dev".\n',
    });
    const other = report.replaceAll('"cluster": "dev"', '"cluster": "test"').replace('"name": "dev"', '"name": "test"');
    const two = world({ 'dist/access/routes.json': other });
    expect((await two.run('explain', 'localhost:8087', '--cluster', 'test')).code).toBe(0);
    expect((await two.run('explain', 'localhost:8087', '--closed')).err).toBe(
      '--closed judges files, and "dist/access/routes.json" is judged. Leave it out, or name the files.\n',
    );
    expect((await two.run('explain', 'localhost:8087', 'dist', '--dist', 'nowhere')).err).toBe(
      '--dist names a report, and "dist" is judged. Leave one of them out.\n',
    );
  });

  test('takes a URL without a scheme for one that has a route', async () => {
    const asked = (...words: string[]) => {
      const port = service().replace('port: 80,', 'port: 5432, name: db,');
      const files = {
        'a.yaml': `${CLUSTER}---\n${DEPLOYMENT}---\n${port.replace('targetPort: 80', 'targetPort: 5432')}`,
      };
      return world(files).run('explain', ...words, '.');
    };
    expect((await asked('localhost:8087')).out).toContain('tcp://localhost:8087  ');
    expect((await asked('http://localhost:8087')).err).toBe(
      'No route has the URL http://localhost:8087. The nearest: tcp://localhost:8087.\n',
    );
    for (const url of ['8087', 'postgres://me:secret@localhost:8087/shop', 'POSTGRES://localhost:8087']) {
      expect((await asked(url)).out).toContain('tcp://localhost:8087  ');
    }
    expect((await asked('ws://localhost:8087/live')).err).toBe(
      'No route has the URL ws://localhost:8087/live. The nearest: tcp://localhost:8087.\n',
    );
    expect((await asked('8088')).err).toMatch(/^No route has the URL localhost:8088\./);
    expect((await asked('localhost:8088')).err).toMatch(/^No route has the URL localhost:8088\. The nearest: tcp:/);
  });

  test('does not repeat a login, and looks for the URL without it', async () => {
    const { run } = world(SOUND);
    expect((await run('explain', 'http://u:s3cret@localhost:8087', '.')).out).toBe(WAY);
    expect((await run('explain', 'u:s3cret@localhost:8087', '.')).out).toBe(WAY);
    expect((await run('explain', 'http://u:a/s3cret@localhost:8088', '.')).err).toBe(
      'No route has the URL http://…@localhost:8088. The nearest: http://localhost:8087.\n',
    );
  });

  test('says by which route a longer URL goes', async () => {
    const { code, out } = await world(SOUND).run('explain', 'http://localhost:8087/api', '.');
    expect(code).toBe(0);
    expect(out).toBe(
      `No route has exactly this URL; a request for it goes the way of http://localhost:8087.\n\n${WAY}`,
    );
  });

  test('shows the findings on it, and ends with 1 where nothing answers', async () => {
    const files = { 'a.yaml': `${CLUSTER}---\n${DEPLOYMENT}---\n${service().replace('app: web', 'app: wen')}` };
    const { code, out } = await world(files).run('explain', 'http://localhost:8087', '--closed', '.');
    expect(code).toBe(1);
    expect(out).toContain('http://localhost:8087  broken, found');
    expect(out).toContain('error   service-selects-nothing  a.yaml:');
  });

  test('prints the routes as data', async () => {
    const { out } = await world(SOUND).run('explain', 'http://localhost:8087', '--json', '.');
    expect(JSON.parse(out)).toMatchObject({ version: 1, routes: [{ url: 'http://localhost:8087' }] });
  });

  test('says of a host port that leads to nothing where it leads', async () => {
    const cluster = [
      'apiVersion: k3d.io/v1alpha5',
      'kind: Simple',
      'metadata: { name: dev }',
      'ports: [{ port: "9000:30099", nodeFilters: [loadbalancer] }]',
    ].join('\n');
    expect(await world({ 'c.yaml': cluster }).run('explain', 'http://localhost:9000/a', '.')).toEqual({
      code: 1,
      out: '',
      err: 'No route has the URL http://localhost:9000/a: host port 9000 leads to port 30099 of the nodes, where nothing in the app or the cluster listens.\n',
    });
  });

  test('names the nearest URLs where no route has it', async () => {
    expect(await world(SOUND).run('explain', 'http://localhost:8088', '.')).toEqual({
      code: 1,
      out: '',
      err: 'No route has the URL http://localhost:8088. The nearest: http://localhost:8087.\n',
    });
    expect((await world({ 'a.yaml': DEPLOYMENT }).run('explain', 'localhost', '.')).err).toBe(
      'No route has the URL localhost: no way leads in. Give an exposure a hostPort.\n',
    );
  });

  test.each([
    'http://',
    'a:b:c',
    ':',
    'http://[::1',
    'localhost:99999',
    'see http://localhost:8087',
    'http://me:s3cret@',
  ])('says that "%s" is none', async (words) => {
    const { code, err } = await world(SOUND).run('explain', words, '.');
    expect([code, err]).toEqual([2, expect.stringContaining('is no URL. Write one such as http://localhost:8080.')]);
    expect(err).not.toContain('s3cret');
  });

  test('sends who has no dist/ to synth', async () => {
    expect((await world().run('explain', 'http://localhost')).err).toBe(
      '"dist/access/routes.json" does not exist. Run "cdk8s-k3d synth" first.\n',
    );
  });

  test.each(['{', '[]', '{ "version": 2 }', '{ "version": 1, "routes": 1 }'])('refuses the report %s', async (json) => {
    expect((await world({ 'dist/access/routes.json': json }).run('explain', 'http://localhost')).err).toBe(
      '"dist/access/routes.json" is no report that this version reads. Run "cdk8s-k3d synth" again.\n',
    );
  });

  test.each([
    '1',
    '{ "url": 1 }',
    '{ "url": "a" }',
    '{ "url": "a", "status": "complete", "hops": [], "match": {} }',
    '{ "url": "a", "status": "complete", "hops": [], "match": { "path": "/", "paths": "exact" } }',
    '{ "url": "a", "status": "complete", "hops": [1] }',
    '{ "url": "a", "status": "whole", "hops": [] }',
    '{ "url": "a", "status": "complete", "hops": [{ "kind": "balancer", "name": "a" }] }',
    '{ "url": "a", "status": "complete", "hops": [{ "kind": "toString", "name": "a" }] }',
  ])('refuses a report with the route %s', async (route) => {
    const json = `{ "version": 1, "clusters": [], "mappings": [], "findings": [], "allowed": [], "routes": [${route}] }`;
    const { code, err } = await world({ 'dist/access/routes.json': json }).run('explain', 'http://a');
    expect([code, err]).toEqual([2, expect.stringContaining('is no report that this version reads')]);
  });
});

describe('explain a rule', () => {
  test('prints its page', async () => {
    const one = world();
    const page = readFileSync(`${one.tools.home}/docs/rules/reference-missing.md`, 'utf8');
    expect(await one.run('explain', 'reference-missing')).toEqual({ code: 0, out: page, err: '' });
  });

  test('prints its title where the package brings no page', async () => {
    const one = world();
    const { title } = rules.find(({ id }) => id === 'reference-missing')!;
    const two = world({}, { home: one.folder });
    expect((await two.run('explain', 'reference-missing')).out).toBe(`# reference-missing\n\n${title}.\n`);
  });

  test('knows what check says about files', async () => {
    expect((await world().run('explain', 'file-unreadable')).out).toMatch(/^# file-unreadable\n/);
  });

  test.each([
    [['--json'], '--json'],
    [['.', '--json'], '"."'],
    [['--cluster', 'dev'], '--cluster'],
  ])('takes nothing beside it: %j', async (words, said) => {
    expect(await world().run('explain', 'reference-missing', ...words)).toEqual({
      code: 2,
      out: '',
      err: `${said} stands beside the rule "reference-missing", which needs nothing else. Write a URL, or "cdk8s-k3d explain reference-missing" alone.\n`,
    });
  });

  test('names the nearest rule', async () => {
    expect(await world().run('explain', 'refrence-missing')).toEqual({
      code: 2,
      out: '',
      err: 'No rule is called "refrence-missing". The nearest is "reference-missing".\n',
    });
  });

  test('names those that begin with the word', async () => {
    expect((await world().run('explain', 'node-port')).err).toBe(
      'No rule is called "node-port". Those that begin so: node-port-not-mapped, node-port-on-cluster-ip, node-port-out-of-range, node-port-taken.\n',
    );
  });

  test('names none where nothing is near', async () => {
    expect((await world().run('explain', 'mariadb')).err).toBe(
      'No rule is called "mariadb". node_modules/cdk8s-k3d/docs/rules/README.md lists them all.\n',
    );
  });

  test('asks for a subject', async () => {
    expect((await world().run('explain')).err).toBe(
      'explain says nothing to explain. Write a URL, as in cdk8s-k3d explain http://localhost:8080.\n',
    );
  });
});
