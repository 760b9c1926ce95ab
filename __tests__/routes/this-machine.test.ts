import { reachedAs, isLoopback, reachedAt, resolvesHere } from '../../lib/routes/this-machine';

test('an address of every interface is this machine', () => {
  expect([undefined, '', '0.0.0.0', '::', '::1', '127.0.0.1', '127.0.0.2', 'fe80::1'].map(reachedAs)).toEqual([
    ...Array.from({ length: 6 }, () => 'localhost'),
    '127.0.0.2',
    '[fe80::1]',
  ]);
});

test('some names lead to this machine by themselves', () => {
  expect(
    ['localhost', 'a.localhost', 'a.LOCALTEST.me', '127.0.0.1.nip.io', 'a.127-0-0-1.sslip.io'].every(resolvesHere),
  ).toBe(true);
  expect(['nolocalhost', 'shop.test', 'localhost.k3d.ingress'].some(resolvesHere)).toBe(false);
});

test('an address may lead back to this machine without being the one that it asks', () => {
  expect(['127.0.0.1', '127.0.0.2', '::1'].every(isLoopback)).toBe(true);
  expect(['10.0.0.1', '::', '1127.0.0.1'].some(isLoopback)).toBe(false);
});

test('a socket on one address of this machine is reached there alone', () => {
  expect([undefined, '', '0.0.0.0', '::', '127.0.0.1', '127.0.0.2', '::1'].map(reachedAt)).toEqual([
    ...Array.from({ length: 5 }, () => '127.0.0.1'),
    '127.0.0.2',
    '::1',
  ]);
});
