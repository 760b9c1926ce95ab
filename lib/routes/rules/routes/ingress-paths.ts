import { ofKind } from '../../named';
import { record, records, text } from '../../plain';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';
import { rulesOfTraefik } from './served';

/** Some controllers read stars in paths of a type of their own; `Prefix` means the same to all of them. */
export const ingressPathWildcard: Rule = {
  id: 'ingress-path-wildcard',
  title: 'A path of an Ingress ends in a star, which is a letter like any other',
  *check(site) {
    for (const { object, json } of ofKind(site, 'Ingress')) {
      for (const [index, { http }] of records(record(json.spec).rules).entries()) {
        for (const [at, { path, pathType }] of records(record(http).paths).entries()) {
          const [said, meant] = /^(.*?)\/?\*+$/s.exec(text(path) ?? '') ?? [];
          if (said === undefined || pathType !== 'Prefix') continue;
          const below = JSON.stringify(meant || '/');
          yield* aboutObject(object, {
            level: heldTo(site, object),
            path: `spec.rules[${index}].http.paths[${at}].path`,
            message: `The path "${said}" ends in a star, which is a letter like any other: it takes no request for what is below ${below}.`,
            remedy: `Write ${below}, which takes all of that.`,
          });
        }
      }
    }
  },
};

/** What a path has that is to be an expression: brackets, dollars and stars alone stand in paths of programs too. */
const EXPRESSION = /\([^()]*[|*+]|\/\.[*+]|\\[\w.]|\[[^[\]]*\]|\$$/;

/** ingress-nginx reads paths as expressions where an annotation says so; Traefik reads letters. */
export const ingressPathExpression: Rule = {
  id: 'ingress-path-expression',
  title: 'A path of an Ingress is an expression, which Traefik takes for letters',
  *check(site) {
    for (const rule of rulesOfTraefik(site)) {
      // Between braces Traefik 2 reads expressions, and so does Traefik 3 where it is told to.
      if (rule.matcher === 'other' || rule.path.includes('{') || !EXPRESSION.test(rule.path)) continue;
      const begins = rule.path.slice(0, rule.path.search(EXPRESSION)).replace(/\/$/, '') || '/';
      yield* aboutObject(rule.facts, {
        level: heldTo(site, rule.facts),
        path: `${rule.field}.path`,
        message: `Traefik takes the path "${rule.path}" as it is written, and not for an expression: no request has such a path.`,
        remedy: `Write "${begins}" with pathType: Prefix; a Middleware with stripPrefix or replacePathRegex changes the path on the way.`,
      });
    }
  },
};
