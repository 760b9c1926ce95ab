import { topologyOf } from '../../routes/k3d/topology';
import { at, text } from '../../routes/plain';
import { fixedPort } from '../../routes/port';
import { bareAddress, EVERY_ADDRESS, isEveryAddress, listeningAt, LOOPBACK } from '../../routes/this-machine';
import { type Tools, utf8 } from '../tools';
import type { HeldPort } from './docker';
import type { KnownCluster } from './k3d';

/** A port of this machine that a cluster wants. */
export interface WantedPort {
  /** Empty for every address. */
  readonly address: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** Who has a port. */
export type Holder =
  | { readonly kind: 'container'; readonly name: string }
  | { readonly kind: 'process'; readonly name: string; readonly pid: number }
  | { readonly kind: 'unknown' };

/** Why a port cannot be had. */
export type PortObstacle =
  | { readonly kind: 'taken'; readonly holder: Holder }
  /** The address is another machine's. */
  | { readonly kind: 'strange-address' }
  /** Only root may have it, and docker is not. */
  | { readonly kind: 'rights' };

/** The ports that a cluster file asks docker for. Those that docker chooses itself are always free. */
export function wantedPorts(config: unknown): readonly WantedPort[] {
  const { host, hostPort } = at(config, 'registries.create');
  const registry = fixedPort(text(hostPort) ?? '');
  const ports = topologyOf(config).sockets.flatMap(({ hostIp, hostPort: port, protocol }): WantedPort[] =>
    port === undefined ? [] : [{ address: plain(hostIp), port, protocol: protocol === 'udp' ? 'udp' : 'tcp' }],
  );
  const made: WantedPort[] =
    registry === undefined ? [] : [{ address: plain(text(host) ?? ''), port: registry, protocol: 'tcp' }];
  return [...ports, ...made];
}

const plain = (address: string) => {
  const bare = bareAddress(address);
  return bare === EVERY_ADDRESS ? '' : listeningAt(bare);
};

/** Whether a container of the cluster that runs has the port already. */
export const isOwn = ({ nodes }: KnownCluster, { port, protocol }: WantedPort): boolean =>
  nodes.some(
    ({ running, ports }) => running && ports.some((each) => each.hostPort === port && each.protocol === protocol),
  );

/** What is known of the engine that is to publish the port. */
interface Publisher {
  readonly held: readonly HeldPort[];
  readonly rootless: boolean;
}

/** Finds out why a port cannot be had, by trying to have it; undefined where it is free. */
export async function portFault(
  tools: Tools,
  wanted: WantedPort,
  { held, rootless }: Publisher,
): Promise<PortObstacle | undefined> {
  const container = held.find((one) => isHeldBy(wanted, one));
  if (container) return { kind: 'taken', holder: { kind: 'container', name: container.container } };
  const { address, port, protocol } = wanted;
  const taken = (at: string) => tools.sockets.taken(at, port, protocol);
  const reason = await taken(address === '' ? EVERY_ADDRESS : address);
  if (reason === 'EADDRNOTAVAIL') return { kind: 'strange-address' };
  if (reason === 'EACCES' && rootless) return { kind: 'rights' };
  // This program may not have it, but docker may. Whether somebody listens is seen by knocking.
  const busy =
    reason === 'EACCES'
      ? protocol === 'tcp' && (await tools.sockets.refused(address || LOOPBACK, port, PATIENCE)) === undefined
      : reason === 'EADDRINUSE' || (address === '' && (await taken('::')) === 'EADDRINUSE');
  return busy ? { kind: 'taken', holder: await holderOf(tools, wanted) } : undefined;
}

const PATIENCE = 1_000;

const isHeldBy = ({ address, port, protocol }: WantedPort, held: HeldPort) =>
  held.protocol === protocol &&
  held.first <= port &&
  port <= held.last &&
  (isEveryAddress(address) || isEveryAddress(held.address) || held.address === address);

/** Who has a port, where the system tells this user. */
async function holderOf(tools: Tools, { port, protocol }: WantedPort): Promise<Holder> {
  const asked = protocol === 'udp' ? [`-iUDP:${port}`] : [`-iTCP:${port}`, '-sTCP:LISTEN'];
  const lsof = await said(tools, 'lsof', ['-nP', ...asked, '-Fpc']);
  const [, pid, name = ''] = /^p(\d+)\nc(.+)$/m.exec(lsof) ?? [];
  if (pid !== undefined) return { kind: 'process', name, pid: Number(pid) };
  const ss = await said(tools, 'ss', [protocol === 'udp' ? '-Hlnup' : '-Hlntp', `sport = :${port}`]);
  const [, title = '', number] = /users:\(\("([^"]*)",pid=(\d+)/.exec(ss) ?? [];
  return number === undefined ? { kind: 'unknown' } : { kind: 'process', name: title, pid: Number(number) };
}

async function said(tools: Tools, program: string, args: readonly string[]): Promise<string> {
  const ran = await tools.start(program, args, { timeout: PATIENCE * 5 });
  return ran.kind === 'unstarted' ? '' : utf8(ran.stdout);
}
