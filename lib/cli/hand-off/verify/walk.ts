import { k3dName } from '../../../routes/k3d/conventions';
import { nameOf, namespaceOf } from '../../../routes/names';
import { balancerLabels } from '../../../routes/network/policies';
import { at, record, records, whole } from '../../../routes/plain';
import type { Hop, HopKind, Route } from '../../../routes/route';
import type { KubeObject } from '../../../routes/world';
import type { DistCluster } from '../dist';
import { isSilence } from '../programs';
import type { Explained } from '../explained';
import { podText } from '../live/pods-text';
import { hopText } from './text';
import type { Answer } from './answer';
import { apiFault } from '../live/api-fault';
import type { Live } from '../live/live';
import { isUnbalanced } from '../live/service';
import { readyOf, selectorText } from '../live/workload';
import { type HopObject, ruleFault } from './rule';
import { hopOf } from './target';
import type { Dead } from './verified-route';

/** What the walk knows beside the hops. */
export interface Walk {
  readonly live: Live;
  readonly cluster: DistCluster;
  /** Questions are cut short now, because the time is up. */
  readonly hurried: () => boolean;
}

type Check = (walk: Walk, hop: Hop, route: Route) => Promise<Dead | undefined>;

/** Walks from the nodes to the pods and stops at the first hop that is dead; undefined where all are in order. */
export async function firstDead(walk: Walk, route: Route): Promise<Dead | undefined> {
  // As it was when the walk began: a question that took all the time was not cut short.
  const hurried = walk.hurried();
  try {
    for (const hop of route.hops) {
      const dead = await CHECKS[hop.kind]?.(walk, hop, route);
      if (dead) return dead;
    }
    return undefined;
  } catch (error) {
    if (!isSilence(error)) throw error;
    const { name } = walk.cluster;
    const server = { kind: 'node', name: k3dName(name, 'server', 0) } as const;
    return { hop: server, ...apiFault(name, error, hurried) };
  }
}

/** All hops are in order, and still no answer comes: what the answer says is all there is. */
export function deadBySaying(route: Route, { said, noRule, page }: Answer, context: string): Dead {
  const rule = hopOf(route, 'ingress-rule');
  if (noRule && rule) return deadAt(rule, hopText.noRule(rule.name, context));
  const last = route.hops.at(-1)!;
  const { name, port } = last;
  if (said === 'ETIMEDOUT') return deadAt(last, hopText.noAnswer(context, name));
  const controller = hopOf(route, 'ingress-controller');
  if (NO_TLS.test(said)) return deadAt(controller ?? last, hopText.noTls(said));
  if (!/^\d+$/.test(said)) return deadAt(last, hopText.cutOff(said, port));
  // Where no controller stands before it, nobody but the app can have said it. Traefik's own pages are known.
  const own = controller === undefined || (controller.name === 'Traefik' && page === undefined);
  if (own) return deadAt(last, hopText.ownRefusal(said, context, name));
  if (page === undefined || said === '502') return deadAt(last, hopText.badGateway(said, port, page));
  return said === '503'
    ? deadAt(controller, hopText.noServer(page, name))
    : deadAt(last, hopText.lateGateway(page, port));
}

/** What OpenSSL says where the other side does not speak TLS. */
const NO_TLS = /^(EPROTO|ERR_SSL_)/;

export const deadAt = ({ kind, name }: Hop, explained: Explained): Dead => ({ hop: { kind, name }, ...explained });

/** `Service default/web` */
export function partsOf(name: string): HopObject {
  const [, kind = '', namespace = '', own = ''] = /^(\S+) (?:([^/]*)\/)?(.*)$/s.exec(name) ?? [];
  return { kind, namespace, name: own };
}

const CHECKS: Partial<Readonly<Record<HopKind, Check>>> = {
  'node-port': async ({ live }, hop, route) => {
    const services = await live.all('Service');
    const holds = ({ spec }: KubeObject) => records(record(spec).ports).some(({ nodePort }) => nodePort === hop.port);
    const owner = services.find(holds);
    const wanted = hopOf(route, 'service')?.name ?? '';
    if (hop.port === undefined || (owner && nameOf(owner) === wanted)) return undefined;
    if (owner) return deadAt(hop, hopText.nodePortOfAnother(hop.port, nameOf(owner), wanted));
    const { namespace, name } = partsOf(wanted);
    const exists = (await live.find('Service', namespace, name)) !== undefined;
    return deadAt(hop, hopText.nodePortClosed(hop.port, wanted, exists));
  },
  'service-load-balancer': async (walk, hop, route) => {
    const { namespace, name } = partsOf(hopOf(route, 'service')?.name ?? '');
    return balancerFault(walk, hop, namespace, name);
  },
  'ingress-controller': async (walk, hop) => {
    const { live } = walk;
    // Of a controller that somebody else brings, nothing is known but its name.
    if (hop.name !== 'Traefik') return undefined;
    const traefik =
      (await live.find('Deployment', undefined, TRAEFIK)) ?? (await live.find('DaemonSet', undefined, TRAEFIK));
    if (traefik === undefined) return deadAt(hop, await troubleOr(walk, SYSTEM, INSTALLERS, hopText.noTraefik()));
    const namespace = `${namespaceOf(traefik)}`;
    if (readyOf(traefik) === 0) {
      const selector = selectorText(record(traefik.spec).selector);
      return deadAt(hop, await troubleOr(walk, namespace, selector, hopText.traefikStarts()));
    }
    return balancerFault(walk, hop, namespace, TRAEFIK);
  },
  'ingress-rule': async ({ live, cluster }, hop) => {
    const fault = await ruleFault(live, cluster, partsOf(hop.name));
    return fault && deadAt(hop, fault);
  },
  service: async (walk, hop, route) => {
    const { live } = walk;
    const { namespace, name } = partsOf(hop.name);
    const service = await live.find('Service', namespace, name);
    if (service === undefined) return deadAt(hop, hopText.missing(hop.name));
    const { ports, selector, type } = record(service.spec);
    const numbers = records(ports).map(({ port }) => whole(port));
    if (!numbers.includes(hop.port)) return deadAt(hop, hopText.noPort(hop.name, hop.port));
    if (type === 'ExternalName' || (await live.isServed(namespace, name))) return undefined;
    const labels = selectorText({ matchLabels: selector });
    const pod = hopOf(route, 'pod');
    if (labels === '' || pod === undefined) return deadAt(hop, hopText.noAddress(hop.name));
    return podFault(walk, pod, namespace, labels, hop);
  },
  pod: async (walk, hop, route) => {
    if (hopOf(route, 'service')) return undefined;
    const { kind, namespace, name } = partsOf(hop.name);
    const workload = await walk.live.find(kind, namespace, name);
    if (kind === 'Pod' || (workload && readyOf(workload) > 0)) return undefined;
    return podFault(walk, hop, namespace, selectorText(at(workload, 'spec.selector')));
  },
};

const TRAEFIK = 'traefik';
const SYSTEM = 'kube-system';
/** k3s installs its Traefik by a job. */
const INSTALLERS = 'job-name in (helm-install-traefik,helm-install-traefik-crd)';

/** Why the pods behind a Service do not answer. Without a Service, its hop is absent. */
async function podFault(walk: Walk, pod: Hop, namespace: string, selector: string, service?: Hop): Promise<Dead> {
  const { live } = walk;
  const owner = partsOf(pod.name);
  const [trouble] = await live.explain(namespace, selector, owner.name);
  if (trouble) return deadAt(pod, podText(trouble));
  const workload = await live.find(owner.kind, owner.namespace, owner.name);
  if (workload === undefined) return deadAt(pod, hopText.missing(pod.name));
  const { replicas, paused } = record(workload.spec);
  if (replicas === 0) return deadAt(pod, hopText.scaledToNone(pod.name));
  if (service && readyOf(workload) > 0) return deadAt(service, hopText.selectsNothing(service.name, selector));
  if (paused === true) return deadAt(pod, hopText.paused(pod.name, walk.cluster.handoff.context, owner));
  return deadAt(pod, hopText.notReady(pod.name));
}

/** ServiceLB runs pods of its own for each Service of type LoadBalancer. */
async function balancerFault(walk: Walk, hop: Hop, namespace: string, name: string): Promise<Dead | undefined> {
  const service = await walk.live.find('Service', namespace, name);
  if (service === undefined || !isUnbalanced(service)) return undefined;
  const selector = selectorText({ matchLabels: balancerLabels({ name, namespace }) });
  return deadAt(
    hop,
    await troubleOr(walk, SYSTEM, selector, hopText.noBalancer(nameOf(service), walk.cluster.handoff.context)),
  );
}

async function troubleOr({ live }: Walk, namespace: string, selector: string, other: Explained): Promise<Explained> {
  const [trouble] = await live.explain(namespace, selector);
  return trouble ? podText(trouble) : other;
}
