import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { judge, type Verdict } from '../routes/judge';
import { rules } from '../routes/rules';
import { alike } from './json';
import { type AppSite, sitesOf } from './sites';
import type { AppObject } from './written-object';

/** Everything that is known of an app before it runs. */
export interface Analysis extends Verdict {
  readonly sites: readonly AppSite[];
}

/** Reads an app and judges it. Objects that are rendered already are not rendered again. */
export function analyse(root: IConstruct, objects: readonly AppObject[] = objectsOf(root)): Analysis {
  const sites = sitesOf(root, objects);
  return {
    sites,
    ...judge(
      sites.map(({ site }) => site),
      rules,
    ),
  };
}

/** The objects of an app. One that cannot be rendered is left out: cdk8s itself says why. */
function objectsOf(root: IConstruct): AppObject[] {
  return root.node.findAll().flatMap((construct) => (ApiObject.isApiObject(construct) ? rendered(construct) : []));
}

function rendered(construct: ApiObject): AppObject[] {
  try {
    return [{ construct, json: alike(construct.toJson()).json }];
  } catch {
    return [];
  }
}
