import type { AllowedRule } from '../../routes/allow';
import { madeKeys } from '../../routes/made-secret';
import { nameOf } from '../../routes/names';
import { jsonIn, list, record, text, texts } from '../../routes/plain';
import type { ExternalFacts, Site } from '../../routes/world';
import { type Files, utf8 } from '../tools';
import type { SourceFile } from './gather';

/** What a program said of a cluster and its YAML cannot say: `cluster/<name>.handoff.json`. */
export interface HandoffFacts {
  readonly cluster: string;
  readonly externals: readonly ExternalFacts[];
  readonly sideLoaded: readonly string[];
  readonly allowed: readonly AllowedRule[];
}

const isHandoff = (path: string) => path.endsWith('.handoff.json');

/** The hand-offs in a folder that synth wrote. */
export function handoffsIn(files: Files, folder: string): readonly string[] {
  const clusters = `${folder}/cluster`;
  const names = files.kind(clusters) === 'folder' ? files.names(clusters) : [];
  return names.filter(isHandoff).map((name) => `${clusters}/${name}`);
}

/** What the hand-offs among the files know. One that cannot be read knows nothing. */
export function knownOf(sources: readonly SourceFile[]): readonly HandoffFacts[] {
  return sources
    .filter(({ path }) => isHandoff(path))
    .map(({ bytes }) => {
      const { cluster, externals, secrets, images, allowed } = record(jsonIn(utf8(bytes)));
      const { sideLoaded, built } = record(images);
      return {
        cluster: text(cluster) ?? '',
        externals: [...list(externals).map(external), ...list(secrets).map(secret)],
        sideLoaded: [...texts(sideLoaded), ...list(built).flatMap((image) => text(record(image).image) ?? [])],
        allowed: list(allowed).map(allowance),
      };
    });
}

/** The site of a cluster with what its hand-off knows. */
export function withKnown(site: Site, known: readonly HandoffFacts[]): Site {
  const { cluster, objects } = site;
  const own = known.find((each) => each.cluster === cluster?.name);
  if (!cluster || !own) return site;
  const { externals, sideLoaded, allowed } = own;
  const allowOn = (name: string) => {
    const here = allowed.filter(({ object }) => object === name);
    return here.length > 0 && { allow: Object.fromEntries(here.map(({ rule, reason }) => [rule, reason])) };
  };
  return {
    ...site,
    byProgram: true,
    externals: [...site.externals, ...externals],
    cluster: { ...cluster, ...allowOn(`cluster ${cluster.name}`) },
    objects: objects.map((object) => ({ ...object, sideLoaded, ...allowOn(nameOf(object.json)) })),
  };
}

function external(json: unknown): ExternalFacts {
  const { kind, name, namespace, keys } = record(json);
  return {
    kind: text(kind) ?? '',
    name: text(name) ?? '',
    namespace: text(namespace),
    ...(Array.isArray(keys) && { keys: texts(keys) }),
  };
}

const secret = (json: unknown): ExternalFacts => {
  const { name, namespace } = record(json);
  return external({ kind: 'Secret', name, namespace, keys: madeKeys(json) });
};

function allowance(json: unknown): AllowedRule {
  const { rule, object, reason } = record(json);
  return { rule: text(rule) ?? '', object: text(object) ?? '', reason: text(reason) ?? '' };
}
