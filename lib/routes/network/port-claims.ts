import { called } from '../names';
import type { Named } from '../named';
import { push } from '../plain';
import { portKey, WEB_PORTS } from '../port';
import type { ObjectFacts } from '../world';
import type { Known } from './components';
import type { Service } from './services';
import type { Traefik } from './traefik';
import type { Workload } from './workloads';

/** Somebody who wants a port of every node. */
export interface PortClaim {
  readonly name: string;
  readonly kind: 'traefik' | 'service' | 'chart' | 'pod';
  readonly facts?: ObjectFacts;
}

/** Port of the nodes → who wants it, the one who has it first. */
export type PortClaims = ReadonlyMap<string, readonly PortClaim[]>;

export function portClaims(
  works: Known,
  traefik: Traefik,
  services: readonly Service[],
  charts: readonly Named[],
  workloads: readonly Workload[],
): PortClaims {
  const claims = new Map<string, PortClaim[]>();
  const claim = (protocol: string, port: number, said: PortClaim) => {
    const key = portKey(protocol, port);
    if (!claims.get(key)?.some(({ name }) => name === said.name)) push(claims, key, said);
  };
  if (works !== 'yes') return claims;
  if ((traefik.runs === 'yes' || traefik.podless) && traefik.opens === 'ports') {
    for (const point of traefik.entryPoints) claim(point.protocol, point.port, { name: 'Traefik', kind: 'traefik' });
  }
  for (const service of services) {
    const { type, loadBalancerClass, pool } = service;
    // Services of two pools may share a port.
    if (type !== 'LoadBalancer' || loadBalancerClass !== undefined || pool !== undefined) continue;
    for (const { protocol, port } of service.ports) {
      claim(protocol, port, { name: service.id, kind: 'service', facts: service.facts });
    }
  }
  for (const chart of charts) {
    for (const port of WEB_PORTS) claim('tcp', port, { name: called(chart), kind: 'chart', facts: chart.object });
  }
  for (const workload of workloads) {
    for (const { protocol, hostPort } of workload.ports) {
      // Two pods on one host port are no matter of a load balancer: they may run on different nodes.
      if (hostPort === undefined || !claims.get(portKey(protocol, hostPort))?.some(({ kind }) => kind !== 'pod'))
        continue;
      claim(protocol, hostPort, { name: workload.id, kind: 'pod', facts: workload.facts });
    }
  }
  return claims;
}
