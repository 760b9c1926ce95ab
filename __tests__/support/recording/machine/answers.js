'use strict';
// What comes back from a port of this machine, by the way that a request really takes.
const { openSockets } = require('./clusters');
const { isReady, podsOf, selected } = require('./workloads');

/** What a Service answers; undefined where there is none on that port. */
function answerFor(state, cluster, { namespace, name, port }) {
  const service = cluster.objects.find(
    ({ kind, metadata }) =>
      kind === 'Service' && metadata.name === name && (metadata.namespace ?? 'default') === namespace,
  );
  if (!service || (port !== undefined && !service.spec.ports.some((one) => one.port === port))) return undefined;
  const ready = selected(service, podsOf(state, cluster)).some(isReady);
  return ready ? { status: 200, body: `hello from ${name}\n` } : { status: 503, body: 'no available server\n' };
}

const matches = (rule, host, path) =>
  (rule.host === undefined ||
    rule.host === host ||
    (rule.host.startsWith('*.') && host.endsWith(rule.host.slice(1)))) &&
  rule.http.paths.some((one) => path.startsWith(one.path ?? '/'));

/** Traefik: the rule of an Ingress, or the page that it has for strangers. */
function byIngress(state, cluster, host, path) {
  const rules = cluster.objects
    .filter(({ kind }) => kind === 'Ingress')
    .flatMap(({ metadata, spec }) =>
      (spec.rules ?? []).map((rule) => ({ namespace: metadata.namespace ?? 'default', rule })),
    );
  const found =
    rules.find(({ rule }) => rule.host !== undefined && matches(rule, host, path)) ??
    rules.find(({ rule }) => matches(rule, host, path));
  if (!found) return { status: 404, body: '404 page not found\n' };
  const { service } = found.rule.http.paths.find((one) => path.startsWith(one.path ?? '/')).backend;
  return (
    answerFor(state, cluster, { namespace: found.namespace, name: service.name }) ?? {
      status: 404,
      body: '404 page not found\n',
    }
  );
}

/** What a request to a port of this machine comes to: an answer, or the word of the system. */
function answerAt(state, { port, host, path }) {
  const socket = openSockets(state).find((one) => one.port === port && one.key.endsWith('/tcp'));
  if (!socket) return { reason: 'ECONNREFUSED' };
  const cluster = Object.values(state.clusters).find(({ nodes }) =>
    nodes.some(({ name }) => name === socket.container),
  );
  if (!cluster) return { status: 200, body: 'another container\n' };
  const inside = Number.parseInt(socket.key);
  const services = cluster.objects.filter(({ kind }) => kind === 'Service');
  const service =
    services.find(({ spec }) => (spec.ports ?? []).some(({ nodePort }) => nodePort === inside)) ??
    services.find(
      ({ spec, metadata }) =>
        spec.type === 'LoadBalancer' && metadata.name !== 'traefik' && spec.ports.some((one) => one.port === inside),
    );
  const traefik = services.some(({ metadata }) => metadata.name === 'traefik');
  if (!service && traefik && (inside === 80 || inside === 443)) return byIngress(state, cluster, host, path);
  const { name, namespace = 'default' } = service?.metadata ?? {};
  const answer = service && answerFor(state, cluster, { namespace, name });
  // The balancer takes the connection, and nobody is behind it.
  return answer?.status === 200 ? answer : { reason: 'ECONNRESET' };
}

module.exports = { answerAt, answerFor };
