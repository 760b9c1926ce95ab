import { misspelt } from '../../nearest';
import { ROUTER } from '../../network/web-rules';
import { record, type Plain } from '../../plain';
import type { ObjectFacts } from '../../world';
import { middlewareNames, MIDDLEWARES_PATH, writtenWhole } from '../references/middlewares';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { ingressesOfTraefik } from './served';

const annotationsOf = ({ json }: ObjectFacts): Plain => record(record(record(json).metadata).annotations);

/** What Traefik reads behind the beginning of its annotations, whatever the case of the letters. */
const KNOWN = ['entrypoints', 'middlewares', 'observability', 'pathmatcher', 'priority', 'rulesyntax', 'tls'];

/** An annotation is misspelt, and Traefik passes over the whole Ingress. */
export const ingressAnnotationUnknown: Rule = {
  id: 'ingress-annotation-unknown',
  title: 'An annotation is none that Traefik knows, so it passes over the Ingress',
  *check(site) {
    for (const { facts } of ingressesOfTraefik(site)) {
      for (const annotation of Object.keys(annotationsOf(facts))) {
        if (!annotation.startsWith(ROUTER)) continue;
        const [field = '', ...more] = annotation.slice(ROUTER.length).split('.');
        const meant = KNOWN.includes(field.toLowerCase()) ? undefined : misspelt(field, KNOWN);
        if (meant === undefined) continue;
        yield* aboutObject(facts, {
          level: 'error',
          path: `metadata.annotations[${annotation}]`,
          message: `Traefik knows no annotation "${annotation}", and passes over an Ingress that has one it does not know.`,
          remedy: `Write "${ROUTER}${[meant, ...more].join('.')}".`,
        });
      }
    }
  },
};

/** An Ingress calls a Middleware by less than its whole name. */
export const middlewareNameIncomplete: Rule = {
  id: 'middleware-name-incomplete',
  title: 'An Ingress names a Middleware by less than Traefik calls it',
  *check(site) {
    for (const { facts, namespace } of ingressesOfTraefik(site)) {
      for (const reference of middlewareNames(record(facts.json))) {
        const whole = writtenWhole(site, namespace, reference);
        if (whole === undefined) continue;
        yield* aboutObject(facts, {
          level: 'error',
          path: MIDDLEWARES_PATH,
          part: reference,
          message: `The Ingress names Middleware "${reference}", and Traefik finds none under that name, so it serves none of the rules.`,
          remedy: `Write "${whole}".`,
        });
      }
    }
  },
};
