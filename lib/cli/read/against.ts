import { type Access, ACCESS_VERSION } from '../../routes/report/access';
import type { Tools } from '../tools';
import { analyseRead, type Read, readFiles, readManifests } from './analyse';
import { gather } from './gather';
import { ofCluster, reportIn } from './report';
import { gatherRevision } from './revision';
import { clusterNames, type SiteChoice } from './sites';

/** How it was before: an earlier report, other files, or the same files in an earlier commit. */
export function accessAgainst(tools: Tools, against: string, paths: readonly string[], choice: SiteChoice): Access {
  if (!tools.files.kind(against)) return revisionThen(tools, against, paths, choice);
  const gathered = gather(tools.files, [against]);
  const [only, ...more] = gathered.sources;
  const report = only && more.length === 0 ? reportIn(only.bytes) : undefined;
  return report ? reportThen(report, choice) : readThen(readManifests(gathered), choice);
}

/** As files are: of a report without clusters all is compared, of one on others nothing. */
function reportThen(report: Access, { cluster }: SiteChoice): Access {
  if (cluster === undefined || report.clusters.length === 0) return report;
  return report.clusters.some(({ name }) => name === cluster) ? ofCluster(report, cluster) : NOTHING;
}

/** Before the first manifest there was nothing, which is fine to compare with. */
function revisionThen(tools: Tools, revision: string, paths: readonly string[], choice: SiteChoice): Access {
  const read = readFiles(gatherRevision(tools, paths, revision));
  return read.documents.length + read.problems.length === 0 ? NOTHING : readThen(read, choice);
}

/** A cluster that is meant now may not have been described then: what ran on none is compared, and on others nothing. */
function readThen(read: Read, choice: SiteChoice): Access {
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
