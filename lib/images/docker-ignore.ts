/** Says which paths of a context docker leaves out. */
export interface DockerIgnore {
  readonly ignores: (path: string) => boolean;
  /** True where something below a path that is left out may be taken in again. */
  readonly takesBack: boolean;
}

interface Pattern {
  readonly expression: RegExp;
  /** Takes in again what an earlier one leaves out. */
  readonly back: boolean;
}

/** What a pattern that cannot be read is answered with. */
export class IgnoreError extends Error {}

/**
 * Reads a `.dockerignore` as docker does: the last pattern that meets a path or a folder above it counts. Not quite what
 * git does: a pattern without a slash meets the top of the context alone.
 */
export function dockerIgnore(text: string): DockerIgnore {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap(patternOf);
  const meets = (path: string) => {
    const above = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
    let ignored = false;
    for (const { expression, back } of patterns) {
      if (above.some((each) => expression.test(each))) ignored = !back;
    }
    return ignored;
  };
  return { ignores: meets, takesBack: patterns.some(({ back }) => back) };
}

function patternOf(line: string): Pattern[] {
  if (line.startsWith('#')) return [];
  const trimmed = line.trim();
  const back = trimmed.startsWith('!');
  const path = clean(back ? trimmed.slice(1).trim() : trimmed);
  if (path === '') return [];
  try {
    return [{ expression: new RegExp(`^${translated(path)}$`, 's'), back }];
  } catch {
    throw new IgnoreError(trimmed);
  }
}

/** A path without what leads nowhere: `/a/./b//../c/` is `a/c`. */
function clean(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Several `**` in a row are one: each of them would try every folder anew. */
const TOKEN = /(?:\*\*\/?)+|\*|\?|\\(.?)|[[\]]|[^]/g;

/** A pattern of docker's as a regular expression. */
const translated = (pattern: string): string =>
  pattern.replace(TOKEN, (token, escaped: string | undefined, at: number) => {
    if (token.startsWith('**')) return at + token.length === pattern.length ? '.*' : '(.*/)?';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token === '[' || token === ']' || token === '-' || token === '^') return token;
    return literal(escaped ?? token);
  });

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
