import { list, record, records, text, type Plain } from '../plain';
import type { ObjectFacts } from '../world';
import { groupOf, originOf, type Origin } from './origin';
import { labels, port } from './read';

/** The Service and port that answer a rule. */
export interface Backend {
  readonly namespace: string;
  readonly service: string;
  /** Absent where the rule names none. */
  readonly port?: number | string;
}

/** How a path is compared: by its beginning, whole, or by something we cannot read. */
export type Matcher = 'prefix' | 'exact' | 'other';

/** One host and path, and who answers there. */
export interface WebRule extends Origin {
  /** Where in the object it stands. */
  readonly field: string;
  /** Absent where any host is served. */
  readonly host?: string;
  readonly path: string;
  readonly matcher: Matcher;
  /** Absent where it is no Service that answers. */
  readonly backend?: Backend;
  /** Entry points by name; absent where every one is meant. */
  readonly entryPoints?: readonly string[];
  readonly tlsOnly: boolean;
  /** Set by hand; the length of the rule decides else. */
  readonly priority?: number;
  /** Answers only where no rule does. */
  readonly fallback: boolean;
  /** References to Middlewares, as Traefik writes them: `namespace-name@kubernetescrd`. */
  readonly middlewares: readonly string[];
  /** What cannot be read in it. */
  readonly unread?: string;
}

const ROUTER = 'traefik.ingress.kubernetes.io/router.';

/** True for an Ingress of the API that is served today. */
export const isIngress = (facts: ObjectFacts) =>
  groupOf(facts) === 'networking.k8s.io' && originOf(facts).kind === 'Ingress';

/** What is the same for every rule of an Ingress. */
function sharedBy(facts: ObjectFacts) {
  const annotations = labels(record(record(facts.json).metadata).annotations);
  const router = (name: string) => annotations.get(`${ROUTER}${name}`);
  const entryPoints = split(router('entrypoints'));
  const priority = Number(router('priority'));
  return {
    ...originOf(facts),
    tlsOnly: router('tls') === 'true' || router('tls.certresolver') !== undefined,
    fallback: false,
    middlewares: split(router('middlewares')),
    pathMatcher: router('pathmatcher'),
    ...(entryPoints.length > 0 && { entryPoints }),
    ...(priority > 0 && { priority }),
  };
}

const split = (names: string | undefined) => (names ?? '').split(',').flatMap((name) => text(name.trim()) ?? []);

/** Every rule of an Ingress; its default backend where it has no rules, as Traefik reads it. */
export function rulesOfIngress(facts: ObjectFacts): readonly WebRule[] {
  const { pathMatcher, ...shared } = sharedBy(facts);
  const spec = record(record(facts.json).spec);
  if (list(spec.rules).length === 0) {
    if (spec.defaultBackend === undefined) return [];
    const backend = backendOf(shared.namespace, record(spec.defaultBackend));
    return [{ ...shared, field: 'spec.defaultBackend', path: '/', matcher: 'prefix', fallback: true, ...backend }];
  }
  return records(spec.rules).flatMap((rule, r) => {
    const host = text(rule.host)?.toLowerCase();
    return records(record(rule.http).paths).map((said, p) => ({
      ...shared,
      field: `spec.rules[${r}].http.paths[${p}]`,
      path: text(said.path) ?? '/',
      matcher: matcherOf(said.pathType, pathMatcher),
      ...(host && { host }),
      ...backendOf(shared.namespace, record(said.backend)),
    }));
  });
}

function matcherOf(pathType: unknown, pathMatcher: string | undefined): Matcher {
  if (pathType === 'Exact') return 'exact';
  if (pathType === 'Prefix' || pathMatcher === undefined || pathMatcher === 'PathPrefix') return 'prefix';
  return pathMatcher === 'Path' ? 'exact' : 'other';
}

function backendOf(namespace: string, backend: Plain): { backend: Backend } | { unread: string } {
  const said = record(backend.service);
  const service = text(said.name);
  if (service === undefined) return { unread: 'its backend is no Service' };
  const asked = record(said.port);
  const number = port(asked.number) ?? text(asked.name);
  return { backend: { namespace, service, ...(number !== undefined && { port: number }) } };
}

/** The rule as Traefik writes it: its length decides which of two rules answers. */
export function precedenceOf({ host, path, matcher, priority }: WebRule): number {
  return priority ?? [hostText(host), `${matcher === 'exact' ? 'Path' : 'PathPrefix'}(\`${path}\`)`].join('').length;
}

function hostText(host: string | undefined): string {
  if (host === undefined) return '';
  const pattern = host.startsWith('*.') ? `[a-zA-Z0-9-]+\\.${host.slice(2).replaceAll('.', '\\.')}` : host;
  return `${host.startsWith('*.') ? 'HostRegexp' : 'Host'}(\`${pattern}\`) && `;
}
