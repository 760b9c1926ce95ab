import type { SimpleRegistries } from '../../imports/k3d.io';
import type { AskedRegistry, RegistrySource } from '../analysis/facts';
import { hostIn, registryName } from '../routes/image-name';
import { registryAddress, registryNameOf } from '../routes/k3d/conventions';
import { DOLLAR } from '../routes/k3d/dollars';
import type { EnvironmentName, LoginSource } from '../routes/needs';
import { isPort } from '../routes/port';
import type { Complaint } from '../routes/world';
import { LoginNames } from './login-names';
import type { Mirror } from './mirrors';
import type { CreatedRegistry, Registries } from './registries-props';
import { registriesText } from './registries-text';

/** Registries in the words of k3d, with what stands outside of them. */
export interface RenderedRegistries {
  readonly registries: SimpleRegistries;
  readonly environment: readonly EnvironmentName[];
  readonly complaints: readonly Complaint[];
  /** Path in the config → what a person wrote. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The registries of a cluster, with the one that somebody else asks it to make, unless one is written in k3d's own words. */
export function renderRegistries(
  cluster: string,
  { mirrors = {}, configs = {}, create, use }: Registries = {},
  asked: readonly AskedRegistry[],
  written: boolean,
): RenderedRegistries {
  const taken = create !== undefined || written;
  const [first] = taken ? [] : asked;
  const made = create ? sourceOf(cluster, create) : first;
  const names = new LoginNames();
  const proxied = made?.pullThrough;
  const config = registriesText(
    {
      mirrors: proxied ? throughProxy(mirrors, proxied.remoteUrl, `http://${registryAddress(made)}`) : mirrors,
      configs,
    },
    {
      login: (host) => {
        const from = configs[host]?.credential?._login;
        return from && names.references(host, from);
      },
      rewrite: dollars,
    },
  );
  const login = proxied?.login && names.references(hostIn(proxied.remoteUrl), proxied.login);
  return {
    registries: {
      create: made && {
        name: made.name,
        host: made.host,
        hostPort: made.hostPort === undefined ? undefined : `${made.hostPort}`,
        image: made.image,
        proxy: proxied && { remoteUrl: proxied.remoteUrl, username: login?.user, password: login?.password },
        volumes: [...(made.volumes ?? [])],
        enforcePortMatch: made.enforcePortMatch,
      },
      use: use ?? [],
      config,
    },
    environment: [...(config?.includes(DOLLAR) ? [{ name: DOLLAR, value: '$' }] : []), ...names.environment],
    complaints: surplus(cluster, taken, asked),
    fields: first ? askedFields(first) : {},
  };
}

/** k3d 5.9 takes a block without a name for none. */
function sourceOf(cluster: string, { name, hostPort, pullThrough, ...rest }: CreatedRegistry): RegistrySource {
  return {
    ...rest,
    // What is no port is complained about where it is written.
    ...((hostPort === 0 || isPort(hostPort)) && { hostPort }),
    name: name ?? registryNameOf(cluster),
    ...(pullThrough && { pullThrough: proxySource(pullThrough.remoteUrl, pullThrough.credential?._login) }),
  };
}

const proxySource = (remoteUrl: string, login: LoginSource | undefined) => ({ remoteUrl, ...(login && { login }) });

/** k3d adds a mirror for the URL, which no image names: the one for the registry is what makes images come through. */
function throughProxy(
  mirrors: { readonly [registry: string]: Mirror },
  remoteUrl: string,
  address: string,
): { readonly [registry: string]: Mirror } {
  const registry = registryName(hostIn(remoteUrl));
  const own = Object.hasOwn(mirrors, registry) ? mirrors[registry] : undefined;
  const endpoints = [address, ...(own ? own.endpoints.filter((endpoint) => endpoint !== address) : [])];
  return { ...mirrors, [registry]: { ...own, endpoints } };
}

/** What k3d would take for a variable, behind a dollar that is meant as one. */
const dollars = (text: string) => text.replace(/\$(?=[{\w*#$@!?-])/g, `\${${DOLLAR}}`);

/** k3d makes one registry with a cluster. */
function surplus(cluster: string, own: boolean, asked: readonly AskedRegistry[]): Complaint[] {
  return asked.slice(own ? 0 : 1).map(({ asker, name }) => ({
    where: asker,
    // Without a block of the cluster's own, the first one who asked has it.
    message: `Registry "${name}" is a second one for cluster "${cluster}", beside ${own ? 'its registries.create' : asked[0]!.asker}: k3d makes one with a cluster.`,
    remedy: 'Leave one of the two out.',
  }));
}

const askedFields = ({ asker }: AskedRegistry): Record<string, string> => ({
  'registries.create': asker,
  'registries.create.proxy': `${asker}.pullThrough`,
  'registries.create.proxy.remoteURL': `${asker}.pullThrough.remoteUrl`,
});
