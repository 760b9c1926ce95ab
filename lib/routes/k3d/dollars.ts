import { below } from '../plain';

/** Begins the variables that the hand-off sets for k3d, where whoever creates the cluster has nothing to set. */
export const OWN_VARIABLES = 'CDK8S_K3D_';

/** Stands for a dollar sign in a text that k3d expands. */
export const DOLLAR = `${OWN_VARIABLES}DOLLAR`;

/** What an environment variable is called for something that has a name; empty for no name at all. */
export const variableFor = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');

/** A place at which k3d puts something in from the environment. */
export interface Expansion {
  /** Path in the config. */
  readonly path: string;
  /** As written: `$1`, `${NAME}`. */
  readonly token: string;
  /** Name of the variable that is taken; absent where no variable can have the name, so that nothing is left. */
  readonly name?: string;
}

/** What Go takes for a variable: a name, one of the shell's own characters, or anything in braces. Any other dollar stays. */
export const TOKEN = /\$(?:\{([^}]*)\}|([A-Za-z_]\w*)|[0-9*#$@!?-]|\{)/g;

/** True for what an environment variable can be called. */
export const isVariable = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

/** A config, and the text that k3d reads it from where it is known; to print that text takes time. */
interface Written {
  readonly config: unknown;
  readonly text?: string;
}

/** Finds what k3d will expand, in the order of the config. Where the text is known, an escaped dollar is none. */
export function expansionsOf(cluster: Written): readonly Expansion[] {
  const found: Expansion[] = [];
  const read = (written: string, path: string) => {
    for (const [token, braced, bare] of written.matchAll(TOKEN)) {
      if (cluster.text?.includes(token) === false) continue;
      const name = braced ?? bare;
      found.push({ path, token, ...(name !== undefined && isVariable(name) && { name }) });
    }
  };
  const waiting: [unknown, string][] = [[cluster.config, '']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, path] = next;
    if (typeof value === 'string') read(value, path);
    if (typeof value !== 'object' || value === null) continue;
    const inList = Array.isArray(value);
    for (const [key, item] of Object.entries(value).reverse()) {
      const here = inList ? `${path}[${key}]` : below(path, key);
      if (!inList) read(key, here);
      waiting.push([item, here]);
    }
  }
  return found;
}
