import type { Draft } from '../../finding';
import { hideLogin } from '../../hide-login';
import { hostIn, imageName, isLoopbackRegistry, registryName, withoutPort } from '../../image-name';
import { sharesHostNetwork } from '../../k3d/cluster-nodes';
import { texts } from '../../plain';
import { registriesOf, type Registries } from '../../k3d/registries';
import type { ClusterFacts } from '../../world';
import type { Rule } from '../rule';
import { aboutCluster } from '../speak';
import { pullsOf } from './pulls';

interface Endpoint {
  readonly mirror: string;
  readonly url: string;
}

const endpointsOf = ({ mirrors }: Registries): readonly Endpoint[] =>
  [...mirrors].flatMap(([mirror, { endpoint }]) => texts(endpoint).map((url) => ({ mirror, url })));

const endpointHost = (url: string) => hostIn(url).toLowerCase();

const namesHost = (url: string) => endpointHost(url) !== '' && !/\s/.test(url);

const eachEndpoint = (
  say: (endpoint: Endpoint, cluster: ClusterFacts, registries: Registries) => readonly Draft[],
): Rule['check'] =>
  function* ({ cluster }) {
    if (!cluster) return;
    const registries = registriesOf(cluster);
    for (const each of endpointsOf(registries)) {
      // k3d takes what stands behind a dollar from the environment; what stands before an at sign is nobody's to read.
      if (!/[$@]/.test(each.url)) yield* say(each, cluster, registries);
    }
  };

/** An endpoint of a mirror does not say how it speaks, or says it wrongly. */
export const registryEndpointScheme: Rule = {
  id: 'registry-endpoint-scheme',
  title: 'An endpoint of a mirror is spoken to in the wrong way',
  check: eachEndpoint(({ mirror, url }, cluster, { created }) => {
    if (!namesHost(url)) {
      return aboutCluster(cluster, {
        level: 'error',
        path: 'registries.config',
        message: `Endpoint "${url}" of mirror "${hideLogin(mirror)}" names no registry.`,
        remedy: 'Write one such as "https://registry.example.com", or remove it.',
      });
    }
    const host = endpointHost(url);
    const own = created !== undefined && withoutPort(host) === created.name.toLowerCase();
    const bare = !url.includes('://');
    // k3s speaks http with a bare localhost that has a port.
    if (bare && isLoopbackRegistry(host) && /:(?!443$)\d+$/.test(host)) return [];
    if (!bare && !(own && /^https:/i.test(url))) return [];
    return aboutCluster(cluster, {
      level: own ? 'error' : 'warning',
      path: 'registries.config',
      message: own
        ? `Endpoint "${url}" of mirror "${hideLogin(mirror)}" is spoken to by https, but the registry that k3d makes speaks http.`
        : `Endpoint "${url}" of mirror "${hideLogin(mirror)}" has no scheme, so k3s speaks https with it.`,
      remedy: own
        ? `Write "http://${created.address}".`
        : `Write "https://${url}"; if it speaks http only, write "http://${url}".`,
    });
  }),
};

/** An endpoint of a mirror asks the registry of the cluster at the port that it has on this machine. */
export const registryEndpointPort: Rule = {
  id: 'registry-endpoint-port',
  title: 'An endpoint of a mirror asks the registry of the cluster where no node reaches it',
  check: eachEndpoint(({ mirror, url }, cluster, { created }) => {
    if (!created || sharesHostNetwork(cluster.config)) return [];
    const host = endpointHost(url);
    const name = withoutPort(host);
    const port = host.slice(name.length + 1) || '80';
    // With another scheme, that is what is said about it.
    const own = name === created.name.toLowerCase() && /^http:/i.test(url);
    const here = isLoopbackRegistry(name) && port === `${created.hostPort}`;
    if (!here && (!own || created.address.endsWith(`:${port}`))) return [];
    return aboutCluster(cluster, {
      level: 'error',
      path: 'registries.config',
      message: `Endpoint "${url}" of mirror "${hideLogin(mirror)}" ${
        own ? `asks the registry of the cluster at port ${port}` : 'is the node itself'
      }, where it does not listen: the nodes reach it at ${created.address}.`,
      remedy: `Write "http://${created.address}".`,
    });
  }),
};

/** An endpoint of a mirror has a path, which takes the place of `/v2`. */
export const registryEndpointPath: Rule = {
  id: 'registry-endpoint-path',
  title: 'An endpoint of a mirror has a path where a rewrite is meant',
  check: eachEndpoint(({ mirror, url }, cluster) => {
    const host = endpointHost(url);
    const path = url.slice(url.toLowerCase().indexOf(host) + host.length).replace(/^\/+|(?<!\/)\/+$/g, '');
    // A path with v2 in it is written by somebody who means the root of the API.
    if (!namesHost(url) || path === '' || path.split('/').includes('v2')) return [];
    return aboutCluster(cluster, {
      level: 'warning',
      path: 'registries.config',
      message: `Endpoint "${url}" of mirror "${hideLogin(mirror)}" has path "${path}", which containerd takes as the root of the API in place of "v2", and not as a project.`,
      remedy: `Write the endpoint as "${url.slice(0, url.toLowerCase().indexOf(host) + host.length)}" and ${
        cluster.fields?.['registries.config']
          ? `add rewrite: { "^(.*)$": "${path}/$1" } to the mirror.`
          : `add a rewrite of "^(.*)$" to "${path}/$1", in a file that registries.config names (k3d empties $1 in inline text).`
      }`,
    });
  }),
};

const URL_LIKE = /\//;

/** A login or certificate stands under a host that nobody asks. */
export const registryConfigKeyUnmatched: Rule = {
  id: 'registry-config-key-unmatched',
  title: 'Settings of a registry stand under a host that is never asked',
  needsAll: true,
  *check(site) {
    const { cluster } = site;
    if (!cluster) return;
    const registries = registriesOf(cluster);
    const asked = new Set([
      '*',
      'docker.io',
      ...registries.mirrors.keys(),
      ...(site.privateRegistries ?? []).map(({ server }) => server),
      ...endpointsOf(registries).map(({ url }) => endpointHost(url)),
    ]);
    for (const key of registries.mirrors.keys()) {
      const name = registryName(hostIn(key.replace(/^.*@/s, '')));
      const form = URL_LIKE.test(key);
      if (key.includes('$') || (!form && (name !== 'docker.io' || key.toLowerCase() === name))) continue;
      yield* aboutCluster(cluster, {
        level: 'warning',
        path: 'registries.config',
        message: form
          ? `Key "${hideLogin(key)}" of mirrors is a URL, but k3s looks mirrors up by the host in the name of an image.`
          : `Key "${hideLogin(key)}" of mirrors is a name of Docker Hub, whose images k3s looks up as "${name}" alone.`,
        remedy: `Write "${name}".`,
      });
    }
    const pulls = pullsOf(site);
    for (const { image } of pulls) asked.add(imageName(image).registry);
    const hosts = new Set([...asked].map(bareHost));
    const unclear = [...asked].some((host) => host.includes('$')) || pulls.length === 0;
    for (const key of registries.configs.keys()) {
      const form = URL_LIKE.test(key);
      if (key.includes('$') || (!form && (unclear || hosts.has(bareHost(key))))) continue;
      yield* aboutCluster(cluster, {
        level: 'warning',
        path: 'registries.config',
        message: form
          ? `Key "${hideLogin(key)}" of configs is a URL, but containerd looks settings up by host and port.`
          : `Key "${hideLogin(key)}" of configs is no endpoint, no mirror and no registry of an image, so its settings are never used.`,
        remedy: form
          ? `Write "${endpointHost(key.replace(/^.*@/s, ''))}".`
          : 'Write the host and port of the endpoint that wants these settings.',
      });
    }
  },
};

/** Ports that https and http have anyway make no difference. */
const bareHost = (host: string) => registryName(host.replace(/:(?:443|80)$/, ''));
