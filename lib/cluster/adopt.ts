import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { Simple } from '../../imports/k3d.io';

/** Reads a cluster file that somebody already has. Every way in which it cannot be one ends in a sentence. */
export function adopt(path: string): Record<string, any> {
  const document = parseDocument(read(path), { prettyErrors: true });
  const [error] = document.errors;
  if (error) throw new Error(`${path} is no YAML: ${error.message.split('\n')[0]} Mend the file.`);
  const config: unknown = document.toJS();
  const apiVersion = (config as { apiVersion?: unknown } | null)?.apiVersion;
  if (apiVersion !== Simple.GVK.apiVersion) {
    throw new Error(
      `${path} says apiVersion ${JSON.stringify(apiVersion) ?? 'nothing'}: only ${Simple.GVK.apiVersion} can be adopted. ` +
        'Run "k3d config migrate" on it first.',
    );
  }
  return config as Record<string, any>;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : `${(error as Error).message}`;
    throw new Error(
      `K3dClusterConfig.fromFile: ${path} cannot be read: ${reason}. Write the path from the folder in which the program runs.`,
    );
  }
}
