import { memo } from '../plain';
import { someOf } from '../some-of';
import type { Socket } from '../network/sockets';
import type { ClusterFacts, Site } from '../world';
import { freePort } from './free-port';
import { hostPortClaims, takenPorts } from './host-ports/claims';
import { inWords, nodesInWords } from './in-words';

/** The host port that is offered for each port of the nodes: whoever follows two remedies must not open one port twice. */
const offersOf = memo((site: Site) => {
  const offers = new Map<string, number>();
  const taken = new Set(takenPorts(hostPortClaims(site.cluster!)));
  return (protocol: string, clusterPort: number, from: number): number => {
    const key = `${protocol} ${clusterPort}`;
    const port = offers.get(key) ?? freePort(from, taken);
    offers.set(key, port);
    taken.add(port);
    return port;
  };
});

/** A host port that could lead to a port of the nodes, and the entry of `ports` that makes it so. */
interface Offer {
  readonly hostPort: number;
  /** For a K3dClusterConfig. */
  readonly mapping: string;
  /** In the words of whoever describes the cluster. */
  readonly entry: string;
}

/** Offers a host port, near a number, for a port of the nodes that none leads to. */
export function offerMapping(site: Site, protocol: string, clusterPort: number, from: number): Offer {
  const hostPort = offersOf(site)(protocol, clusterPort, from);
  const [suffix, more] =
    protocol === 'tcp' ? ['', ''] : [`/${protocol}`, `, protocol: Protocol.${protocol.toUpperCase()}`];
  const mapping = `{ hostPort: ${hostPort}, clusterPort: ${clusterPort}${more} }`;
  const text = `{ port: "${hostPort}:${clusterPort}${suffix}", nodeFilters: [loadbalancer] }`;
  return { hostPort, mapping, entry: inWords(site.cluster!, text, mapping) };
}

/** What to write so that a host port leads to another node, and why to that one; without its full stop. */
export function moveMapping(cluster: ClusterFacts, { clusterPort, nodes }: Socket, node: string, why: string): string {
  const filter = node.replace(/^.*-(server|agent)-(\d+)$/, '$1:$2');
  const lead = `Give the mapping to port ${clusterPort} the node "${filter}", ${why}, in place of ${someOf(nodes, 3)}`;
  return nodesInWords(cluster, lead);
}
