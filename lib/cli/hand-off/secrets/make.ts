import type { KubeObject } from '../../../routes/world';
import type { EnvironmentName, LoginSecret, TlsSecret } from '../../../routes/needs';
import type { Handoff } from '../../../synth/handoff-shape';
import { CommandError, EXIT } from '../../command';
import type { Tools } from '../../tools';
import { type KeyPair, certificateOf } from './certificate';
import { type Found, type Login, together } from './login';
import { Sources } from './sources';

/**
 * Values of the variables in the cluster file, for k3d. Ends with one error that names all that is missing.
 *
 * @param project the folder that holds dist/
 */
export async function clusterEnvironment(
  tools: Tools,
  { environment }: Pick<Handoff, 'environment'>,
  project = '',
): Promise<Record<string, string>> {
  const sources = new Sources(tools, project);
  const values = await all(environment.map((variable) => valueOf(sources, variable)));
  return Object.fromEntries(values);
}

/**
 * Secrets with logins and certificates, to be applied over standard input. Ends with one error that names all that is
 * missing.
 *
 * @param project the folder that holds dist/
 */
export async function secretObjects(
  tools: Tools,
  { secrets }: Pick<Handoff, 'secrets'>,
  project = '',
): Promise<KubeObject[]> {
  const sources = new Sources(tools, project);
  const made = secrets.map(async (secret) =>
    secret.kind === 'login'
      ? mapped(await sources.login(secret.server, secret.from), (login) => loginObject(secret, login))
      : mapped(await certificateOf(tools, secret, project), (certificate) => tlsObject(secret, certificate)),
  );
  return [...(await all(made))];
}

async function all<T>(looking: readonly Promise<Found<T>>[]): Promise<readonly T[]> {
  const found = together(await Promise.all(looking));
  if ('value' in found) return found.value;
  throw new CommandError(found.missing, EXIT.notSo);
}

const mapped = <T, R>(found: Found<T>, work: (value: T) => R): Found<R> =>
  'missing' in found ? found : { value: work(found.value) };

async function valueOf(
  sources: Sources,
  { name, value, from }: EnvironmentName,
): Promise<Found<readonly [string, string]>> {
  if (value !== undefined) return { value: [name, value] };
  const found = from === undefined ? sources.variable(name) : await sources.value(from);
  if ('value' in found && /[\r\n]/.test(found.value)) {
    return { missing: `The value for ${name} in the cluster file goes over several lines, and k3d takes one.` };
  }
  return mapped(found, (text) => [name, text]);
}

/** The same values for k3d alone: it puts them into the file as they are, and YAML reads two single quotes as one. */
export const quotedIn = (configText: string, environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      configText.includes(`'\${${name}}'`) ? value.replaceAll("'", "''") : value,
    ]),
  );

const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64');

const metadataOf = ({ name, namespace }: LoginSecret | TlsSecret) => ({ name, namespace });

function loginObject(secret: LoginSecret, { user, password }: Login): KubeObject {
  const auth = { username: user, password, auth: base64(`${user}:${password}`) };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadataOf(secret),
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': base64(JSON.stringify({ auths: { [secret.server]: auth } })) },
  };
}

const tlsObject = (secret: TlsSecret, { certificate, key }: KeyPair): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: metadataOf(secret),
  type: 'kubernetes.io/tls',
  data: { 'tls.crt': base64(certificate), 'tls.key': base64(key) },
});
