import { remembered } from './plain';
import { isLoopback } from './this-machine';

/** What an image reference says, with the names that docker leaves out filled in. */
interface ImageName {
  /** `docker.io` where the reference names none. */
  readonly registry: string;
  /** `library/nginx`, without registry. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** Host and port of a URL; of a name too, which has no scheme. */
export const hostIn = (url: string): string => url.replace(/^\w+:\/\//, '').replace(/\/.*$/s, '');

/** One name for the three that Docker Hub has. */
export const registryName = (host: string): string => (HUB.has(host.toLowerCase()) ? 'docker.io' : host.toLowerCase());

/** The host of a registry without its port. */
export const withoutPort = (registry: string): string => registry.replace(/:[^:\]]*$/, '');

/** True for a registry that leads back to whoever asks it, with or without a port: inside a node, that is the node. */
export function isLoopbackRegistry(host: string): boolean {
  const bare = withoutPort(host);
  return bare === 'localhost' || bare === '[::1]' || isLoopback(bare);
}

/** Key of a login in docker's own file and in pull secrets. */
export const loginKey = (server: string): string =>
  registryName(server) === 'docker.io' ? 'https://index.docker.io/v1/' : server.toLowerCase();

/** Reads an image reference as docker and containerd do; anything that is a text can be read. */
export const imageName = remembered((reference): ImageName => {
  const [named, digest] = split(reference, '@');
  const slash = named.indexOf('/');
  const first = named.slice(0, Math.max(slash, 0));
  const hasHost = first === 'localhost' || /[.:]/.test(first);
  const registry = registryName(hasHost ? first : 'docker.io');
  const [path, tag] = split(hasHost ? named.slice(slash + 1) : named, ':');
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return { registry, repository, ...(tag && { tag }), ...(digest && { digest }) };
});

/** The name of an image without its registry, whoever wrote it with that. */
export const bareAt = (server: string, name: string): string =>
  name.startsWith(`${server}/`) ? name.slice(server.length + 1) : name;

/** The name of an image of a registry. */
export const imageAt = (server: string, name: string, tag?: string): string =>
  `${server}/${bareAt(server, name)}${tag === undefined ? '' : `:${tag}`}`;

/** One spelling for all references to the same image: `nginx` is `docker.io/library/nginx:latest`. */
export function canonicalImage(reference: string): string {
  const { registry, repository, tag, digest } = imageName(reference);
  const version = digest ? `@${digest}` : `:${tag ?? 'latest'}`;
  return `${registry}/${repository}${version}`;
}

/** True where the reference means another image tomorrow than today. */
export function moves(reference: string): boolean {
  const { tag, digest } = imageName(reference);
  return digest === undefined && (tag === undefined || tag === 'latest');
}

function split(value: string, mark: string): readonly [string, string?] {
  const index = value.lastIndexOf(mark);
  // What holds a slash is part of the name.
  return index <= value.lastIndexOf('/') ? [value] : [value.slice(0, index), value.slice(index + 1)];
}
