import type { Draft } from '../../finding';
import { imageName } from '../../image-name';
import { HOST_NAME } from '../../k3d/conventions';
import { networkOf } from '../../network/network';
import { socketsOf } from '../../network/sockets';
import { podsOf, type Container, type Pods } from '../../pods';
import type { ClusterFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { isOwnAddress, settingsOf } from './settings';

/** A pod looks for a service of its own machine at localhost, which is the pod. */
export const localhostInConfig: Rule = {
  id: 'localhost-in-config',
  title: 'A pod looks for another service at localhost',
  *check(site) {
    const isOnMachine = site.cluster ? hostPortsOf(site.cluster) : undefined;
    for (const pods of podsOf(site)) {
      const running = pods.containers.filter(({ passing }) => !passing);
      const [only] = running;
      if (running.length === 1 && only && pods.spec.hostNetwork !== true)
        yield* spokenOf(site, pods, only, isOnMachine);
    }
  },
};

/** Services that an app talks to, as they stand in names of settings and of images. */
const SERVICES =
  /kafka|broker|bootstrap|redis|postgres|^pg|mysql|mariadb|mongo|database|(?:^|_)db(?:_|$)|rabbit|amqp|nats(?:_|$)|mqtt|elastic|opensearch|cassandra|memcache|minio|smtp|ldap|etcd/;

/** Schemes that only such services speak. */
const SCHEMES =
  /^(?:jdbc:\w+|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|kafka|nats|mqtts?|ldaps?|memcached):\/\//;

const ADDRESS = /(?:^|[/@,=])((?:localhost|127\.0\.0\.1)(?::(\d{1,5}))?)(?=$|[/,;?])/;

function* spokenOf(
  site: Site,
  pods: Pods,
  container: Container,
  isOnMachine?: (port: number) => boolean,
): Iterable<Draft> {
  const { name, ports } = container;
  for (const setting of settingsOf(site, pods, container, (value) => ADDRESS.test(value))) {
    const { called, value, object, path } = setting;
    const [, address, port] = ADDRESS.exec(value) as RegExpExecArray & [string, string];
    if (ports.some(({ number }) => number === Number(port)) || isOwnAddress(setting)) continue;
    const http = /^https?:\/\//.test(value);
    const service = SCHEMES.test(value) || (SERVICES.test(setting.name) && !isService(container));
    // A page may well tell the browser an address of this machine.
    const unreachable =
      http && port && /(?:url|uri|endpoint)s?$/.test(setting.name) && isOnMachine?.(Number(port)) === false;
    if (!service && !unreachable) continue;
    yield* aboutObject(object, {
      level: 'warning',
      path,
      message: `${called} looks for "${address}", but in a pod that is the pod itself, in which only container "${name}" runs.`,
      remedy: remedyFor(insideOf(site, pods, port), port, isOnMachine !== undefined),
    });
  }
}

/** What of the app answers on a port, as a remedy names it; at best a Service beside the pods. */
function insideOf(site: Site, { namespace }: Pods, port: string | undefined): string | undefined {
  const { services, workloads } = networkOf(site);
  const serving = services.filter(({ ports }) => ports.some((each) => `${each.port}` === port));
  const service = serving.find((each) => each.namespace === namespace) ?? serving[0];
  if (service) {
    const host = service.namespace === namespace ? service.name : `${service.name}.${service.namespace}`;
    return `Write "${host}:${port}" for ${service.id}`;
  }
  const workload = workloads.find(
    ({ facts, ports }) => facts.declared && ports.some(({ number }) => `${number}` === port),
  );
  return workload && `Take address from service() of ${workload.facts.where} for ${workload.id}`;
}

function remedyFor(inside: string | undefined, port: string | undefined, hasMachine: boolean): string {
  const outside = `"${HOST_NAME}${port ? `:${port}` : ''}" for a service on this machine`;
  if (inside !== undefined) return hasMachine ? `${inside}, or write ${outside}.` : `${inside}.`;
  return hasMachine
    ? `Write ${outside}; for one in the cluster, write the name of its Service.`
    : 'Write the name of its Service.';
}

/** True where the container is such a service, which may name itself. */
const isService = ({ image }: Container) => SERVICES.test(imageName(image ?? '').repository);

/** Asks whether a port of this machine is one that the cluster opens; yes where a mapping cannot be read. */
function hostPortsOf(cluster: ClusterFacts): (port: number) => boolean {
  const { all, unread } = socketsOf(cluster);
  const ports = new Set(all.filter(({ mapping }) => mapping !== undefined).map(({ hostPort }) => hostPort));
  return (port) => unread !== undefined || ports.has(undefined) || ports.has(port);
}
