import type { Draft } from '../../finding';
import { HOST_NAME } from '../../k3d/conventions';
import { slipOf } from '../../nearest';
import { networkOf } from '../../network/network';
import type { Service } from '../../network/services';
import { offersService, type Workload } from '../../network/workloads';
import { groupBy, list, memo, record } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import type { Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';
import { madeBy } from '../../made';
import { passedOf } from './nginx';
import { commandOf, isOwnAddress, type Setting, settingsOf } from './settings';
import { awaitedBy } from './waiting';

/** A pod looks for a Service of the app where it does not answer: on another port, in another namespace. */
export const addressNotServed: Rule = {
  id: 'address-not-served',
  title: 'A pod looks for a Service where it does not answer',
  needsAll: true,
  *check(site) {
    for (const pods of podsOf(site)) {
      for (const container of pods.containers) {
        const awaited = awaitedBy(container);
        for (const setting of [
          ...settingsOf(site, pods, container, mayBeAddress),
          ...commandOf(pods, container, mayBeAddress),
        ]) {
          // What has a name is no line of a script.
          yield* lost(site, pods, setting, setting.name === '' ? awaited : undefined);
        }
      }
      for (const setting of passedOf(site, pods)) yield* lost(site, pods, setting);
    }
  },
};

/** What a site answers with, by the names that an address may hold. */
const answersOf = memo((site: Site) => {
  const { services, workloads } = networkOf(site);
  return {
    byName: groupBy(services, ({ name }) => name),
    byNamespace: groupBy(services, ({ namespace }) => namespace),
    workloads: groupBy(workloads, ({ name }) => name),
    namespaces: new Set([...services, ...workloads].map(({ namespace }) => namespace)),
  };
});

/** Where a setting looks for something: `db:5433`, `http://api`. */
interface Address {
  /** As it is written; empty where none is. */
  readonly scheme: string;
  /** The same, where it alone says the port. */
  readonly lead: string;
  readonly host: string;
  /** As it is written. */
  readonly port?: number;
  /** Absent where it is written nowhere, and the scheme is not known. */
  readonly asked?: number;
}

/** Schemes, and the port where none is written. */
const PORTS: ReadonlyMap<string, number> = new Map([
  ['http://', 80],
  ['https://', 443],
  ['ws://', 80],
  ['wss://', 443],
  ['postgres://', 5432],
  ['postgresql://', 5432],
  ['mysql://', 3306],
  ['mariadb://', 3306],
  ['mongodb://', 27_017],
  ['redis://', 6379],
  ['amqp://', 5672],
  ['nats://', 4222],
]);

const HOST = '[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?';
const URLS = new RegExp(
  String.raw`(?:^|[\s,;:="'(])(?<scheme>[a-z][a-z0-9+.-]*://)(?:[^\s/@,;?#]*@)?(?<host>${HOST})(?::(?<port>\d{1,5}))?(?=$|[/?#,;\s"')])`,
  'g',
);

const ON_PORT = String.raw`(?:[^;&|\n]*? -p *(?<port>\d{1,5}))?`;

/** How a script waits for something: each names a host, and perhaps its port. */
const WAITS = [
  String.raw`\bwait-for(?:-it)?(?:\.sh)? +(?:-[a-z]+ +(?:\d+ +)?)*(?<host>${HOST}):(?<port>\d{1,5})`,
  String.raw`\bnc(?: +-[a-zA-Z]+(?: +\d+)?)* +(?<host>${HOST}) +(?<port>\d{1,5})`,
  String.raw`\b(?:nslookup|getent +hosts) +(?<host>${HOST})`,
  String.raw`\b(?:pg_isready|redis-cli)\b[^;&|\n]*? -h *(?<host>${HOST})${ON_PORT}`,
  String.raw`\bmysqladmin\b[^;&|\n]*? -h *(?<host>${HOST})${ON_PORT.replace('-p', '-P')}`,
].map((wait) => new RegExp(String.raw`${wait}(?=$|[\s;&|"')])`, 'g'));

const PAIR = new RegExp(String.raw`^(?<host>${HOST}):(?<port>\d{1,5})$`);

/** Settings that hold an address without a scheme; elsewhere `redis:7` is an image. */
const ADDRESSES = /(?:addr|address|host|server|broker|endpoint|url|uri|bootstrap|target|backend|peer|node)(?:s|es)?$/;

const mayBeAddress = (value: string) => /[: ]/.test(value) || NAME.test(value);

/** The name of a Service alone, in a setting that holds nothing else: `DB_HOST`. */
const NAME = /^[a-z][a-z0-9-]*$/;
const NAMES = /_host$/;

function addressesIn({ name, value }: Pick<Setting, 'name' | 'value'>): readonly Address[] {
  if (NAMES.test(name) && NAME.test(value)) return [{ scheme: '', lead: '', host: value }];
  const urls = Array.from(value.matchAll(URLS), addressOf);
  if (name === '') return [...urls, ...WAITS.flatMap((wait) => Array.from(value.matchAll(wait), addressOf))];
  if (!ADDRESSES.test(name)) return urls;
  const pairs = value.split(',').map((part) => PAIR.exec(part.trim()));
  return [...urls, ...pairs.filter((pair) => pair !== null).map(addressOf)];
}

const addressOf = ({ groups }: RegExpMatchArray): Address => {
  const { scheme = '', host, port } = groups as { scheme?: string; host: string; port?: string };
  return port === undefined
    ? { scheme, lead: scheme, host, asked: PORTS.get(scheme) }
    : { scheme, lead: '', host, port: Number(port), asked: Number(port) };
};

const written = ({ lead, host, port }: Address) => `${lead}${host}${port === undefined ? '' : `:${port}`}`;

/** What to write in place of an address. */
const instead = (address: Address, other: Partial<Address>) => `Write "${written({ ...address, ...other })}".`;

const isNameAlone = ({ scheme, port }: Address) => scheme === '' && port === undefined;

/** What the DNS of the cluster adds to the name and the namespace of a Service. */
const SUFFIX = /^(?:svc(?:\.cluster\.local)?)?$/;

/** What a setting says of the addresses in it at which nobody answers. */
const lost = (site: Site, pods: Pods, setting: Setting, awaited: readonly string[] = []): readonly Draft[] =>
  isOwnAddress(setting) ? [] : addressesIn(setting).flatMap((address) => spoken(site, pods, setting, address, awaited));

function spoken(
  site: Site,
  pods: Pods,
  { called, object, path }: Setting,
  address: Address,
  awaited: readonly string[],
): readonly Draft[] {
  const [name, said, ...rest] = address.host.split('.') as [string, string?, ...string[]];
  if (!SUFFIX.test(rest.join('.'))) return [];
  const namesakes = answersOf(site).byName.get(name) ?? [];
  const service = namesakes.find(({ namespace }) => namespace === (said ?? pods.namespace));
  const advice = service
    ? portAdvice(service, address)
    : said === undefined || answersOf(site).namespaces.has(said)
      ? nameAdvice(site, pods, { ...address, name, said, rest }, namesakes)
      : undefined;
  if (!advice) return [];
  const looks = `${called} looks for "${written(address)}", ${advice.but}`;
  if (!service || !awaited.some((line) => isAwaited(line, address))) {
    return aboutObject(object, { level: 'warning', path, message: `${looks}.`, remedy: advice.remedy });
  }
  return aboutObject(object, {
    level: heldTo(site, object),
    stops: { of: [pods.object], status: 'broken' },
    path,
    message: `${looks}, so it waits without end, and the pods do not start.`,
    remedy: advice.remedy,
  });
}

/** True for a line that asks there, and nowhere else. */
function isAwaited(line: string, address: Address): boolean {
  const asked = addressesIn({ name: '', value: line });
  return asked.length === 1 && written(asked[0]!) === written(address);
}

interface Advice {
  /** What there is instead, as the end of a sentence. */
  readonly but: string;
  readonly remedy: string;
}

function portAdvice({ id, ports, type, facts }: Service, address: Address): Advice | undefined {
  const { asked, port } = address;
  // Without an address of its own, or with a name outside, it hands nothing on: who answers has ports of its own.
  const handsOn = type !== 'ExternalName' && record(facts.json.spec).clusterIP !== 'None';
  if (asked === undefined || !handsOn || ports.some((each) => each.port === asked)) return undefined;
  const behind = ports.find(({ target }) => target === asked);
  const meant = behind ?? ports[0];
  if (!meant) return undefined;
  const listens = `${id} listens on port${ports.length === 1 ? '' : 's'} ${ports.map((each) => each.port).join(', ')}`;
  const why = behind ? `: ${asked} is the port of its pods` : '';
  return {
    but: `${port === undefined ? `which is port ${asked}, ` : ''}but ${listens}${why}`,
    remedy: instead(address, { port: meant.port }),
  };
}

/** An address that names a Service, perhaps with its namespace. */
interface NamedAddress extends Address {
  readonly name: string;
  readonly said?: string;
  /** What stands behind the namespace. */
  readonly rest: readonly string[];
}

/** A name alone is looked for in the namespace of the pod. */
function nameAdvice(site: Site, pods: Pods, address: NamedAddress, namesakes: readonly Service[]): Advice | undefined {
  const { name, said, rest } = address;
  const namespace = said ?? pods.namespace;
  if (madeBy(site).elsewhere('Service', namespace, name) || isAlias(pods.spec.hostAliases, address.host)) {
    return undefined;
  }
  const called = (to: string) => ({ ...address, host: [to, ...(said === undefined ? [] : [said]), ...rest].join('.') });
  const but = `but namespace "${namespace}" has no Service "${name}"`;
  const { byNamespace, workloads } = answersOf(site);
  const workload = workloads.get(name)?.find((each) => each.namespace === namespace);
  const [other] = namesakes;
  if (other && !(said && workload)) {
    const alone = `but a name alone is looked for in namespace "${namespace}"`;
    return {
      but: said === undefined ? `${alone}, and ${other.id} stands in another` : `${but}: ${other.id} stands in another`,
      remedy: instead(address, { host: [name, other.namespace, ...rest].join('.') }),
    };
  }
  const here = byNamespace.get(namespace) ?? [];
  // A pod that is told its own name looks for nobody.
  if (workload?.facts === pods.object && isNameAlone(address)) return undefined;
  if (workload) {
    const { selection } = networkOf(site);
    const its = here.find(({ selector }) => selector && selection.select(namespace, selector).includes(workload));
    if (!its) return { but: `${but}: ${workload.id} has none`, remedy: withService(workload, address) };
    const right = called(its.name);
    const remedy = portAdvice(its, right)?.remedy ?? instead(right, {});
    return { but: `${but}: that of ${workload.id} is called "${its.name}"`, remedy };
  }
  const names = here.map((service) => service.name);
  const near = names.find((each) => withoutKind(each) === withoutKind(name)) ?? slipOf(name, names);
  return near === undefined ? otherCluster(site, namespace, name) : { but, remedy: instead(called(near), {}) };
}

/** What pods of one cluster know by a name, those of another one do not. */
function otherCluster(site: Site, namespace: string, name: string): Advice | undefined {
  const { cluster, all = [] } = site;
  const [there] = all.flatMap((other) => {
    if (other === site || !other.cluster) return [];
    const { byName, workloads } = answersOf(other);
    const found = [...(byName.get(name) ?? []), ...(workloads.get(name) ?? [])];
    const at = found.find((each) => each.namespace === namespace);
    return at ? [{ id: at.id, name: other.cluster.name }] : [];
  });
  if (!cluster || !there) return undefined;
  return {
    but: `but ${there.id} stands on cluster ${there.name}, and pods of cluster ${cluster.name} do not know its name`,
    remedy: `Expose it on a port of this machine, and ask ${HOST_NAME} there; or deploy its chart to cluster ${cluster.name} too.`,
  };
}

/** Some write what an object is behind its name. */
const withoutKind = (name: string) => name.replace(/-(?:svc|service)$/, '');

/** A workload of ours makes its Service when it is asked for the address, and as a URL that is one of HTTP. */
function withService(workload: Workload, address: Address): string {
  const { facts, name } = workload;
  if (!offersService(workload)) return `Add a Service "${name}" that selects its pods.`;
  if (WEB.test(address.scheme)) return `Take the address from serviceUrl of ${facts.where}, which makes one.`;
  const parts = isNameAlone(address) ? 'host' : 'address';
  return `Take ${parts} from service() of ${facts.where}, which makes one.`;
}

const WEB = /^https?:/;

const isAlias = (aliases: unknown, name: string) =>
  list(aliases).some((alias) => list(record(alias).hostnames).includes(name));
