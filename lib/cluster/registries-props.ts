import type { RegistryOptions } from '../images/registry-options';
import type { Mirror } from './mirrors';
import type { RegistryConfig } from './registry-config';

/** A registry that is created and deleted with the cluster. */
export interface CreatedRegistry extends RegistryOptions {
  /**
   * Name of its container, and of the registry in image names.
   *
   * @default - k3d's own: `k3d-<cluster>-registry`
   */
  readonly name?: string;
  /**
   * Port on this machine.
   *
   * @default - a free one, another at each creation
   */
  readonly hostPort?: number;
  /**
   * Address of this machine on which it listens.
   *
   * @default - every address
   */
  readonly host?: string;
  /**
   * Listens inside on the same port as on this machine. Needs k3d 5.9.
   *
   * @default false - 5000 inside
   */
  readonly enforcePortMatch?: boolean;
}

/** Where nodes that no k3d makes get images from. */
export interface RegistriesYamlProps {
  /**
   * Hosts that are asked in place of a registry: registry → mirror.
   *
   * @default - none: registries are asked themselves
   */
  readonly mirrors?: { [registry: string]: Mirror };
  /**
   * Logins and certificates: host and port of the registry or endpoint that is asked → settings.
   *
   * @default - none: registries are asked without a login
   */
  readonly configs?: { [host: string]: RegistryConfig };
}

/** Where the nodes get images from. */
export interface Registries extends RegistriesYamlProps {
  /**
   * A registry made with the cluster. `LocalRegistry` says the same, and knows its names.
   *
   * @default - none
   */
  readonly create?: CreatedRegistry;
  /**
   * Names of k3d registries that exist already.
   *
   * @default - none
   */
  readonly use?: string[];
}
