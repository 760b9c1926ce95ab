import { hostIn, loginKey, registryName } from '../../../routes/image-name';
import { jsonIn, record, text } from '../../../routes/plain';
import { type Tools, utf8 } from '../../tools';
import { loginCommand } from '../docker';
import type { Found, Login } from './login';

/** What `docker login` has stored for a server: in the file itself, or with a helper. Nobody is asked for anything. */
export async function dockerLogin(tools: Tools, server: string): Promise<Found<Login>> {
  const host = serverIn(server);
  const folder =
    tools.environment.DOCKER_CONFIG ?? `${tools.environment.HOME ?? tools.environment.USERPROFILE ?? ''}/.docker`;
  const path = `${folder}/config.json`;
  const missing = { missing: `Docker has no login to ${host}. Run "${loginCommand(host)}".` };
  if (tools.files.kind(path) !== 'file') return missing;
  const said = jsonIn(utf8(tools.files.read(path)));
  if (said === undefined) return { missing: `"${path}" is no JSON. Run "${loginCommand(host)}" again.` };
  const config = record(said);
  const helper = text(entryOf(config.credHelpers, host)) ?? text(config.credsStore);
  const kept = helper === undefined ? undefined : await helped(tools, helper, keysOf(config, server));
  if (kept !== undefined && 'problem' in kept) {
    return {
      missing: `Docker keeps its login to ${host} with "docker-credential-${helper}", which ${kept.problem}. Repair it in "${path}".`,
    };
  }
  const login = kept ?? storedIn(entryOf(config.auths, host));
  if (login === undefined) return missing;
  // Kubernetes knows users and passwords alone.
  if (login.user === '<token>') {
    return {
      missing: `Docker's login to ${host} is an identity token, and nodes take none. Name a user and a password: Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD').`,
    };
  }
  return { value: login };
}

/** Docker's keys are hosts, and URLs in older files. */
const serverIn = (key: string): string => registryName(hostIn(key));

function entryOf(entries: unknown, host: string): unknown {
  return Object.entries(record(entries)).find(([key]) => serverIn(key) === host)?.[1];
}

/** The spellings under which a helper may know a server: the one of the file first. */
function keysOf(config: Readonly<Record<string, unknown>>, server: string): readonly string[] {
  const host = serverIn(server);
  const known = Object.keys(record(config.auths)).filter((key) => serverIn(key) === host);
  return [...new Set([...known, loginKey(host), `https://${host}`])];
}

/** A name out of a file that becomes the name of a program. */
const HELPER = /^[\w.-]+$/;

async function helped(
  tools: Tools,
  helper: string,
  keys: readonly string[],
): Promise<Login | { readonly problem: string } | undefined> {
  if (!HELPER.test(helper)) return { problem: 'is no name of a program' };
  for (const key of keys) {
    const ran = await tools.start(`docker-credential-${helper}`, ['get'], {
      input: key,
      timeout: PATIENCE,
    });
    if (ran.kind === 'stopped') return { problem: 'does not answer' };
    if (ran.kind === 'unstarted') {
      return { problem: ran.reason === 'ENOENT' ? 'is not installed' : `could not be started: ${ran.reason}` };
    }
    const { Username, Secret } = record(jsonIn(utf8(ran.stdout)));
    const [user, password] = [text(Username), text(Secret)];
    if (ran.code === 0 && user !== undefined && password !== undefined) return { user, password };
  }
  return undefined;
}

/** Milliseconds for a helper: it may wait for somebody who unlocks it, and nobody is asked. */
const PATIENCE = 20_000;

function storedIn(entry: unknown): Login | undefined {
  const { auth, username, password, identitytoken } = record(entry);
  if (text(identitytoken) !== undefined) return { user: '<token>', password: '' };
  const decoded = Buffer.from(text(auth) ?? '', 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const stored = colon > 0 ? [decoded.slice(0, colon), decoded.slice(colon + 1).replace(/(?<!\0)\0+$/, '')] : [];
  const [user, secret] = [stored[0] ?? text(username), stored[1] ?? text(password)];
  return user && secret ? { user, password: secret } : undefined;
}
