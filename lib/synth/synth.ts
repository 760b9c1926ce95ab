import type { App } from 'cdk8s';
import { type Analysis, analyse } from '../analysis/analyse';
import { callerNow } from '../analysis/caller';
import { shown } from '../analysis/given';
import { clusterDependencies } from '../analysis/cluster-dependencies';
import { makeNamespaces } from '../analysis/namespaces';
import type { Finding, Level } from '../routes/finding';
import { weighs } from '../routes/level';
import { text } from '../routes/plain';
import { type Brevity, count, counts, findingsText } from '../routes/sentence';
import type { ClusterFacts } from '../routes/world';
import type { DistFile } from './list';
import { accessFiles, type PlacedFile } from './files';
import { type RenderedFile, type RenderOptions, renderWorkloads } from './render';

/** An app, complete in memory: what it would write, and what the rules say of it. */
interface Synthesis {
  readonly analysis: Analysis;
  readonly workloads: readonly PlacedFile[];
  readonly access: readonly DistFile[];
}

/** What is known before an app is rendered. */
export interface SynthOptions extends RenderOptions {
  /** What the program's own validations say. */
  readonly validations?: readonly string[];
  /** cdk8s itself writes the workloads, and knows no folders for clusters. @default false */
  readonly flat?: boolean;
}

/** Prepares, renders and judges an app. Writes nothing. */
export function synthesize(app: App, options: SynthOptions = {}): Synthesis {
  makeNamespaces(app);
  const files = rendered(app, options);
  const analysis = analyse(
    app,
    files.flatMap(({ path, objects }) => objects.map((object) => ({ ...object, file: path }))),
  );
  const workloads = placed(files, analysis, options.flat === true);
  return { analysis, workloads, access: accessFiles(analysis, workloads, app.outdir) };
}

/** What cannot be rendered is judged all the same, so that everything wrong is said at once. */
function rendered(app: App, options: SynthOptions): RenderedFile[] {
  const { validations = [] } = options;
  const wrong = clusterDependencies(app);
  if (wrong.length > 0) throw new SynthError([...wrong, ...analyse(app).findings], validations);
  try {
    return renderWorkloads(app, options);
  } catch (error) {
    throw new SynthError(analyse(app).findings, [...validations, unrendered(error)], { cause: error });
  }
}

/** What brings about the words in which cdk8s gives up, and the way out. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [
    /non-simple object of type 'undefined'/,
    'A key "constructor" does this: cdk8s takes its value for the class of the object. Give the key another name.',
  ],
  [
    /_toJson/,
    'A JSON patch that is none does this. Write JsonPatch.add("/metadata/labels", { … }) or one of its like.',
  ],
  [
    /TypeError: Cannot (convert undefined or null to object|use 'in' operator)/,
    'A JSON patch that takes the place of the whole object does this. Name a field, for example "/metadata/labels".',
  ],
  [
    /TypeError: Cannot (read|set) properties of undefined/,
    'A JSON patch whose path leads through a field that the object lacks does this. Add the field first.',
  ],
  [/TypeError: Converting circular structure/, 'A value that holds itself does this. Write plain data.'],
];

/** cdk8s says which object it is; what it does not say is how that comes about. */
function unrendered(error: unknown): string {
  const message = text(Object(error).message) ?? `${shown(error)} was thrown while the app was rendered.`;
  const [, cause] = CAUSES.find(([words]) => words.test(message)) ?? [];
  return cause === undefined ? message : `${message}\n  ${cause}`;
}

/** No report is written where something is wrong, so more is said than of warnings. */
const MANY: Brevity = { first: 50, rest: 'Access.of(app).routesJson() holds all of them.' };

/** What else is known of an app that is not written. */
export interface Circumstances {
  /** Findings from this level on keep it from being written; of the others a number is said. @default error */
  readonly failOn?: Level;
  readonly cause?: unknown;
}

/** What keeps an app from being written: every such finding at once, and what cdk8s' own validations say. */
export class SynthError extends Error {
  public override get name(): string {
    return 'SynthError';
  }

  constructor(
    findings: readonly Finding[],
    validations: readonly string[],
    { failOn = 'error', cause }: Circumstances = {},
  ) {
    const faults = findings.filter(({ level }) => weighs(level, failOn));
    const number = counts([...faults.map(({ level }) => level), ...validations.map((): Level => 'error')]);
    const lines = validations.map((text) => `error   ${text}`);
    const said = [
      `${number}, so nothing was written.${heldBack(findings, faults)}`,
      findingsText(faults, MANY),
      ...lines,
    ]
      .filter(Boolean)
      .join('\n\n');
    super(said, cause === undefined ? undefined : { cause });
    // The frames of the synth help nobody; one is left, because Node prints an error without any as an object.
    this.stack = `SynthError: ${said}\n    at ${[callerNow()()].join()}`;
  }
}

/** Warnings would push the faults off the screen; that there are any is worth knowing. */
function heldBack(findings: readonly Finding[], faults: readonly Finding[]): string {
  const warnings = findings.filter((finding) => finding.level === 'warning' && !faults.includes(finding)).length;
  return warnings === 0 ? '' : ` Once that is mended, ${count(warnings, 'warning')} will be printed.`;
}

/** With several clusters, each has a folder of its own for kubectl where we write its files. */
function placed(files: readonly RenderedFile[], { sites }: Analysis, flat: boolean): PlacedFile[] {
  const homes = sites.flatMap(({ cluster, site }) =>
    cluster ? [{ name: cluster.name, objects: new Set<unknown>(site.objects.map(({ json }) => json)) }] : [],
  );
  const taken = sites.flatMap(({ site: { cluster } }) =>
    cluster && OWN_FOLDERS.has(cluster.name.toLowerCase()) ? cluster : [],
  );
  if (homes.length > 1 && taken.length > 0) throw new SynthError(taken.map(takenFolder), []);
  if (homes.length < 2) {
    const clusters = homes.map(({ name }) => name);
    return files.map((file) => placedAt(file.path, file, clusters));
  }
  return files.flatMap((file) => {
    const { path, objects } = file;
    const here = homes.filter((home) => objects.some(({ json }) => home.objects.has(json)));
    const whole = here.every((home) => objects.every(({ json }) => home.objects.has(json)));
    if (!whole) throw new SynthError([mixedFile(path, homes.length)], []);
    return here.map(({ name }) => placedAt(flat ? path : `${name}/${path}`, file, [name]));
  });
}

const placedAt = (path: string, { print }: RenderedFile, clusters: readonly string[]): PlacedFile => ({
  path,
  print,
  clusters,
});

/** Folders of dist/ that hold something else than what kubectl applies. */
const OWN_FOLDERS: ReadonlySet<string> = new Set(['access', 'cluster']);

const takenFolder = ({ name, where }: ClusterFacts): Finding => ({
  rule: 'cluster-name-invalid',
  level: 'error',
  where,
  message: `Of several clusters each has a folder of its own in dist/, and "${name}" is that of something else.`,
  remedy: 'Write another name.',
});

const mixedFile = (path: string, clusters: number): Finding => ({
  rule: 'property-invalid',
  level: 'error',
  where: 'yamlOutputType',
  message: `FILE_PER_APP puts ${clusters} clusters into one file, ${path}.`,
  remedy: 'Use YamlOutputType.FILE_PER_CHART.',
});
