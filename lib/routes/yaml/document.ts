/** What cannot be read, where, and what to do about it. */
export interface YamlProblem {
  /** `file:line`. */
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
  /** What kubectl reads all the same: where a key stands twice, it takes the last. k3d and k3s read nothing. */
  readonly forgiven?: YamlDocument;
}

/** The file of a place such as `file:line`. */
export const fileAt = (where: string): string => where.replace(/:\d+$/, '');

/** One YAML document of a file. */
export interface YamlDocument {
  readonly json: unknown;
  /** `file:line` of its first word. */
  readonly where: string;
  /** Where the items of its list `items` stand. */
  readonly itemPlaces: readonly string[];
  /** Where a template that was never filled in stands, if any. */
  readonly template?: string;
}

/** The documents of a text, and what cannot be read of it. */
export interface Parsed {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly YamlProblem[];
}

/** The sentence for a Helm template. */
export const unrendered = (path: string, where: string, at?: string): YamlProblem => ({
  where,
  message: `"${path}" is a Helm template that was never rendered${at === undefined ? '' : `: ${at}`}.`,
  remedy: 'Run "helm template" on its chart, then check what that prints.',
});
