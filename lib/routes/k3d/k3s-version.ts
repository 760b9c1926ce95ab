import { record, text } from '../plain';

/** The Kubernetes minor version of the k3s image, where its tag says it. */
export function minorOf(config: unknown): number | undefined {
  const found = /(?:^|\/)k3s:v1\.(\d+)\.\d+(?:-[\w.]+)?(?:@.*)?$/s.exec(text(record(config).image) ?? '');
  return found ? Number(found[1]) : undefined;
}

/** The image of a version of k3s; its tag has no plus. */
export const k3sImage = (version: string): string => `rancher/k3s:${version.replace('+', '-')}`;

/** k3d asks the network what such a word means today: `latest`, `+v1.33`. */
export const isLookedUp = (image: string): boolean => /^(\+.*|latest|stable)$/.test(image);
