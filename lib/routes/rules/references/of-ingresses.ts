import { ofKind, type Named } from '../../named';
import { middlewareNames, MIDDLEWARES_PATH } from '../../network/ingress-annotations';
import { middlewareNamed, writtenWhole } from '../../network/middlewares';
import { BY_KUBERNETES } from '../../network/traefik-names';
import { record, records, type Plain } from '../../plain';
import type { Site } from '../../world';
import { refer, type Reference, type Use } from './use';

/** A certificate that is not there. */
export const OWN_CERTIFICATE = { harm: 'so the controller answers with a certificate of its own', mild: true } as const;

/** What Ingresses refer to: certificates, and Middlewares in an annotation of Traefik's. */
export function* usesOfIngresses(site: Site): Iterable<Use> {
  for (const ingress of ofKind(site, 'Ingress')) {
    const { object, namespace, json } = ingress;
    const own = `${namespace}`;
    for (const found of middlewaresOf(site, own, ingress)) yield { object, ...found };
    for (const found of certificatesOf(json)) yield { object, namespace: own, ...OWN_CERTIFICATE, ...found };
  }
}

const certificatesOf = (json: Plain): readonly Reference[] =>
  records(record(json.spec).tls).flatMap((item, index) =>
    refer('Secret', item, `spec.tls[${index}]`, 'The TLS of its hosts', 'secretName'),
  );

function middlewaresOf(site: Site, own: string, ingress: Named): readonly Omit<Use, 'object'>[] {
  return middlewareNames(ingress).flatMap((reference) => {
    const place = writtenWhole(site, own, reference) ? undefined : middlewareNamed(site, own, reference);
    if (place === undefined) return [];
    const harm = 'so Traefik serves none of its rules';
    const namedIn = (namespace: string) => `"${namespace}-${place.name}${BY_KUBERNETES}"`;
    return [{ kind: 'Middleware', ...place, path: MIDDLEWARES_PATH, who: 'The Ingress', harm, namedIn }];
  });
}
