import { fieldName } from '../field-name';
import { isRecord, memo, record, records, text } from '../plain';
import type { ClusterFacts, KubeObject, ObjectFacts } from '../world';
import { parseYaml } from '../yaml/parse';
import { isExpanded } from './formats';

/** What the cluster file puts where k3s applies what it finds. */
interface Brought {
  readonly objects: readonly { readonly json: KubeObject; readonly path: string }[];
  /** Places in the nodes of what stands elsewhere, or cannot be read. */
  readonly hidden: readonly string[];
}

const MANIFESTS = /(^|[:/])(k3s-manifests|server\/manifests)/;

/** A file with this ending keeps k3s from applying another one. */
const isApplied = (target: string) => MANIFESTS.test(target) && !target.endsWith('.skip');

/** Reads what stands in the cluster file itself; of a volume it has the path alone. */
const read = memo((config: object): Brought => {
  const { volumes, files } = record(config);
  const found = records(files).flatMap(({ source, destination }, index) => {
    const path = `files[${index}].source`;
    const place = text(destination) ?? '';
    return isApplied(place) ? [{ path, place, objects: objectsIn(text(source) ?? '') }] : [];
  });
  const mounted = records(volumes)
    .flatMap(({ volume }) => text(volume) ?? [])
    .filter(isApplied);
  return {
    objects: found.flatMap(({ path, objects = [] }) => objects.map((json) => ({ json, path }))),
    hidden: [...found.flatMap(({ objects, place }) => (objects ? [] : place)), ...mounted],
  };
});

/** The objects of a text; undefined where it may hold others. */
function objectsIn(source: string): readonly KubeObject[] | undefined {
  if (isExpanded(source)) return undefined;
  const { documents, problems } = parseYaml('', source);
  const objects = documents.flatMap(({ json }) => (json === null ? [] : [json]));
  return problems.length === 0 && objects.every(isObject) ? objects : undefined;
}

const isObject = (json: unknown): json is KubeObject =>
  isRecord(json) && text(json.apiVersion) !== undefined && isRecord(json.metadata) && json.kind !== 'List';

/** True where files are mounted from which k3s starts more than anybody sees. */
export const bringsMore = (config: unknown): boolean => read(record(config)).hidden.length > 0;

/** True where one of those files may hold the values of Traefik's chart: a folder may, and one that is called so. */
export const mayConfigureTraefik = (config: unknown): boolean =>
  read(record(config)).hidden.some((place) => !/\.(ya?ml|json)(:\w+)?(@|$)/.test(place) || /traefik/i.test(place));

/** The objects that k3s applies out of the cluster file. */
export const objectsBrought = (cluster: ClusterFacts): readonly ObjectFacts[] =>
  read(record(cluster.config)).objects.map(({ json, path }) => ({
    json,
    where: cluster.where,
    declared: false,
    fields: { '': fieldName(cluster.fields, path) ?? path },
    ...(cluster.source !== undefined && { source: cluster.source }),
  }));
