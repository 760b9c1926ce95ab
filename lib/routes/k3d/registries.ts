import { broughtBy } from './brought';
import { registryAddress, registryNameOf } from './conventions';
import { mentions } from './k3s-args';
import { withoutPort } from '../image-name';
import { memo, record, text, texts, type Plain } from '../plain';
import { fixedPort } from '../port';
import { EVERY_ADDRESS } from '../this-machine';
import type { ClusterFacts } from '../world';
import { readYaml } from '../yaml/parse';

/** What the nodes of a cluster know about registries. */
export interface Registries {
  /** False where a part of it stands in a file that nobody has read: then anything may be set. */
  readonly known: boolean;
  readonly mirrors: ReadonlyMap<string, Plain>;
  /** Logins and certificates, by host. */
  readonly configs: ReadonlyMap<string, Plain>;
  /** Logins, by host, as they were written before there were configs. */
  readonly auths: ReadonlyMap<string, Plain>;
  readonly created?: CreatedRegistry;
  /** Names of the containers in `registries.use`. */
  readonly used: readonly string[];
}

/** The registry that k3d makes together with the cluster. */
interface CreatedRegistry {
  readonly name: string;
  /** Nothing of it is said by which k3d from 5.9 on takes the block for a wish. */
  readonly isNameless: boolean;
  /** Where docker has it listen on this machine. */
  readonly host: string;
  /** Port on this machine, where it is fixed. */
  readonly hostPort?: number;
  /** Where the nodes reach it. */
  readonly address: string;
  readonly proxies?: string;
}

/** Reads the registries of a cluster, from the fields of k3d and the YAML text in one of them. */
export const registriesOf = memo((cluster: ClusterFacts): Registries => {
  const config = record(cluster.config);
  const registries = record(config.registries);
  const inline = inlineConfig(registries.config);
  const made = created(registries.create, cluster.name);
  return {
    known: inline !== undefined && !mounted(config),
    mirrors: new Map([...mirrorOf(made), ...entries(inline?.mirrors)]),
    configs: new Map(entries(inline?.configs)),
    auths: new Map(entries(inline?.auths)),
    created: made,
    used: texts(registries.use).map((use) => use.replace(/^https?:\/\//, '').replace(/:.*$/s, '')),
  };
});

/** True for a container of `registries.use`, by its name. */
export const isUsed = ({ used }: Registries, host: string): boolean =>
  used.some((name) => [name, `k3d-${name}`].some((each) => each.toLowerCase() === host));

/** True for a registry that k3d runs beside the nodes, and that is no cache of another one. */
export function isOwnRegistry(registries: Registries, registry: string): boolean {
  const host = withoutPort(registry).toLowerCase();
  const { created } = registries;
  return isUsed(registries, host) || (created?.name.toLowerCase() === host && created.proxies === undefined);
}

/** The mirror that k3d makes for what a registry proxies, where that is no URL, which no image names. */
function mirrorOf(made: CreatedRegistry | undefined): readonly [string, Plain][] {
  if (made?.proxies === undefined || made.proxies.includes('/')) return [];
  return [[made.proxies, { endpoint: [`http://${made.address}`] }]];
}

const entries = (value: unknown): readonly [string, Plain][] =>
  Object.entries(record(value)).map(([key, item]) => [key, record(item)]);

function inlineConfig(value: unknown): Plain | undefined {
  if (value === undefined || value === null || value === '') return {};
  // k3d takes a text of one line as a path.
  if (typeof value !== 'string' || !value.includes('\n')) return undefined;
  const read = readYaml(value);
  return read && record(read.value);
}

const REGISTRIES = /registries\.yaml|k3s-registry-config|\/etc\/rancher(\/k3s)?(:|$)/;

/** True where a volume, a file or an argument brings a registries.yaml of its own. */
const mounted = (config: Plain): boolean =>
  broughtBy(config).some((value) => REGISTRIES.test(value)) || mentions(config, 'private-registry');

function created(value: unknown, cluster: string): CreatedRegistry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { name: said, host, hostPort: port, image, proxy, enforcePortMatch } = record(value);
  const name = text(said) ?? registryNameOf(cluster);
  const hostPort = fixedPort(text(port) ?? '');
  const address = registryAddress({ name, hostPort, enforcePortMatch: enforcePortMatch === true });
  return {
    name,
    isNameless: [said, host, port, image].every((each) => text(each) === undefined),
    host: text(host) ?? EVERY_ADDRESS,
    hostPort,
    address,
    proxies: text(record(proxy).remoteURL),
  };
}
