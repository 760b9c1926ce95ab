import * as fc from 'fast-check';
import { faultIn } from '../../../lib/routes/network/match-fault';
import { readingOf } from '../../../lib/routes/network/match-grammar';

test.each([
  ['', 'it is empty', 'Write Host(`web.localhost`).'],
  ['\n', 'it is empty', 'Write Host(`web.localhost`).'],
  ["Host('a.test')", "the value 'a.test' stands in single quotes", 'Write Host(`a.test`).'],
  ['Host(a.test)', 'the value of Host stands in no backticks', 'Write Host(`…`).'],
  ['Host(1)', 'the value of Host stands in no backticks', 'Write Host(`…`).'],
  ['Host(`a.test)', 'the value of Host has no ` at its end', 'Write Host(`…`).'],
  ['Host("a.test)', 'the value of Host has no " at its end', 'Write Host(`…`).'],
  ['Host(``)', 'the value of Host is empty', 'Write Host(`…`).'],
  ['Host()', 'Host has no value', 'Write Host(`…`).'],
  ['Host(', 'Host has no value', 'Write Host(`…`).'],
  ['Host', 'Host has no value', 'Write Host(`…`).'],
  ['Host:a.test', 'Host has no value', 'Write Host(`…`).'],
  ['Host(`a`, )`', '"`" stands where && or || is expected', 'Write && or || between two terms.'],
  ['Host(`a`,,)', 'Host has no value', 'Write Host(`…`).'],
  ['Host(`a.test`', 'the bracket behind Host is not closed', 'Write Host(`a.test`).'],
  ['Host(`a.test` && Path(`/`)', 'the bracket behind Host is not closed', 'Write Host(`a.test`).'],
  ['(Host(`a`) || Host(`b`)', 'a bracket is not closed', 'Write ")" where it ends.'],
  ['Host(`a`))', 'it closes more brackets than it opens', 'Remove the last ")".'],
  ['Host(`a`) and Path(`/`)', '"and" stands where && or || is expected', 'Write && or || between two terms.'],
  ['Host(`a`) & Path(`/`)', '"&" stands where && or || is expected', 'Write && or || between two terms.'],
  ['Host(`a`) (Path(`/`))', '"(" stands where && or || is expected', 'Write && or || between two terms.'],
  ['Host(`a`) &&', 'nothing stands behind its last "&&"', 'Write Host(`web.localhost`).'],
  ['Host(`a`) || || Host(`b`)', '"||" stands where a matcher is expected', 'Write Host(`web.localhost`).'],
  ['`a.test`', '"`a.test`" stands where a matcher is expected', 'Write Host(`web.localhost`).'],
  ['*', '"*" stands where a matcher is expected', 'Write Host(`web.localhost`).'],
  ['Hosts(`a`)', 'it knows no Hosts', 'Write Host.'],
  ['Pathprefx(`/`)', 'it knows no Pathprefx', 'Write PathPrefix.'],
  [
    'Host(`a`) && PathPrefix(`api`)',
    'the value `api` of PathPrefix does not begin with a slash',
    'Write PathPrefix(`/api`).',
  ],
  ['path(`/a`, "b")', 'the value "b" of path does not begin with a slash', 'Write path(`/b`).'],
  ['hOST(`/`)', 'it knows no hOST', 'Write Host.'],
  ['HostSNI(`*`)', 'it knows no HostSNI', 'Write Host(`web.localhost`) or another matcher for routes of HTTP.'],
  [
    'Host(`a`)\n|| Host(`b`)\n',
    'a line ends before "||", and the match ends with it',
    'Write it in one line, or end each line but the last with && or ||.',
  ],
  [
    'Host(`a`\n)',
    'a line ends before ")", and the match ends with it',
    'Write it in one line, or end each line but the last with && or ||.',
  ],
  ["Host('a')\n|| Host(`b`)", "the value 'a' stands in single quotes", 'Write Host(`a`).'],
])('%j: %s', (match, why, remedy) => {
  expect(faultIn(readingOf(match), 'http')).toEqual({ why, remedy });
});

test.each([
  ['Host(`a`)', 'it knows no Host', 'Write HostSNI(`*`) or another matcher for routes of TCP.'],
  ['HostSNl(`*`)', 'it knows no HostSNl', 'Write HostSNI.'],
  ["HostSNI('*')", "the value '*' stands in single quotes", 'Write HostSNI(`*`).'],
])('a match of TCP: %j: %s', (match, why, remedy) => {
  expect(faultIn(readingOf(match), 'tcp')).toEqual({ why, remedy });
});

test.each([
  ['Host(`a`) && !(Path("/") || PathPrefix(`/b`)) && ((Method(`GET`)))'],
  ['Host(`a`) ||\n  Host(`b`,\n`c`,) &&\n!Path(`/`)\n'],
  ['\n  Host(`a`)\n'],
  ['host(`a`) && HOST(`a`) && Pathprefix(`/`) && pathprefix(`/`)'],
  ['HostHeader(`a`, `b`) && HeadersRegexp(`X`, `(a|b)`) && Query(`a`)'],
  // Go reads comments and characters with a backslash before them.
  ["Host(`a`) // Host('b')"],
  ["Host(`a`) /* 'b' */"],
  ['Path("/a\\"b") && x'],
])('%j is no fault', (match) => {
  expect(faultIn(readingOf(match), 'http')).toBe(undefined);
});

test('whatever stands in a match, it is read', () => {
  const parts = ['Host(`a`)', 'Host', '(', ')', '`a`', "'a'", '"', '&&', '||', '!', ',', '\n', '/', '\\', ' '];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts)), (words) => {
      const fault = faultIn(readingOf(words.join('')), 'http');
      expect(fault === undefined || fault.remedy.startsWith('Write') || fault.remedy.startsWith('Remove')).toBe(true);
    }),
  );
});
