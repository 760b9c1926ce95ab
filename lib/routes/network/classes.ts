import type { Named } from '../named';
import { record, text } from '../plain';
import type { ObjectFacts, Site } from '../world';
import { label } from './labels';
import type { Others } from './others';
import type { Traefik } from './traefik';

/** Who serves the Ingresses of a class. */
export type Server = 'traefik' | 'other' | 'nobody' | 'unknown';

/** Knows who serves which class of Ingress. */
export interface Classes {
  /** The class that an Ingress asks for, or the default one; empty where there is none. */
  readonly classOf: (ingress: ObjectFacts) => string;
  readonly serverOf: (ingressClass: string) => Server;
  /** Classes that are there, for a remedy. */
  readonly names: readonly string[];
}

const LEGACY = 'kubernetes.io/ingress.class';
const DEFAULT = 'ingressclass.kubernetes.io/is-default-class';

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
  if (traefik.runs !== 'no') {
    servers.set('traefik', traefik.runs === 'yes' ? 'traefik' : 'unknown');
    if (traefik.runs === 'yes') usual ||= 'traefik';
  }
  const strangers = traefik.runs === 'unknown' || others.ingressController;
  return {
    classOf: (ingress) => asked(ingress) ?? usual,
    serverOf: (name) => servers.get(name) ?? (strangers ? 'unknown' : 'nobody'),
    names: [...servers.keys()].sort(),
  };
}

function asked({ json }: ObjectFacts): string | undefined {
  const { spec, metadata } = record(json);
  return text(record(spec).ingressClassName) ?? label(record(metadata).annotations, LEGACY);
}
