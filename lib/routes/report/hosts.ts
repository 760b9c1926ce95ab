import { compare, firstOf } from '../plain';
import type { Mapping, Route } from '../route';
import { answersOnLoopback, type HostsEntry, hostsLine, isAddress, reachedAt, resolvesHere } from '../this-machine';
import type { Access } from './access';

const HEAD = `# For the hosts file of this machine: /etc/hosts, on Windows C:\\Windows\\System32\\drivers\\etc\\hosts.
`;

/** What says which names are asked for, and where they have to lead. */
type Routed = Pick<Access, 'routes' | 'mappings'>;

/** Lines for the hosts file, only where a name needs one. */
export function hostsFile(access: Routed): string {
  const lines = new Set([...access.routes.flatMap(wildcardLine), ...neededNames(access).map(hostsLine)]);
  return HEAD + (lines.size > 0 ? [...lines].sort() : ['# No name needs a line.']).join('\n') + '\n';
}

/** The names that lead to this machine only by a line in the hosts file, each once, in the order of its lines. */
export function neededNames({ routes, mappings }: Routed): readonly HostsEntry[] {
  const addresses = specialAddresses(mappings);
  const needed = routes.flatMap((route): readonly HostsEntry[] => {
    const name = foreignName(route);
    if (name === undefined || !PLAIN_NAME.test(name)) return [];
    const door = route.hops.find(({ kind }) => kind === 'host-port');
    return [{ name, address: reachedAt(addresses.get(socketKey(route.cluster, door?.port, door?.next))) }];
  });
  return [...firstOf(needed, hostsLine)].sort((a, b) => compare(hostsLine(a), hostsLine(b)));
}

/** A name as a hosts file may hold it. */
const PLAIN_NAME = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i;

/** The name in the URL of a route, where it does not lead to this machine by itself. */
function foreignName({ hops }: Route): string | undefined {
  const name = hops.find(({ kind }) => kind === 'name')?.name;
  return name === undefined || isAddress(name) || resolvesHere(name) ? undefined : name;
}

function wildcardLine(route: Route): readonly string[] {
  const name = foreignName(route);
  if (!name?.startsWith('*.') || !PLAIN_NAME.test(name.slice(2))) return [];
  return [`# ${name}: a hosts file takes no wildcard. Write one line for each name that you open.`];
}

/** Sockets that listen on one address of this machine alone, with that address. */
const specialAddresses = (mappings: readonly Mapping[]): ReadonlyMap<string, string> =>
  new Map(
    mappings
      .filter(({ hostIp }) => !answersOnLoopback(hostIp))
      .map(({ cluster, hostPort, clusterPort, hostIp }) => [socketKey(cluster, hostPort, clusterPort), `${hostIp}`]),
  );

const socketKey = (...parts: readonly unknown[]) => parts.join(' ');
