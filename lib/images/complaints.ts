import type { PropertyComplaint } from '../analysis/given';
import { hasLogin, hideLogin } from '../routes/hide-login';
import { wrongWith } from '../routes/image-fault';
import { isIpv4 } from '../routes/ip';
import { isExpanded } from '../routes/k3d/formats';
import { isPort } from '../routes/port';
import type { Credential } from './credential';
import type { PullThrough } from './pull-through';

/** Nodes and registries log in before there is a cluster that could keep a Secret. */
export function loginComplaints(field: string, credential: Credential | undefined): PropertyComplaint[] {
  if (credential?._secret === undefined) return [];
  return [
    {
      field,
      message: `${field} is Credential.fromSecret("${credential._secret}"), and neither nodes nor registries read Secrets.`,
      remedy: "Write Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD').",
    },
  ];
}

/** A URL, a host or an image with a login in it would carry that into dist/, so the message does not repeat it. */
export function urlLoginComplaints(field: string, url: string): PropertyComplaint[] {
  if (!hasLogin(url)) return [];
  return [
    {
      field,
      message: `${field} holds a login, which would stand in dist/.`,
      remedy: 'Write the address without it, and the login as credential.',
    },
  ];
}

/** The registry program takes a URL, and nothing else. */
export function proxyComplaints(field: string, remoteUrl: string | undefined): PropertyComplaint[] {
  if (remoteUrl === undefined) return [];
  const login = urlLoginComplaints(`${field}.remoteUrl`, remoteUrl);
  if (login.length > 0 || /^https?:\/\/[^/\s]+\/?$/.test(remoteUrl)) return login;
  const host = remoteUrl.replace(/^\w+:\/\//, '').replace(/[/\s].*$/s, '');
  return [
    {
      field: `${field}.remoteUrl`,
      message: `${field}.remoteUrl is "${remoteUrl}", and no URL of a registry.`,
      remedy: `Write "https://${host === '' ? 'registry-1.docker.io' : host}".`,
    },
  ];
}

/** Docker publishes a registry on a port of this machine. */
export function portComplaints(field: string, port: number | undefined): PropertyComplaint[] {
  if (port === undefined || isPort(port)) return [];
  const message = `${field} is ${port}, and no port.`;
  return [{ field, message, remedy: `Write a whole number from 1 to 65535, for example ${field}: 5001.` }];
}

/** Docker listens on an address; of names, only those below localhost are one on every machine. */
export function hostComplaints(field: string, host: string | undefined): PropertyComplaint[] {
  if (host === undefined || isExpanded(host) || isIpv4(host) || /^([a-z0-9-]+\.)*localhost$/i.test(host)) return [];
  const message = `${field} is "${hideLogin(host)}", and no IPv4 address of this machine.`;
  return [{ field, message, remedy: `Write ${field}: "127.0.0.1".` }];
}

/** Where the registry keeps its images. */
const STORE = '/var/lib/registry';

/** Docker's own binds, which k3d hands on as they are. */
export function bindComplaints(field: string, volumes: readonly string[] = []): PropertyComplaint[] {
  return volumes.flatMap((volume, index): PropertyComplaint[] => {
    const wrong = wrongBind(volume);
    if (wrong === undefined) return [];
    const [what, remedy] = wrong;
    const at = `${field}[${index}]`;
    return [{ field: at, message: `${at} is "${volume}", ${what}.`, remedy }];
  });
}

function wrongBind(volume: string): readonly [what: string, remedy: string] | undefined {
  if (isExpanded(volume) || /^[a-z]:[\\/]/i.test(volume)) return undefined;
  const parts = volume.split(':');
  const source = volume.replace(/:.*$/s, '');
  const target = parts[1] ?? source;
  if (parts.length > 3)
    return [`with ${parts.length - 1} colons where docker takes 2`, 'Write "SOURCE:TARGET:OPTIONS".'];
  if (!target.startsWith('/')) {
    const what = parts.length > 1 ? `and "${target}" is no absolute path` : 'and no folder of the registry';
    return [what, `Write "${source === '' ? 'images' : source}:${STORE}".`];
  }
  if (source.startsWith('/') || /^[a-z0-9][\w.-]+$/i.test(source)) return undefined;
  return [
    `and docker takes "${source}" for the name of a volume, which it cannot be`,
    source.includes('/')
      ? `Write the whole path of the folder, for example "/home/me/images:${target}".`
      : `Write "images:${target}".`,
  ];
}

/** What is wrong with the name of an image. */
export function imageComplaints(field: string, image: string | undefined): PropertyComplaint[] {
  if (image === undefined) return [];
  const wrong = wrongWith(image);
  if (wrong === undefined) return [];
  const [what, remedy] = wrong;
  return [{ field, message: `${field} is "${hideLogin(image)}", which ${what}.`, remedy }];
}

/** What both ways to have k3d make a registry take. */
interface MadeRegistry {
  readonly host?: string;
  readonly hostPort?: number;
  readonly image?: string;
  readonly volumes?: string[];
  readonly pullThrough?: PullThrough;
}

/** What is wrong with a registry that k3d is to make, whichever property of which object says it. */
export const madeRegistryComplaints = (
  at: (property: keyof MadeRegistry) => string,
  { host, hostPort, image, volumes, pullThrough }: MadeRegistry,
): PropertyComplaint[] => [
  ...portComplaints(at('hostPort'), hostPort),
  ...hostComplaints(at('host'), host),
  ...imageComplaints(at('image'), image),
  ...bindComplaints(at('volumes'), volumes),
  ...proxyComplaints(at('pullThrough'), pullThrough?.remoteUrl),
  ...loginComplaints(`${at('pullThrough')}.credential`, pullThrough?.credential),
];
