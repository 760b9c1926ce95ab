import { lawTable } from './table';

const apiVersion = 'gateway.networking.k8s.io/v1';
const metadata = { name: 'web' };
const backend = { name: 'web', port: 80, weight: 1 };
const of = (kind: string, spec: object) => ({ apiVersion, kind, metadata, spec });

const R = 'spec.rules.0';
const prefix = { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' };
const rewrite = { type: 'URLRewrite', urlRewrite: { path: prefix } };
const redirect = { type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301, port: 8443 } };
const header = (name: string) => ({
  type: 'RequestHeaderModifier',
  requestHeaderModifier: { add: [{ name, value: 'x' }] },
});

// prettier-ignore
describe('the Gateway API', () => {
  lawTable(
    {
      Gateway: of('Gateway', {
        gatewayClassName: 'traefik',
        listeners: [
          { name: 'web', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
          { name: 'shop', port: 80, protocol: 'HTTP', hostname: 'shop.example' },
          { name: 'websecure', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'web' }] } },
          { name: 'through', port: 8443, protocol: 'TLS', tls: { mode: 'Passthrough' } },
          { name: 'db', port: 5432, protocol: 'TCP' },
        ],
      }),
      HTTPRoute: of('HTTPRoute', {
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/a' }, headers: [{ name: 'X-A', value: 'b' }] }],
            filters: [header('X-B'), rewrite, { type: 'example.com/Own' }],
            backendRefs: [backend, { group: 'traefik.io', kind: 'TraefikService', name: 'both' }],
            timeouts: { request: '10s', backendRequest: '500ms' },
          },
        ],
      }),
      TLSRoute: of('TLSRoute', { hostnames: ['a.example'], rules: [{ backendRefs: [backend] }] }),
    },
    [
      ['Gateway', 'spec.listeners.0.port', 0, '$ is 0: a port lies between 1 and 65535. Write a number from 1 to 65535.'],
      ['Gateway', 'spec.listeners.0.name', 'Web', '$ is "Web": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "web".'],
      ['Gateway', 'spec.listeners.1.name', 'web', '$ is "web": listener 1 has this name too. Write another name.'],
      ['Gateway', 'spec.listeners.1.hostname', undefined, 'spec.listeners[1].port is 80: listener 1 has this port with the same protocol and host name. Write another port, or another host name.'],
      ['Gateway', 'spec.listeners.0.tls', { certificateRefs: [{ name: 'web' }] }, '$ must not stand here: the protocol is HTTP. Remove it, or write protocol: HTTPS.'],
      ['Gateway', 'spec.listeners.0.tls', null],
      ['Gateway', 'spec.listeners.2.tls', { mode: 'Terminate' }, '$.certificateRefs is missing: whoever ends TLS has a certificate. Add certificateRefs with the name of a Secret.'],
      ['Gateway', 'spec.listeners.2.tls', { options: { 'example.com/own': 'x' } }],
      ['Gateway', 'spec.listeners.2.tls', { mode: 'Passthrough' }, '$.mode is "Passthrough": a listener of HTTPS reads what it passes on. Write protocol: TLS.'],
      ['Gateway', 'spec.listeners.4.hostname', 'db.example', '$ must not stand here: nobody says a name over TCP. Remove it.'],
      ['Gateway', 'spec.listeners.0.allowedRoutes.namespaces.from', 'all', '$ is "all": the API knows no such value. Write "All".'],
      ['Gateway', 'spec.listeners.0.allowedRoutes.namespaces.from', 'Others'],
      ['HTTPRoute', `${R}.backendRefs.0.port`, undefined, '$ is missing: a Service is reached at a port. Add port, for example port: 80.'],
      ['HTTPRoute', `${R}.backendRefs.0.port`, 70_000, '$ is 70000: a port lies between 1 and 65535. Write a number from 1 to 65535.'],
      ['HTTPRoute', `${R}.backendRefs.0.weight`, -1, '$ is -1: a weight lies between 0 and 1000000. Write a number from 0 to 1000000.'],
      ['HTTPRoute', `${R}.filters.0`, header('X A'), '$.requestHeaderModifier.add[0].name is "X A": this is no name of a header. Write a name such as "X-Check".'],
      ['HTTPRoute', `${R}.matches.0.headers.0.name`, 'a b', '$ is "a b": this is no name of a header. Write a name such as "X-Check".'],
      ['HTTPRoute', `${R}.filters.0`, { type: 'RequestHeaderModifier' }, '$.requestHeaderModifier is missing: the type RequestHeaderModifier says it there. Add requestHeaderModifier.'],
      ['HTTPRoute', `${R}.filters.0`, { ...header('X-B'), requestMirror: { backendRef: backend } }, '$.requestMirror must not stand here: the type is RequestHeaderModifier. Remove it, or write another type.'],
      ['HTTPRoute', `${R}.filters.2`, header('X-C'), '$.type is "RequestHeaderModifier": filter 1 has this type too. Write both into one filter.'],
      ['HTTPRoute', `${R}.filters.2`, { type: 'example.com/Own' }],
      ['HTTPRoute', `${R}.filters.0`, redirect, `$.type is "RequestRedirect": URLRewrite stands beside it, and a request goes on or is sent away. Remove one of the two.`, 'spec.rules[0].backendRefs must not stand here: a rule that redirects leads nowhere else. Remove it, or remove the redirect.'],
      ['HTTPRoute', `${R}.filters`, undefined],
      ['HTTPRoute', R, { filters: [redirect] }],
      ['HTTPRoute', R, { filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 200 } }] }, '$.filters[0].requestRedirect.statusCode is 200: it is no status of a redirect. Write one of 301, 302, 303, 307, 308.'],
      ['HTTPRoute', `${R}.matches`, undefined],
      ['HTTPRoute', `${R}.matches.0.path`, undefined],
      ['HTTPRoute', `${R}.matches.0.path.type`, 'Exact', 'spec.rules[0].filters[1].urlRewrite.path.type is "ReplacePrefixMatch": it is the prefix of the one match of the rule that is replaced. Write one match with a path of type PathPrefix, or type: ReplaceFullPath.'],
      ['HTTPRoute', `${R}.filters.1.urlRewrite.path`, { type: 'ReplaceFullPath' }, '$.replaceFullPath is missing: the type is ReplaceFullPath. Add replaceFullPath.'],
      ['HTTPRoute', `${R}.filters.1.urlRewrite.path`, { ...prefix, replaceFullPath: '/' }, '$.replacePrefixMatch stands beside replaceFullPath: a path has only one of them. Remove replaceFullPath, or remove replacePrefixMatch.'],
      ['HTTPRoute', `${R}.filters.1.urlRewrite.path`, { type: 'example.com/Own' }],
      ['HTTPRoute', `${R}.timeouts.request`, '5', '$ is "5": this is no time. Write a time such as "10s".'],
      ['HTTPRoute', `${R}.timeouts.backendRequest`, '1m', '$ is "1m": the whole request has 10s. Write at most "10s".'],
      ['HTTPRoute', `${R}.timeouts.backendRequest`, undefined],
      ['HTTPRoute', `${R}.timeouts.request`, '0s'],
      ['TLSRoute', `${R}.backendRefs.0`, { name: 'web', kind: 'Service', group: '' }, '$.port is missing: a Service is reached at a port. Add port, for example port: 80.'],
    ],
  );
});
