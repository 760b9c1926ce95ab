/** What is known of the API server that is to take an object. */
export interface Server {
  /** Its Kubernetes 1.x; NaN where nobody knows it. */
  readonly minor: number;
  /** Services have the addresses that k3s gives them by itself. */
  readonly usualAddresses: boolean;
  /** Whether it may have a feature that is off by default. */
  readonly mayHave: (feature: string) => boolean;
}

/** Which servers take what all others refuse. */
export type TakenBy = (server: Server) => boolean;

/** Servers from a Kubernetes 1.x on; of which nobody knows the release, none. */
export const newFrom =
  (release: number): TakenBy =>
  ({ minor }) =>
    minor >= release;

/** Servers that are not known to be older than a Kubernetes 1.x. */
export const unlessOlder =
  (release: number): TakenBy =>
  ({ minor }) =>
    !(minor < release);

/** Servers that are not known to be newer than a Kubernetes 1.x. */
export const unlessNewer =
  (release: number): TakenBy =>
  ({ minor }) =>
    !(minor > release);

/** Servers that may have a feature which is off by default. */
export const havingFeature =
  (feature: string): TakenBy =>
  ({ mayHave }) =>
    mayHave(feature);

/** Servers that one of some conditions names. */
export const anyOf =
  (...conditions: readonly TakenBy[]): TakenBy =>
  (server) =>
    conditions.some((taken) => taken(server));

/** Servers whose Services have addresses of their own. */
export const otherAddresses: TakenBy = ({ usualAddresses }) => !usualAddresses;
