import { API_PORT } from '../../k3d/topology';
import { WEB_PORTS } from '../../port';
import type { PortClaim } from '../../network/port-claims';
import { portKey } from '../../port';
import { networkOf } from '../../network/network';
import { waysIn } from '../../network/routes';
import { templateOf } from '../../pods';
import { disable, enable } from '../enable';
import { freePort } from '../free-port';
import type { ObjectFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';
import { lackRule } from './breaking';

/** What k3s and the node itself may listen on, so that no Service gets it. */
const HELD = new Set(
  [22, 2379, 2380, 5001, API_PORT, 6444, 10250].map((port) => portKey('tcp', port)).concat(portKey('udp', 8472)),
);

/** The numbers in keys such as `tcp/80`. */
const portsOf = (protocol: string, keys: readonly string[]): ReadonlySet<number> =>
  new Set(keys.filter((key) => key.startsWith(`${protocol}/`)).map((key) => Number(key.slice(protocol.length + 1))));

const anotherPort = ({ exposure }: ObjectFacts, name: string, port: number): string =>
  exposure
    ? `Give the exposure another port, for example port: ${port}.`
    : `Give ${name} another port, for example ${port}.`;

const loadBalancerPortTaken: Rule = {
  id: 'load-balancer-port-taken',
  title: 'Two want one port of every node',
  *check(site) {
    const ways = new Map(waysIn(site).map((way) => [way.facts, way]));
    const { claims } = networkOf(site).balancing;
    const taken = (protocol: string) => portsOf(protocol, [...claims.keys(), ...HELD]);
    const charts = new Set<ObjectFacts>();
    for (const [key, [holder, ...others]] of claims) {
      const [protocol, port] = key.split('/') as [string, string];
      for (const { name, facts, kind } of others) {
        if (kind === 'chart') {
          if (!charts.has(facts!)) yield aboutRoute(facts!, aboutChart(site, name, holder!));
          charts.add(facts!);
          continue;
        }
        const way = ways.get(facts!);
        yield aboutRoute(
          facts!,
          {
            level: 'error',
            path: kind === 'pod' ? templateOf(facts!).path : facts!.exposure ? 'spec.ports[0].port' : 'spec.ports',
            message: `${holder!.name} and ${name} both want ${protocol.toUpperCase()} port ${port} of every node, and only one gets it.`,
            remedy: anotherPort(facts!, name, freePort(Number(port), taken(protocol))),
          },
          way?.fault === 'load-balancer-port-taken' ? way : undefined,
        );
      }
      if (holder!.kind === 'service' && HELD.has(key)) {
        yield aboutRoute(holder!.facts!, {
          level: 'warning',
          path: 'spec.ports',
          message: `${holder!.name} wants ${protocol.toUpperCase()} port ${port} of every node, where the node itself listens.`,
          remedy: 'Give it a port that k3s does not use.',
        });
      }
    }
  },
};

/** Once for all ports of its Service: their numbers are those of the chart, and nobody reads that. */
const aboutChart = (site: Site, name: string, holder: PortClaim) => ({
  level: 'warning' as const,
  path: 'spec.chart',
  message: `The chart of ${name} makes a LoadBalancer Service for the ports ${WEB_PORTS.join(' and ')} of every node, which ${holder.name} has, so it stays pending and host ports lead to ${holder.name}.`,
  remedy:
    holder.kind === 'traefik'
      ? disable(site, 'traefik')
      : 'Give the Service another type or other ports in its values.',
});

const loadBalancerDisabled = lackRule(
  'load-balancer-disabled',
  'A LoadBalancer Service stands in a cluster without ServiceLB',
  ({ service }, site) => ({
    path: 'spec.type',
    message: `ServiceLB is disabled, so ${service!.id} waits for a load balancer and its port stays closed.`,
    remedy: enable(site, 'servicelb'),
  }),
  ['load-balancer-port-not-mapped'],
);

const controllerWithoutLoadBalancer = lackRule(
  'controller-without-load-balancer',
  'Traefik waits for a load balancer that is disabled',
  ({ web }, site) => ({
    path: 'spec',
    message: `ServiceLB is disabled, so the Service of Traefik waits for a load balancer and no request reaches ${web!.rule.id}.`,
    remedy: enable(site, 'servicelb'),
  }),
  ['ingress-no-web-port'],
);

/** What needs ServiceLB. */
export const balancerRules: readonly Rule[] = [
  loadBalancerPortTaken,
  loadBalancerDisabled,
  controllerWithoutLoadBalancer,
];
