import type { Paint } from '../../tools';
import { runsAtAll } from '../cluster-state';
import type { ClusterDrift, Drift, ObjectDrift } from '../status/drift';
import type { ClusterStatus, NodeStatus, WorkloadStatus } from '../status/status';
import type { VerifiedRoute } from '../verify/verified-route';
import { needsNewText } from '../difference/text';
import { routesTable, verifySummary } from './routes';

const UP = 'Run "cdk8s-k3d up".';

/** One screen for each cluster. */
export function statusScreen(status: ClusterStatus, paint: Paint): string {
  const { nodes, workloads, routes, drift, troubles } = status;
  const parts = [
    [headline(status, paint)],
    nodes.length === 0 ? [] : ['Nodes', ...rows(nodes.map((node) => nodeRow(node, paint)))],
    workloads.length === 0 ? [] : ['Workloads', ...workloadLines(workloads, paint)],
    runsAtAll(status) ? ['Routes', ...indented(routesTable(unsaid(status), paint)), `  ${verifySummary(routes)}`] : [],
    driftLines(drift, paint),
    ...troubles.map(({ cause, remedy }) => [`${paint.bad('✘')} ${cause}`, `    ${remedy}`]),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

/** The routes, without what stands at their workloads already: all of it fits one screen. */
function unsaid({ routes, workloads }: ClusterStatus): readonly VerifiedRoute[] {
  const said = new Set(workloads.map(({ why }) => why?.cause));
  return routes.map((route) => {
    const { cause, remedy, ...rest } = route;
    return said.has(cause) ? rest : route;
  });
}

function headline({ cluster, state, own }: ClusterStatus, paint: Paint): string {
  const title = paint.bold(`Cluster ${cluster}`);
  if (state === 'absent') return `${title}: ${paint.bad('does not exist')}. ${UP}`;
  const start = own ? UP : `Run "k3d cluster start ${cluster}".`;
  const foreign = own ? '' : ` ${paint.warn('It was not made by "cdk8s-k3d up".')}`;
  const words = {
    running: `${paint.good('runs')}.`,
    'half-made': `${paint.bad('is half made')}. ${UP}`,
    stopped: `${paint.bad('is stopped')}. ${start}`,
    damaged: `${paint.bad('runs in part')}. ${start}`,
  };
  return `${title}: ${words[state]}${foreign}`;
}

const mark = (good: boolean, paint: Paint) => (good ? paint.good('✔') : paint.bad('✘'));

function nodeRow({ name, role, container, ready }: NodeStatus, paint: Paint): readonly string[] {
  const good = container === 'running' && ready !== false;
  return [mark(good, paint), name, role, `${container}${ready === false ? ', not ready' : ''}`];
}

function workloadLines(workloads: readonly WorkloadStatus[], paint: Paint): readonly string[] {
  const width = Math.max(...workloads.map(({ name }) => name.length));
  return workloads.flatMap(({ name, ready, desired, why }) => {
    const reasons = why === undefined ? [] : `${why.cause}\n${why.remedy}`.split('\n');
    const line = `  ${mark(ready >= desired, paint)}  ${name.padEnd(width)}  ${ready}/${desired}`;
    return [line, ...reasons.map((reason) => `       ${reason}`)];
  });
}

/** Columns of one width each. */
function rows(cells: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number) => Math.max(...cells.map((row) => `${row[column]}`.length));
  return cells.map(
    (row) =>
      `  ${row
        .map((cell, column) => cell.padEnd(width(column)))
        .join('  ')
        .trimEnd()}`,
  );
}

const indented = (text: string): readonly string[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => `  ${line}`);

function driftLines({ cluster, objects }: Drift, paint: Paint): readonly string[] {
  if (cluster.length + objects.length === 0) return [];
  const lines = [...cluster.map(clusterDrift), ...objects.map(objectDrift)];
  const up = cluster.some(({ kind }) => kind === 'field') ? 'up --recreate' : 'up';
  const more = `Run "cdk8s-k3d plan" to see what up would do, and "cdk8s-k3d ${up}" to do it.`;
  return ['Drift from dist/', ...lines.map((line) => `  ${paint.warn('!')} ${line}`), `  ${more}`];
}

function clusterDrift(drift: ClusterDrift): string {
  if (drift.kind !== 'field') {
    const is = drift.kind === 'port-missing' ? 'is not open yet' : 'is open, and dist/ does not ask for it';
    return `port ${drift.port} ${is}`;
  }
  return needsNewText(drift);
}

function objectDrift({ kind, name, fields = [], why }: ObjectDrift): string {
  if (kind === 'missing') return `${name} is not in the cluster`;
  if (kind === 'extra') return `${name} is in the cluster, and not in dist/ any more`;
  if (kind === 'refused') return `${name}: ${why}`;
  return `${name} differs in ${fields.map(({ path }) => path).join(', ')}`;
}
