import { hashOf } from '../analysis/hash';
import { compare } from '../routes/plain';

/** A file of a context as it counts for the image. */
export interface ContextFile {
  /** From the context, with forward slashes. */
  readonly path: string;
  readonly executable: boolean;
  /** SHA-256 of its bytes; of the path that a link leads to. */
  readonly sha256: string;
  readonly link: boolean;
}

/** What an image is built from, beside the files of its context. */
export interface Recipe {
  /** SHA-256 of the Dockerfile. */
  readonly dockerfile: string;
  readonly target?: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
}

/** Changes when the way in which a tag is made does. */
const SCHEME = 1;

/** Sixteen digits tell the builds of one program apart. */
const LENGTH = 16;

/** The tag of an image: the same for the same content, on every machine and in every order. */
export function contentTag(recipe: Recipe, files: readonly ContextFile[]): string {
  const { dockerfile, target = '', platforms } = recipe;
  let told = '';
  const add = (...parts: readonly (string | number | boolean)[]) => (told += `${JSON.stringify(parts)}\n`);
  add(SCHEME, dockerfile, target, ...[...new Set(platforms)].sort());
  for (const [name, value] of Object.entries(recipe.arguments).sort(byFirst)) add('argument', name, value);
  const sorted = files.map((file) => [file.path, file] as const).sort(byFirst);
  for (const [path, { executable, link, sha256 }] of sorted) add(path, executable, link, sha256);
  return hashOf(told).slice(0, LENGTH);
}

/** By code units: the language of a machine has no say. */
const byFirst = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) => compare(one, other);
