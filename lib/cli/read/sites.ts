import { clusterName, type Document, isCluster, siteFromDocuments } from './documents';
import { someOf } from '../../routes/some-of';
import type { Site } from '../../routes/world';
import { CommandError } from '../command';

/** How documents become sites. */
export interface SiteChoice {
  /** The documents are the whole world. */
  readonly closed: boolean;
  /** Nothing is called missing, as if some of them could not be read: what is compared with them cannot. @default false */
  readonly partial?: boolean;
  /** kubectl applies the documents as they stand. @default false */
  readonly ordered?: boolean;
  /** The cluster that is meant, where several are described. */
  readonly cluster?: string;
  /** The k3d that will make it. */
  readonly k3dVersion?: string;
}

/** The clusters that documents describe. */
export const clusterNames = (documents: readonly Document[]): readonly string[] =>
  documents.filter(isCluster).map(clusterName);

/** One site for each cluster that the documents describe, or one without cluster. */
export function sitesIn(documents: readonly Document[], { cluster, ...options }: SiteChoice): readonly Site[] {
  const clusters = documents.filter(isCluster);
  const names = clusters.map(clusterName);
  if (cluster !== undefined && !names.includes(cluster)) throw unknownCluster(cluster, names);
  if (clusters.length < 2) return [siteFromDocuments(documents, options)];
  const objects = documents.filter((document) => !isCluster(document));
  const homes = objects.map((document) => ({ document, home: homeOf(document, names) ?? cluster }));
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const torn = homes.find(({ home }) => home === undefined || twice.has(home));
  if (torn) {
    const alike = clusters.filter((each) => twice.has(clusterName(each)));
    throw alike.length > 0 ? confused(alike, torn.document) : undecided(clusters, torn.document);
  }
  return clusters
    .filter((each) => cluster === undefined || clusterName(each) === cluster)
    .map((each) => {
      const own = homes.filter(({ home }) => home === clusterName(each)).map(({ document }) => document);
      return siteFromDocuments([each, ...clusters.filter((other) => other !== each), ...own], options);
    });
}

/** In dist/ with several clusters, each has a folder of its name. */
function homeOf({ where }: Document, names: readonly string[]): string | undefined {
  const folders = where.split(/[\\/]/).slice(0, -1);
  return folders.findLast((folder) => names.includes(folder));
}

/** Somebody asks for a cluster that there is not. */
export const unknownCluster = (cluster: string, names: readonly string[]) =>
  names.length === 0
    ? new CommandError(`--cluster says "${cluster}", and no cluster is described. Add its k3d config to the paths.`)
    : new CommandError(
        `--cluster says "${cluster}", and no such cluster is described. Write ${names.map(quoted).join(' or ')}.`,
      );

const undecided = (clusters: readonly Document[], { where }: Document) =>
  new CommandError(
    `${clusters.length} clusters are described (${someOf(clusters.map(placed), SHOWN)}), ` +
      `and nothing says on which one ${where} runs. Add --cluster ${asArgument(clusterName(clusters[0] as Document))}.`,
  );

/** Cluster files of one name are the same cluster at different times, and no flag tells them apart. */
const confused = (alike: readonly Document[], { where }: Document) =>
  new CommandError(
    `${alike.length} cluster files describe clusters of one name (${someOf(alike.map(placed), SHOWN)}), ` +
      `and nothing says on which one ${where} runs. Name the paths to read, with one of these files among them.`,
  );

const SHOWN = 5;
const placed = (cluster: Document) => `${quoted(clusterName(cluster))} in ${cluster.where}`;

const quoted = (text: string) => `"${text}"`;

/** As one types it. */
const asArgument = (text: string) => (/^[\w.-]+$/.test(text) ? text : quoted(text));
