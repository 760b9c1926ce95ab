import type { Credential } from '../images/credential';

/** How the nodes speak TLS with a registry. Files are paths in the node: `volumes` or `files` bring them there. */
export interface RegistryTls {
  /**
   * Certificate of the authority that signed the one of the registry.
   *
   * @default - the authorities that the node knows
   */
  readonly caFile?: string;
  /**
   * Certificate with which the nodes show who they are.
   *
   * @default - none
   */
  readonly certFile?: string;
  /**
   * Key of that certificate.
   *
   * @default - none
   */
  readonly keyFile?: string;
  /**
   * Takes any certificate. It does not switch to plain HTTP: an endpoint with `http://` does.
   *
   * @default false
   */
  readonly insecureSkipVerify?: boolean;
}

/** How the nodes log in to a registry, and speak TLS with it. */
export interface RegistryConfig {
  /**
   * Login of all nodes, for every pod on them. The cluster file holds the names of environment variables, never values.
   *
   * @default - nobody logs in
   */
  readonly credential?: Credential;
  /**
   * Certificates.
   *
   * @default - what the node trusts
   */
  readonly tls?: RegistryTls;
}
