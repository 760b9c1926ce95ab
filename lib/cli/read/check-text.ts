import type { Finding, Level } from '../../routes/finding';
import { weighs } from '../../routes/level';
import { groupBy } from '../../routes/plain';
import type { Route } from '../../routes/route';
import type { Comparison, RouteChange } from '../../routes/report/compare';
import { printJson } from '../../routes/report/json';
import { sarif } from '../../routes/report/sarif';
import { rules } from '../../routes/rules';
import { someOf } from '../../routes/some-of';
import { type Brevity, count, counts, findingsText } from '../../routes/sentence';
import type { Given, Outcome } from '../command';
import type { Tools } from '../tools';
import type { Checked } from './analyse';
import { hiddenIn } from './hidden';
import { FILE_UNREADABLE } from './problem';

const FEW: Brevity = { first: 3, rest: '--json prints all of them.' };

/** What `check` says, in the form that its flags ask for. */
export function checkText(
  { version, files }: Tools,
  { paths, values, flags }: Given,
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
  if (comparison) return comparisonText(comparison, loud);
  // What is missing may stand in manifests that nobody named.
  const hidden = access.clusters.length === 0 ? hiddenIn(files, paths) : [];
  return checkedText(checked, loud(access.findings), hidden);
}

function checkedText(checked: Checked, findings: readonly Finding[], hidden: readonly string[]): string {
  const told = findings.length > 0 ? [findingsText(findings, FEW)] : [];
  return `${[...told, ...unknownText(checked.access.routes, findings), summary(checked, hidden)].join('\n\n')}\n`;
}

/** What is not known and no finding tells, once for all routes of which it is not. */
function unknownText(routes: readonly Route[], findings: readonly Finding[]): readonly string[] {
  const told = new Set(findings.flatMap(({ message, route = message }) => [message, route]));
  const unknown = routes.filter(({ status }) => status === 'unknown');
  const reasons = [...groupBy(unknown, ({ why }) => why!)].flatMap(([why, some]) => {
    if ([why, ...some.map(({ url }) => url)].some((said) => told.has(said))) return [];
    const others = some.length === 1 ? '' : ` and ${some.length - 1} more`;
    return `unknown  ${some[0]!.url}${others}\n  ${why}`;
  });
  const rest = reasons.length - FEW.first;
  if (rest <= 0) return reasons;
  return [...reasons.slice(0, FEW.first), `unknown  for ${count(rest, 'more reason')}. ${FEW.rest}`];
}

function summary(
  { access: { findings, allowed, routes }, documents, files, partial }: Checked,
  hidden: readonly string[],
): string {
  const number = (status: string) => routes.filter((route) => route.status === status).length;
  const levels = findings.length === 0 ? 'No findings' : counts(findings.map(({ level }) => level));
  const known = allowed.length === 0 ? '' : `, ${allowed.length} allowed`;
  const later = partial ? ' What seems to be missing is told once all of it can be read.' : '';
  const ways = `Routes: ${number('complete')} complete, ${number('broken')} broken, ${number('unknown')} unknown.`;
  const named = hidden.length === 0 ? '' : ` Hidden files are read where they are named: ${someOf(hidden, 3)}.`;
  return `${levels}${known}. ${ways} Read ${count(documents, 'document')} in ${count(files, 'file')}.${later}${named}`;
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
