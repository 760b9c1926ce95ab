import { pathOf, schemeOf, urlOf } from '../../../lib/routes/network/url';

const scheme = (more: object, declared = false, path?: string) =>
  schemeOf({ index: 0, port: 7777, target: 7777, protocol: 'tcp', ...more }, declared, path);

test.each([
  [{ protocol: 'udp', name: 'http' }, 'udp'],
  [{ protocol: 'sctp' }, 'sctp'],
  [{ appProtocol: 'https' }, 'https'],
  [{ appProtocol: 'kubernetes.io/h2c' }, 'http'],
  [{ appProtocol: 'kubernetes.io/wss' }, 'https'],
  [{ appProtocol: 'redis', target: 80 }, 'tcp'],
  [{ name: 'http-admin' }, 'http'],
  [{ name: 'https-admin' }, 'https'],
  [{ name: 'postgres', target: 5432 }, 'tcp'],
  [{ target: 8080 }, 'http'],
  [{ target: 8443 }, 'https'],
  [{ target: 'main', port: 80 }, 'http'],
  [{}, 'tcp'],
])('a port with %j speaks %s', (port, expected) => {
  expect(scheme(port)).toBe(expected);
});

test('an exposure opens web where nothing speaks against it', () => {
  expect([scheme({}, true), scheme({ target: 5432 }, true), scheme({ target: 5432 }, true, '/ready')]).toEqual([
    'http',
    'tcp',
    'http',
  ]);
});

test('a URL names its port only where the scheme does not', () => {
  expect(urlOf('http', 'localhost', 80)).toBe('http://localhost');
  expect(urlOf('https', 'localhost', 443, '/x')).toBe('https://localhost/x');
  expect(urlOf('https', 'localhost', 443, '/x y?z=\ud800#%20')).toBe('https://localhost/x%20y?z=\ud800#%20');
  expect(urlOf('http', 'localhost', 443)).toBe('http://localhost:443');
  expect(urlOf('tcp', 'localhost', 5432)).toBe('tcp://localhost:5432');
  expect(urlOf('udp', 'localhost', undefined)).toBe('udp://localhost');
});

test('a path begins with a slash, and the root is none', () => {
  expect(['/', '', undefined, 'x', '/x'].map(pathOf)).toEqual(['', '', '', '/x', '/x']);
});
