import { bringsMore, objectsBrought } from '../../routes/k3d/brought-objects';
import { DEFAULT_NAME } from '../../routes/k3d/cluster-nodes';
import { translated } from '../../routes/k3d/translation';
import { at, list, record, text } from '../../routes/plain';
import type { ClusterFacts, KubeObject, ObjectFacts, Site } from '../../routes/world';
import { fileAt } from '../../routes/yaml/document';

/** One document of a YAML file. */
export interface Document {
  readonly json: unknown;
  /** File, or file and line. */
  readonly where: string;
  /** The whole text of the file, where the document is a cluster: k3d expands `$` in it. */
  readonly text?: string;
}

interface SiteOptions {
  /** The documents are the whole world: what they lack does not exist. @default true */
  readonly closed?: boolean;
  /** kubectl applies the documents as they stand: file by file in the order of their names. @default false */
  readonly ordered?: boolean;
  /** The k3d version that will read the cluster. */
  readonly k3dVersion?: string;
}

/** Makes a site of documents: `k3d.io/*` is the cluster, everything else an object. Empty documents are left out. */
export function siteFromDocuments(
  documents: readonly Document[],
  { closed = true, ordered = false, k3dVersion }: SiteOptions = {},
): Site {
  const unfolded = documents.flatMap(unfold);
  const [cluster, ...others] = unfolded.filter(isCluster).map((document) => clusterOf(document, k3dVersion));
  const partial = bringsMore(cluster?.config);
  return {
    ...(cluster && { cluster }),
    others,
    objects: [
      ...unfolded.filter((document) => !isCluster(document)).map((document) => objectOf(document, ordered)),
      ...(cluster ? objectsBrought(cluster) : []),
    ],
    complaints: [],
    externals: [],
    closed: closed && !partial,
    ...(partial && { partial }),
  };
}

/** The items of a `List`, of lists in lists too; nothing for a document that is no mapping. */
function unfold(document: Document): readonly Document[] {
  const found: Document[] = [];
  const waiting = [document];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { json, ...from } = next;
    const { kind, items } = record(json);
    if (kind === 'List')
      waiting.push(
        ...list(items)
          .map((item) => ({ ...from, json: item }))
          .reverse(),
      );
    else if (record(json) === json) found.push(next);
  }
  return found;
}

/** True for a cluster file, of whatever version. */
export const isCluster = ({ json }: Pick<Document, 'json'>): boolean =>
  (text(record(json).apiVersion) ?? '').startsWith('k3d.io/');

/** Name of the cluster that a file describes. */
export const clusterName = ({ json }: Document): string =>
  text(at(translated(json).config, 'metadata').name) ?? DEFAULT_NAME;

function clusterOf(document: Document, k3dVersion: string | undefined): ClusterFacts {
  const { json, where, text } = document;
  const { config, fields } = translated(json);
  return {
    name: clusterName(document),
    where,
    config,
    ...(config !== json && { written: json, fields }),
    ...(text !== undefined && { text }),
    ...(k3dVersion !== undefined && { k3dVersion }),
  };
}

const objectOf = ({ json, where }: Document, ordered: boolean): ObjectFacts => ({
  json: json as KubeObject,
  where,
  declared: false,
  ...(ordered && { file: fileAt(where) }),
});
