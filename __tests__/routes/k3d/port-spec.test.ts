import fc from 'fast-check';
import {
  isSpec,
  parsePortSpec,
  type PortRange,
  type PortSpec,
  printPortSpec,
  size,
} from '../../../lib/routes/k3d/port-spec';

const port = fc.integer({ min: 0, max: 65535 });
const range: fc.Arbitrary<PortRange> = fc.tuple(port, fc.integer({ min: 0, max: 5 })).map(([first, more]) => ({
  first,
  last: Math.min(first + more, 65535),
}));
const spec: fc.Arbitrary<PortSpec> = fc
  .record({
    hostIp: fc.constantFrom('', '127.0.0.1', '0.0.0.0', '::1', 'fd00::10'),
    clusterPorts: range,
    hostPorts: fc.option(range, { nil: undefined }),
    protocol: fc.constantFrom('tcp', 'udp', 'sctp'),
  })
  .map(({ hostPorts, ...rest }) => ({ ...rest, ...(hostPorts && { hostPorts }) }) as PortSpec)
  .filter(
    ({ hostPorts, clusterPorts }) => !hostPorts || size(clusterPorts) === 1 || size(clusterPorts) === size(hostPorts),
  );

describe('a port mapping', () => {
  test('reads back as it was printed', () => {
    fc.assert(fc.property(spec, (each) => expect(parsePortSpec(printPortSpec(each))).toEqual(each)));
  });

  test('has one shortest text, whatever it was written like', () => {
    const shortest = (text: string) => {
      const read = parsePortSpec(text);
      return isSpec(read) ? printPortSpec(read) : undefined;
    };
    fc.assert(fc.property(spec, (each) => expect(shortest(printPortSpec(each))).toBe(printPortSpec(each))));
    expect(shortest('08080:080/TCP')).toBe('8080:80');
    expect(shortest(':80')).toBe('80');
    expect(shortest('80/')).toBe('80');
    expect(shortest('::1:8080:80')).toBe('[::1]:8080:80');
    expect(shortest('127.0.0.1::80/udp')).toBe('127.0.0.1::80/udp');
  });

  test('is read or refused with a reason, whatever the text', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[\d:./\-[\]a-z]{0,12}$/));
    fc.assert(
      fc.property(text, (each) => {
        const read = parsePortSpec(each);
        expect(isSpec(read) ? printPortSpec(read) : read.why).not.toBe('');
      }),
    );
  });

  test.each([
    ['', 'the port of the cluster is missing', 'Write "HOST:CLUSTER", for example "8080:80".'],
    ['8080:', 'the port of the cluster is missing', 'Write "HOST:CLUSTER", for example "8080:80".'],
    [
      'localhost:8080:80',
      'docker listens on addresses, and "localhost" is a name',
      'Write 127.0.0.1 in place of localhost.',
    ],
    ['[::1:8080:80', '"[::1" is no IP address', 'Write an address such as 127.0.0.1 in front, or leave it out.'],
    ['80/http', '"http" is no protocol that docker knows', 'Write tcp, udp, sctp, or leave it out.'],
    ['80/tcp/udp', 'k3d drops "/udp"', 'Write one protocol, and one entry for each.'],
    [' 8080:80', '" 8080" is no port number', 'Write a number from 1 to 65535.'],
    [
      '8080:80@loadbalancer',
      '"@loadbalancer" is how the command line of k3d says the nodes',
      'Write "8080:80" with nodeFilters: ["loadbalancer"].',
    ],
    [
      '8080:80@server:0;agent:*',
      '"@server:0;agent:*" is how the command line of k3d says the nodes',
      'Write "8080:80" with nodeFilters: ["server:0", "agent:*"].',
    ],
    ['70000:80', 'there is no port 70000', 'Write a number from 1 to 65535.'],
    ['82-80:80-82', 'the range 82-80 runs backwards', 'Write 80-82.'],
    ['8080:80-82', '1 host ports cannot be paired with 3 cluster ports', 'Write two ranges of one length.'],
  ])('%j is refused', (text, why, remedy) => {
    expect(parsePortSpec(text)).toEqual({ why, remedy });
  });
});
