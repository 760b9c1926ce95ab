import type { Finding } from '../../routes/finding';
import { FindingLevel } from '../../routes/level';
import { jsonIn, type Plain, record } from '../../routes/plain';
import { type Access, ACCESS_VERSION } from '../../routes/report/access';
import { HOP_WORDS } from '../../routes/report/words';
import type { Route } from '../../routes/route';
import { CommandError } from '../command';
import { type Files, utf8 } from '../tools';

/** Where every synth of ours writes its report, with or without a cluster. */
export const reportPath = (folder: string) => `${folder}/access/routes.json`;

/** The report of the synth that wrote a folder. */
export function reportAt(files: Files, folder: string): Access {
  const path = reportPath(folder);
  if (files.kind(path) !== 'file') {
    throw new CommandError(`"${path}" does not exist. Run "cdk8s-k3d synth" first.`);
  }
  const report = reportIn(files.read(path));
  if (!report) throw new CommandError(`"${path}" is no report that this version reads. Run "cdk8s-k3d synth" again.`);
  return report;
}

/** What a report says of one cluster of its own. What names no cluster is of a report's only one, or of all. */
export function ofCluster({ version, clusters, routes, mappings, findings, allowed }: Access, name: string): Access {
  const isMine = ({ cluster }: { readonly cluster?: string }) => cluster === name;
  const isSaidOfMine = ({ clusters: of }: Finding) => of?.includes(name) ?? true;
  return {
    version,
    clusters: clusters.filter((cluster) => cluster.name === name),
    routes: routes.filter(isMine),
    mappings: mappings.filter(isMine),
    findings: findings.filter(isSaidOfMine),
    allowed: allowed.filter(isSaidOfMine),
  };
}

/** A `routes.json`. Somebody may have edited it: nothing of it is asked for again. */
export function reportIn(bytes: Uint8Array): Access | undefined {
  const json = record(jsonIn(utf8(bytes)));
  const sound = json.version === ACCESS_VERSION && PARTS.every(([part, isSound]) => areAll(json[part], isSound));
  return sound ? (json as unknown as Access) : undefined;
}

const areAll = (items: unknown, isSound: (item: Plain) => boolean): boolean =>
  Array.isArray(items) && items.every((item: unknown) => record(item) === item && isSound(record(item)));

const texts = (...values: readonly unknown[]) => values.every((value) => typeof value === 'string');

const isFinding = ({
  rule,
  level,
  clusters = [],
  where,
  message,
  remedy,
  object = '',
  field = '',
  route = '',
}: Plain) =>
  texts(rule, where, message, remedy, object, field, route) &&
  Array.isArray(clusters) &&
  texts(...clusters) &&
  Object.values<unknown>(FindingLevel).includes(level);

const STATUS: ReadonlySet<unknown> = new Set<Route['status']>(['complete', 'broken', 'unknown']);

const isHopKind = (kind: unknown) => typeof kind === 'string' && Object.hasOwn(HOP_WORDS, kind);

const isMatch = ({ host = '', path, paths, precedence }: Plain) =>
  texts(host, path, paths) && typeof precedence === 'number';

const PARTS: readonly (readonly [keyof Access, (item: Plain) => boolean])[] = [
  ['clusters', ({ name, where }) => texts(name, where)],
  [
    'routes',
    ({ url, status, why = '', match, hops }) =>
      texts(url, why) &&
      STATUS.has(status) &&
      (match === undefined || isMatch(record(match))) &&
      areAll(hops, ({ kind, name, where = '' }) => isHopKind(kind) && texts(name, where)),
  ],
  ['mappings', ({ nodes, leadsTo = '' }) => Array.isArray(nodes) && [leadsTo, ...nodes].every((text) => texts(text))],
  ['findings', isFinding],
  ['allowed', isFinding],
];
