import { type Named, ofKind } from './named';
import { groupBy, list, memo, record, text } from './plain';
import type { Pods } from './pods';
import type { Site } from './world';

/** Names of the Secrets with which the images of pods are pulled; undefined where their account is not in the app. */
export function pullSecretsOf(site: Site, { namespace, spec }: Pods): readonly string[] | undefined {
  const name = text(spec.serviceAccountName) ?? text(spec.serviceAccount) ?? 'default';
  const account = namedIn(site, 'ServiceAccount', namespace, name);
  if (!account && name !== 'default') return undefined;
  const named = [...list(spec.imagePullSecrets), ...list(account?.json.imagePullSecrets)];
  return named.map((item) => text(record(item).name) ?? '');
}

/** A Secret or an account of the app. */
export const namedIn = (
  site: Site,
  kind: 'Secret' | 'ServiceAccount',
  namespace: string,
  name: string,
): Named | undefined => index(site).get(`${kind} ${namespace}/${name}`)?.[0];

const index = memo((site: Site) =>
  groupBy(ofKind(site, 'Secret', 'ServiceAccount'), ({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
);
