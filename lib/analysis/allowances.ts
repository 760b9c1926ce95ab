import type { IConstruct } from 'constructs';
import { factsOf } from './facts';

/** Rules that are allowed, with the reason. */
export type Allow = Readonly<Record<string, string>> | undefined;

/** What somebody allowed on a construct counts for everything below it; the nearest word counts. */
export function allowances(): (construct: IConstruct) => Allow {
  const known = new Map<IConstruct, Allow>();
  const allowOf = (construct: IConstruct | undefined): Allow => {
    if (construct === undefined) return undefined;
    if (known.has(construct)) return known.get(construct);
    const above = allowOf(construct.node.scope);
    const own = factsOf(construct).flatMap(({ allow }) => (allow ? [allow] : []));
    const allow = own.length > 0 ? Object.assign({}, above, ...own.reverse()) : above;
    known.set(construct, allow);
    return allow;
  };
  return allowOf;
}
