import { portKey } from '../port';
import type { Balancing } from './balancing';
import type { Service } from './services';
import { SERVED } from './standing';

/** Node ports are asked for once: Kubernetes refuses whoever comes second, and the order is not known. */
export function nodePortsOf(services: readonly Service[]): Balancing['standingOf'] {
  const owners = new Map<string, Set<string>>();
  for (const { id, ports } of services) {
    for (const { protocol, nodePort } of ports) {
      if (nodePort === undefined) continue;
      const key = portKey(protocol, nodePort);
      const known = owners.get(key) ?? new Set();
      // Two are enough to tell every one of them that it has a rival.
      if (known.size < 2) owners.set(key, known.add(id));
    }
  }
  return ({ id }, protocol, port) => {
    const rival = [...owners.get(portKey(protocol, port))!].find((other) => other !== id);
    if (rival === undefined) return SERVED;
    return { status: 'unknown', why: `${rival} asks for node port ${port} too, and only one gets it.` };
  };
}
