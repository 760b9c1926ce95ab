import { ofKind } from '../../named';
import { memo, record, records } from '../../plain';
import type { ObjectFacts, Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { inWordsOf } from '../in-words';
import { aboutObject } from '../speak';
import { rulesOfTraefik } from './served';

/** A path of an Ingress that means the same to every controller. */
interface SaidPath {
  readonly object: ObjectFacts;
  readonly path: string;
  readonly pathType: unknown;
  readonly field: string;
}

/** What stands in few paths. */
const ODD = /[*?#]/;

/**
 * The odd paths. Some controllers read paths of a type of their own as expressions; what is `Prefix` or `Exact` is letters
 * to all of them.
 */
const oddPaths = memo((site: Site): readonly SaidPath[] => [...pathsIn(site)]);

function* pathsIn(site: Site): Iterable<SaidPath> {
  for (const { object, json } of ofKind(site, 'Ingress')) {
    for (const [index, { http }] of records(record(json.spec).rules).entries()) {
      for (const [at, { path, pathType }] of records(record(http).paths).entries()) {
        if (typeof path !== 'string' || !ODD.test(path) || pathType === 'ImplementationSpecific') continue;
        yield { object, path, pathType, field: `spec.rules[${index}].http.paths[${at}].path` };
      }
    }
  }
}

/** `Prefix` takes what is below it already. */
export const ingressPathWildcard: Rule = {
  id: 'ingress-path-wildcard',
  title: 'A path of an Ingress ends in a star, which is a letter like any other',
  *check(site) {
    for (const { object, path, pathType, field } of oddPaths(site)) {
      const [, meant] = /^(.*?)\/?(?<!\*)\*+$/s.exec(path) ?? [];
      if (meant === undefined || pathType !== 'Prefix') continue;
      const below = JSON.stringify(meant || '/');
      yield* aboutObject(object, {
        level: heldTo(site, object),
        path: field,
        message: `The path "${path}" ends in a star, which is a letter like any other: it takes no request for what is below ${below}.`,
        remedy: `Write ${below}, which takes all of that.`,
      });
    }
  },
};

/** A client asks for what stands before such a letter, and tells the rest apart. */
export const ingressPathCutOff: Rule = {
  id: 'ingress-path-cut-off',
  title: 'A path of an Ingress holds a letter that ends the path of a URL',
  *check(site) {
    for (const { object, path, field } of oddPaths(site)) {
      const [, asked, end] = /^([^?#]*)([?#])/.exec(path) ?? [];
      if (asked === undefined) continue;
      yield* aboutObject(object, {
        level: heldTo(site, object),
        path: field,
        message: `The path "${path}" holds "${end}", which ends the path of a URL: whoever opens it asks for "${asked}", which this does not take.`,
        remedy: `Write "${asked}".`,
      });
    }
  },
};

/** What a path has that is to be an expression: brackets, dollars and stars alone stand in paths of programs too. */
const EXPRESSION = /\([^()]*[|*+]|\/\.[*+]|\\[\w.]|\[[^[\]]*\]|\$$/;

/** ingress-nginx reads paths as expressions where an annotation says so; Traefik reads letters. */
export const ingressPathExpression: Rule = {
  id: 'ingress-path-expression',
  title: 'A path of an Ingress is an expression, which Traefik takes for letters',
  supersedes: ['ingress-path-cut-off'],
  *check(site) {
    for (const rule of rulesOfTraefik(site)) {
      // Between braces Traefik 2 reads expressions, and so does Traefik 3 where it is told to.
      if (rule.matcher === 'other' || rule.path.includes('{') || !EXPRESSION.test(rule.path)) continue;
      const begins = rule.path.slice(0, rule.path.search(EXPRESSION)).replace(/\/$/, '') || '/';
      yield* aboutObject(rule.facts, {
        level: heldTo(site, rule.facts),
        path: `${rule.field}.path`,
        message: `Traefik takes the path "${rule.path}" as it is written, and not for an expression: no request has such a path.`,
        remedy: `Write "${begins}"${inWordsOf(rule.facts, ' with pathType: Prefix', ' without exact')}; a Middleware with stripPrefix or replacePathRegex changes the path on the way.`,
      });
    }
  },
};
