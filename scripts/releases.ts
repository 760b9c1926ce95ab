import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A field as the models of the official client describe it. */
export interface Attribute {
  readonly name: string;
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

/** The models of the client in a package; undefined for one that it does not have. */
export function attributesOf(models: string, model: string): readonly Attribute[] | undefined {
  const file = join(models, `${model}.js`);
  if (!existsSync(file)) return undefined;
  const list = /attributeTypeMap = (\[[^]*?\n\]|\[\]);/.exec(readFileSync(file, 'utf8'));
  return list ? (JSON.parse(list[1]!) as Attribute[]) : undefined;
}

/** The fields of a type, which has the name of a model of the newest client; undefined where there is no such type. */
type FieldsOf = (model: string) => ReadonlySet<string> | undefined;

interface Release {
  readonly minor: number;
  readonly fieldsOf: FieldsOf;
}

function inClient(folder: string): FieldsOf {
  const models = join(folder, 'dist/gen/models');
  return (model) => {
    const attributes = attributesOf(models, model);
    return attributes && new Set(attributes.map(({ baseName }) => baseName));
  };
}

/** Where the API has the type: `io.k8s.api.core.v1.PodSpec`, of which the client says the group where it has to. */
function named(fields: Iterable<readonly [type: string, field: string | undefined]>): FieldsOf {
  const types = new Map<string, Set<string>>();
  for (const [type, field] of fields) {
    const [group, version, name] = type.toLowerCase().split('.').slice(-3);
    for (const model of [`${version}${name}`, `${group}${version}${name}`]) {
      const known = types.get(model) ?? new Set();
      types.set(model, field === undefined ? known : known.add(field));
    }
  }
  return (model) => types.get(model.toLowerCase());
}

function inPlus(folder: string): FieldsOf {
  const text = readFileSync(join(folder, 'lib/imports/k8s.d.ts'), 'utf8');
  return named([...text.matchAll(/@schema ([\w.-]+)(?:#(\S+))?/g)].map(([, type, field]) => [type!, field]));
}

/** What Pulumi keeps for the users of earlier releases. */
const KEPT = new Set(
  'EphemeralVolumeSource.readOnly ObjectMeta.clusterName NetworkPolicy.status PodResourceClaim.source ServiceSpec.ipFamily ServiceSpec.topologyKeys'.split(
    ' ',
  ),
);

function inPulumi(folder: string): FieldsOf {
  const lines = readFileSync(join(folder, 'types/input.d.ts'), 'utf8').split('\n');
  const fields: [string, string | undefined][] = [];
  let [group, version, type] = ['', '', ''];
  for (const line of lines) {
    const [, spaces, word, name] =
      /^( *)(?:export declare )?(namespace |interface |)([\w$]+)(?: \{|\??: )/.exec(line) ?? [];
    if (name === undefined) continue;
    if (word === 'namespace ' && spaces === '') group = name;
    else if (word === 'namespace ') version = name;
    else if (word === 'interface ') fields.push([`${group}.${version}.${(type = name)}`, undefined]);
    else if (spaces!.length === 12 && !KEPT.has(`${type}.${name}`)) fields.push([`${group}.${version}.${type}`, name]);
  }
  return named(fields);
}

/** The packages that carry one release each; no series of them has all. */
const PACKAGES: readonly (readonly [minor: number, name: string, read: (folder: string) => FieldsOf])[] = [
  [28, 'cdk8s-plus-28@2.5.6', inPlus],
  [29, 'cdk8s-plus-29@2.6.0', inPlus],
  [30, 'cdk8s-plus-30@2.4.10', inPlus],
  [31, 'cdk8s-plus-31@2.6.43', inPlus],
  [32, 'cdk8s-plus-32@2.5.92', inPlus],
  [33, 'cdk8s-plus-33@2.5.57', inPlus],
  [34, '@kubernetes/client-node@1.4.0', inClient],
  [35, '@pulumi/kubernetes@4.28.0', inPulumi],
  [36, '@kubernetes/client-node@2.0.1', inClient],
];

/** The package whose fields are written. */
export const NEWEST = PACKAGES.at(-1)![1];

/** When fields and types came and went, as far back as the packages go. */
export interface Releases {
  /** First 1.x that has the type; undefined where the oldest one has it. */
  sinceOf(model: string): number | undefined;
  /** `@34` for a field of a type that was there before it, `@35-35` or `@-30` for one that went; else nothing. */
  markOf(model: string, field: string): string;
  /** Fields of a type that the newest release does not have. */
  goneOf(model: string): readonly string[];
}

/** Reads the packages, each unpacked into the folder of its name. */
export function releasesIn(folder: string): Releases {
  const releases = PACKAGES.map(([minor, name, read]): Release => ({ minor, fieldsOf: read(join(folder, name)) }));
  const oldest = releases[0]!.minor;
  const newest = releases.at(-1)!.minor;
  const having = (model: string) => releases.filter(({ fieldsOf }) => fieldsOf(model) !== undefined);
  const minorsOf = (model: string, field: string) =>
    releases.filter(({ fieldsOf }) => fieldsOf(model)?.has(field)).map(({ minor }) => minor);
  return {
    sinceOf: (model) => {
      const first = having(model)[0]!.minor;
      return first === oldest ? undefined : first;
    },
    markOf: (model, field) => {
      const minors = minorsOf(model, field);
      const [first, last] = [minors[0]!, minors.at(-1)!];
      if (last - first + 1 !== minors.length) throw new Error(`${model}.${field} comes and goes: ${minors.join(' ')}`);
      const since = first === having(model)[0]!.minor ? '' : `${first}`;
      return last === newest ? since && `@${since}` : `@${since}-${last}`;
    },
    goneOf: (model) => {
      const now = releases.at(-1)!.fieldsOf(model)!;
      const ever = new Set(releases.flatMap(({ fieldsOf }) => [...(fieldsOf(model) ?? [])]));
      return [...ever].filter((field) => !now.has(field));
    },
  };
}
