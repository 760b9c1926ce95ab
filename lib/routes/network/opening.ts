import { record, text, type Plain } from '../plain';
import type { ChartValues } from './chart-values';
import type { EntryPoint } from './entry-points';

/** What the Service of Traefik opens on the nodes: its ports, over a load balancer; node ports alone; or nothing. */
export type Opening = 'ports' | 'node-ports' | 'nothing';

/** The value by which something else than its Service may open Traefik's ports, or nothing at all. */
export function openerOf({ values }: ChartValues): string | undefined {
  const { hostNetwork, ports, service } = values;
  const { spec, additionalServices } = record(service);
  if (record(spec).loadBalancerClass !== undefined) return 'service.spec.loadBalancerClass';
  if (additionalServices !== undefined) return 'service.additionalServices';
  if (typeOf(values) === 'LoadBalancer') return undefined;
  if (hostNetwork === true) return 'hostNetwork';
  const [name] = Object.entries(record(ports)).find(([, said]) => record(said).hostPort !== undefined) ?? [];
  return name && `ports.${name}.hostPort`;
}

/** What the Service of the chart opens. */
export function openingOf({ values }: ChartValues): Opening {
  const type = typeOf(values);
  if (type === 'LoadBalancer') return 'ports';
  return type === 'NodePort' ? 'node-ports' : 'nothing';
}

/** The type of that Service. */
function typeOf({ service }: Plain): string {
  const { enabled, type, spec } = record(service);
  return enabled === false ? 'ClusterIP' : (text(type) ?? text(record(spec).type) ?? 'LoadBalancer');
}

/** A Service that waits for no load balancer opens the node ports that are said, and those that nobody knows before. */
export function openedBy(opens: Opening | undefined, points: readonly EntryPoint[]): readonly EntryPoint[] {
  if (opens === 'nothing') return [];
  if (opens !== 'node-ports') return points;
  return points.flatMap(({ nodePort, ...point }) =>
    nodePort === undefined ? [] : [{ ...point, port: nodePort, nodePort: undefined }],
  );
}
