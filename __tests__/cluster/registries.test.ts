import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  Credential,
  K3dClusterConfig,
  type K3dClusterConfigProps,
  LocalRegistry,
  Mirrors,
  type Registries,
  RegistriesYaml,
  type RegistriesYamlProps,
} from '../../lib';
import { errors, filesOf, said } from '../support/app';
import '../support/yaml-snapshots';

const LOGIN = Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD');

function cluster(props: K3dClusterConfigProps) {
  const app = new App();
  const dev = new K3dClusterConfig(app, 'dev', props);
  return { app, text: () => dev.toConfig().registries?.config as string | undefined };
}

const configOf = (registries: Registries) => cluster({ registries }).text();
const file = (registries: Registries) => `${filesOf(cluster({ registries }).app)['cluster/dev.k3d.yml']}`;
const handoffOf = (app: App) => JSON.parse(`${filesOf(app)['cluster/dev.handoff.json']}`);

/** What k3d makes of a text before it reads it: Go's os.Expand. */
const expand = (text: string, environment: Record<string, string>) =>
  text.replace(
    /\$(?:\{([^}]*)\}|([A-Za-z_]\w*)|([0-9*#$@!?-])|\{)/g,
    (_, braced, bare, special) => environment[braced ?? bare ?? special] ?? '',
  );

describe('The nodes', () => {
  test('log in by environment references, and trust what is said', () => {
    const registries: Registries = {
      mirrors: {
        'docker.io': { endpoints: ['https://one.example.com', 'https://two.example.com'] },
        '*': { endpoints: ['https://m.example.com'] },
      },
      configs: {
        'registry.example.com': { credential: LOGIN },
        'one.example.com:8443': {
          credential: LOGIN,
          tls: { caFile: '/etc/ca.pem', certFile: '/etc/cert.pem', keyFile: '/etc/key.pem', insecureSkipVerify: true },
        },
        'two.example.com': { tls: { caFile: '/etc/ca.pem', insecureSkipVerify: false } },
        'empty.example.com': {},
        'empty.example.org': { tls: {} },
      },
    };
    expect(configOf(registries)).toMatchInlineSnapshot(`
     mirrors:
       docker.io:
         endpoint:
           - https://one.example.com
           - https://two.example.com
       "*":
         endpoint:
           - https://m.example.com
     configs:
       registry.example.com:
         auth:
           username: '\${REGISTRY_USER}'
           password: '\${REGISTRY_PASSWORD}'
       one.example.com:8443:
         auth:
           username: '\${REGISTRY_USER}'
           password: '\${REGISTRY_PASSWORD}'
         tls:
           ca_file: /etc/ca.pem
           cert_file: /etc/cert.pem
           key_file: /etc/key.pem
           insecure_skip_verify: true
       two.example.com:
         tls:
           ca_file: /etc/ca.pem

    `);
    expect(configOf({ configs: { 'empty.example.com': {} } })).toBeUndefined();
  });

  test('keep the order of the endpoints', () => {
    const endpoints = ['https://b', 'https://a', 'https://c'];
    expect(parse(`${configOf({ mirrors: { 'docker.io': { endpoints } } })}`).mirrors['docker.io'].endpoint).toEqual(
      endpoints,
    );
  });

  test('get logins from a file of variables, or from docker, under names that are set for k3d', () => {
    const { app } = cluster({
      registries: {
        configs: {
          'registry.example.com': { credential: Credential.fromDotEnv('secrets/.env', 'U', 'P') },
          'registry-example.com': { credential: Credential.fromDotEnv('secrets/.env', 'V', 'P') },
          'docker.io': { credential: Credential.fromDockerLogin() },
        },
        create: {
          pullThrough: { remoteUrl: 'https://registry-1.docker.io', credential: Credential.fromDockerLogin() },
        },
      },
    });
    const text = filesOf(app)['cluster/dev.k3d.yml'];
    expect(text).toMatchInlineSnapshot(`
     ---
     # k3d cluster create --config dev.k3d.yml
     # before: set CDK8S_K3D_REGISTRY_EXAMPLE_COM_USER to U of secrets/.env
     # before: set CDK8S_K3D_REGISTRY_EXAMPLE_COM_PASSWORD to P of secrets/.env
     # before: set CDK8S_K3D_REGISTRY_EXAMPLE_COM_USER_2 to V of secrets/.env
     # before: set CDK8S_K3D_DOCKER_IO_USER to the user of docker's login to https://index.docker.io/v1/
     # before: set CDK8S_K3D_DOCKER_IO_PASSWORD to the password of docker's login to https://index.docker.io/v1/
     # before: set CDK8S_K3D_REGISTRY_1_DOCKER_IO_USER to the user of docker's login to https://index.docker.io/v1/
     # before: set CDK8S_K3D_REGISTRY_1_DOCKER_IO_PASSWORD to the password of docker's login to https://index.docker.io/v1/
     apiVersion: k3d.io/v1alpha5
     kind: Simple
     metadata:
       name: dev
     servers: 1
     agents: 0
     kubeAPI:
       hostIP: 127.0.0.1
     options:
       k3d:
         timeout: 5m0s
       kubeconfig:
         switchCurrentContext: false
     registries:
       create:
         name: k3d-dev-registry
         proxy:
           remoteURL: https://registry-1.docker.io
           username: '\${CDK8S_K3D_REGISTRY_1_DOCKER_IO_USER}'
           password: '\${CDK8S_K3D_REGISTRY_1_DOCKER_IO_PASSWORD}'
       config: |
         mirrors:
           docker.io:
             endpoint:
               - http://k3d-dev-registry:5000
         configs:
           registry.example.com:
             auth:
               username: '\${CDK8S_K3D_REGISTRY_EXAMPLE_COM_USER}'
               password: '\${CDK8S_K3D_REGISTRY_EXAMPLE_COM_PASSWORD}'
           registry-example.com:
             auth:
               username: '\${CDK8S_K3D_REGISTRY_EXAMPLE_COM_USER_2}'
               password: '\${CDK8S_K3D_REGISTRY_EXAMPLE_COM_PASSWORD}'
           docker.io:
             auth:
               username: '\${CDK8S_K3D_DOCKER_IO_USER}'
               password: '\${CDK8S_K3D_DOCKER_IO_PASSWORD}'

    `);
    expect(handoffOf(app).environment).toEqual([
      { name: 'CDK8S_K3D_DOCKER_IO_PASSWORD', from: { docker: 'https://index.docker.io/v1/', part: 'password' } },
      { name: 'CDK8S_K3D_DOCKER_IO_USER', from: { docker: 'https://index.docker.io/v1/', part: 'user' } },
      {
        name: 'CDK8S_K3D_REGISTRY_1_DOCKER_IO_PASSWORD',
        from: { docker: 'https://index.docker.io/v1/', part: 'password' },
      },
      { name: 'CDK8S_K3D_REGISTRY_1_DOCKER_IO_USER', from: { docker: 'https://index.docker.io/v1/', part: 'user' } },
      { name: 'CDK8S_K3D_REGISTRY_EXAMPLE_COM_PASSWORD', from: { file: 'secrets/.env', name: 'P' } },
      { name: 'CDK8S_K3D_REGISTRY_EXAMPLE_COM_USER', from: { file: 'secrets/.env', name: 'U' } },
      { name: 'CDK8S_K3D_REGISTRY_EXAMPLE_COM_USER_2', from: { file: 'secrets/.env', name: 'V' } },
    ]);
    expect(said(app, 'config-dollar-expanded')).toEqual([]);
  });

  test('get a rewrite as it is meant, after k3d has expanded it', () => {
    const registries: Registries = {
      mirrors: {
        'docker.io': {
          endpoints: ['https://harbor.example.com'],
          rewrite: { '^(.*)$': 'proxy/$1', '^(?P<name>a|b)$x': '${name}-$name-$$' },
        },
      },
    };
    const { app } = cluster({ registries });
    expect(file(registries)).toMatchInlineSnapshot(`
     ---
     # k3d cluster create --config dev.k3d.yml
     # before: set CDK8S_K3D_DOLLAR to a dollar sign, which k3d takes in no other way
     apiVersion: k3d.io/v1alpha5
     kind: Simple
     metadata:
       name: dev
     servers: 1
     agents: 0
     kubeAPI:
       hostIP: 127.0.0.1
     options:
       k3d:
         timeout: 5m0s
       kubeconfig:
         switchCurrentContext: false
     registries:
       config: |
         mirrors:
           docker.io:
             endpoint:
               - https://harbor.example.com
             rewrite:
               ^(.*)$: 'proxy/\${CDK8S_K3D_DOLLAR}1'
               '^(?P<name>a|b)\${CDK8S_K3D_DOLLAR}x': '\${CDK8S_K3D_DOLLAR}{name}-\${CDK8S_K3D_DOLLAR}name-\${CDK8S_K3D_DOLLAR}$'

    `);
    const read = parse(parse(expand(file(registries), { CDK8S_K3D_DOLLAR: '$' })).registries.config);
    expect(read.mirrors['docker.io'].rewrite).toEqual(registries.mirrors?.['docker.io']?.rewrite);
    expect(handoffOf(app).environment).toEqual([{ name: 'CDK8S_K3D_DOLLAR', value: '$' }]);
    expect(said(app)).toEqual([]);
  });

  test('get any rewrite as it is meant', () => {
    const text = fc.string({
      unit: fc.constantFrom('$', '{', '}', '1', 'a', '_', '(', ')', ' ', '"', "'", '-', '^', ':'),
    });
    fc.assert(
      fc.property(fc.dictionary(text, text, { minKeys: 1 }), (rewrite) => {
        const written = file({ mirrors: { 'docker.io': { endpoints: ['https://m.example.com'], rewrite } } });
        const read = parse(parse(expand(written, { CDK8S_K3D_DOLLAR: '$' })).registries.config);
        expect(read.mirrors['docker.io'].rewrite).toEqual(rewrite);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('get any login as it is, with every sign but the quote and the line break', () => {
    const value = fc.string({
      unit: fc.constantFrom('"', '#', ':', ' ', '\\', '&', '*', '!', '%', '1', 'a', '$', '{', '-'),
    });
    fc.assert(
      fc.property(value, (password) => {
        const registries = { configs: { 'r.example.com': { credential: LOGIN } } };
        const text = expand(file(registries), { REGISTRY_USER: 'me', REGISTRY_PASSWORD: password });
        expect(parse(parse(text).registries.config).configs['r.example.com'].auth).toEqual({
          username: 'me',
          password,
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('cannot expand other dollars: each is an error', () => {
    const lines = errors((app) => {
      new K3dClusterConfig(app, 'dev', { registries: { mirrors: { 'docker.io': { endpoints: ['https://m/$1'] } } } });
    });
    expect(lines).toEqual([
      expect.stringContaining('dev config-dollar-expanded: k3d expands "$1" before it reads the file'),
    ]);
  });

  test('have presets of mirrors', () => {
    expect(Object.keys(parse(`${configOf({ mirrors: Mirrors.daocloud() })}`).mirrors)).toHaveLength(6);
  });

  test.each<[string, K3dClusterConfigProps, string]>([
    [
      'a Secret',
      { registries: { configs: { 'r.example.com': { credential: Credential.fromSecret('login') } } } },
      `registries.configs["r.example.com"].credential is Credential.fromSecret("login"), and neither nodes nor registries read Secrets. Write Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD').`,
    ],
    [
      'a Secret for a registry',
      {
        registries: {
          create: { pullThrough: { remoteUrl: 'https://r.example.com', credential: Credential.fromSecret('login') } },
        },
      },
      `registries.create.pullThrough.credential is Credential.fromSecret("login"), and neither nodes nor registries read Secrets. Write Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD').`,
    ],
    [
      'a login in a URL',
      { registries: { mirrors: { 'docker.io': { endpoints: ['https://me:s3cret@r.example.com'] } } } },
      'registries.mirrors["docker.io"].endpoints[0] holds a login, which would stand in dist/. Write the address without it, and the login as credential.',
    ],
    [
      'a login before an endpoint without a scheme',
      { registries: { mirrors: { 'docker.io': { endpoints: ['me:s3cret@r.example.com'] } } } },
      'registries.mirrors["docker.io"].endpoints[0] holds a login, which would stand in dist/. Write the address without it, and the login as credential.',
    ],
    [
      'a login with a slash in its password',
      { registries: { mirrors: { 'docker.io': { endpoints: ['https://me:s3/cret@r.example.com'] } } } },
      'registries.mirrors["docker.io"].endpoints[0] holds a login, which would stand in dist/. Write the address without it, and the login as credential.',
    ],
    [
      'settings for a host with a login',
      { registries: { configs: { 'me:s3cret@r.example.com': { tls: { insecureSkipVerify: true } } } } },
      'registries.configs["…@r.example.com"] holds a login, which would stand in dist/. Write the address without it, and the login as credential.',
    ],
    [
      'an image of a registry with a login',
      { registries: { create: { image: 'me:s3cret@x.io/registry:2' } } },
      'registries.create.image is "…@x.io/registry:2", which holds a login, and no name can. Write "x.io/registry:2".',
    ],
    [
      'an image of a registry that nobody can have',
      { registries: { create: { image: 'Registry Two:2' } } },
      'registries.create.image is "Registry Two:2", which holds white space. Write "RegistryTwo:2".',
    ],
    [
      'a mirror of a host with a login',
      { registries: { mirrors: { 'me:s3cret@r.example.com': { endpoints: ['https://m.example.com'] } } } },
      'registries.mirrors["…@r.example.com"] holds a login, which would stand in dist/. Write the address without it, and the login as credential.',
    ],
    [
      'a certificate of this machine',
      { registries: { configs: { 'r.example.com': { tls: { caFile: 'ca.pem' } } } } },
      'registries.configs["r.example.com"].tls.caFile is "ca.pem", and no absolute path: the node reads it, not this machine. Write the path that the file has in the node, for example "/etc/registry/caFile.pem".',
    ],
    [
      'a certificate without its key',
      { registries: { configs: { 'r.example.com': { tls: { certFile: '/etc/cert.pem' } } } } },
      'registries.configs["r.example.com"].tls.certFile stands there without keyFile. Add keyFile, or leave certFile out.',
    ],
    [
      'a key without its certificate',
      { registries: { configs: { 'r.example.com': { tls: { keyFile: '/etc/key.pem' } } } } },
      'registries.configs["r.example.com"].tls.keyFile stands there without certFile. Add certFile, or leave keyFile out.',
    ],
    [
      'a URL of helper images',
      { helperImages: 'https://ghcr.example.com' },
      'helperImages is "https://ghcr.example.com", and no image name can begin so. Write the host alone, for example "ghcr.example.com".',
    ],
    [
      'a login that nobody made',
      { registries: { configs: { 'r.example.com': { credential: { user: 'me', password: 's3cret' } as any } } } },
      'registries.configs["r.example.com"].credential is not made by Credential. Write registries.configs["r.example.com"].credential: Credential.fromEnv(\'REGISTRY_USER\', \'REGISTRY_PASSWORD\').',
    ],
  ])('do not take %s', (_, props, sentence) => {
    const lines = said(cluster(props).app, 'property-invalid');
    expect(lines).toEqual([`[error] dev property-invalid: ${sentence}`]);
  });
});

describe('A registry in the words of the cluster', () => {
  test('has a name, because k3d takes a block without one for none', () => {
    const { app } = cluster({ registries: { create: {} } });
    expect(filesOf(app)['cluster/dev.k3d.yml']).toContain('create:\n    name: k3d-dev-registry\n');
    expect(said(app)).toEqual([]);
    expect(handoffOf(app).registry).toBeUndefined();
  });

  test.each([
    [{}, { name: 'k3d-dev-registry', push: 'localhost:5005', pull: 'k3d-dev-registry:5000' }],
    [
      { name: 'r', host: '0.0.0.0' },
      { name: 'r', push: 'localhost:5005', pull: 'r:5000' },
    ],
    [
      { name: 'r', host: '10.0.0.1', enforcePortMatch: true },
      { name: 'r', push: '10.0.0.1:5005', pull: 'r:5005' },
    ],
  ])('with %j is handed off as %j', (create, registry) => {
    expect(handoffOf(cluster({ registries: { create: { ...create, hostPort: 5005 } } }).app).registry).toEqual(
      registry,
    );
  });

  test.each([
    [{}, 'http://k3d-dev-registry:5000'],
    [{ enforcePortMatch: true, name: 'r' }, 'http://r:5000'],
    [{ enforcePortMatch: true, name: 'r', hostPort: 5005 }, 'http://r:5005'],
  ])('that pulls through, with %j, is reached by the nodes at %s', (create, endpoint) => {
    const text = configOf({ create: { ...create, pullThrough: { remoteUrl: 'https://quay.io' } } });
    expect(parse(`${text}`).mirrors).toEqual({ 'quay.io': { endpoint: [endpoint] } });
  });
});

describe('An adopted file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adopted-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const adopted = (more: string, make = (app: App) => new LocalRegistry(app, 'images') as unknown) => {
    const path = join(folder, 'cluster.yaml');
    writeFileSync(path, `apiVersion: k3d.io/v1alpha5\nkind: Simple\n${more}`);
    const app = new App();
    const dev = K3dClusterConfig.fromFile(app, 'dev', path);
    make(app);
    return { app, config: dev.toConfig() };
  };
  const create = { name: 'k3d-images', host: '127.0.0.1', hostPort: '5001' };

  test('gets a registry too', () => {
    expect(adopted('').config.registries).toEqual({ create });
    expect(adopted('registries: { use: [other] }').config.registries).toEqual({ use: ['other'], create });
    expect(adopted('', () => undefined).config.registries).toBeUndefined();
  });

  test('may have one already', () => {
    const { app, config } = adopted('registries: { create: { name: own } }');
    expect(config.registries).toEqual({ create: { name: 'own' } });
    expect(said(app, 'property-invalid')).toEqual([
      '[error] images property-invalid: Registry "k3d-images" is a second one for cluster "dev", beside its registries.create: k3d makes one with a cluster. Leave one of the two out.',
    ]);
  });

  test('keeps its own mirrors, and hears what they lack', () => {
    const { app } = adopted(
      'registries:\n  config: |\n    mirrors: {}\n    configs: {}\n',
      (root) => new LocalRegistry(root, 'hub', { pullThrough: { remoteUrl: 'https://quay.io' } }),
    );
    expect(said(app, 'registry-proxy-unused')).toEqual([
      '[warning] dev registry-proxy-unused: Registry "k3d-hub" fetches from "https://quay.io", but no mirror leads to it, so the nodes go on pulling from the source. Add a mirror for "quay.io" with endpoint "http://k3d-hub:5000" to registries.config.',
    ]);
  });
});

test('helper images come from another host', () => {
  const { app } = cluster({ helperImages: 'ghcr.nju.edu.cn' });
  expect(handoffOf(app).k3d.helperImages).toEqual({
    loadBalancer: 'ghcr.nju.edu.cn/k3d-io/k3d-proxy',
    tools: 'ghcr.nju.edu.cn/k3d-io/k3d-tools',
  });
  expect(said(app)).toEqual([]);
});

describe('registries.yaml for machines', () => {
  test('keeps its dollars, and says which references are left to fill', () => {
    const text = RegistriesYaml.text({
      mirrors: { 'docker.io': { endpoints: ['https://h.example.com'], rewrite: { '^(.*)$': 'proxy/$1' } } },
      configs: {
        'h.example.com': { credential: LOGIN },
        'r.example.com': { credential: LOGIN, tls: { caFile: '/etc/ca.pem' } },
        't.example.com': { tls: { insecureSkipVerify: true } },
      },
    });
    expect(text).toMatchInlineSnapshot(`
     # envsubst '\${REGISTRY_USER} \${REGISTRY_PASSWORD}' puts the logins in
     mirrors:
       docker.io:
         endpoint:
           - https://h.example.com
         rewrite:
           ^(.*)$: proxy/$1
     configs:
       h.example.com:
         auth:
           username: '\${REGISTRY_USER}'
           password: '\${REGISTRY_PASSWORD}'
       r.example.com:
         auth:
           username: '\${REGISTRY_USER}'
           password: '\${REGISTRY_PASSWORD}'
         tls:
           ca_file: /etc/ca.pem
       t.example.com:
         tls:
           insecure_skip_verify: true

    `);
  });

  test('may say nothing', () => {
    expect([RegistriesYaml.text({}), RegistriesYaml.text(undefined as any)]).toEqual(['', '']);
    expect(RegistriesYaml.text({ mirrors: { '*': { endpoints: [] } } })).toBe('mirrors:\n  "*":\n    endpoint: []\n');
  });

  test.each<[RegistriesYamlProps, string]>([
    [{ mirrors: 5 as any }, 'RegistriesYaml.text: mirrors is 5, and not an object. Write mirrors: { … }.'],
    [
      { mirrors: { r: { endpoints: ['me:s3cret@r.example.com'] } } },
      'RegistriesYaml.text: mirrors.r.endpoints[0] holds a login, which would stand in dist/. Write the address without it, and the login as credential.',
    ],
    [
      { configs: { r: { credential: Credential.fromSecret('s') } } },
      `RegistriesYaml.text: configs.r.credential is Credential.fromSecret("s"), and neither nodes nor registries read Secrets. Write Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD').`,
    ],
    [
      { configs: { r: { tls: { keyFile: '/etc/key.pem' } } } },
      'RegistriesYaml.text: configs.r.tls.keyFile stands there without certFile. Add certFile, or leave keyFile out.',
    ],
  ])('refuses %j', (props, sentence) => {
    expect(() => RegistriesYaml.text(props)).toThrow(new Error(sentence));
  });
});

test('a host may be called as what every object has', () => {
  expect(parse(`${configOf({ create: { pullThrough: { remoteUrl: 'https://constructor' } } })}`)).toEqual({
    mirrors: { constructor: { endpoint: ['http://k3d-dev-registry:5000'] } },
  });
});
