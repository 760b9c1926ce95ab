import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  EnvBundle,
  EnvSource,
  K3dClusterConfig,
  LocalSecret,
  type LocalSecretProps,
  Mount,
  SecretValue,
  WebApp,
  type WebAppProps,
} from '../../lib';
import { filesOf, said } from '../support/app';

const PASSWORD = SecretValue.fromEnv('DB_PASSWORD');

function situation(namespace?: string) {
  const app = new App();
  new K3dClusterConfig(app, 'dev');
  const chart = new Chart(app, 'shop', namespace === undefined ? {} : { namespace });
  const secret = (id: string, values: unknown, more: object = {}) =>
    new LocalSecret(chart, id, { values, ...more } as LocalSecretProps);
  const web = (props: Partial<WebAppProps>, at: Chart = chart) =>
    new WebApp(at, 'api', { image: 'api:1.0', port: 3000, ...props });
  const handoff = () => JSON.parse(`${filesOf(app)['cluster/dev.handoff.json']}`);
  return { app, chart, secret, web, handoff, said: () => said(app) };
}

test('dist/ names where the values of a Secret stand', () => {
  const { chart, secret, web, handoff, said: lines, app } = situation('data');
  const db = secret('db', {
    password: PASSWORD,
    user: SecretValue.fromDotEnv('.env', 'DB_USER'),
    'ca.pem': SecretValue.fromFile(join(process.cwd(), 'certs/ca.pem')),
    file: SecretValue.fromFile('../beside/file'),
  });
  expect(db.name).toBe('db');
  web({
    envFrom: { PGPASSWORD: db.key('password'), PGUSER: EnvSource.secret('db', 'user') },
    envBundles: [EnvBundle.secret(db.name)],
    mounts: [Mount.secret('/certs', db.name)],
  });
  new ApiObject(chart, 'raw', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'raw' },
    spec: {
      containers: [
        {
          name: 'raw',
          image: 'raw:1',
          env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'db', key: 'ca.pem' } } }],
        },
      ],
    },
  });
  expect(lines()).toEqual([]);
  expect(filesOf(app)['shop.k8s.yaml']).toMatch(
    /- name: PGPASSWORD\s+valueFrom:\s+secretKeyRef:\s+key: password\s+name: db/,
  );
  expect(handoff()).toMatchObject({
    version: 2,
    secrets: [
      {
        kind: 'values',
        name: 'db',
        namespace: 'data',
        from: {
          'ca.pem': { kind: 'file', file: 'certs/ca.pem' },
          file: { kind: 'file', file: '../beside/file' },
          password: { kind: 'environment', name: 'DB_PASSWORD' },
          user: { kind: 'dotenv', file: '.env', name: 'DB_USER' },
        },
      },
    ],
  });
  expect(handoff().externals).toEqual([{ kind: 'Namespace', name: 'data' }]);
});

test('a hand-off without such a Secret stays one that older readers read', () => {
  const { web, handoff } = situation();
  web({});
  expect(handoff()).toMatchObject({ version: 1, secrets: [] });
});

test('a key that a Secret does not have is an error, where it is asked for', () => {
  const { chart, secret, web, said: lines } = situation();
  const db = secret('db', { password: PASSWORD, user: PASSWORD }, { name: 'database' });
  web({
    envFrom: { A: db.key('pasword'), B: EnvSource.secret('database', 'host'), C: EnvSource.secret('databse', 'a') },
  });
  const far = new Chart(chart, 'far', { namespace: 'far' });
  web({ envFrom: { A: db.key('password') } }, far);
  expect(lines()).toEqual([
    '[error] shop/api reference-missing: Variable "A" of container "api" asks for key "pasword" of Secret "database", which has the keys "password", "user", so its pods do not start. Write "password", or add key "pasword" to Secret "database".',
    '[error] shop/api reference-missing: Variable "B" of container "api" asks for key "host" of Secret "database", which has the keys "password", "user", so its pods do not start. Add key "host" to Secret "database".',
    '[error] shop/api reference-missing: Variable "C" of container "api" refers to Secret "databse" in namespace "default", which nothing in the app makes, so its pods do not start. Write "database", make Secret "databse" in namespace "default", or say External.secret(chart, "databse") where it exists outside the app.',
    '[error] shop/far/api reference-missing: Variable "A" of container "api" refers to Secret "database" in namespace "far", but the app makes it in namespace "default", so its pods do not start. Make Secret "database" in namespace "far", or say External.secret(chart, "database") where it exists outside the app.',
  ]);
});

test('one Secret of a namespace has one maker, or several that say the same', () => {
  const { app, chart, secret, handoff, said: lines } = situation();
  secret('one', { a: PASSWORD, b: SecretValue.fromFile('b') }, { name: 'db' });
  const other = new Chart(app, 'other');
  new LocalSecret(other, 'db', { values: { b: SecretValue.fromFile('b'), a: PASSWORD } });
  expect([lines(), handoff().secrets]).toEqual([[], [expect.objectContaining({ name: 'db' })]]);
  new LocalSecret(other, 'three', { name: 'db', values: { a: PASSWORD } });
  secret('raw', { a: PASSWORD });
  new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'raw', namespace: 'default' } });
  expect(lines()).toEqual([
    '[error] other/three property-invalid: Secret "db" would hold the values of a LocalSecret here, and those of another one at shop/one. Give one of the two another name.',
    '[error] shop/raw property-invalid: Secret "raw" would hold the values of a LocalSecret here, and what an object says at shop/object. Give this one another name.',
  ]);
});

test('a namespace in which nothing but a Secret stands is made', () => {
  const { app, secret } = situation('data');
  secret('db', { password: PASSWORD });
  expect(filesOf(app)['00-namespaces.k8s.yaml']).toContain('kind: Namespace\nmetadata:\n  name: data');
});

test('a Secret is made on the clusters of its chart alone', () => {
  const app = new App();
  const clusters = ['one', 'two'].map((name) => new K3dClusterConfig(app, name));
  const charts = clusters.map((cluster, index) => {
    const chart = new Chart(app, `shop-${index}`);
    cluster.deploy(chart);
    return chart;
  });
  new LocalSecret(charts[0]!, 'db', { values: { password: PASSWORD } });
  for (const chart of charts) {
    new WebApp(chart, 'api', { image: 'api:1', port: 80, envFrom: { A: EnvSource.secret('db', 'password') } });
  }
  expect(said(app)).toEqual([
    expect.stringMatching(/^\[error\] shop-1\/api reference-missing: .* which nothing in the app makes/),
  ]);
  const secrets = ['one', 'two'].map((name) => JSON.parse(`${filesOf(app)[`cluster/${name}.handoff.json`]}`).secrets);
  expect(secrets).toEqual([[expect.objectContaining({ name: 'db' })], []]);
});

test('a Secret stands in a chart, which says its namespace', () => {
  expect(() => new LocalSecret(new App(), 'db', { values: { a: PASSWORD } })).toThrow(
    'db stands in no chart, so it has no namespace. Write new Chart(app, "db"), and put it in there.',
  );
});

describe('a mistake', () => {
  const EXAMPLE = 'Write values: { password: SecretValue.fromEnv("DB_PASSWORD") }.';

  test.each<[unknown, string]>([
    [undefined, `shop/db: values is missing. ${EXAMPLE}`],
    ['hunter2', 'shop/db: values is not an object. Write values: { … }.'],
    [[PASSWORD], 'shop/db: values is not an object. Write values: { … }.'],
  ])('that leaves nothing to make stops at once: %j', (values, sentence) => {
    expect(() => situation().secret('db', values)).toThrow(new Error(sentence));
  });

  test('is said with all others, without what may be a value', () => {
    const { secret, web, said: lines } = situation();
    const db = secret('db', { host: 'hunter2', port: 5432, 'my key': PASSWORD, 'a b': { fromEnv: 'X' } });
    web({ envFrom: { HOST: db.key('host'), PORT: db.key('port'), USER: db.key('hots') } });
    secret('empty', {});
    secret('Db_2', { a: PASSWORD });
    secret('named', { a: PASSWORD }, { name: '' });
    secret('slip', undefined, { vlues: { a: PASSWORD }, nam: 'x' });
    secret('typed', { a: PASSWORD }, { name: 5 });
    const made = 'made by SecretValue. Write';
    const by = 'SecretValue.fromEnv("DB_PASSWORD").';
    expect(lines().map((line) => line.replace(/^\[error\] shop\/(\S+) property-invalid:/, '$1:'))).toEqual([
      'Db_2: The Secret is called "Db_2": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "db-2" as name.',
      '[error] shop/api reference-missing: Variable "USER" of container "api" asks for key "hots" of Secret "db", which has the keys "my key", "host", "port", "a b", so its pods do not start. Write "host", or add key "hots" to Secret "db".',
      `db: values.host is not ${made} values.host: ${by}`,
      `db: values.port is not ${made} values.port: ${by}`,
      `db: values["a b"] is not ${made} values["a b"]: ${by}`,
      `db: values has the key "my key": only letters, digits, "-", "_" and "." may stand in it. Write a key such as "password" or "ca.pem".`,
      `empty: values is empty, so the Secret would hold nothing. ${EXAMPLE}`,
      'named: The Secret is called "": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write a name of lower-case letters, digits and "-".',
      'slip: "nam" is no property. Write name.',
      'slip: "vlues" is no property. Write values.',
      'typed: name is 5, and not a text. Write name: "5".',
    ]);
  });

  test('in the key that is asked for stops at once', () => {
    const db = situation().secret('db', { password: PASSWORD });
    expect(() => db.key(5 as any)).toThrow('shop/db: key: key is 5, and not a text. Write key: "5".');
    expect(() => db.key(undefined as any)).toThrow('shop/db: key: key is missing. Write key.');
  });

  test.each<[() => unknown, string]>([
    [() => SecretValue.fromEnv('hunter2!'), 'SecretValue.fromEnv: name is no name of an environment variable.'],
    [() => SecretValue.fromEnv(undefined as any), 'SecretValue.fromEnv: name is no name of an environment variable.'],
    [
      () => SecretValue.fromDotEnv('.env', 'a b'),
      'SecretValue.fromDotEnv: name is no name of an environment variable.',
    ],
    [
      () => SecretValue.fromDotEnv('', 'A'),
      'SecretValue.fromDotEnv: the file is no path. Write the path of a file, for example ".env".',
    ],
    [
      () => SecretValue.fromFile({} as any),
      'SecretValue.fromFile: the file is no path. Write the path of a file, for example "certs/ca.pem".',
    ],
    [() => SecretValue.fromFile('-----BEGIN PRIVATE KEY-----'), 'SecretValue.fromFile: the file is no path.'],
    [() => SecretValue.fromFile('one\ntwo'), 'SecretValue.fromFile: the file is no path.'],
    [
      () => SecretValue.fromFile('/etc/ssl/ca.pem'),
      'SecretValue.fromFile: the file is an absolute path that leads out of the folder in which the program runs, and other machines do not have it. Write it from that folder, for example "certs/ca.pem".',
    ],
  ])('in a source stops at once, and is not repeated: %s', (make, sentence) => {
    expect(make).toThrow(sentence);
    expect(make).not.toThrow(/hunter2|BEGIN|one|etc/);
  });
});
