import { hideLogin } from './hide-login';

/**
 * Words in names of what nobody else may read, for an expression without regard to case. More than are warned of:
 * a message rather says too little.
 */
export const SECRET_WORDS =
  'passw(?:or)?d|passphrase|(?<![a-z])pass(?![a-z])|pwd|secret|token|credential|auth(?:orization)?|bearer|(?:key|api|access|private)[-_.]?(?:data|key)';

/** Whether a name, or one of several in a path, says that it is secret. */
export const saysSecret = (name: string): boolean => WORDS.test(name);
const WORDS = new RegExp(SECRET_WORDS, 'i');

/** Whether no message repeats what stands at a path. */
export const isSecret = (path: string): boolean => {
  const [name = ''] = LAST.exec(path) ?? [];
  return OPEN.test(path) || (saysSecret(name) && !NO_VALUE.test(name));
};

/** The last name in a path; the places in lists are none. */
const LAST = /(?:\["?\d*[^\d[\]"][^[\]"]*"?\]|(?<![^.[\]])[^.[\]]+)(?=(?:\[\d+\])*$)/;

/** What points to a secret, or says how long it lasts. */
const NO_VALUE = /(?:name|ref|file|path|seconds)s?$/i;

/** Places where a login may stand by another name, or by none. */
const OPEN =
  /(?:^|\.)(?:registry$|pullThrough$|registries\.config$|configs(?![^.[])|(?:args|command)\[\d+\]$|(?:env|httpHeaders|k3sArgs|extraArgs)\[\d+\]\.(?:value|envVar|arg)$)/;

/** A value as a message may repeat it: without logins, and without what follows a name that says secret, or who logs in. */
export const hideSecrets = (value: string): string => hideLogin(value).replace(FOLLOWS, '$1…');
// A word is looked for where it has ended, and once: of a long one each letter might begin it.
const FOLLOWS = new RegExp(
  `((?![\\w-])(?<=(?:${SECRET_WORDS})[\\w-]*)\\\\?["']?(?:\\s*[=:,]\\s*|\\s+)|user(?:name)?["']?\\s*[=:]\\s*).+$`,
  'is',
);
