import { Yaml } from 'cdk8s';
import type { Mirror } from './mirrors';

/** `registries.yaml` as k3d wants it: one string of several lines. */
export function mirrorsText(mirrors: { [registry: string]: Mirror }): string {
  const entries = Object.entries(mirrors).map(([registry, { endpoints, rewrite }]) => [
    registry,
    { endpoint: endpoints, ...(rewrite && { rewrite }) },
  ]);
  return Yaml.stringify({ mirrors: Object.fromEntries(entries) });
}
