import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { judge, type Judged } from '../routes/rules/judge';
import { rules } from '../routes/rules';
import { alike } from './json';
import { type AppSite, sitesOf } from './sites';
import type { AppObject } from './written-object';

/** Everything that is known of an app before it runs. */
export interface Analysis extends Judged {
  readonly sites: readonly AppSite[];
}

/**
 * Reads an app and judges it. Objects that are rendered already are not rendered again. One that cannot be rendered is
 * left out, and nothing is said of what may be missing for that reason: cdk8s itself says why.
 */
export function analyse(root: IConstruct, written: readonly Rendered[] = objectsOf(root)): Analysis {
  const objects = written.filter((object) => object !== undefined);
  const partial = objects.length < written.length;
  const sites = sitesOf(root, objects).map((one) => (partial ? { ...one, site: { ...one.site, partial } } : one));
  return {
    sites,
    ...judge(
      sites.map(({ site }) => site),
      rules,
    ),
  };
}

/** An object, or none where it cannot be rendered. */
type Rendered = AppObject | undefined;

const objectsOf = (root: IConstruct): Rendered[] =>
  root.node.findAll().flatMap((construct) => (ApiObject.isApiObject(construct) ? [rendered(construct)] : []));

function rendered(construct: ApiObject): Rendered {
  try {
    return { construct, json: alike(construct.toJson()).json };
  } catch {
    return undefined;
  }
}
