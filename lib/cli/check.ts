import type { Finding, Level } from '../routes/finding';
import { versionIn } from '../routes/k3d/version';
import { LEVELS, weighs } from '../routes/level';
import type { Access } from '../routes/report/access';
import { type Comparison, compareAccess, type RouteChange } from '../routes/report/compare';
import { printJson } from '../routes/report/json';
import { sarif } from '../routes/report/sarif';
import { rules } from '../routes/rules';
import { type Brevity, count, counts, findingsText } from '../routes/sentence';
import { type Command, CommandError, EXIT, type Given, type Outcome } from './command';
import { accessAgainst } from './read/against';
import { analyseFiles, type Checked } from './read/analyse';
import { gather } from './read/gather';
import { CLOSED, CLUSTER } from './read/options';
import { FILE_UNREADABLE } from './read/problem';
import type { Tools } from './tools';

const FEW: Brevity = { first: 3, rest: '--json prints all of them.' };

export const check: Command = {
  summary: 'Follow every way in through cluster files and manifests, and say what is wrong with them.',
  takes: '[PATH…]',
  options: {
    closed: CLOSED,
    cluster: CLUSTER,
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
    const { access } = checked;
    const before = values.against === undefined ? undefined : accessAgainst(tools, values.against, paths, choice);
    const comparison = before && compareAccess(before, access);
    const counting = comparison ? comparison.findings.introduced : access.findings;
    const fails = counting.some(({ level }) => failsAt(level, values.fail)) || brokenNow(comparison, values.fail);
    return { code: fails ? EXIT.notSo : EXIT.fine, text: textOf(tools, { values, flags }, checked, comparison) };
  },
};

function versionOf(stated: string | undefined): string | undefined {
  if (stated !== undefined && versionIn(stated) === undefined) {
    throw new CommandError(`--k3d says "${stated}", which is no version. Write one such as 5.8.3.`);
  }
  return stated;
}

const failsAt = (level: Level, threshold = 'error') => threshold !== 'never' && weighs(level, threshold as Level);

const brokenNow = (comparison: Comparison | undefined, threshold?: string) =>
  threshold !== 'never' && comparison !== undefined && comparison.routes.broken.length > 0;

function textOf(
  { version }: Tools,
  { values, flags }: Pick<Given, 'values' | 'flags'>,
  checked: Checked,
  comparison: Comparison | undefined,
): Outcome['text'] {
  const { access } = checked;
  const data = flags.has('json') || flags.has('sarif');
  const threshold = (values.print ?? (data ? 'info' : 'warning')) as Level;
  const loud = (findings: readonly Finding[]) => findings.filter(({ level }) => weighs(level, threshold));
  if (flags.has('json')) {
    const { findings } = access;
    if (!comparison) return printJson({ ...access, findings: loud(findings) });
    return printJson({ version: access.version, ...comparison });
  }
  if (flags.has('sarif')) {
    const findings = loud(comparison ? comparison.findings.introduced : access.findings);
    const named = [...rules, { id: FILE_UNREADABLE, title: 'A file cannot be read' }];
    return sarif({ name: 'cdk8s-k3d', version }, named, { findings, allowed: comparison ? [] : access.allowed });
  }
  return comparison ? comparisonText(comparison, loud) : checkedText(checked, loud(access.findings));
}

function checkedText({ access, documents, files }: Checked, findings: readonly Finding[]): string {
  const parts = [...(findings.length > 0 ? [findingsText(findings, FEW)] : []), summary(access, documents, files)];
  return `${parts.join('\n\n')}\n`;
}

function summary({ findings, allowed, routes }: Access, documents: number, files: number): string {
  const number = (status: string) => routes.filter((route) => route.status === status).length;
  const levels = findings.length === 0 ? 'No findings' : counts(findings.map(({ level }) => level));
  const known = allowed.length === 0 ? '' : `, ${allowed.length} allowed`;
  const ways = `Routes: ${number('complete')} complete, ${number('broken')} broken, ${number('unknown')} unknown.`;
  return `${levels}${known}. ${ways} Read ${count(documents, 'document')} in ${count(files, 'file')}.`;
}

function comparisonText(
  { findings, routes }: Comparison,
  loud: (findings: readonly Finding[]) => readonly Finding[],
): string {
  const blocks = [
    block('Findings introduced', loud(findings.introduced), (some) => findingsText(some, FEW)),
    block('Findings fixed', loud(findings.fixed), (some) => findingsText(some, FEW)),
    ...Object.entries(routes).map(([kind, changes]) =>
      block(`Routes ${kind}`, changes, (some) => some.map(changeLine).join('\n')),
    ),
  ].flat();
  return `${blocks.length === 0 ? 'Nothing changes.' : blocks.join('\n\n')}\n`;
}

const block = <T>(title: string, items: readonly T[], print: (items: readonly T[]) => string): readonly string[] =>
  items.length === 0 ? [] : [`${title}: ${items.length}\n\n${print(items)}`];

function changeLine({ url, before, after }: RouteChange): string {
  const ends = [before, after].flatMap((end) => (end ? [[end.status, ...end.leadsTo].join(' ')] : []));
  const why = after?.why === undefined ? '' : `: ${after.why}`;
  return `  ${url}  ${ends.join(' → ')}${why}`;
}
