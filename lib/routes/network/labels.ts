import { record } from '../plain';

/** Labels, annotations, or what a selector asks of them. */
export type Labels = Readonly<Record<string, string>>;

/** The members whose values are texts, and that a test lets through. */
export function labels(value: unknown, passes: (name: string) => boolean = () => true): Labels {
  const members = record(value);
  const counts = (name: string) => typeof members[name] === 'string' && passes(name);
  const names = Object.keys(members);
  // Nearly always all of them count, and one object less is made for each object of the app.
  return (
    names.every(counts) ? members : Object.fromEntries(names.filter(counts).map((name) => [name, members[name]]))
  ) as Labels;
}

/** One label or annotation, where it is a text. */
export function label(value: unknown, name: string): string | undefined {
  const said = record(value)[name];
  return typeof said === 'string' ? said : undefined;
}

/** True where every label that is asked for is there. */
export const carries = (of: Labels, selector: Labels): boolean =>
  Object.keys(selector).every((name) => of[name] === selector[name]);
