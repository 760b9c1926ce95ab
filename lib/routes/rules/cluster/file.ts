import { expansionsOf, OWN_VARIABLES } from '../../k3d/dollars';
import { lackedBy } from '../../k3d/minimum';
import { API_VERSION, SCHEMA } from '../../k3d/schema';
import { type ConfigProblem, validate } from '../../k3d/validate';
import { versionIn, versionText } from '../../k3d/version';
import { error, info, warning } from '../speak';
import { type ClusterReading, clusterRule } from '../cluster-rule';
import { registriesProblems } from './registries-text';

const OLDER = ['k3d.io/v1alpha2', 'k3d.io/v1alpha3', 'k3d.io/v1alpha4'];

const isOlder = ({ config }: ClusterReading) => OLDER.includes(config.apiVersion as string);

/** What the schema has against a cluster file; an older file has a schema of its own. */
const problemsOf = (reading: ClusterReading): readonly ConfigProblem[] =>
  isOlder(reading) ? [] : [...validate(reading.cluster.config, SCHEMA), ...registriesProblems(reading.config)];

/** Rules on the cluster file as a text and as data. */
export const fileRules = [
  clusterRule('cluster-field-invalid', 'A field of the cluster file holds what k3d refuses', function* (reading) {
    if (isOlder(reading)) {
      yield warning(
        'apiVersion',
        `"apiVersion" is "${reading.config.apiVersion}", which k3d translates at each creation and which is not checked here.`,
        `Write "${API_VERSION}", after "k3d config migrate".`,
      );
    }
    for (const { kind, path, message, remedy } of problemsOf(reading)) {
      if (kind === 'invalid') yield error(path || 'apiVersion', message, remedy);
    }
  }),

  clusterRule('config-unknown-key', 'The cluster file has a key that k3d does not know', function* (reading) {
    for (const { kind, path, message, remedy } of problemsOf(reading)) {
      if (kind === 'unknown-key') yield error(path, message, remedy);
    }
  }),

  clusterRule('config-dollar-expanded', 'k3d replaces what follows a dollar', function* ({ cluster }) {
    for (const { path, token, name } of expansionsOf(cluster)) {
      // The hand-off sets these; nobody else has to.
      if (name?.startsWith(OWN_VARIABLES)) continue;
      yield name === undefined
        ? error(
            path,
            `k3d expands "${token}" before it reads the file, and no variable has that name, so it is lost.`,
            'Set an environment variable, for example DOLLAR, to a dollar sign, and write ${DOLLAR} in place of the dollar.',
          )
        : info(
            path,
            `k3d takes "${token}" from the environment of whoever creates the cluster; without ${name} there it is empty.`,
            `Set ${name} before the cluster is created.`,
          );
    }
  }),

  clusterRule('config-needs-newer-k3d', 'The cluster file needs a newer k3d', function* ({ cluster, config }) {
    const stated = versionIn(cluster.k3dVersion ?? '');
    if (!stated) return;
    for (const { path, since, lacks, instead } of lackedBy(stated, config)) {
      yield error(
        path,
        `k3d ${cluster.k3dVersion} ${lacks}.`,
        `Use k3d ${versionText(since)} or newer, or ${instead}.`,
      );
    }
  }),
];
