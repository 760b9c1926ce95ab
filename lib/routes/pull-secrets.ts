import { madeBy } from './made';
import { list, record, text } from './plain';
import type { Pods } from './pods';
import type { Site } from './world';

/** Names of the Secrets with which the images of pods are pulled; undefined where their account is not in the app. */
export function pullSecretsOf(site: Site, { namespace, spec }: Pods): readonly string[] | undefined {
  const name = text(spec.serviceAccountName) ?? text(spec.serviceAccount) ?? 'default';
  const [account] = madeBy(site).objects('ServiceAccount', namespace, name);
  if (!account && name !== 'default') return undefined;
  const named = [...list(spec.imagePullSecrets), ...list(account?.json.imagePullSecrets)];
  return named.map((item) => text(record(item).name) ?? '');
}
