import { fromBase64, record, text, type Plain } from '../plain';

/** Why Traefik opens to nobody whom the lines of a Secret name, and what to write. */
interface LoginFault {
  /** The end of a sentence about the Secret. */
  readonly has: string;
  readonly remedy: string;
}

/** A way of asking for a name and a password. */
interface Asking {
  /** What a line holds, between colons. */
  readonly parts: readonly string[];
  /** What Traefik can compare a password with. */
  readonly hash: RegExp;
  readonly remedy: string;
}

const ASKING: Readonly<Record<string, Asking>> = {
  basicAuth: {
    parts: ['name', 'hash'],
    hash: /^(?:\$apr1\$|\$1\$|\{SHA\}|\$2[abxy]\$)/,
    remedy: 'Write lines as "htpasswd -nB NAME" prints them, each dollar once, and no others.',
  },
  digestAuth: {
    parts: ['name', 'realm', 'hash'],
    hash: /^[0-9a-f]{32}$/,
    remedy: 'Write lines as "htdigest FILE REALM NAME" writes them, and no others.',
  },
};

/** What Traefik asks for where a digestAuth names none. */
const REALM = 'traefik';

/** What something fills in before a cluster gets it. */
const FILLED_IN = /\$\{|\{\{|ENC\[|<[^<>]*>/;

/** Judges the lines at a key of a Secret; undefined where somebody can log in, or nobody knows. */
export function faultOfLines(kind: string, { realm }: Plain, secret: Plain, key: string): LoginFault | undefined {
  const value = text(record(secret.stringData)[key]) ?? fromBase64(record(secret.data)[key]);
  if (value.trim() === '' || FILLED_IN.test(value)) return undefined;
  const { parts, hash, remedy } = ASKING[kind]!;
  const lines = value.split(/\r?\n/).filter(Boolean);
  const logins = lines.map((line) => line.split(':'));
  const form = `"${parts.join(':')}"`;
  if (logins.some(({ length }) => length !== parts.length)) {
    const has = `has a line at key "${key}" that is not ${form}, and Traefik refuses all of them`;
    return { has, remedy };
  }
  if (!logins.some((login) => hash.test(login.at(-1)!))) {
    const has = `has no hash that Traefik knows at key "${key}", so every login fails`;
    return { has, remedy };
  }
  const asked = text(realm) ?? REALM;
  if (kind === 'basicAuth' || logins.some(([, own]) => own === asked)) return undefined;
  const has = `has no line of realm "${asked}" at key "${key}", so every login fails`;
  return { has, remedy: `Write spec.digestAuth.realm, or the hashes of realm "${asked}".` };
}
