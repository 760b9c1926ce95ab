import { basename } from 'node:path';
import { leaves, record } from '../../routes/plain';
import { readYaml } from '../../routes/yaml/parse';
import type { Problem } from './problem';

const NAME = /^kustomization\.ya?ml$|^Kustomization$/;

export const isKustomization = (path: string): boolean => NAME.test(basename(path));

/** What a kustomization names, from the folder in which it stands. */
interface Kustomization {
  /** What it builds from. */
  readonly parts: readonly string[];
  /** Files beside its objects: patches, and what generators read. */
  readonly settings: readonly string[];
  /** Objects come from what no folder below holds. */
  readonly hides: boolean;
}

/** Fields that name objects, and files and folders of objects. */
const OBJECTS = new Set(['resources', 'bases', 'components', 'crds']);

/** Fields that make objects. */
const GENERATORS = /Generator$|^generators$|^helmCharts$/;

export function kustomizationIn(bytes: Uint8Array): Kustomization {
  const said = readYaml(new TextDecoder().decode(bytes));
  const fields = Object.entries(record(said?.value));
  const named = (isObjects: boolean) =>
    fields.filter(([field]) => OBJECTS.has(field) === isObjects).map(([, value]) => value);
  const parts = leaves(named(true));
  return {
    parts,
    settings: leaves(named(false)),
    hides: said === undefined || parts.some(isElsewhere) || fields.some(([field]) => GENERATORS.test(field)),
  };
}

const isElsewhere = (path: string): boolean => path.startsWith('..') || /:|\/\/|^[\w-]+\.\w+\//.test(path);

/** Who names its folder is told that something else is applied. */
export const builtFrom = (path: string, hides: boolean): Problem => ({
  where: path,
  level: 'warning',
  hides,
  message: `"${path}" holds a kustomization: kubectl applies what it builds, and these files are what it builds from.`,
  remedy: `Run "kubectl kustomize ${path} > built.yaml", then check built.yaml.`,
});
