import { count } from '../../../routes/sentence';
import { addHostsLine } from '../../../routes/this-machine';
import type { Explained } from '../explained';

const UP = 'Run "cdk8s-k3d up".';
const ANEW = 'Run "cdk8s-k3d up --recreate": a node gets its ports when it is made.';
const AGAIN = 'Wait, and run "cdk8s-k3d verify" again.';

/** Why a hop is dead, and what mends it. */
export const hopText = {
  unknownName: (name: string, address: string): Explained => ({
    cause: `"${name}" leads nowhere on this machine.`,
    remedy: addHostsLine({ name, address }),
  }),
  strangeName: (name: string, leads: string, address: string): Explained => ({
    cause: `"${name}" leads to ${leads}, which is not this cluster.`,
    remedy: addHostsLine({ name, address }),
  }),
  alive: (cause: string, said: string) => `${cause} All that lies behind it answers: ${said}.`,
  noCluster: (cluster: string): Explained => ({ cause: `Cluster "${cluster}" does not exist.`, remedy: UP }),
  stopped: (cluster: string): Explained => ({
    cause: `Cluster "${cluster}" is stopped.`,
    remedy: 'Run "cdk8s-k3d up": it starts the cluster.',
  }),
  noContainer: (container: string): Explained => ({
    cause: `Container ${container} does not exist.`,
    remedy: 'Run "cdk8s-k3d up --recreate": a cluster gets its nodes when it is made.',
  }),
  deadContainer: (container: string, status: string, cluster: string): Explained => ({
    cause: `Container ${container} does not run: docker says "${status}".`,
    remedy: `Run "k3d cluster start ${cluster}".`,
  }),
  notPublished: (container: string, port: string, isNode: boolean): Explained => ({
    cause: `Container ${container} does not publish ${port}: the cluster was made before dist/ asked for it.`,
    remedy: isNode ? ANEW : UP,
  }),
  refused: (socket: string, container: string): Explained => ({
    cause: `Nothing listens on ${socket}, though container ${container} runs and publishes it.`,
    remedy: `Run "docker restart ${container}".`,
  }),
  nodePortOfAnother: (port: number, owner: string, wanted: string): Explained => ({
    cause: `Node port ${port} belongs to ${owner}, not to ${wanted}.`,
    remedy: UP,
  }),
  nodePortClosed: (port: number, wanted: string, exists: boolean): Explained => ({
    cause: exists
      ? `No Service has node port ${port}: ${wanted} has another one.`
      : `No Service has node port ${port}: ${wanted} does not exist in the cluster.`,
    remedy: UP,
  }),
  noTraefik: (): Explained => ({ cause: 'Traefik is not installed in the cluster yet.', remedy: AGAIN }),
  traefikStarts: (): Explained => ({ cause: 'No pod of Traefik is ready yet.', remedy: AGAIN }),
  noBalancer: (service: string, context: string): Explained => ({
    cause: `${service} has no address from a load balancer.`,
    remedy: `Look at the pods svclb-…: "kubectl --context ${context} get pods -n kube-system".`,
  }),
  missing: (name: string): Explained => ({ cause: `${name} does not exist in the cluster.`, remedy: UP }),
  otherClass: (name: string, is: string | undefined, wanted: string | undefined): Explained => ({
    cause: `${name} has ${className(is)} in the cluster, and ${className(wanted)} in dist/.`,
    remedy: UP,
  }),
  noClass: (name: string, is: string): Explained => ({
    cause: `${name} asks for class "${is}", and the cluster has no IngressClass of that name.`,
    remedy: 'Install the controller of that class, then run "cdk8s-k3d verify" again.',
  }),
  otherRule: (name: string, path: string): Explained => ({
    cause: `${name} has no rule for "${path}" in the cluster.`,
    remedy: UP,
  }),
  noPort: (name: string, port: number | undefined): Explained => ({
    cause: `${name} has no port ${port} in the cluster.`,
    remedy: UP,
  }),
  noAddress: (name: string): Explained => ({
    cause: `${name} leads to no address that is ready.`,
    remedy: `Start what ${name} leads to.`,
  }),
  selectsNothing: (name: string, selector: string): Explained => ({
    cause: `${name} selects "${selector}", and no pod that is ready carries that.`,
    remedy: UP,
  }),
  scaledToNone: (name: string): Explained => ({
    cause: `${name} is scaled to no pods, by hand or by a program.`,
    // Whoever scales owns the number from then on.
    remedy: 'Run "cdk8s-k3d up --force-conflicts".',
  }),
  paused: (
    name: string,
    context: string,
    { namespace, name: called }: { namespace: string; name: string },
  ): Explained => ({
    cause: `${name} is paused, and has no pod that is ready.`,
    remedy: `Run "kubectl --context ${context} rollout resume -n ${namespace} deployment/${called}".`,
  }),
  notReady: (name: string): Explained => ({ cause: `${name} has no pod that is ready.`, remedy: AGAIN }),
  noRule: (name: string, context: string): Explained => ({
    cause: `Traefik says that it knows no such rule, though ${name} and all behind it are in order.`,
    remedy: `Read what Traefik refuses: "kubectl --context ${context} logs -n kube-system deploy/traefik".`,
  }),
  badGateway: (status: string, port: number | undefined, page: string | undefined): Explained => ({
    cause: `${page === undefined ? `The answer is ${status}` : `Traefik answers ${status}, "${page}"`}, though all hops are in order: the pods do not answer on port ${port}.`,
    remedy: `Let the app listen on port ${port} of every address (0.0.0.0).`,
  }),
  noServer: (page: string, name: string): Explained => ({
    cause: `Traefik answers 503, "${page}": it has not seen yet that ${name} is ready.`,
    remedy: AGAIN,
  }),
  lateGateway: (page: string, port: number | undefined): Explained => ({
    cause: `Traefik answers 504, "${page}": what it sends to port ${port} of the pods is lost on the way.`,
    remedy: `Let the NetworkPolicies of the pods take port ${port} from the namespace kube-system.`,
  }),
  ownRefusal: (status: string, context: string, name: string): Explained => ({
    cause: `The app itself answers ${status}: all hops before it are in order.`,
    remedy: `Read what it logs: "kubectl --context ${context} logs ${logsOf(name)}".`,
  }),
  noAnswer: (context: string, name: string): Explained => ({
    cause: 'The request is taken, and no answer comes in time, though all hops are in order.',
    remedy: `Read what the app does with it: "kubectl --context ${context} logs ${logsOf(name)}".`,
  }),
  noTls: (reason: string): Explained => ({
    cause: `What listens there does not speak TLS (${reason}).`,
    remedy: 'Let the host port lead to one that does, as 443 of Traefik.',
  }),
  cutOff: (reason: string, port: number | undefined): Explained => ({
    cause: `The connection is cut off (${reason}), though all hops are in order: the pods do not answer on port ${port}.`,
    remedy: `Let the app listen on port ${port} of every address (0.0.0.0).`,
  }),
  brokenByDesign: (url: string, why: string): Explained => ({
    cause: why,
    remedy: `Run "cdk8s-k3d explain ${url}": synth has seen it.`,
  }),
};

/** `Deployment default/web`, as kubectl takes it. */
const logsOf = (name: string) =>
  name.replace(
    /^(\S+) ([^/]*)\/(.*)$/,
    (_, kind, namespace, own) => `-n ${namespace} ${`${kind}`.toLowerCase()}/${own}`,
  );

const className = (name: string | undefined) => (name === undefined ? 'no class' : `class "${name}"`);

export const UNVERIFIED = {
  datagrams: 'Silence and a lost datagram look alike, so nobody can tell from here.',
  address: 'Its address cannot be asked for.',
  unknownPort: 'Which port of this machine leads there is not known.',
};

export const verifyText = {
  exclude: (flag: string) => `--${flag} and --watch exclude each other. Write one of them.`,
  noRoute: (url: string, urls: readonly string[]) =>
    urls.length === 0
      ? `dist/ has no route for "${url}", and no other. Give an exposure a hostPort, and run "cdk8s-k3d synth".`
      : `dist/ has no route for "${url}". The nearest: ${urls.join(', ')}.`,
  watching: (routes: number) => `Watching ${count(routes, 'route')}. Ctrl-C ends it`,
};

export const asking = (answered: number, all: number) => `Asking ${count(all, 'route')}: ${answered} answered`;
