import { jsonIn, list, record, text, whole } from '../../routes/plain';
import { bareAddress } from '../../routes/this-machine';
import { endedWell, type Tools, utf8 } from '../tools';
import { ask, attempt, complaintsIn, QUESTION } from './programs';

/** The engine behind the docker of this machine. */
export interface Engine {
  readonly version: string;
  /** Bytes for all containers; on a desktop less than the machine has. */
  readonly memory?: number;
  readonly processors?: number;
  /** Folder of images and volumes, where the engine runs. */
  readonly folder?: string;
  /** It has no more rights than its user. */
  readonly rootless: boolean;
}

/** What logs docker in to a registry; that of Docker has no name. */
export const loginCommand = (registry: string): string =>
  `docker login${registry === 'docker.io' ? '' : ` ${registry}`}`;

/** Asks the engine what it is; where it does not answer, what docker says of that. */
export async function engineOf(tools: Tools): Promise<Engine | { readonly silent: string }> {
  const ran = await attempt(tools, 'docker', ['info', '--format', '{{json .}}'], {
    timeout: QUESTION,
  });
  const info = record(jsonIn(utf8(ran.stdout)));
  const version = text(info.ServerVersion);
  // Some versions of docker end well without an engine, and describe one that has nothing.
  if (!endedWell(ran) || version === undefined) {
    return { silent: [...list(info.ServerErrors), ...complaintsIn(ran.stderr)].join(' ') };
  }
  const [memory, processors, folder] = [whole(info.MemTotal), whole(info.NCPU), text(info.DockerRootDir)];
  return {
    version,
    ...(memory !== undefined && { memory }),
    ...(processors !== undefined && { processors }),
    ...(folder !== undefined && { folder }),
    rootless: list(info.SecurityOptions).some((option) => `${option}`.includes('rootless')),
  };
}

/** A port of this machine that a running container has. */
export interface HeldPort {
  readonly container: string;
  /** `0.0.0.0`, `::` */
  readonly address: string;
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
}

/** The ports that docker holds for running containers. */
export async function heldPorts(tools: Tools): Promise<readonly HeldPort[]> {
  const said = await ask(tools, 'docker', ['ps', '--format', '{{.Names}}|{{.Ports}}'], { timeout: QUESTION });
  return said.split('\n').flatMap((line) => {
    const [container, ports = ''] = line.split('|');
    return [...ports.matchAll(BINDING)].map(([, address, first, last = first, protocol]) => ({
      container: `${container}`,
      address: bareAddress(`${address}`),
      first: Number(first),
      last: Number(last),
      protocol: `${protocol}`,
    }));
  });
}

/** `0.0.0.0:8085->80/tcp, [::]:8000-8002->80-82/udp`; older versions write `:::8085`. */
const BINDING = /(\[[^[\]]*\]|::|(?<![\d.])[\d.]+):(\d+)(?:-(\d+))?->[\d-]+\/(\w+)/g;

/** Whether docker runs on another machine, and what says so. */
export function remoteEngine({ environment }: Pick<Tools, 'environment'>): string | undefined {
  const host = environment.DOCKER_HOST ?? '';
  return /^(tcp|ssh|https?):/.test(host) && !/\/\/(localhost|127\.[\d.]+|\[::1\])(:|$)/.test(host) ? host : undefined;
}
