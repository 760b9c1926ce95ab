import { ofKind } from '../../named';
import { TRAEFIK_GROUPS } from '../../network/ingress-routes';
import { record, records, text } from '../../plain';
import type { Site } from '../../world';
import { middlewareNamed } from './middlewares';
import { OWN_CERTIFICATE } from './of-ingresses';
import { refer, type Use } from './use';

/** What the kinds of Traefik itself refer to. */
export function* usesOfTraefik(site: Site): Iterable<Use> {
  for (const { object, group, kind, namespace, json } of ofKind(
    site,
    'IngressRoute',
    'IngressRouteTCP',
    'Middleware',
  )) {
    if (!TRAEFIK_GROUPS.includes(group)) continue;
    const own = `${namespace}`;
    const spec = record(json.spec);
    if (kind === 'Middleware') {
      const users = { object, who: 'The chain', harm: 'so Traefik serves no route that goes through it' };
      yield* middlewaresIn(site, own, record(spec.chain).middlewares, 'spec.chain', users);
      continue;
    }
    for (const found of refer('Secret', spec.tls, 'spec.tls', 'The TLS of its routes', 'secretName')) {
      yield { object, namespace: own, ...OWN_CERTIFICATE, ...found };
    }
    // Routes of TCP have middlewares of another kind.
    if (kind !== 'IngressRoute') continue;
    for (const [index, { middlewares }] of records(spec.routes).entries()) {
      const users = { object, who: `Route ${index + 1}`, harm: 'so Traefik does not serve this route' };
      yield* middlewaresIn(site, own, middlewares, `spec.routes[${index}]`, users);
    }
  }
}

/** Middlewares that a route or a chain names, in its own namespace where it says none. */
function* middlewaresIn(
  site: Site,
  own: string,
  named: unknown,
  path: string,
  users: Pick<Use, 'object' | 'who' | 'harm'>,
): Iterable<Use> {
  for (const [index, item] of records(named).entries()) {
    for (const found of refer('Middleware', item, `${path}.middlewares[${index}]`, users.who)) {
      const { name } = found;
      const place = name.includes('@')
        ? middlewareNamed(site, own, name)
        : { namespace: text(item.namespace) ?? own, name };
      if (place !== undefined) yield { ...users, ...found, ...place };
    }
  }
}
