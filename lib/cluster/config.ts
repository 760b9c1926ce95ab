import type { Duration, Size } from 'cdk8s';
import { Simple, type SimpleRegistries } from '../../imports/k3d.io';
import { k3sImage } from '../routes/k3d/k3s-version';
import { record } from '../routes/plain';
import { LOOPBACK } from '../routes/this-machine';
import type { ContainerRuntime, K3dClusterConfigProps, NodeFile, NodeVolume } from './k3d-cluster-props';
import { Nodes } from './nodes';
import type { PortEntry } from './ports';
import { tidy } from './tidy';

/** A version as k3s or the tag of its image writes it. */
export const K3S_VERSION = /^v\d+\.\d+\.\d+(-rc\d+)?[+-]k3s\d+$/;

const imageOf = ({ k3sVersion }: K3dClusterConfigProps) =>
  k3sVersion !== undefined && K3S_VERSION.test(k3sVersion) ? k3sImage(k3sVersion) : undefined;

/** Long enough for a first pull on a slow line; without a limit k3d waits forever. */
const TIMEOUT = '5m0s';

/** The config of a cluster as k3d reads it, in the order in which a person writes it. */
export function clusterConfig(
  name: string,
  props: K3dClusterConfigProps,
  ports: PortEntry[],
  registries: SimpleRegistries,
): Record<string, unknown> {
  const manifest: unknown = Simple.manifest({
    metadata: { name },
    servers: props.servers ?? 1,
    agents: props.agents ?? 0,
    kubeApi: kubeApi(props),
    image: props.image ?? imageOf(props),
    network: props.network,
    subnet: props.subnet,
    token: props.token,
    // Holds the place: entries in k3d's own words may be anything, and the rules judge them as they are.
    ports: ports.map(() => ({ port: '' })),
    volumes: list(props.volumes, (volume) => ({
      volume: volumeSpec(volume),
      nodeFilters: (volume.nodes ?? Nodes.all()).filters,
    })),
    env: list(props.env, ({ name: key, value, nodes = Nodes.all() }) => ({
      envVar: value === undefined ? key : `${key}=${value}`,
      nodeFilters: nodes.filters,
    })),
    files: list(props.files, file),
    hostAliases: list(props.hostAliases, ({ ip, hostnames }) => ({ ip, hostnames })),
    options: {
      k3D: k3dOptions(props),
      k3S: k3sOptions(props),
      kubeconfig: {
        updateDefaultKubeconfig: props.kubeconfig?.update,
        switchCurrentContext: props.kubeconfig?.switchContext ?? false,
      },
      runtime: runtime(props.runtime),
    },
    registries,
  });
  return { ...record(tidy(manifest)), ...(ports.length > 0 && { ports }) };
}

/** The kubeconfig and the certificate name an address of this machine, and the network stays out. */
function kubeApi({ kubeApi: { host, hostIp = LOOPBACK, hostPort } = {} }: K3dClusterConfigProps) {
  return { host, hostIp, hostPort: hostPort === undefined ? undefined : String(hostPort) };
}

/** k3d takes one part alone for both ends. */
const volumeSpec = ({ path, source = path, readOnly }: NodeVolume) => `${source}:${path}${readOnly ? ':ro' : ''}`;

/** k3d takes text without a line break for a path, so the text ends with one. */
const file = ({ path, content, description, nodes = Nodes.all() }: NodeFile) => ({
  description,
  source: content.endsWith('\n') ? content : `${content}\n`,
  destination: path,
  nodeFilters: nodes.filters,
});

function k3dOptions({ timeout, loadBalancer = {}, keepOnFailure }: K3dClusterConfigProps) {
  const { enabled = true, workerConnections, proxyTimeout } = loadBalancer;
  return {
    timeout: timeout === undefined ? TIMEOUT : goDuration(timeout),
    disableLoadbalancer: enabled ? undefined : true,
    disableRollback: keepOnFailure,
    loadbalancer: {
      configOverrides: [
        ...(workerConnections === undefined ? [] : [`settings.workerConnections=${workerConnections}`]),
        ...(proxyTimeout === undefined
          ? []
          : [`settings.defaultProxyTimeout=${proxyTimeout.toSeconds({ integral: false })}`]),
      ],
    },
  };
}

/** A Go duration in whole seconds: the only form that k3d reads as it is meant. */
const goDuration = (duration: Duration) => `${duration.toSeconds({ integral: false })}s`;

function k3sOptions({ disable = [], k3sArgs = [], nodeLabels = [] }: K3dClusterConfigProps) {
  return {
    extraArgs: [
      ...disable.map((component) => ({ arg: `--disable=${component}`, nodeFilters: Nodes.servers().filters })),
      ...k3sArgs.map(({ flag, value, nodes = Nodes.servers() }) => ({
        arg: `--${flag.replace(/^-+/, '')}${value === undefined ? '' : `=${value}`}`,
        nodeFilters: nodes.filters,
      })),
    ],
    nodeLabels: labels(nodeLabels),
  };
}

const labels = (groups: NonNullable<K3dClusterConfigProps['nodeLabels']>) =>
  groups.flatMap(({ labels: pairs, nodes = Nodes.all() }) =>
    Object.entries(pairs).map(([key, value]) => ({ label: `${key}=${value}`, nodeFilters: nodes.filters })),
  );

function runtime(options: ContainerRuntime = {}) {
  return {
    gpuRequest: options.gpuRequest,
    serversMemory: options.serversMemory && dockerSize(options.serversMemory),
    agentsMemory: options.agentsMemory && dockerSize(options.agentsMemory),
    hostPidMode: options.hostPidMode,
    labels: labels(options.labels ?? []),
    ulimits: list(options.ulimits, ({ name, soft, hard }) => ({ name, soft, hard })),
  };
}

/** Docker writes `512m` and `2g` where Kubernetes writes `512Mi` and `2Gi`. */
const dockerSize = (size: Size) => size.asString().replace(/i$/, '').toLowerCase();

const list = <T, U>(items: readonly T[] | undefined, one: (item: T) => U): U[] => (items ?? []).map(one);
