import { insist } from '../analysis/given';
import { envProps } from './shapes';

interface Key {
  readonly name: string;
  readonly key: string;
}

/** Where a container finds the value of one environment variable. */
export class EnvSource {
  /**
   * One key of a Secret.
   *
   * @param name name of the Secret
   * @param key key in it
   */
  public static secret(name: string, key: string): EnvSource {
    return new EnvSource({ secretKeyRef: insist('EnvSource.secret', { name, key }, envProps('name', 'key')) });
  }

  /**
   * One key of a ConfigMap.
   *
   * @param name name of the ConfigMap
   * @param key key in it
   */
  public static config(name: string, key: string): EnvSource {
    return new EnvSource({ configMapKeyRef: insist('EnvSource.config', { name, key }, envProps('name', 'key')) });
  }

  /**
   * A field of the pod, for example `status.podIP` or `metadata.name`.
   *
   * @param path path of the field, for example `metadata.name`
   */
  public static field(path: string): EnvSource {
    return new EnvSource({ fieldRef: { fieldPath: insist('EnvSource.field', { path }, envProps('path')).path } });
  }

  private constructor(
    /** @internal */
    public readonly _variable: {
      readonly secretKeyRef?: Key;
      readonly configMapKeyRef?: Key;
      readonly fieldRef?: { readonly fieldPath: string };
    },
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
    return EnvBundle.of('secret', name, prefix);
  }

  /**
   * Every key of a ConfigMap.
   *
   * @param name the ConfigMap
   * @param prefix put before each key
   */
  public static config(name: string, prefix?: string): EnvBundle {
    return EnvBundle.of('config', name, prefix);
  }

  private static of(kind: 'secret' | 'config', name: string, prefix?: string): EnvBundle {
    const said = insist(`EnvBundle.${kind}`, { name, prefix }, envProps('name'));
    const ref = { name: said.name };
    return new EnvBundle({
      ...(kind === 'secret' ? { secretRef: ref } : { configMapRef: ref }),
      ...(said.prefix && { prefix: said.prefix }),
    });
  }

  private constructor(
    /** @internal */
    public readonly _bundle: {
      readonly secretRef?: Pick<Key, 'name'>;
      readonly configMapRef?: Pick<Key, 'name'>;
      readonly prefix?: string;
    },
  ) {}
}
