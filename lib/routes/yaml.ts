/** Loaded when there is something to read: most programs have no YAML inside of their objects. */
const reader = () => require('./yaml-reader') as typeof import('./yaml-reader');

const EMPTY = { value: null };

/** Reads a YAML text of one document; undefined where it is none. */
export function readYaml(text: string): { readonly value: unknown } | undefined {
  if (text === '') return EMPTY;
  const { documents, problems } = reader().parseYaml('', text);
  return problems.length > 0 || documents.length > 1 ? undefined : { value: documents[0]?.json ?? null };
}
