import { ApiObject, App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { parse } from 'yaml';
import {
  Credential,
  External,
  K3dClusterConfig,
  LocalRegistry,
  type LocalRegistryProps,
  PrivateRegistry,
  type PrivateRegistryProps,
  WebApp,
  Worker,
} from '../../lib';
import { errors, filesOf, said } from '../support/app';

const nginx = { image: 'nginx:1.27', port: 80 };
const handoffOf = (app: App, cluster = 'dev') => JSON.parse(filesOf(app)[`cluster/${cluster}.handoff.json`] ?? 'null');

describe('Credential', () => {
  test.each([
    [
      () => Credential.fromEnv('a b', 'P'),
      'Credential.fromEnv: user is no name of an environment variable. Write the name of the variable, for example "REGISTRY_USER", and never its value.',
    ],
    [
      () => Credential.fromEnv('U', 's3cret!'),
      'Credential.fromEnv: password is no name of an environment variable. Write the name of the variable, for example "REGISTRY_PASSWORD", and never its value.',
    ],
    [
      () => Credential.fromEnv('U', 5 as any),
      'Credential.fromEnv: password is no name of an environment variable. Write the name of the variable, for example "REGISTRY_PASSWORD", and never its value.',
    ],
    [
      () => Credential.fromDotEnv('.env', '', 'P'),
      'Credential.fromDotEnv: user is no name of an environment variable. Write the name of the variable, for example "REGISTRY_USER", and never its value.',
    ],
    [
      () => Credential.fromDotEnv('', 'U', 'P'),
      'Credential.fromDotEnv: the file is no path. Write the path of a file, for example ".env".',
    ],
    [
      () => Credential.fromDotEnv(1 as any, 'U', 'P'),
      'Credential.fromDotEnv: the file is no path. Write the path of a file, for example ".env".',
    ],
    [
      () => Credential.fromSecret(''),
      'Credential.fromSecret: the Secret has no name. Write its name, for example "registry-login".',
    ],
    [
      () => Credential.fromSecret(null as any),
      'Credential.fromSecret: the Secret has no name. Write its name, for example "registry-login".',
    ],
  ])('refuses what is no name, and does not repeat it: %s', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('LocalRegistry', () => {
  const made = (props?: LocalRegistryProps) => {
    const app = new App();
    const cluster = new K3dClusterConfig(app, 'dev');
    return { app, cluster, registry: new LocalRegistry(app, 'registry', props) };
  };

  test('knows the name for whoever pushes and the one for the nodes', () => {
    const { registry, cluster } = made();
    expect([registry.name, registry.hostPort, registry.pushServer, registry.server, registry.pullsThrough]).toEqual([
      'k3d-registry',
      5001,
      'localhost:5001',
      'k3d-registry:5000',
      false,
    ]);
    expect(registry.image('team/app', '1.0')).toBe('k3d-registry:5000/team/app:1.0');
    expect(registry.image('team/app:1.0')).toBe('k3d-registry:5000/team/app:1.0');
    expect(registry.pushName('team/app:1.0')).toBe('localhost:5001/team/app:1.0');
    expect(registry.pushName(registry.image('team/app', '1.0'))).toBe('localhost:5001/team/app:1.0');
    expect(cluster.toConfig().registries).toEqual({
      create: { name: 'k3d-registry', host: '127.0.0.1', hostPort: '5001' },
    });
  });

  test('is in the hand-off, and its images are sound', () => {
    const { app, registry } = made({
      name: 'images.localhost',
      hostPort: 5005,
      host: '10.0.0.1',
      volumes: ['/i:/var/lib/registry'],
      image: 'registry:2.8',
    });
    new WebApp(new Chart(app, 'shop'), 'web', { ...nginx, image: registry.image('app', '1'), registry });
    expect(said(app)).toEqual([]);
    expect(handoffOf(app).registry).toEqual({
      name: 'images.localhost',
      push: '10.0.0.1:5005',
      pull: 'images.localhost:5000',
    });
    expect(handoffOf(app).images.pulled).toEqual(['images.localhost:5000/app:1']);
    expect(handoffOf(app).secrets).toEqual([]);
  });

  test('pulls through: the mirror that makes images come through stands before the others', () => {
    const app = new App();
    const cluster = new K3dClusterConfig(app, 'dev', {
      registries: { mirrors: { 'docker.io': { endpoints: ['https://m.example.com'], rewrite: { a: 'b' } } } },
    });
    const registry = new LocalRegistry(app, 'hub', {
      pullThrough: {
        remoteUrl: 'https://registry-1.docker.io',
        credential: Credential.fromEnv('HUB_USER', 'HUB_PASSWORD'),
      },
    });
    const { create, config } = cluster.toConfig().registries;
    expect(create.proxy).toEqual({
      remoteURL: 'https://registry-1.docker.io',
      username: '${HUB_USER}',
      password: '${HUB_PASSWORD}',
    });
    expect(parse(config)).toEqual({
      mirrors: { 'docker.io': { endpoint: ['http://k3d-hub:5000', 'https://m.example.com'], rewrite: { a: 'b' } } },
    });
    expect(said(app, 'registry-proxy-unused', 'registry-create-ignored', 'property-invalid')).toEqual([]);
    expect(registry.pullsThrough).toBe(true);
    expect(() => registry.image('app', '1')).toThrow(
      'hub: image("app") names an image of a registry that nobody can push to: it fetches from another one. Write the name that the image has there.',
    );
    expect(() => registry.pushName('app:1')).toThrow('hub: pushName("app:1") names an image of a registry');
  });

  test('pulls through without a login, and the mirror may stand there already', () => {
    const app = new App();
    const cluster = new K3dClusterConfig(app, 'dev', {
      registries: { mirrors: { 'quay.io': { endpoints: ['http://k3d-quay:5000'] } } },
    });
    new LocalRegistry(app, 'quay', { pullThrough: { remoteUrl: 'https://quay.io/' } });
    expect(cluster.toConfig().registries).toMatchObject({ create: { proxy: { remoteURL: 'https://quay.io/' } } });
    expect(parse(cluster.toConfig().registries.config).mirrors['quay.io'].endpoint).toEqual(['http://k3d-quay:5000']);
  });

  test.each<[LocalRegistryProps, string]>([
    [
      { name: 'My_Registry' },
      'registry property-invalid: The registry is called "My_Registry", and no image name can begin so. Use lower-case letters, digits, "-" and "." alone, for example name: "k3d-registry".',
    ],
    [
      { pullThrough: { remoteUrl: 'registry-1.docker.io' } },
      'registry property-invalid: pullThrough.remoteUrl is "registry-1.docker.io", and no URL of a registry. Write "https://registry-1.docker.io".',
    ],
    [
      { pullThrough: { remoteUrl: 'https://' } },
      'registry property-invalid: pullThrough.remoteUrl is "https://", and no URL of a registry. Write "https://registry-1.docker.io".',
    ],
    [
      { pullThrough: { remoteUrl: 'https://me:s3cret@quay.io' } },
      'registry property-invalid: pullThrough.remoteUrl holds a login, which would stand in dist/. Write the address without it, and the login as credential.',
    ],
    [
      { pullThrough: { remoteUrl: 'me:s3cret@quay.io' } },
      'registry property-invalid: pullThrough.remoteUrl holds a login, which would stand in dist/. Write the address without it, and the login as credential.',
    ],
    [
      { image: 'me:s3cret@x.io/registry:2' },
      'registry property-invalid: image is "…@x.io/registry:2", which holds a login, and no name can. Write "x.io/registry:2".',
    ],
    [
      { pullThrough: { remoteUrl: 'https://quay.io', credential: Credential.fromSecret('login') } },
      `registry property-invalid: pullThrough.credential is Credential.fromSecret("login"), and neither nodes nor registries read Secrets. Write Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD').`,
    ],
    [
      { hostPort: 70_000 },
      'registry property-invalid: hostPort is 70000, and no port. Write a whole number from 1 to 65535, for example hostPort: 5001.',
    ],
    [
      { hostPort: 0 },
      'registry property-invalid: hostPort is 0, and no port. Write a whole number from 1 to 65535, for example hostPort: 5001.',
    ],
    [
      { hostPort: 5001.5 },
      'registry property-invalid: hostPort is 5001.5, and no port. Write a whole number from 1 to 65535, for example hostPort: 5001.',
    ],
    [
      { image: 'Registry:2' },
      'registry property-invalid: image is "Registry:2", which has capitals in its name. Write "registry:2".',
    ],
    [
      { host: 'nowhere' },
      'registry property-invalid: host is "nowhere", and no IPv4 address of this machine. Write host: "127.0.0.1".',
    ],
    [
      { host: '::1' },
      'registry property-invalid: host is "::1", and no IPv4 address of this machine. Write host: "127.0.0.1".',
    ],
    [
      { volumes: ['images:/var/lib/registry', 'nocolon'] },
      'registry property-invalid: volumes[1] is "nocolon", and no folder of the registry. Write "nocolon:/var/lib/registry".',
    ],
    [{ volumes: [7] as never }, 'registry property-invalid: volumes[0] is 7, and not a text. Write volumes[0]: "7".'],
    [
      { volumes: [''] },
      'registry property-invalid: volumes[0] is "", and no folder of the registry. Write "images:/var/lib/registry".',
    ],
    [
      { volumes: ['data:store'] },
      'registry property-invalid: volumes[0] is "data:store", and "store" is no absolute path. Write "data:/var/lib/registry".',
    ],
    [
      { volumes: ['./data:/var/lib/registry'] },
      'registry property-invalid: volumes[0] is "./data:/var/lib/registry", and docker takes "./data" for the name of a volume, which it cannot be. Write the whole path of the folder, for example "/home/me/images:/var/lib/registry".',
    ],
    [
      { volumes: ['-:/var/lib/registry'] },
      'registry property-invalid: volumes[0] is "-:/var/lib/registry", and docker takes "-" for the name of a volume, which it cannot be. Write "images:/var/lib/registry".',
    ],
    [
      { volumes: ['data:/a:ro:x'] },
      'registry property-invalid: volumes[0] is "data:/a:ro:x", with 3 colons where docker takes 2. Write "SOURCE:TARGET:OPTIONS".',
    ],
    [
      { hostPort: '5001' as any },
      'registry property-invalid: hostPort is "5001", and not a number. Write hostPort: 5001.',
    ],
  ])('says what cannot be: %j', (props, sentence) => {
    const lines = said(made(props).app, 'property-invalid');
    expect(lines).toEqual([`[error] ${sentence}`]);
  });

  test.each<LocalRegistryProps>([
    { host: 'localhost' },
    { host: 'images.localhost' },
    { host: '0.0.0.0' },
    { host: '${ADDRESS}' },
    { volumes: ['registry-cache:/var/lib/registry:ro', '/var/lib/registry'] },
    { volumes: ['${HOME}/images:/var/lib/registry', 'C:\\images:/var/lib/registry'] },
  ])('takes what docker takes: %j', (props) => {
    expect(said(made(props).app, 'property-invalid')).toEqual([]);
  });

  test('says the same of the one that a cluster describes itself', () => {
    const lines = errors((app) => {
      new K3dClusterConfig(app, 'dev', { registries: { create: { host: 'nowhere', volumes: ['nocolon'] } } });
    });
    expect(lines).toEqual([
      'dev property-invalid: registries.create.host is "nowhere", and no IPv4 address of this machine. Write registries.create.host: "127.0.0.1".',
      'dev property-invalid: registries.create.volumes[0] is "nocolon", and no folder of the registry. Write "nocolon:/var/lib/registry".',
    ]);
  });

  test('is made of another image where one says so', () => {
    expect(said(made({ image: 'registry:3' }).app, 'property-invalid')).toEqual([]);
  });

  test('has a name of its own that can be wrong too', () => {
    const lines = errors((app) => {
      new K3dClusterConfig(app, 'dev');
      new LocalRegistry(app, 'Reg');
    });
    expect(lines).toEqual([
      'Reg property-invalid: The registry is called "k3d-Reg", and no image name can begin so. Use lower-case letters, digits, "-" and "." alone, for example name: "k3d-registry".',
    ]);
  });

  test('wants a cluster, and one alone', () => {
    expect(errors((app) => new LocalRegistry(app, 'registry'))).toEqual([
      'registry property-invalid: Registry "k3d-registry" is made with a cluster, and none is described. Add a K3dClusterConfig to the app.',
    ]);
    const several = errors((app, chart) => {
      new K3dClusterConfig(app, 'one').deploy(chart);
      new K3dClusterConfig(app, 'two');
      new LocalRegistry(app, 'registry');
    });
    expect(several).toEqual([
      'registry property-invalid: Registry "k3d-registry" is made with one cluster, and the app describes 2. Make it below its cluster: new LocalRegistry(cluster, …).',
    ]);
  });

  test('belongs to the cluster below which it stands, or on which its chart runs', () => {
    const app = new App();
    const [one, two] = ['one', 'two'].map((name) => new K3dClusterConfig(app, name)) as [
      K3dClusterConfig,
      K3dClusterConfig,
    ];
    const chart = new Chart(app, 'shop');
    two.deploy(chart);
    new LocalRegistry(one, 'first');
    new LocalRegistry(chart, 'second', { hostPort: 5002 });
    expect([one, two].map((cluster) => cluster.toConfig().registries.create.name)).toEqual(['k3d-first', 'k3d-second']);
    expect(said(app, 'property-invalid')).toEqual([]);
  });

  test('is the only one of its cluster', () => {
    const lines = errors((app) => {
      new K3dClusterConfig(app, 'dev');
      new LocalRegistry(app, 'first');
      new LocalRegistry(app, 'second', { hostPort: 5002 });
    });
    expect(lines).toEqual([
      'second property-invalid: Registry "k3d-second" is a second one for cluster "dev", beside first: k3d makes one with a cluster. Leave one of the two out.',
    ]);
    const sentence =
      'first property-invalid: Registry "k3d-first" is a second one for cluster "dev", beside its registries.create: k3d makes one with a cluster. Leave one of the two out.';
    for (const props of [{ registries: { create: {} } }, { overrides: { registries: { create: { name: 'own' } } } }]) {
      const beside = errors((app) => {
        new K3dClusterConfig(app, 'dev', props);
        new LocalRegistry(app, 'first');
      });
      expect(beside).toEqual([sentence]);
    }
  });

  test('is named by what is said about its port', () => {
    const lines = errors((app) => {
      new K3dClusterConfig(app, 'dev', { kubeApi: { hostPort: 5001 } });
      new LocalRegistry(app, 'images');
    });
    expect(lines).toEqual([
      'dev host-port-taken-twice: Host port 5001 is asked for twice: by the Kubernetes API and by the registry. Give one of them another host port, for example 5002.',
    ]);
  });

  test('wants names of images', () => {
    const { registry } = made();
    expect(() => registry.image(undefined as any)).toThrow('registry: image: name is missing. Write name.');
    expect(() => registry.pushName(5 as any)).toThrow(
      'registry: pushName: image is 5, and not a text. Write image: "5".',
    );
  });
});

describe('PrivateRegistry', () => {
  const LOGIN = Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD');
  const FROM = { kind: 'environment', user: 'REGISTRY_USER', password: 'REGISTRY_PASSWORD' };
  const server = 'registry.example.com';
  const situation = (props: Partial<PrivateRegistryProps> = {}, namespace?: string) => {
    const app = new App();
    const cluster = new K3dClusterConfig(app, 'dev');
    const chart = new Chart(app, 'shop', { namespace });
    return { app, cluster, chart, login: new PrivateRegistry(chart, 'login', { server, credential: LOGIN, ...props }) };
  };

  test.each([
    ['r_x', undefined, 'Write "r-x" as secretName.'],
    ['login', 'Foo Bar/..', 'Write "foo-bar".'],
  ])('gives its Secret no name that Kubernetes refuses: %s, %s', (id, secretName, remedy) => {
    const said = errors((_, chart) => new PrivateRegistry(chart, id, { server, credential: LOGIN, secretName }));
    expect(said).toEqual([
      `shop/${id} property-invalid: The Secret with the login is called "${secretName ?? id}": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. ${remedy}`,
    ]);
  });

  test('hands its login to the pods that use it, by reference, in their namespace', () => {
    const { app, chart, login } = situation({}, 'shop');
    new WebApp(chart, 'web', { ...nginx, image: login.image('team/app', '1.0'), registry: login });
    new Worker(new Chart(app, 'jobs', { namespace: 'jobs' }), 'job', {
      image: login.image('team/job:2'),
      registry: login,
      pullSecrets: ['other', 'other'],
    });
    const files = filesOf(app);
    expect(files['shop.k8s.yaml']).toContain('imagePullSecrets:\n        - name: login\n');
    expect(files['jobs.k8s.yaml']).toContain('imagePullSecrets:\n        - name: other\n        - name: login\n');
    expect(handoffOf(app).secrets).toEqual([
      { kind: 'login', name: 'login', namespace: 'jobs', server, from: FROM },
      { kind: 'login', name: 'login', namespace: 'shop', server, from: FROM },
    ]);
    expect(said(app)).toEqual([
      '[error] jobs/job reference-missing: The pull of its images refers to Secret "other" in namespace "jobs", which nothing in the app makes, so images that want a login are not pulled. Make Secret "other" in namespace "jobs", or say External.secret(chart, "other") where it exists outside the app.',
    ]);
  });

  test('is no secret of the app where nobody pulls with it', () => {
    const { app } = situation();
    expect(handoffOf(app).secrets).toEqual([]);
  });

  test('counts where a raw object names its Secret, in its own namespace alone', () => {
    const { app, chart } = situation();
    new WebApp(chart, 'web', { ...nginx, pullSecrets: ['login'] });
    new WebApp(new Chart(app, 'far', { namespace: 'far' }), 'far', { ...nginx, pullSecrets: ['login'] });
    expect(handoffOf(app).secrets).toEqual([
      { kind: 'login', name: 'login', namespace: 'default', server, from: FROM },
    ]);
    expect(said(app)).toHaveLength(1);
  });

  test('is not made for pods whose account lives outside, and may bring its own', () => {
    const { app, chart } = situation();
    const spec = { containers: [{ name: 'app', image: 'nginx:1.27' }], serviceAccountName: 'robot' };
    new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec });
    expect(handoffOf(app).secrets).toEqual([]);
  });

  test('counts everywhere when it stands in no chart', () => {
    const app = new App();
    new K3dClusterConfig(app, 'dev');
    new PrivateRegistry(app, 'login', {
      server: 'docker.io',
      credential: Credential.fromDockerLogin(),
      secretName: 'hub',
    });
    new WebApp(new Chart(app, 'far', { namespace: 'far' }), 'far', { ...nginx, pullSecrets: ['hub'] });
    expect(handoffOf(app).secrets).toEqual([
      { kind: 'login', name: 'hub', namespace: 'far', server: 'https://index.docker.io/v1/', from: { kind: 'docker' } },
    ]);
    expect(said(app)).toEqual([]);
  });

  test('reads a file of variables, named from the folder that holds dist/', () => {
    const { app, chart, login } = situation({ credential: Credential.fromDotEnv('secrets/.env', 'U', 'P') });
    new WebApp(chart, 'web', { ...nginx, registry: login });
    expect(handoffOf(app).secrets[0].from).toEqual({ kind: 'dotenv', file: 'secrets/.env', user: 'U', password: 'P' });
  });

  test('takes a Secret that exists already: nothing is handed off', () => {
    const { app, chart, login } = situation({ credential: Credential.fromSecret('theirs') });
    new WebApp(chart, 'web', { ...nginx, image: login.image('team/app', '1.0'), registry: login });
    expect(login.pullSecret).toBe('theirs');
    expect(handoffOf(app).secrets).toEqual([]);
    expect(said(app)).toEqual([]);
  });

  test('takes a Secret of the app, which has to be where the pods are', () => {
    const { app, chart, login } = situation({ credential: Credential.fromSecret('theirs') });
    new WebApp(chart, 'web', { ...nginx, registry: login });
    const far = new Chart(app, 'far', { namespace: 'far' });
    new k8s.KubeSecret(far, 'secret', {
      metadata: { name: 'theirs' },
      type: 'kubernetes.io/dockerconfigjson',
      stringData: { '.dockerconfigjson': '{}' },
    });
    expect(said(app)).toEqual([
      '[error] shop/web pull-secret-wrong-namespace: Pull secret "theirs" stands in namespace "far", but the pods run in namespace "default" and see only the Secrets of their own. Make Secret "theirs" in namespace "default".',
    ]);
  });

  test('is missed by whoever pulls from it without a login', () => {
    const { app, chart, login } = situation();
    new WebApp(chart, 'web', { ...nginx, image: login.image('team/app', '1.0') });
    expect(said(app)).toEqual([
      '[error] shop/web image-login-missing: Image "registry.example.com/team/app:1.0" comes from "registry.example.com", which shop/login declares private, but its pods bring no login for it. Give the workload registry: <the PrivateRegistry shop/login>.',
    ]);
  });

  test('is missed by whoever takes a name from it, even where most images are public', () => {
    const { app, chart } = situation();
    const ghcr = new PrivateRegistry(chart, 'ghcr', { server: 'ghcr.io', credential: LOGIN });
    new WebApp(chart, 'web', { ...nginx, image: ghcr.image('ghcr.io/team/app', '1.0') });
    expect(said(app)).toEqual([
      '[warning] shop/web image-login-missing: Image "ghcr.io/team/app:1.0" comes from "ghcr.io", which shop/ghcr declares private, but its pods bring no login for it. Give the workload registry: <the PrivateRegistry shop/ghcr>.',
    ]);
  });

  test('is missed by whoever brings the login of another one', () => {
    const { app, chart, login } = situation();
    const other = new PrivateRegistry(chart, 'other', { server: 'other.example.com', credential: LOGIN });
    new WebApp(chart, 'web', { ...nginx, image: login.image('team/app', '1.0'), registry: other });
    expect(said(app)).toHaveLength(1);
    expect(said(app, 'image-login-missing')).toHaveLength(1);
  });

  test('wants no pull secret where the nodes log in', () => {
    const app = new App();
    new K3dClusterConfig(app, 'dev', { registries: { configs: { [server]: { credential: LOGIN } } } });
    const chart = new Chart(app, 'shop');
    const login = new PrivateRegistry(chart, 'login', { server });
    new WebApp(chart, 'web', { ...nginx, image: login.image('team/app', '1.0'), registry: login });
    expect(login.pullSecret).toBeUndefined();
    expect(said(app).filter((line) => !line.includes('[info]'))).toEqual([]);
    expect(handoffOf(app)).toMatchObject({
      secrets: [],
      environment: [{ name: 'REGISTRY_PASSWORD' }, { name: 'REGISTRY_USER' }],
    });
  });

  test('of which the server is a URL is complained about once, and not for each image', () => {
    const found = errors((_, chart) => {
      const login = new PrivateRegistry(chart, 'login', { server: 'https://registry.example.com/', credential: LOGIN });
      expect(login.image('team/a', '1.0')).toBe('registry.example.com/team/a:1.0');
      new WebApp(chart, 'web', { ...nginx, image: login.image('team/a', '1.0'), registry: login });
    });
    expect(found).toEqual([expect.stringMatching(/^shop\/login property-invalid: server is .*, and no host/)]);
  });

  test.each<[Partial<PrivateRegistryProps>, string]>([
    [
      { server: 'https://registry.example.com/v2/' },
      'server is "https://registry.example.com/v2/", and no host as image names begin with one: it holds more than letters, digits, "-", "." and a port. Write server: "registry.example.com".',
    ],
    [
      { server: 'https://me:s3cret@registry.example.com' },
      'server is "https://…@registry.example.com", and no host as image names begin with one: it holds more than letters, digits, "-", "." and a port. Write server: "registry.example.com".',
    ],
    [
      { server: 'me:s3/cret@registry.example.com' },
      'server is "…@registry.example.com", and no host as image names begin with one: it holds more than letters, digits, "-", "." and a port. Write server: "registry.example.com".',
    ],
    [
      { server: ' ' },
      'server is " ", and no host as image names begin with one: it holds more than letters, digits, "-", "." and a port. Write server: "registry.example.com".',
    ],
    [
      { credential: Credential.fromSecret('theirs'), secretName: 'mine' },
      'secretName is "mine", and the credential is Credential.fromSecret("theirs"). Leave secretName out.',
    ],
    [
      { credential: undefined, secretName: 'mine' },
      'secretName is "mine", and no credential says what would be in that Secret. Add credential, or leave secretName out.',
    ],
  ])('says what cannot be: %j', (props, sentence) => {
    expect(said(situation(props).app)).toEqual([`[error] shop/login property-invalid: ${sentence}`]);
  });

  test('takes the name of its Secret twice when both say the same', () => {
    expect(said(situation({ credential: Credential.fromSecret('theirs'), secretName: 'theirs' }).app)).toEqual([]);
  });

  test('shares its Secret with nobody who logs in elsewhere', () => {
    const { app, chart } = situation();
    new PrivateRegistry(chart, 'same', { server, credential: LOGIN, secretName: 'login' });
    new PrivateRegistry(new Chart(app, 'far', { namespace: 'far' }), 'login', {
      server: 'b.example.com',
      credential: LOGIN,
    });
    new PrivateRegistry(chart, 'other', { server: 'b.example.com', credential: LOGIN, secretName: 'login' });
    expect(said(app)).toEqual([
      '[error] shop/other property-invalid: Secret "login" would hold the login of "b.example.com" here, and the login of "registry.example.com" at shop/login. Give one of the two another secretName.',
    ]);
  });

  test('without a server cannot be', () => {
    expect(() => situation({ server: undefined })).toThrow(
      'shop/login: server is missing. Write server: "registry.example.com".',
    );
  });

  test('of one cluster is unknown on the other', () => {
    const app = new App();
    const [one, two] = ['one', 'two'].map((name) => new K3dClusterConfig(app, name)) as [
      K3dClusterConfig,
      K3dClusterConfig,
    ];
    const chart = new Chart(app, 'shop');
    const other = new Chart(app, 'other');
    one.deploy(chart);
    two.deploy(other);
    new PrivateRegistry(chart, 'login', { server, credential: LOGIN });
    new WebApp(other, 'web', { ...nginx, image: `${server}/app:1` });
    expect(said(app)).toEqual([]);
  });
});

test('a Secret that somebody else brings is taken for a login', () => {
  const app = new App();
  new K3dClusterConfig(app, 'dev');
  const chart = new Chart(app, 'shop');
  const login = new PrivateRegistry(chart, 'login', {
    server: 'r.example.com',
    credential: Credential.fromDockerLogin(),
  });
  External.secret(chart, 'by-hand');
  new WebApp(chart, 'web', { ...nginx, image: login.image('app', '1'), pullSecrets: ['by-hand'] });
  expect(said(app)).toEqual([]);
});
