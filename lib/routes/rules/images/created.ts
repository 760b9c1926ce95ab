import { hostIn, registryName } from '../../image-name';
import { NAMED_REGISTRY } from '../../k3d/minimum';
import { older, versionIn, versionText } from '../../k3d/version';
import { texts } from '../../plain';
import { registriesOf } from '../../k3d/registries';
import { clusterRule } from '../cluster-rule';
import { warning } from '../speak';

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
      `Add a mirror for "${registryName(hostIn(proxies))}" with endpoint "http://${created.address}" to registries.config.`,
    );
  },
);

/** A block that asks for a registry says nothing that a newer k3d takes as a wish for one. */
export const registryCreateIgnored = clusterRule(
  'registry-create-ignored',
  'A registry is asked for in a way that k3d 5.9 ignores',
  function* ({ cluster }) {
    const { created } = registriesOf(cluster);
    const stated = versionIn(cluster.k3dVersion ?? '');
    const old = stated !== undefined && older(stated, NAMED_REGISTRY);
    if (!created?.isNameless || old) return;
    yield warning(
      'registries.create',
      `registries.create states no name, host, hostPort and image, and k3d from ${versionText(NAMED_REGISTRY)} on makes no registry then.`,
      `Write registries.create.name: "${created.name}".`,
    );
  },
  ['registry-proxy-unused'],
);
