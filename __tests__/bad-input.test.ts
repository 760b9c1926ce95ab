import { Chart, Size } from 'cdk8s';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EnvBundle,
  EnvSource,
  Health,
  HostIngress,
  K3dApp,
  K3dClusterConfig,
  Mount,
  NodePortExposure,
  Nodes,
  WebApp,
  Worker,
} from '../lib';
import { filesBelow } from './support/files';
import { messageOf } from './support/message';

const outdir = mkdtempSync(join(tmpdir(), 'bad-input-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** A situation that works, before something is wrong with it. */
function situation(cluster: Record<string, unknown> = {}) {
  const app = new K3dApp({ outdir });
  const dev = new K3dClusterConfig(app, 'dev', cluster);
  const chart = new Chart(app, 'shop');
  return { app, dev, chart };
}

type Situation = ReturnType<typeof situation>;

const nginx = { image: 'nginx:1.27', port: 80 };

/** The errors that a synth stops with: place, what is, and what to write. Without the lines of this test. */
function refused(build: (parts: Situation) => unknown, cluster?: Record<string, unknown>): string[] {
  const parts = situation(cluster);
  build(parts);
  const message = messageOf(() => parts.app.synth());
  const [head, ...blocks] = message.split('\n\n');
  expect(head).toMatch(/^\d+ errors?, so nothing was written\.( Once that is mended, 1 warning will be printed\.)?$/);
  return blocks.flatMap((block) => {
    const [place = '', ...sentences] = block.split('\n').map((line) => line.trim());
    const [level, , where] = place.split(/ +/);
    return level === 'error' ? [`${where}: ${sentences.join(' ')}`] : [];
  });
}

const LONG = 'w'.repeat(64);

const CASES: readonly {
  readonly what: string;
  readonly build?: (parts: Situation) => unknown;
  readonly cluster?: Record<string, unknown>;
  readonly sentences: readonly string[];
}[] = [
  {
    what: 'port 0',
    build: ({ chart }) => new WebApp(chart, 'web', { ...nginx, port: 0 }),
    sentences: ['shop/web: port is 0: a port lies between 1 and 65535. Write a number from 1 to 65535.'],
  },
  {
    what: 'port 70000',
    build: ({ chart }) => new WebApp(chart, 'web', { ...nginx, port: 70000 }),
    sentences: ['shop/web: port is 70000: a port lies between 1 and 65535. Write a number from 1 to 65535.'],
  },
  {
    what: 'ports of the cluster that are none',
    cluster: { kubeApi: { hostPort: 70000 }, registries: { create: { hostPort: 70000 } } },
    sentences: [
      'dev: registries.create.hostPort is 70000, and no port. Write a whole number from 1 to 65535, for example registries.create.hostPort: 5001.',
      'dev: "70000" is no port for the Kubernetes API, and k3d notices only when its containers start. Write a number from 1 to 65535, for example 6445.',
    ],
  },
  {
    what: 'nodes that the cluster lacks',
    cluster: {
      ports: [{ hostPort: 8080, clusterPort: 80, nodes: Nodes.server(1), direct: true }],
      env: [{ name: 'A', nodes: Nodes.of(Nodes.server(0), Nodes.agent(2)) }],
      k3sArgs: [{ flag: 'debug', nodes: Nodes.server(3) }],
    },
    sentences: [
      'dev: Nodes.agent(2) names no node: the cluster has 0 agents, so there is no agent 2. Add agents to the cluster, or name a server.',
      'dev: Nodes.server(3) names no node: the cluster has 1 server, so there is no server 3. Write Nodes.server(0), or add servers.',
      'dev: Nodes.server(1) names no node: the cluster has 1 server, so there is no server 1. Write Nodes.server(0), or add servers.',
    ],
  },
  {
    what: 'a load balancer that there is not, and agents that there are not',
    cluster: {
      loadBalancer: { enabled: false },
      ports: [{ hostPort: 8080, clusterPort: 80, nodes: Nodes.agents(), direct: true }],
      env: [{ name: 'A', nodes: Nodes.loadBalancer() }],
    },
    sentences: [
      'dev: Nodes.loadBalancer() names no node: the load balancer is disabled. Write Nodes.server(0) or another node that there is.',
      'dev: Nodes.agents() of "8080:80" matches no node, so nothing is mapped. Write nodes: Nodes.server(0), direct: true to reach the first server.',
    ],
  },
  {
    what: 'a password that is a number, in a variable',
    build: ({ chart }) => new WebApp(chart, 'web', { ...nginx, env: { DB_PASSWORD: 987654321 as any } }),
    sentences: ['shop/web: env.DB_PASSWORD is not a text. Write env.DB_PASSWORD in quotes.'],
  },
  {
    what: 'a source of a variable in the place of texts',
    build: ({ chart }) =>
      new WebApp(chart, 'web', {
        ...nginx,
        env: { PASSWORD: EnvSource.secret('login', 'password') as any, EMPTY: null as any },
        extraContainers: [
          { name: 'other', image: 'nginx:1.27', env: { HOST: EnvSource.field('status.hostIP') as any } },
        ],
      }),
    sentences: [
      'shop/web: env.PASSWORD is an EnvSource. Write envFrom.PASSWORD.',
      'shop/web: extraContainers[0].env.HOST is an EnvSource. Write extraContainers[0].envFrom.HOST.',
    ],
  },
  {
    what: 'a variable, a bundle and a mount each in the place of another',
    build: ({ chart }) =>
      new WebApp(chart, 'web', {
        ...nginx,
        envFrom: { A: EnvBundle.secret('login') as any },
        envBundles: [Mount.secret('/a', 'login') as any],
        mounts: [EnvSource.secret('login', 'password') as any],
      }),
    sentences: [
      "shop/web: envBundles[0] is Mount { path: '/a', _source: { kind: 'secret', …, and not made by EnvBundle. Write envBundles[0]: EnvBundle.secret(\"name\").",
      'shop/web: envFrom.A is EnvBundle { _bundle: { secretRef: …, and not made by EnvSource. Write envFrom.A: EnvSource.secret("name", "key").',
      'shop/web: mounts[0] is EnvSource { _variable: { secretKeyRef: …, and not made by Mount. Write mounts[0]: Mount.config("/path", "name").',
    ],
  },
  {
    what: 'what YAML and compose files have in place of what a class makes',
    build: ({ chart }) =>
      new WebApp(chart, 'web', {
        ...nginx,
        command: 'nginx -g debug' as any,
        args: 'echo $HOME' as any,
        placement: { architectures: 'arm64' as any },
        extraPorts: 'http' as any,
        health: '/healthz' as any,
        mounts: ['/data', 'db:/var/lib/db', './page:/html'] as any,
        resources: { memory: '512m' as any, memoryLimit: 'much' as any },
        rollout: { gracePeriod: '2m' as any, settle: '5 days' as any },
      }),
    sentences: [
      'shop/web: args is "echo $HOME", and not a list. Write args: ["sh", "-c", "echo $HOME"].',
      'shop/web: command is "nginx -g debug", and not a list. Write command: ["nginx", "-g", "debug"].',
      'shop/web: extraPorts is "http", and not a list. Write extraPorts: [ … ].',
      'shop/web: health is "/healthz", and not made by Health. Write health: Health.http("/healthz").',
      'shop/web: mounts[0] is "/data", and not made by Mount. Write mounts[0]: Mount.storage("/data", { size: Size.gibibytes(1) }).',
      'shop/web: mounts[1] is "db:/var/lib/db", and not made by Mount. Write mounts[1]: Mount.storage("/var/lib/db", { name: "db", size: Size.gibibytes(1) }).',
      'shop/web: mounts[2] is "./page:/html", and not made by Mount. Write mounts[2]: Mount.config("/path", "name").',
      'shop/web: placement.architectures is "arm64", and not a list. Write placement.architectures: ["arm64"].',
      'shop/web: resources.memory is "512m", and not made by Size. Write resources.memory: Size.mebibytes(512).',
      'shop/web: resources.memoryLimit is "much", and not made by Size. Write resources.memoryLimit: Size.mebibytes(128).',
      'shop/web: rollout.gracePeriod is "2m", and not made by Duration. Write rollout.gracePeriod: Duration.minutes(2).',
      'shop/web: rollout.settle is "5 days", and not made by Duration. Write rollout.settle: Duration.seconds(30).',
    ],
  },
  {
    what: 'a password in place of the variables',
    build: ({ chart }) => new WebApp(chart, 'web', { ...nginx, env: 'DB_PASSWORD=hunter2' as any }),
    sentences: ['shop/web: env is "DB_PASSWORD=…", and not an object. Write env: { … }.'],
  },
  {
    what: 'a token that is a number',
    cluster: { token: 987654321 },
    sentences: ['dev: token is not a text. Write token in quotes.'],
  },
  {
    what: 'secrets in place of variables and arguments of a cluster',
    cluster: { env: ['PASSWORD=hunter2', { name: 'PASSWORD', value: 987654321 }], k3sArgs: ['--token=hunter2'] },
    sentences: [
      'dev: env[0] is "PASSWORD=…", and not an object. Write env[0]: { name: "HTTP_PROXY", value: "http://proxy:3128" }.',
      'dev: env[1].value is not a text. Write env[1].value in quotes.',
      'dev: k3sArgs[0] is "--token=…", and not an object. Write k3sArgs[0]: { flag: "cluster-init" }.',
    ],
  },
  {
    what: 'port "80"',
    build: ({ chart }) => new WebApp(chart, 'web', { ...nginx, port: '80' as any }),
    sentences: ['shop/web: port is "80", and not a number. Write port: 80.'],
  },
  {
    what: 'a slip of the pen, which is read as meant',
    build: ({ chart }) => new WebApp(chart, 'web', { image: 'nginx:1.27', prot: 80, Name: 'app', replica: 2 } as any),
    sentences: [
      'shop/web: "Name" is no property. Write name.',
      'shop/web: "prot" is no property. Write port.',
      'shop/web: "replica" is no property. Write replicas.',
    ],
  },
  {
    what: 'the words of Kubernetes within a property, which nobody would read',
    build: ({ chart }) =>
      new WebApp(chart, 'web', {
        ...nginx,
        resources: { limits: { cpu: '1' }, requests: undefined, memory: Size.mebibytes(64) },
        extraPorts: [{ port: 9000, targetPort: 9001 }],
      } as any),
    sentences: [
      'shop/web: "extraPorts[0].targetPort" is no property. Take it out, or write one of name, port, protocol.',
      'shop/web: "resources.limits" is no property. Take it out, or write one of cpu, cpuLimit, memory, memoryLimit.',
    ],
  },
  {
    what: 'a property that nobody reads within the cluster',
    cluster: { kubeApi: { hostPort: 6449, port: 6443 }, kubeconfig: { file: '~/.kube/config' } },
    sentences: [
      'dev: "kubeApi.port" is no property. Take it out, or write one of hostPort, host, hostIp.',
      'dev: "kubeconfig.file" is no property. Take it out, or write one of update, switchContext.',
    ],
  },
  {
    what: 'an id with a colon, which is a label too',
    build: ({ chart }) => new WebApp(chart, 'Web:App', nginx),
    sentences: [
      'shop/Web:App: id is "Web:App": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "web-app".',
    ],
  },
  {
    what: 'a mapping in the words of a Service',
    cluster: { ports: [{ hostPort: 8080, port: 80 }] },
    sentences: [
      'dev: ports[0].clusterPort is missing. Write ports[0].clusterPort, for example ports[0]: { hostPort: 8080, clusterPort: 80 }.',
    ],
  },
  {
    what: 'an alias without address, and a limit without its end',
    cluster: { hostAliases: [{ hostnames: ['nas'] }], runtime: { ulimits: [{ name: 'nofile', soft: 1024 }] } },
    sentences: [
      'dev: hostAliases[0].ip is missing. Write hostAliases[0].ip, for example hostAliases[0]: { ip: "192.168.1.20", hostnames: ["printer.lan"] }.',
      'dev: runtime.ulimits[0].hard is missing. Write runtime.ulimits[0].hard, for example runtime.ulimits[0]: { name: "nofile", soft: 26677, hard: 26677 }.',
    ],
  },
  {
    what: 'an exposure of a name instead of the workload',
    build: ({ chart }) => {
      const web = new WebApp(chart, 'web', nginx);
      new HostIngress(chart, 'in', {
        host: 'localhost',
        hostPort: 8085,
        workload: web,
        paths: [{ workload: 'web' }],
      } as any);
    },
    sentences: [
      'shop/in: paths[0].workload is "web", and not a WebApp. Write paths[0].workload: <your WebApp, or Workload.of(…)>.',
    ],
  },
  {
    what: 'a port mapping as text',
    cluster: { ports: ['8080:80'] },
    sentences: ['dev: ports[0] is "8080:80", and not an object. Write ports[0]: { hostPort: 8080, clusterPort: 80 }.'],
  },
  {
    what: 'a host port without the load balancer that it goes through',
    cluster: { loadBalancer: { enabled: false } },
    build: ({ chart }) => {
      const web = new WebApp(chart, 'web', nginx);
      new HostIngress(chart, 'in', { host: 'localhost', hostPort: 8085, workload: web });
    },
    sentences: [
      'dev: "8085:80" goes through the load balancer, which is disabled. Leave the load balancer enabled, which shop/in needs.',
    ],
  },
  {
    what: 'a relative folder of the node',
    build: ({ chart }) => new WebApp(chart, 'web', { ...nginx, mounts: [Mount.host('/data', './data')] }),
    sentences: [
      'shop/web: mounts[0]: "./data" is a relative path, and a node has no current folder for it. Write the whole path, for example path.resolve("./data").',
    ],
  },
  {
    what: 'fewer pods at most than at least',
    build: ({ chart }) =>
      new WebApp(chart, 'web', { ...nginx, resources: { cpu: '80m' }, scaling: { min: 5, max: 3 } }),
    sentences: [
      'shop/web: scaling.max is 3: it is less than the smallest number, 5. Write 5 or more, or lower the smallest number.',
    ],
  },
  {
    what: 'a name with capitals',
    build: ({ chart }) => new WebApp(chart, 'Web', nginx),
    sentences: [
      'shop/Web: id is "Web": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "web".',
    ],
  },
  {
    what: 'a name of 64 letters',
    build: ({ chart }) => new WebApp(chart, LONG, nginx),
    sentences: [
      `shop/${LONG}: id has the value "${'w'.repeat(57)}…": it has 64 characters, and 63 are allowed. Write a value of at most 63 characters.`,
    ],
  },
  {
    what: 'an id that a Service cannot have',
    build: ({ chart }) =>
      new HostIngress(chart, 'in', { host: 'a.localhost', hostPort: 8080, workload: new WebApp(chart, '1web', nginx) }),
    sentences: [
      'shop/1web: id is "1web": only lower-case letters, digits and "-" may stand in it, with a letter first and a letter or digit last. Write a name that begins with a letter.',
    ],
  },
  {
    what: 'an id that neither a container nor a Service can have',
    build: ({ chart }) =>
      new HostIngress(chart, 'in', {
        host: 'a.localhost',
        hostPort: 8080,
        workload: new WebApp(chart, 'my.web', nginx),
      }),
    sentences: [
      'shop/my.web: id is "my.web": only lower-case letters, digits and "-" may stand in it, with a letter or digit at both ends. Write "my-web".',
    ],
  },
  {
    what: 'a name that no object can have, and several objects would',
    build: ({ chart }) => {
      const web = new WebApp(chart, 'web', { ...nginx, name: 'Web', disruption: { minAvailable: 1 } });
      new HostIngress(chart, 'in', { host: 'a.localhost', hostPort: 8080, workload: web });
    },
    sentences: [
      'shop/web: name is "Web": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "web".',
    ],
  },
  {
    what: 'a name that two apps have',
    build: ({ chart }) => {
      for (const id of ['one', 'two']) {
        const workload = new WebApp(chart, id, { ...nginx, name: 'web' });
        new HostIngress(chart, `${id}-in`, { host: `${id}.localhost`, hostPort: 8080, workload });
      }
    },
    sentences: [
      'shop/two: name is "web": shop/one makes Deployment default/web too, and the later one replaces the earlier. Write another name, or remove one of the two.',
    ],
  },
  {
    what: 'a label of a chart',
    build: ({ app }) => {
      const data = new Chart(app, 'data', { labels: { team: 'Bad Value!', tier: 'No!' } });
      new WebApp(data, 'web', { ...nginx, labels: { tier: 'web' } });
      new WebApp(data, 'db', { ...nginx, labels: { tier: 'db' } });
    },
    sentences: [
      'data: labels has the value "Bad Value!": only letters, digits, "-", "_" and "." may stand in it, with a letter or digit at both ends. Write a value such as "web" or "1.27".',
      'data: labels has the value "No!": only letters, digits, "-", "_" and "." may stand in it, with a letter or digit at both ends. Write a value such as "web" or "1.27".',
    ],
  },
  {
    what: 'an image that is empty',
    build: ({ chart }) => new WebApp(chart, 'web', { ...nginx, image: '' }),
    sentences: ['shop/web: image is "": the API requires a value. Add image, for example image: nginx:1.27.'],
  },
  {
    what: 'two apps of one name',
    build: ({ chart }) => ['one', 'two'].forEach((id) => new WebApp(chart, id, { ...nginx, name: 'web' })),
    sentences: [
      'shop/two: name is "web": shop/one makes Deployment default/web too, and the later one replaces the earlier. Write another name, or remove one of the two.',
    ],
  },
  {
    what: 'a node port outside of its range, beside a host port',
    build: ({ chart }) => {
      const workload = new WebApp(chart, 'web', nginx);
      new NodePortExposure(chart, 'in', { workload, nodePort: 3080, hostPort: 8080 });
    },
    sentences: [
      'shop/in: nodePort is 3080: node ports lie between 30000 and 32767. Write a number from 30000 to 32767.',
    ],
  },
  {
    what: 'a node port outside of its range',
    build: ({ chart }) => {
      const workload = new WebApp(chart, 'web', nginx);
      new NodePortExposure(chart, 'in', { workload, nodePort: 8080, hostPort: 8080 });
    },
    sentences: [
      'shop/in: nodePort is 8080: node ports lie between 30000 and 32767. Write a number from 30000 to 32767, and keep 8080 as the host port.',
    ],
  },
  {
    what: 'a negative count',
    build: ({ chart }) => new WebApp(chart, 'web', { ...nginx, replicas: -1 }),
    sentences: ['shop/web: replicas is -1: a count cannot be negative. Write 0 or more.'],
  },
  {
    what: 'the memory of a node in the words of Kubernetes',
    cluster: { overrides: { options: { runtime: { serversMemory: '1Gi' } } } },
    sentences: ['dev: The memory size "1Gi" is none that docker reads. Write "1g".'],
  },
  {
    what: 'a memory of a node that is a text',
    cluster: { runtime: { serversMemory: '1Gi' } },
    sentences: [
      'dev: runtime.serversMemory is "1Gi", and not made by Size. Write runtime.serversMemory: Size.gibibytes(1).',
    ],
  },
  {
    what: 'a dollar in a token',
    cluster: { token: 'pa$1word' },
    sentences: [
      'dev: k3d expands "$1" before it reads the file, and no variable has that name, so it is lost. Set an environment variable, for example DOLLAR, to a dollar sign, and write ${DOLLAR} in place of the dollar.',
    ],
  },
  {
    what: 'a file with a relative path',
    build: ({ chart }) => new WebApp(chart, 'web', { ...nginx, files: { 'index.html': 'hi' } }),
    sentences: [
      'shop/web: files["index.html"]: "index.html" is a relative path, and a container has no current folder for it. Write "/index.html", or where the file belongs.',
    ],
  },
  {
    what: 'one host port with two targets',
    build: ({ chart }) => {
      const workload = new WebApp(chart, 'web', nginx);
      new NodePortExposure(chart, 'in', { workload, nodePort: 30080, hostPort: 8087 });
      new HostIngress(chart, 'site', { workload, hostPort: 8087 });
    },
    sentences: [
      'dev: Host port 8087 is asked for twice: by shop/in ("8087:30080") and by shop/site ("8087:80"). Give one of them another host port, for example 8088.',
    ],
  },
  {
    what: 'a dependency on the cluster',
    build: ({ chart, dev }) => new WebApp(chart, 'web', nginx).node.addDependency(dev),
    sentences: [
      'shop/web: shop/web depends on dev, which is a cluster: everything in the app waits for its cluster anyway. Take addDependency(dev) away.',
    ],
  },
  {
    what: 'replicas beside scaling',
    build: ({ chart }) => new WebApp(chart, 'web', { ...nginx, replicas: 2, scaling: { max: 4 } }),
    sentences: [
      'shop/web: replicas is 2, and scaling is given: two would set the number of pods. Leave replicas out, and say the fewest pods with scaling.min.',
    ],
  },
  {
    what: 'health on a worker',
    build: ({ chart }) => new Worker(chart, 'web', { image: 'nginx:1.27', health: Health.tcp() }),
    sentences: [
      'shop/web: health asks a port, and a worker has none. Use Health.command([…]), or say which port: Health.tcp({ port: 8080 }).',
    ],
  },
];

test.each(CASES)('$what is a sentence with place, value and way out', ({ build = () => {}, cluster, sentences }) => {
  expect(refused(build, cluster)).toEqual(sentences);
});

test('an exposure in another namespace than its workload says where to put it', () => {
  const sentences = refused(({ app, chart }) => {
    const workload = new WebApp(chart, 'web', nginx);
    const edge = new Chart(app, 'edge', { namespace: 'edge' });
    new NodePortExposure(edge, 'in', { workload, nodePort: 30080, hostPort: 8087 });
  });
  expect(sentences).toContain(
    'edge/in: workload shop/web is in a chart with no namespace of its own, this exposure in one with namespace "edge": it cannot find the pods. Put the exposure into the chart of shop/web.',
  );
});

test('everything that is wrong is said at once, and dist/ stays as it is', () => {
  const good = situation();
  new WebApp(good.chart, 'web', nginx);
  good.app.synth();
  const before = contents();
  const sentences = refused(
    ({ chart }) => {
      new WebApp(chart, 'Web', { image: '', port: '80' as any, replicas: -1, files: { 'a/b': 'c' } });
      new WebApp(chart, 'other', { ...nginx, port: 0 });
    },
    { servers: 0 },
  );
  expect(sentences.length).toBeGreaterThanOrEqual(7);
  expect(contents()).toEqual(before);
});

const contents = () => filesBelow(outdir).map((file) => [file, readFileSync(join(outdir, file), 'utf8')]);
