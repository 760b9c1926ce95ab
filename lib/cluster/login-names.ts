import { loginKey } from '../routes/image-name';
import { OWN_VARIABLES, variableFor } from '../routes/k3d/dollars';
import type { EnvironmentName, LoginSource } from '../routes/needs';
import type { WrittenLogin } from './registries-text';

/** Gives logins the names of environment variables, and remembers where each value stands. */
export class LoginNames {
  private readonly taken = new Map<string, EnvironmentName>();

  /** The references with which a text that k3d expands writes a login. */
  references(server: string, from: LoginSource): WrittenLogin {
    const { user, password } = this.names(server, from);
    return { user: `\${${user}}`, password: `\${${password}}` };
  }

  /** Variables that have a value only if somebody reads it from where it stands. */
  get environment(): readonly EnvironmentName[] {
    return [...this.taken.values()];
  }

  private names(server: string, from: LoginSource): WrittenLogin {
    if (from.kind === 'environment') return from;
    const key = loginKey(server);
    const source = (part: 'user' | 'password') =>
      from.kind === 'docker' ? { docker: key, part } : { file: from.file, name: from[part] };
    const base = `${OWN_VARIABLES}${variableFor(server)}`;
    return {
      user: this.name(`${base}_USER`, source('user')),
      password: this.name(`${base}_PASSWORD`, source('password')),
    };
  }

  private name(wanted: string, from: NonNullable<EnvironmentName['from']>): string {
    const key = JSON.stringify(from);
    let name = wanted;
    for (let next = 2; this.taken.has(name) && JSON.stringify(this.taken.get(name)?.from) !== key; next++) {
      name = `${wanted}_${next}`;
    }
    this.taken.set(name, { name, from });
    return name;
  }
}
