import { expansionsOf, OWN_VARIABLES } from '../../k3d/dollars';
import { lackedBy } from '../../k3d/minimum';
import { type Misread, misreadIn } from '../../k3d/misread';
import { API_VERSION } from '../../k3d/schema';
import { OLDER_VERSIONS, schemaOf } from '../../k3d/schemas';
import { type ConfigProblem, validate } from '../../k3d/validate';
import { versionIn, versionText } from '../../k3d/version';
import { record } from '../../plain';
import type { ClusterFacts } from '../../world';
import { error, info, type Statement } from '../speak';
import { type ClusterReading, clusterRule } from '../cluster-rule';
import { registriesProblems } from './registries-text';

/** What stands in the file, in the words of its own version. */
const written = ({ config, written = config }: ClusterFacts): unknown => written;

const versionOf = (cluster: ClusterFacts): unknown => record(written(cluster)).apiVersion;

/** What the schema of its version has against a cluster file. */
const problemsOf = ({ cluster, config }: ClusterReading): readonly ConfigProblem[] => [
  ...validate(written(cluster), schemaOf(versionOf(cluster))),
  ...registriesProblems(config),
];

/** How a file becomes one of the newest version. */
const STEPS: Readonly<Record<string, string>> = {
  'k3d.io/v1alpha4': `Write "${API_VERSION}": nothing else changes.`,
  'k3d.io/v1alpha3': `Write "${API_VERSION}", and the name below "metadata".`,
  'k3d.io/v1alpha2': 'Run "k3d config migrate" on it.',
};

/** What is wrong with a value that is not what it seems, and what to write instead. */
const MISREADINGS: Readonly<Record<Misread['kind'], (word: string) => readonly [does: string, remedy: string]>> = {
  switch: (word) => [
    'which k3d takes for true or false at first and for text in the end: it refuses the file',
    `Write ${/^(y|yes|on)$/i.test(word)}.`,
  ],
  date: (word) => [
    'which k3d takes for text at first and for a date in the end: it refuses the file',
    `Write "${word}", in quotes.`,
  ],
  quoted: (word) => ['in quotes, so k3d puts text there and refuses the file', `Write ${word}, without quotes.`],
};

/** Values that k3d misreads. What a program writes has none, and to print it takes time. */
function* misread({ cluster }: ClusterReading): Generator<Statement> {
  if (cluster.portAskers || cluster.text === undefined) return;
  for (const { kind, path, word } of misreadIn(cluster.text, schemaOf(versionOf(cluster)))) {
    const [does, remedy] = MISREADINGS[kind](word);
    yield error(path, `"${path}" is ${word}, ${does}.`, remedy);
  }
}

/** Rules on the cluster file as a text and as data. */
export const fileRules = [
  clusterRule('cluster-field-invalid', 'A field of the cluster file holds what k3d refuses', function* (reading) {
    for (const { kind, path, message, remedy } of problemsOf(reading)) {
      if (kind === 'invalid') yield error(path || 'apiVersion', message, remedy);
    }
    yield* misread(reading);
  }),

  clusterRule('config-version-older', 'The cluster file is of an older version', function* ({ cluster }) {
    const version = versionOf(cluster) as string;
    if (!OLDER_VERSIONS.includes(version)) return;
    yield info(
      'apiVersion',
      `"${version}" is older than "${API_VERSION}": k3d translates the file at each creation, with a warning.`,
      STEPS[version]!,
    );
  }),

  clusterRule('config-unknown-key', 'The cluster file has a key that k3d does not know', function* (reading) {
    for (const { kind, path, message, remedy } of problemsOf(reading)) {
      if (kind === 'unknown-key') yield error(path, message, remedy);
    }
  }),

  clusterRule('config-dollar-expanded', 'k3d replaces what follows a dollar', function* ({ cluster }) {
    const file = {
      config: written(cluster),
      // Printed where there is a dollar, which is seldom.
      get text() {
        return cluster.text;
      },
    };
    for (const { path, token, name } of expansionsOf(file)) {
      // The hand-off sets these; nobody else has to.
      if (name?.startsWith(OWN_VARIABLES)) continue;
      const [, variable] = /^\$\{([A-Za-z_]\w*):?[-=?+]/.exec(token) ?? [];
      if (variable !== undefined) {
        const knows = `k3d knows no such default, so "${token}" becomes nothing, whether ${variable} is set or not.`;
        yield error(path, knows, `Write "\${${variable}}", and set ${variable} before the cluster is created.`);
      } else if (name === undefined) {
        yield error(
          path,
          `k3d expands "${token}" before it reads the file, and no variable has that name, so it is lost.`,
          'Set an environment variable, for example DOLLAR, to a dollar sign, and write ${DOLLAR} in place of the dollar.',
        );
      } else {
        yield info(
          path,
          `k3d takes "${token}" from the environment of whoever creates the cluster; without ${name} there it is empty.`,
          `Set ${name} before the cluster is created.`,
        );
      }
    }
  }),

  clusterRule('config-needs-newer-k3d', 'The cluster file needs a newer k3d', function* ({ cluster, config }) {
    const stated = versionIn(cluster.k3dVersion ?? '');
    if (!stated) return;
    for (const { path, since, lacks, instead } of lackedBy(stated, versionOf(cluster), config)) {
      yield error(
        path,
        `k3d ${cluster.k3dVersion} ${lacks}.`,
        `Use k3d ${versionText(since)} or newer, or ${instead}.`,
      );
    }
  }),
];
