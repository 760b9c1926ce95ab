import type { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { declare } from '../analysis/declare';
import { type AskedPort, type RenderedCluster } from '../analysis/facts';
import { portsAskedOf } from '../analysis/survey';
import { adopt } from './adopt';
import { clusterConfig } from './config';
import { configFields } from './config-fields';
import { clusterText } from './config-text';
import type { K3dClusterConfigProps } from './k3d-cluster-props';
import { type AskedEntry, byHostPort, ownEntries, type PortEntry, withAsked } from './ports';
import { merge, tidy } from './tidy';

/**
 * A k3d cluster, as data: it becomes `dist/cluster/<name>.k3d.yml`, which `k3d cluster create --config` takes, and
 * never an object for kubectl.
 */
export class K3dClusterConfig extends Construct {
  /**
   * Adopts a cluster file that somebody already has. Exposures still add their host ports to it.
   *
   * @param scope the app
   * @param id its name in the app; the file says the cluster's own
   * @param path a file of `k3d.io/v1alpha5`
   * @param overrides laid over the file, in k3d's own words
   */
  public static fromFile(
    scope: Construct,
    id: string,
    path: string,
    overrides?: { [key: string]: any },
  ): K3dClusterConfig {
    const adopted = adopt(path);
    const cluster = new K3dClusterConfig(scope, id, { name: adopted.metadata?.name, overrides });
    cluster.adopted = adopted;
    return cluster;
  }

  /** Name of the cluster. */
  public readonly name: string;
  /** Context by which kubectl reaches it. */
  public readonly context: string;
  private readonly charts: Chart[] = [];
  private adopted?: Record<string, any>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: K3dClusterConfigProps = {},
  ) {
    super(scope, id);
    this.name = props.name ?? id;
    this.context = `k3d-${this.name}`;
    declare(this, {
      cluster: {
        name: this.name,
        charts: () => this.charts,
        deploy: (chart) => this.deploy(chart),
        render: (asked) => this.render(asked),
        print: (rendered) => clusterText(rendered, this.name),
      },
    });
  }

  /**
   * Says what runs here. With one cluster in the app everything does, and nobody needs to.
   *
   * @param charts what runs here
   */
  public deploy(...charts: Chart[]): void {
    this.charts.push(...charts);
  }

  /** The config as plain data, with the host ports that exposures ask for. */
  public toConfig(): { [key: string]: any } {
    return this.render(portsAskedOf(this)).config;
  }

  private render(asked: readonly AskedPort[]): RenderedCluster {
    const { ports: stated, ...overrides } = this.props.overrides ?? {};
    const ports = this.portEntries(stated, asked);
    const entries = ports.map(({ entry }) => entry);
    const base = this.adopted ? { ...this.adopted, ports: entries } : clusterConfig(this.name, this.props, entries);
    return {
      config: merge(tidy(base), overrides),
      portAskers: ports.map(({ askers }) => askers),
      fields: {
        ...(this.adopted ? {} : configFields(this.props)),
        ...Object.fromEntries(ports.flatMap(({ field }, index) => (field ? [[`ports[${index}]`, field]] : []))),
      },
    };
  }

  /** A list in k3d's own words stays in its order; what stands in properties is put in order. */
  private portEntries(stated: unknown, asked: readonly AskedPort[]): AskedEntry[] {
    const list: unknown = stated ?? this.adopted?.ports;
    if (!Array.isArray(list)) return byHostPort(withAsked(ownEntries(this.props.ports ?? [], this.node.path), asked));
    const own = list.map((entry: PortEntry) => ({ entry, askers: [this.node.path] }));
    return withAsked(own, asked);
  }
}
