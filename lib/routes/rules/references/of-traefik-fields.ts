import { ofKind } from '../../named';
import { TRAEFIK_GROUPS } from '../../network/traefik-names';
import { list, record, text } from '../../plain';
import type { Site } from '../../world';
import type { Referred } from '../../made';
import { OWN_CERTIFICATE } from './of-ingresses';
import type { Use } from './use';

/** A field that names an object in the namespace of its own; `[]` goes through a list. */
interface Field extends Pick<Use, 'who' | 'harm' | 'mild'> {
  readonly path: string;
  readonly kind: Referred;
}

const middleware = (path: string, who: string): Field => ({
  path,
  kind: 'Secret',
  who,
  harm: 'so Traefik serves no route that goes through it',
});
const transport = (path: string, kind: Referred = 'Secret'): Field => ({
  path,
  kind,
  who: 'The ServersTransport',
  harm: 'so Traefik speaks to its Services without it',
  mild: true,
});
const store = (path: string): Field => ({ path, kind: 'Secret', who: 'The TLSStore', ...OWN_CERTIFICATE });

const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  Middleware: [
    middleware('basicAuth.secret', 'The login'),
    middleware('digestAuth.secret', 'The login'),
    middleware('forwardAuth.tls.caSecret', 'The TLS of the login'),
    middleware('forwardAuth.tls.certSecret', 'The TLS of the login'),
  ],
  ServersTransport: [
    transport('certificatesSecrets[]'),
    transport('rootCAsSecrets[]'),
    transport('rootCAs[].secret'),
    transport('rootCAs[].configMap', 'ConfigMap'),
  ],
  TLSStore: [store('defaultCertificate.secretName'), store('certificates[].secretName')],
  TLSOption: [
    {
      path: 'clientAuth.secretNames[]',
      kind: 'Secret',
      who: 'The TLSOption',
      harm: 'so Traefik judges certificates of clients without it',
      mild: true,
    },
  ],
  IngressRoute: [
    {
      path: 'routes[].services[].serversTransport',
      kind: 'ServersTransport',
      who: 'A Service of a route',
      harm: 'so Traefik does not serve this route',
    },
  ],
};

/** What objects of Traefik name in fields of their own: logins, certificates, ways of speaking to Services. */
export function* usesInTraefik(site: Site): Iterable<Use> {
  for (const { object, group, kind, namespace, json } of ofKind(site, ...Object.keys(FIELDS))) {
    if (!TRAEFIK_GROUPS.includes(group)) continue;
    for (const { path, ...use } of FIELDS[kind]!) {
      for (const [at, value] of valuesAt(json.spec, 'spec', path.split('.'))) {
        const name = text(value);
        // With an @ it is whole, and may be of another provider.
        if (name !== undefined && !name.includes('@'))
          yield { object, namespace: `${namespace}`, name, path: at, ...use };
      }
    }
  }
}

/** The values of a field, and where each stands. */
function* valuesAt(
  value: unknown,
  at: string,
  [step, ...steps]: readonly string[],
): Iterable<readonly [string, unknown]> {
  if (step === undefined) return void (yield [at, value]);
  const key = step.replace('[]', '');
  const held = record(value)[key];
  const path = `${at}.${key}`;
  if (key === step) return yield* valuesAt(held, path, steps);
  for (const [index, item] of list(held).entries()) yield* valuesAt(item, `${path}[${index}]`, steps);
}
