import { readFileSync } from 'node:fs';
import { insist } from '../analysis/given';
import type { FieldsOf } from '../analysis/shape';
import { OLDER_VERSIONS, OLDEST_VERSION } from '../routes/k3d/schemas';
import { translated, type Translation } from '../routes/k3d/translation';
import { isRecord } from '../routes/plain';
import { parseYaml } from '../routes/yaml/parse';
import { unrendered } from '../routes/yaml/document';
import { Simple } from '../../imports/k3d.io';

const WANTED = Simple.GVK.apiVersion;

const PATH: FieldsOf<{ path: string }> = { fields: { path: 'text' } };

/** Reads a cluster file that somebody already has, of whatever version. Every way in which it cannot be one ends in a sentence. */
export function adopt(path: string): Translation {
  const who = 'K3dClusterConfig.fromFile';
  if (insist(who, { path }, PATH).path === undefined) {
    throw new Error(`${who}: the path is missing. Write the path of a file of ${WANTED}.`);
  }
  const config = only(path);
  if (!isRecord(config)) {
    throw new Error(`${path} is no cluster file: ${whatItIs(config)}. Name a file of ${WANTED}.`);
  }
  const { apiVersion } = config;
  if (apiVersion === undefined) {
    throw new Error(`${path} is no cluster file: it says no apiVersion. Name a file of ${WANTED}.`);
  }
  if (apiVersion !== WANTED && !OLDER_VERSIONS.includes(apiVersion as string)) {
    throw new Error(
      `${path} says apiVersion ${JSON.stringify(apiVersion)}: only ${OLDEST_VERSION} to ${WANTED} can be adopted. ` +
        `Write apiVersion: ${WANTED}.`,
    );
  }
  return translated(config);
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

/** The one document of the file; undefined where it is empty. */
function only(path: string): unknown {
  const { documents, problems } = parseYaml(path, read(path));
  const [document, second] = documents;
  const [problem = document?.template === undefined ? undefined : unrendered(path, document.template)] = problems;
  if (problem) throw new Error(`${problem.message} ${problem.remedy}`);
  if (second) throw new Error(`${path} holds several documents, and k3d reads the first alone. Take the others out.`);
  return document?.json;
}

function whatItIs(config: unknown): string {
  if (config === undefined) return 'it is empty';
  return Array.isArray(config) ? 'it is a list' : 'it is a single value';
}
