import type { k8s } from 'cdk8s-plus-27';

/** Where a container finds the value of one environment variable. */
export class EnvSource {
  /** One key of a Secret. */
  public static secret(name: string, key: string): EnvSource {
    return new EnvSource({ secretKeyRef: { name, key } });
  }

  /** One key of a ConfigMap. */
  public static config(name: string, key: string): EnvSource {
    return new EnvSource({ configMapKeyRef: { name, key } });
  }

  /** A field of the pod, for example `status.podIP` or `metadata.name`. */
  public static field(path: string): EnvSource {
    return new EnvSource({ fieldRef: { fieldPath: path } });
  }

  private constructor(
    /** @internal */
    public readonly _source: k8s.EnvVarSource,
  ) {}
}

/** Every key of a Secret or ConfigMap as environment variables. */
export class EnvBundle {
  /**
   * Every key of a Secret.
   *
   * @param name the Secret
   * @param prefix put before each key
   */
  public static secret(name: string, prefix?: string): EnvBundle {
    return new EnvBundle({ secretRef: { name }, ...(prefix && { prefix }) });
  }

  /**
   * Every key of a ConfigMap.
   *
   * @param name the ConfigMap
   * @param prefix put before each key
   */
  public static config(name: string, prefix?: string): EnvBundle {
    return new EnvBundle({ configMapRef: { name }, ...(prefix && { prefix }) });
  }

  private constructor(
    /** @internal */
    public readonly _source: k8s.EnvFromSource,
  ) {}
}
