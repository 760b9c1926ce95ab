import { asQuantity } from '../../../routes/quantity';
import { socketName } from '../../../routes/report/words';
import { someOf } from '../../../routes/some-of';
import type { Holder, PortObstacle, WantedPort } from '../host-ports';
import type { Leftover } from '../leftovers';
import { HOMES } from '../programs';
import type { Explained } from '../explained';

/** All that `doctor` says. */
export const doctorText = {
  looking: (name: string) => `Looking at what cluster "${name}" needs of this machine`,
  engine: (version: string) => `docker ${version} answers`,
  silentEngine: (said: string): Explained =>
    /permission denied/i.test(said)
      ? {
          cause: 'Docker does not let this user in.',
          remedy: 'Run "sudo usermod -aG docker $USER", log out, and log in again.',
        }
      : { cause: 'Docker does not answer.', remedy: `Start it, and run this again.${said && ` It says: ${said}`}` },
  unknownVersion: (program: string): Explained => ({
    cause: `${program} does not say a version that can be read.`,
    remedy: `Run "${program} version" to see what it is.`,
  }),
  tooOld: (program: 'k3d' | 'kubectl', version: string, minimum: string, cluster: string): Explained => ({
    cause: `${program} ${version} is too old: cluster "${cluster}" needs ${minimum}.`,
    remedy: `Install a newer one: ${HOMES[program]}`,
  }),
  /** A sentence of another part, cut after its first. */
  said(message: string): Explained {
    const [, cause = message, remedy = 'Replace it.'] = /^(.*?\.) (?=[A-Z"])(.*)$/s.exec(message) ?? [];
    return { cause, remedy };
  },
  uncovered: (file: string, hosts: readonly string[]): Explained => ({
    cause: `The certificate in "${file}" is not for ${joined(hosts)}, so browsers will refuse it there.`,
    remedy: 'Put a certificate there that names every host.',
  }),
  leftovers: (cluster: string, left: readonly Leftover[]): Explained => ({
    cause: `A creation of cluster "${cluster}" that failed left ${joined(left.map(({ kind, name }) => `${kind} ${name}`))}.`,
    remedy: 'Run "cdk8s-k3d down": it removes what is left.',
  }),
  remote: (host: string): Explained => ({
    cause: `Docker runs on another machine (DOCKER_HOST is "${host}"), so the ports there were not looked at.`,
    remedy: 'Open the URLs with the name of that machine.',
  }),
  free: (ports: readonly number[]) =>
    ports.length === 1 ? `host port ${ports[0]} is free` : `host ports are free: ${listed(ports)}`,
  port: (wanted: WantedPort, fault: PortObstacle): Explained => {
    const socket = socketText(wanted);
    if (fault.kind === 'strange-address') {
      return {
        cause: `Host port ${socket} cannot be published: ${wanted.address} is no address of this machine.`,
        remedy: 'Write an address of this machine into the program, and run "cdk8s-k3d synth".',
      };
    }
    if (fault.kind === 'rights') {
      return {
        cause: `Host port ${socket} needs rights that a rootless docker does not have.`,
        remedy: `Run "sudo sysctl net.ipv4.ip_unprivileged_port_start=${wanted.port}".`,
      };
    }
    return {
      cause: `Host port ${socket} is taken by ${holderText(fault.holder)}.`,
      remedy: freeing(wanted, fault.holder),
    };
  },
  tooLarge: (resource: 'memory' | 'cpu', name: string, amount: number, has: number): Explained => ({
    cause: `A pod of ${name} asks for ${amountText(resource, amount)}, and docker has ${amountText(resource, has)}, so it is never started.`,
    remedy: 'Ask for less in the program, and run "cdk8s-k3d synth".',
  }),
  memory: (asked: number, has: number): Explained => ({
    cause: `All pods together ask for ${asQuantity(asked)} of memory, and docker has ${asQuantity(has)}.`,
    remedy: 'Ask for less in the program, and run "cdk8s-k3d synth".',
  }),
  disk: (folder: string, needs: number, free: number): Explained => ({
    cause: `"${folder}" has ${asQuantity(free)} left, and images and volumes may need ${asQuantity(needs)}.`,
    remedy: 'Run "docker system prune" to remove what nothing uses.',
  }),
  edited: (file: string): Explained => ({
    cause: `"${file}" was edited after synth wrote it.`,
    remedy: 'Put the change into the program: the next "cdk8s-k3d synth" writes the file anew.',
  }),
};

const socketText = ({ address, port, protocol }: WantedPort) =>
  socketName({ hostIp: address, hostPort: port, protocol });

function holderText(holder: Holder): string {
  if (holder.kind === 'container') return `container ${holder.name}`;
  return holder.kind === 'process' ? `process ${holder.pid} (${holder.name})` : 'a process of another user';
}

/** A container of a cluster of k3d: `k3d-other-serverlb`. */
const OF_CLUSTER = /^k3d-(.+)-(?:serverlb|server-\d+|agent-\d+)$/;

/** What lsof calls the part of macOS that has ports 5000 and 7000. */
const AIRPLAY = 'ControlCe';

function freeing({ port, protocol }: WantedPort, holder: Holder): string {
  if (holder.kind === 'container') {
    const cluster = OF_CLUSTER.exec(holder.name)?.[1];
    return cluster === undefined ? `Run "docker stop ${holder.name}".` : `Run "k3d cluster stop ${cluster}".`;
  }
  if (holder.kind === 'unknown') return `Find it with "sudo lsof -nP -i${protocol.toUpperCase()}:${port}", and end it.`;
  if (holder.name.startsWith(AIRPLAY)) return 'Switch off AirPlay Receiver in the settings of macOS.';
  return `Run "kill ${holder.pid}".`;
}

const amountText = (resource: 'memory' | 'cpu', amount: number) =>
  resource === 'memory' ? `${asQuantity(amount)} of memory` : `${amount} processors`;

const joined = (words: readonly string[]) =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : `${words[0]}`;

const SHOWN = 8;

const listed = (ports: readonly number[]) => someOf(ports, SHOWN);
