import { withPort } from '../../../routes/network/url';
import { leadsTo, transportOf } from '../../../routes/report/words';
import type { Route } from '../../../routes/route';
import { isAddress, isLoopback } from '../../../routes/this-machine';
import { endedWell, type Tools } from '../../tools';
import type { DistCluster } from '../dist';
import { K3d, type KnownCluster } from '../k3d';
import { ask } from '../programs';
import { several } from '../several';
import { asking, hopText, UNVERIFIED } from './text';
import { until } from '../waiting';
import { type Answer, answerOf } from './answer';
import { frontFault } from './front';
import { Live, PATIENCE as CLUSTER_PATIENCE } from '../live/live';
import { type Time, timeFor, type VerifyOptions } from './time';
import { type Target, hopOf, targetOf } from './target';
import type { Dead, VerifiedRoute } from './verified-route';
import { deadAt, deadBySaying, firstDead, partsOf, type Walk } from './walk';

const AT_ONCE = 16;

/** How often is said how far it is. */
const STEPS = 20;

/**
 * Asks once per route, again until the deadline, and names the first dead hop of those that do not answer.
 *
 * @param asked k3d, where it has just said which clusters there are
 */
export async function verifyRoutes(
  tools: Tools,
  cluster: DistCluster,
  options: VerifyOptions,
  asked?: K3d,
): Promise<VerifiedRoute[]> {
  const { routes } = cluster.access;
  if (routes.length === 0) return [];
  const time = timeFor(tools.clock, options);
  const k3d = asked ?? new K3d(tools, time.forDocker);
  const known = await k3d.cluster(cluster.name);
  const live = new Live(tools, k3d, cluster.name, time.forCluster);
  const verifier: Verifier = {
    tools,
    walk: { live, cluster, hurried: () => time.forCluster() < CLUSTER_PATIENCE },
    time,
    ...(known && { known }),
  };
  let answered = 0;
  // A line for each of a thousand routes would bury what is said of them.
  const step = Math.ceil(routes.length / STEPS);
  const tell = () => {
    if (answered % step === 0) tools.terminal.doing(asking(answered, routes.length));
  };
  tell();
  const verified = await several(routes, AT_ONCE, async (route) => {
    const one = await verifyRoute(verifier, route);
    if (one.status === 'answers') answered += 1;
    tell();
    return { url: route.url, declared: route.declared, ...end(route), ...one };
  });
  tools.terminal.still();
  return [...verified];
}

const end = (route: Route) => {
  const last = leadsTo(route);
  return last === undefined ? {} : { leadsTo: last };
};

interface Verifier {
  readonly tools: Tools;
  readonly walk: Walk;
  readonly known?: KnownCluster;
  readonly time: Time;
}

type Verdict = Pick<VerifiedRoute, 'status'> & Partial<VerifiedRoute>;

const dead = (why: Dead): Verdict => ({ status: 'dead', ...why });
const unverified = (cause: string): Verdict => ({ status: 'unverified', cause });

async function verifyRoute(verifier: Verifier, route: Route): Promise<Verdict> {
  const { walk, known } = verifier;
  const { cluster } = walk;
  if (route.status === 'broken') {
    return dead(deadAt(route.hops.at(-1)!, hopText.brokenByDesign(route.url, route.why ?? '')));
  }
  const door = hopOf(route, 'host-port');
  if (door === undefined) return unverified(route.why ?? UNVERIFIED.unknownPort);
  const front = frontFault(cluster.name, known, route);
  if (front) return dead(front);
  if (transportOf(route.url) !== 'tcp') return unverified(UNVERIFIED.datagrams);
  if (door.port !== undefined) return askRoute(verifier, route);
  const port = await chosenPort(verifier, route);
  if (port === undefined) return unverified(UNVERIFIED.unknownPort);
  const url = withPort(route.url, port);
  return { url, ...(await askRoute(verifier, { ...route, url })) };
}

/** The host port that docker chose. */
async function chosenPort({ tools, time }: Verifier, route: Route): Promise<number | undefined> {
  const { name, port } = hopOf(route, 'load-balancer', 'node')!;
  const args = ['port', name, `${port}/${transportOf(route.url)}`];
  const said = await ask(tools, 'docker', args, { timeout: time.forDocker() });
  const [, chosen] = /:(\d+)\s/.exec(said) ?? [];
  return chosen === undefined ? undefined : Number(chosen);
}

async function askRoute(verifier: Verifier, route: Route): Promise<Verdict> {
  const target = targetOf(route, verifier.walk.cluster.access.mappings);
  if (target === undefined) return unverified(UNVERIFIED.address);
  const behind = await askUntil(verifier, route, target);
  const name = await nameFault(verifier, route, target);
  const answers = 'said' in behind;
  if (name === undefined) return answers ? { status: 'answers', ...behind } : dead(behind);
  if (answers) return dead({ ...name, cause: hopText.alive(name.cause, behind.said) });
  return { ...dead(name), beyond: behind };
}

/** Asks the address itself, so that no name has to resolve. */
async function askUntil(verifier: Verifier, route: Route, target: Target): Promise<{ readonly said: string } | Dead> {
  const { tools, walk, time } = verifier;
  let last: Answer | undefined;
  let fault: Dead | undefined;
  const said = await until(tools.clock, time.askUntil, async () => {
    last = await answerOf(tools, target, time.forRequest());
    if (last.noRule && (await saysItself(walk, route, target))) return '404, from the app itself';
    // A balancer takes every connection, whether or not anything stands behind it.
    fault = last.alive && target.kind === 'socket' ? await firstDead(walk, route) : undefined;
    return last.alive && fault === undefined ? last.said : undefined;
  });
  return said === undefined ? (fault ?? (await whyDead(walk, route, target, last!))) : { said };
}

/** A server in Go says the same as Traefik where it has no page. Asked without Traefik, it says it again. */
async function saysItself({ live }: Walk, route: Route, target: Target): Promise<boolean> {
  const service = hopOf(route, 'service');
  if (target.kind !== 'web' || service === undefined || !hopOf(route, 'ingress-controller')) return true;
  const { namespace, name } = partsOf(service.name);
  const path = `/api/v1/namespaces/${namespace}/services/${name}:${service.port}/proxy${target.asked.path}`;
  const ran = await (await live.kubectl()).attempt(['get', '--raw', path]);
  return !endedWell(ran) && ran.stderr.includes('could not find the requested resource');
}

async function whyDead(walk: Walk, route: Route, target: Target, answer: Answer): Promise<Dead> {
  if (answer.said === 'ECONNREFUSED') {
    const { address, port } = target.kind === 'web' ? target.asked : target;
    const container = hopOf(route, 'load-balancer', 'node')!;
    return deadAt(hopOf(route, 'host-port')!, hopText.refused(`${address}:${port}`, container.name));
  }
  return (await firstDead(walk, route)) ?? deadBySaying(route, answer, walk.cluster.handoff.context);
}

/**
 * Names that browsers and curl know without asking anybody, addresses, and names with a wildcard. Those that a public
 * server leads here, as `localtest.me`, are asked for: not every network lets such an answer through.
 */
const needsNoName = (host: string) => /(^|\.)localhost$|^\*/i.test(host) || isAddress(host);

/** Whether the name in the URL leads here. */
async function nameFault(verifier: Verifier, route: Route, target: Target): Promise<Dead | undefined> {
  const { tools, time } = verifier;
  const hop = hopOf(route, 'name')!;
  if (needsNoName(hop.name)) return undefined;
  const { address } = target.kind === 'web' ? target.asked : target;
  const addresses = await tools.sockets.addresses(hop.name);
  const [first] = addresses;
  if (first === undefined) return deadAt(hop, hopText.unknownName(hop.name, address));
  if (addresses.some((each) => each === address || isLoopback(each))) return undefined;
  // It may be another address of this machine.
  const there = await answerOf(tools, elsewhere(target, first), time.forRequest());
  return there.alive ? undefined : deadAt(hop, hopText.strangeName(hop.name, first, address));
}

const elsewhere = (target: Target, address: string): Target =>
  target.kind === 'web' ? { kind: 'web', asked: { ...target.asked, address } } : { ...target, address };
