import { MOST_BYTES } from '../../../routes/made-secret';
import type { EnvironmentSource, LoginSource, ValueSource } from '../../../routes/needs';
import { type Tools, utf8 } from '../../tools';
import { pathFrom } from '../project';
import { dockerLogin } from './docker-login';
import { dotEnv } from './dot-env';
import type { Found, Login } from './login';

/** Where values stand. What is missing is told by its name. */
export class Sources {
  private readonly logins = new Map<string, Promise<Found<Login>>>();

  constructor(
    private readonly tools: Tools,
    private readonly project: string,
  ) {}

  public variable(name: string): Found<string> {
    const value = this.tools.environment[name];
    return value ? { value } : { missing: `The environment variable ${name} is not set. Set it, and run this again.` };
  }

  public inFile(file: string, name: string): Found<string> {
    const path = pathFrom(this.project, file);
    const { files } = this.tools;
    if (files.kind(path) !== 'file') {
      return { missing: `"${path}" does not exist. Write a line into it that begins with ${name}=.` };
    }
    const value = dotEnv(utf8(files.read(path))).get(name);
    return value ? { value } : { missing: `"${path}" does not set ${name}. Write a line that begins with ${name}=.` };
  }

  /** The bytes of a file, as they are. */
  public bytes(file: string): Found<Uint8Array> {
    const path = pathFrom(this.project, file);
    const { files } = this.tools;
    const kind = files.kind(path);
    if (kind === 'folder') return { missing: `"${path}" is a folder, and a file is wanted. Name a file in it.` };
    if (kind !== 'file') return { missing: `"${path}" does not exist. Put the file there.` };
    const size = files.size(path);
    if (size <= MOST_BYTES) return { value: files.read(path) };
    return {
      missing: `"${path}" has ${size} bytes, and a Secret takes ${MOST_BYTES}. Bring it to the pods in a volume.`,
    };
  }

  /** A value of the app. */
  public stored(from: ValueSource): Found<string | Uint8Array> {
    switch (from.kind) {
      case 'environment':
        return this.variable(from.name);
      case 'dotenv':
        return this.inFile(from.file, from.name);
      case 'file':
        return this.bytes(from.file);
    }
  }

  /** Asked once a server: a helper may be slow. */
  public docker(server: string): Promise<Found<Login>> {
    const known = this.logins.get(server) ?? dockerLogin(this.tools, server);
    this.logins.set(server, known);
    return known;
  }

  public async value(from: EnvironmentSource): Promise<Found<string>> {
    if ('file' in from) return this.inFile(from.file, from.name);
    const login = await this.docker(from.docker);
    return 'missing' in login ? login : { value: login.value[from.part] };
  }

  public async login(server: string, from: LoginSource): Promise<Found<Login>> {
    if (from.kind === 'docker') return this.docker(server);
    const look = (name: string) => (from.kind === 'environment' ? this.variable(name) : this.inFile(from.file, name));
    const [user, password] = [look(from.user), look(from.password)];
    if ('value' in user && 'value' in password) return { value: { user: user.value, password: password.value } };
    return { missing: [user, password].flatMap((found) => ('missing' in found ? [found.missing] : [])).join('\n') };
  }
}
