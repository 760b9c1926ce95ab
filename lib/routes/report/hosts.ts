import { resolvesHere } from '../network/url';
import type { Hop, Mapping, Route } from '../route';
import type { Access } from './access';

const HEAD = `# For the hosts file of this machine: /etc/hosts, on Windows C:\\Windows\\System32\\drivers\\etc\\hosts.
`;

/** Lines for the hosts file, only where a name needs one. */
export function hostsFile({ routes, mappings }: Pick<Access, 'routes' | 'mappings'>): string {
  const lines = new Set(routes.flatMap((route) => lineOf(route, mappings)));
  return HEAD + (lines.size > 0 ? [...lines].sort() : ['# No name needs a line.']).join('\n') + '\n';
}

/** A name as a hosts file may hold it. */
const PLAIN_NAME = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i;
const ADDRESS = /^[\d.]+$|^\[/;

function lineOf(route: Route, mappings: readonly Mapping[]): readonly string[] {
  const name = route.hops.find(({ kind }) => kind === 'name')?.name;
  if (name === undefined || ADDRESS.test(name) || resolvesHere(name)) return [];
  if (name.startsWith('*.') && PLAIN_NAME.test(name.slice(2))) {
    return [`# ${name}: a hosts file takes no wildcard. Write one line for each name that you open.`];
  }
  return PLAIN_NAME.test(name) ? [`${hostAddress(route, mappings)} ${name}`] : [];
}

const ANY = new Set([undefined, '', '0.0.0.0', '::', '127.0.0.1']);

/** The address on which the host port of a route listens. */
function hostAddress({ cluster, hops }: Route, mappings: readonly Mapping[]): string {
  const door = hops.find(({ kind }) => kind === 'host-port');
  const ips = mappings.filter((mapping) => opens(mapping, cluster, door)).map(({ hostIp }) => hostIp);
  return ips.find((ip) => !ANY.has(ip)) ?? '127.0.0.1';
}

const opens = (mapping: Mapping, cluster: string | undefined, door: Hop | undefined) =>
  mapping.cluster === cluster && mapping.hostPort === door?.port && mapping.clusterPort === door?.next;
