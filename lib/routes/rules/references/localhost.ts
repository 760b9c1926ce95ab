import type { Draft } from '../../finding';
import { imageName } from '../../image-name';
import { HOST_NAME } from '../../k3d/conventions';
import { socketsOf } from '../../network/sockets';
import { list, record, text, texts } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import type { ClusterFacts } from '../../world';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';

/** A pod looks for a service of its own machine at localhost, which is the pod. */
export const localhostInConfig: Rule = {
  id: 'localhost-in-config',
  title: 'A pod looks for another service at localhost',
  *check(site) {
    const isOnMachine = site.cluster ? hostPortsOf(site.cluster) : undefined;
    for (const pods of podsOf(site)) {
      const running = pods.containers.filter(({ passing }) => !passing);
      const [only] = running;
      if (running.length === 1 && only && pods.spec.hostNetwork !== true) yield* settingsOf(pods, only, isOnMachine);
    }
  },
};

/** Services that an app talks to, as they stand in names of settings and of images. */
const SERVICES =
  /kafka|broker|bootstrap|redis|postgres|^pg|mysql|mariadb|mongo|database|(?:^|_)db(?:_|$)|rabbit|amqp|nats(?:_|$)|mqtt|elastic|opensearch|cassandra|memcache|minio|smtp|ldap|etcd/;

/** Schemes that only such services speak. */
const SCHEMES =
  /^(?:jdbc:\w+|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|kafka|nats|mqtts?|ldaps?|memcached):\/\//;

/** Settings of the process itself, or addresses that a browser uses. */
const OWN =
  /bind|listen|advertis|upstream|allow|trust|cors|origin|no_proxy|public|callback|redirect|external|base_?url|root_?url|site|issuer|cookie|health|probe|metric|hostname|domain/;

const ADDRESS = /(?:^|[/@,=])((?:localhost|127\.0\.0\.1)(?::(\d{1,5}))?)(?=$|[/,;?])/;

/** So much of a value is looked at. */
const LONGEST = 2_000;

interface Setting {
  readonly called: string;
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

function* settingsOf({ object }: Pods, container: Container, isOnMachine?: (port: number) => boolean): Iterable<Draft> {
  const { name, ports } = container;
  for (const { called, name: setting, value, path } of [...variables(container), ...args(container)]) {
    const [, address, port] = ADDRESS.exec(value.slice(0, LONGEST)) ?? [];
    if (!address || ports.some(({ number }) => number === Number(port)) || OWN.test(setting)) continue;
    const http = /^https?:\/\//.test(value);
    const service = SCHEMES.test(value) || (SERVICES.test(setting) && !isService(container));
    // A page may well tell the browser an address of this machine.
    const unreachable =
      http && port && /(?:url|uri|endpoint)s?$/.test(setting) && isOnMachine?.(Number(port)) === false;
    if (!service && !unreachable) continue;
    yield* aboutObject(object, {
      level: 'warning',
      path,
      message: `${called} looks for "${address}", but in a pod that is the pod itself, in which only container "${name}" runs.`,
      remedy: isOnMachine
        ? `Write "${HOST_NAME}${port ? `:${port}` : ''}" for a service on this machine; for one in the cluster, write the name of its Service.`
        : 'Write the name of its Service.',
    });
  }
}

function variables({ name, json, path }: Container): readonly Setting[] {
  return list(json.env).flatMap((item, index) => {
    const { name: variable, value } = record(item);
    const called = text(variable) ?? '';
    if (typeof value !== 'string' || !ADDRESS.test(value.slice(0, LONGEST))) return [];
    return {
      called: `Variable "${called}" of container "${name}"`,
      name: called.toLowerCase(),
      value,
      path: `${path}.env[${index}].value`,
    };
  });
}

const args = ({ name, json, path }: Container): readonly Setting[] =>
  texts(json.args).map((arg) => {
    const [, flag = '', value = arg] = /^--?([\w.-]{1,80})=(.*)$/s.exec(arg) ?? [];
    return {
      called: `An argument of container "${name}"`,
      name: flag.toLowerCase().replace(/[.-]/g, '_'),
      value,
      path: `${path}.args`,
    };
  });

/** True where the container is such a service, which may name itself. */
const isService = ({ image }: Container) => SERVICES.test(imageName(image ?? '').repository);

/** Asks whether a port of this machine is one that the cluster opens; yes where a mapping cannot be read. */
function hostPortsOf(cluster: ClusterFacts): (port: number) => boolean {
  const { all, known } = socketsOf(cluster);
  const ports = new Set(all.filter(({ mapping }) => mapping !== undefined).map(({ hostPort }) => hostPort));
  return (port) => !known || ports.has(undefined) || ports.has(port);
}
