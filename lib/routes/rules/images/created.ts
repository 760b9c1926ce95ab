import { hostIn, registryName } from '../../image-name';
import { REGISTRY_PORT } from '../../k3d/conventions';
import { record, text, texts } from '../../plain';
import { registriesOf } from '../../registries';
import { clusterRule } from '../cluster-rule';
import { warning } from '../speak';

const NAMED_BY = ['name', 'host', 'hostPort', 'image'] as const;

/** A pull-through registry is made that no image comes through. */
export const registryProxyUnused = clusterRule(
  'registry-proxy-unused',
  'A pull-through registry is made that no image comes through',
  function* ({ cluster }) {
    const { created, known, mirrors } = registriesOf(cluster);
    if (!created?.proxies || !known) return;
    const { name } = created;
    const proxies = created.proxies.replace(/\/\/[^/]*@/, '//');
    const used = [...mirrors.values()].some(({ endpoint }) =>
      texts(endpoint).some((url) => url.includes('$') || url.toLowerCase().includes(name.toLowerCase())),
    );
    if (used) return;
    yield warning(
      'registries.create.proxy.remoteURL',
      `Registry "${name}" fetches from "${proxies}", but no mirror leads to it, so the nodes go on pulling from the source.`,
      `Add a mirror for "${registryName(hostIn(proxies))}" with endpoint "http://${name}:${REGISTRY_PORT}" to registries.config.`,
    );
  },
);

/** A block that asks for a registry says nothing that k3d 5.9 takes as a wish for one. */
export const registryCreateIgnored = clusterRule(
  'registry-create-ignored',
  'A registry is asked for in a way that k3d 5.9 ignores',
  function* ({ cluster, config }) {
    const { created } = registriesOf(cluster);
    const asked = record(record(config.registries).create);
    const old = /^v?(?:[0-4]\.|5\.[0-8]\.)/.test(text(cluster.k3dVersion) ?? '');
    if (!created || old || NAMED_BY.some((field) => text(asked[field]))) return;
    yield warning(
      'registries.create',
      'registries.create states no name, host, hostPort and image, and k3d from 5.9.0 on makes no registry then.',
      `Write registries.create.name: "${created.name}".`,
    );
  },
  ['registry-proxy-unused'],
);
