/** Why an image does not come. */
export type ImageProblem =
  | 'login'
  | 'missing'
  | 'unknown-host'
  | 'limit'
  | 'unreachable'
  | 'plain-http'
  | 'certificate'
  | 'not-loaded'
  | 'name'
  | 'other';

/** What nodes say, the surer sign first. */
const SIGNS: readonly (readonly [ImageProblem, RegExp])[] = [
  ['not-loaded', /^ErrImageNeverPull/],
  ['name', /^InvalidImageName|invalid reference format/],
  ['limit', /toomanyrequests|too many requests/i],
  ['login', /unauthorized|authorization failed|access denied|insufficient_scope|forbidden|no basic auth/i],
  ['missing', /not found|manifest unknown/i],
  ['unknown-host', /no such host/],
  ['plain-http', /server gave HTTP response to HTTPS client/],
  ['certificate', /x509|certificate/i],
  ['unreachable', /connection refused|timeout|no route to host|network is unreachable|EOF/i],
];

/** What keeps an image away, by the words of the node. A back-off may hide the reason: an earlier warning has it then. */
export function imageProblemOf(
  reason: string,
  message: string,
  warnings: readonly string[],
): { readonly problem: ImageProblem; readonly said: string } {
  const words = [message, ...warnings].find((each) => /failed to|denied|not found/i.test(each)) ?? message;
  // A name may look like a reason.
  const plain = `${reason}: ${words.replace(/"[^"]*"/g, '""')}`;
  const problem = SIGNS.find(([, sign]) => sign.test(plain))?.[0] ?? 'other';
  return { problem, said: words.split(': ').slice(-2).join(': ') };
}
