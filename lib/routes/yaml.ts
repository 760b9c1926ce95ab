/** Loaded when there is something to read: most programs have no YAML inside of their objects. */
const yaml = () => require('yaml') as typeof import('yaml');

/** Reads a YAML text; undefined where it is none. */
export function readYaml(text: string): { readonly value: unknown } | undefined {
  try {
    const document = yaml().parseDocument(text, { logLevel: 'silent' });
    return document.errors.length > 0 ? undefined : { value: document.toJS() };
  } catch {
    return undefined;
  }
}
