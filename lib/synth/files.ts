import type { Analysis } from '../analysis/analyse';
import type { AppSite } from '../analysis/sites';
import type { Finding } from '../routes/finding';
import { reportFiles } from '../routes/report/files';
import { printJson } from '../routes/report/json';
import type { DistFile } from './dist-file';
import { handoff, type HandoffContext } from './handoff';

/** A file for kubectl, and the clusters that it is applied to. */
export interface PlacedFile extends DistFile {
  readonly clusters: readonly string[];
}

/** The files of cluster/ and access/ that belong to an analysed app. */
export function filesBeside(
  { sites, ...verdict }: Analysis,
  workloads: readonly PlacedFile[],
  outdir: string,
): DistFile[] {
  const found = { ...verdict, findings: verdict.findings.map(placeless), allowed: verdict.allowed.map(placeless) };
  return [
    ...sites.flatMap((site) => clusterFiles(site, workloads, { outdir, allowed: verdict.allowed })),
    ...reportFiles(
      sites.map(({ site }) => site),
      found,
    ),
  ];
}

/** A line of the program moves with every comment in it: printed, but not written into dist/. */
const placeless = ({ source: _, ...finding }: Finding): Finding => finding;

function clusterFiles(
  site: AppSite,
  workloads: readonly PlacedFile[],
  context: Omit<HandoffContext, 'manifests'>,
): DistFile[] {
  const { cluster } = site.site;
  if (!cluster) return [];
  const { name, text } = cluster;
  const manifests = workloads.filter(({ clusters }) => clusters.includes(name)).map(({ path }) => path);
  const needs = handoff(site, cluster, { ...context, manifests });
  return [
    { path: `cluster/${name}.k3d.yml`, print: () => [text] },
    { path: `cluster/${name}.handoff.json`, print: () => [printJson(needs)] },
  ];
}
