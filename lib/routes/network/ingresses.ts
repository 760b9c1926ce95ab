import type { Named } from '../named';
import { interned, list, record, records, text, type Plain } from '../plain';
import { wishesOf } from './ingress-annotations';
import { originOf } from './origin';
import { port } from './read';
import { LAST, NO_SERVICE, precedenceOf, type Backend, type Matcher, type Refusal, type WebRule } from './web-rules';

const DEFAULT = 'spec.defaultBackend';
const EMPTY = 'it names neither a host nor a path, and Traefik serves no rule that is empty';

/** True for an Ingress of the API that is served today. */
export const isIngress = ({ group, kind }: Named) => kind === 'Ingress' && group === 'networking.k8s.io';

/** Every rule of an Ingress; its default backend where it has no rules, as Traefik reads it. */
export function rulesOfIngress(ingress: Named, refused?: Refusal): readonly WebRule[] {
  const { facts, id, kind, name, namespace } = originOf(ingress);
  const { metadata, spec } = ingress.json;
  const { rules: said, defaultBackend } = record(spec);
  const { entryPoints, tlsOnly, priority, middlewares, pathMatcher } = wishesOf(record(metadata).annotations);
  const claim = (field: string, to: unknown, host?: string, path?: string, matcher: Matcher = 'prefix'): WebRule => {
    const fallback = field === DEFAULT;
    const backends = backendsOf(namespace, record(to), fallback ? field : interned(`${field}.backend`));
    return {
      facts,
      id,
      kind,
      name,
      namespace,
      field,
      speaks: 'http',
      host,
      path: path ?? '/',
      matcher,
      backends,
      entryPoints,
      tlsOnly,
      precedence: fallback ? LAST : precedenceOf(priority, ruleText(host, path, matcher)),
      fallback,
      middlewares,
      refused,
      unread: backends.length === 0 ? NO_SERVICE : fallback || host || path ? undefined : EMPTY,
    };
  };
  if (list(said).length === 0) return defaultBackend === undefined ? [] : [claim(DEFAULT, defaultBackend)];
  return records(said).flatMap((rule, r) => {
    const host = text(rule.host)?.toLowerCase();
    return records(record(rule.http).paths).map(({ path, pathType, backend }, p) =>
      claim(interned(`spec.rules[${r}].http.paths[${p}]`), backend, host, text(path), matcherOf(pathType, pathMatcher)),
    );
  });
}

function matcherOf(pathType: unknown, pathMatcher: string | undefined): Matcher {
  if (pathType === 'Exact') return 'exact';
  if (pathType === 'Prefix' || pathMatcher === undefined || pathMatcher === 'PathPrefix') return 'prefix';
  return pathMatcher === 'Path' ? 'exact' : 'other';
}

function backendsOf(namespace: string, said: Plain, field: string): readonly Backend[] {
  const { name, port: asked } = record(said.service);
  const service = text(name);
  if (service === undefined) return [];
  const { number, name: called } = record(asked);
  return [{ namespace, service, port: port(number) ?? text(called), field }];
}

/** The rule that Traefik makes of a host and a path. */
function ruleText(host: string | undefined, path: string | undefined, matcher: Matcher): string {
  const ofPath = path === undefined ? [] : [`${matcher === 'exact' ? 'Path' : 'PathPrefix'}(\`${path}\`)`];
  return [...hostText(host), ...ofPath].join(' && ');
}

function hostText(host: string | undefined): readonly string[] {
  if (host === undefined) return [];
  if (!host.startsWith('*.')) return [`Host(\`${host}\`)`];
  return [`HostRegexp(\`^[a-zA-Z0-9-]+\\.${host.slice(2).replaceAll('.', '\\.')}$\`)`];
}
