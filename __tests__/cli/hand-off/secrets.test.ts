import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { DistCluster } from '../../../lib/cli/hand-off/dist';
import { strangeCertificates } from '../../../lib/cli/hand-off/doctor/certificates';
import { dockerLogin } from '../../../lib/cli/hand-off/secrets/docker-login';
import { dotEnv } from '../../../lib/cli/hand-off/secrets/dot-env';
import { clusterEnvironment, quotedIn, secretObjects } from '../../../lib/cli/hand-off/secrets/make';
import type { Call, Ran, Tools, Unstarted } from '../../../lib/cli/tools';
import type { LoginSource, TlsSource, ValueSource } from '../../../lib/routes/needs';
import type { KubeObject } from '../../../lib/routes/world';
import type { Handoff } from '../../../lib/synth/handoff-shape';
import { world } from '../world';
import { ABSENT, ended, stopped } from '../../support/ran';

const PLANTED = 'pl4nted-S3cret';
const basic = (user: string, password: string) => Buffer.from(`${user}:${password}`).toString('base64');
const pem = (name: string) => readFileSync(join(__dirname, '../../fixtures/certificates', name), 'utf8');

interface Scene {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly environment?: Tools['environment'];
  readonly start?: (line: string, call: Call) => Ran | Unstarted;
}

function at({ files = {}, environment = {}, start = () => ABSENT }: Scene = {}) {
  const typed: string[] = [];
  const said: string[] = [];
  const { tools, folder } = world(files, {
    environment,
    start: async (program, args, call = {}) => {
      const line = [program, ...args].join(' ');
      typed.push(`${line}${call.input === undefined ? '' : ` < ${call.input}`}`);
      return start(line, call);
    },
    terminal: { warn: (text: string) => void said.push(text) } as Tools['terminal'],
  });
  return { tools, folder, typed, said };
}

const login = (from: LoginSource, server = 'registry.example.com', name = 'login') => ({
  secrets: [{ kind: 'login' as const, name, namespace: 'default', server, from }],
});
const tls = (from: TlsSource, hosts: readonly string[] = ['localhost.k3d.ingress']) => ({
  secrets: [{ kind: 'tls' as const, name: 'web-tls', namespace: 'shop', hosts, from }],
});
const FROM_ENV: LoginSource = { kind: 'environment', user: 'REGISTRY_USER', password: 'REGISTRY_PASSWORD' };
const DOCKER: LoginSource = { kind: 'docker' };

const failure = async (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: Error) => error.message,
  );

/** The login in a Secret. */
async function made(scene: Scene, from: LoginSource, server?: string): Promise<unknown> {
  const [secret] = await secretObjects(at(scene).tools, login(from, server), '');
  return JSON.parse(Buffer.from(secret?.data['.dockerconfigjson'], 'base64').toString('utf8')).auths;
}

describe('a pull secret', () => {
  test('is made of two variables of the environment', async () => {
    const { tools, typed } = at({ environment: { REGISTRY_USER: 'ann', REGISTRY_PASSWORD: PLANTED } });
    const auth = basic('ann', PLANTED);
    expect(await secretObjects(tools, login(FROM_ENV), '')).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'login', namespace: 'default' },
        type: 'kubernetes.io/dockerconfigjson',
        data: {
          '.dockerconfigjson': Buffer.from(
            JSON.stringify({ auths: { 'registry.example.com': { username: 'ann', password: PLANTED, auth } } }),
          ).toString('base64'),
        },
      },
    ]);
    expect(typed).toEqual([]);
  });

  test('is made of two variables in a file, told from the folder that holds dist/', async () => {
    const { tools, folder } = at({ files: { 'app/.env': `USER_=ann\nPASS='${PLANTED}'\n` } });
    const from: LoginSource = { kind: 'dotenv', file: '.env', user: 'USER_', password: 'PASS' };
    const [secret] = await secretObjects(tools, login(from), join(folder, 'app'));
    expect(Buffer.from(secret?.data['.dockerconfigjson'], 'base64').toString('utf8')).toContain(PLANTED);
  });

  test('is made of what docker has stored in its file', async () => {
    const config = { auths: { 'https://registry.example.com/v1/': { auth: basic('ann', PLANTED) } } };
    const files = { 'home/.docker/config.json': JSON.stringify(config) };
    expect(await made({ files, environment: { HOME: 'home' } }, DOCKER)).toEqual({
      'registry.example.com': { username: 'ann', password: PLANTED, auth: basic('ann', PLANTED) },
    });
  });

  test('finds docker where DOCKER_CONFIG says, and on Windows', async () => {
    const text = JSON.stringify({ auths: { 'registry.example.com': { username: 'ann', password: PLANTED } } });
    const scenes: Scene[] = [
      { files: { 'conf/config.json': text }, environment: { DOCKER_CONFIG: 'conf', HOME: 'nowhere' } },
      { files: { 'profile/.docker/config.json': text }, environment: { USERPROFILE: 'profile' } },
    ];
    for (const scene of scenes) expect(await made(scene, DOCKER)).toHaveProperty(['registry.example.com', 'username']);
  });

  test('finds Docker Hub under each of its names', async () => {
    for (const key of ['https://index.docker.io/v1/', 'docker.io', 'index.docker.io']) {
      const files = { 'conf/config.json': JSON.stringify({ auths: { [key]: { auth: basic('ann', PLANTED) } } }) };
      const scene = { files, environment: { DOCKER_CONFIG: 'conf' } };
      const server = 'https://index.docker.io/v1/';
      expect(Object.keys((await made(scene, DOCKER, server)) as object)).toEqual([server]);
    }
  });
});

describe('a login that a helper keeps', () => {
  const asked = (config: object, start: Scene['start'], server = 'registry.example.com') => {
    const scene = at({
      files: { 'conf/config.json': JSON.stringify(config) },
      environment: { DOCKER_CONFIG: 'conf' },
      ...(start && { start }),
    });
    return { ...scene, found: dockerLogin(scene.tools, server) };
  };
  const knows =
    (key: string) =>
    (_: string, { input }: Call) =>
      input === key
        ? ended(0, { stdout: JSON.stringify({ ServerURL: key, Username: 'ann', Secret: PLANTED }) })
        : ended(1, { stdout: 'credentials not found in native keychain' });

  test('is asked for over standard input, under the name of the file first', async () => {
    const config = { credsStore: 'desktop', auths: { 'https://registry.example.com': {} } };
    const one = asked(config, knows('https://registry.example.com'));
    expect(await one.found).toEqual({ value: { user: 'ann', password: PLANTED } });
    expect(one.typed).toEqual(['docker-credential-desktop get < https://registry.example.com']);
  });

  test('is asked for under the host and its URL where the file knows no name', async () => {
    const one = asked({ credsStore: 'pass' }, knows('https://registry.example.com'));
    expect(await one.found).toEqual({ value: { user: 'ann', password: PLANTED } });
    expect(one.typed).toEqual([
      'docker-credential-pass get < registry.example.com',
      'docker-credential-pass get < https://registry.example.com',
    ]);
  });

  test('comes from the helper of its server before that of all', async () => {
    const config = { credsStore: 'desktop', credHelpers: { 'registry.example.com': 'ecr-login' } };
    const one = asked(config, knows('registry.example.com'));
    expect(await one.found).toEqual({ value: { user: 'ann', password: PLANTED } });
    expect(one.typed).toEqual(['docker-credential-ecr-login get < registry.example.com']);
  });

  test('may stand in the file all the same', async () => {
    const config = { credsStore: 'pass', auths: { 'registry.example.com': { auth: basic('ann', PLANTED) } } };
    expect(await asked(config, () => ended(1)).found).toEqual({ value: { user: 'ann', password: PLANTED } });
  });

  test.each([
    [ABSENT, 'is not installed'],
    [{ kind: 'unstarted' as const, reason: 'EACCES' }, 'could not be started: EACCES'],
    [stopped(true, { stderr: `open ${PLANTED}: ENOENT` }), 'does not answer'],
  ])('that does not work is named: %j', async (ran, words) => {
    expect(await asked({ credsStore: 'pass' }, () => ran).found).toEqual({
      missing: `Docker keeps its login to registry.example.com with "docker-credential-pass", which ${words}. Repair it in "conf/config.json".`,
    });
  });

  test('is not asked for of a path', async () => {
    const one = asked({ credsStore: '../evil' }, undefined);
    expect(await one.found).toEqual({
      missing:
        'Docker keeps its login to registry.example.com with "docker-credential-../evil", which is no name of a program. Repair it in "conf/config.json".',
    });
    expect(one.typed).toEqual([]);
  });

  test.each([{ identitytoken: PLANTED, auth: basic('00000000', '') }, { auth: basic('<token>', PLANTED) }])(
    'that is a token of an identity is of no use to nodes',
    async (entry) => {
      expect(await asked({ auths: { 'registry.example.com': entry } }, undefined).found).toEqual({
        missing:
          "Docker's login to registry.example.com is an identity token, and nodes take none. Name a user and a password: Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD').",
      });
    },
  );

  test('that is no login is none', async () => {
    for (const entry of [{}, { auth: '?' }, { auth: basic('', PLANTED) }, { username: 'ann' }, null, 1]) {
      expect(await asked({ auths: { 'registry.example.com': entry } }, undefined).found).toEqual({
        missing: 'Docker has no login to registry.example.com. Run "docker login registry.example.com".',
      });
    }
    expect(await asked({ auths: [] }, undefined, 'https://index.docker.io/v1/').found).toEqual({
      missing: 'Docker has no login to docker.io. Run "docker login".',
    });
  });

  test('in a file that nobody can read says so', async () => {
    const scene = at({ files: { 'conf/config.json': '{' }, environment: { DOCKER_CONFIG: 'conf' } });
    expect(await dockerLogin(scene.tools, 'registry.example.com')).toEqual({
      missing: '"conf/config.json" is no JSON. Run "docker login registry.example.com" again.',
    });
    expect(await dockerLogin(at({ environment: {} }).tools, 'registry.example.com')).toEqual({
      missing: 'Docker has no login to registry.example.com. Run "docker login registry.example.com".',
    });
  });
});

describe('what is missing', () => {
  test('is named at once, each once, and no value with it', async () => {
    const dotenv: LoginSource = { kind: 'dotenv', file: '.env', user: 'A', password: 'B' };
    const { tools } = at({ files: { '.env': `B=${PLANTED}\n` }, environment: { REGISTRY_PASSWORD: PLANTED } });
    const { secrets: one } = login(FROM_ENV);
    const { secrets: two } = login(FROM_ENV, 'other.example.com', 'second');
    const { secrets: three } = login(dotenv);
    const { secrets: four } = login({ ...dotenv, file: 'none.env' });
    const message = await failure(secretObjects(tools, { secrets: [...one, ...two, ...three, ...four] }, ''));
    expect(message).toBe(
      [
        'The environment variable REGISTRY_USER is not set. Set it, and run this again.',
        '".env" does not set A. Write a line that begins with A=.',
        '"none.env" does not exist. Write a line into it that begins with A=.',
        '"none.env" does not exist. Write a line into it that begins with B=.',
      ].join('\n'),
    );
  });

  test('for the cluster file is named likewise', async () => {
    const { tools } = at({ environment: { EMPTY: '' } });
    const environment = [
      { name: 'TOKEN' },
      { name: 'EMPTY' },
      { name: 'CDK8S_K3D_R_USER', from: { docker: 'r.example.com', part: 'user' as const } },
      { name: 'CDK8S_K3D_R_PASSWORD', from: { docker: 'r.example.com', part: 'password' as const } },
    ];
    expect(await failure(clusterEnvironment(tools, { environment }, ''))).toBe(
      [
        'The environment variable TOKEN is not set. Set it, and run this again.',
        'The environment variable EMPTY is not set. Set it, and run this again.',
        'Docker has no login to r.example.com. Run "docker login r.example.com".',
      ].join('\n'),
    );
  });
});

describe('variables of the cluster file', () => {
  test('come from where each stands, and docker is asked once', async () => {
    const config = JSON.stringify({ credsStore: 'pass' });
    const { tools, typed } = at({
      files: { 'conf/config.json': config, '.env': `PASS="it's ${PLANTED}"` },
      environment: { DOCKER_CONFIG: 'conf', TOKEN: PLANTED },
      start: () => ended(0, { stdout: JSON.stringify({ Username: 'ann', Secret: PLANTED }) }),
    });
    const docker = (part: 'user' | 'password') => ({ docker: 'r.example.com', part });
    const environment = [
      { name: 'CDK8S_K3D_DOLLAR', value: '$' },
      { name: 'TOKEN' },
      { name: 'U', from: docker('user') },
      { name: 'P', from: docker('password') },
      { name: 'F', from: { file: '.env', name: 'PASS' } },
    ];
    expect(await clusterEnvironment(tools, { environment }, '')).toEqual({
      CDK8S_K3D_DOLLAR: '$',
      TOKEN: PLANTED,
      U: 'ann',
      P: PLANTED,
      F: `it's ${PLANTED}`,
    });
    expect(typed).toEqual(['docker-credential-pass get < r.example.com']);
  });

  test('take one line', async () => {
    const { tools } = at({ files: { '.env': `PASS="a\\n${PLANTED}"` }, environment: { RP: `a\n${PLANTED}` } });
    const environment = [{ name: 'F', from: { file: '.env', name: 'PASS' } }, { name: 'RP' }];
    expect(await failure(clusterEnvironment(tools, { environment }, ''))).toBe(
      [
        'The value for F in the cluster file goes over several lines, and k3d takes one.',
        'The value for RP in the cluster file goes over several lines, and k3d takes one.',
      ].join('\n'),
    );
  });

  test('go into its single quotes as YAML reads them, and elsewhere as they are', () => {
    const text = "password: '${RP}'\nimage: ${IMAGE}\n";
    expect(quotedIn(text, { RP: "pa'ss word", IMAGE: "i'm" })).toEqual({ RP: "pa''ss word", IMAGE: "i'm" });
  });

  test('are none where the file names none', async () => {
    expect(await clusterEnvironment(at().tools, { environment: [] }, '')).toEqual({});
    expect(await secretObjects(at().tools, { secrets: [] }, '')).toEqual([]);
  });
});

describe('a file of variables', () => {
  test('is read with quotes, comments, export and lines of Windows', () => {
    const text = [
      '# a comment',
      'PLAIN=one two # and a comment',
      'HASH=a#b',
      "SINGLE='a # b \\n'",
      'DOUBLE="a\\tb \\"c\\" \\n\\r$x"',
      'export EXPORTED = yes\r',
      'EMPTY=',
      'MANY="one',
      'two"',
      'no variable',
      'PLAIN=again',
    ].join('\n');
    expect(Object.fromEntries(dotEnv(text))).toEqual({
      PLAIN: 'again',
      HASH: 'a#b',
      SINGLE: 'a # b \\n',
      DOUBLE: 'atb "c" \n\r$x',
      EXPORTED: 'yes',
      EMPTY: '',
      MANY: 'one\ntwo',
    });
  });

  test('says every value that stands between single quotes as it is', () => {
    fc.assert(
      fc.property(
        fc.string().filter((value) => !value.includes("'")),
        (value) => {
          expect(dotEnv(`BEFORE=1\nNAME='${value}'\n`).get('NAME')).toBe(value);
        },
      ),
    );
  });

  test('may be anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void dotEnv(text)));
  });
});

describe('a certificate', () => {
  const files = { 'tls.crt': pem('good.crt'), 'tls.key': pem('good.key') };
  const FILES: TlsSource = { kind: 'files', certificate: 'tls.crt', key: 'tls.key' };

  test('is made of two files', async () => {
    const { tools, said } = at({ files });
    expect(await secretObjects(tools, tls(FILES, ['localhost.k3d.ingress', '*.example.test']), '')).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'web-tls', namespace: 'shop' },
        type: 'kubernetes.io/tls',
        data: {
          'tls.crt': Buffer.from(pem('good.crt')).toString('base64'),
          'tls.key': Buffer.from(pem('good.key')).toString('base64'),
        },
      },
    ]);
    expect(said).toEqual([]);
  });

  test('for other hosts is taken, and doctor says so', async () => {
    const { tools, said } = at({ files });
    expect(await secretObjects(tools, tls(FILES, ['shop.local']), '')).toHaveLength(1);
    expect(said).toEqual([]);
    const strange = (from: TlsSource, hosts: string[], there: Record<string, string> = files) => {
      const handoff = { secrets: [...login(FROM_ENV).secrets, ...tls(from, hosts).secrets] } as Partial<Handoff>;
      const cluster = { handoff, configPath: 'dist/cluster/dev.k3d.yml' } as DistCluster;
      return strangeCertificates(at({ files: there }).tools.files, cluster);
    };
    expect(strange(FILES, ['localhost.k3d.ingress', 'shop.local', '*.shop.local'])).toEqual([
      {
        cause: 'The certificate in "tls.crt" is not for shop.local and *.shop.local, so browsers will refuse it there.',
        remedy: 'Put a certificate there that names every host.',
      },
    ]);
    expect(strange(FILES, ['localhost.k3d.ingress'])).toEqual([]);
    expect(strange({ kind: 'mkcert' }, ['shop.local'])).toEqual([]);
    expect(strange(FILES, ['shop.local'], {})).toEqual([]);
    expect(strange(FILES, ['shop.local'], { 'tls.crt': PLANTED })).toEqual([]);
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'is not there',
      {},
      '"tls.crt" does not exist. Put the file there.\n"tls.key" does not exist. Put the file there.',
    ],
    ['is no certificate', { 'tls.crt': PLANTED, 'tls.key': PLANTED }, '"tls.crt" is no certificate in PEM.'],
    ['has no key', { ...files, 'tls.key': PLANTED }, '"tls.key" is no private key in PEM without a password.'],
    ['has the key of another', { ...files, 'tls.key': pem('other.key') }, '"tls.key" is not the key of "tls.crt".'],
  ])('that %s is refused', async (_, given, message) => {
    expect(await failure(secretObjects(at({ files: given }).tools, tls(FILES), ''))).toBe(message);
  });

  test('that has ended is refused', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2200-01-01'));
    const message = await failure(secretObjects(at({ files }).tools, tls(FILES), ''));
    now.mockRestore();
    expect(message).toMatch(/^The certificate in "tls.crt" ended on .* 2126 GMT\. Put a newer one there\.$/);
  });
});

describe('values of the app', () => {
  const values = (from: Readonly<Record<string, ValueSource>>, name = 'db') => ({
    secrets: [{ kind: 'values' as const, name, namespace: 'shop', from }],
  });
  const plain = (secret: KubeObject | undefined) =>
    Object.fromEntries(
      Object.entries(secret?.data as Record<string, string>).map(([key, value]) => [key, Buffer.from(value, 'base64')]),
    );

  test('come from variables, lines of a file and files, over several lines and of any bytes', async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    const { tools, folder, typed } = at({
      files: { 'app/.env': `USER_="ann\nof two lines"\n`, 'app/certs/ca.p12': bytes, 'app/empty': '' },
      environment: { DB_PASSWORD: `${PLANTED}\nand more` },
    });
    const from: Readonly<Record<string, ValueSource>> = {
      password: { kind: 'environment', name: 'DB_PASSWORD' },
      user: { kind: 'dotenv', file: '.env', name: 'USER_' },
      'ca.p12': { kind: 'file', file: 'certs/ca.p12' },
      file: { kind: 'file', file: 'empty' },
    };
    const [secret] = await secretObjects(tools, values(from), join(folder, 'app'));
    expect(secret).toMatchObject({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db', namespace: 'shop' },
      type: 'Opaque',
    });
    expect(plain(secret)).toEqual({
      password: Buffer.from(`${PLANTED}\nand more`),
      user: Buffer.from('ann\nof two lines'),
      'ca.p12': bytes,
      file: Buffer.from(''),
    });
    expect(typed).toEqual([]);
  });

  test('that are missing are named at once, each in one sentence and once', async () => {
    const { tools, folder } = at({
      files: { '.env': `B=${PLANTED}\n`, 'folder/in': '', big: 'a'.repeat(1_048_577) },
      environment: { EMPTY: '' },
    });
    const { secrets: one } = values({
      a: { kind: 'environment', name: 'DB_PASSWORD' },
      b: { kind: 'environment', name: 'EMPTY' },
      c: { kind: 'dotenv', file: '.env', name: 'A' },
    });
    const { secrets: two } = values({
      a: { kind: 'environment', name: 'DB_PASSWORD' },
      b: { kind: 'file', file: 'certs/ca.pem' },
      c: { kind: 'file', file: 'folder' },
      d: { kind: 'file', file: 'big' },
    });
    const message = await failure(secretObjects(tools, { secrets: [...one, ...two] }, folder));
    expect(message.replaceAll(`${folder}/`, '')).toBe(
      [
        'The environment variable DB_PASSWORD is not set. Set it, and run this again.',
        'The environment variable EMPTY is not set. Set it, and run this again.',
        '".env" does not set A. Write a line that begins with A=.',
        '"certs/ca.pem" does not exist. Put the file there.',
        '"folder" is a folder, and a file is wanted. Name a file in it.',
        '"big" has 1048577 bytes, and a Secret takes 1048576. Bring it to the pods in a volume.',
      ].join('\n'),
    );
  });
});

describe('mkcert', () => {
  const MKCERT: TlsSource = { kind: 'mkcert' };
  const making = (line: string) => {
    const [, certificate = '', , key = ''] = line.split(' ').slice(1);
    writeFileSync(certificate, pem('good.crt'));
    writeFileSync(key, pem('good.key'));
    return ended(0);
  };

  test('makes a certificate once, in a folder that git passes over', async () => {
    const { tools, typed, folder } = at({ start: making });
    const [first] = await secretObjects(tools, tls(MKCERT), folder);
    const [second] = await secretObjects(tools, tls(MKCERT), folder);
    expect(second).toEqual(first);
    const kept = `${folder}/.cache/cdk8s-k3d/certificates`;
    const base = /shop-web-tls-\w{8}/.exec(typed.join())?.[0];
    expect(typed).toEqual([
      `mkcert -cert-file ${kept}/${base}.crt -key-file ${kept}/${base}.key localhost.k3d.ingress`,
    ]);
    expect(readFileSync(`${kept}/.gitignore`, 'utf8')).toBe('*\n');
  });

  test('makes another one for other hosts, and before the old one ends', async () => {
    const { tools, typed, folder } = at({ start: making });
    await secretObjects(tools, tls(MKCERT), folder);
    await secretObjects(tools, tls(MKCERT, ['a.example.test']), folder);
    expect(typed).toHaveLength(2);
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2200-01-01'));
    const message = await failure(secretObjects(tools, tls(MKCERT), folder));
    now.mockRestore();
    expect(typed).toHaveLength(3);
    expect(message).toBe(
      'mkcert made no certificate for localhost.k3d.ingress. Run "mkcert localhost.k3d.ingress" to see why.',
    );
  });

  test.each([
    [ABSENT, 'mkcert is not installed, or not in PATH. Install it: https://github.com/FiloSottile/mkcert#installation'],
    [
      ended(1, { stderr: PLANTED }),
      'mkcert made no certificate for localhost.k3d.ingress. Run "mkcert localhost.k3d.ingress" to see why.',
    ],
  ])('that does not work is named: %j', async (ran, message) => {
    const { tools, folder } = at({ start: () => ran });
    expect(await failure(secretObjects(tools, tls(MKCERT), folder))).toBe(message);
  });
});
