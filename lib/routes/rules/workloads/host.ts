import { pathsInNodes } from '../../k3d/brought';
import { placesOf } from '../../network/placement';
import { socketsOf } from '../../network/sockets';
import { list, record, text } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import { someOf } from '../../some-of';
import type { ClusterFacts } from '../../world';
import { inWords } from '../in-words';
import { offerMapping } from '../mapping-offer';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';

const SYSTEM = /^\/(?:$|(?:proc|sys|dev|run|var\/(?:run|log|lib)|etc|usr|lib|boot|opt\/cni)(?:\/|$))/;

/** A pod mounts a folder of the machine that the node does not have. */
export const hostPathNotMounted: Rule = {
  id: 'host-path-not-mounted',
  title: 'A hostPath is not brought into the nodes',
  *check(site) {
    const brought = site.cluster && pathsInNodes(site.cluster.config);
    if (!brought) return;
    for (const pods of podsOf(site)) {
      for (const [index, volume] of list(pods.spec.volumes).entries()) {
        const { path, type } = record(record(volume).hostPath);
        const wanted = text(path);
        if (!wanted?.startsWith('/') || text(type)?.endsWith('OrCreate') || SYSTEM.test(wanted)) continue;
        const seen = [...brought].filter(([, paths]) =>
          paths.some((each) => within(wanted, each) || within(each, wanted)),
        );
        const { nodes } = placesOf(site, pods.spec);
        const has = new Set(seen.map(([node]) => node));
        const lacking = nodes.filter((node) => !has.has(node));
        if (lacking.length === 0) continue;
        const isNowhere = lacking.length === nodes.length;
        // The kubelet looks for what has a type, and the image of k3s has a /tmp.
        const status = isNowhere ? 'broken' : 'unknown';
        yield* aboutObject(pods.object, {
          level: 'warning',
          path: `${pods.path}.volumes[${index}].hostPath.path`,
          ...(text(type) && wanted !== '/tmp' && { stops: { of: [pods.object], status } }),
          ...(has.size === 0
            ? broughtNowhere(wanted)
            : broughtElsewhere(site.cluster!, wanted, [...has], lacking, isNowhere)),
        });
      }
    }
  },
};

const broughtNowhere = (path: string) => ({
  message: `hostPath "${path}" is a path inside the node, and no volume of the cluster brings it there, so the pods do not see the folder of this machine.`,
  remedy: `Add the volume "${path}:${path}" to the volumes of the cluster.`,
});

const broughtElsewhere = (
  cluster: ClusterFacts,
  path: string,
  has: readonly string[],
  lacking: readonly string[],
  isNowhere: boolean,
) => ({
  message: `hostPath "${path}" is a path inside the node, and the cluster brings it to ${someOf(has, 3)} alone, but the pods ${isNowhere ? '' : 'may '}run on ${someOf(lacking, 3)}${isNowhere ? '' : ' too'}, where they do not see the folder of this machine.`,
  remedy: inWords(
    cluster,
    'Write nodeFilters: ["server:*", "agent:*"] for that volume of the cluster.',
    'Write nodes: Nodes.all() for that volume of the cluster.',
  ),
});

const within = (path: string, folder: string) => `${path}/`.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

/** A pod binds a port of its node, which is not a port of this machine. */
export const hostPortInPod: Rule = {
  id: 'host-port-in-pod',
  title: 'A pod binds a port of its node that no host port leads to',
  *check(site) {
    const sockets = socketsOf(site.cluster);
    if (!site.cluster || sockets.unread !== undefined) return;
    for (const pods of podsOf(site)) {
      const bound = portsBound(pods);
      if (bound.some(({ port, protocol }) => sockets.at(protocol, port).length > 0)) continue;
      const [first] = bound;
      if (!first) continue;
      yield* aboutObject(pods.object, {
        // An agent that runs on every node speaks with the node, not with this machine.
        level: pods.kind === 'DaemonSet' ? 'info' : 'warning',
        path: first.path,
        message: `${first.why} binds port ${first.port} inside the node, which is a container, and no host port leads there, so nothing answers on this machine.`,
        remedy: `Add ${offerMapping(site, first.protocol, first.port, first.port).entry} to the ports of cluster ${site.cluster.name}.`,
      });
    }
  },
};

interface Bound {
  readonly port: number;
  readonly protocol: string;
  readonly path: string;
  readonly why: string;
}

function portsBound({ kind, spec, containers, path }: Pods): readonly Bound[] {
  const ports = containers.flatMap((container) => container.ports);
  if (spec.hostNetwork !== true) {
    return ports.flatMap(({ hostPort, protocol, path: at }) =>
      hostPort ? [{ port: hostPort, protocol, path: `${at}.hostPort`, why: `hostPort: ${hostPort}` }] : [],
    );
  }
  if (kind === 'DaemonSet') return [];
  return ports.flatMap(({ number, protocol }) =>
    number ? [{ port: number, protocol, path: `${path}.hostNetwork`, why: 'hostNetwork: true' }] : [],
  );
}
