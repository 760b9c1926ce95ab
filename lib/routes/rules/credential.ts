/** Names of settings that hold a credential by themselves, and not where it is to be found. */
const NAMES =
  /(?:^|[_.-])(?:password|passwd|passphrase|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|secret[_.-]?key|secret)$|[_.-]pwd$/i;

/** Settings that hold the name of a Secret. */
const NAME_OF_SECRET = /(?:pull|tls|ssl|cert|certificate|webhook)[_.-]?secret$/i;

/** What says yes or no, points elsewhere, or is filled in later. */
const NO_CREDENTIAL =
  /^(?:true|false|yes|no|on|off|none|null|\d{1,2}|\/.*|\.{1,2}\/.*|file:.*|[\w.+-]*:\/\/.*|.*(?:\$\(|\$\{|\{\{).*|<.*>)$/is;

/** Forms in which only credentials are written. */
const FORM = anyOf(
  /-----BEGIN (?:[A-Z]{2,10} )?PRIVATE KEY-----/,
  /\b(?:ghp|gho|ghs)_[A-Za-z0-9]{36}\b/,
  /\bgithub_pat_\w{22,90}\b/,
  /\bglpat-[\w-]{20}\b/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bxox[bp]-[\w-]{20,90}/,
  /\bsk_live_\w{16,90}/,
  /:\/\/[^\s:@/"'$]{1,64}:[^\s@/"'$<{]{1,128}@/,
);

/** One expression for several: every value of every variable is held against it. */
function anyOf(...forms: readonly RegExp[]): RegExp {
  return new RegExp(forms.map(({ source }) => source).join('|'));
}

/** So much of a text is looked at. */
export const LONGEST = 100_000;

/** Whether a value looks like a credential, by the name of its setting or by its form. */
export const isCredential = (name: string, value: string) =>
  FORM.test(value.slice(0, LONGEST)) ||
  (NAMES.test(name) && !NAME_OF_SECRET.test(name) && !NO_CREDENTIAL.test(value.slice(0, LONGEST)));
