import type { IConstruct } from 'constructs';
import { namespaceOf } from '../routes/names';
import type { MadeSecret } from '../routes/needs';
import type { Complaint, ObjectFacts } from '../routes/world';
import { sourceOf } from './facts';

/** A construct that wants something to stand in a Secret, which the hand-off makes. */
export interface Claim {
  readonly construct: IConstruct;
  readonly kind: MadeSecret['kind'];
  readonly name: string;
  readonly namespaces: readonly string[];
  /** What it would hold; two claims of a kind that hold the same are one. */
  readonly content: unknown;
  /** For a person: what it would hold. */
  readonly holds: string;
}

/** How a claim of each kind speaks of another one beside it, and which property gives the Secret its name. */
const WORDS: Readonly<Record<Claim['kind'], { readonly again: string; readonly field: string }>> = {
  login: { again: 'another one', field: 'secretName' },
  tls: { again: 'another one', field: 'tlsSecret' },
  values: { again: 'those of another one', field: 'name' },
};

/** What a Secret holds already, and where that is said. */
interface Holder {
  readonly where: string;
  readonly holds: string;
  readonly same?: string;
  readonly claim?: Claim;
}

/** One Secret of one namespace is made once: by an object of the app, or for one claim. */
export function secretsTaken(claims: readonly Claim[], objects: readonly ObjectFacts[]): readonly Complaint[] {
  if (claims.length === 0) return [];
  const holders = new Map<string, Holder>();
  for (const { json, where } of objects) {
    if (json?.kind !== 'Secret') continue;
    holders.set(`${namespaceOf(json)}/${json.metadata?.name}`, { where, holds: 'what an object says' });
  }
  return claims.flatMap((claim) => {
    const own: Holder = { ...claim, where: claim.construct.node.path, same: sameAs(claim), claim };
    const others = claim.namespaces.flatMap((namespace) => {
      const key = `${namespace}/${claim.name}`;
      const holder = holders.get(key) ?? own;
      holders.set(key, holder);
      return holder.same === own.same ? [] : [holder];
    });
    return others.slice(0, 1).map((other) => complaintOf(claim, other));
  });
}

const sameAs = ({ kind, content }: Claim) => JSON.stringify([kind, content]);

function complaintOf({ construct, kind, name, holds }: Claim, other: Holder): Complaint {
  const { again, field } = WORDS[kind];
  const theirs = other.holds === holds ? again : other.holds;
  return {
    where: construct.node.path,
    source: sourceOf(construct),
    message: `Secret "${name}" would hold ${holds} here, and ${theirs} at ${other.where}.`,
    remedy: `Give ${other.claim?.kind === kind ? 'one of the two' : 'this one'} another ${field}.`,
  };
}
