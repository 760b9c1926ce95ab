import type { Named } from '../named';
import { record, text, type Plain } from '../plain';
import type { Site } from '../world';
import { label } from './labels';
import type { Others } from './others';
import type { Traefik } from './traefik';
import type { WebRule } from './web-rules';

/** Who serves the Ingresses of a class. */
export type Server = 'traefik' | 'other' | 'nobody' | 'unknown';

/** The class that a rule asks for, and who serves it. */
export interface Asked {
  /** The default one where the rule names none; empty where there is none. */
  readonly ingressClass: string;
  readonly server: Server;
}

/** Knows who serves which rule. */
export interface Classes {
  readonly askedBy: (rule: WebRule) => Asked;
  /** Classes that are there, for a remedy. */
  readonly names: readonly string[];
}

/** Says the class of an IngressRoute, and that of an Ingress before there were objects for it. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const DEFAULT = 'ingressclass.kubernetes.io/is-default-class';

/** What Traefik reads of that annotation where it is told no class, whatever its own class is called. */
const OWN: ReadonlySet<string | undefined> = new Set([undefined, '', 'traefik']);

/** Reads the IngressClasses of the app beside the one that Traefik brings. */
export function classesOf({ externals }: Site, named: readonly Named[], traefik: Traefik, others: Others): Classes {
  const servers = new Map<string, Server>();
  for (const { kind, name } of externals) if (kind === 'IngressClass') servers.set(name, 'other');
  let usual = '';
  for (const { group, name, json } of named) {
    if (group !== 'networking.k8s.io') continue;
    const ofTraefik = text(record(json.spec).controller) === 'traefik.io/ingress-controller';
    servers.set(name, ofTraefik && traefik.runs === 'yes' ? 'traefik' : 'other');
    if (label(record(json.metadata).annotations, DEFAULT) === 'true') usual = name;
  }
  const own = traefik.ingressClass;
  if (traefik.runs !== 'no') {
    servers.set(own, traefik.runs === 'yes' ? 'traefik' : 'unknown');
    if (traefik.runs === 'yes') usual ||= own;
  }
  const stranger: Server = traefik.runs === 'unknown' || others.ingressController ? 'unknown' : 'nobody';
  const served = (ingressClass: string): Asked => ({ ingressClass, server: servers.get(ingressClass) ?? stranger });
  const ofIngress = ({ spec, metadata }: Plain): Asked => {
    const named = text(record(spec).ingressClassName);
    const annotated = label(record(metadata).annotations, CLASS_ANNOTATION);
    if (named === undefined && annotated === undefined) return served(usual);
    return served(named ?? (OWN.has(annotated) ? own : annotated!));
  };
  const ofRoute = ({ metadata }: Plain): Asked => {
    const annotated = label(record(metadata).annotations, CLASS_ANNOTATION);
    const wanted = traefik.routes.ingressClass;
    if (wanted === undefined ? OWN.has(annotated) : annotated === wanted) return served(own);
    const ingressClass = annotated ?? '';
    // Whoever sets a class for Traefik, or declares one, may well run another one beside it.
    const elsewhere = wanted !== undefined || servers.get(ingressClass) === 'other';
    return { ingressClass, server: elsewhere ? 'unknown' : stranger };
  };
  return {
    askedBy: ({ kind, facts }) => {
      if (kind === 'HTTPRoute') return { ingressClass: own, server: 'unknown' };
      return kind === 'Ingress' ? ofIngress(record(facts.json)) : ofRoute(record(facts.json));
    },
    names: [...servers.keys()].sort(),
  };
}
