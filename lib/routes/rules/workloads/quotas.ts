import { heldStatus } from '../../held';
import { ofKind, type Named } from '../../named';
import { groupBy, record, type Plain } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import { amountOf, exceeds } from '../../quantity';
import { amountOfPod } from '../../requests';
import { limitsIn } from './limit-ranges';
import type { Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutObject, type Statement } from '../speak';

/** What a quota counts, and whether that is the request or the limit of each container. */
const COUNTED: ReadonlyMap<string, readonly [side: 'requests' | 'limits', resource: string]> = new Map([
  ['cpu', ['requests', 'cpu']],
  ['memory', ['requests', 'memory']],
  ['requests.cpu', ['requests', 'cpu']],
  ['requests.memory', ['requests', 'memory']],
  ['limits.cpu', ['limits', 'cpu']],
  ['limits.memory', ['limits', 'memory']],
]);

/** A quota asks of each container what it takes, and of all of them together no more than there is. */
export const quotaRefusesPods: Rule = {
  id: 'quota-refuses-pods',
  title: 'A ResourceQuota refuses pods that do not say what they take, or that take more than it has',
  needsAll: true,
  *check(site) {
    const quotas = ofKind(site, 'ResourceQuota').filter(({ json }) => !isScoped(record(json.spec)));
    if (quotas.length === 0) return;
    const byNamespace = groupBy(quotas, ({ namespace }) => `${namespace}`);
    for (const pods of podsOf(site)) {
      if (pods.replicas === 0) continue;
      const [said] = (byNamespace.get(pods.namespace) ?? []).flatMap((quota) => refusedBy(site, quota, pods));
      if (said) yield* aboutObject(pods.object, said);
    }
  },
};

/** Such a quota is for some of the pods alone. */
export const isScoped = ({ scopes, scopeSelector }: Plain) => scopes !== undefined || scopeSelector !== undefined;

function refusedBy(site: Site, quota: Named, pods: Pods): readonly Statement[] {
  return Object.entries(record(record(quota.json.spec).hard)).flatMap(([name, hard]) => {
    const counted = COUNTED.get(name);
    if (!counted) return [];
    const [side, resource] = counted;
    const takes = (one: Container) => amountIn(site, pods, one, side, resource);
    const silent = pods.containers.find((one) => takes(one) === undefined);
    const written = `resources.${side}.${resource}`;
    if (silent) {
      return {
        // A LimitRange may come from elsewhere.
        level: heldTo(site, pods.object),
        stops: { of: [pods.object], status: heldStatus(site, pods.object) },
        path: silent.path,
        message: `ResourceQuota ${pods.namespace}/${quota.name} counts ${name}, and container "${silent.name}" does not say how much it takes, so its pods are refused.`,
        remedy: `Write ${written} in the container, or add a LimitRange with a default to namespace ${pods.namespace}.`,
      };
    }
    const sum = amountOfPod(pods.containers, (one) => takes(one)!);
    const limit = amountOf(hard);
    if (limit === undefined || !exceeds(sum, limit)) return [];
    return {
      level: 'error',
      stops: { of: [pods.object], status: 'broken' },
      path: `${pods.path}.containers`,
      message: `ResourceQuota ${pods.namespace}/${quota.name} has ${name}: ${hard as string}, and one of its pods takes more, so it is refused.`,
      remedy: `Write less as ${written} of its containers, or raise ${name} of the quota.`,
    };
  });
}

/** What a container says, or what a LimitRange of its namespace fills in; undefined where neither does. */
function amountIn(
  site: Site,
  { namespace }: Pods,
  { json }: Container,
  side: 'requests' | 'limits',
  resource: string,
): number | undefined {
  const { requests, limits } = record(json.resources);
  const own = side === 'requests' ? (record(requests)[resource] ?? record(limits)[resource]) : record(limits)[resource];
  if (own !== undefined) return amountOf(own) ?? 0;
  for (const { default: limit, defaultRequest, max, min } of limitsIn(site, namespace)) {
    // Kubernetes takes the one for the other in this order.
    const filledIn = side === 'requests' ? [defaultRequest, limit, max, min] : [limit, max];
    const [amount] = filledIn.flatMap((from) => record(from)[resource] ?? []);
    if (amount !== undefined) return amountOf(amount) ?? 0;
  }
  return undefined;
}
