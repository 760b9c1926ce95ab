import { FindingLevel } from '../../routes/level';
import { jsonIn, type Plain, record } from '../../routes/plain';
import { type Access, ACCESS_VERSION } from '../../routes/report/access';
import { HOP_WORDS } from '../../routes/report/words';
import type { Route } from '../../routes/route';
import { type Tools, utf8 } from '../tools';
import { analyseRead, type Read, readFiles, readManifests } from './analyse';
import { gather } from './gather';
import { ofCluster } from './of-cluster';
import { gatherRevision } from './revision';
import { clusterNames, type SiteChoice } from './sites';

/** How it was before: an earlier report, other files, or the same files in an earlier commit. */
export function accessAgainst(tools: Tools, against: string, paths: readonly string[], choice: SiteChoice): Access {
  if (!tools.files.kind(against)) return accessIn(tools, against, paths, choice);
  const gathered = gather(tools.files, [against]);
  const [only, ...more] = gathered.sources;
  const report = only && more.length === 0 ? reportIn(only.bytes) : undefined;
  return report ? reportedThen(report, choice) : accessThen(readManifests(gathered), choice);
}

/** As files are: of a report without clusters, all is compared. */
const reportedThen = (report: Access, { cluster }: SiteChoice): Access =>
  cluster === undefined || report.clusters.length === 0 ? report : { ...report, ...ofCluster(report, cluster) };

/** Before the first manifest there was nothing, which is fine to compare with. */
function accessIn(tools: Tools, revision: string, paths: readonly string[], choice: SiteChoice): Access {
  const read = readFiles(gatherRevision(tools, paths, revision));
  return read.documents.length + read.problems.length === 0 ? NOTHING : accessThen(read, choice);
}

/** A cluster that is meant now may not have been described then: what ran on none is compared, and on others nothing. */
function accessThen(read: Read, choice: SiteChoice): Access {
  const { cluster, ...rest } = choice;
  const then = clusterNames(read.documents);
  if (cluster === undefined || then.includes(cluster)) return analyseRead(read, choice).access;
  return then.length === 0 ? analyseRead(read, rest).access : NOTHING;
}

const NOTHING: Access = {
  version: ACCESS_VERSION,
  clusters: [],
  routes: [],
  mappings: [],
  findings: [],
  allowed: [],
};

/** A `routes.json`. Somebody may have edited it: nothing of it is asked for again. */
export function reportIn(bytes: Uint8Array): Access | undefined {
  const json = record(jsonIn(utf8(bytes)));
  const sound = json.version === ACCESS_VERSION && PARTS.every(([part, isSound]) => areAll(json[part], isSound));
  return sound ? (json as unknown as Access) : undefined;
}

const areAll = (items: unknown, isSound: (item: Plain) => boolean): boolean =>
  Array.isArray(items) && items.every((item: unknown) => record(item) === item && isSound(record(item)));

const texts = (...values: readonly unknown[]) => values.every((value) => typeof value === 'string');

const isFinding = ({ rule, level, where, message, remedy, object = '', field = '', route = '' }: Plain) =>
  texts(rule, where, message, remedy, object, field, route) && Object.values<unknown>(FindingLevel).includes(level);

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
