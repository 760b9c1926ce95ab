import { clusterNodes } from './cluster-nodes';
import { isToldElsewhere } from './k3s-args';
import { serverNames } from './node-filter';
import { parsePortRange } from './formats';
import type { PortRange } from './port-spec';
import { tellingsOf, type Told } from './told';

/** Kubernetes' own range. */
export const NODE_PORT_RANGE: PortRange = { first: 30000, last: 32767 };

/** The range that k3s is told to use, or Kubernetes' own; undefined where nobody can know it. */
export function nodePortRange(config: unknown): PortRange | undefined {
  const nodes = clusterNodes(config);
  const tellings = tellingsOf(config, nodes);
  const servers = serverNames(nodes).map((name) => tellings.get(name)!);
  // Of several k3s takes the last.
  const [first, ...others] = servers.map(({ flags }) => flags.flatMap(rangeTold).at(-1));
  if (others.some((other) => other !== first)) return undefined;
  if (first !== undefined) return parsePortRange(first.trim());
  return isToldElsewhere(config) || servers.some(({ isOpen }) => isOpen) ? undefined : NODE_PORT_RANGE;
}

const FLAG = 'service-node-port-range';
const TO_API_SERVER = `${FLAG}=`;

function rangeTold({ flag, value }: Told): readonly string[] {
  if (flag === FLAG) return [value];
  return flag === 'kube-apiserver-arg' && value.startsWith(TO_API_SERVER) ? [value.slice(TO_API_SERVER.length)] : [];
}
