import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { type AddressInfo, createServer, type Server, Socket } from 'node:net';
import type { Tools } from '../../lib/cli/tools';
import { request, sockets } from '../../lib/cli/node/network';
import { nodeWorld } from '../../lib/cli/node-tools';
import { status } from '../../lib/cli/status';
import { verify } from '../../lib/cli/verify';
import { inventoryObject } from '../../lib/cli/hand-off/inventory';
import { cluster, scene, type Scene } from './in-memory';
import { live } from './live';
import { stopped } from '../support/ran';

const open: (() => void)[] = [];
afterEach(() => open.splice(0).forEach((close) => close()));

const KUBECTL = 'kubectl --context k3d-dev-cluster';
const LOOK = `${KUBECTL} get services,endpointslices`;
const NODE_PORT = 'http://localhost:8087';

async function listening(server: Server, address = '127.0.0.1'): Promise<number> {
  const connections = new Set<Socket>();
  server.on('connection', (connection: Socket) => connections.add(connection));
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  open.push(() => {
    connections.forEach((connection) => connection.destroy());
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Asks a server as verify does. */
async function asked(server: Server, timeout = 5_000, address = '127.0.0.1', host = 'localhost') {
  const port = await listening(server, address);
  return request({ address, port, host, path: '/', secure: false, timeout });
}

const web = (listener: RequestListener) => createHttp(listener);

describe('what a socket may answer', () => {
  test('nothing, for ever', async () => {
    expect(await asked(createServer(), 50)).toEqual({ reason: 'ETIMEDOUT' });
  });

  test('a stream without an end is an answer', async () => {
    const answer = await asked(
      web((_, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')),
      300,
    );
    expect(answer).toMatchObject({ status: 200, body: 'data: 1\n\n' });
  });

  test('a body that is cut in half', async () => {
    const answer = await asked(
      createServer((socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf')),
    );
    expect(answer).toEqual({ reason: 'ECONNRESET' });
  });

  test('a redirect to itself is not followed', async () => {
    let times = 0;
    const answer = await asked(
      web((_, response) => {
        times += 1;
        response.writeHead(302, { location: '/' }).end();
      }),
    );
    expect([answer, times]).toMatchObject([{ status: 302 }, 1]);
  });

  test('more than anybody wants to read', async () => {
    const answer = await asked(web((_, response) => void response.end('x'.repeat(5_000_000))));
    expect('body' in answer && answer.body.length).toBeLessThan(1_000_000);
    expect(answer).toMatchObject({ status: 200 });
  });

  test('HTTP/2 alone', async () => {
    const answer = await asked(createHttp2());
    expect('reason' in answer && answer.reason).toMatch(/^HPE_|ECONNRESET/);
  });

  test('an address of IPv6, with its brackets in the Host header', async () => {
    const taken = await sockets.taken('::1', 0, 'tcp');
    // A machine may have no IPv6.
    if (taken !== undefined) return expect(taken).toMatch(/^E/);
    const answer = await asked(
      web(({ headers }, response) => void response.end(headers.host)),
      5_000,
      '::1',
      '[::1]',
    );
    return expect(answer).toMatchObject({ status: 200, body: expect.stringMatching(/^\[::1\]:\d+$/) as string });
  });

  test('nothing, until the user stops it', async () => {
    const port = await listening(createServer());
    const interrupt = new AbortController();
    const { tools } = nodeWorld(interrupt.signal);
    const asking = { address: '127.0.0.1', port, host: 'localhost', path: '/', secure: false, timeout: 60_000 };
    const answer = tools.request(asking);
    interrupt.abort();
    expect(await answer).toEqual({ reason: 'ABORT_ERR' });
    expect(await tools.request(asking)).toEqual({ reason: 'ABORT_ERR' });
  });

  test('a connection that is neither taken nor refused', async () => {
    const silent = new Socket();
    const net = jest.requireActual<typeof import('node:net')>('node:net');
    const connecting = jest.spyOn(net, 'connect').mockImplementationOnce(() => {
      setImmediate(() => silent.emit('timeout'));
      return silent;
    });
    expect(await sockets.refused('192.0.2.1', 80, 50)).toBe('ETIMEDOUT');
    expect(connecting).toHaveBeenCalledWith({ host: '192.0.2.1', port: 80, timeout: 50 });
    expect(silent.destroyed).toBe(true);
    connecting.mockRestore();
  });

  test('TLS that is none', async () => {
    const port = await listening(web((_, response) => void response.end()));
    const answer = await request({
      address: '127.0.0.1',
      port,
      host: '[::1]',
      path: '/',
      secure: true,
      timeout: 5_000,
    });
    expect('reason' in answer && answer.reason).toMatch(/^E|SSL/);
  });
});

function at({ programs, ...options }: Scene = {}) {
  const one = scene({
    clusters: [cluster()],
    ...options,
    programs: { 'k3d version -o json': { k3d: 'v5.8.3' }, [LOOK]: live(), ...programs },
  });
  open.push(one.remove);
  return {
    ...one,
    verify: (...words: string[]) => one.run({ verify }, 'verify', NODE_PORT, '--timeout', '1', ...words),
    status: () => one.run({ status }, 'status'),
  };
}

const GATEWAY: Scene['request'] = () => ({ status: 502, headers: {}, body: '' });

/** A world in which one program is run in another way than all others. */
function running(beginning: string, ran: Awaited<ReturnType<Tools['start']>>, options: Scene = {}) {
  const one = at(options);
  const { start } = one.tools;
  const timeouts: (number | undefined)[] = [];
  const odd: Tools['start'] = (program, args, call) => {
    if (![program, ...args].join(' ').startsWith(beginning)) return start(program, args, call);
    timeouts.push(call?.timeout);
    return Promise.resolve(ran);
  };
  return { ...at({ ...options, tools: { start: odd } }), timeouts };
}

const KUBECTL_AT = 'Install the real kubectl: https://kubernetes.io/docs/tasks/tools';

describe('what programs may print', () => {
  test.each<string[]>([
    ['garbage', '"garbage", which is no JSON'],
    ['', 'nothing instead of JSON'],
    ['[{"name":"dev-cl', '"[{"name":"dev-cl", which is no JSON'],
    ['WARN[0000] old\n[]', '"WARN[0000] old", which is no JSON'],
    [`token=abc ${'x'.repeat(99)}`, `"token=… ${'x'.repeat(32)}", which is no JSON`],
    ...['null', '{}', '7', '[null]'].map((text) => [text, `"${text}", which is no list of clusters`]),
  ])('k3d: "%s"', async (text = '', printed) => {
    for (const command of ['verify', 'status'] as const) {
      expect(await at({ programs: { 'k3d cluster list -o json': () => text } })[command]()).toEqual({
        code: 3,
        out: '',
        err: `"k3d cluster list -o json" printed ${printed}. Install the real k3d: https://k3d.io/stable/#installation\n`,
      });
    }
  });

  test('k3d, of itself', async () => {
    const status = (said: unknown) => at({ programs: { 'k3d version -o json': () => said } }).status();
    const home = 'k3d: https://k3d.io/stable/#installation';
    expect(await status('garbage')).toMatchObject({ code: 3, err: expect.stringContaining(`the real ${home}`) });
    expect(await status({ code: 139, stderr: '' })).toEqual({
      code: 3,
      out: '',
      err: `"k3d version -o json" ended with 139. Install k3d again: https://k3d.io/stable/#installation\n`,
    });
    expect((await status({ code: 1, stderr: 'no such library' })).err).toContain(
      ': no such library. Install k3d again',
    );
  });

  test('k3d, that cannot say which clusters there are', async () => {
    const stderr = 'permission denied while trying to connect to the Docker daemon socket';
    for (const command of ['verify', 'status'] as const) {
      expect(await at({ programs: { 'k3d cluster list -o json': { code: 1, stderr } } })[command]()).toEqual({
        code: 3,
        out: '',
        err: `"k3d cluster list -o json" ended with 1: ${stderr}\n`,
      });
    }
  });

  test('k3d: a cluster of another shape', async () => {
    const text = '[{"name": null, "nodes": [null, {"portMappings": 7}]}]';
    const one = at({ programs: { 'k3d cluster list -o json': text } });
    expect((await one.verify()).out).toContain('Cluster "dev-cluster" does not exist.');
    expect((await one.status()).out).toContain('does not exist');
  });

  test.each(['garbage', '{"items":[{"kind":"Serv', 'Warning: v1 Endpoints is deprecated\n{"items":[]}'])(
    'kubectl, while a dead route is walked: "%s"',
    async (text) => {
      const one = at({ programs: { [LOOK]: text }, request: GATEWAY });
      const { code, out, err } = await one.verify();
      expect([code, err]).toEqual([1, '']);
      expect(out).toContain('dead at node k3d-dev-cluster-server-0');
      expect(out).toContain('which is no JSON.\n');
      expect(out).toContain(`    ${KUBECTL_AT}\n`);
    },
  );

  test('kubectl, for status', async () => {
    const { code, out, err } = await at({ programs: { [`${KUBECTL} get nodes`]: '{"items":[' } }).status();
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain(
      `✘ "${KUBECTL} get nodes -o json" printed "{"items":[", which is no JSON.\n    ${KUBECTL_AT}\n`,
    );
  });

  test('kubectl, halfway through the objects of dist/', async () => {
    const out = async (text: string) => {
      const programs = { [`${KUBECTL} get --ignore-not-found -o json -f -`]: text };
      const { code, out: screen, err } = await at({ programs }).status();
      expect([code, err]).toEqual([1, '']);
      return screen;
    };
    expect(await out('{"kind":"List","items":[')).toContain(
      `✘ "${KUBECTL} get --ignore-not-found -o json -f -" printed "{"kind":"List","items":[", which is no JSON.\n`,
    );
    // Nothing of them is there: kubectl says nothing at all.
    expect(await out('')).toContain('! Deployment default/web is not in the cluster\n');
  });

  test.each(['half: {', '{"kind":"Config', '[]'])('an inventory that somebody edited: "%s"', async (objects) => {
    const edited = inventoryObject({ file: 'x', objects: [] });
    const programs = {
      [`${KUBECTL} get configmap cdk8s-k3d-inventory`]: { ...edited, data: { ...edited.data, objects } },
    };
    expect((await at({ programs }).status()).code).toBe(1);
    const halved = { [`${KUBECTL} get configmap cdk8s-k3d-inventory`]: '{"kind":"Config' };
    expect((await at({ programs: halved }).status()).err).toBe('');
  });

  test('a kubectl that is killed, or never ends, is an API that does not answer', async () => {
    const killed = running(LOOK, stopped(), { request: GATEWAY });
    expect((await killed.verify()).out).toContain('--all-namespaces -o json" was stopped.');
    const endless = running(LOOK, stopped(true), { request: GATEWAY });
    expect((await endless.verify()).out).toContain('The time was up before the API of cluster "dev-cluster" had said');
    expect(endless.timeouts[0]).toBe(1_000);
  });
});

describe('502, 503 and 504', () => {
  test.each([502, 503, 504])('%d from an app that no controller stands before is its own', async (code) => {
    const { out } = await at({ request: () => ({ status: code, headers: {}, body: '' }) }).verify();
    expect(out).toContain(
      [
        `    The app itself answers ${code}: all hops before it are in order.`,
        '    Read what it logs: "kubectl --context k3d-dev-cluster logs -n default deployment/web".',
      ].join('\n'),
    );
  });
});
