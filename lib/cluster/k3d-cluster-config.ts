import { k3dName } from '../routes/k3d/conventions';
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { declare } from '../analysis/declare';
import { type AskedOfCluster, type AskedPort, type RenderedCluster } from '../analysis/facts';
import { given, type PropertyComplaint, shown } from '../analysis/given';
import { askedOf } from '../analysis/survey';
import { helperImages } from '../routes/k3d/conventions';
import { isRecord, merge, type Plain, record } from '../routes/plain';
import { adopt } from './adopt';
import { K3S_VERSION } from './config';
import { nodesFields } from './config-fields';
import { AdoptedFile, type ConfigSource, sourceOfProps } from './config-source';
import { clusterText } from './config-text';
import type { K3dClusterConfigProps } from './k3d-cluster-props';
import { type AskedEntry, byHostPort, ownEntries, type PortEntry, withAsked } from './ports';
import { renderRegistries } from './registries';
import { registryComplaints } from './registries-complaints';
import { CLUSTER } from './shapes';

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
   * @param path a file of `k3d.io/v1alpha5` or of an older version, down to `k3d.io/v1alpha2`
   * @param overrides laid over the file, in k3d's own words
   */
  public static fromFile(
    scope: Construct,
    id: string,
    path: string,
    overrides?: { [key: string]: any },
  ): K3dClusterConfig {
    return new K3dClusterConfig(scope, id, new AdoptedFile(adopt(path), overrides));
  }

  /** Name of the cluster. */
  public readonly name: string;
  /** Context by which kubectl reaches it. */
  public readonly context: string;
  private readonly charts: Chart[] = [];
  private readonly props: K3dClusterConfigProps;
  private readonly source: ConfigSource;

  constructor(scope: Construct, id: string, props: K3dClusterConfigProps = {}) {
    super(scope, id);
    const { props: own, complaints } = given(props, CLUSTER);
    const renamed: unknown = own.overrides?.metadata?.name;
    this.props = own;
    this.name = typeof renamed === 'string' ? renamed : (own.name ?? id);
    this.context = k3dName(this.name);
    this.source = props instanceof AdoptedFile ? props.source(this.name) : sourceOfProps(this.name, own);
    declare(this, {
      cluster: {
        name: this.name,
        charts: () => this.charts,
        ...(own.helperImages !== undefined && { helperImages: helperImages(own.helperImages) }),
        deploy: (chart) => this.deploy(chart),
        render: (asked) => this.render(asked),
        print: (rendered) => clusterText(rendered, this.name, this.node.path),
      },
      complaints: () => [...complaints, ...versionComplaints(own), ...registryComplaints(own)],
    });
  }

  /**
   * Says what runs here. With one cluster in the app everything does, and nobody needs to.
   *
   * @param charts what runs here
   */
  public deploy(...charts: Chart[]): void {
    for (const chart of charts) {
      if (!Chart.isChart(chart)) {
        throw new Error(`${this.node.path}: deploy was given ${shown(chart)}, and not a chart. Write deploy(chart).`);
      }
    }
    this.charts.push(...charts);
  }

  /** The config as plain data, with the host ports that exposures ask for. */
  public toConfig(): { [key: string]: any } {
    return this.render(askedOf(this)).config;
  }

  private render({ ports: askedPorts, registries: askedRegistries }: AskedOfCluster): RenderedCluster {
    const { ports: stated = this.source.ports, ...overrides } = this.props.overrides ?? {};
    const ports = this.portEntries(stated, askedPorts);
    const written = this.source.createdRegistry ?? overrides.registries?.create;
    const { registries, ...told } = renderRegistries(
      this.name,
      this.props.registries,
      askedRegistries,
      written !== undefined,
    );
    const entries = ports.map(({ entry }) => entry);
    // What is no list of ports goes to the rules as it is.
    const unread = stated === undefined || stated === null || Array.isArray(stated) ? {} : { ports: stated };
    return {
      config: this.named(record(merge(this.source.config(entries, registries), { ...overrides, ...unread }))),
      portAskers: ports.map(({ askers }) => askers),
      fields: {
        ...this.source.fields(),
        ...Object.fromEntries(ports.flatMap(portFields)),
        ...told.fields,
      },
      environment: told.environment,
      complaints: told.complaints,
    };
  }

  /** Without its name k3d would make another cluster than the one that everybody else speaks of. */
  private named(config: Plain): Plain {
    const { metadata = {} } = config;
    return isRecord(metadata) && metadata.name === undefined
      ? { ...config, metadata: { ...metadata, name: this.name } }
      : config;
  }

  /** A list in k3d's own words stays in its order; what stands in properties is put in order. */
  private portEntries(stated: unknown, asked: readonly AskedPort[]): AskedEntry[] {
    if (stated === undefined) {
      return byHostPort(withAsked(ownEntries(this.props.ports ?? [], this.node.path), asked));
    }
    const list: readonly PortEntry[] = Array.isArray(stated) ? stated : [];
    return withAsked(
      list.map((entry) => ({ entry, askers: [this.node.path] })),
      asked,
    );
  }
}

function portFields({ field, nodes }: AskedEntry, index: number): [path: string, field: string][] {
  const path = `ports[${index}]`;
  return field === undefined ? [] : [[path, field], ...nodesFields(path, field, nodes)];
}

function versionComplaints({ k3sVersion, image }: K3dClusterConfigProps): PropertyComplaint[] {
  if (k3sVersion === undefined) return [];
  if (image !== undefined) {
    const message = `k3sVersion is "${k3sVersion}", and image is "${image}": both say what the nodes run.`;
    return [{ field: 'k3sVersion', message, remedy: 'Leave one of them out.' }];
  }
  if (K3S_VERSION.test(k3sVersion)) return [];
  return [
    {
      field: 'k3sVersion',
      message: `k3sVersion is "${k3sVersion}", which is no release of k3s.`,
      remedy: 'Write all of it, as in "v1.33.5+k3s1".',
    },
  ];
}
