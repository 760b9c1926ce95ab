import type { Named } from '../named';
import { record, text, type Plain } from '../plain';
import type { Site } from '../world';
import type { Asked, Classes, Server } from './asked';
import { label } from './labels';
import type { Others } from './others';
import { heeding } from './passed-over';
import { byOther, isServedOutside } from './served-outside';
import type { Traefik } from './traefik';

/** Says the class of an IngressRoute, and that of an Ingress before there were objects for it. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const ANNOTATED = `metadata.annotations.${CLASS_ANNOTATION}`;
const CONTROLLER = 'ingress controller of class';
const DEFAULT = 'ingressclass.kubernetes.io/is-default-class';

/** What Traefik reads of that annotation where it is told no class, whatever its own class is called. */
const OWN: ReadonlySet<string | undefined> = new Set([undefined, '', 'traefik']);

/** Reads the IngressClasses of the app beside the one that Traefik brings. */
export function classesOf(site: Site, named: readonly Named[], traefik: Traefik, others: Others): Classes {
  const servers = new Map<string, Server>();
  const controllers = new Map<string, string>();
  for (const { kind, name } of site.externals) if (kind === 'IngressClass') servers.set(name, 'other');
  let usual = '';
  for (const { group, name, json } of named) {
    if (group !== 'networking.k8s.io') continue;
    const controller = text(record(json.spec).controller) ?? '(no name)';
    const ofTraefik = controller === 'traefik.io/ingress-controller';
    if (!ofTraefik) controllers.set(name, controller);
    servers.set(name, ofTraefik && traefik.reads === 'yes' ? 'traefik' : 'other');
    if (label(record(json.metadata).annotations, DEFAULT) === 'true') usual = name;
  }
  const own = traefik.ingressClass;
  if (traefik.reads !== 'no') {
    servers.set(own, traefik.reads === 'yes' ? 'traefik' : 'unknown');
    if (traefik.reads === 'yes') usual ||= own;
  }
  const stranger: Server = traefik.reads === 'unknown' || others.hiddenClasses ? 'unknown' : 'nobody';
  // Many a controller takes what names no class.
  const classless: Server = others.ingressController ? 'unknown' : stranger;
  const names = [...servers.keys()].sort().join(', ');
  const instead = names === '' ? undefined : `Use a class that is there: ${names}.`;
  const asked = (ingressClass: string, server: Server, field: string): Asked => {
    const known = ingressClass === own || ingressClass === '';
    const by = server === 'other' ? controllers.get(ingressClass) : undefined;
    const unsure = known && server === 'unknown' ? traefik.unsure : undefined;
    const why = by === undefined ? unsure : `Class ${ingressClass} is served by ${by}, whose rules are not followed.`;
    const controller = known ? 'Traefik' : `${CONTROLLER} ${ingressClass}`;
    return { ingressClass, server, why, controller, field, instead };
  };
  const served = (ingressClass: string, field: string) =>
    asked(ingressClass, servers.get(ingressClass) ?? (ingressClass === '' ? classless : stranger), field);
  const ofIngress = ({ spec, metadata }: Plain): Asked => {
    const named = text(record(spec).ingressClassName);
    const annotated = label(record(metadata).annotations, CLASS_ANNOTATION);
    if (named !== undefined || annotated === undefined) return served(named ?? usual, 'spec.ingressClassName');
    if (annotated === traefik.ingresses.ingressClass && traefik.reads === 'yes') {
      return asked(annotated, 'traefik', ANNOTATED);
    }
    return served(OWN.has(annotated) ? own : annotated, ANNOTATED);
  };
  const ofRoute = ({ metadata }: Plain, kind: string): Asked => {
    const annotated = label(record(metadata).annotations, CLASS_ANNOTATION);
    const wanted = traefik.routes.ingressClass;
    if (wanted === undefined ? OWN.has(annotated) : annotated === wanted) return served(own, ANNOTATED);
    const ingressClass = annotated ?? '';
    // Whoever sets a class for Traefik, or declares one, may well run another one beside it.
    const elsewhere = wanted !== undefined || servers.get(ingressClass) === 'other';
    const leave = `Leave out the annotation ${CLASS_ANNOTATION}: Traefik reads an ${kind} without it.`;
    return { ...asked(ingressClass, elsewhere ? 'unknown' : stranger, ANNOTATED), instead: instead && leave };
  };
  const heed = heeding(traefik, others);
  return (rule) => {
    const found = (rule.kind === 'Ingress' ? ofIngress : ofRoute)(record(rule.facts.json), rule.kind);
    const { server, ingressClass, instead, controller } = found;
    const outside = server === 'nobody' && isServedOutside(site, traefik, rule, OWN.has(ingressClass), instead);
    return outside ? { ...found, ...byOther(controller) } : heed(found, rule);
  };
}
