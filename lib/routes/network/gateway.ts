import type { Named } from '../named';
import { record, records, text, texts } from '../plain';
import { originOf } from './origin';
import type { WebRule } from './web-rules';

/** True for a rule of the Gateway API. */
export const isHttpRoute = ({ group, kind }: Named) => group === 'gateway.networking.k8s.io' && kind === 'HTTPRoute';

/** One rule a host name. Who serves its Gateway is not known from the app, so nothing more is read. */
export function rulesOfHttpRoute(named: Named): readonly WebRule[] {
  const spec = record(named.json.spec);
  const gateway = text(record(records(spec.parentRefs)[0]).name) ?? '(no name)';
  const hosts: readonly (string | undefined)[] = texts(spec.hostnames);
  return (hosts.length > 0 ? hosts : [undefined]).map((host, h) => ({
    ...originOf(named),
    field: `spec.hostnames[${h}]`,
    speaks: 'http',
    path: '/',
    matcher: 'other',
    tlsOnly: false,
    precedence: 0,
    backends: [],
    fallback: false,
    middlewares: [],
    unread: `who serves Gateway ${gateway} does not stand in the app`,
    host,
  }));
}
