import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { request } from 'node:http';
import { join } from 'node:path';
import { Interrupted } from '../../../lib/cli/tools';
import { DIST } from '../../cli/in-memory';
import { recordingTools, type RecordingOptions, type State, TOKEN } from '.';

// Real programs are started, and a machine that does much else is slow.
jest.setTimeout(60_000);

const open: { remove: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ remove }) => remove()));

function machine(state?: Partial<State>, options: RecordingOptions = { files: DIST }) {
  const one = recordingTools(state, options);
  open.push(one);
  const type = async (line: string, input?: string) => {
    const [program = '', ...args] = line.split(' ');
    const ran = await one.tools.start(program, args, {
      ...(input !== undefined && { input }),
      environment: { KUBECONFIG: `${one.folder}/kubeconfig`, LOG_COLORS: 'false', LOG_LEVEL: 'warn' },
    });
    if (ran.kind !== 'ended') return { out: '', err: ran.kind };
    return { code: ran.code, out: Buffer.from(ran.stdout).toString('utf8'), err: ran.stderr };
  };
  const create = async () => {
    const said = await type(`k3d cluster create --config dist/cluster/dev-cluster.k3d.yml --timeout 60s`);
    one.write(`${one.folder}/kubeconfig`, (await type('k3d kubeconfig get dev-cluster')).out);
    return said;
  };
  return { ...one, type, create };
}

const K = 'kubectl --context k3d-dev-cluster';

const web = (image = 'nginx:1.27') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'nginx', image }] } },
  },
});
const service = (nodePort = 30080, name = 'web') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, nodePort }] },
});
const listOf = (...items: object[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
const APPLY = `${K} apply --server-side --field-manager=cdk8s-k3d -f -`;

test('a cluster is made as its file says, listed, reached, and deleted', async () => {
  const { type, create, state } = machine();
  expect(await create()).toEqual({ code: 0, out: '', err: '' });
  const [listed] = JSON.parse((await type('k3d cluster list -o json')).out) as [{ nodes: { name: string }[] }];
  expect(listed.nodes.map(({ name }) => name)).toEqual([
    'k3d-dev-cluster-server-0',
    'k3d-dev-cluster-agent-0',
    'k3d-dev-cluster-agent-1',
    'k3d-dev-cluster-serverlb',
  ]);
  expect((await type(`${K} get nodes -o name`)).out.split('\n')).toHaveLength(4);
  await type('k3d cluster delete dev-cluster');
  expect(state().clusters).toEqual({});
  expect([...state().networks, ...state().volumes]).toEqual([]);
});

test('every line is written down with the environment that could change it, and never with a value', async () => {
  const { type, create, started, folder } = machine();
  await create();
  await type(
    APPLY,
    JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login' }, data: { a: 'b64' } }),
  );
  expect(started().at(-1)).toEqual({
    line: APPLY,
    pid: expect.any(Number) as number,
    environment: { KUBECONFIG: `${folder}/kubeconfig`, LOG_COLORS: 'false', LOG_LEVEL: 'warn' },
    stdin: { hash: expect.stringMatching(/^[0-9a-f]{12}$/) as string, kinds: ['Secret/login'] },
  });
  expect(readFileSync(`${folder}/log.jsonl`, 'utf8')).not.toContain('b64');
  expect(readFileSync(`${folder}/log.jsonl`, 'utf8')).not.toContain(TOKEN);
});

test('objects are applied, found with what controllers make of them, and deleted', async () => {
  const { type, create } = machine();
  await create();
  expect((await type(APPLY, listOf(web(), service()))).out).toBe(
    'deployment/web serverside-applied\nservice/web serverside-applied\n',
  );
  const found = JSON.parse((await type(`${K} get deployments,pods,endpointslices -o json`)).out) as {
    items: { kind: string; status?: { readyReplicas?: number } }[];
  };
  expect(found.items.map(({ kind }) => kind)).toEqual(['Deployment', 'Pod', 'EndpointSlice']);
  expect(found.items[0]!.status!.readyReplicas).toBe(1);
  expect((await type(`${K} delete --ignore-not-found -f -`, listOf(web()))).out).toBe('deployment "web" deleted\n');
  expect((await type(`${K} get deployment web`)).err).toBe(
    'Error from server (NotFound): deployments.apps "web" not found\n',
  );
});

test('a dry run says what would be, and changes nothing', async () => {
  const { type, create } = machine();
  await create();
  await type(APPLY, listOf(web()));
  const dry = await type(`${APPLY.replace(' -f -', '')} --dry-run=server -o json -f -`, listOf(web('nginx:1.28')));
  expect(dry.out).toContain('nginx:1.28');
  expect((await type(`${K} get deployment web -o json`)).out).toContain('nginx:1.27');
});

test('the API refuses what the real one refuses', async () => {
  const { type, create } = machine();
  await create();
  await type(APPLY, listOf(web(), service()));
  const { code, err } = await type(
    APPLY,
    listOf(
      service(8080, 'a'),
      service(30080, 'b'),
      { ...web(), metadata: { name: 'c', namespace: 'absent' } },
      {
        apiVersion: 'k3d.io/v1alpha5',
        kind: 'Simple',
        metadata: { name: 'd' },
      },
    ),
  );
  expect(code).toBe(1);
  expect(err.trim().split('\n')).toEqual([
    'Error from server (Invalid): Service "a" is invalid: spec.ports[0].nodePort: Invalid value: 8080: provided port is not in the valid range. The range of valid ports is 30000-32767',
    'Error from server (Invalid): Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    'Error from server (NotFound): namespaces "absent" not found',
    'error: resource mapping not found for name: "d" namespace: "" from "STDIN": no matches for kind "Simple" in version "k3d.io/v1alpha5"',
    'ensure CRDs are installed first',
  ]);
});

test('a field that another manager has is a conflict until it is forced', async () => {
  const { type, create } = machine();
  await create();
  await type(APPLY, listOf(web()));
  await type(`${K} apply --server-side --field-manager=other --force-conflicts -f -`, listOf(web('other:1')));
  const refused = await type(APPLY, listOf(web()));
  expect(refused.err.split('\n')[0]).toBe(
    'error: Apply failed with 1 conflict: conflict with "other" using apps/v1: .spec.template.spec.containers[name="nginx"].image',
  );
  expect((await type(`${APPLY.replace(' -f -', '')} --force-conflicts -f -`, listOf(web()))).code).toBe(0);
});

test('a field that is no longer applied goes', async () => {
  const { type, create } = machine();
  await create();
  await type(APPLY, listOf({ ...web(), metadata: { name: 'web', labels: { a: '1' } } }));
  await type(APPLY, listOf(web()));
  expect((await type(`${K} get deployment web -o json`)).out).not.toContain('"labels": {\n            "a"');
});

test('another context, a stopped cluster and an API that starts late are said in the words of kubectl', async () => {
  const { type, create } = machine({ create: { silent: 1 } });
  await create();
  expect((await type(`${K} get nodes`)).err).toMatch(/^The connection to the server 127.0.0.1:6449 was refused/);
  expect((await type(`${K} get nodes`)).code).toBe(0);
  expect((await type('kubectl --context k3d-nope get nodes')).err).toBe('error: context "k3d-nope" does not exist\n');
  await type('k3d cluster stop dev-cluster');
  expect((await type(`${K} get nodes`)).err).toMatch(/^The connection to the server 127.0.0.1:6449 was refused/);
});

test('a host port that is taken makes the creation fail late, and everything is rolled back', async () => {
  const { create, state } = machine({ taken: [{ port: 8087 }] });
  const { code, err } = await create();
  expect(code).toBe(1);
  expect(err).toContain('Bind for 0.0.0.0:8087 failed: port is already allocated');
  expect([state().clusters, state().networks, state().volumes]).toEqual([{}, [], []]);
});

test('a creation that fails early leaves a network, a volume and the tools container', async () => {
  const { type, create, state } = machine({ create: { fails: 'early' } });
  expect((await create()).code).toBe(1);
  expect((await type('docker ps --all --format {{.Names}}')).out).toBe('k3d-dev-cluster-tools\n');
  expect((await type('docker network ls --filter label=app=k3d --format {{.Name}}')).out).toBe('k3d-dev-cluster\n');
  expect((await type('docker volume rm k3d-dev-cluster-images')).code).toBe(1);
  await type('docker rm --force k3d-dev-cluster-tools');
  expect((await type('docker volume rm k3d-dev-cluster-images')).code).toBe(0);
  expect(state().volumes).toEqual([]);
});

test('an engine that is down, an old k3d and a program that is missing are as they really are', async () => {
  const one = machine({ docker: { down: true, version: '', memory: 0, processors: 0 } }, { missing: ['kubectl'] });
  expect((await one.type('k3d cluster list -o json')).err).toMatch(
    /^FATA\[0000\] runtime failed to list nodes: .*Is the docker daemon running\? \n$/,
  );
  expect((await one.type('docker info')).code).toBe(1);
  expect((await one.type('kubectl version')).err).toBe('unstarted');
  expect(await machine().type('k3d cluster restart dev-cluster')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Available Commands:') as string,
  });
});

test('images get to nodes by import alone, and nodes say what they have', async () => {
  const { type, create } = machine({ images: ['web:1'], refusing: ['k3d-dev-cluster-agent-1'] });
  await create();
  expect(await type('k3d image import web:1 absent:1 -c dev-cluster')).toMatchObject({ code: 0 });
  expect((await type('docker exec k3d-dev-cluster-agent-0 crictl images -o json')).out).toContain(
    'docker.io/library/web:1',
  );
  expect((await type('docker exec k3d-dev-cluster-agent-1 crictl images -o json')).out).not.toContain('web:1');
});

test('what was told to fail fails as often as it was told', async () => {
  const { type } = machine({ faults: [{ on: 'cluster list', code: 1, stderr: 'FATA[0000] no \n' }] });
  expect((await type('k3d cluster list -o json')).code).toBe(1);
  expect((await type('k3d cluster list -o json')).code).toBe(0);
});

test('a program that hangs is stopped by an interrupt and leaves nobody behind', async () => {
  const { type, interruptAt, orphans, goOn } = machine();
  const stopped = interruptAt('^k3d cluster list');
  await expect(type('k3d cluster list -o json')).rejects.toThrow(Interrupted);
  await stopped;
  expect(orphans()).toEqual([]);
  goOn();
  expect((await type('k3d cluster list -o json')).code).toBe(0);
});

test('requests take the way through node ports and through rules of an Ingress', async () => {
  const { create, type, tools, change } = machine();
  await create();
  const ask = (port: number, host = 'localhost') =>
    tools.request({ address: '127.0.0.1', port, host, path: '/', secure: false, timeout: 1 });
  expect(await ask(8087)).toEqual({ reason: 'ECONNRESET' });
  expect(await ask(8085)).toMatchObject({ status: 404, body: '404 page not found\n' });
  expect(await ask(9999)).toEqual({ reason: 'ECONNREFUSED' });
  await type(APPLY, listOf(web(), service()));
  expect(await ask(8087)).toMatchObject({ status: 200, body: 'hello from web\n' });
  change((state) => void (state.broken.web = 'crash'));
  expect(await ask(8087)).toEqual({ reason: 'ECONNRESET' });
});

test('where it is asked to, it opens real sockets, and closes them with the cluster', async () => {
  const port = 20_000 + (process.pid % 10_000);
  const { create, type, listen, write } = machine();
  write(
    'dist/cluster/dev-cluster.k3d.yml',
    DIST['dist/cluster/dev-cluster.k3d.yml']!.replace(/ 80\d\d:/g, ` ${port}:`).replace(
      /.*8443:443[^-]*- loadbal.*\n|  - port: \d+:80 [^]*?\]\n/,
      '',
    ),
  );
  await create();
  listen();
  await type(APPLY, listOf(web(), service()));
  const opens = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('connect', () => (socket.destroy(), resolve(true)));
      socket.on('error', () => resolve(false));
    });
  while (!(await opens()));
  const status = await new Promise((resolve) => {
    request({ port, host: '127.0.0.1', path: '/' }, (response) => resolve(response.statusCode)).end();
  });
  expect(status).toBe(200);
  await type('k3d cluster delete dev-cluster');
  while (await opens());
});

test('a cluster in the list has the fields that k3d 5.8.3 gives it', async () => {
  const { create, type } = machine();
  await create();
  const keys = (json: string) => {
    const [cluster] = JSON.parse(json) as [{ nodes: object[] }];
    return [Object.keys(cluster).sort(), Object.keys(cluster.nodes.at(0)!).sort()];
  };
  const [cluster, node] = keys((await type('k3d cluster list -o json')).out);
  const [real, realNode] = keys(readFileSync(join(__dirname, '../../fixtures/recorded/cluster-list.json'), 'utf8'));
  expect(real).toEqual(expect.arrayContaining(cluster!));
  expect(realNode).toEqual(expect.arrayContaining(node!));
});
