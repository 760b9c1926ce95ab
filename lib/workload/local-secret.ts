import { Construct } from 'constructs';
import { chartOf, landsIn } from '../analysis/chart';
import { declare } from '../analysis/declare';
import { entry, given, insist, need, type PropertyComplaint, shown } from '../analysis/given';
import { secretNameComplaints } from '../analysis/only-names';
import type { ValueSource } from '../routes/needs';
import { compare } from '../routes/plain';
import { configKey } from '../routes/schema/formats';
import { EnvSource } from './env';
import type { SecretValue } from './secret-value';
import { envProps, LOCAL_SECRET } from './shapes';

/** A Secret with values that stand on this machine. */
export interface LocalSecretProps {
  /** Its keys, and where the value of each stands. Mounted, the keys are the names of the files. */
  readonly values: { [key: string]: SecretValue };
  /**
   * Name of the Secret.
   *
   * @default - the id
   */
  readonly name?: string;
}

/** How values look, for whoever wrote none. */
const EXAMPLE = 'Write values: { password: SecretValue.fromEnv("DB_PASSWORD") }.';

/**
 * A Secret of the app, made by the hand-off from where its values stand. dist/ holds the names of variables, files and
 * keys, and never a value.
 */
export class LocalSecret extends Construct {
  /** Name of the Secret: whatever names a Secret may name it. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: LocalSecretProps) {
    super(scope, id);
    const namespace = landsIn(chartOf(this, 'it has no namespace').namespace);
    const read = given(props, LOCAL_SECRET);
    need(this, read, 'values', EXAMPLE);
    const { name, values } = read.props;
    this.name = name ?? id;
    const keys = Object.keys(props.values ?? values);
    declare(this, {
      secret: { kind: 'values', name: this.name, namespace, from: sources(values) },
      // A value that could not be read is complained about once: whatever asks for its key is right.
      external: { kind: 'Secret', name: this.name, namespace, keys },
      complaints: () => [
        ...read.complaints,
        ...secretNameComplaints({ secret: 'The Secret', property: 'name', name, id }),
        ...(keys.length === 0 ? [EMPTY] : []),
        ...Object.keys(values).flatMap(keyComplaints),
      ],
    });
  }

  /**
   * One of its values, for `envFrom` of a workload in the same namespace.
   *
   * @param key its key
   */
  public key(key: string): EnvSource {
    return EnvSource.secret(this.name, insist(`${this.node.path}: key`, { key }, envProps('key')).key);
  }
}

/** In the order of their keys: two that say the same are one. */
const sources = (values: LocalSecretProps['values']): Record<string, ValueSource> =>
  Object.fromEntries(
    Object.entries(values)
      .sort(([one], [other]) => compare(one, other))
      .map(([key, value]) => [key, value._value]),
  );

const EMPTY: PropertyComplaint = {
  field: 'values',
  message: 'values is empty, so the Secret would hold nothing.',
  remedy: EXAMPLE,
};

function keyComplaints(key: string): PropertyComplaint[] {
  const misfit = configKey(key);
  if (misfit === undefined) return [];
  const field = entry('values', key);
  return [{ field, message: `values has the key ${shown(key)}: ${misfit.why}.`, remedy: KEY_REMEDY }];
}

const KEY_REMEDY = 'Write a key such as "password" or "ca.pem".';
