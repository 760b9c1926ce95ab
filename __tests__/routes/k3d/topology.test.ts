import { topologyOf, type Topology } from '../../../lib/routes/k3d/topology';
import { describeRecorded, parsed, recorded } from './recorded';

const sorted = <T>(items: Iterable<T>) => [...items].sort();

const upstreams = ({ upstreams: map }: Topology) =>
  Object.fromEntries(sorted(map.keys()).map((key) => [key, sorted(map.get(key) ?? [])]));

const printed = ({ sockets }: Topology) =>
  sorted(
    sockets.map(({ hostIp, asked, container, containerPort, protocol, mapping }) => {
      const from = `${hostIp}:${asked}->${container}:${containerPort}`;
      return mapping === undefined ? from : `${from}/${protocol}`;
    }),
  );

describeRecorded('what k3d makes of the recorded configs', () => {
  test.each(recorded('accept').map((each) => [each.id, each] as const))(
    '%s has the same sockets and upstreams',
    (_, each) => {
      const topology = topologyOf(parsed(each.config));
      expect(topology.problems.filter(({ fault }) => fault.kind !== 'nothing')).toEqual([]);
      expect(upstreams(topology)).toEqual(each.balancer ?? {});
      // Without a load balancer k3d publishes the API later, when it makes the first server.
      const published = topology.hasBalancer
        ? topology.sockets
        : topology.sockets.filter(({ mapping }) => mapping !== undefined);
      expect(printed({ ...topology, sockets: published })).toEqual(each.sockets ?? []);
    },
  );
});
