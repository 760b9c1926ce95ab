import { heldStatus } from '../held';
import { madeBy } from '../made';
import { called } from '../names';
import { namesOperated } from '../operators';
import type { Hop } from '../route';
import type { End } from './ends';
import { faultsOfMiddleware } from './middleware-faults';
import { middlewaresAlong, middlewareOf } from './middlewares';
import type { Network, WebWay } from './network';
import { refusalOf } from './refusal';
import { isAsked } from './services';
import { spokenTo } from './spoken';
import type { Lost } from './targets';
import { requestsOf, type Backend, type WebRule } from './web-rules';

/** Follows a request from the rule that takes it to the pods. */
export function endOfRule(network: Network, web: WebWay): End {
  const { rule, target } = web;
  const stop = firstStop(network, web);
  if (stop) return { ...stop, hops: [hopOf(web)], workloads: [] };
  if (!('port' in target)) {
    const hops: readonly Hop[] = [hopOf(web), { kind: 'address', name: `${rule.inner} of Traefik` }];
    return { status: 'complete', hops, workloads: [] };
  }
  const { service, port } = target;
  const { status, hops, why, fault, workloads, port: served } = network.ends(service, port);
  return { status, hops: [hopOf(web, port.port)].concat(hops), why, fault, workloads, port: served };
}

function hopOf({ rule, byTraefik, target }: WebWay, next?: number): Hop {
  const [{ by } = {}] = rule.backends as readonly Partial<Backend>[];
  const spoken = rule.speaks === 'http' && byTraefik && 'port' in target ? spokenTo(target, rule) : 'http';
  const aloud = spoken === 'http' ? '' : `, speaks ${spoken} to the pods`;
  const over = by ?? rule.through;
  const note = `${requestsOf(rule)}${over ? `, through ${over.id}` : ''}${aloud}`;
  return { kind: 'ingress-rule', name: rule.id, where: rule.facts.where, note, next };
}

/** Why a request comes no further than a rule. */
type Stop = Pick<End, 'status' | 'why' | 'fault'>;
type Stopper = (network: Network, web: WebWay) => Stop | undefined;

const atRefusal: Stopper = (network, web) => {
  const refusal = refusalOf(network, web);
  return refusal && { status: 'broken', why: refusal.why, fault: refusal.fault };
};

/** The first Middleware of a rule that nothing makes, or that lets no request through. */
const atMiddleware: Stopper = (network, { byTraefik, rule }) => {
  const { site } = network;
  const { id, namespace: own, middlewares } = rule;
  // What could not be read may make it.
  if (!byTraefik || middlewares.length === 0 || site.partial) return undefined;
  const kind = middlewareOf(rule.kind);
  for (const { namespace, name, object } of middlewaresAlong(site, kind, own, middlewares)) {
    const middleware = called({ kind, namespace, name });
    if (!madeBy(site).has(kind, namespace, name)) {
      const why = `${id} asks for ${middleware}, which nothing makes.`;
      return { status: heldStatus(site, rule.facts), why, fault: 'reference-missing' };
    }
    const [fault] = object ? faultsOfMiddleware(network)(object) : [];
    if (!fault) continue;
    const status = fault.lacks === undefined ? 'broken' : heldStatus(site, rule.facts);
    return { status, why: `${middleware} lets no request through: ${fault.why}.`, fault: fault.fault };
  }
  return undefined;
};

const atWhatIsUnread: Stopper = (_, { rule }) =>
  rule.unread ? { status: 'unknown', why: `${rule.id}: ${rule.unread}.` } : undefined;

/** Another rule that answers in its place, or may. */
const atClash: Stopper = (_, { rule, clash }) => {
  if (!clash) return undefined;
  const { kind, by } = clash;
  if (kind === 'shadowed') {
    const why = `${by.id} answers every request of this rule first.`;
    return { status: 'broken', why, fault: 'ingress-path-shadowed' };
  }
  const same = rule.speaks === 'http' ? 'the same host and path' : requestsOf(rule);
  const claims = kind === 'tie' ? 'is asked with the same priority' : `claims ${same}`;
  return {
    status: rule.facts.declared && by.facts.declared ? 'broken' : 'unknown',
    why: `${by.id} ${claims}, so which of the two answers is left to chance.`,
    fault: kind === 'tie' ? 'ingress-path-shadowed' : 'ingress-rule-duplicate',
  };
};

const isOfTraefik = ({ backends, inner }: WebRule) => backends.length === 0 && inner !== undefined;

const atTarget: Stopper = (network, { rule, target }) => {
  if (isOfTraefik(rule)) {
    const why = `${rule.id} leads to ${rule.inner}, and api.dashboard is off.`;
    return network.traefik.dashboard ? undefined : { status: 'unknown', why };
  }
  if ('unknown' in target) return { status: 'unknown', why: `${rule.id}: ${target.unknown}.` };
  if ('port' in target) return undefined;
  const status = heldStatus(network.site, rule.facts);
  const why = (status === 'broken' ? undefined : madeLater(network, target)) ?? missingBackend(rule, target);
  return { status, why, fault: 'ingress-backend-missing' };
};

/** In their order: what is asked first is said first. */
const STOPPERS: readonly Stopper[] = [atRefusal, atMiddleware, atWhatIsUnread, atClash, atTarget];

function firstStop(network: Network, web: WebWay): Stop | undefined {
  for (const stopper of STOPPERS) {
    const stop = stopper(network, web);
    if (stop) return stop;
  }
  return undefined;
}

/** Who may make a Service that is not in the app; undefined where nothing there makes any. */
function madeLater({ site, others }: Network, { service, backend }: Lost): string | undefined {
  const operated = namesOperated(site, [backend.service]);
  if (service || !(operated || others.bringsMore)) return undefined;
  const maker = operated ? 'an operator' : 'what it installs';
  return `The app has no Service ${backend.namespace}/${backend.service}; ${maker} may make it.`;
}

/** What is missing behind a rule. */
export function missingBackend({ kind }: WebRule, { service, backend }: Lost): string {
  const { service: name, namespace, port } = backend;
  if (!service) return `No Service ${namespace}/${name} exists.`;
  const asked = service.ports.filter((one) => isAsked(one, port));
  if (asked[0] && asked.every(({ protocol }) => protocol !== 'tcp')) {
    const { port: number, protocol } = asked[0];
    return `Port ${number} of ${service.id} speaks ${protocol.toUpperCase()}, and the rule speaks HTTP, which is TCP.`;
  }
  if (port !== undefined) return `${service.id} has no port ${typeof port === 'number' ? port : `named "${port}"`}.`;
  return kind === 'Ingress'
    ? `${service.id} has several ports, and the rule names none.`
    : `The route names no port of ${service.id}.`;
}
