import { ofKind } from '../../named';
import { list, record, text } from '../../plain';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';

/** Some controllers read stars in paths of a type of their own; `Prefix` means the same to all of them. */
export const ingressPathWildcard: Rule = {
  id: 'ingress-path-wildcard',
  title: 'A path of an Ingress ends in a star, which is a letter like any other',
  *check(site) {
    for (const { object, json } of ofKind(site, 'Ingress')) {
      for (const [index, { http }] of list(record(json.spec).rules).map(record).entries()) {
        for (const [at, { path, pathType }] of list(record(http).paths).map(record).entries()) {
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
