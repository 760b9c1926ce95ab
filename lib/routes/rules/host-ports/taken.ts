import { clusterRule } from '../cluster-rule';
import { freePort, unprivileged } from '../free-port';
import { error, info, type Statement, warning } from '../speak';
import { hostPortClaims, clashes, takenPorts } from './claims';

/** Ports that AirPlay holds on macOS. */
const AIRPLAY = [5000, 7000];

/** Rules on who has a port of this machine. */
export const takenRules = [
  clusterRule('host-port-taken-twice', 'One host port is asked for twice', function* ({ cluster }, { others }) {
    const claims = hostPortClaims(cluster);
    const instead = (port: number) =>
      `Give one of them another host port, for example ${freePort(port, takenPorts(claims))}.`;
    for (const { port, earlier, later } of clashes(claims)) {
      const askers = [...earlier.askers, ...later.askers];
      const both = (said: Statement): Statement => ({ ...said, askers });
      if (earlier.path === later.path) {
        yield both(
          error(
            later.path,
            `Host port ${port} is opened twice by ${later.who}: k3d opens it once for each suffix of its node filters.`,
            'Write the same suffix on all of its node filters.',
          ),
        );
      } else if (earlier.target(port) === later.target(port)) {
        yield both(
          warning(
            later.path,
            `Host port ${port} is asked for twice with the same target, by ${earlier.who} and by ${later.who}, and k3d hands both to docker.`,
            'Remove one of the two.',
          ),
        );
      } else {
        yield both(
          error(
            later.path,
            `Host port ${port} is asked for twice: by ${earlier.who} and by ${later.who}.`,
            instead(port),
          ),
        );
      }
    }
    // Each pair of clusters is looked at from both; one of them says it. Of one name, they never run at once.
    for (const other of others.filter(({ where, name }) => where < cluster.where && name !== cluster.name)) {
      for (const { port, earlier, later } of clashes(hostPortClaims(other), claims)) {
        const said = warning(
          later.path,
          `Host port ${port} is asked for by ${later.who}, and in cluster ${other.name} by ${earlier.who}, so the two clusters cannot run at once.`,
          instead(port),
        );
        yield { ...said, askers: later.askers };
      }
    }
  }),

  clusterRule('host-port-privileged', 'A host port that not every machine gives away', function* ({ cluster }) {
    for (const { ports, path, who } of hostPortClaims(cluster)) {
      const airplay = AIRPLAY.find((port) => ports.first <= port && port <= ports.last);
      const free = unprivileged(ports.first);
      if (free !== ports.first) {
        yield info(
          path,
          `Host port ${ports.first} of ${who} is below 1024, which an engine without root rights does not open.`,
          `Where that is so, take a port such as ${free}.`,
        );
      } else if (airplay !== undefined) {
        yield info(
          path,
          `Host port ${airplay} of ${who} is held by AirPlay on macOS.`,
          `On a Mac, take a port such as ${airplay + 1}.`,
        );
      }
    }
  }),
];
