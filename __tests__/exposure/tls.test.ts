import { ApiObject, App, Chart } from 'cdk8s';
import {
  Certificate,
  Credential,
  EnvSource,
  HostIngress,
  type HostIngressProps,
  K3dClusterConfig,
  LocalSecret,
  PrivateRegistry,
  SecretValue,
  WebApp,
} from '../../lib';
import { filesOf, said } from '../support/app';

function situation(namespace?: string) {
  const app = new App();
  new K3dClusterConfig(app, 'dev');
  const chart = new Chart(app, 'shop', { namespace });
  const workload = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  const ingress = (id: string, props: Partial<HostIngressProps>) =>
    new HostIngress(chart, id, { workload, httpsHostPort: 8443, ...props });
  const secrets = () => JSON.parse(`${filesOf(app)['cluster/dev.handoff.json']}`).secrets;
  return { app, ingress, secrets, tls: () => said(app).filter((line) => !line.includes('host-name-needs-hosts-file')) };
}

test('a certificate from files becomes a Secret that dist/ only names', () => {
  const { ingress, secrets, tls } = situation('shop');
  const { ingressObject, url } = ingress('web-in', {
    host: 'shop.localhost',
    tls: Certificate.fromFiles('tls/cert.pem', '/etc/key.pem'),
  });
  expect(ingressObject.toJson().spec.tls).toEqual([{ secretName: 'web-in-tls', hosts: ['shop.localhost'] }]);
  expect(url).toBe('https://shop.localhost:8443');
  expect(secrets()).toEqual([
    {
      kind: 'tls',
      name: 'web-in-tls',
      namespace: 'shop',
      hosts: ['shop.localhost'],
      from: { kind: 'files', certificate: 'tls/cert.pem', key: '/etc/key.pem' },
    },
  ]);
  expect(tls()).toEqual([]);
});

test('a certificate by mkcert covers every host of the ingresses that share its Secret', () => {
  const { ingress, secrets, tls } = situation();
  const mkcert = Certificate.fromMkcert();
  ingress('a', { host: 'b.localhost', name: 'one', tls: mkcert, tlsSecret: 'shared' });
  ingress('b', { host: 'a.localhost', tls: mkcert, tlsSecret: 'shared' });
  ingress('c', { host: 'c.localhost', name: 'three', tls: mkcert });
  expect(secrets()).toEqual([
    {
      kind: 'tls',
      name: 'shared',
      namespace: 'default',
      hosts: ['a.localhost', 'b.localhost'],
      from: { kind: 'mkcert' },
    },
    { kind: 'tls', name: 'three-tls', namespace: 'default', hosts: ['c.localhost'], from: { kind: 'mkcert' } },
  ]);
  expect(tls()).toEqual([]);
});

test('a Secret holds one certificate', () => {
  const { ingress, tls } = situation();
  ingress('a', { host: 'a.localhost', tls: Certificate.fromMkcert(), tlsSecret: 'shared' });
  ingress('b', { host: 'b.localhost', tls: Certificate.fromFiles('c.pem', 'k.pem'), tlsSecret: 'shared' });
  expect(tls()).toEqual([
    '[error] shop/b property-invalid: Secret "shared" would hold a certificate here, and another one at shop/a. Give one of the two another tlsSecret.',
  ]);
});

test('a Secret is made by an object, for a certificate or for a login, and once', () => {
  const { app, ingress, secrets, tls } = situation('shop');
  ingress('a', { host: 'a.localhost', tls: Certificate.fromMkcert(), tlsSecret: 'own' });
  ingress('b', { host: 'b.localhost', tls: Certificate.fromMkcert(), tlsSecret: 'login' });
  const chart = new Chart(app, 'more', { namespace: 'shop' });
  new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'own' } });
  const credential = Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD');
  new PrivateRegistry(chart, 'login', { server: 'r.example.com', credential });
  ingress('c', { host: 'c.localhost', tls: Certificate.fromMkcert(), tlsSecret: 'values' });
  new LocalSecret(chart, 'values', { values: { a: SecretValue.fromEnv('A') } });
  expect(tls()).toEqual([
    '[error] more/values property-invalid: Secret "values" would hold the values of a LocalSecret here, and a certificate at shop/c. Give this one another name.',
    '[error] shop/a property-invalid: Secret "own" would hold a certificate here, and what an object says at more/raw. Give this one another tlsSecret.',
    '[error] shop/b property-invalid: Secret "login" would hold a certificate here, and the login of "r.example.com" at more/login. Give this one another tlsSecret.',
  ]);
  expect(secrets()).toHaveLength(3);
});

test('a key that no certificate has is missed', () => {
  const { app, ingress, tls } = situation();
  ingress('a', { host: 'a.localhost', tls: Certificate.fromMkcert() });
  new WebApp(app.node.findChild('shop') as Chart, 'proxy', {
    image: 'nginx:1.27',
    port: 80,
    envFrom: { CERTIFICATE: EnvSource.secret('a-tls', 'tls.cert') },
  });
  expect(tls()).toEqual([
    expect.stringContaining('asks for key "tls.cert" of Secret "a-tls", which has the keys "tls.crt", "tls.key"'),
  ]);
});

test('a Secret that nobody makes is still missed', () => {
  const { ingress, secrets, tls } = situation();
  ingress('a', { host: 'a.localhost', tlsSecret: 'theirs' });
  expect(secrets()).toEqual([]);
  expect(tls()).toEqual([expect.stringContaining('reference-missing: The TLS of its hosts refers to Secret "theirs"')]);
});

test('mkcert needs a name, files do not', () => {
  const { ingress, tls, secrets } = situation();
  ingress('a', { tls: Certificate.fromMkcert() });
  expect(tls()).toContain(
    '[error] shop/a property-invalid: tls is Certificate.fromMkcert(), and the ingress names no host that the certificate would be for. Say host: "shop.localhost".',
  );
  const other = situation();
  other.ingress('a', { tls: Certificate.fromFiles('c.pem', 'k.pem') });
  expect(other.tls()).toEqual([]);
  expect(other.secrets()[0].hosts).toEqual([]);
  expect(secrets()).toHaveLength(1);
});

test('a path that only a shell could read is refused', () => {
  expect(() => Certificate.fromFiles('c.pem', '~/k.pem')).toThrow(
    new Error(
      'Certificate.fromFiles: the key begins with "~", which a shell reads as a home and a program does not. Write the path from the folder in which the program runs, for example "tls/key.pem".',
    ),
  );
});

test.each([
  [() => Certificate.fromFiles('', 'k.pem'), 'certificate'],
  [() => Certificate.fromFiles('c.pem', 5 as any), 'key'],
  [() => Certificate.fromFiles('c.pem', '-----BEGIN PRIVATE KEY-----\nabc'), 'key'],
])('a certificate in place of its path is refused, and not repeated', (make, what) => {
  expect(make).toThrow(
    new Error(
      `Certificate.fromFiles: the ${what} is no path. Write the path of a file, for example "tls/${what}.pem".`,
    ),
  );
});

test('what is wrong with a host is said once, where it is written, and a Secret in the words of its property', () => {
  const { ingress, tls } = situation();
  ingress('in', { host: 'Shop.localhost', tlsSecret: 'Mine' });
  expect(tls()).toEqual([
    expect.stringMatching(/^\[error\] shop\/in host-name-invalid: host is "Shop\.localhost": /),
    expect.stringMatching(/^\[error\] shop\/in object-field-invalid: tlsSecret is "Mine": /),
    expect.stringMatching(/^\[warning\] shop\/in reference-missing: .*Secret "Mine"/),
  ]);
});
