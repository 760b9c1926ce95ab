import { groupBy, memo, records, record, text } from './plain';
import { podsOf } from './pods';
import type { ObjectFacts, Site } from './world';

/** The objects whose pods mount a claim, by its namespace and name. */
const mountsOf = memo((site: Site) => {
  const mounts = podsOf(site).flatMap(({ object, namespace, spec }) =>
    records(spec.volumes).flatMap(({ persistentVolumeClaim }) => {
      const claim = text(record(persistentVolumeClaim).claimName);
      return claim === undefined ? [] : [{ object, key: `${namespace}/${claim}` }];
    }),
  );
  return groupBy(mounts, ({ key }) => key);
});

/** The objects whose pods wait for a claim. */
export const mounting = (site: Site, namespace: string | undefined, claim: string): readonly ObjectFacts[] =>
  (mountsOf(site).get(`${namespace}/${claim}`) ?? []).map(({ object }) => object);
