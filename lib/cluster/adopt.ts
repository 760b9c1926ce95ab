import { readFileSync } from 'node:fs';
import type { Document } from 'yaml';
import { type Fields, insist } from '../analysis/given';
import { Simple } from '../../imports/k3d.io';

/** Loaded when a file is read: whoever only imports the constructs does not wait for it. */
const yaml = () => require('yaml') as typeof import('yaml');

const WANTED = Simple.GVK.apiVersion;

const PATH: Fields = { fields: { path: 'text' } };

/** Reads a cluster file that somebody already has. Every way in which it cannot be one ends in a sentence. */
export function adopt(path: string): Record<string, any> {
  const who = 'K3dClusterConfig.fromFile';
  if (insist(who, { path }, PATH).path === undefined) {
    throw new Error(`${who}: the path is missing. Write the path of a file of ${WANTED}.`);
  }
  const { isMap, parseDocument } = yaml();
  const document = parseDocument(read(path), { prettyErrors: true });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') {
    throw new Error(`${path} holds several documents, and k3d reads the first alone. Take the others out.`);
  }
  if (error) throw new Error(`${path} is no YAML: ${error.message.replace(/:?\n.*/s, '.')} Mend the file.`);
  const config: unknown = plain(document, path);
  if (!isMap(document.contents)) {
    throw new Error(`${path} is no cluster file: ${whatItIs(document.contents)}. Name a file of ${WANTED}.`);
  }
  const { apiVersion } = config as { apiVersion?: unknown };
  if (apiVersion === undefined) {
    throw new Error(`${path} is no cluster file: it says no apiVersion. Name a file of ${WANTED}.`);
  }
  if (apiVersion !== WANTED) {
    throw new Error(
      `${path} says apiVersion ${JSON.stringify(apiVersion)}: only ${WANTED} can be adopted. ` +
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

/** Aliases that grow without end are the one thing that shows only here. */
function plain(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new Error(`${path} is no YAML: ${(error as Error).message}. Mend the file.`);
  }
}

function whatItIs(contents: Document['contents']): string {
  if (contents === null) return 'it is empty';
  return yaml().isSeq(contents) ? 'it is a list' : 'it is a single value';
}
