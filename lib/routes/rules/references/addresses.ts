import type { Draft } from '../../finding';
import { slipOf } from '../../nearest';
import { networkOf } from '../../network/network';
import type { Service } from '../../network/services';
import type { Workload } from '../../network/workloads';
import { groupBy, list, memo, record } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import type { Site } from '../../world';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { madeBy } from '../../made';
import { passedOf } from './nginx';
import { commandOf, isOwnAddress, type Setting, settingsOf } from './settings';

/** A pod looks for a Service of the app where it does not answer: on another port, in another namespace. */
export const addressNotServed: Rule = {
  id: 'address-not-served',
  title: 'A pod looks for a Service where it does not answer',
  needsAll: true,
  *check(site) {
    for (const pods of podsOf(site)) {
      const settings = pods.containers.flatMap((container) => [
        ...settingsOf(site, pods, container, mayBeAddress),
        ...commandOf(pods, container, mayBeAddress),
      ]);
      for (const setting of [...settings, ...passedOf(site, pods)]) {
        if (isOwnAddress(setting)) continue;
        for (const address of addressesIn(setting)) yield* spoken(site, pods, setting, address);
      }
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
  };
});

/** Where a setting looks for something: `db:5433`, `http://api`. */
interface Address {
  /** Its scheme, where that alone says the port; empty else. */
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

/** How a script waits for something: each names a host, and perhaps its port. */
const WAITS = [
  String.raw`\bnc(?: +-[a-zA-Z]+(?: +\d+)?)* +(?<host>${HOST}) +(?<port>\d{1,5})`,
  String.raw`\b(?:nslookup|getent +hosts) +(?<host>${HOST})`,
  String.raw`\b(?:pg_isready|mysqladmin|redis-cli)\b[^;&|\n]*? -h *(?<host>${HOST})`,
].map((wait) => new RegExp(String.raw`${wait}(?=$|[\s;&|"')])`, 'g'));

const PAIR = new RegExp(String.raw`^(?<host>${HOST}):(?<port>\d{1,5})$`);

/** Settings that hold an address without a scheme; elsewhere `redis:7` is an image. */
const ADDRESSES = /(?:addr|address|host|server|broker|endpoint|url|uri|bootstrap|target|backend|peer|node)(?:s|es)?$/;

const mayBeAddress = (value: string) => /[: ]/.test(value) || NAME.test(value);

/** The name of a Service alone, in a setting that holds nothing else: `DB_HOST`. */
const NAME = /^[a-z][a-z0-9-]*$/;
const NAMES = /_host$/;

function addressesIn({ name, value }: Setting): readonly Address[] {
  if (NAMES.test(name) && NAME.test(value)) return [{ lead: '', host: value }];
  const urls = Array.from(value.matchAll(URLS), addressOf);
  if (name === '') return [...urls, ...WAITS.flatMap((wait) => Array.from(value.matchAll(wait), addressOf))];
  if (!ADDRESSES.test(name)) return urls;
  const pairs = value.split(',').map((part) => PAIR.exec(part.trim()));
  return [...urls, ...pairs.filter((pair) => pair !== null).map(addressOf)];
}

const addressOf = ({ groups }: RegExpMatchArray): Address => {
  const { scheme = '', host, port } = groups as { scheme?: string; host: string; port?: string };
  return port === undefined
    ? { lead: scheme, host, asked: PORTS.get(scheme) }
    : { lead: '', host, port: Number(port), asked: Number(port) };
};

const written = ({ lead, host, port }: Address) => `${lead}${host}${port === undefined ? '' : `:${port}`}`;

/** What to write in place of an address. */
const instead = (address: Address, other: Partial<Address>) => `Write "${written({ ...address, ...other })}".`;

const isNameAlone = ({ lead, port }: Address) => lead === '' && port === undefined;

/** What the DNS of the cluster adds to the name and the namespace of a Service. */
const SUFFIX = /^(?:svc(?:\.cluster\.local)?)?$/;

function spoken(site: Site, pods: Pods, { called, object, path }: Setting, address: Address): readonly Draft[] {
  const [name, said, ...rest] = address.host.split('.') as [string, string?, ...string[]];
  if (!SUFFIX.test(rest.join('.'))) return [];
  const namesakes = answersOf(site).byName.get(name) ?? [];
  const service = namesakes.find(({ namespace }) => namespace === (said ?? pods.namespace));
  const alone = said === undefined && service === undefined;
  const advice = service
    ? portAdvice(service, address)
    : alone
      ? nameAdvice(site, pods, address, namesakes)
      : undefined;
  if (!advice) return [];
  return aboutObject(object, {
    level: 'warning',
    path,
    message: `${called} looks for "${written(address)}", ${advice.but}.`,
    remedy: advice.remedy,
  });
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

/** A name alone is looked for in the namespace of the pod. */
function nameAdvice(site: Site, pods: Pods, address: Address, namesakes: readonly Service[]): Advice | undefined {
  const { namespace, spec } = pods;
  const { host } = address;
  if (madeBy(site).elsewhere('Service', namespace, host) || isAlias(spec.hostAliases, host)) return undefined;
  const [other] = namesakes;
  if (other) {
    const but = `but a name alone is looked for in namespace "${namespace}", and ${other.id} stands in another`;
    return { but, remedy: instead(address, { host: `${host}.${other.namespace}` }) };
  }
  const but = `but namespace "${namespace}" has no Service "${host}"`;
  const { byNamespace, workloads } = answersOf(site);
  const here = byNamespace.get(namespace) ?? [];
  const workload = workloads.get(host)?.find((each) => each.namespace === namespace);
  // A pod that is told its own name looks for nobody.
  if (workload?.facts === pods.object && isNameAlone(address)) return undefined;
  if (workload) {
    const { selection } = networkOf(site);
    const its = here.find(({ selector }) => selector && selection.select(namespace, selector).includes(workload));
    if (!its) return { but: `${but}: ${workload.id} has none`, remedy: withService(workload) };
    const called = { ...address, host: its.name };
    const remedy = portAdvice(its, called)?.remedy ?? instead(called, {});
    return { but: `${but}: that of ${workload.id} is called "${its.name}"`, remedy };
  }
  const names = here.map(({ name }) => name);
  const near = names.find((name) => withoutKind(name) === withoutKind(host)) ?? slipOf(host, names);
  return near === undefined ? undefined : { but, remedy: instead(address, { host: near }) };
}

/** Some write what an object is behind its name. */
const withoutKind = (name: string) => name.replace(/-(?:svc|service)$/, '');

/** A WebApp makes its Service when it is asked for the address. */
const withService = ({ facts, ports, name }: Workload) =>
  facts.declared && ports.length > 0
    ? `Take the address from serviceUrl of ${facts.where}, which makes one.`
    : `Add a Service "${name}" that selects its pods.`;

const isAlias = (aliases: unknown, name: string) =>
  list(aliases).some((alias) => list(record(alias).hostnames).includes(name));
