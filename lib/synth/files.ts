import type { Analysis } from '../analysis/analyse';
import type { AppSite } from '../analysis/sites';
import { handoff } from './handoff';

/** A file of dist/, complete in memory before anything is written. */
export interface DistFile {
  /** From the folder that is written. */
  readonly path: string;
  readonly content: string;
}

/** The files of cluster/ and access/ that belong to an analysed app. */
export function accessFiles({ sites }: Analysis): DistFile[] {
  return sites.flatMap(clusterFiles);
}

function clusterFiles(app: AppSite): DistFile[] {
  const { site, text, objects } = app;
  if (!site.cluster || text === undefined) return [];
  const { name } = site.cluster;
  const manifests = [...new Set(objects.flatMap(({ file }) => file ?? []))];
  return [
    { path: `cluster/${name}.k3d.yml`, content: text },
    { path: `cluster/${name}.handoff.json`, content: `${JSON.stringify(handoff(app, name, manifests), null, 2)}\n` },
  ];
}
