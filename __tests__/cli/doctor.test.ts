import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { doctor as command } from '../../lib/cli/doctor';
import { demandOf } from '../../lib/cli/hand-off/doctor/demand';
import { examine } from '../../lib/cli/hand-off/doctor/doctor';
import { type DistCluster, readDist } from '../../lib/cli/hand-off/dist';
import { engineOf, heldPorts, remoteEngine } from '../../lib/cli/hand-off/docker';
import { portFault, type WantedPort, wantedPorts } from '../../lib/cli/hand-off/host-ports';
import { doctorText } from '../../lib/cli/hand-off/doctor/text';
import { type HttpRequest, Interrupted, type Tools } from '../../lib/cli/tools';
import { readContext } from '../../lib/images/context';
import type { Handoff } from '../../lib/synth/handoff-shape';
import { recordingTools, type RecordingOptions, type State, TOKEN } from '../support/recording';
import { DIST, scene, type Scene } from './in-memory';
import { stopped } from '../support/ran';

// Some of them start real programs, and a machine that does much else is slow.
jest.setTimeout(60_000);

const open: { remove: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ remove }) => remove()));

const HANDOFF = 'dist/cluster/dev-cluster.handoff.json';
const FILE = 'dist/cluster/dev-cluster.k3d.yml';
const LISTED = 'dist/access/files.json';

/** Situation A with another hand-off; nobody has written down what its files were. */
const distWith = (more: Partial<Handoff>, file = DIST[FILE]!): Record<string, string> => {
  const { [LISTED]: _, ...rest } = DIST;
  return { ...rest, [FILE]: file, [HANDOFF]: JSON.stringify({ ...JSON.parse(DIST[HANDOFF]!), ...more }) };
};

/** Programs are started as they are on a user's machine. */
const REAL: RecordingOptions = { light: false };

function machine(state: Partial<State> = {}, options: RecordingOptions = {}) {
  const one = recordingTools(state, { files: DIST, light: true, ...options });
  open.push(one);
  const doctor = (...words: string[]) => one.run({ doctor: command }, 'doctor', ...words);
  /** The lines that say what is wrong. */
  const complaints = async () => {
    const { out } = await doctor('--json');
    return (JSON.parse(out) as { clusters: { complaints: object[] }[] }).clusters.flatMap((each) => each.complaints);
  };
  return { ...one, doctor, complaints };
}

describe('doctor', () => {
  test('says what is there on a machine that has everything', async () => {
    const one = machine({}, REAL);
    expect(await one.doctor()).toEqual({
      code: 0,
      out: [
        'Cluster dev-cluster',
        '  ✔ docker 28.2.2 answers',
        '  ✔ k3d 5.8.3',
        '  ✔ kubectl 1.32.4',
        '  ✔ host ports are free: 6449, 8085, 8087, 8443',
        '  Nothing keeps "cdk8s-k3d up" from working.',
        '',
      ].join('\n'),
      err: '',
    });
    expect(one.said).toEqual(['… Looking at what cluster "dev-cluster" needs of this machine']);
  });

  test('asks each tool in its clean way, and changes nothing', async () => {
    const one = machine({}, { ...REAL, environment: { K3D_TOKEN: TOKEN, K3D_IMAGE_TOOLS: 'mirror/tools' } });
    const before = one.state();
    await one.doctor();
    const lines = one.lines();
    expect(lines.splice(0, 3).sort()).toEqual([
      'docker info --format {{json .}}',
      'k3d version -o json',
      'kubectl --context k3d-dev-cluster version --client -o json',
    ]);
    expect(lines).toEqual([
      'k3d cluster list -o json',
      'docker ps --all --filter name=k3d-dev-cluster-tools --filter label=k3d.cluster=dev-cluster --format {{.Names}}',
      'docker network ls --filter name=k3d-dev-cluster --filter label=app=k3d --format {{.Name}}',
      'docker volume ls --filter name=k3d-dev-cluster-images --filter label=app=k3d --format {{.Name}}',
      'docker ps --format {{.Names}}|{{.Ports}}',
    ]);
    for (const { environment } of one.started().filter(({ line }) => line.startsWith('k3d'))) {
      expect(environment).toEqual({ K3D_IMAGE_TOOLS: 'mirror/tools', LOG_COLORS: 'false', LOG_LEVEL: 'warn' });
    }
    expect({ ...one.state(), time: 0 }).toEqual({ ...before, time: 0 });
  });

  test('ends with 3 and says where to get what is missing', async () => {
    const { code, out } = await machine({}, { ...REAL, missing: ['docker', 'k3d', 'kubectl'] }).doctor();
    expect(code).toBe(3);
    expect(out).toBe(
      [
        'Cluster dev-cluster',
        '  ✔ host ports are free: 6449, 8085, 8087, 8443',
        '  ✘ docker is not installed, or not in PATH.',
        '      Install it: https://docs.docker.com/engine/install',
        '  ✘ k3d is not installed, or not in PATH.',
        '      Install it: https://k3d.io/stable/#installation',
        '  ✘ kubectl is not installed, or not in PATH.',
        '      Install it: https://kubernetes.io/docs/tasks/tools',
        '  3 things keep "cdk8s-k3d up" from working.',
        '',
      ].join('\n'),
    );
  });

  test('ends with 3 where the engine does not answer', async () => {
    const one = machine({ docker: { down: true, version: '', memory: 0, processors: 0 } }, REAL);
    const { code, out } = await one.doctor();
    expect(code).toBe(3);
    expect(out).toContain(
      [
        '  ✘ Docker does not answer.',
        '      Start it, and run this again. It says: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
        '  1 thing keeps "cdk8s-k3d up" from working.',
      ].join('\n'),
    );
  });

  describe('where nobody says whether the cluster exists', () => {
    const DOWN = { docker: { down: true, version: '', memory: 0, processors: 0 } };
    const wrong = async (one: ReturnType<typeof machine>) =>
      (await one.complaints()).flatMap((each) =>
        'text' in each && /^(Host|The)/.test(`${each.text}`) ? each.text : [],
      );

    test('looks at ports and variables all the same', async () => {
      const environment: Handoff['environment'] = [{ name: 'REGISTRY_PASSWORD' }];
      const one = machine(
        { ...DOWN, taken: [{ port: 8087, pid: 4711, name: 'node' }] },
        { files: distWith({ environment }) },
      );
      expect(await wrong(one)).toEqual([
        'Host port 8087 is taken by process 4711 (node).',
        'The environment variable REGISTRY_PASSWORD is not set.',
      ]);
      expect(await one.doctor()).toMatchObject({ code: 3 });
    });

    test.each([
      ['a process of another user', { port: 8087 }],
      ['what forwards for docker', { port: 8087, pid: 4711, name: 'com.docker.backend' }],
    ])('leaves a port alone that %s has: it may be the cluster itself', async (_, taken) => {
      const one = machine({ ...DOWN, taken: [taken] });
      expect(await wrong(one)).toEqual([]);
      expect((await one.doctor()).out).toContain('host ports are free: 6449, 8085, 8443');
    });

    test('knows the containers of the cluster by their names', async () => {
      const one = machine();
      await one.tools.start('k3d', ['cluster', 'create', '--config', FILE]);
      one.change((state) => void (state.k3d = { version: 'v5.4.9', k3s: '' }));
      expect(await wrong(one)).toEqual([]);
      const other = machine();
      other.write('other.yml', DIST[FILE]!.replace('name: dev-cluster', 'name: other'));
      await other.tools.start('k3d', ['cluster', 'create', '--config', 'other.yml']);
      other.change((state) => void (state.k3d = { version: 'v5.4.9', k3s: '' }));
      expect((await wrong(other))[0]).toBe('Host port 127.0.0.1:6449 is taken by container k3d-other-serverlb.');
    });
  });

  test('ends with 3 where a tool is too old for dist/', async () => {
    const one = machine({ k3d: { version: 'v5.4.9', k3s: '' }, kubectl: { version: 'v1.20.15' } });
    expect((await one.doctor()).code).toBe(3);
    expect(await one.complaints()).toEqual([
      {
        level: 'missing',
        text: 'k3d 5.4.9 is too old: cluster "dev-cluster" needs 5.5.0.',
        remedy: 'Install a newer one: https://k3d.io/stable/#installation',
      },
      {
        level: 'missing',
        text: 'kubectl 1.20.15 is too old: cluster "dev-cluster" needs 1.22.0.',
        remedy: 'Install a newer one: https://kubernetes.io/docs/tasks/tools',
      },
    ]);
  });

  test('takes a version that cannot be read for new enough', async () => {
    const one = machine({ k3d: { version: 'dev', k3s: '' } });
    expect(await one.complaints()).toEqual([
      {
        level: 'note',
        text: 'k3d does not say a version that can be read.',
        remedy: 'Run "k3d version" to see what it is.',
      },
    ]);
    expect((await one.doctor()).code).toBe(0);
  });

  test('takes a hand-off without a minimum for content with any k3d', async () => {
    const k3d = { ...(JSON.parse(DIST[HANDOFF]!) as Handoff).k3d, minimum: 'any' };
    expect(await machine({}, { files: distWith({ k3d }) }).complaints()).toEqual([]);
  });

  test('takes a kubectl that prints something else for what it is', async () => {
    const one = machine({ faults: [{ on: '^kubectl', stdout: '{}' }] });
    expect((await one.complaints())[0]).toMatchObject({ text: 'kubectl does not say a version that can be read.' });
  });

  test('names the process that has a port', async () => {
    const one = machine({ taken: [{ port: 8087, pid: 4711, name: 'node' }] });
    expect(await one.complaints()).toEqual([
      { level: 'wrong', text: 'Host port 8087 is taken by process 4711 (node).', remedy: 'Run "kill 4711".' },
    ]);
    expect(await one.doctor()).toMatchObject({
      code: 1,
      out: expect.stringContaining('host ports are free: 6449, 8085, 8443') as string,
    });
  });

  test('asks for no port that the running cluster has already', async () => {
    const one = machine();
    await one.tools.start('k3d', ['cluster', 'create', '--config', FILE]);
    one.change((state) => void (state.taken = [{ port: 8085 }]));
    expect(await one.doctor()).toMatchObject({ code: 0, out: expect.not.stringContaining('host port') as string });
  });

  test('looks at every port of a cluster that is stopped', async () => {
    const one = machine();
    await one.tools.start('k3d', ['cluster', 'create', '--config', FILE]);
    await one.tools.start('k3d', ['cluster', 'stop', 'dev-cluster']);
    one.change((state) => void (state.taken = [{ port: 8085 }]));
    expect(await one.complaints()).toMatchObject([{ text: 'Host port 8085 is taken by a process of another user.' }]);
  });

  test('says which cluster has a port', async () => {
    const one = machine();
    one.write('other.yml', DIST[FILE]!.replace('name: dev-cluster', 'name: other'));
    await one.tools.start('k3d', ['cluster', 'create', '--config', 'other.yml']);
    expect((await one.complaints())[0]).toEqual({
      level: 'wrong',
      text: 'Host port 127.0.0.1:6449 is taken by container k3d-other-serverlb.',
      remedy: 'Run "k3d cluster stop other".',
    });
  });

  test('knows what a creation that failed has left', async () => {
    const one = machine({ create: { fails: 'early' } });
    await one.tools.start('k3d', ['cluster', 'create', '--config', FILE]);
    expect(await one.complaints()).toEqual([
      {
        level: 'note',
        text: 'A creation of cluster "dev-cluster" that failed left container k3d-dev-cluster-tools, network k3d-dev-cluster and volume k3d-dev-cluster-images.',
        remedy: 'Run "cdk8s-k3d down": it removes what is left.',
      },
    ]);
  });

  test('says which names lead nowhere, and the line that mends it', async () => {
    const one = machine({ names: { 'localhost.k3d.ingress': [] } });
    expect(await one.complaints()).toEqual([
      {
        level: 'note',
        text: '"localhost.k3d.ingress" leads nowhere on this machine.',
        remedy: 'Add the line "127.0.0.1 localhost.k3d.ingress" to the hosts file of this machine.',
      },
    ]);
    expect((await one.doctor()).out).toContain('  ! "localhost.k3d.ingress" leads nowhere on this machine.\n');
  });

  test('says which names lead to another machine', async () => {
    expect(await machine({ names: { 'localhost.k3d.ingress': ['10.0.0.7'] } }).complaints()).toMatchObject([
      { level: 'note', text: '"localhost.k3d.ingress" leads to 10.0.0.7, which is not this cluster.' },
    ]);
  });

  test('looks at no ports where docker runs on another machine', async () => {
    const one = machine({ taken: [{ port: 8085 }] }, { environment: { DOCKER_HOST: 'ssh://build@far' } });
    expect(await one.complaints()).toEqual([
      {
        level: 'note',
        text: 'Docker runs on another machine (DOCKER_HOST is "ssh://build@far"), so the ports there were not looked at.',
        remedy: 'Open the URLs with the name of that machine.',
      },
    ]);
  });

  test('says which files were edited after synth', async () => {
    const one = machine();
    one.write('dist/nginx.k8s.yaml', `${DIST['dist/nginx.k8s.yaml']}# mine\n`);
    expect(await one.complaints()).toEqual([
      {
        level: 'note',
        text: '"dist/nginx.k8s.yaml" was edited after synth wrote it.',
        remedy: 'Put the change into the program: the next "cdk8s-k3d synth" writes the file anew.',
      },
    ]);
  });

  test('takes files for unedited where nobody has written down what they were, or they are gone', async () => {
    const { [LISTED]: list, ...rest } = DIST;
    expect(await machine({}, { files: rest }).complaints()).toEqual([]);
    const more = list!.replace('"files": [', '"files": [{ "path": "gone.yaml", "sha256": "0" },');
    expect(await machine({}, { files: { ...rest, [LISTED]: more } }).complaints()).toEqual([]);
  });

  test.each(['{', '[]', '{"version":1,"files":[{"path":1}]}', '{"version":1,"files":[{"path":"../x","sha256":""}]}'])(
    'says that the list of files is damaged: %s',
    async (list) => {
      const one = machine({}, { files: { ...DIST, [LISTED]: list } });
      expect(await one.complaints()).toEqual([
        {
          level: 'note',
          text: '"dist/access/files.json" is damaged, so it does not say which files an earlier synth wrote.',
          remedy: 'Delete it, delete by hand what you no longer need beside it, and synthesize again.',
        },
      ]);
      expect((await one.doctor()).code).toBe(0);
    },
  );

  test('says that the list of files is newer than it reads', async () => {
    expect(await machine({}, { files: { ...DIST, [LISTED]: '{"version":2}' } }).complaints()).toEqual([
      {
        level: 'note',
        text: '"dist/access/files.json" was written by a newer cdk8s-k3d: its version is 2, and this one knows 1.',
        remedy: 'Update cdk8s-k3d.',
      },
    ]);
  });

  test('says pods that are too large, and those that are too many', async () => {
    const one = machine({ docker: { version: '28.2.2', memory: 2 ** 30, processors: 2 } });
    const asks = (resources: object) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'big' },
      spec: { replicas: 3, template: { spec: { containers: [{ name: 'c', image: 'a', resources }] } } },
    });
    one.write('dist/nginx.k8s.yaml', JSON.stringify(asks({ requests: { memory: '2Gi', cpu: 3 } })));
    expect((await one.complaints()).slice(0, 3)).toEqual([
      {
        level: 'wrong',
        text: 'A pod of Deployment default/big asks for 2Gi of memory, and docker has 1Gi of memory, so it is never started.',
        remedy: 'Ask for less in the program, and run "cdk8s-k3d synth".',
      },
      {
        level: 'wrong',
        text: 'A pod of Deployment default/big asks for 3 processors, and docker has 2 processors, so it is never started.',
        remedy: 'Ask for less in the program, and run "cdk8s-k3d synth".',
      },
      {
        level: 'note',
        text: 'All pods together ask for 6Gi of memory, and docker has 1Gi.',
        remedy: 'Ask for less in the program, and run "cdk8s-k3d synth".',
      },
    ]);
  });

  test('says that the disk is full', async () => {
    const one = machine();
    const tools: Tools = { ...one.tools, machine: { ...one.tools.machine, freeDisk: () => 2 ** 30 } };
    const [cluster] = readDist(tools.files).clusters;
    expect(await examine(tools, cluster!)).toEqual([
      {
        level: 'note',
        text: '"/var/lib/docker" has 1Gi left, and images and volumes may need 2Gi.',
        remedy: 'Run "docker system prune" to remove what nothing uses.',
      },
    ]);
  });

  test('asks programs that keep silent all at once, and tells of them in their order', async () => {
    const one = machine();
    const silent: (() => void)[] = [];
    const start: Tools['start'] = (program) =>
      new Promise((resolve) => {
        silent.unshift(() => resolve(stopped(true)));
        if (silent.length === 3) silent.forEach((end) => end());
        if (silent.length > 3) throw new Error(`${program} is asked, though nobody answers`);
      });
    const complaints = await examine({ ...one.tools, start }, readDist(one.tools.files).clusters[0]!);
    expect(complaints.map(({ text }) => text)).toEqual([
      expect.stringContaining('Docker does not answer'),
      expect.stringContaining('Docker does not answer'),
      expect.stringContaining('version --client -o json" took too long and was stopped'),
    ]);
  });

  test('names a file that the system refuses once, beside all else', async () => {
    const loop = (path: string) => symlinkSync(path, join(one.folder, 'project', path));
    const secrets: Handoff['secrets'] = [
      {
        kind: 'values',
        name: 'db',
        namespace: 'default',
        from: {
          password: { kind: 'environment', name: 'DB_PASSWORD' },
          user: { kind: 'dotenv', file: '.env', name: 'DB_USER' },
        },
      },
      {
        kind: 'tls',
        name: 'web-tls',
        namespace: 'default',
        hosts: ['web.example'],
        from: { kind: 'files', certificate: 'web.crt', key: 'web.key' },
      },
    ];
    const one = machine({}, { files: distWith({ secrets }) });
    loop('.env');
    loop('web.crt');
    const complaints = (await one.complaints()) as { text: string; level: string }[];
    expect(complaints.map(({ level, text }) => `${level}: ${text.replace(/".*\/(?=[.w])/, '"')}`)).toEqual([
      'wrong: The environment variable DB_PASSWORD is not set.',
      'wrong: ".env" is a link that leads back to itself.',
      'wrong: "web.crt" is a link that leads back to itself.',
    ]);
  });

  test('names every variable and login that is missing, and no value', async () => {
    const files = distWith({
      environment: [{ name: 'REGISTRY_PASSWORD' }],
      secrets: [
        {
          kind: 'login',
          name: 'pull',
          namespace: 'default',
          server: 'registry.example',
          from: { kind: 'environment', user: 'USER_NAME', password: 'PASS_WORD' },
        },
        { kind: 'tls', name: 'web-tls', namespace: 'default', hosts: ['web.example'], from: { kind: 'mkcert' } },
        {
          kind: 'values',
          name: 'db',
          namespace: 'default',
          from: {
            ca: { kind: 'file', file: 'certs/ca.pem' },
            kind: { kind: 'environment', name: 'REGISTRY_PASSWORD' },
            password: { kind: 'environment', name: 'DB_PASSWORD' },
            user: { kind: 'environment', name: 'USER_NAME' },
          },
        },
      ],
    });
    const one = machine({}, { files, environment: { USER_NAME: TOKEN }, missing: ['mkcert'] });
    expect(await one.complaints()).toEqual([
      {
        level: 'wrong',
        text: 'The environment variable REGISTRY_PASSWORD is not set.',
        remedy: 'Set it, and run this again.',
      },
      {
        level: 'wrong',
        text: 'The environment variable PASS_WORD is not set.',
        remedy: 'Set it, and run this again.',
      },
      {
        level: 'wrong',
        text: expect.stringMatching(/certs\/ca\.pem" does not exist\.$/),
        remedy: 'Put the file there.',
      },
      {
        level: 'wrong',
        text: 'The environment variable DB_PASSWORD is not set.',
        remedy: 'Set it, and run this again.',
      },
      {
        level: 'missing',
        text: 'mkcert is not installed, or not in PATH.',
        remedy: 'Install it: https://github.com/FiloSottile/mkcert#installation',
      },
    ]);
    expect((await one.doctor()).out).not.toContain(TOKEN);
  });

  describe('of images that come from this machine', () => {
    const build = (image: string, more: object = {}) => {
      const one = { image, context: '/nowhere/app', dockerfile: 'Dockerfile', arguments: {}, platforms: [], ...more };
      return one as unknown as Handoff['images']['built'][number];
    };
    const files = distWith({
      images: {
        pulled: [],
        sideLoaded: ['web:1', 'api:1'],
        built: [
          build('team/built:abc'),
          build('team/gone:abc'),
          build('reg:5000/pushed:abc', { pushName: 'localhost:5000/pushed:abc' }),
        ],
      },
    });

    test('says those that are not there, and cannot be built, before the cluster is made', async () => {
      const one = machine({ images: ['api:1', 'team/built:abc'] }, { files });
      const asked: HttpRequest[] = [];
      const request: Tools['request'] = async (ask) => (asked.push(ask), { reason: 'ECONNREFUSED' });
      const complaints = await examine({ ...one.tools, request }, readDist(one.tools.files).clusters[0]!);
      expect(complaints).toEqual([
        {
          level: 'wrong',
          text: 'Docker on this machine does not have image "web:1", which is to be loaded into the nodes.',
          remedy: 'Build it, or run "docker pull web:1".',
        },
        ...['team/gone:abc', 'reg:5000/pushed:abc'].map((image) => ({
          level: 'wrong',
          text: `Image "${image}": context is "/nowhere/app", and there is no such folder.`,
          remedy: expect.any(String) as string,
        })),
      ]);
      expect(asked).toMatchObject([{ port: 5000, path: '/v2/pushed/tags/list' }]);
    });

    test('is content with what a registry has, and with a folder that is as it was', async () => {
      const one = machine({ images: ['web:1', 'api:1', 'team/built:abc'] }, {});
      one.write('app/Dockerfile', 'FROM scratch\n');
      const context = `${one.project}/app`;
      const read = readContext({ ...build(''), context });
      const tag = 'tag' in read ? read.tag : '';
      const { images } = JSON.parse(files[HANDOFF]!) as Handoff;
      const built = [images.built[0]!, build(`team/gone:${tag}`, { context }), images.built[2]!];
      one.write(HANDOFF, distWith({ images: { ...images, built } })[HANDOFF]!);
      const request: Tools['request'] = async () => ({ status: 200, headers: {}, body: '{"tags":["abc"]}' });
      const tools = { ...one.tools, request };
      const complaints = await examine(tools, readDist(one.tools.files).clusters[0]!);
      expect(complaints.filter(({ level }) => level === 'wrong')).toEqual([]);
    });

    test('leaves a cluster that exists to what it has', async () => {
      const one = machine({}, { files });
      await one.tools.start('k3d', ['cluster', 'create', '--config', FILE]);
      expect(await one.complaints()).toEqual([]);
    });
  });

  test('asks for no variable of a cluster that is made already', async () => {
    const one = machine({}, { files: distWith({ environment: [{ name: 'REGISTRY_PASSWORD' }] }) });
    await one.tools.start('k3d', ['cluster', 'create', '--config', FILE]);
    expect(await one.complaints()).toEqual([]);
  });

  test('an interrupt is an interrupt', async () => {
    const one = machine({}, REAL);
    const stopped = one.interruptAt('^docker info');
    expect(await one.doctor()).toMatchObject({ code: 130 });
    await stopped;
    expect(one.orphans()).toEqual([]);
  });

  test('an interrupt while a login is looked up is one too', async () => {
    const from = { kind: 'docker' } as const;
    const files = distWith({ secrets: [{ kind: 'login', name: 'a', namespace: 'b', server: 'c', from }] });
    const one = machine({}, { files });
    one.write(`${one.folder}/.docker/config.json`, '{"credsStore":"desktop"}');
    const start: Tools['start'] = (program, ...more) =>
      program.startsWith('docker-credential') ? Promise.reject(new Interrupted()) : one.tools.start(program, ...more);
    await expect(examine({ ...one.tools, start }, readDist(one.tools.files).clusters[0]!)).rejects.toThrow(Interrupted);
  });

  test.each([
    ['an unknown cluster', ['--cluster', 'nope'], '"dist" has no cluster "nope". Write "dev-cluster".\n'],
    ['a word too many', ['dev'], 'doctor takes no "dev". Write --cluster dev to name a cluster.\n'],
    ['an unknown flag', ['--jsn'], 'doctor has no flag --jsn. The nearest is "--json".\n'],
  ])('%s is wrong usage, and nothing is asked', async (_, words, err) => {
    const one = machine();
    expect(await one.doctor(...words)).toEqual({ code: 2, out: '', err });
    expect(one.lines()).toEqual([]);
  });

  test('without dist/ it says what makes it', async () => {
    expect(await machine({}, { files: {} }).doctor()).toEqual({
      code: 2,
      out: '',
      err: '"dist" does not exist. Run "cdk8s-k3d synth" first, or name it: --dist DIR.\n',
    });
  });
});

function at(options: Scene) {
  const one = scene(options);
  open.push(one);
  return one;
}

describe('the engine', () => {
  const info = (said: unknown) => engineOf(at({ programs: { 'docker info': said } }).tools);
  test('is told with what it has', async () => {
    expect(await info({ ServerVersion: '28.2.2', SecurityOptions: ['name=seccomp', 'name=rootless'] })).toEqual({
      version: '28.2.2',
      rootless: true,
    });
    expect(await info({ ServerVersion: '28', MemTotal: 5, NCPU: 2, DockerRootDir: '/d' })).toEqual({
      version: '28',
      memory: 5,
      processors: 2,
      folder: '/d',
      rootless: false,
    });
  });
  test('is silent where docker ends well and knows of none', async () => {
    expect(await info({ ServerVersion: '', ServerErrors: ['Is the docker daemon running?'] })).toEqual({
      silent: 'Is the docker daemon running?',
    });
  });
  test('without words of docker, none are added', () => {
    expect(doctorText.silentEngine('').remedy).toBe('Start it, and run this again.');
  });
  test('that does not let the user in is told apart', async () => {
    const stderr = 'permission denied while trying to connect to the Docker daemon socket';
    expect(await info({ code: 1, stderr })).toEqual({ silent: stderr });
    expect(doctorText.silentEngine(stderr)).toEqual({
      cause: 'Docker does not let this user in.',
      remedy: 'Run "sudo usermod -aG docker $USER", log out, and log in again.',
    });
  });
  test('that says little is compared with this machine', async () => {
    const machine = { memory: () => 1, processors: () => 8, freeDisk: () => 1 };
    const one = at({
      clusters: [],
      programs: {
        'docker info': { ServerVersion: '28' },
        'k3d version': { k3d: 'v5.8.3' },
        kubectl: { clientVersion: {} },
      },
      tools: { machine },
    });
    const json = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', resources: { limits: { memory: 2 } } }] },
    };
    const [cluster] = readDist(one.tools.files).clusters;
    expect(
      (await examine(one.tools, { ...cluster!, objects: [{ json, file: '' }] })).map(({ text }) => text),
    ).toContain('All pods together ask for 1Mi of memory, and docker has 1Mi.');
  });
  test.each([
    ['tcp://10.0.0.5:2376', true],
    ['ssh://me@far', true],
    ['unix:///run/docker.sock', false],
    ['tcp://127.0.0.1:2375', false],
    ['tcp://localhost', false],
    [undefined, false],
  ])('at DOCKER_HOST %s is elsewhere: %s', (DOCKER_HOST, elsewhere) => {
    expect(remoteEngine({ environment: { DOCKER_HOST } }) !== undefined).toBe(elsewhere);
  });
  test('tells which containers have which ports', async () => {
    const said = [
      'web|0.0.0.0:8085->80/tcp, [::]:8085->80/tcp, 6443/tcp',
      'old|:::90->90/tcp',
      'range|127.0.0.1:8000-8002->80-82/udp',
      'none|',
      'odd',
    ].join('\n');
    expect(await heldPorts(at({ programs: { 'docker ps': `${said}\n` } }).tools)).toEqual([
      { container: 'web', address: '0.0.0.0', first: 8085, last: 8085, protocol: 'tcp' },
      { container: 'web', address: '::', first: 8085, last: 8085, protocol: 'tcp' },
      { container: 'old', address: '::', first: 90, last: 90, protocol: 'tcp' },
      { container: 'range', address: '127.0.0.1', first: 8000, last: 8002, protocol: 'udp' },
    ]);
  });
});

describe('ports of this machine', () => {
  test('are those of the mappings, of the API, and of the registry', () => {
    expect(
      wantedPorts({
        kubeAPI: { hostIP: '0.0.0.0', hostPort: '6449' },
        ports: [
          { port: '8080:80', nodeFilters: ['loadbalancer'] },
          { port: '[::1]:53:53/udp', nodeFilters: ['loadbalancer'] },
          { port: '81', nodeFilters: ['loadbalancer'] },
        ],
        registries: { create: { host: 'localhost', hostPort: '5000' } },
      }),
    ).toEqual([
      { address: '', port: 6449, protocol: 'tcp' },
      { address: '', port: 8080, protocol: 'tcp' },
      { address: '::1', port: 53, protocol: 'udp' },
      { address: '127.0.0.1', port: 5000, protocol: 'tcp' },
    ]);
    expect(wantedPorts({ registries: { create: { hostPort: 'random' } } })).toEqual([]);
    expect(wantedPorts({ registries: { create: { hostPort: '5000' } } })).toEqual([
      { address: '', port: 5000, protocol: 'tcp' },
    ]);
  });

  const PORT: WantedPort = { address: '', port: 80, protocol: 'tcp' };
  type Probe = Partial<Tools['sockets']> & { lsof?: unknown; ss?: unknown; rootless?: boolean };
  const faultOf = (wanted: Partial<WantedPort>, { lsof = '', ss = '', rootless = false, ...sockets }: Probe) => {
    const one = at({ programs: { lsof, ss } });
    const tools = { ...one.tools, sockets: { ...one.tools.sockets, ...sockets } };
    return portFault(tools, { ...PORT, ...wanted }, { held: [], rootless });
  };
  const holder = async (...given: Parameters<typeof faultOf>) => {
    const fault = await faultOf(...given);
    return fault?.kind === 'taken' ? fault.holder : fault;
  };
  const busy = async () => 'EADDRINUSE';

  test('are free where they can be had on every address', async () => {
    const asked: string[] = [];
    const taken: Tools['sockets']['taken'] = async (address) => (asked.push(address), undefined);
    expect(await faultOf({}, { taken })).toBeUndefined();
    expect(await faultOf({ address: '127.0.0.1' }, { taken })).toBeUndefined();
    expect(asked).toEqual(['0.0.0.0', '::', '127.0.0.1']);
  });
  test('are taken where something has them in version 6 alone', async () => {
    expect(await faultOf({}, { taken: async (address) => (address === '::' ? 'EADDRINUSE' : undefined) })).toEqual({
      kind: 'taken',
      holder: { kind: 'unknown' },
    });
    expect(
      await faultOf({}, { taken: async (address) => (address === '::' ? 'EAFNOSUPPORT' : undefined) }),
    ).toBeUndefined();
  });
  test('cannot be had on an address of another machine', async () => {
    const wanted = { address: '10.9.9.9' };
    const fault = await faultOf(wanted, { taken: async () => 'EADDRNOTAVAIL' });
    expect(doctorText.port({ ...PORT, ...wanted }, fault!)).toEqual({
      cause: 'Host port 10.9.9.9:80 cannot be published: 10.9.9.9 is no address of this machine.',
      remedy: 'Write an address of this machine into the program, and run "cdk8s-k3d synth".',
    });
  });
  test('below 1024 may be had by docker, where it has more rights than this program', async () => {
    const taken = async () => 'EACCES';
    expect(await faultOf({}, { taken, refused: async () => 'ECONNREFUSED' })).toBeUndefined();
    expect(await faultOf({ protocol: 'udp' }, { taken })).toBeUndefined();
    expect(await faultOf({ address: '127.0.0.2' }, { taken, refused: async () => undefined })).toMatchObject({
      kind: 'taken',
    });
    const fault = await faultOf({}, { taken, rootless: true });
    expect(doctorText.port(PORT, fault!)).toEqual({
      cause: 'Host port 80 needs rights that a rootless docker does not have.',
      remedy: 'Run "sudo sysctl net.ipv4.ip_unprivileged_port_start=80".',
    });
  });
  test('are told with who has them, by lsof and by ss', async () => {
    expect(await holder({}, { taken: busy, lsof: 'p4711\ncnginx\nf6\n' })).toEqual({
      kind: 'process',
      name: 'nginx',
      pid: 4711,
    });
    const ss = 'LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:(("caddy",pid=7,fd=8))\n';
    expect(await holder({}, { taken: busy, lsof: new Error('spawn lsof ENOENT'), ss })).toEqual({
      kind: 'process',
      name: 'caddy',
      pid: 7,
    });
    expect(await holder({ protocol: 'udp' }, { taken: busy })).toEqual({ kind: 'unknown' });
  });
  test.each<[string, WantedPort, Parameters<typeof doctorText.port>[1] & { kind: 'taken' }, string, string]>([
    [
      'a container',
      PORT,
      { kind: 'taken', holder: { kind: 'container', name: 'db' } },
      '80 is taken by container db',
      'Run "docker stop db".',
    ],
    [
      'a process',
      PORT,
      { kind: 'taken', holder: { kind: 'process', name: 'a', pid: 1 } },
      '80 is taken by process 1 (a)',
      'Run "kill 1".',
    ],
    [
      'AirPlay',
      { ...PORT, port: 5000 },
      { kind: 'taken', holder: { kind: 'process', name: 'ControlCe', pid: 1 } },
      '5000 is taken by process 1 (ControlCe)',
      'Switch off AirPlay Receiver in the settings of macOS.',
    ],
    [
      'nobody',
      { address: '::1', port: 53, protocol: 'udp' },
      { kind: 'taken', holder: { kind: 'unknown' } },
      '[::1]:53/udp is taken by a process of another user',
      'Find it with "sudo lsof -nP -iUDP:53", and end it.',
    ],
  ])('that %s has are given back with one command', (_, wanted, fault, cause, remedy) => {
    expect(doctorText.port(wanted, fault)).toEqual({ cause: `Host port ${cause}.`, remedy });
  });
  test('that a container has on another address are free', async () => {
    const held = (address: string) => [{ container: 'db', address, first: 80, last: 90, protocol: 'tcp' }];
    const one = at({});
    const fault = (wanted: Partial<WantedPort>, on: string) =>
      portFault(one.tools, { ...PORT, ...wanted }, { held: held(on), rootless: false });
    expect(await fault({ port: 85 }, '0.0.0.0')).toEqual({ kind: 'taken', holder: { kind: 'container', name: 'db' } });
    expect(await fault({}, '127.0.0.1')).toMatchObject({ kind: 'taken' });
    expect(await fault({ address: '127.0.0.1' }, '127.0.0.1')).toMatchObject({ kind: 'taken' });
    expect(await fault({ address: '127.0.0.1' }, '127.0.0.2')).toBeUndefined();
    expect(await fault({ port: 91 }, '0.0.0.0')).toBeUndefined();
    expect(await fault({ port: 79 }, '0.0.0.0')).toBeUndefined();
    expect(await fault({ protocol: 'udp' }, '0.0.0.0')).toBeUndefined();
  });
});

describe('what pods ask for', () => {
  const demand = (...objects: object[]) =>
    demandOf({
      config: { servers: 1, agents: 2 },
      objects: objects.map((json) => ({ json, file: '' })) as DistCluster['objects'],
    });
  const container = (requests: object, more: object = {}) => ({ name: 'c', resources: { requests }, ...more });
  const maker = (kind: string, spec: object, ...containers: object[]) => ({
    kind,
    metadata: { name: 'a' },
    spec: { ...spec, template: { spec: { containers } } },
  });
  test('counts replicas, nodes, and no jobs', () => {
    const one = container({ memory: 10 });
    expect(demand(maker('Deployment', { replicas: 2 }, one, one)).memory).toBe(40);
    expect(demand(maker('Deployment', {}, one)).memory).toBe(10);
    expect(demand(maker('DaemonSet', {}, one)).memory).toBe(30);
    expect(demand(maker('Job', {}, one)).memory).toBe(0);
    expect(demand({ kind: 'CronJob', spec: { jobTemplate: { spec: maker('', {}, one).spec } } }).memory).toBe(0);
  });
  test('counts what runs before the rest where that is more', () => {
    const pod = maker('Deployment', {}, container({ cpu: '500m' }));
    Object.assign(pod.spec.template.spec, { initContainers: [container({ cpu: 2 })] });
    expect(demand(pod).largest.cpu).toEqual({ name: 'Deployment default/a', amount: 2 });
  });
  test('takes the limit where nothing is asked for, and nothing for nonsense', () => {
    expect(demand(maker('Deployment', {}, { resources: { limits: { memory: 7 } } })).memory).toBe(7);
    expect(demand(maker('Deployment', {}, container({ memory: 'much' }), container({ memory: -3 }), {})).memory).toBe(
      0,
    );
  });
  test('counts volumes and what pods write', () => {
    const storage = (size: unknown) => ({ spec: { resources: { requests: { storage: size } } } });
    expect(demand({ kind: 'PersistentVolumeClaim', ...storage('1Ki') }, { kind: 'PersistentVolumeClaim' }).disk).toBe(
      1024,
    );
    expect(demand(maker('StatefulSet', { replicas: 3, volumeClaimTemplates: [storage('1k'), {}] })).disk).toBe(3000);
    expect(demand(maker('Deployment', { replicas: 2 }, container({ 'ephemeral-storage': 5 }))).disk).toBe(10);
  });
});

describe('the words', () => {
  test('of another part are cut after the first sentence', () => {
    expect(doctorText.said('"./.env" does not exist. Write it. Now.')).toEqual({
      cause: '"./.env" does not exist.',
      remedy: 'Write it. Now.',
    });
    expect(doctorText.said('"a.key" is no private key.')).toEqual({
      cause: '"a.key" is no private key.',
      remedy: 'Replace it.',
    });
  });
  test('name one port, few ports, and the first of many', () => {
    expect(doctorText.free([80])).toBe('host port 80 is free');
    expect(doctorText.free(Array.from({ length: 10 }, (_, index) => index + 1))).toBe(
      'host ports are free: 1, 2, 3, 4, 5, 6, 7, 8 and 2 more',
    );
    expect(doctorText.leftovers('a', [{ kind: 'network', name: 'k3d-a' }]).cause).toBe(
      'A creation of cluster "a" that failed left network k3d-a.',
    );
  });
});
