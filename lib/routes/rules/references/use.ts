import { record, text } from '../../plain';
import type { ObjectFacts } from '../../world';
import type { Referred } from '../../made';

/** One place where an object refers to another by name. */
export interface Use {
  readonly object: ObjectFacts;
  /** Empty for a kind that stands in none. */
  readonly namespace: string;
  readonly kind: Referred;
  readonly name: string;
  readonly key?: string;
  /** The files of the volume that has this name, where its items say them; the key is one of them. */
  readonly files?: readonly string[];
  /** Path of the field that names it. */
  readonly path: string;
  /** Who refers, as the beginning of a sentence. */
  readonly who: string;
  /** What happens without it. */
  readonly harm: string;
  /** What to write where it stands in another namespace, if that can be named there. */
  readonly namedIn?: (namespace: string) => string;
  /** What does not start, or is not served, without it. */
  readonly stops?: readonly ObjectFacts[];
  /** It goes on without it, if with less. */
  readonly mild?: boolean;
}

/** What a field says; whoever reads the object adds the rest. */
export type Reference = Pick<Use, 'kind' | 'name' | 'path' | 'who'> & Partial<Use>;

/** A reference, unless it is optional or says no name. */
export function refer(kind: Referred, from: unknown, path: string, who: string, field = 'name'): readonly Reference[] {
  const { [field]: named, optional } = record(from);
  const name = text(named);
  if (name === undefined || optional === true) return [];
  return [{ kind, name, path: `${path}.${field}`, who }];
}
