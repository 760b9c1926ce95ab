import { answersOnLoopback, hostsLine, resolvesHere } from '../network/url';
import type { Mapping, Route } from '../route';
import type { Access } from './access';

const HEAD = `# For the hosts file of this machine: /etc/hosts, on Windows C:\\Windows\\System32\\drivers\\etc\\hosts.
`;

/** Lines for the hosts file, only where a name needs one. */
export function hostsFile({ routes, mappings }: Pick<Access, 'routes' | 'mappings'>): string {
  const addresses = specialAddresses(mappings);
  const lines = new Set(routes.flatMap((route) => lineOf(route, addresses)));
  return HEAD + (lines.size > 0 ? [...lines].sort() : ['# No name needs a line.']).join('\n') + '\n';
}

/** A name as a hosts file may hold it. */
const PLAIN_NAME = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i;
const ADDRESS = /^[\d.]+$|^\[/;

function lineOf({ cluster, hops }: Route, addresses: ReadonlyMap<string, string>): readonly string[] {
  const name = hops.find(({ kind }) => kind === 'name')?.name;
  if (name === undefined || ADDRESS.test(name) || resolvesHere(name)) return [];
  if (name.startsWith('*.') && PLAIN_NAME.test(name.slice(2))) {
    return [`# ${name}: a hosts file takes no wildcard. Write one line for each name that you open.`];
  }
  const door = hops.find(({ kind }) => kind === 'host-port');
  const address = addresses.get(socketKey(cluster, door?.port, door?.next));
  return PLAIN_NAME.test(name) ? [hostsLine(name, address)] : [];
}

/** Sockets that listen on one address of this machine alone, with that address. */
const specialAddresses = (mappings: readonly Mapping[]): ReadonlyMap<string, string> =>
  new Map(
    mappings
      .filter(({ hostIp }) => !answersOnLoopback(hostIp))
      .map(({ cluster, hostPort, clusterPort, hostIp }) => [socketKey(cluster, hostPort, clusterPort), `${hostIp}`]),
  );

const socketKey = (...parts: readonly unknown[]) => parts.join(' ');
