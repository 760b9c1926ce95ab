import type { Named } from '../named';
import { misspelt } from '../nearest';
import { record, text } from '../plain';
import type { Site } from '../world';
import { writtenWhole } from './middlewares';
import { originOf } from './origin';
import { ROUTER } from './traefik-names';
import type { Refusal, WebRule } from './web-rules';

/** What the annotations of an Ingress say to Traefik. */
interface Wishes extends Pick<WebRule, 'entryPoints' | 'tlsOnly' | 'middlewares'> {
  readonly priority?: number;
  readonly pathMatcher?: string;
}

const NONE: readonly string[] = [];
const NO_WISHES: Wishes = { tlsOnly: false, middlewares: NONE };

/** What an Ingress asks of Traefik beyond its own fields. */
export function wishesOf(annotations: unknown): Wishes {
  if (annotations === undefined) return NO_WISHES;
  const said = saidIn(annotations);
  const entryPoints = split(said.get('entrypoints'));
  const priority = Number(said.get('priority'));
  return {
    entryPoints: entryPoints.length > 0 ? entryPoints : undefined,
    tlsOnly: said.get('tls') === 'true' || said.has('tls.certresolver'),
    priority: Number.isInteger(priority) ? priority : undefined,
    middlewares: split(said.get('middlewares')),
    pathMatcher: said.get('pathmatcher'),
  };
}

/** What annotations say of the router, by their names in small letters: Traefik reads them in any case. */
function saidIn(annotations: unknown): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const [name, value] of Object.entries(record(annotations))) {
    if (name.startsWith(ROUTER) && typeof value === 'string') said.set(name.slice(ROUTER.length).toLowerCase(), value);
  }
  return said;
}

const split = (names: string | undefined) =>
  names === undefined ? NONE : names.split(',').flatMap((name) => text(name.trim()) ?? []);

/** Path of the annotation in which an Ingress names its Middlewares. */
export const MIDDLEWARES_PATH = `metadata.annotations.${ROUTER}middlewares`;

const annotationsOf = ({ json }: Named): unknown => record(json.metadata).annotations;

/** The Middlewares that an Ingress names, as Traefik calls them. */
export const middlewareNames = (ingress: Named): readonly string[] => wishesOf(annotationsOf(ingress)).middlewares;

/** What Traefik reads behind the beginning of its annotations, whatever the case of the letters. */
const KNOWN = ['entrypoints', 'middlewares', 'observability', 'pathmatcher', 'priority', 'rulesyntax', 'tls'];

/** Why Traefik serves none of the rules of an Ingress, where its annotations have it so. */
export function refusalIn(site: Site, ingress: Named): Refusal | undefined {
  const annotations = annotationsOf(ingress);
  if (annotations === undefined) return undefined;
  const [first, ...besides] = refusalsIn(site, ingress, annotations);
  return first && { ...first, besides };
}

function* refusalsIn(site: Site, ingress: Named, annotations: unknown): Iterable<Refusal> {
  const { facts, id, namespace } = originOf(ingress);
  for (const annotation of Object.keys(record(annotations))) {
    if (!annotation.startsWith(ROUTER)) continue;
    const [field, ...more] = annotation.slice(ROUTER.length).split('.') as [string, ...string[]];
    // A newer Traefik may know more.
    const meant = KNOWN.includes(field.toLowerCase()) ? undefined : misspelt(field, KNOWN);
    if (meant === undefined) continue;
    yield {
      why: `Traefik knows no annotation "${annotation}", so it passes over ${id}.`,
      fault: 'ingress-annotation-unknown',
      remedy: `Write "${ROUTER}${[meant, ...more].join('.')}".`,
      at: { facts, field: `metadata.annotations[${annotation}]` },
    };
  }
  for (const reference of middlewareNames(ingress)) {
    const whole = writtenWhole(site, namespace, reference);
    if (whole === undefined) continue;
    yield {
      why: `${id} names Middleware "${reference}", and Traefik finds none under that name, so it serves none of the rules.`,
      fault: 'middleware-name-incomplete',
      remedy: `Write "${whole}".`,
      at: { facts, field: MIDDLEWARES_PATH },
    };
  }
}
