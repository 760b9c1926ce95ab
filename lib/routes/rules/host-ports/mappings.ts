import { NODE_PORT_RANGE } from '../../k3d/node-port-range';
import { size } from '../../k3d/port-spec';
import { clusterRule } from '../cluster-rule';
import { inWords } from '../in-words';
import { error, info, warning } from '../speak';

/** Docker starts a process for each port, and k3d waits for all of them. */
const MANY = 100;

/** Rules on what a port mapping says. */
export const portMappingRules = [
  clusterRule('port-spec-malformed', 'A port mapping cannot be read', function* ({ entries }) {
    for (const { index, port, spec, faults } of entries) {
      const at = `ports[${index}].port`;
      for (const fault of faults) {
        if (fault.kind === 'spec')
          yield error(at, `The port mapping "${port}" cannot be used: ${fault.why}.`, fault.remedy);
      }
      if (spec?.clusterPorts.first === 0) {
        yield error(
          at,
          `The port mapping "${port}" leads to port 0, on which nothing can listen.`,
          'Write a cluster port from 1 to 65535.',
        );
      }
    }
  }),

  clusterRule('port-range-huge', 'A port mapping opens very many ports', function* ({ entries }) {
    for (const { index, port, spec } of entries) {
      if (!spec || size(spec.clusterPorts) <= MANY) continue;
      const { first, last } = spec.clusterPorts;
      const at = `ports[${index}].port`;
      if (first <= NODE_PORT_RANGE.first && last >= NODE_PORT_RANGE.last) {
        yield error(
          at,
          `"${port}" opens every node port: docker needs minutes for ${size(spec.clusterPorts)} ports, and mostly fails.`,
          'Map the node ports that you use, each by itself.',
        );
      } else {
        yield warning(
          at,
          `"${port}" opens ${size(spec.clusterPorts)} ports, which makes docker slow.`,
          'Map the ports that you use, each by itself.',
        );
      }
    }
  }),

  clusterRule('port-random', 'Docker chooses the host port', function* ({ cluster, entries }) {
    for (const { index, port, spec, publications } of entries) {
      if (!spec || publications.length === 0) continue;
      const { hostPorts, clusterPorts } = spec;
      if (hostPorts && hostPorts.first > 0 && size(hostPorts) === size(clusterPorts)) continue;
      yield info(
        `ports[${index}].port`,
        `"${port}" names no host port, so docker chooses another one at each creation and no URL can be promised.`,
        inWords(
          cluster,
          `Write a host port in front, for example "8080:${clusterPorts.first}".`,
          'Write a host port, for example hostPort: 8080.',
        ),
      );
    }
  }),
];
