import { carries } from '../../network/labels';
import { networkOf } from '../../network/network';
import { isHeadless, type Service, type ServicePort } from '../../network/services';
import type { Workload } from '../../network/workloads';
import { someOf } from '../../some-of';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';

/** Requests are shared among all pods that a Service selects, those that listen elsewhere among them. */
export const serviceSelectsOthers: Rule = {
  id: 'service-selects-others',
  title: 'A Service selects pods that do not have its port beside those that do',
  *check(site) {
    const { services, selection } = networkOf(site);
    for (const service of services) {
      const all = selection.of(service) ?? [];
      if (all.length < 2 || isHeadless(service)) continue;
      const selected = all.filter(({ replicas, paused }) => replicas !== 0 && !paused);
      const mixed = service.ports.find((port) => strangersAt(port, selected).length > 0);
      if (!mixed) continue;
      const [other] = strangersAt(mixed, selected) as readonly [Workload, ...Workload[]];
      const declared = someOf(
        other.ports.map(({ number }) => number),
        SHOWN,
      );
      yield aboutRoute(service.facts, {
        level: 'warning',
        path: 'spec.selector',
        message: `${service.id} selects the pods of ${other.id} too, which declare port ${declared} and not ${mixed.target}, so some requests to port ${mixed.port} fail.`,
        remedy: remedyFor(service, mixed, selected, other),
      });
    }
  },
};

/** Ports that a message shows. */
const SHOWN = 3;

const has = ({ target, protocol }: ServicePort, { ports }: Workload) =>
  ports.some((one) => one.number === target && one.protocol === protocol);

/** Those that declare other ports, where some declare this one; a pod without a port of the name is asked for none. */
function strangersAt(port: ServicePort, selected: readonly Workload[]): readonly Workload[] {
  if (typeof port.target === 'string' || !selected.some((one) => has(port, one))) return [];
  return selected.filter((one) => one.ports.length > 0 && !has(port, one));
}

function remedyFor({ selector }: Service, port: ServicePort, selected: readonly Workload[], other: Workload): string {
  const meant = selected.filter((one) => has(port, one));
  const first = meant[0]!;
  const own = Object.entries(first.labels).find(
    ([name, value]) =>
      meant.every((one) => one.labels[name] === value) &&
      !selected.some((one) => !has(port, one) && carries(one.labels, { ...selector, [name]: value })),
  );
  if (own) return `Select ${own.join(': ')} too, which only those pods carry that have the port.`;
  return `Give the pods of ${first.id} a label that those of ${other.id} do not carry, and select that.`;
}
