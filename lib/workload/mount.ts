import type { Size } from 'cdk8s';
import { insist } from '../analysis/given';
import { mountProps } from './shapes';

/** What a mount brings into the container. */
export type MountSource =
  | {
      readonly kind: 'secret' | 'config';
      readonly name: string;
      readonly key?: string;
      readonly optional?: boolean;
    }
  | StorageSource
  | { readonly kind: 'claim'; readonly name: string }
  | { readonly kind: 'scratch'; readonly inMemory?: boolean; readonly limit?: string }
  | { readonly kind: 'host'; readonly path: string };

/** A claim that is made with the workload. */
export interface StorageSource {
  readonly kind: 'storage';
  readonly size: string;
  readonly name?: string;
  readonly storageClass?: string;
  readonly accessMode?: string;
}

/** How a Secret or ConfigMap is mounted. */
export interface ConfigMountOptions {
  /**
   * One key only: the path then is a file, and the rest of its folder stays.
   *
   * @default - every key, as files in a folder
   */
  readonly key?: string;
  /**
   * The pod starts without it.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** Storage that outlives the pod. */
export interface StorageOptions {
  /** How much. */
  readonly size: Size;
  /**
   * Name of the claim.
   *
   * @default - the workload's name and the last part of the path
   */
  readonly name?: string;
  /**
   * Class of the storage.
   *
   * @default - the default class of the cluster: `local-path` on k3s
   */
  readonly storageClass?: string;
  /**
   * Who may mount it at the same time. `local-path` knows one node at a time only.
   *
   * @default AccessMode.ONE_NODE
   */
  readonly accessMode?: AccessMode;
}

/** Who may mount a claim at the same time. */
export enum AccessMode {
  /** All pods of one node (ReadWriteOnce). */
  ONE_NODE = 'ReadWriteOnce',
  /** One pod (ReadWriteOncePod). */
  ONE_POD = 'ReadWriteOncePod',
  /** Pods of many nodes (ReadWriteMany); `local-path` cannot. */
  MANY_NODES = 'ReadWriteMany',
  /** Pods of many nodes that only read (ReadOnlyMany). */
  READ_ONLY = 'ReadOnlyMany',
}

/** A folder that lives as long as the pod. */
export interface ScratchOptions {
  /**
   * Kept in memory, which counts against the memory limit.
   *
   * @default false
   */
  readonly inMemory?: boolean;
  /**
   * How much it may hold.
   *
   * @default - what the node has
   */
  readonly limit?: Size;
}

/** Something brought into the file system of a container. */
export class Mount {
  /**
   * A Secret, as files.
   *
   * @param path where it stands in the container
   * @param name name of the Secret
   * @param options one key alone, or a start without it
   */
  public static secret(path: string, name: string, options: ConfigMountOptions = {}): Mount {
    return Mount.named('secret', path, name, options);
  }

  /**
   * A ConfigMap, as files.
   *
   * @param path where it stands in the container
   * @param name name of the ConfigMap
   * @param options one key alone, or a start without it
   */
  public static config(path: string, name: string, options: ConfigMountOptions = {}): Mount {
    return Mount.named('config', path, name, options);
  }

  /**
   * Storage that outlives the pod: a claim of its own, made with the workload. Of a workload with one pod the old pod
   * then stops before the new one starts, unless its `rollout` says otherwise.
   *
   * @param path folder in the container
   * @param options how much, and who may use it
   */
  public static storage(path: string, options: StorageOptions): Mount {
    const { path: at, size, ...claim } = insist('Mount.storage', { path, ...options }, mountProps('path', 'size'));
    return new Mount(at, { kind: 'storage', size: size.asString(), ...claim });
  }

  /**
   * A claim that something else makes.
   *
   * @param path folder in the container
   * @param name name of the claim
   */
  public static claim(path: string, name: string): Mount {
    const claim = insist('Mount.claim', { path, name }, mountProps('path', 'name'));
    return new Mount(claim.path, { kind: 'claim', name: claim.name });
  }

  /**
   * An empty folder that lives as long as the pod.
   *
   * @param path folder in the container
   * @param options how much, and whether in memory
   */
  public static scratch(path: string, options: ScratchOptions = {}): Mount {
    const { path: at, inMemory, limit } = insist('Mount.scratch', { path, ...options }, mountProps('path'));
    return new Mount(at, {
      kind: 'scratch',
      ...(inMemory && { inMemory }),
      ...(limit && { limit: limit.asString() }),
    });
  }

  /**
   * A folder of the node. On k3d the node is a container: a cluster volume has to bring the folder into it first.
   *
   * @param path folder in the container
   * @param hostPath folder of the node
   */
  public static host(path: string, hostPath: string): Mount {
    const host = insist('Mount.host', { path, hostPath }, mountProps('path', 'hostPath'));
    return new Mount(host.path, { kind: 'host', path: host.hostPath });
  }

  private static named(kind: 'secret' | 'config', path: string, name: string, options: ConfigMountOptions): Mount {
    const { path: at, ...source } = insist(`Mount.${kind}`, { path, name, ...options }, mountProps('path', 'name'));
    return new Mount(at, { kind, ...source });
  }

  private constructor(
    /** Where it stands in the container. */
    public readonly path: string,
    /** @internal */
    public readonly _source: MountSource,
    /** @internal */
    public readonly _readOnly = false,
  ) {}

  /** The same mount, which the container cannot write to. */
  public readOnly(): Mount {
    return new Mount(this.path, this._source, true);
  }
}
