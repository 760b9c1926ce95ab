import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Chart } from 'cdk8s';
import {
  Certificate,
  Credential,
  HostIngress,
  ImageSource,
  K3dApp,
  K3dClusterConfig,
  type K3dClusterConfigProps,
  LocalRegistry,
  LocalSecret,
  type LocalSecretProps,
  Mount,
  PrivateRegistry,
  SecretValue,
  WebApp,
  type WebAppProps,
} from '../../lib';
import { filesBelow } from '../support/files';

// Values that stand where a program reads its logins from. They have to stay there.
const PLANTED = ['planted-user-7f3a', 'planted-password-9c1e'] as const;

const folder = mkdtempSync(join(tmpdir(), 'planted-'));
const outdir = join(folder, 'dist');

beforeAll(() => {
  [process.env.PLANTED_USER, process.env.PLANTED_PASSWORD] = PLANTED;
  writeFileSync(join(folder, '.env'), `PLANTED_USER=${PLANTED[0]}\nPLANTED_PASSWORD="${PLANTED[1]}"\n`);
});

afterAll(() => {
  delete process.env.PLANTED_USER;
  delete process.env.PLANTED_PASSWORD;
  rmSync(folder, { recursive: true });
});

function build(credential: Credential): K3dApp {
  const app = new K3dApp({ outdir });
  new K3dClusterConfig(app, 'dev', { registries: { configs: { 'registry.example.com': { credential } } } });
  new LocalRegistry(app, 'hub', { pullThrough: { remoteUrl: 'https://registry-1.docker.io', credential } });
  const chart = new Chart(app, 'shop');
  const registry = new PrivateRegistry(chart, 'login', { server: 'registry.example.com', credential });
  const dotEnv = relative(process.cwd(), join(folder, '.env'));
  const values = new LocalSecret(chart, 'values', {
    values: {
      user: SecretValue.fromEnv('PLANTED_USER'),
      password: SecretValue.fromDotEnv(dotEnv, 'PLANTED_PASSWORD'),
      file: SecretValue.fromFile(dotEnv),
    },
  });
  const web = new WebApp(chart, 'web', {
    image: registry.image('team/app', '1.0'),
    registry,
    port: 80,
    envFrom: { PASSWORD: values.key('password') },
    mounts: [Mount.secret('/values', values.name)],
  });
  new HostIngress(chart, 'in', {
    host: 'shop.localhost',
    workload: web,
    httpsHostPort: 8443,
    tls: Certificate.fromMkcert(),
  });
  return app;
}

test.each([
  ['the environment', Credential.fromEnv('PLANTED_USER', 'PLANTED_PASSWORD')],
  ['a file', Credential.fromDotEnv(join(folder, '.env'), 'PLANTED_USER', 'PLANTED_PASSWORD')],
  ['docker', Credential.fromDockerLogin()],
])('no file of dist/ holds a login from %s', (_, credential) => {
  const printed: string[] = [];
  const spies = (['log', 'info', 'warn', 'error'] as const).map((method) =>
    jest.spyOn(console, method).mockImplementation((...words) => void printed.push(words.join(' '))),
  );
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(`${text}`) > 0);
  build(credential).synth();
  for (const spy of [...spies, write]) spy.mockRestore();
  const files = filesBelow(outdir);
  expect(files).toContain('cluster/dev.handoff.json');
  const written = files.map((file) => readFileSync(join(outdir, file), 'utf8'));
  for (const value of PLANTED) expect([...written, ...printed].filter((text) => text.includes(value))).toEqual([]);
});

test('no sentence about a mistake holds a login', () => {
  const [user, password] = PLANTED;
  const url = `https://${user}:${password}@registry.example.com/path`;
  const own = (props: Partial<WebAppProps>) => () => {
    const app = new K3dApp({ outdir });
    new K3dClusterConfig(app, 'dev');
    new WebApp(new Chart(app, 'shop'), 'web', { image: url, port: 80, ...props });
    app.synth();
  };
  const cluster = (props: unknown) => () => {
    const app = new K3dApp({ outdir });
    new K3dClusterConfig(app, 'dev', props as K3dClusterConfigProps);
    app.synth();
  };
  const login = { username: user, password };
  const secret = (values: unknown) => () => {
    const app = new K3dApp({ outdir });
    new LocalSecret(new Chart(app, 'shop'), 'values', { values } as LocalSecretProps);
    app.synth();
  };
  const local = () => new LocalRegistry(new K3dApp({ outdir }), 'images');
  const mistakes: (() => unknown)[] = [
    () => Credential.fromEnv(user, password),
    () => Credential.fromEnv('REGISTRY_USER', { password } as any),
    () => Credential.fromDotEnv('.env', 'U', password),
    () => build(login as any).synth(),
    () => build(`${user}:${password}` as any).synth(),
    () => {
      const app = new K3dApp({ outdir });
      new K3dClusterConfig(app, 'dev', { registries: { mirrors: { 'docker.io': { endpoints: [url] } } } });
      new LocalRegistry(app, 'hub', { pullThrough: { remoteUrl: url } });
      new PrivateRegistry(new Chart(app, 'shop'), 'login', { server: url });
      app.synth();
    },
    cluster({ helperImages: url }),
    cluster({ registries: { configs: { 'registry.example.com': password } } }),
    cluster({ registries: { configs: password } }),
    cluster({ registries: { configs: [login] } }),
    cluster({ registries: { configs: { 'registry.example.com': { credential: login } } } }),
    cluster({ registries: { create: { pullThrough: `${user}:${password}` } } }),
    cluster({ registries: { create: { pullThrough: { remoteUrl: url } } } }),
    own({}),
    own({ source: ImageSource.built({ context: folder }) }),
    own({ image: 'registry.example.com/app:1', registry: login as any }),
    own({ image: 'registry.example.com/app:1', registry: password as any }),
    () => new PrivateRegistry(new Chart(new K3dApp({ outdir }), 'shop'), 'login', { server: login as any }),
    () => ImageSource.built({ context: folder, registry: login as any }),
    () => local().pushName(login as any),
    () => local().image(login as any),
    secret(password),
    secret([password]),
    secret({ host: password }),
    secret({ host: { value: password }, port: [password], user: () => password }),
    secret({ host: PLANTED[0], [url]: SecretValue.fromEnv('A') }),
    () => SecretValue.fromEnv(password),
    () => SecretValue.fromDotEnv(password.repeat(2), password),
    () => SecretValue.fromFile(`/${password}`),
    () => SecretValue.fromFile(`${password}\n`),
    () => Certificate.fromFiles('tls.pem', `-----BEGIN PRIVATE KEY-----\n${password}`),
  ];
  for (const mistake of mistakes) {
    let message = 'nothing was thrown';
    try {
      mistake();
    } catch (error) {
      message = `${(error as Error).message} ${(error as Error).stack}`;
    }
    expect(message).not.toBe('nothing was thrown');
    expect(PLANTED.some((value) => message.includes(value)) ? `${mistake}: ${message}` : 'kept').toBe('kept');
  }
});
