import type { MadeSecret } from './needs';
import { record } from './plain';

type Kind = MadeSecret['kind'];

/** What Kubernetes calls a Secret of each kind. */
export const SECRET_TYPES: Readonly<Record<Kind, string>> = {
  login: 'kubernetes.io/dockerconfigjson',
  tls: 'kubernetes.io/tls',
  values: 'Opaque',
};

/** Bytes that Kubernetes takes in one Secret, and in one ConfigMap. */
export const MOST_BYTES = 1_048_576;

/** Keys that Kubernetes wants in a Secret of each kind. */
export const LOGIN_KEY = '.dockerconfigjson';
export const TLS_KEYS = { certificate: 'tls.crt', key: 'tls.key' } as const;

/** Keys of a Secret that the hand-off makes, as a hand-off says it; undefined for a kind that nobody knows here. */
export function madeKeys(secret: unknown): readonly string[] | undefined {
  const { kind, from } = record(secret);
  switch (kind) {
    case 'login':
      return [LOGIN_KEY];
    case 'tls':
      return Object.values(TLS_KEYS);
    case 'values':
      return Object.keys(record(from));
    default:
      return undefined;
  }
}
