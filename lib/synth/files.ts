import type { Analysis } from '../analysis/analyse';
import type { AppSite } from '../analysis/sites';
import type { DistFile } from './list';
import { handoff } from './handoff';

/** A file for kubectl, and the clusters that it is applied to. */
export interface PlacedFile extends DistFile {
  readonly clusters: readonly string[];
}

/** The files of cluster/ and access/ that belong to an analysed app. */
export function accessFiles({ sites }: Analysis, workloads: readonly PlacedFile[]): DistFile[] {
  return sites.flatMap((site) => clusterFiles(site, workloads));
}

function clusterFiles(app: AppSite, workloads: readonly PlacedFile[]): DistFile[] {
  if (!app.site.cluster || app.text === undefined) return [];
  const { name } = app.site.cluster;
  const manifests = workloads.filter(({ clusters }) => clusters.includes(name)).map(({ path }) => path);
  return [
    { path: `cluster/${name}.k3d.yml`, content: app.text },
    { path: `cluster/${name}.handoff.json`, content: `${JSON.stringify(handoff(app, name, manifests), null, 2)}\n` },
  ];
}
