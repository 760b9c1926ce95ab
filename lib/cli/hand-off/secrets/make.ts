import type { KubeObject } from '../../../routes/world';
import { LOGIN_KEY, SECRET_TYPES, TLS_KEYS } from '../../../routes/made-secret';
import type { EnvironmentName, MadeSecret } from '../../../routes/needs';
import type { Handoff } from '../../../synth/handoff-shape';
import { CommandError, EXIT } from '../../command';
import type { Tools } from '../../tools';
import { certificateOf } from './certificate';
import { type Found, type Login, looked, together } from './login';
import { Sources } from './sources';

/**
 * Values of the variables in the cluster file, for k3d. Ends with one error that names all that is missing.
 *
 * @param project the folder that holds dist/
 */
export async function clusterEnvironment(
  tools: Tools,
  { environment }: Pick<Handoff, 'environment'>,
  project: string,
): Promise<Record<string, string>> {
  const sources = new Sources(tools, project);
  const values = await all(environment.map((variable) => valueOf(sources, variable)));
  return Object.fromEntries(values);
}

/**
 * The Secrets that a hand-off names, to be applied over standard input. Ends with one error that names all that is
 * missing.
 *
 * @param project the folder that holds dist/
 */
export async function secretObjects(
  tools: Tools,
  { secrets }: Pick<Handoff, 'secrets'>,
  project: string,
): Promise<KubeObject[]> {
  const making = { tools, project, sources: new Sources(tools, project) };
  const made = secrets.map(async (secret) =>
    mapped(await contentOf(making, secret), (content) => secretObject(secret, content)),
  );
  return [...(await all(made))];
}

interface Making {
  readonly tools: Tools;
  readonly project: string;
  /** Asked by all, so that nothing is looked up twice. */
  readonly sources: Sources;
}

/** What a Secret holds, by key. */
type Content = Readonly<Record<string, string | Uint8Array>>;

type ContentOf<S> = (making: Making, secret: S) => Promise<Found<Content>>;

const CONTENTS: { readonly [K in MadeSecret['kind']]: ContentOf<Extract<MadeSecret, { readonly kind: K }>> } = {
  login: async ({ sources }, { server, from }) =>
    mapped(await looked(() => sources.login(server, from)), (login) => ({ [LOGIN_KEY]: dockerConfig(server, login) })),
  tls: async ({ tools, project }, secret) =>
    mapped(await looked(() => certificateOf(tools, secret, project)), ({ certificate, key }) => ({
      [TLS_KEYS.certificate]: certificate,
      [TLS_KEYS.key]: key,
    })),
  values: async ({ sources }, { from }) => {
    const found = Object.entries(from).map(async ([key, source]) =>
      mapped(await looked(() => sources.stored(source)), (value) => [key, value] as const),
    );
    return mapped(together(await Promise.all(found)), (entries): Content => Object.fromEntries(entries));
  },
};

// Each entry takes the kind under which it stands.
const contentOf: ContentOf<MadeSecret> = (making, secret) =>
  (CONTENTS[secret.kind] as ContentOf<MadeSecret>)(making, secret);

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
  const found = await looked(() => (from === undefined ? sources.variable(name) : sources.value(from)));
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

function dockerConfig(server: string, { user, password }: Login): string {
  return JSON.stringify({ auths: { [server]: { username: user, password, auth: base64(`${user}:${password}`) } } });
}

const secretObject = ({ kind, name, namespace }: MadeSecret, content: Content): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace },
  type: SECRET_TYPES[kind],
  data: Object.fromEntries(Object.entries(content).map(([key, bytes]) => [key, base64(bytes)])),
});
