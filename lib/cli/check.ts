import type { Finding, Level } from '../routes/finding';
import { versionIn } from '../routes/k3d/version';
import { LEVELS, weighs } from '../routes/level';
import { type Comparison, compareAccess } from '../routes/report/compare';
import { type Command, CommandError, EXIT } from './command';
import { accessAgainst } from './read/against';
import { analyseFiles } from './read/analyse';
import { checkText } from './read/check-text';
import { gather } from './read/gather';
import { CLOSED, ONE_CLUSTER } from './read/options';

export const check: Command = {
  takes: '[PATH…]',
  options: {
    closed: CLOSED,
    cluster: ONE_CLUSTER,
    k3d: {
      type: 'string',
      value: 'VERSION',
      summary: 'The k3d that will make the cluster: what it does not know yet is an error.',
    },
    against: {
      type: 'string',
      value: 'BEFORE',
      summary: 'Show what changes since a file, a folder or a git revision.',
    },
    print: { type: 'string', value: 'LEVEL', choices: LEVELS, summary: 'Print findings from this level on (warning).' },
    fail: {
      type: 'string',
      value: 'LEVEL',
      choices: [...LEVELS, 'never'],
      summary: 'Exit with 1 from this level on (error).',
    },
    json: { type: 'boolean', summary: 'Print what access/routes.json holds.' },
    sarif: { type: 'boolean', summary: 'Print SARIF 2.1.0 for code hosts.' },
  },
  more: [
    'PATH is a file, a folder, or - for standard input; without one it is dist.',
    'A k3d config is seen by its apiVersion, everything else is a Kubernetes object.',
  ],
  run(tools, { paths: named, values, flags }) {
    if (flags.has('json') && flags.has('sarif')) {
      throw new CommandError('--json and --sarif exclude each other. Write one of them.');
    }
    const paths = named.length > 0 ? named : ['dist'];
    const choice = { closed: flags.has('closed'), cluster: values.cluster, k3dVersion: versionOf(values.k3d) };
    const checked = analyseFiles(gather(tools.files, paths), choice);
    const { access, partial } = checked;
    const before =
      values.against === undefined ? undefined : accessAgainst(tools, values.against, paths, { ...choice, partial });
    const comparison = before && compareAccess(before, access);
    const counting = comparison ? comparison.findings.introduced : access.findings;
    return {
      code: fails(counting, comparison, values.fail) ? EXIT.notSo : EXIT.fine,
      text: checkText(tools, { paths, values, flags }, checked, comparison),
    };
  },
};

function versionOf(stated: string | undefined): string | undefined {
  if (stated !== undefined && versionIn(stated) === undefined) {
    throw new CommandError(`--k3d says "${stated}", which is no version. Write one such as 5.8.3.`);
  }
  return stated;
}

/** A route that breaks fails from any level on. */
function fails(findings: readonly Finding[], comparison: Comparison | undefined, failOn = 'error'): boolean {
  if (failOn === 'never') return false;
  return (comparison?.routes.broken ?? []).length > 0 || findings.some(({ level }) => weighs(level, failOn as Level));
}
