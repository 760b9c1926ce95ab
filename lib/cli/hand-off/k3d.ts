import { isRecord, list, record, text } from '../../routes/plain';
import { fixedPort } from '../../routes/port';
import type { Call, Tools } from '../tools';
import { EXIT } from '../command';
import { ask, askItself, askJson, NoJson, ProgramFailed, QUESTION } from './programs';
import { type Version, versionIn } from '../../routes/k3d/version';

/** A socket that k3d asked docker for. */
export interface PublishedPort {
  readonly hostIp: string;
  /** Absent where docker chose one. */
  readonly hostPort?: number;
  readonly containerPort: number;
  readonly protocol: string;
}

/** A container of a cluster. */
export interface ClusterNode {
  readonly name: string;
  readonly role: string;
  readonly running: boolean;
  /** In docker's words: running, exited, restarting. */
  readonly status: string;
  readonly ports: readonly PublishedPort[];
  /** Without those that hold secrets. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A cluster that k3d knows, running or not. */
export interface KnownCluster {
  readonly name: string;
  readonly nodes: readonly ClusterNode[];
}

/** What k3d says of itself. */
export interface K3dVersions {
  readonly k3d: Version | undefined;
  /** The version of k3s that it takes by itself, as a tag. */
  readonly k3s: string | undefined;
}

/** The label on every container of a cluster that `up` made. Its value is the hash of the cluster file. */
export const OWNER_LABEL = 'cdk8s-k3d.file';

/**
 * k3d, asked in a clean environment: nothing in the user's shell changes what it does. What it answered is remembered,
 * what it said of clusters until it is told to do something.
 */
export class K3d {
  private said: Readonly<Partial<Record<'versions' | 'clusters', unknown>>> = {};

  /** @param patience milliseconds that a question may take */
  constructor(
    private readonly tools: Tools,
    private readonly patience: () => number = () => QUESTION,
  ) {}

  /** Each undefined where it says none that can be read: a build of one's own. */
  public async versions(): Promise<K3dVersions> {
    const { k3d, k3s } = record(await this.once('versions', ['version', '-o', 'json']));
    return { k3d: versionIn(text(k3d) ?? ''), k3s: text(k3s) };
  }

  /** Every cluster that k3d knows. */
  public async clusters(): Promise<KnownCluster[]> {
    const args = ['cluster', 'list', '-o', 'json'];
    const answer = await this.once('clusters', args);
    // Who lists nothing that can be read must not be taken for one who has no clusters.
    if (!Array.isArray(answer) || !answer.every(isRecord)) {
      throw new NoJson('k3d', args, JSON.stringify(answer), 'list of clusters');
    }
    return answer.map(clusterOf);
  }

  public async cluster(name: string): Promise<KnownCluster | undefined> {
    return (await this.clusters()).find((cluster) => cluster.name === name);
  }

  /** The kubeconfig of one cluster. It holds a login. */
  public kubeconfig(name: string): Promise<string> {
    return ask(this.tools, 'k3d', ['kubeconfig', 'get', name], this.cleanly({ timeout: this.patience() }));
  }

  /** Runs k3d to a good end. */
  public async run(args: readonly string[], call: Call = {}): Promise<string> {
    try {
      return await ask(this.tools, 'k3d', args, this.cleanly(call));
    } finally {
      this.said = { versions: this.said.versions };
    }
  }

  /** An answer that did not come is asked for again. */
  private async once(what: 'versions' | 'clusters', args: readonly string[]): Promise<unknown> {
    const known = this.said[what];
    if (known !== undefined) return known;
    const question = what === 'versions' ? askItself : askClusters;
    const answer = await question(this.tools, 'k3d', args, this.cleanly({ timeout: this.patience() }));
    this.said = { ...this.said, [what]: answer };
    return answer;
  }

  /** Colours and progress would stand among the JSON, and K3D_ variables would overrule the cluster file. */
  public cleanly(call: Call): Call {
    const foreign = Object.keys(this.tools.environment).filter((name) => /^K3D_(?!IMAGE_|FIX_)/.test(name));
    return {
      ...call,
      environment: {
        ...Object.fromEntries(foreign.map((name) => [name, undefined])),
        LOG_COLORS: 'false',
        LOG_LEVEL: 'warn',
        ...call.environment,
      },
    };
  }
}

/** Every container runs. */
export const isRunning = ({ nodes }: KnownCluster): boolean =>
  nodes.length > 0 && nodes.every(({ running, status }) => running && status === 'running');

const clusterOf = (json: unknown): KnownCluster => {
  const { name, nodes } = record(json);
  return { name: text(name) ?? '', nodes: list(nodes).map(nodeOf) };
};

function nodeOf(json: unknown): ClusterNode {
  const { name, role, State, portMappings, runtimeLabels } = record(json);
  const { Running, Status } = record(State);
  return {
    name: text(name) ?? '',
    role: text(role) ?? '',
    running: Running === true,
    status: text(Status) ?? '',
    ports: Object.entries(record(portMappings)).flatMap(([port, bindings]) => list(bindings).map(publishedAs(port))),
    labels: Object.fromEntries(
      Object.entries(record(runtimeLabels)).flatMap(([label, value]) =>
        typeof value === 'string' && !/token|secret|password/i.test(label) ? [[label, value]] : [],
      ),
    ),
  };
}

/** `80/tcp`; the port of the API comes without a protocol. */
const publishedAs =
  (port: string) =>
  (binding: unknown): PublishedPort => {
    const { HostIp, HostPort } = record(binding);
    const [number, protocol = 'tcp'] = port.split('/');
    return {
      hostIp: text(HostIp) ?? '',
      hostPort: fixedPort(text(HostPort) ?? ''),
      containerPort: Number(number),
      protocol,
    };
  };

/** Whoever cannot say which clusters there are can do nothing for any of them. */
const askClusters: typeof askJson = async (...asked) => {
  try {
    return await askJson(...asked);
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    throw new ProgramFailed(error.program, error.asked, error.ran, EXIT.toolMissing);
  }
};
