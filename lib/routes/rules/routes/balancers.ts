import { API_PORT } from '../../k3d/topology';
import { portKey } from '../../network/balancing';
import { networkOf } from '../../network/network';
import { waysIn } from '../../network/routes';
import { templateOf } from '../../pods';
import { enable } from '../enable';
import { freePort } from '../free-port';
import type { ObjectFacts } from '../../world';
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
    for (const [key, [holder, ...others]] of claims) {
      const [protocol, port] = key.split('/') as [string, string];
      for (const { name, facts, kind } of others) {
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
