import { parseDocument } from 'yaml';

/** Reads a YAML text; undefined where it is none. */
export function readYaml(text: string): { readonly value: unknown } | undefined {
  try {
    const document = parseDocument(text, { logLevel: 'silent' });
    return document.errors.length > 0 ? undefined : { value: document.toJS() };
  } catch {
    return undefined;
  }
}
