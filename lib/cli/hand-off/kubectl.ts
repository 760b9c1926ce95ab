import { k3dName } from '../../routes/k3d/conventions';
import { readYaml } from '../../routes/yaml/parse';
import { list, record, records, text } from '../../routes/plain';
import type { KubeObject } from '../../routes/world';
import type { Call, Ran, Tools } from '../tools';
import type { K3d } from './k3d';
import { ask, askJson, attempt } from './programs';

/** Milliseconds that a call may take where nobody says more: an API server that is there answers sooner. */
const LONGEST = 120_000;

/** No kubectl reads a kuberc, in which its user may have given every command other flags: to ask before it deletes. */
export const WITHOUT_KUBERC = { KUBERC: 'off', KUBECTL_KUBERC: 'false' } as const;

/**
 * kubectl, for one cluster. It reads a kubeconfig that k3d has just printed and nobody else sees, so that neither the
 * user's current context, nor a list of files in KUBECONFIG, nor a read-only one can lead it elsewhere.
 */
export class Kubectl {
  /**
   * @param cluster name of the cluster, as k3d knows it
   * @param patience milliseconds that each call may take
   */
  public static async of(tools: Tools, k3d: K3d, cluster: string, patience = () => LONGEST): Promise<Kubectl> {
    const kubeconfig = await k3d.kubeconfig(cluster);
    const path = tools.keepPrivate(`kubeconfig-${cluster}.yaml`, kubeconfig);
    return new Kubectl(
      tools,
      k3dName(cluster),
      {
        ...WITHOUT_KUBERC,
        KUBECONFIG: path,
        // A proxy does not know the cluster's address. Go asks it for 0.0.0.0 all the same.
        ...withoutProxy(tools.environment, serverHost(kubeconfig)),
      },
      patience,
    );
  }

  private constructor(
    private readonly tools: Tools,
    public readonly context: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly patience: () => number,
  ) {}

  /** Runs kubectl to a good end. */
  public run(args: readonly string[], call: Call = {}): Promise<string> {
    return ask(this.tools, 'kubectl', this.words(args), this.call(call));
  }

  /** The objects of some kinds. */
  public async list(args: readonly string[]): Promise<readonly KubeObject[]> {
    const words = this.words(['get', ...args, '-o', 'json']);
    return records(record(await askJson(this.tools, 'kubectl', words, this.call({}))).items);
  }

  /** Runs kubectl; how it ended is looked at by who asks. */
  public attempt(args: readonly string[], call: Call = {}): Promise<Ran> {
    return attempt(this.tools, 'kubectl', this.words(args), this.call(call));
  }

  private words(args: readonly string[]): string[] {
    return ['--context', this.context, ...args];
  }

  private call(call: Call): Call {
    return { timeout: this.patience(), ...call, environment: { ...this.environment, ...call.environment } };
  }
}

function serverHost(kubeconfig: string): string | undefined {
  const [cluster] = list(record(readYaml(kubeconfig)?.value).clusters);
  const server = text(record(record(cluster).cluster).server);
  return server === undefined || !URL.canParse(server) ? undefined : new URL(server).hostname;
}

function withoutProxy(environment: Tools['environment'], host?: string): Record<string, string> {
  if (host === undefined) return {};
  return Object.fromEntries(
    ['NO_PROXY', 'no_proxy'].map((name) => [name, [environment[name], host].filter(Boolean).join(',')]),
  );
}
