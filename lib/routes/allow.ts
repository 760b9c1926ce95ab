import { record } from './plain';
import type { KubeObject } from './world';

/** Annotations under this prefix name a rule; their value is the reason why it may speak in vain. */
export const ALLOW_PREFIX = 'allow.cdk8s-k3d/';

/** A rule that is allowed on one object, or on a cluster. */
export interface AllowedRule {
  readonly rule: string;
  /** As a person names it: `Service default/web`, `cluster dev`. */
  readonly object: string;
  readonly reason: string;
}

/** Rules that an object allows by annotation, with what it says as reason. */
export function annotatedOn(json: KubeObject): readonly (readonly [rule: string, reason: unknown])[] {
  return Object.entries(record(record(json.metadata).annotations)).flatMap(([key, reason]) =>
    key.startsWith(ALLOW_PREFIX) ? [[key.slice(ALLOW_PREFIX.length), reason] as const] : [],
  );
}

/** The reason why an object allows a rule, where it says one. */
export function reasonOn(json: KubeObject, rule: string): string | undefined {
  const [, reason] = annotatedOn(json).find(([id]) => id === rule) ?? [];
  return typeof reason === 'string' && reason.trim() !== '' ? reason : undefined;
}
