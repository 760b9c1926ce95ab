import { ofKind } from '../../named';
import { GATEWAY_API, GATEWAY_ROUTES } from '../../network/gateway/api';
import { record, records, text } from '../../plain';
import type { Site } from '../../world';
import { refer, type Use } from './use';

/** What the kinds of the Gateway API refer to: routes to Gateways and Middlewares, Gateways to certificates. */
export function* usesOfGateways(site: Site): Iterable<Use> {
  for (const { object, group, kind, namespace, json } of ofKind(site, 'Gateway', ...GATEWAY_ROUTES)) {
    if (group !== GATEWAY_API) continue;
    const own = `${namespace}`;
    const spec = record(json.spec);
    for (const [index, parent] of records(spec.parentRefs).entries()) {
      if ((parent.group ?? GATEWAY_API) !== GATEWAY_API || (parent.kind ?? 'Gateway') !== 'Gateway') continue;
      for (const found of refer('Gateway', parent, `spec.parentRefs[${index}]`, `The ${kind}`)) {
        yield { object, namespace: text(parent.namespace) ?? own, harm: 'so nothing serves it there', ...found };
      }
    }
    for (const [index, { tls }] of records(spec.listeners).entries()) {
      for (const [at, certificate] of records(record(tls).certificateRefs).entries()) {
        const path = `spec.listeners[${index}].tls.certificateRefs[${at}]`;
        if ((certificate.kind ?? 'Secret') !== 'Secret') continue;
        for (const found of refer('Secret', certificate, path, `Listener ${index + 1}`)) {
          yield { object, namespace: text(certificate.namespace) ?? own, harm: 'so it takes no request', ...found };
        }
      }
    }
    for (const [index, { filters }] of records(spec.rules).entries()) {
      for (const [at, { extensionRef }] of records(filters).entries()) {
        const path = `spec.rules[${index}].filters[${at}].extensionRef`;
        if (record(extensionRef).kind !== 'Middleware') continue;
        for (const found of refer('Middleware', extensionRef, path, `Rule ${index + 1}`)) {
          yield { object, namespace: own, harm: 'so Traefik does not serve this rule', stops: [object], ...found };
        }
      }
    }
  }
}
