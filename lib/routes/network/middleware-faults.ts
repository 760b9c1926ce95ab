import { madeBy } from '../made';
import type { Misfit } from '../misfit';
import type { Named } from '../named';
import { called, isSystemNamespace } from '../names';
import { namesOperated } from '../operators';
import { memo, record, text, type Plain } from '../plain';
import { usualPort } from '../port';
import { someOf } from '../some-of';
import type { Site } from '../world';
import { allowListOf, isLoopbackAlone, isNoRange, PRIVATE } from './allow-lists';
import type { Fault } from './fault';
import { faultOfLines } from './login-lines';
import type { Network } from './network';
import { keyOf } from './origin';
import { port } from './read';
import { isAsked, isHeadless, serviceAt, type Service } from './services';

/** Why no request comes through a Middleware. */
export interface MiddlewareFault extends Misfit {
  /** The rule that tells it. */
  readonly fault: Extract<Fault, 'middleware-broken' | 'reference-missing'>;
  /** Where in the object it stands. */
  readonly field: string;
  /** The name of what something outside the app may make; absent where the Middleware itself is wrong. */
  readonly lacks?: string;
}

/** What is wrong with a Middleware, so that Traefik serves no route that goes through it, or answers each request with 500. */
export const faultsOfMiddleware = memo((network: Network) =>
  memo((named: Named): readonly MiddlewareFault[] => [faultOf(network, named)].filter((fault) => fault !== undefined)),
);

function faultOf(network: Network, named: Named): MiddlewareFault | undefined {
  const { json, namespace, kind } = named;
  const spec = record(json.spec);
  const own = `${namespace}`;
  const does = Object.keys(spec).filter((key) => spec[key] !== undefined && spec[key] !== null);
  const [first, ...others] = does;
  if (first === undefined) {
    return sure(
      'spec',
      'its spec is empty, and Traefik refuses it',
      `Write what it does, such as ${kind === 'Middleware' ? 'stripPrefix or headers' : 'inFlightConn'}.`,
    );
  }
  if (others.length > 0) {
    // One of TCP does the last of them alone.
    if (kind === 'MiddlewareTCP') return undefined;
    const why = `it holds ${does.join(' and ')}, and Traefik refuses a Middleware that does more than one thing`;
    return sure('spec', why, 'Make a Middleware of each, and name all of them in the routes.');
  }
  if (first === 'basicAuth' || first === 'digestAuth')
    return faultOfLogin(network.site, own, first, record(spec[first]));
  if (first === 'errors') return faultOfPages(network, own, record(record(spec.errors).service));
  if (first === 'forwardAuth') return faultOfAuthority(network, own, text(record(spec.forwardAuth).address) ?? '');
  return faultOfAllowList(network.site, named);
}

const sure = (field: string, why: string, remedy: string): MiddlewareFault => ({
  fault: 'middleware-broken',
  field,
  why,
  remedy,
});

/** Whom it admits: nobody, where no request comes from there. */
function faultOfAllowList(site: Site, named: Named): MiddlewareFault | undefined {
  const allowed = allowListOf(named);
  if (!allowed) return undefined;
  const field = `spec.${allowed.field}.sourceRange`;
  const { ranges } = allowed;
  const usual = `sourceRange: [${PRIVATE.join(', ')}], in which lie the addresses of docker and of pods`;
  if (ranges.length === 0)
    return sure(field, 'it names no address that it admits, and Traefik refuses it', `Write ${usual}.`);
  const strange = ranges.find(isNoRange);
  if (strange !== undefined) {
    const why = `it admits "${strange}", which is neither an address nor a range of them, and Traefik refuses it`;
    return sure(field, why, 'Write addresses such as 10.9.8.7, or ranges such as 10.0.0.0/8.');
  }
  if (!site.cluster || !isLoopbackAlone(allowed)) return undefined;
  const why = `it admits ${ranges.join(', ')} alone, and every request comes to Traefik from an address of docker or of a pod`;
  return sure(field, why, `Write ${usual}, and bind the host port to 127.0.0.1, which keeps other machines out.`);
}

/** The type of a Secret that has a name and a password in keys of their own. */
const NAMED_LOGIN = 'kubernetes.io/basic-auth';

/** Traefik reads lines of htpasswd from the only key of a Secret, or a name and a password from a Secret of that type. */
function faultOfLogin(site: Site, own: string, kind: string, said: Plain): MiddlewareFault | undefined {
  const field = `spec.${kind}.secret`;
  const name = text(said.secret);
  if (name === undefined) return sure(field, 'it names no Secret', `Write ${field}.`);
  const made = madeBy(site);
  const [object] = made.objects('Secret', own, name);
  if (!made.has('Secret', own, name)) {
    const why = `nothing makes its Secret "${name}"`;
    return {
      ...sure(field, why, `Make Secret "${name}" in namespace "${own}".`),
      fault: 'reference-missing',
      lacks: name,
    };
  }
  const keys = [...(made.keys('Secret', own, name) ?? [])];
  if (!object || keys.length === 0) return undefined;
  const typed = object.json.type === NAMED_LOGIN && kind === 'basicAuth';
  const named = keys.includes('username') && keys.includes('password');
  if (typed && named) return undefined;
  if (!typed && keys.length === 1) {
    const fault = faultOfLines(kind, said, object.json, keys[0]!);
    return fault && sure(field, `its Secret "${name}" ${fault.has}`, fault.remedy);
  }
  const has = `its Secret "${name}" has ${keys.length === 1 ? 'the key' : 'the keys'} ${someOf(keys, 4)}`;
  if (typed)
    return sure(field, `${has}, and Traefik takes "username" and "password" from one of that type`, 'Write both keys.');
  const lines = 'Keep one key, with a line "name:hash" for each login, as htpasswd prints them';
  const remedy = named && kind === 'basicAuth' ? `Write type: ${NAMED_LOGIN} in the Secret.` : `${lines}.`;
  return sure(field, `${has}, and Traefik takes a login from a Secret with one key`, remedy);
}

/** The Service whose pages are shown instead of errors. */
function faultOfPages(network: Network, own: string, said: Plain): MiddlewareFault | undefined {
  const name = text(said.name);
  if (name === undefined || name.includes('@') || (said.kind ?? 'Service') !== 'Service') return undefined;
  const field = 'spec.errors.service';
  const namespace = text(said.namespace) ?? own;
  const service = serviceAt(network.services, namespace, name);
  if (!service) return withoutService(network, field, namespace, name, 'it shows the pages of');
  const asked = port(said.port) ?? text(said.port);
  const [first] = service.ports;
  if (!first || (asked !== undefined && service.ports.some((one) => isAsked(one, asked)))) return undefined;
  const why = `it shows the pages of ${service.id}, ${asked === undefined ? 'of which it names no port' : `which has no port ${asked}`}`;
  return sure(field, why, `Write port: ${first.port}.`);
}

/** The parts of an address in the cluster, as they are written. */
interface Asked {
  readonly scheme: string;
  readonly name: string;
  readonly space?: string;
  readonly svc?: string;
  readonly number?: string;
  /** Path and query. */
  readonly rest: string;
}

/** An address in the cluster: a Service, alone or with its namespace. */
const ADDRESS =
  /^(?<scheme>https?:\/\/)(?<name>[a-z0-9-]+)(?:\.(?<space>[a-z0-9-]+)(?<svc>\.svc(?:\.cluster\.local)?)?)?(?::(?<number>\d+))?(?<rest>(?:[/?#].*)?)$/s;

/** Whom Traefik asks about each request: where it gets no answer, it answers 500. */
function faultOfAuthority(network: Network, own: string, address: string): MiddlewareFault | undefined {
  const asked = ADDRESS.exec(address)?.groups as unknown as Asked | undefined;
  if (!asked) return undefined;
  const { scheme, name, space, svc } = asked;
  const field = 'spec.forwardAuth.address';
  if (space === undefined) {
    // A name alone is looked for beside Traefik.
    const meant = serviceAt(network.services, own, name);
    if (!meant || own === 'kube-system') return undefined;
    const why = `Traefik looks for "${name}" in its own namespace, and ${called(meant)} stands in another`;
    return sure(field, why, `Write "${scheme}${name}.${own}${address.slice(`${scheme}${name}`.length)}".`);
  }
  const service = serviceAt(network.services, space, name);
  if (service) return faultOfAuthorityPort(field, service, asked);
  const inCluster = svc !== undefined || network.services.some(({ namespace }) => namespace === space);
  return inCluster ? withoutService(network, field, space, name, WAITS) : undefined;
}

const WAITS = 'each request waits for the word of';

/** Where the name leads to the pods themselves, or out of the cluster, whoever answers has ports of its own. */
function faultOfAuthorityPort(field: string, service: Service, asked: Asked): MiddlewareFault | undefined {
  const { scheme, name, space, svc = '', number = usualPort(scheme.replace('://', '')), rest } = asked;
  const { id, ports, type } = service;
  const [first] = ports;
  if (!first || type === 'ExternalName' || isHeadless(service) || ports.some(({ port }) => port === Number(number)))
    return undefined;
  const meant = ports.find(({ target }) => target === Number(number));
  const whose = meant ? ': that is the port of its pods' : '';
  const why = `${WAITS} ${id}, which has no port ${number}${whose}`;
  return sure(field, why, `Write "${scheme}${name}.${space}${svc}:${(meant ?? first).port}${rest}".`);
}

/** Nothing, where something outside the app, a chart or an operator may make the Service. */
function withoutService(
  { site, others }: Network,
  field: string,
  namespace: string,
  name: string,
  use: string,
): MiddlewareFault | undefined {
  const brought = others.bringsMore || isSystemNamespace(namespace) || namesOperated(site, [name]);
  if (brought || madeBy(site).elsewhere('Service', namespace, name)) return undefined;
  const key = keyOf(namespace, name);
  return {
    ...sure(field, `${use} Service ${key}, which nothing makes`, `Add Service ${key} to the app`),
    lacks: name,
  };
}
