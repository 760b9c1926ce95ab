import { isIp } from '../../../lib/routes/ip';
import {
  isExpanded,
  isHostName,
  isPortText,
  looseSwitch,
  parseMemory,
  parseSubnet,
} from '../../../lib/routes/k3d/formats';

test.each([
  ['dev', true],
  ['a.b', true],
  ['ABC', true],
  ['1', true],
  ['a_b', false],
  ['-a', false],
  ['a-', false],
  ['a..b', false],
  ['', false],
  [`${'a'.repeat(63)}.b`, true],
  ['a'.repeat(64), false],
  ['a.'.repeat(130) + 'a', false],
])('%j is a host name: %s', (text, expected) => {
  expect(isHostName(text)).toBe(expected);
});

test.each([
  ['127.0.0.1', true],
  ['127.0.0.01', false],
  ['256.0.0.1', false],
  ['1.2.3', false],
  ['::', true],
  ['::1', true],
  ['fe80::1:2', true],
  ['1:2:3:4:5:6:7:8', true],
  ['1:2:3:4:5:6:7', false],
  ['1:2:3:4:5:6::8', true],
  ['1:2:3:4:5:6:7::8', false],
  ['1:2:3:4:5:6:7:8::', false],
  ['::ffff:1.2.3.4', true],
  ['1::2::3', false],
  ['1.2.3.4::', false],
  ['::g', false],
  ['', false],
])('%j is an IP address: %s', (text, expected) => {
  expect(isIp(text)).toBe(expected);
});

test.each([
  ['172.28.0.0/16', { version: 4, length: 16 }],
  ['fd00::/64', { version: 6, length: 64 }],
  ['172.28.0.0', undefined],
  ['172.28.0.0/33', undefined],
  ['172.28.0.0/08', undefined],
  ['fd00::/129', undefined],
  ['bogus', undefined],
])('%j is the subnet %j', (text, expected) => {
  expect(parseSubnet(text)).toEqual(expected);
});

test.each([
  ['512m', 512 * 1024 ** 2],
  ['1g', 1024 ** 3],
  ['1GiB', 1024 ** 3],
  ['1gb', 1024 ** 3],
  ['1 GB', 1024 ** 3],
  ['1.5g', 1.5 * 1024 ** 3],
  ['.5g', 0.5 * 1024 ** 3],
  ['+1g', 1024 ** 3],
  ['1e3m', 1000 * 1024 ** 2],
  ['1e400', undefined],
  ['1024', 1024],
  ['7b', 7],
  ['7 b', 7],
  ['7ib', undefined],
  ['7bb', undefined],
  ['0', 0],
  ['1Gi', undefined],
  ['1x', undefined],
  ['abc', undefined],
  ['-1g', undefined],
])('%j is %s bytes', (text, expected) => {
  expect(parseMemory(text)).toBe(expected);
});

test.each([
  ['1', true],
  ['65535', true],
  ['65536', false],
  ['0', false],
  ['abc', false],
])('%j is a port: %s', (text, expected) => {
  expect(isPortText(text)).toBe(expected);
});

test.each([
  ['$X', true],
  ['a${X}', true],
  ['$1', true],
  ['${', true],
  ['$', false],
  ['5 $ a', false],
  ['$.a', false],
  ['', false],
])('%j is taken from the environment: %s', (text, expected) => {
  expect(isExpanded(text)).toBe(expected);
});

test.each([
  [true, true],
  ['t', true],
  ['False', false],
  ['', false],
  [0, false],
  [5, true],
  [null, false],
  ['yes', undefined],
  [[], undefined],
])('%j switches %s', (value, expected) => {
  expect(looseSwitch(value)).toBe(expected);
});
