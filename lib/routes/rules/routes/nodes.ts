import { placesOf } from '../../network/placement';
import { keptAt } from '../../network/services';
import type { Socket } from '../../network/sockets';
import type { Way } from '../../network/way';
import { someOf } from '../../some-of';
import { portsAtNode, templateOf } from '../../pods';
import type { ObjectFacts, Site } from '../../world';
import { moveMapping } from '../mapping-offer';
import { faultRule } from './breaking';

/** The nodes on which the pods at the end of a way may run. */
const homesOf = (site: Site, { end }: Way): readonly string[] => [
  ...new Set(end.workloads.flatMap(({ facts }) => placesOf(site, templateOf(facts).spec).nodes)),
];

/** A node that answers with its own pods alone is asked, and has none. */
export const podsOnOtherNodes = faultRule(
  'pods-on-other-nodes',
  'A host port leads to nodes on which no pod answers',
  (way, site) => {
    const { service, facts, route } = way;
    const socket = way.socket!;
    const homes = homesOf(site, way);
    const asked = `${route.url} leads to ${someOf(socket.nodes, FEW)}`;
    const runs = `its pods run on ${someOf(homes, FEW)}`;
    const move = moveMapping(site.cluster!, socket, homes[0]!, 'where they run');
    if (!service) {
      return {
        path: portOf(facts, socket),
        message: `${asked}, and ${runs}, so nothing binds port ${socket.clusterPort} there.`,
        remedy: `${move}.`,
      };
    }
    const policy = keptAt(service, route.hops)!;
    return {
      path: `spec.${policy}`,
      message: `${asked}, where only pods of that node answer for ${service.id}, and ${runs}.`,
      remedy: `${move}; or set ${policy} to Cluster.`,
    };
  },
);

const FEW = 3;

/** Path of what binds the port of the nodes to which a host port leads. */
function portOf(object: ObjectFacts, { clusterPort, protocol }: Socket): string {
  const template = templateOf(object);
  const [bound] = portsAtNode(template, clusterPort, protocol);
  return bound ? `${bound.path}.hostPort` : `${template.path}.hostNetwork`;
}
