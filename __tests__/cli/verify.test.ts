import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { routesTable, verifySummary } from '../../lib/cli/hand-off/screen/routes';
import type { VerifiedRoute } from '../../lib/cli/hand-off/verify/verified-route';
import { nodeTools } from '../../lib/cli/node-tools';
import { type Answered, type HttpRequest, Interrupted, type Tools } from '../../lib/cli/tools';
import { run } from '../../lib/cli/run';
import { verify } from '../../lib/cli/verify';
import type { Hop, Mapping, Route } from '../../lib/routes/route';
import { cluster, DIST, KUBECONFIG, node, scene, type Scene, TOKEN } from './in-memory';
import { deployment, ingress, live, service, slice, without } from './live';
import { listed } from '../support/listed';
import { ended, stopped } from '../support/ran';

const open: { remove: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ remove }) => remove()));

const KUBECTL = 'kubectl --context k3d-dev-cluster';
const LIST = 'k3d cluster list -o json';
const LOOK = `${KUBECTL} get services,endpointslices,ingresses,ingressclasses,deployments,statefulsets,daemonsets --all-namespaces -o json`;

function at({ programs, ...options }: Scene = {}) {
  const one = scene({ ...options, programs: { [LOOK]: live(), ...programs } });
  open.push(one);
  return { ...one, verify: (...words: string[]) => one.run({ verify }, 'verify', ...words) };
}

const A = 'http://localhost:8085';
const B = 'http://localhost.k3d.ingress:8085';
const SECURE = 'https://localhost:8443';
const NODE_PORT = 'http://localhost:8087';

const text = (status: number, body = ''): Answered => ({ status, headers: {}, body });
const NO_RULE = text(404, '404 page not found\n');

/** What stands in dist/ when only these routes do. */
const distOf = (routes: readonly Route[], mappings: readonly Mapping[] = []) => {
  const path = 'dist/access/routes.json';
  return { ...DIST, [path]: JSON.stringify({ ...JSON.parse(DIST[path]!), routes, mappings }) };
};

const routesOf = () => JSON.parse(DIST['dist/access/routes.json']!) as { routes: Route[]; mappings: Mapping[] };
const routeTo = (url: string) => routesOf().routes.find((route) => route.url === url)!;

describe('routes that answer', () => {
  test('are asked once each, at their address, with their host', async () => {
    const asked: HttpRequest[] = [];
    const one = at({ request: (request) => (asked.push(request), text(200)) });
    const { code, out, err } = await one.verify();
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      [
        '✔ http://localhost.k3d.ingress:8085   200  → Deployment default/web-b',
        '✔ http://localhost:8085               200  → Deployment default/web-a',
        '✔ http://localhost:8087               200  → Deployment default/web',
        '✔ https://localhost.k3d.ingress:8443  200  → Deployment default/web-b  (found)',
        '✔ https://localhost:8443              200  → Deployment default/web-a  (found)',
        '5 of 5 routes answer.',
        '',
      ].join('\n'),
    );
    expect(asked.map(({ address, port, host, path, secure }) => [address, port, host, path, secure])).toEqual([
      ['127.0.0.1', 8085, 'localhost.k3d.ingress', '/', false],
      ['127.0.0.1', 8085, 'localhost', '/', false],
      ['127.0.0.1', 8087, 'localhost', '/', false],
      ['127.0.0.1', 8443, 'localhost.k3d.ingress', '/', true],
      ['127.0.0.1', 8443, 'localhost', '/', true],
    ]);
    expect(one.typed).toEqual([LIST]);
    expect([...new Set(one.said)]).toEqual([
      '… Asking 5 routes: 0 answered',
      ...[1, 2, 3, 4, 5].map((number) => `… Asking 5 routes: ${number} answered`),
    ]);
  });

  test('many of them are told in steps', async () => {
    const one = at({ request: () => text(200) });
    await one.verify(...Array.from({ length: 50 }, (_, index) => `http://localhost:8085/${index}`));
    const told = [...new Set(one.said)].map((line) => /\d+(?= answered)/.exec(line)?.[0]);
    expect(told).toEqual(Array.from({ length: 17 }, (_, index) => `${index * 3}`));
  });

  test.each([301, 401, 404, 500])('an app that says %d answers', async (status) => {
    const one = at({ request: () => text(status, 'mine') });
    const { code, out } = await one.verify(NODE_PORT);
    expect([code, out]).toEqual([0, `✔ ${NODE_PORT}  ${status}  → Deployment default/web\n1 of 1 route answers.\n`]);
  });

  test('they may be late', async () => {
    let times = 0;
    const one = at({ request: () => ((times += 1) < 4 ? { reason: 'ECONNRESET' } : text(200)) });
    expect((await one.verify(A)).code).toBe(0);
    expect([times, one.passed()]).toEqual([4, 3_000]);
  });

  test('something that is no HTTP is an answer', async () => {
    const one = at({ request: () => ({ reason: 'HPE_INVALID_CONSTANT' }) });
    expect((await one.verify(A)).out).toContain('an answer that is no HTTP');
  });

  test('a login in a URL is neither asked with nor repeated', async () => {
    const one = at({ request: () => text(200) });
    const { code, out } = await one.verify('http://u:s3cret@localhost:8087');
    expect([code, out]).toEqual([0, (await one.verify(NODE_PORT)).out]);
    const { err } = await one.verify('http://u:a/s3cret@localhost:8088');
    expect(err).toContain('http://…@localhost:8088');
    expect(err).not.toContain('s3cret');
  });

  test('a URL below a route is asked as it is written', async () => {
    const asked: HttpRequest[] = [];
    const one = at({ request: (request) => (asked.push(request), text(200)) });
    const { out } = await one.verify('localhost:8085/api?x=1', NODE_PORT);
    expect(one.said[0]).toBe('… Asking 2 routes: 0 answered');
    await one.verify(NODE_PORT);
    expect(one.said.at(-1)).toBe('… Asking 1 route: 1 answered');
    expect(asked.map(({ port, path }) => [port, path])).toEqual([
      [8085, '/api?x=1'],
      [8087, '/'],
      [8087, '/'],
    ]);
    expect(out).toContain('✔ http://localhost:8085/api?x=1  200');
  });

  test('--json prints them as data', async () => {
    const { code, out } = await at().verify('--json', A);
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        version: 1,
        clusters: [
          {
            cluster: 'dev-cluster',
            routes: [{ url: A, declared: true, leadsTo: 'Deployment default/web-a', status: 'answers', said: '200' }],
          },
        ],
      },
    ]);
  });
});

describe('real servers', () => {
  const closing: (() => void)[] = [];
  afterEach(() => closing.splice(0).forEach((close) => close()));

  /** A route of situation A whose host port is the one of a server that listens here. */
  async function answeredBy(server: Server, url: string, container: '80/tcp' | '443/tcp', host: string) {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    closing.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const asked = `${host}:${port}/health?full=1`;
    const hops = routeTo(url).hops.map((hop) => (hop.kind === 'host-port' ? { ...hop, port } : hop));
    const known = cluster();
    known.nodes[3]!.portMappings = { [container]: [{ HostIp: '', HostPort: `${port}` }] };
    const one = at({
      files: distOf([{ ...routeTo(url), url: asked, declared: true, hops }]),
      clusters: [known],
      tools: { request: nodeTools().request },
    });
    return { port, asked, ended: await one.verify('--timeout', '5') };
  }

  test('are asked with the Host header of the route', async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer(({ headers, url }, response) => {
      seen.push(headers.host, url);
      response.writeHead(204).end();
    });
    const { port, asked, ended } = await answeredBy(server, B, '80/tcp', 'http://localhost.k3d.ingress');
    expect(seen).toEqual([`localhost.k3d.ingress:${port}`, '/health?full=1']);
    expect(ended.out.split('\n')[0]).toBe(`✔ ${asked}  204  → Deployment default/web-b`);
  });

  const certificate = (name: string) => readFileSync(join(__dirname, '..', 'fixtures', 'certificates', name));
  const secure = { key: certificate('good.key'), cert: certificate('good.crt') };

  test('are taken with the certificate that they have, and are told for which name they are asked', async () => {
    const seen: unknown[] = [];
    const server = createSecure(secure, ({ headers, socket }, response) => {
      seen.push((socket as TLSSocket & { servername?: unknown }).servername, headers.host);
      response.end('hello');
    });
    const { port, asked, ended } = await answeredBy(
      server,
      'https://localhost.k3d.ingress:8443',
      '443/tcp',
      'https://localhost.k3d.ingress',
    );
    expect(seen).toEqual(['localhost.k3d.ingress', `localhost.k3d.ingress:${port}`]);
    expect(ended).toEqual({
      code: 0,
      out: `✔ ${asked}  200  → Deployment default/web-b\n1 of 1 route answers.\n`,
      err: '',
    });
  });

  test('that do not speak TLS are dead, and it is said', async () => {
    const plain = createServer((_, response) => void response.end('hello'));
    const { ended } = await answeredBy(plain, SECURE, '443/tcp', 'https://localhost');
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/^ {4}What listens there does not speak TLS \((EPROTO|ERR_SSL_\w+)\)\.$/m);
  });

  test('that wait for TLS and hear none are no app that answers', async () => {
    const { ended } = await answeredBy(createSecure(secure), A, '80/tcp', 'http://localhost');
    expect(ended.code).toBe(1);
    expect(ended.out).toContain('The connection is cut off (ECONNRESET)');
  });
});

/** The routes of all clusters; none of one that failed. */
const routesIn = (out: string) =>
  (JSON.parse(out) as { clusters: { routes?: VerifiedRoute[] }[] }).clusters.flatMap(({ routes = [] }) => routes);

/** A single dead route, and what is said of it. */
async function deadOf(url: string, options: Scene) {
  const one = at({ request: () => ({ reason: 'ECONNRESET' }), ...options });
  const { code, out } = await one.verify(url, '--json', '--timeout', '5');
  const [route] = routesIn(out);
  return { ...one, code, route: route! };
}

const objects = (...instead: Parameters<typeof live>) => ({ programs: { [LOOK]: live(...instead) } });
const gone = (...names: string[]) => ({ programs: { [LOOK]: { items: without(...names) } } });

describe('before anything is asked', () => {
  const asked: HttpRequest[] = [];
  const request = (one: HttpRequest) => (asked.push(one), text(200));
  afterEach(() => expect(asked).toEqual([]));

  test.each<[string, unknown[], string, string, string]>([
    ['no cluster', [], 'host port 8087', 'Cluster "dev-cluster" does not exist.', 'Run "cdk8s-k3d up".'],
    [
      'a stopped one',
      [cluster('exited')],
      'host port 8087',
      'Cluster "dev-cluster" is stopped.',
      'Run "cdk8s-k3d up": it starts the cluster.',
    ],
    [
      'no balancer',
      [{ ...cluster(), nodes: cluster().nodes.slice(0, 3) }],
      'k3d-dev-cluster-serverlb',
      'Container k3d-dev-cluster-serverlb does not exist.',
      'Run "cdk8s-k3d up --recreate": a cluster gets its nodes when it is made.',
    ],
    [
      'a balancer that restarts',
      [
        {
          ...cluster(),
          nodes: [...cluster().nodes.slice(0, 3), node('k3d-dev-cluster-serverlb', 'loadbalancer', 'restarting')],
        },
      ],
      'k3d-dev-cluster-serverlb',
      'Container k3d-dev-cluster-serverlb does not run: docker says "restarting".',
      'Run "k3d cluster start dev-cluster".',
    ],
    [
      'a balancer without the port',
      [{ ...cluster(), nodes: [...cluster().nodes.slice(0, 3), node('k3d-dev-cluster-serverlb', 'loadbalancer')] }],
      'k3d-dev-cluster-serverlb',
      'Container k3d-dev-cluster-serverlb does not publish host port 8087: the cluster was made before dist/ asked for it.',
      'Run "cdk8s-k3d up".',
    ],
  ])('%s is seen', async (_, clusters, name, cause, remedy) => {
    const { code, route, passed } = await deadOf(NODE_PORT, { clusters, request });
    expect(code).toBe(1);
    expect(route).toMatchObject({ status: 'dead', hop: { name }, cause, remedy });
    expect(passed()).toBe(0);
  });

  test('a node without the port, which gets it when it is made', async () => {
    const name = 'k3d-dev-cluster-server-0';
    const hops = routeTo(NODE_PORT).hops.map((hop): Hop =>
      hop.kind === 'load-balancer' ? { ...hop, kind: 'node', name } : hop,
    );
    const { route } = await deadOf(NODE_PORT, { files: distOf([{ ...routeTo(NODE_PORT), hops }]), request });
    expect(route).toMatchObject({
      hop: { name },
      cause: `Container ${name} does not publish host port 8087: the cluster was made before dist/ asked for it.`,
      remedy: 'Run "cdk8s-k3d up --recreate": a node gets its ports when it is made.',
    });
  });

  test('a route that synth found broken is not asked', async () => {
    const broken: Route = {
      ...routeTo(A),
      declared: false,
      status: 'broken',
      why: 'No Service exists.',
      hops: routeTo(A).hops.slice(0, 5),
    };
    const one = at({ files: distOf([broken]), request });
    expect(await one.verify()).toEqual({
      code: 0,
      out: [
        `✘ ${A}  dead at ingress rule Ingress default/app-ingress-a  (found)`,
        '    No Service exists.',
        `    Run "cdk8s-k3d explain ${A}": synth has seen it.`,
        '0 of 1 route answers, 1 dead.',
        '',
      ].join('\n'),
      err: '',
    });
    const { why: _, ...silent } = { ...broken, declared: true };
    expect((await at({ files: distOf([silent]), request }).verify()).code).toBe(1);
  });
});

describe('the name in the URL', () => {
  const nowhere = (name: string) => (name === 'localhost' ? ['127.0.0.1'] : []);

  test('is a hop of its own, and what lies behind is asked all the same', async () => {
    const { code, route, passed } = await deadOf(B, { addresses: nowhere, request: () => text(200) });
    expect([code, passed()]).toEqual([1, 0]);
    expect(route).toEqual({
      url: B,
      declared: true,
      leadsTo: 'Deployment default/web-b',
      status: 'dead',
      hop: { kind: 'name', name: 'localhost.k3d.ingress' },
      cause: '"localhost.k3d.ingress" leads nowhere on this machine. All that lies behind it answers: 200.',
      remedy: 'Add the line "127.0.0.1 localhost.k3d.ingress" to the hosts file of this machine.',
    });
  });

  test('a second dead hop behind it is said too', async () => {
    const one = at({ addresses: nowhere, request: () => ({ reason: 'ECONNREFUSED' }) });
    expect((await one.verify(B, '--timeout', '1')).out).toBe(
      [
        `✘ ${B}  dead at the name localhost.k3d.ingress`,
        '    "localhost.k3d.ingress" leads nowhere on this machine.',
        '    Add the line "127.0.0.1 localhost.k3d.ingress" to the hosts file of this machine.',
        '    Behind it, it is dead at host port 8085. Nothing listens on 127.0.0.1:8085, though container k3d-dev-cluster-serverlb runs and publishes it.',
        '    Run "docker restart k3d-dev-cluster-serverlb".',
        '0 of 1 route answers, 1 dead.',
        '',
      ].join('\n'),
    );
  });

  test('may lead to another machine, or to another address of this one', async () => {
    const far = { addresses: () => ['192.0.2.7'] };
    const strange = await deadOf(B, {
      ...far,
      request: ({ address }) => (address === '127.0.0.1' ? text(200) : { reason: 'ETIMEDOUT' }),
    });
    expect(strange.route).toMatchObject({
      hop: { kind: 'name' },
      cause:
        '"localhost.k3d.ingress" leads to 192.0.2.7, which is not this cluster. All that lies behind it answers: 200.',
    });
    expect((await at({ ...far, request: () => text(200) }).verify(B)).code).toBe(0);
    expect((await at({ addresses: () => ['::1'] }).verify(B)).code).toBe(0);
  });
});

describe('the first dead hop is named', () => {
  test('host port', async () => {
    const { route, passed } = await deadOf(A, { request: () => ({ reason: 'ECONNREFUSED' }) });
    expect(route).toMatchObject({ hop: { kind: 'host-port', name: 'host port 8085' } });
    expect(passed()).toBe(3_750);
  });

  test('the API of the cluster', async () => {
    const refused = { code: 1, stderr: `The connection to the server 0.0.0.0:6449 was refused, token=${TOKEN}` };
    const { route } = await deadOf(A, { programs: { [LOOK]: refused } });
    expect(route).toMatchObject({
      hop: { kind: 'node', name: 'k3d-dev-cluster-server-0' },
      cause: `The API of cluster "dev-cluster" does not answer: "${LOOK}" ended with 1: The connection to the server 0.0.0.0:6449 was refused, token=…`,
      remedy: 'Run "k3d cluster stop dev-cluster", then "k3d cluster start dev-cluster".',
    });
  });

  test('a kubectl that is missing ends it all', async () => {
    const one = at({ programs: { [LOOK]: new Error('spawn kubectl ENOENT') }, request: () => text(502) });
    expect((await one.verify(A, '--timeout', '1')).code).toBe(3);
  });

  test.each<[string, string, Scene, string, string, string]>([
    [
      'node port: of nobody',
      NODE_PORT,
      gone('Service default/app-service-nodeport'),
      'node port 30080',
      'No Service has node port 30080: Service default/app-service-nodeport does not exist in the cluster.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'node port: another',
      NODE_PORT,
      objects(service('app-service-nodeport')),
      'node port 30080',
      'No Service has node port 30080: Service default/app-service-nodeport has another one.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'node port: of another Service',
      NODE_PORT,
      objects(service('app-service-nodeport'), service('rival', { ports: [{ nodePort: 30080 }] })),
      'node port 30080',
      'Node port 30080 belongs to Service default/rival, not to Service default/app-service-nodeport.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'controller: absent',
      A,
      gone('Deployment kube-system/traefik'),
      'Traefik',
      'Traefik is not installed in the cluster yet.',
      'Wait, and run "cdk8s-k3d verify" again.',
    ],
    [
      'controller: not ready',
      A,
      objects(deployment('traefik', 0, 'kube-system')),
      'Traefik',
      'No pod of Traefik is ready yet.',
      'Wait, and run "cdk8s-k3d verify" again.',
    ],
    [
      'controller: no address',
      A,
      objects(service('traefik', { type: 'LoadBalancer' }, 'kube-system')),
      'Traefik',
      'Service kube-system/traefik has no address from a load balancer.',
      'Look at the pods svclb-…: "kubectl --context k3d-dev-cluster get pods -n kube-system".',
    ],
    [
      'rule: absent',
      A,
      gone('Ingress default/app-ingress-a'),
      'Ingress default/app-ingress-a',
      'Ingress default/app-ingress-a does not exist in the cluster.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'rule: class',
      A,
      objects(ingress('app-ingress-a', 'localhost', { ingressClassName: 'nginx' })),
      'Ingress default/app-ingress-a',
      'Ingress default/app-ingress-a has class "nginx" in the cluster, and class "traefik" in dist/.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'rule: no class',
      A,
      objects(ingress('app-ingress-a', 'localhost', { ingressClassName: undefined })),
      'Ingress default/app-ingress-a',
      'Ingress default/app-ingress-a has no class in the cluster, and class "traefik" in dist/.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'rule: unknown class',
      A,
      gone('IngressClass undefined/traefik'),
      'Ingress default/app-ingress-a',
      'Ingress default/app-ingress-a asks for class "traefik", and the cluster has no IngressClass of that name.',
      'Install the controller of that class, then run "cdk8s-k3d verify" again.',
    ],
    [
      'rule: other host',
      A,
      objects(ingress('app-ingress-a', 'other')),
      'Ingress default/app-ingress-a',
      'Ingress default/app-ingress-a has no rule for "localhost/" in the cluster.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'rule: no host',
      A,
      objects(ingress('app-ingress-a', 'x', { rules: [{ http: { paths: [{}] } }] })),
      'Ingress default/app-ingress-a',
      'Ingress default/app-ingress-a has no rule for "localhost/" in the cluster.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'service: absent',
      A,
      gone('Service default/app-service-a'),
      'Service default/app-service-a',
      'Service default/app-service-a does not exist in the cluster.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'service: port',
      A,
      objects(service('app-service-a', { ports: [{ port: 81 }] })),
      'Service default/app-service-a',
      'Service default/app-service-a has no port 80 in the cluster.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'service: no selector',
      A,
      objects(service('app-service-a', { selector: undefined }), slice('app-service-a', false)),
      'Service default/app-service-a',
      'Service default/app-service-a leads to no address that is ready.',
      'Start what Service default/app-service-a leads to.',
    ],
    [
      'service: other labels',
      A,
      objects(service('app-service-a', { selector: { app: 'x' } }), slice('app-service-a', false)),
      'Service default/app-service-a',
      'Service default/app-service-a selects "app=x", and no pod that is ready carries that.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'pod: no workload',
      A,
      gone('EndpointSlice default/app-service-a-k564f', 'Deployment default/web-a'),
      'Deployment default/web-a',
      'Deployment default/web-a does not exist in the cluster.',
      'Run "cdk8s-k3d up".',
    ],
    [
      'pod: scaled to none',
      A,
      objects(slice('app-service-a', false), deployment('web-a', 0, 'default', { replicas: 0 })),
      'Deployment default/web-a',
      'Deployment default/web-a is scaled to no pods, by hand or by a program.',
      'Run "cdk8s-k3d up --force-conflicts".',
    ],
    [
      'pod: paused',
      A,
      objects(slice('app-service-a', false), deployment('web-a', 0, 'default', { paused: true })),
      'Deployment default/web-a',
      'Deployment default/web-a is paused, and has no pod that is ready.',
      'Run "kubectl --context k3d-dev-cluster rollout resume -n default deployment/web-a".',
    ],
    [
      'pod: none',
      A,
      objects(slice('app-service-a', false), deployment('web-a', 0)),
      'Deployment default/web-a',
      'Deployment default/web-a has no pod that is ready.',
      'Wait, and run "cdk8s-k3d verify" again.',
    ],
    [
      'nothing',
      A,
      {},
      'Deployment default/web-a',
      'The connection is cut off (ECONNRESET), though all hops are in order: the pods do not answer on port 80.',
      'Let the app listen on port 80 of every address (0.0.0.0).',
    ],
    [
      'nothing in time',
      A,
      { request: () => ({ reason: 'ETIMEDOUT' }) },
      'Deployment default/web-a',
      'The request is taken, and no answer comes in time, though all hops are in order.',
      'Read what the app does with it: "kubectl --context k3d-dev-cluster logs -n default deployment/web-a".',
    ],
    [
      'a rule that Traefik refuses',
      A,
      { request: () => NO_RULE },
      'Ingress default/app-ingress-a',
      'Traefik says that it knows no such rule, though Ingress default/app-ingress-a and all behind it are in order.',
      'Read what Traefik refuses: "kubectl --context k3d-dev-cluster logs -n kube-system deploy/traefik".',
    ],
  ])('%s', async (_, url, options, name, cause, remedy) => {
    const { code, route, typed } = await deadOf(url, options);
    expect(code).toBe(1);
    expect(route).toMatchObject({ status: 'dead', hop: { name }, cause, remedy });
    expect(typed.every((line) => !line.startsWith('kubectl') || line.startsWith(`${KUBECTL} `))).toBe(true);
  });

  test('a port that does not speak TLS, behind a route that was only found', async () => {
    const reason = 'ERR_SSL_WRONG_VERSION_NUMBER';
    const { code, route } = await deadOf(SECURE, { request: () => ({ reason }) });
    expect(route.hop).toEqual({ kind: 'ingress-controller', name: 'Traefik' });
    expect([code, route.declared, route.status]).toEqual([0, false, 'dead']);
    expect([route.cause, route.remedy]).toEqual([
      `What listens there does not speak TLS (${reason}).`,
      'Let the host port lead to one that does, as 443 of Traefik.',
    ]);
  });

  test('pods, with their reason from the API and their last words', async () => {
    const terminated = { exitCode: 1, reason: 'Error' };
    const crashed = {
      metadata: { name: 'web-a-1' },
      status: { phase: 'Running', containerStatuses: [{ name: 'nginx', state: { terminated } }] },
    };
    const { route, typed } = await deadOf(A, {
      programs: {
        [LOOK]: live(slice('app-service-a', false)),
        [`${KUBECTL} get pods -n default -l app=web-a`]: { items: [crashed] },
        [`${KUBECTL} logs`]: `no database\n\npassword=${TOKEN}\n`,
      },
    });
    expect(route).toMatchObject({
      hop: { kind: 'pod', name: 'Deployment default/web-a' },
      cause:
        'Pod web-a-1: container "nginx" ends with 1 soon after it starts. Its last words:\n| no database\n| password=…',
      remedy: 'Mend what it complains of, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
    });
    expect(typed.slice(-4)).toEqual([
      LOOK,
      `${KUBECTL} get pods -n default -l app=web-a -o json`,
      `${KUBECTL} get events -n default -o json`,
      `${KUBECTL} logs web-a-1 -n default -c nginx --tail=5 --previous`,
    ]);
  });
});

describe('why a workload has no pods', () => {
  const none = (name: string, message: string, reason = 'FailedCreate') => ({
    type: 'Warning',
    reason,
    message,
    involvedObject: { kind: 'ReplicaSet', name },
  });
  test.each([
    [
      'web-a-55bbf47b6',
      'exceeded quota: small',
      'Pod of web-a: the cluster refuses to make it: exceeded quota: small.',
    ],
    ['web-a', '', 'Pod of web-a: the cluster refuses to make it: .'],
    ['web-another', 'exceeded quota', 'Deployment default/web-a has no pod that is ready.'],
  ])('%s: %s', async (name, message, cause) => {
    const events = { items: [none(name, message), none('web-a-1', 'x', 'Other'), null] };
    const { route } = await deadOf(A, {
      programs: {
        [LOOK]: live(slice('app-service-a', false), deployment('web-a', 0)),
        [`${KUBECTL} get events`]: events,
      },
    });
    expect(route.cause).toBe(cause);
  });

  test('last words of a container that was not started twice, or of none', async () => {
    const status = { containerStatuses: [{ name: 'c', state: { terminated: { exitCode: 2 } } }] };
    const programs = {
      [LOOK]: live(slice('app-service-a', false)),
      [`${KUBECTL} get pods`]: { items: [{ metadata: { name: 'web-a-1' }, status }] },
      [`${KUBECTL} logs web-a-1 -n default -c c --tail=5`]: 'only once',
      [`${KUBECTL} logs web-a-1 -n default -c c --tail=5 --previous`]: { code: 1, stderr: 'not found' },
    };
    expect((await deadOf(A, { programs })).route.cause).toContain('| only once');
    const silent = { ...programs, [`${KUBECTL} logs web-a-1 -n default -c c --tail=5`]: { code: 1, stderr: 'x' } };
    expect((await deadOf(A, { programs: silent })).route.cause).toContain('It logged nothing.');
  });
});

describe('a page that Traefik and servers in Go share', () => {
  const RAW = `${KUBECTL} get --raw /api/v1/namespaces/default/services/app-service-a:80/proxy/`;
  const GO = 'Error from server (NotFound): the server could not find the requested resource';

  test('is the own answer of an app that says it without Traefik too', async () => {
    const one = at({ request: () => NO_RULE, programs: { [RAW]: { code: 1, stderr: GO } } });
    const { code, out } = await one.verify(A);
    expect([code, out.split('\n')[0], one.passed()]).toEqual([
      0,
      `✔ ${A}  404, from the app itself  → Deployment default/web-a`,
      0,
    ]);
    expect(one.typed).toEqual([LIST, 'k3d kubeconfig get dev-cluster', RAW]);
  });

  test('is no answer where the Service has nothing behind it', async () => {
    const nobody = 'Error from server (ServiceUnavailable): no endpoints available for service';
    const { code } = await deadOf(A, { request: () => NO_RULE, programs: { [RAW]: { code: 1, stderr: nobody } } });
    expect(code).toBe(1);
  });

  test('is the answer of the app where no Traefik stands before it', async () => {
    const one = at({ request: () => NO_RULE });
    expect((await one.verify(NODE_PORT)).out).toContain('404, from the app itself');
    expect(one.typed).toEqual([LIST]);
  });
});

describe('502, 503 and 504 behind Traefik', () => {
  const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };
  const saidOf = async (status: number, body: string, headers: Readonly<Record<string, string>> = PLAIN) =>
    (await deadOf(A, { request: () => ({ status, headers, body }) })).route;

  test.each([
    [502, 'Bad Gateway', {}],
    [502, 'Bad Gateway\n', PLAIN],
  ])('%d, "%s": nobody takes the connection', async (status, body, headers) => {
    expect(await saidOf(status, body, headers)).toMatchObject({
      hop: { kind: 'pod', name: 'Deployment default/web-a' },
      cause: 'Traefik answers 502, "Bad Gateway", though all hops are in order: the pods do not answer on port 80.',
      remedy: 'Let the app listen on port 80 of every address (0.0.0.0).',
    });
  });

  test.each(['no available server', 'Service Unavailable'])('503, "%s": Traefik knows of no pod', async (body) => {
    expect(await saidOf(503, `${body}\n`)).toMatchObject({
      hop: { kind: 'ingress-controller', name: 'Traefik' },
      cause: `Traefik answers 503, "${body}": it has not seen yet that Deployment default/web-a is ready.`,
      remedy: 'Wait, and run "cdk8s-k3d verify" again.',
    });
  });

  test('504: what is sent gets lost', async () => {
    expect(await saidOf(504, 'Gateway Timeout')).toMatchObject({
      hop: { kind: 'pod' },
      cause: 'Traefik answers 504, "Gateway Timeout": what it sends to port 80 of the pods is lost on the way.',
      remedy: 'Let the NetworkPolicies of the pods take port 80 from the namespace kube-system.',
    });
  });

  test.each<[string, number, string, Readonly<Record<string, string>>]>([
    ['another page', 503, 'database is away', PLAIN],
    ['no page', 502, '', PLAIN],
    ['the page of another status', 504, 'Bad Gateway', PLAIN],
    ['HTML', 502, 'Bad Gateway', { 'content-type': 'text/html' }],
    ['JSON', 503, 'Service Unavailable', { 'content-type': 'application/json' }],
    ['a server that names itself', 502, 'Bad Gateway', { ...PLAIN, server: 'nginx/1.27.5' }],
  ])('%s is of the app', async (_, status, body, headers) => {
    expect(await saidOf(status, body, headers)).toMatchObject({
      hop: { kind: 'pod', name: 'Deployment default/web-a' },
      cause: `The app itself answers ${status}: all hops before it are in order.`,
      remedy: 'Read what it logs: "kubectl --context k3d-dev-cluster logs -n default deployment/web-a".',
    });
  });
});

describe('why the API does not say what it is asked for', () => {
  const saidOf = async (stderr: string, code = 1) => {
    const { route } = await deadOf(A, { programs: { [LOOK]: { code, stderr } } });
    expect(route.hop).toEqual({ kind: 'node', name: 'k3d-dev-cluster-server-0' });
    return [route.cause, route.remedy];
  };
  const FORBIDDEN =
    'Error from server (Forbidden): ingresses.networking.k8s.io is forbidden: User "dev" cannot list resource "ingresses" in API group "networking.k8s.io" at the cluster scope';

  test('it is forbidden', async () => {
    expect(await saidOf(FORBIDDEN)).toEqual([
      `The API of cluster "dev-cluster" forbids the question: "${LOOK}" ended with 1: ${FORBIDDEN}`,
      'Bind the user "dev" to the ClusterRole "cluster-admin", as k3s does from the start.',
    ]);
  });

  test.each([
    'error: You must be logged in to the server (Unauthorized)',
    'Unable to connect to the server: tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
  ])('the login is of no use: %s', async (stderr) => {
    expect(await saidOf(stderr)).toEqual([
      'The API of cluster "dev-cluster" does not take the login that k3d has of it.',
      'Run "k3d cluster stop dev-cluster", then "k3d cluster start dev-cluster". A start makes a new login.',
    ]);
  });

  test('k3d has no login', async () => {
    const stderr = "FATA[0000] Failed to get kubeconfig from server node 'k3d-dev-cluster-server-0'";
    const { route } = await deadOf(A, { programs: { 'k3d kubeconfig get': { code: 1, stderr } } });
    expect([route.cause, route.remedy]).toEqual([
      `k3d does not give the login of cluster "dev-cluster": "k3d kubeconfig get dev-cluster" ended with 1: Failed to get kubeconfig from server node 'k3d-dev-cluster-server-0'`,
      'Run "k3d cluster stop dev-cluster", then "k3d cluster start dev-cluster".',
    ]);
  });

  test('docker has gone meanwhile', async () => {
    const stderr = 'FATA[0000] Cannot connect to the Docker daemon at unix:///nope.sock';
    const one = at({ request: () => text(502), programs: { 'k3d kubeconfig get': { code: 1, stderr } } });
    const { code, err } = await one.verify(A, '--timeout', '1');
    expect(code).toBe(3);
    expect(err).toMatch(/^Docker does not answer\. Start it, and run this again\. "k3d kubeconfig get dev-cluster"/);
  });
});

describe('--timeout', () => {
  /** A world in which each program and each request takes as long as it may. */
  function slow(limit = 60_000) {
    let time = 0;
    const given: string[] = [];
    const passes = (what: string, most = limit) => {
      given.push(`${what} ${most}`);
      time += Math.min(most, limit);
      return time;
    };
    const clock: Tools['clock'] = {
      now: () => time,
      wait: async (milliseconds) => void (time += milliseconds),
    };
    const start: Tools['start'] = async (program, args, { timeout } = {}) => {
      if (program === 'k3d') {
        given.push(`k3d ${args[0]} ${timeout}`);
        return ended(0, { stdout: args[0] === 'cluster' ? JSON.stringify([cluster()]) : KUBECONFIG });
      }
      passes(program, timeout);
      return stopped(true);
    };
    const request: Tools['request'] = async ({ timeout }) => (passes('request', timeout), { reason: 'ETIMEDOUT' });
    return { given, tools: { clock, start, request }, passed: () => time };
  }

  test('holds for the last request and for the walk', async () => {
    const { given, tools, passed } = slow();
    const { code, out } = await at({ tools }).verify(A, '--timeout', '12');
    expect(code).toBe(1);
    expect(out).toContain(
      [
        '    The time was up before the API of cluster "dev-cluster" had said where it ends.',
        '    Run "cdk8s-k3d verify" again, with a longer --timeout.',
      ].join('\n'),
    );
    expect(given).toEqual(['k3d cluster 12000', 'request 5000', 'request 3000', 'k3d kubeconfig 5000', 'kubectl 3000']);
    expect(passed()).toBe(12_000);
  });

  test('leaves what is well the time to answer', async () => {
    const { given, tools } = slow();
    await at({ tools }).verify(A, '--timeout', '1');
    expect(given).toEqual(['k3d cluster 5000', 'request 1000', 'k3d kubeconfig 5000', 'kubectl 1000']);
  });

  test('is long enough for an API that is slow to be called silent', async () => {
    const { given, tools } = slow();
    const { out } = await at({ tools }).verify(A, '--timeout', '60');
    expect(given.slice(-1)).toEqual(['kubectl 10000']);
    expect(out).toContain(`The API of cluster "dev-cluster" does not answer: "${LOOK}" took too long and was stopped.`);
  });
});

const front = (port: number | undefined, next: number, of: Hop['kind'] = 'load-balancer'): Hop[] => [
  { kind: 'name', name: 'localhost' },
  { kind: 'host-port', name: 'a host port', ...(port && { port }), next },
  { kind: of, name: of === 'node' ? 'k3d-dev-cluster-agent-0' : 'k3d-dev-cluster-serverlb', port: next, next },
];

const route = (url: string, hops: Hop[], more: Partial<Route> = {}): Route => ({
  cluster: 'dev-cluster',
  url,
  declared: true,
  status: 'complete',
  hops,
  ...more,
});

const publishing = (ports: object, on = 3) => {
  const known = cluster();
  known.nodes[on]!.portMappings = ports as (typeof known.nodes)[0]['portMappings'];
  return [known];
};

/** A single route of its own. */
async function alone(one: Route, ports: object, options: Scene & { mappings?: Mapping[]; on?: number } = {}) {
  const { mappings, on, ...more } = options;
  const asked: HttpRequest[] = [];
  const request = (each: HttpRequest) => (asked.push(each), text(200));
  const it = at({ files: distOf([one], mappings), clusters: publishing(ports, on), request, ...more });
  const { code, out, err } = await it.verify('--json', '--timeout', '1');
  return { ...it, code, err, asked, route: routesIn(out)[0]! };
}

const POSTGRES: Hop[] = [
  ...front(5432, 30432),
  { kind: 'node-port', name: 'node port 30432', port: 30432, next: 5432 },
  { kind: 'service', name: 'Service default/db', port: 5432, next: 5432 },
  { kind: 'pod', name: 'StatefulSet default/db', port: 5432 },
];
const DB = { type: 'NodePort', ports: [{ port: 5432, nodePort: 30432 }] };
const PORTS = { '30432/tcp': [{ HostIp: '', HostPort: '5432' }] };

describe('other ways in', () => {
  const db = route('tcp://localhost:5432', POSTGRES);

  test('TCP: a connection that opens, and something behind it', async () => {
    const seen: unknown[] = [];
    const refused = (...of: unknown[]) => void seen.push(of);
    const programs = { [LOOK]: live(service('db', DB), slice('db', true)) };
    const { code, route: said } = await alone(db, PORTS, { refused, programs });
    expect([code, said.status, said.said, seen]).toEqual([0, 'answers', 'connection opens', [['127.0.0.1', 5432]]]);
  });

  test('TCP: a balancer that takes every connection proves nothing', async () => {
    const stateful = { ...deployment('db', 0), kind: 'StatefulSet' };
    const programs = { [LOOK]: live(service('db', DB), slice('db', false), stateful) };
    expect((await alone(db, PORTS, { programs })).route).toMatchObject({
      status: 'dead',
      hop: { kind: 'pod', name: 'StatefulSet default/db' },
      cause: 'StatefulSet default/db has no pod that is ready.',
    });
  });

  test('TCP: through Traefik, whose rule is asked for', async () => {
    const through: Hop[] = [
      ...front(5432, 5432),
      { kind: 'ingress-controller', name: 'Traefik' },
      { kind: 'ingress-rule', name: 'IngressRouteTCP default/db', next: 5432 },
      ...POSTGRES.slice(-2),
    ];
    const one = route('tcp://localhost:5432', through);
    const balanced = service('traefik', { type: 'ClusterIP' }, 'kube-system');
    const there = live(deployment('traefik', 1, 'kube-system'), balanced, service('db', DB), slice('db', true));
    const rule = 'apiVersion: traefik.io/v1alpha1\nkind: IngressRouteTCP\nmetadata: { name: db }\n';
    const saidOf = async (name: string) => {
      const asked = `${KUBECTL} get IngressRouteTCP.traefik.io db -n default --ignore-not-found -o name`;
      const files = { ...distOf([one]), 'dist/nginx.k8s.yaml': rule };
      const it = at({
        files,
        clusters: publishing({ '5432/tcp': [{ HostIp: '', HostPort: '5432' }] }),
        refused: () => undefined,
        programs: { [LOOK]: there, [asked]: name },
      });
      return routesIn((await it.verify('--json', '--timeout', '1')).out)[0]!;
    };
    expect(await saidOf('ingressroutetcp.traefik.io/db')).toMatchObject({
      status: 'answers',
      said: 'connection opens',
    });
    expect(await saidOf('')).toMatchObject({
      status: 'dead',
      cause: 'IngressRouteTCP default/db does not exist in the cluster.',
    });
  });

  test('TCP: refused', async () => {
    expect((await alone(db, PORTS, { refused: () => 'ECONNREFUSED' })).route).toMatchObject({
      hop: { kind: 'host-port' },
      cause: 'Nothing listens on 127.0.0.1:5432, though container k3d-dev-cluster-serverlb runs and publishes it.',
    });
  });

  test('TCP: a name that leads elsewhere', async () => {
    const named = route('tcp://db.test:5432', [{ kind: 'name', name: 'db.test' }, ...POSTGRES.slice(1)]);
    const refused = (address: string) => (address === '127.0.0.1' ? undefined : 'ETIMEDOUT');
    const programs = { [LOOK]: live(service('db', DB), slice('db', true)) };
    const { route: said } = await alone(named, PORTS, { refused, programs, addresses: () => ['192.0.2.7'] });
    expect(said.hop).toEqual({ kind: 'name', name: 'db.test' });
  });

  test('UDP is said to be unverified', async () => {
    const dns = route('udp://localhost:53', front(53, 30053));
    const ports = { '30053/udp': [{ HostIp: '', HostPort: '53' }] };
    const { code, route: said, asked } = await alone(dns, ports);
    expect([code, said.status, said.cause, asked]).toEqual([
      0,
      'unverified',
      'Silence and a lost datagram look alike, so nobody can tell from here.',
      [],
    ]);
  });

  test('an address of this machine alone', async () => {
    const mapping: Mapping = {
      cluster: 'dev-cluster',
      hostIp: '192.168.1.5',
      hostPort: 8080,
      clusterPort: 80,
      protocol: 'tcp',
      via: 'balancer',
      nodes: [],
      status: 'answers',
    };
    const hops = [{ kind: 'name', name: '192.168.1.5' } as const, ...front(8080, 80).slice(1)];
    const ports = { '80/tcp': [{ HostIp: '192.168.1.5', HostPort: '8080' }] };
    const { asked } = await alone(route('http://192.168.1.5:8080', hops), ports, { mappings: [mapping] });
    expect(asked).toMatchObject([{ address: '192.168.1.5', host: '192.168.1.5', port: 8080 }]);
  });

  test('the usual ports stand in no URL', async () => {
    const plain = await alone(route('http://localhost', front(80, 80)), { '80/tcp': [{ HostPort: '80' }] });
    const secure = await alone(route('https://localhost', front(443, 443)), { '443/tcp': [{ HostPort: '443' }] });
    expect([plain.asked[0]!.port, secure.asked[0]!.port]).toEqual([80, 443]);
  });

  test('a rule for all names below a domain is asked with one of them', async () => {
    const hops = [{ kind: 'name', name: '*.k3d.test' } as const, ...front(8080, 80).slice(1)];
    const ports = { '80/tcp': [{ HostPort: '8080' }] };
    const { asked } = await alone(route('http://*.k3d.test:8080', hops), ports, { addresses: () => [] });
    expect(asked).toMatchObject([{ host: 'any.k3d.test' }]);
  });

  test('a name that a public server leads here is not taken for known', async () => {
    const hops = [{ kind: 'name', name: 'app.localtest.me' } as const, ...front(8080, 80).slice(1)];
    const ports = { '80/tcp': [{ HostPort: '8080' }] };
    const { route: said } = await alone(route('http://app.localtest.me:8080', hops), ports, { addresses: () => [] });
    expect(said.remedy).toBe('Add the line "127.0.0.1 app.localtest.me" to the hosts file of this machine.');
  });

  test.each(['http://a b:8080', 'tcp://localhost'])('"%s" cannot be asked for', async (url) => {
    const { code, route: said } = await alone(route(url, front(8080, 80)), { '80/tcp': [{ HostPort: '8080' }] });
    expect([code, said.status, said.cause]).toEqual([0, 'unverified', 'Its address cannot be asked for.']);
  });

  test('a way in that synth did not know is not verified', async () => {
    const hops: Hop[] = [{ kind: 'node-port', name: 'a node port', next: 80 }];
    const why = 'Kubernetes chooses the node port.';
    expect((await alone(route(A, hops, { status: 'unknown', why }), {})).route.cause).toBe(why);
    expect((await alone(route(A, hops), {})).route.cause).toBe('Which port of this machine leads there is not known.');
  });

  test('a host port that docker chose is asked from docker', async () => {
    const hops = [...front(undefined, 80), { kind: 'pod', name: 'DaemonSet default/web', port: 80 } as const];
    const ports = { '80/tcp': [{ HostIp: '', HostPort: '' }] };
    const random = route('http://localhost/x (docker chooses the host port)', hops);
    const ask = 'docker port k3d-dev-cluster-serverlb 80/tcp';
    const {
      route: said,
      asked,
      typed,
    } = await alone(random, ports, {
      programs: { [ask]: '0.0.0.0:32768\n[::]:32768\n' },
    });
    expect([said.url, said.status, asked[0]!.port]).toEqual(['http://localhost:32768/x', 'answers', 32768]);
    expect(typed).toEqual([LIST, ask]);
    expect((await alone(random, ports)).route.status).toBe('unverified');
    expect((await alone(random, {})).route.cause).toBe(
      'Container k3d-dev-cluster-serverlb does not publish its port 80: the cluster was made before dist/ asked for it.',
    );
    const six = await alone({ ...random, url: 'http://[::1]/' }, ports, { programs: { [ask]: '[::1]:32768\n' } });
    expect(six.route.url).toBe('http://[::1]:32768/');
  });

  describe('straight to a node, to a port of its pods', () => {
    const hops = [...front(8080, 8080, 'node'), { kind: 'pod', name: 'DaemonSet default/web', port: 8080 } as const];
    const ports = { '8080/tcp': [{ HostIp: '', HostPort: '8080' }] };
    const dead = { on: 1, request: () => text(503) };
    const daemons = (numberReady: number) => ({
      ...deployment('web'),
      kind: 'DaemonSet',
      spec: { selector: { matchLabels: { app: 'web' } } },
      status: { numberReady },
    });
    const saidOf = async (more: object[], name = 'DaemonSet default/web') => {
      const named = [...hops.slice(0, 3), { ...hops[3]!, name }];
      const programs = { [LOOK]: live(...(more as ReturnType<typeof deployment>[])) };
      return (await alone(route('http://localhost:8080', named), ports, { ...dead, programs })).route.cause;
    };

    test('may not speak TLS', async () => {
      const request = () => ({ reason: 'EPROTO' });
      const one = route('https://localhost:8080', hops);
      const programs = { [LOOK]: live(daemons(1) as unknown as ReturnType<typeof deployment>) };
      expect((await alone(one, ports, { on: 1, request, programs })).route).toMatchObject({
        hop: { kind: 'pod', name: 'DaemonSet default/web' },
        cause: 'What listens there does not speak TLS (EPROTO).',
      });
    });

    test('is walked like any other', async () => {
      const closed = 'The app itself answers 503: all hops before it are in order.';
      expect(await saidOf([daemons(1)])).toBe(closed);
      expect(await saidOf([], 'Pod default/web')).toBe(closed);
      expect(await saidOf([daemons(0)])).toBe('DaemonSet default/web has no pod that is ready.');
      expect(await saidOf([])).toBe('DaemonSet default/web does not exist in the cluster.');
    });
  });

  describe('a Service that waits for a load balancer', () => {
    const hops: Hop[] = [
      ...front(80, 80),
      { kind: 'service-load-balancer', name: 'ServiceLB', port: 80, next: 80 },
      { kind: 'service', name: 'Service default/my', port: 80, next: 80 },
    ];
    const my = (spec: object = {}, more: object = {}) =>
      service('my', { type: 'LoadBalancer', ...spec }, 'default', more);
    const saidOf = async (of: ReturnType<typeof service> | undefined, programs: object = {}) => {
      const ports = { '80/tcp': [{ HostIp: '', HostPort: '80' }] };
      const objectsOf = live(...(of ? [of] : []), slice('my', true));
      return (
        await alone(route('http://localhost', hops), ports, {
          request: () => ({ reason: 'ECONNRESET' }),
          programs: { [LOOK]: objectsOf, ...programs },
        })
      ).route;
    };

    test('is explained by the pods of ServiceLB', async () => {
      const message = "0/3 nodes are available: 3 node(s) didn't have free ports for the requested pod ports.";
      const status = { conditions: [{ type: 'PodScheduled', status: 'False', message }] };
      const asked = `${KUBECTL} get pods -n kube-system -l svccontroller.k3s.cattle.io/svcname=my,svccontroller.k3s.cattle.io/svcnamespace=default`;
      expect(await saidOf(my(), { [asked]: { items: [{ metadata: { name: 'svclb-my-1' }, status }] } })).toMatchObject({
        hop: { kind: 'service-load-balancer', name: 'ServiceLB' },
        cause: `Pod svclb-my-1: no node takes it: ${message}`,
      });
      expect((await saidOf(my())).cause).toBe('Service default/my has no address from a load balancer.');
    });

    test('is passed where it has an address', async () => {
      const has = { status: { loadBalancer: { ingress: [{ ip: '192.168.48.2' }] } } };
      expect((await saidOf(my({}, has))).cause).toContain('The connection is cut off (ECONNRESET)');
      expect((await saidOf(my({ type: 'ExternalName' }))).cause).toContain('The connection is cut off');
      expect((await saidOf(undefined)).cause).toBe('Service default/my does not exist in the cluster.');
    });
  });

  describe('through rules and controllers of another kind', () => {
    const RULE = `${KUBECTL} get IngressRoute.traefik.io web -n default --ignore-not-found -o name`;
    const hops: Hop[] = [
      ...front(8085, 80),
      { kind: 'ingress-controller', name: 'a controller of class nginx' },
      { kind: 'ingress-rule', name: 'IngressRoute default/web', next: 80 },
    ];
    const rule = 'apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: { name: web }\n';
    const saidOf = async (files: object, said: string) => {
      const one = route('http://localhost:8085', hops);
      const it = at({
        files: { ...distOf([one]), ...files },
        request: () => text(502),
        programs: { [RULE]: said },
      });
      const { out } = await it.verify('--json', '--timeout', '1');
      return routesIn(out)[0]!;
    };

    test('only their being there is seen', async () => {
      const files = { 'dist/nginx.k8s.yaml': rule };
      expect((await saidOf(files, '')).cause).toBe('IngressRoute default/web does not exist in the cluster.');
      expect((await saidOf(files, 'ingressroute.traefik.io/web')).cause).toContain('The answer is 502');
      expect((await saidOf({}, '')).cause).toContain('The answer is 502');
    });
  });

  test('node ports that Kubernetes chose are passed', async () => {
    const hops: Hop[] = [...front(8085, 80), { kind: 'node-port', name: 'a node port', next: 80 }];
    const one = at({ files: distOf([route(A, hops)]), request: () => ({ reason: 'ECONNRESET' }) });
    expect((await one.verify('--timeout', '1')).out).toContain('The connection is cut off');
    const lone: Hop[] = [...front(8085, 80), { kind: 'node-port', name: 'node port 1', port: 1, next: 80 }];
    const two = at({ files: distOf([route(A, lone)]), request: () => ({ reason: 'ECONNRESET' }) });
    expect((await two.verify('--timeout', '1')).out).toContain('No Service has node port 1');
    const balanced: Hop[] = [...front(8085, 80), { kind: 'service-load-balancer', name: 'ServiceLB', port: 80 }];
    const three = at({ files: distOf([route(A, balanced)]), request: () => ({ reason: 'ECONNRESET' }) });
    expect((await three.verify('--timeout', '1')).out).toContain('The connection is cut off');
  });
});

describe('--watch', () => {
  function rounds(
    number: number,
    request: (round: number) => Answered,
    options: Scene | ((round: () => number) => Scene) = {},
  ) {
    let round = 0;
    const { tools, ...more } = typeof options === 'function' ? options(() => round) : options;
    return at({
      request: () => request(round),
      ...more,
      tools: {
        clock: {
          now: () => 0,
          wait: async () => {
            if ((round += 1) === number) throw new Interrupted();
          },
        },
        ...tools,
      },
    });
  }
  const WATCHING = '… Watching 1 route. Ctrl-C ends it';
  const STOPPED = { code: 130, out: '', err: 'Stopped. Nothing was changed.\n' };

  test('says what changes, until Ctrl-C', async () => {
    const one = rounds(4, (round) => (round === 2 ? { reason: 'ECONNREFUSED' } : text(200)));
    expect(await one.verify('--watch', A)).toEqual(STOPPED);
    expect(one.said).toEqual([
      `✔ ${A}  200`,
      WATCHING,
      WATCHING,
      `! ${A}  dead at host port 8085\n    Nothing listens on 127.0.0.1:8085, though container k3d-dev-cluster-serverlb runs and publishes it.\n    Run "docker restart k3d-dev-cluster-serverlb".`,
      WATCHING,
      `✔ ${A}  200`,
      WATCHING,
    ]);
  });

  test('goes on after a round that fails, and says each reason once', async () => {
    const away = { code: 1, stderr: 'Cannot connect to the Docker daemon at unix:///nope.sock' };
    const one = rounds(
      5,
      () => text(200),
      (round) => ({
        programs: { [LIST]: () => (round() === 1 || round() === 2 ? away : round() === 3 ? 'half: [' : [cluster()]) },
      }),
    );
    expect(await one.verify('--watch', A)).toEqual(STOPPED);
    expect(one.said).toEqual([
      `✔ ${A}  200`,
      WATCHING,
      `! Docker does not answer. Start it, and run this again. "${LIST}" ended with 1: ${away.stderr}`,
      WATCHING,
      WATCHING,
      `! "${LIST}" printed "half: [", which is no JSON. Install the real k3d: https://k3d.io/stable/#installation`,
      WATCHING,
      WATCHING,
    ]);
  });

  test('ends where the first round fails, and where Ctrl-C comes in the middle of one', async () => {
    const missing = rounds(2, () => text(200), { programs: { [LIST]: new Error('spawn k3d ENOENT') } });
    expect((await missing.verify('--watch')).code).toBe(3);
    const stop = () => {
      throw new Interrupted();
    };
    const stopped = rounds(
      9,
      () => text(200),
      (round) => ({ programs: { [LIST]: () => (round() === 1 ? stop() : [cluster()]) } }),
    );
    expect(await stopped.verify('--watch', A)).toEqual(STOPPED);
  });

  test('goes on over a round in which the system refuses something', async () => {
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write', path: '/tmp/x' });
    const one = rounds(3, (round) => {
      if (round === 1) throw full;
      return text(200);
    });
    expect(await one.verify('--watch', A)).toEqual(STOPPED);
    expect(one.said.filter((line) => line.startsWith('!'))).toEqual([
      '! "/tmp/x" finds no space on its disk. Free some.',
    ]);
  });

  test('ends with a fault of its own', async () => {
    const broken = rounds(3, (round) => {
      if (round === 1) throw new Error('a fault');
      return text(200);
    });
    expect((await broken.verify('--watch', A)).code).toBe(70);
  });

  test('reads dist/ anew in each round', async () => {
    const path = 'dist/access/routes.json';
    let now = DIST[path]!;
    const one = rounds(4, () => text(200));
    const { read } = one.tools.files;
    const files = { ...one.tools.files, read: (of: string | 0) => (`${of}` === path ? Buffer.from(now) : read(of)) };
    const { wait } = one.tools.clock;
    const texts = [now.replaceAll(NODE_PORT, `${NODE_PORT}/new`), '{', now];
    const clock = {
      ...one.tools.clock,
      wait: async (milliseconds: number) => {
        now = texts.shift()!;
        await wait(milliseconds);
      },
    };
    await run(listed({ verify }), { ...one.tools, files, clock }, ['verify', '--watch', '--cluster', 'dev-cluster']);
    expect(one.said.filter((line) => line.includes('8087') || line.startsWith('!'))).toEqual([
      `✔ ${NODE_PORT}  200`,
      `✔ ${NODE_PORT}/new  200`,
      `! "${path}" is no report that this version reads. Run "cdk8s-k3d synth" again.`,
      `✔ ${NODE_PORT}  200`,
    ]);
  });

  test.each([['--json'], ['--timeout', '5']])('excludes %s', async (...words) => {
    expect(await at().verify('--watch', ...words)).toEqual({
      code: 2,
      out: '',
      err: `${words[0]} and --watch exclude each other. Write one of them.\n`,
    });
  });
});

describe('wrong words', () => {
  test.each([
    [['http://localhost:9'], 1, `dist/ has no route for "http://localhost:9". The nearest: `],
    [['notaurl'], 2, '"notaurl" is no URL. Write one such as http://localhost:8080.'],
    [['http://me:s3cret@'], 2, '"http://" is no URL. Write one such as http://localhost:8080.'],
    [['--timeout', '0'], 2, '--timeout says "0". Write a whole number of seconds from 1 to 86400.'],
    [['--timeout', '1e3'], 2, '--timeout says "1e3". Write a whole number of seconds from 1 to 86400.'],
    [['--timeout', '86401'], 2, '--timeout says "86401". Write a whole number of seconds from 1 to 86400.'],
  ])('%j', async (words, code, err) => {
    const one = at();
    const ended = await one.verify(...words);
    expect([ended.code, ended.err.startsWith(err), one.typed]).toEqual([code, true, []]);
  });

  test('nothing to verify', async () => {
    const one = at({ files: distOf([]) });
    expect(await one.verify()).toEqual({ code: 0, out: 'There is no route to verify.\n', err: '' });
    expect((await one.verify(A)).err).toBe(
      `dist/ has no route for "${A}", and no other. Give an exposure a hostPort, and run "cdk8s-k3d synth".\n`,
    );
  });
});

describe('the table', () => {
  const verified: readonly VerifiedRoute[] = [
    { url: 'http://a', declared: true, status: 'answers', said: '200' },
    { url: 'udp://longer', declared: false, status: 'unverified', cause: 'Nobody can tell.' },
  ];

  test('tells what is declared from what is found', () => {
    expect(`${routesTable(verified, nodeTools().terminal.paint)}${verifySummary(verified)}`).toBe(
      [
        '✔ http://a      200',
        '? udp://longer  not verified  (found)',
        '    Nobody can tell.',
        '1 of 2 routes answer, 1 not verified.',
      ].join('\n'),
    );
    expect(routesTable([], nodeTools().terminal.paint)).toBe('');
  });

  test('says once what several routes are dead of', async () => {
    const { code, out } = await at({ clusters: [cluster('exited')] }).verify('--timeout', '1');
    expect([code, out.split('\n')]).toEqual([
      1,
      [
        '✘ http://localhost.k3d.ingress:8085   dead at host port 8085',
        '    Cluster "dev-cluster" is stopped.',
        '    Run "cdk8s-k3d up": it starts the cluster.',
        ...[
          '✘ http://localhost:8085               dead at host port 8085',
          '✘ http://localhost:8087               dead at host port 8087',
          '✘ https://localhost.k3d.ingress:8443  dead at host port 8443  (found)',
          '✘ https://localhost:8443              dead at host port 8443  (found)',
        ].flatMap((line) => [line, '    For the same reason as http://localhost.k3d.ingress:8085.']),
        '0 of 5 routes answer, 5 dead.',
        '',
      ],
    ]);
  });
});

test('no token is ever seen', async () => {
  for (const words of [[], ['--json']]) {
    const one = at({ request: () => text(502) });
    const ended = await one.verify('--timeout', '1', ...words);
    expect(JSON.stringify([ended, one.typed, one.said])).not.toContain(TOKEN);
  }
});
