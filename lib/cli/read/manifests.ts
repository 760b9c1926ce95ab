import { API_VERSION } from '../../routes/k3d/schema';
import { OLDER_VERSIONS, OLDEST_VERSION } from '../../routes/k3d/schemas';
import { isRecord, record, text } from '../../routes/plain';
import { type Document, isCluster } from './documents';
import { parseYaml } from '../../routes/yaml/parse';
import { type Parsed, unrendered, type YamlDocument } from '../../routes/yaml/document';
import type { SourceFile } from './gather';
import type { Problem } from './problem';
import { textOf } from './text';

/** The manifests of a file, and what cannot be read of it. */
interface Manifests {
  readonly documents: readonly Document[];
  readonly problems: readonly Problem[];
}

/** Kubernetes objects and cluster files among the documents of a file. */
export function manifestsOf({ path, bytes }: SourceFile): Manifests {
  const read = textOf(path, bytes);
  if ('problem' in read) return { documents: [], problems: [read.problem] };
  const parsed = parseYaml(path, read.text);
  const { documents, problems } = forgiving(parsed);
  const found = documents.filter(isManifest).map((document) => judged(path, document, read.text));
  const first = documents.find(({ json }) => !isNothing(json));
  const late = first !== undefined && first !== documents[0] && isCluster(first) ? [behindNothing(path, first)] : [];
  return {
    documents: found.flatMap((each) => ('problem' in each ? [] : each)),
    problems: [...problems, ...late, ...found.flatMap((each) => ('problem' in each ? each.problem : []))],
  };
}

/** Objects are read where a key stands twice in them, as kubectl does it; k3d refuses such a file. */
function forgiving({ documents, problems }: Parsed): {
  documents: readonly YamlDocument[];
  problems: readonly Problem[];
} {
  const told = problems.map(({ forgiven, ...problem }) => ({
    forgiven: forgiven && !isCluster(forgiven) ? forgiven : undefined,
    problem,
  }));
  return {
    documents: [...documents, ...told.flatMap(({ forgiven }) => forgiven ?? [])],
    problems: told.map(({ forgiven, problem }) =>
      forgiven ? { ...problem, level: 'warning', message: `${problem.message} kubectl takes the last.` } : problem,
    ),
  };
}

const isNothing = (json: unknown): boolean => json === null || (isRecord(json) && Object.keys(json).length === 0);

const behindNothing = (path: string, { where }: YamlDocument): Problem => ({
  where,
  message: `Nothing stands in the first document of "${path}", and k3d reads no other.`,
  remedy: 'Remove everything above the cluster, "---" too.',
});

/** What programs read from files of their own, in the form of objects: kustomize, kubelets, API servers, skaffold, kind … */
const OF_PROGRAMS =
  /^(([\w.-]+\.)?config\.k8s\.io|audit\.k8s\.io|kubeadm\.k8s\.io|kind\.x-k8s\.io|ctlptl\.dev|skaffold)\//;

/** Kubeconfigs, and what an API server before 1.13 read of encryption. */
const OF_CORE: ReadonlySet<unknown> = new Set(['Config', 'EncryptionConfig']);

/** Values for Helm, compose files and the like have neither an apiVersion with a kind, nor metadata. */
function isManifest({ json }: YamlDocument): boolean {
  const { apiVersion, kind, metadata } = record(json);
  if (OF_PROGRAMS.test(text(apiVersion) ?? '') || (apiVersion === 'v1' && OF_CORE.has(kind))) return false;
  const words = [apiVersion, kind].filter((word) => word !== undefined).length;
  return words === 2 || (words === 1 && metadata !== undefined);
}

function judged(
  path: string,
  { json, where, itemPlaces, template }: YamlDocument,
  text: string,
): readonly Document[] | { readonly problem: Problem } {
  if (template !== undefined) return { problem: unrendered(path, template) };
  const { apiVersion, kind, items } = record(json);
  if (typeof apiVersion === 'string' && (isCluster({ json }) || isMeantForK3d(apiVersion, kind))) {
    const isRead = apiVersion === API_VERSION || OLDER_VERSIONS.includes(apiVersion);
    return isRead ? [{ json, where, text }] : { problem: otherK3d(path, where, apiVersion) };
  }
  if (kind === 'List' && Array.isArray(items)) {
    return items.map((item: unknown, index) => ({ json: item, where: itemPlaces[index] ?? where }));
  }
  return [{ json, where }];
}

/** True where somebody wrote the apiVersion of k3d in another way. */
const isMeantForK3d = (apiVersion: string, kind: unknown): boolean =>
  kind === 'Simple' && /k3d|^v1alpha\d$/i.test(apiVersion);

const otherK3d = (path: string, where: string, apiVersion: string): Problem => ({
  where,
  message: `"${path}" is a k3d config of apiVersion "${apiVersion}", and k3d 5 reads "${OLDEST_VERSION}" to "${API_VERSION}".`,
  remedy: `Write apiVersion: ${API_VERSION}.`,
});
