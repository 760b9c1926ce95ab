import { TRAEFIK_GROUPS } from '../../../routes/network/traefik-names';
import { groupIn } from '../../../routes/names';
import { complaintsIn } from '../programs';
import type { Refused } from './send';

/** Who has fields that we want. */
interface Owner {
  readonly manager: string;
  readonly fields: readonly string[];
}

/** Why an object was not taken, as data. Sentences stand in refused-text.ts. */
export type Refusal =
  | { readonly kind: 'conflict'; readonly owners: readonly Owner[] }
  | { readonly kind: 'unknown-kind' }
  | { readonly kind: 'no-namespace'; readonly namespace: string }
  /** `but` is what of the field may change all the same, in the server's words. */
  | { readonly kind: 'immutable'; readonly field: string; readonly but?: string }
  | { readonly kind: 'node-port'; readonly port: number }
  | { readonly kind: 'said'; readonly said: string };

/** Reads what kubectl said of one object. */
export function refusalOf({ object, stderr }: Refused): Refusal {
  if (/Apply failed with \d+ conflict/.test(stderr)) return { kind: 'conflict', owners: ownersIn(stderr) };
  if (NO_MATCH.test(stderr)) return { kind: 'unknown-kind' };
  const namespace = /namespaces "([^"]*)" not found/.exec(stderr)?.[1];
  if (namespace !== undefined) return { kind: 'no-namespace', namespace };
  const field = IMMUTABLE.exec(stderr)?.[1];
  const but = EXCEPT.exec(stderr)?.[1];
  if (field !== undefined) return { kind: 'immutable', field, ...(but && { but }) };
  const port = /nodePort: Invalid value: (\d+): provided port is already allocated/.exec(stderr)?.[1];
  if (port !== undefined) return { kind: 'node-port', port: Number(port) };
  return { kind: 'said', said: sayingOf(stderr, object.kind === 'Secret') };
}

/** Each kind has words of its own for what stays as it was made. */
const IMMUTABLE =
  /(?<!\S)(\S+): (?:Invalid value|Forbidden): [^]*?(?:is immutable|may not (?:be )?change|cannot change|less than previous value|updates to .* are forbidden)/;

const EXCEPT = /(?:immutable after creation except|fields other than) (.+?)(?: are forbidden)?$/m;

const NO_MATCH = /no matches for kind|resource mapping not found/;

/** Groups whose kinds k3s brings in by itself, some time after the API server has begun to answer. */
const PACKAGED = [...TRAEFIK_GROUPS, 'gateway.networking.k8s.io', 'helm.cattle.io', 'k3s.cattle.io'];

const PASSING = [
  /failed calling webhook/,
  /error looking up service account/,
  /serviceaccount "[^"]*" not found/,
  /because it is being terminated/,
  /object is being deleted/,
  /etcdserver|leader changed|TLS handshake timeout/,
];

/** Whether what was refused now may be taken soon, without anybody doing something about it. */
export function isPassing({ object, stderr }: Refused, promised: ReadonlySet<string>): boolean {
  const group = groupIn(`${object.apiVersion}`);
  if (NO_MATCH.test(stderr)) return PACKAGED.includes(group) || promised.has(group);
  return PASSING.some((sign) => sign.test(stderr));
}

/** `conflict with "kubectl" using apps/v1: .spec.replicas`, or a list of fields below the name. */
function ownersIn(stderr: string): readonly Owner[] {
  const owners: { manager: string; fields: string[] }[] = [];
  for (const line of stderr.split('\n')) {
    const [, manager, field = ''] = /conflicts? with "([^"]*)".*?:(?: (\..*))?$/.exec(line) ?? [];
    if (manager !== undefined) owners.push({ manager, fields: field === '' ? [] : [field] });
    const [, listed] = /^- (\..*)$/.exec(line) ?? [];
    if (listed !== undefined) owners.at(-1)?.fields.push(listed);
  }
  return owners;
}

/** The server's reason without the name of the object, which stands in the sentence already. */
function sayingOf(stderr: string, secret: boolean): string {
  const said = complaintsIn(stderr)
    .map((line) => line.replace(/^\* /, ''))
    .join('; ')
    .replace(/^(?:error: )?(?:Error from server(?: \(\w+\))?: |The request is invalid: )?/, '')
    .replace(/^error when \w+ "STDIN": /, '')
    .replace(/^(?:The )?\S+ "[^"]*" is invalid:[\s;]*/, '');
  return secret ? said.replace(/"(?:\\.|[^"\\])*"?/g, '"…"') : said;
}
