import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from '../analysis/chart';
import { declare } from '../analysis/declare';
import { given, need } from '../analysis/given';
import { pathOf, schemeOf, urlOf } from '../routes/network/url';
import { Protocol } from '../routes/protocol';
import { kubeObject } from '../workload/kube-object';
import type { IWorkload } from '../workload/workload';
import { reachComplaints } from './reach';
import { SERVICE_EXPOSURE } from './shapes';

/** What every Service that leads into the cluster has. */
export interface ServiceExposureProps {
  /** What it leads to. */
  readonly workload: IWorkload;
  /**
   * Port on this machine that leads here. The cluster gets the mapping.
   *
   * @default - none: somebody else maps it, or nobody reaches it
   */
  readonly hostPort?: number;
  /**
   * Port of the Service.
   *
   * @default - the port of the workload
   */
  readonly port?: number;
  /**
   * Port of the pods.
   *
   * @default - the port of the workload
   */
  readonly targetPort?: number;
  /**
   * What is spoken.
   *
   * @default - what the workload speaks on its port; with another `targetPort`, Protocol.TCP
   */
  readonly protocol?: Protocol;
  /**
   * Path that a first request asks for.
   *
   * @default /
   */
  readonly path?: string;
  /**
   * Name of the Service.
   *
   * @default - the id
   */
  readonly name?: string;
  /**
   * Labels of the Service.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Service.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/**
 * A Service that leads into the cluster, and the port of the nodes that belongs to it.
 *
 * @internal
 */
export interface ServiceEntryProps extends ServiceExposureProps {
  readonly type: 'NodePort' | 'LoadBalancer';
  /**
   * Port that every node opens for it, and to which the host port leads.
   *
   * @default - Kubernetes chooses; the host port leads to the port of the Service
   */
  readonly nodePort?: number;
}

/**
 * A Service that leads into the cluster, with a host port of its own.
 *
 * @internal
 */
export abstract class ServiceExposure extends Construct {
  /**
   * URL on this machine.
   *
   * @default - no `hostPort`: ask `Access`
   */
  public readonly url?: string;
  /** The Service, for JSON patches. */
  public readonly serviceObject: ApiObject;

  constructor(scope: Construct, id: string, props: ServiceEntryProps) {
    super(scope, id);
    chartOf(this);
    const read = given(props, SERVICE_EXPOSURE);
    need(this, read, 'workload', 'Write workload: <your WebApp>.');
    if (props.type === 'NodePort') need(this, read, 'nodePort', 'Write a number from 30000 to 32767.');
    const { complaints } = read;
    props = read.props;
    const { type, nodePort, workload, hostPort, path } = props;
    const protocol = spoken(props);
    const port = props.port ?? workload.port;
    // Docker chooses where it is 0, and nobody knows the URL.
    if (hostPort) this.url = hostUrl(props, hostPort);
    this.serviceObject = kubeObject(
      this,
      'service',
      'Service',
      {
        metadata: {
          name: props.name ?? id,
          ...(props.labels && { labels: props.labels }),
          ...(props.annotations && { annotations: props.annotations }),
        },
        spec: {
          type,
          selector: workload.podLabels,
          ports: [
            {
              port,
              targetPort: props.targetPort ?? workload.port,
              ...(nodePort !== undefined && { nodePort }),
              protocol,
            },
          ],
        },
      },
      {
        exposure: { hostPorts: hostPort === undefined ? [] : [hostPort], ...(path !== undefined && { path }) },
        fields: () => fields(props),
      },
    );
    declare(this, {
      ports: hostPort === undefined ? [] : [{ hostPort, clusterPort: nodePort ?? port, protocol }],
      complaints: (homes) => [...complaints, ...reachComplaints(this.serviceObject, 'workload', workload, homes)],
    });
  }
}

/** What is said, else what the workload says of the port that is its own. */
const spoken = ({ protocol, targetPort, workload }: ServiceExposureProps): Protocol =>
  protocol ?? (targetPort === undefined ? workload.protocol : undefined) ?? Protocol.TCP;

const fields = ({ name, port, targetPort }: ServiceEntryProps) => ({
  'metadata.name': name === undefined ? 'id' : 'name',
  'metadata.labels': 'labels',
  'metadata.annotations': 'annotations',
  'spec.selector': '',
  'spec.ports[0].port': port === undefined ? '' : 'port',
  'spec.ports[0].targetPort': targetPort === undefined ? '' : 'targetPort',
  'spec.ports[0].nodePort': 'nodePort',
  'spec.ports[0].protocol': 'protocol',
});

/** The URL of the route that this exposure promises, in the words of the routes. */
function hostUrl(props: ServiceExposureProps, hostPort: number): string {
  const { workload, targetPort, port, path } = props;
  const target = targetPort ?? workload.port;
  const protocol = spoken(props) === Protocol.UDP ? 'udp' : 'tcp';
  const scheme = schemeOf({ index: 0, port: port ?? workload.port, target, protocol }, true, path);
  return urlOf(scheme, 'localhost', hostPort, pathOf(path));
}
