import { canonicalImage, hostIn, imageName, registryName } from '../../image-name';
import { madeBy } from '../../made';
import { LOGIN_KEY } from '../../made-secret';
import type { Named } from '../../named';
import { at, record, text } from '../../plain';
import type { Pods } from '../../pods';
import { pullSecretsOf } from '../../pull-secrets';
import { registriesOf } from '../../k3d/registries';
import type { PrivateRegistryFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { pullsOf } from './pulls';

/** Registries that give many of their images to everybody, so that a login for one says little about another. */
const SERVES_ALL =
  /^(docker\.io|ghcr\.io|quay\.io|registry\.gitlab\.com|public\.ecr\.aws|lscr\.io|mcr\.microsoft\.com|registry\.k8s\.io|(\w+\.)?gcr\.io|[\w-]+-docker\.pkg\.dev)$/;

/** A private registry is named, and nothing brings its login. */
export const imageLoginMissing: Rule = {
  id: 'image-login-missing',
  title: 'An image of a private registry has no login',
  *check(site) {
    const { privateRegistries = [] } = site;
    const servers = new Map(privateRegistries.map((each) => [serverName(each.server), each]));
    const named = new Set(privateRegistries.flatMap(({ images = [] }) => [...images].map(canonicalImage)));
    for (const { pods, image, path, sideLoaded } of pullsOf(site)) {
      const { registry, repository } = imageName(image);
      const declared = servers.get(registry);
      if (!declared || sideLoaded || hasLogin(site, privateRegistries, pods, registry)) continue;
      const servesAll = SERVES_ALL.test(registry);
      // The official images are public, every one of them.
      if (servesAll && repository.startsWith('library/')) continue;
      const mayBePublic = servesAll && !named.has(canonicalImage(image));
      const end = mayBePublic ? ', so it has to be public' : '';
      yield* aboutObject(pods.object, {
        level: mayBePublic ? 'info' : servesAll ? 'warning' : 'error',
        path,
        part: image,
        message: `Image "${image}" comes from "${registry}", which ${declared.where} declares private, but its pods bring no login for it${end}.`,
        remedy: pods.object.declared
          ? `Give the workload registry: <the PrivateRegistry ${declared.where}>.`
          : `Add the pull secret ${declared.secret === undefined ? 'of' : `"${declared.secret}" of`} "${registry}" to imagePullSecrets.`,
      });
    }
  },
};

/** `https://index.docker.io/v1/` is `docker.io`. */
const serverName = (server: string) => registryName(hostIn(server));

function hasLogin(site: Site, privates: readonly PrivateRegistryFacts[], pods: Pods, registry: string): boolean {
  const { cluster } = site;
  const nodes = cluster && registriesOf(cluster);
  if (nodes && (!nodes.known || Object.keys(record(nodes.configs.get(registry)?.auth)).length > 0)) return true;
  const secrets = pullSecretsOf(site, pods);
  // An account that lives outside may bring anything.
  return (
    secrets === undefined ||
    secrets.some((name) => {
      const [made] = madeBy(site).objects('Secret', pods.namespace, name);
      return made ? opens(made, registry) : brings(privates, pods.namespace, name, registry);
    })
  );
}

/** A Secret of a private registry, or one that nobody can read here. */
function brings(privates: readonly PrivateRegistryFacts[], namespace: string, name: string, registry: string): boolean {
  const declared = privates.filter(
    ({ secret, namespaces }) => secret === name && namespaces?.includes(namespace) !== false,
  );
  return declared.length === 0 || declared.some(({ server }) => serverName(server) === registry);
}

/** Asks whether a secret holds a login for a registry; yes where it cannot be read. */
function opens({ json }: Named, registry: string): boolean {
  const servers = Object.keys(record(contentOf(json)?.auths));
  return servers.length === 0 || servers.some((server) => serverName(server) === registry);
}

function contentOf(json: unknown) {
  const plain = text(at(json, 'stringData')[LOGIN_KEY]);
  const encoded = text(at(json, 'data')[LOGIN_KEY]) ?? '';
  try {
    return record(JSON.parse(plain ?? atob(encoded)));
  } catch {
    return undefined;
  }
}
