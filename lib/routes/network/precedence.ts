import { push } from './selection';
import { precedenceOf, type WebRule } from './web-rules';

/** What another rule does to one. */
export interface Clash {
  readonly kind: 'duplicate' | 'shadowed';
  readonly by: WebRule;
  /** The one of two duplicates that is to be reported. */
  readonly second: boolean;
}

/** A rule and the doors at which it is asked. */
export interface Placed {
  readonly rule: WebRule;
  readonly ingressClass: string;
  readonly entryPoints: readonly string[];
}

/** Which rules say the same as another one, and which can never match. */
export function clashesOf(placed: readonly Placed[]): ReadonlyMap<WebRule, Clash> {
  const readable = placed.filter(({ rule }) => rule.matcher !== 'other' && !rule.fallback && !isCanary(rule));
  const clashes = new Map<WebRule, Clash>();
  duplicates(readable, clashes);
  shadows(readable, clashes);
  return clashes;
}

const isCanary = ({ facts }: WebRule) =>
  facts.json.metadata?.annotations?.['nginx.ingress.kubernetes.io/canary'] === 'true';

const answersAlike = (a: WebRule, b: WebRule) => JSON.stringify(a.backend) === JSON.stringify(b.backend);

function duplicates(placed: readonly Placed[], clashes: Map<WebRule, Clash>): void {
  const first = new Map<string, WebRule>();
  for (const { rule, ingressClass, entryPoints } of placed) {
    for (const entryPoint of entryPoints) {
      const key = JSON.stringify([ingressClass, entryPoint, rule.host, rule.path, rule.matcher, rule.priority]);
      const by = first.get(key);
      if (!by) first.set(key, rule);
      else if (!answersAlike(by, rule)) {
        clashes.set(rule, { kind: 'duplicate', by, second: true });
        if (!clashes.has(by)) clashes.set(by, { kind: 'duplicate', by: rule, second: false });
      }
    }
  }
}

function shadows(placed: readonly Placed[], clashes: Map<WebRule, Clash>): void {
  const prefixes = new Map<string, Placed[]>();
  const keyOf = (one: Placed, host: string | undefined, path: string) => JSON.stringify([one.ingressClass, host, path]);
  for (const one of placed) {
    const key = keyOf(one, one.rule.host, trimmed(one.rule.path));
    // A few are enough: whatever beats a rule, one of them is named.
    if (one.rule.matcher === 'prefix' && (prefixes.get(key)?.length ?? 0) < 8) push(prefixes, key, one);
  }
  for (const one of placed) {
    const { rule } = one;
    if (clashes.has(rule)) continue;
    const wider = hostsOver(rule.host).flatMap((host) =>
      pathsOver(rule.path).flatMap((path) => prefixes.get(keyOf(one, host, path)) ?? []),
    );
    const by = wider.find((other) => beats(other, one))?.rule;
    if (by) clashes.set(rule, { kind: 'shadowed', by, second: true });
  }
}

function beats(wide: Placed, narrow: Placed): boolean {
  return (
    precedenceOf(wide.rule) > precedenceOf(narrow.rule) &&
    !answersAlike(wide.rule, narrow.rule) &&
    narrow.entryPoints.every((entryPoint) => wide.entryPoints.includes(entryPoint))
  );
}

const trimmed = (path: string) => (path.length > 1 ? path.replace(/\/$/, '') : path);

/** The host itself, the wildcard over it, and any host. */
function hostsOver(host: string | undefined): readonly (string | undefined)[] {
  if (host === undefined) return [undefined];
  const dot = host.indexOf('.');
  return host.startsWith('*.') || dot < 0 ? [host, undefined] : [host, `*${host.slice(dot)}`, undefined];
}

const DEEPEST = 32;

/** The path itself and every folder over it. */
function pathsOver(path: string): readonly string[] {
  const parts = trimmed(path).split('/').slice(1, DEEPEST);
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)].filter(
    (over, index, all) => all.indexOf(over) === index,
  );
}
