import { ofKind } from '../../named';
import { TRAEFIK_GROUPS } from '../../network/traefik-names';
import { middlewareNamed, middlewareOf } from '../../network/middlewares';
import { listedIn, servicesIn, type NamedIn } from '../../network/traefik-services';
import { record, records, text } from '../../plain';
import type { Site } from '../../world';
import { OWN_CERTIFICATE } from './of-ingresses';
import { refer, type Use } from './use';

/** What the kinds of Traefik itself refer to. */
export function* usesOfTraefik(site: Site): Iterable<Use> {
  for (const { object, group, kind, namespace, json } of ofKind(
    site,
    'IngressRoute',
    'IngressRouteTCP',
    'Middleware',
    'TraefikService',
  )) {
    if (!TRAEFIK_GROUPS.includes(group)) continue;
    const own = `${namespace}`;
    const spec = record(json.spec);
    if (kind === 'Middleware') {
      const users = { object, who: 'The chain', harm: 'so Traefik serves no route that goes through it' };
      yield* middlewaresIn(site, own, record(spec.chain).middlewares, 'spec.chain', users);
      continue;
    }
    if (kind === 'TraefikService') {
      const users = { object, who: 'The TraefikService', harm: 'so Traefik serves no route that leads there' };
      yield* traefikServicesIn(own, servicesIn({ json }), users);
      continue;
    }
    for (const found of refer('Secret', spec.tls, 'spec.tls', 'The TLS of its routes', 'secretName')) {
      yield { object, namespace: own, ...OWN_CERTIFICATE, ...found };
    }
    const { options } = record(spec.tls);
    for (const found of refer('TLSOption', options, 'spec.tls.options', 'The TLS of its routes')) {
      if (found.name.includes('@')) continue;
      const harm = 'so Traefik closes every connection to the hosts of its routes';
      yield { object, namespace: text(record(options).namespace) ?? own, harm, ...found };
    }
    for (const [index, { middlewares, services }] of records(spec.routes).entries()) {
      const path = `spec.routes[${index}]`;
      const users = { object, who: `Route ${index + 1}`, harm: 'so Traefik does not serve this route' };
      yield* middlewaresIn(site, own, middlewares, path, users, middlewareOf(kind));
      yield* traefikServicesIn(own, listedIn(`${path}.services`, services), users);
    }
  }
}

/** Who refers, and what it means that the other is missing. */
type Users = Pick<Use, 'object' | 'who' | 'harm'>;

/** The TraefikServices among what is named; what other providers make is no object. */
function* traefikServicesIn(own: string, named: readonly NamedIn[], users: Users): Iterable<Use> {
  for (const { field, said } of named) {
    if (said.kind !== 'TraefikService') continue;
    for (const found of refer('TraefikService', said, field, users.who)) {
      if (!found.name.includes('@')) yield { ...users, ...found, namespace: text(said.namespace) ?? own };
    }
  }
}

/** Middlewares that a route or a chain names, in its own namespace where it says none. */
function* middlewaresIn(
  site: Site,
  own: string,
  named: unknown,
  path: string,
  users: Users,
  kind: ReturnType<typeof middlewareOf> = 'Middleware',
): Iterable<Use> {
  for (const [index, item] of records(named).entries()) {
    for (const found of refer(kind, item, `${path}.middlewares[${index}]`, users.who)) {
      const { name } = found;
      const place = name.includes('@')
        ? middlewareNamed(site, own, name)
        : { namespace: text(item.namespace) ?? own, name };
      const namedIn = (namespace: string) => `namespace: ${namespace} beside its name`;
      if (place !== undefined) yield { ...users, ...found, ...place, ...(!name.includes('@') && { namedIn }) };
    }
  }
}
