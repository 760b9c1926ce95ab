import { groupBy, list, memo, record, text } from './plain';
import { podsOf, type Pods } from './pods';
import type { ObjectFacts, Site } from './world';

/** The claims that pods mount, and where each is named. */
export function mountedClaims({ spec, path }: Pods): readonly { readonly name: string; readonly path: string }[] {
  return list(spec.volumes).flatMap((volume, index) => {
    const name = text(record(record(volume).persistentVolumeClaim).claimName);
    return name ? [{ name, path: `${path}.volumes[${index}].persistentVolumeClaim.claimName` }] : [];
  });
}

/** The objects whose pods mount a claim, by its namespace and name. */
const mountsOf = memo((site: Site) => {
  const mounts = podsOf(site).flatMap((pods) =>
    mountedClaims(pods).map(({ name }) => ({ object: pods.object, key: `${pods.namespace}/${name}` })),
  );
  return groupBy(mounts, ({ key }) => key);
});

/** The objects whose pods wait for a claim. */
export const mounting = (site: Site, namespace: string | undefined, claim: string): readonly ObjectFacts[] =>
  (mountsOf(site).get(`${namespace}/${claim}`) ?? []).map(({ object }) => object);
