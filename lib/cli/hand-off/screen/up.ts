import { nameOf } from '../../../routes/names';
import type { Paint } from '../../tools';
import { keyName } from '../apply/identity';
import type { Kept } from '../apply/prune';
import { isQuiet, isWell, type Report } from '../up/report';
import { routesTable, verifySummary } from './routes';

/** What one cluster came to: what was done, what is not well, and the table of URLs. */
export function reportText(report: Report, verified: boolean, paint: Paint): string {
  const { cluster, troubles, kept, routes, note } = report;
  const head = troubles.length > 0 ? `Cluster "${cluster}" runs, but not all of it came up:` : headOf(report);
  return [
    head,
    ...troubles.map(({ name, cause, remedy }) => indented(`${name}: ${cause}\n${remedy}`)),
    ...kept.map(keptText),
    ...(note === undefined ? [] : [note]),
    ...(verified && troubles.length === 0 ? [`\n${routesTable(routes, paint)}${verifySummary(routes)}`] : []),
  ].join('\n');
}

function headOf(report: Report): string {
  if (isQuiet(report)) return `Nothing to change: cluster "${report.cluster}" is as dist/ says.`;
  return isWell(report)
    ? `Cluster "${report.cluster}" is up.`
    : `Cluster "${report.cluster}" is up, and not every route answers.`;
}

const indented = (text: string) =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

function keptText({ key, holds }: Kept): string {
  const [first] = (holds ?? []).map(nameOf);
  return first === undefined
    ? `${keyName(key)} is not in dist/ any more, and would not go. The next "cdk8s-k3d up" tries again.`
    : `${keyName(key)} is not in dist/ any more, and stays: ${first} is there, which "cdk8s-k3d up" did not make.`;
}
