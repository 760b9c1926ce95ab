import { imageName, isLoopbackRegistry } from '../../image-name';
import { sharesHostNetwork } from '../../k3d/cluster-nodes';
import { list, record, text, texts } from '../../plain';
import { isUsed, registriesOf, type Registries } from '../../k3d/registries';
import type { ClusterFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { pullsOf } from './pulls';

/** A pod names a registry that no node can find. */
export const imageRegistryUnresolvable: Rule = {
  id: 'image-registry-unresolvable',
  title: 'An image names a registry that the nodes cannot find',
  *check(site) {
    const { cluster } = site;
    if (!cluster) return;
    const registries = registriesOf(cluster);
    if (!registries.known || registries.mirrors.has('*') || sharesHostNetwork(cluster.config)) return;
    for (const { pods, container, image, path, sideLoaded } of pullsOf(site)) {
      const { registry } = imageName(image);
      const here = sideLoaded || container.json.imagePullPolicy === 'Never';
      if (here || registries.mirrors.has(registry) || isFound(registry, registries, cluster)) continue;
      const name = image.slice(image.indexOf('/') + 1);
      const { created } = registries;
      yield* aboutObject(pods.object, {
        level: 'error',
        // Somebody may bring it to the nodes by hand.
        stops: { of: [pods.object], status: 'unknown' },
        path,
        part: image,
        message: isLoopbackRegistry(registry)
          ? `Image "${image}" names registry "${registry}", which inside a node is the node itself, where no registry answers.`
          : `Image "${image}" names registry "${registry}", which the nodes of the cluster do not know.`,
        remedy: created
          ? `Write "${created.address}/${name}", the name that the registry of the cluster has inside it.`
          : (makeHere(site, registry) ??
            `${makeOrAdd(site, registry)} a mirror for "${registry}" to the registries of the cluster, with the endpoint at which the nodes reach it.`),
      });
    }
  },
};

/** What is made with another cluster stands in its network. */
function makeHere({ others, cluster, byProgram }: Site, registry: string): string | undefined {
  const home = others.find((other) => registriesOf(other).created?.address.toLowerCase() === registry);
  if (home === undefined) return undefined;
  const make = byProgram
    ? `new LocalRegistry(<the K3dClusterConfig ${cluster?.name}>, "registry"), and write the name that its image() gives`
    : 'registries.create';
  return `That registry is made with cluster "${home.name}", and stands in its network: give cluster "${cluster?.name}" one of its own, ${make}.`;
}

/** A program can have the registry made that answers on this machine. */
function makeOrAdd({ byProgram }: Site, registry: string): string {
  if (!byProgram || !isLoopbackRegistry(registry)) return 'Add';
  const port = registry.replace(/^.*\D/, '');
  const props = port && `, { hostPort: ${port} }`;
  return `Make that registry with new LocalRegistry(app, "registry"${props}) and write the name that its image() gives, or add`;
}

/** Everything but names of this machine, single words and names that k3d gives is looked up in the world outside. */
function isFound(registry: string, registries: Registries, { config }: ClusterFacts): boolean {
  const { created } = registries;
  const host = registry.replace(/:.*$/s, '');
  const port = registry.slice(host.length + 1);
  if (isLoopbackRegistry(registry)) return false;
  // Nodes know the container before the world, and without a port they look for https, which it does not speak.
  if (created?.name.toLowerCase() === host)
    return registry === created.address.toLowerCase() || (port !== '' && port === (created.hostPort ?? port));
  if (host.includes('.') && !host.endsWith('.localhost')) return true;
  if (isUsed(registries, host)) return true;
  const { network, hostAliases } = record(config);
  const aliases = list(hostAliases).flatMap((alias) => texts(record(alias).hostnames));
  // Other containers of a network that somebody brings are known by their names.
  return text(network) !== undefined || aliases.includes(host);
}
