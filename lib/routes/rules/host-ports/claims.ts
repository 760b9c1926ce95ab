import { fieldName } from '../../field-name';
import { isIpv6 } from '../../ip';
import { sharesHostNetwork } from '../../k3d/cluster-nodes';
import type { PortEntry } from '../../k3d/port-entry';
import { type PortRange, size } from '../../k3d/port-spec';
import { registriesOf } from '../../k3d/registries';
import { API_PORT } from '../../k3d/topology';
import { push, record, text } from '../../plain';
import { fixedPort, isPort } from '../../port';
import type { Transport } from '../../route';
import { EVERY_ADDRESS, isEveryAddress, listeningAt } from '../../this-machine';
import type { ClusterFacts } from '../../world';
import { readCluster } from '../cluster-rule';

/** Somebody who wants ports of this machine. */
interface HostPortClaim {
  readonly ports: PortRange;
  readonly protocol: Transport;
  readonly hostIp: string;
  /** Path in the config. */
  readonly path: string;
  /** Who wants it, as a message says it. */
  readonly who: string;
  /** Construct paths of whoever asked the cluster for it. */
  readonly askers: readonly string[];
  /** What stands behind one of the ports; equal where two claims mean the same. */
  readonly target: (port: number) => string;
}

/** The fixed host ports of a cluster: of its mappings, its API and its registry. */
export function hostPortClaims(cluster: ClusterFacts): readonly HostPortClaim[] {
  const { config, entries } = readCluster(cluster);
  const { hostIP, hostPort } = record(config.kubeAPI);
  const { created } = registriesOf(cluster);
  const onHost = sharesHostNetwork(config);
  return [
    ...single(
      onHost ? API_PORT : fixedPort(text(hostPort) ?? ''),
      text(hostIP) ?? EVERY_ADDRESS,
      'kubeAPI.hostPort',
      'the Kubernetes API',
    ),
    ...(created
      ? single(created.hostPort, listeningAt(created.host), 'registries.create.hostPort', 'the registry')
      : []),
    ...(onHost ? [] : entries.flatMap((entry) => mapped(entry, cluster))),
  ];
}

/** Every port of some claims. */
export function takenPorts(claims: readonly HostPortClaim[]): ReadonlySet<number> {
  const taken = new Set<number>();
  for (const { ports } of claims) for (let port = ports.first; port <= ports.last; port++) taken.add(port);
  return taken;
}

function single(port: number | undefined, hostIp: string, path: string, who: string): readonly HostPortClaim[] {
  if (!isPort(port)) return [];
  return [
    {
      ports: { first: port, last: port },
      protocol: 'tcp',
      hostIp,
      path,
      who,
      askers: [],
      target: () => who,
    },
  ];
}

/** A range for one cluster port is no claim: docker takes what is free in it. */
function mapped(
  { index, port, spec, publications }: PortEntry,
  { portAskers = [], fields }: ClusterFacts,
): readonly HostPortClaim[] {
  const hostPorts = spec?.hostPorts;
  if (!hostPorts || hostPorts.first === 0 || size(hostPorts) !== size(spec.clusterPorts)) return [];
  const path = `ports[${index}]`;
  const askers = portAskers[index] ?? [];
  const asker = askers.length > 0 ? askers.join(' and ') : (fieldName(fields, path) ?? path);
  return publications.map(({ via, nodes }) => ({
    ports: hostPorts,
    protocol: spec.protocol,
    hostIp: spec.hostIp,
    path,
    who: `${asker} ("${port}")`,
    askers,
    target: (at) =>
      `${spec.hostIp} ${at - hostPorts.first + spec.clusterPorts.first} ${via} ${[...nodes].sort().join()}`,
  }));
}

/** Two claims that want one port. */
interface HostPortClash {
  readonly port: number;
  readonly earlier: HostPortClaim;
  readonly later: HostPortClaim;
}

/** Finds, for each of the later claims, the first one before it that wants the same. */
export function clashes(
  earlier: readonly HostPortClaim[],
  later: readonly HostPortClaim[] = earlier,
): readonly HostPortClash[] {
  const taken = new Map<string, HostPortClaim[]>();
  const found: HostPortClash[] = [];
  const take = (claim: HostPortClaim) => eachPort(claim, (key) => push(taken, key, claim));
  const meet = (claim: HostPortClaim) =>
    eachPort(claim, (key, port) => {
      const holder = taken.get(key)?.find((other) => overlap(claim.hostIp, other.hostIp));
      if (holder) found.push({ port, earlier: holder, later: claim });
      return holder !== undefined;
    });
  if (later !== earlier) earlier.forEach(take);
  for (const claim of later) if (!meet(claim) && later === earlier) take(claim);
  return found;
}

/** Visits the ports of a claim until the visitor says that it has seen enough. */
function eachPort({ ports, protocol }: HostPortClaim, visit: (key: string, port: number) => unknown): boolean {
  for (let port = ports.first; port <= ports.last; port++) if (visit(`${port}/${protocol}`, port) === true) return true;
  return false;
}

/** An empty address is every one of both versions. */
function overlap(a: string, b: string): boolean {
  if (a === b || a === '' || b === '') return true;
  return isIpv6(a) === isIpv6(b) && [a, b].some(isEveryAddress);
}
