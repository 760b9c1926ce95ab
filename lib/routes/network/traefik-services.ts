import type { Named } from '../named';
import { called } from '../names';
import { interned, record, records, text, type Plain } from '../plain';
import { keyOf, originOf, type Origin } from './origin';
import { port } from './read';
import { BY_KUBERNETES, traefikName } from './traefik-names';
import type { Abroad, Backend } from './web-rules';

/** What an object of Traefik leads to. */
export interface Share {
  /** All of them are needed; the first one answers, or one of those among which requests are shared. */
  readonly backends: readonly Backend[];
  readonly abroad: readonly Abroad[];
  /** What cannot be followed in it. */
  readonly unread?: string;
  /** What of Traefik itself answers. */
  readonly inner?: string;
  /** The TraefikService that leads back to itself. */
  readonly circle?: Origin;
}

/** Something that is named in a field of an object. */
export interface NamedIn {
  readonly field: string;
  readonly said: Plain;
}

const NOTHING: Share = { backends: [], abroad: [] };

const lost = (unread: string): Share => ({ ...NOTHING, unread });

/** What Traefik makes of itself while its dashboard is on. */
const INNER: ReadonlySet<string> = new Set(['api@internal', 'dashboard@internal']);

/** No person puts more TraefikServices behind each other. */
const DEEPEST = 50;

/** Follows what a route of Traefik names to its Services, through every TraefikService between them. */
export function sharesOf(objects: readonly Named[]): (from: Origin, all: readonly NamedIn[]) => Share {
  const known = new Map(objects.map((one) => [keyOf(`${one.namespace}`, one.name), one]));
  const shares = new Map<string, Share>();
  let depth = 0;
  const follow = (from: Origin, all: readonly NamedIn[], by?: Origin): Share => {
    const parts = all.map((one) => followOne(from, one, by));
    return {
      // One that two lead to is one.
      backends: [...new Set(parts.flatMap(({ backends }) => backends))],
      abroad: [...new Set(parts.flatMap((part) => part.abroad))],
      unread: parts.find(({ unread }) => unread !== undefined)?.unread,
      inner: parts.find(({ inner }) => inner !== undefined)?.inner,
      circle: parts.find(({ circle }) => circle)?.circle,
    };
  };
  const followOne = (from: Origin, { field, said }: NamedIn, by?: Origin): Share => {
    const name = text(said.name);
    if (name === undefined) return NOTHING;
    const kind = said.kind ?? 'Service';
    const namespace = text(said.namespace) ?? from.namespace;
    if (kind === 'TraefikService') {
      const abroad = abroadOf({ kind, namespace, name }, from);
      if (name.includes('@')) return { backends: [], abroad, inner: INNER.has(name) ? name : undefined };
      const share = shareOf(namespace, name);
      return { ...share, abroad: [...abroad, ...share.abroad] };
    }
    // What is no Service of Kubernetes is left out: another provider of Traefik knows it.
    if (kind !== 'Service' || name.includes('@')) return NOTHING;
    const asked = port(said.port) ?? text(said.port);
    const transport = text(said.serversTransport);
    const backend = {
      namespace,
      service: name,
      port: asked,
      scheme: text(said.scheme),
      transport: transport?.includes('@') === false ? traefikName(namespace, transport) : transport,
      field,
      by,
    };
    return { backends: [backend], abroad: abroadOf({ kind, namespace, name }, from) };
  };
  const shareOf = (namespace: string, name: string): Share => {
    const key = keyOf(namespace, name);
    const found = shares.get(key);
    if (found) return found;
    const object = known.get(key);
    if (!object) return lost(`TraefikService ${key} does not stand in the app`);
    if (depth === DEEPEST) return lost(`TraefikService ${key} stands behind ${DEEPEST} others`);
    const own = originOf(object);
    shares.set(key, { ...lost(`${own.id} leads back to itself`), circle: own });
    depth++;
    const share = follow(own, servicesIn(object), own);
    depth--;
    const leads = share.backends.length > 0 || share.unread !== undefined;
    const whole = leads ? share : { ...share, unread: `${own.id} names no Service that we read` };
    shares.set(key, whole);
    return whole;
  };
  return follow;
}

/** What a TraefikService shares requests among, or where it leads and what gets copies. */
export function servicesIn({ json }: Pick<Named, 'json'>): readonly NamedIn[] {
  const { weighted, mirroring } = record(json.spec);
  if (weighted !== undefined) return listedIn('spec.weighted.services', record(weighted).services);
  const { mirrors, ...main } = record(mirroring);
  return [{ field: 'spec.mirroring', said: main }, ...listedIn('spec.mirroring.mirrors', mirrors)];
}

/** The members of a list, and where each stands. */
export const listedIn = (field: string, listed: unknown): readonly NamedIn[] =>
  records(listed).map((said, index) => ({ field: interned(`${field}[${index}]`), said }));

/** Of what another provider makes, Traefik ignores the namespace; what its own name hides, it does not take apart. */
export function abroadOf(
  one: Pick<Origin, 'kind' | 'namespace' | 'name'>,
  { namespace, id, kind: from }: Origin,
): readonly Abroad[] {
  const { kind, name } = one;
  if (name.endsWith(BY_KUBERNETES)) {
    const instead = 'write its name alone, and its namespace beside it';
    return [{ what: `${kind} "${name}" may stand in another namespace than ${id}`, instead }];
  }
  if (one.namespace === namespace || name.includes('@')) return [];
  const what = `${called(one)} stands in another namespace than ${id}`;
  return [{ what, instead: `put the ${from} into that namespace` }];
}
