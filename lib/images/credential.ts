import { insistPath, insistVariable } from '../analysis/only-names';
import type { LoginSource } from '../routes/needs';

/** Where a login to a registry stands. Only names are written into dist/, never a value. */
export class Credential {
  /**
   * Two variables in the environment of whoever makes the cluster.
   *
   * @param user name of the variable with the user
   * @param password name of the variable with the password
   */
  public static fromEnv(user: string, password: string): Credential {
    insistVariable('Credential.fromEnv', 'user', user, 'REGISTRY_USER');
    insistVariable('Credential.fromEnv', 'password', password, 'REGISTRY_PASSWORD');
    return new Credential({ kind: 'environment', user, password });
  }

  /** What `docker login` has stored on this machine. */
  public static fromDockerLogin(): Credential {
    return new Credential({ kind: 'docker' });
  }

  /**
   * Two variables in a file of `NAME=value` lines.
   *
   * @param file the file, from the folder in which the program runs
   * @param user name of the variable with the user
   * @param password name of the variable with the password
   */
  public static fromDotEnv(file: string, user: string, password: string): Credential {
    insistPath('Credential.fromDotEnv', 'file', file, '.env');
    insistVariable('Credential.fromDotEnv', 'user', user, 'REGISTRY_USER');
    insistVariable('Credential.fromDotEnv', 'password', password, 'REGISTRY_PASSWORD');
    return new Credential({ kind: 'dotenv', file, user, password });
  }

  /**
   * A Secret that exists already, of the type `kubernetes.io/dockerconfigjson`. For pods alone: nodes read no Secrets.
   *
   * @param name its name
   */
  public static fromSecret(name: string): Credential {
    if (typeof name !== 'string' || name === '') {
      throw new Error('Credential.fromSecret: the Secret has no name. Write its name, for example "registry-login".');
    }
    return new Credential(undefined, name);
  }

  private constructor(
    /** @internal */
    public readonly _login: LoginSource | undefined,
    /** @internal */
    public readonly _secret?: string,
  ) {}
}
