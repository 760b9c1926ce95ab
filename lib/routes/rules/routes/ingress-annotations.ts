import { label } from '../../network/labels';
import { ROUTER } from '../../network/traefik-names';
import { list, record, type Plain } from '../../plain';
import { inWordsOf } from '../in-words';
import type { Rule } from '../rule';
import { aboutObject, warning } from '../speak';
import { ingressesOfTraefik } from './served';

const NGINX = 'nginx.ingress.kubernetes.io/';

/** What decides about a request there, and the Middleware that does it here. */
const INSTEAD: readonly (readonly [annotation: string, middleware: string])[] = [
  ['rewrite-target', 'stripPrefix or replacePathRegex'],
  ['app-root', 'redirectRegex'],
  ['permanent-redirect', 'redirectRegex'],
  ['auth-type', 'basicAuth'],
  ['auth-url', 'forwardAuth'],
  ['whitelist-source-range', 'ipAllowList'],
];

/** What cuts a path off whole. */
const STRIP = 'Say stripPath: true where the path is to be cut off whole.';

/** An Ingress that Traefik serves says in the words of another controller what is to happen to a request. */
export const ingressAnnotationIgnored: Rule = {
  id: 'ingress-annotation-ignored',
  title: 'Traefik reads no annotations of ingress-nginx',
  *check(site) {
    for (const { facts } of ingressesOfTraefik(site)) {
      const { metadata, spec } = record(facts.json);
      const { annotations } = record(metadata);
      if (annotations === undefined) continue;
      for (const [name, middleware] of INSTEAD) {
        const said = label(annotations, NGINX + name);
        if (said === undefined || (name === 'rewrite-target' && said === '/' && isWhole(record(spec)))) continue;
        const path = `metadata.annotations[${NGINX}${name}]`;
        const message = `Traefik serves this Ingress, and ${NGINX}${name} says nothing to it: requests go on as if it were not there.`;
        const make = `Make a Middleware of Traefik with ${middleware}, and name it in the annotation ${ROUTER}middlewares.`;
        const remedy = name === 'rewrite-target' ? inWordsOf(facts, make, `${STRIP} ${make}`) : make;
        yield* aboutObject(facts, warning(path, message, remedy));
      }
    }
  },
};

/** Every path is the root already. */
const isWhole = ({ rules }: Plain): boolean =>
  list(rules).every((rule) => list(record(record(rule).http).paths).every((each) => record(each).path === '/'));
