import { Construct, type IConstruct } from 'constructs';
import { chartOf } from '../analysis/chart';
import { declare } from '../analysis/declare';
import { given, need } from '../analysis/given';
import type { AppProtocol } from '../routes/app-protocol';
import type { Protocol } from '../routes/protocol';
import { appProtocolComplaints, InnerService, servicePort } from './inner-service';
import { WORKLOAD } from './shapes';

/** Where a workload answers inside the cluster. */
export interface ServiceAddress {
  /** Name of the Service, by which pods of its own namespace know it. */
  readonly name: string;
  /** Name by which pods of every namespace know it, where its chart has a namespace: `db.data`; else the bare name. */
  readonly host: string;
  /** Port of the Service. */
  readonly port: number;
  /** Both in one: `db.data:5432`. */
  readonly address: string;
}

/** What an exposure can lead to: something that makes pods which listen on a port. */
export interface IWorkload extends IConstruct {
  /** Labels that select the pods. */
  readonly podLabels: { [key: string]: string };
  /** Port on which the pods listen. */
  readonly port: number;
  /**
   * What is spoken on the port.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
  /**
   * Namespace of the pods.
   *
   * @default - the namespace that kubectl applies to
   */
  readonly namespace?: string;

  /** The workload's own Service, made on first use. */
  service(): ServiceAddress;
}

/** Pods that something else in the app makes. */
export interface WorkloadOptions {
  /** Labels that select the pods. */
  readonly labels: { [key: string]: string };
  /** Port on which the pods listen. */
  readonly port: number;
  /**
   * What is spoken on the port.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
  /**
   * What the pods speak on the port, where an ingress controller has to know it: `AppProtocol.H2C` for gRPC. It stands
   * on the workload's own Service.
   *
   * @default - HTTP, and HTTPS where the Service has port 443 or the name of the port begins so
   */
  readonly appProtocol?: AppProtocol;
  /**
   * Name of its Service.
   *
   * @default - the id
   */
  readonly serviceName?: string;
  /**
   * Port of its Service.
   *
   * @default - the port of the pods
   */
  readonly servicePort?: number;
  /**
   * Annotations of its Service, such as those by which Traefik speaks to pods or keeps a client on one of them.
   *
   * @default - none
   */
  readonly serviceAnnotations?: { [key: string]: string };
}

/** Makes a target for exposures of any Deployment, StatefulSet, DaemonSet or Pod. */
export class Workload {
  /**
   * A workload that is known by the labels of its pods.
   *
   * @param scope where its Service would stand; its chart gives the namespace
   * @param id its name, and that of its Service
   * @param options labels and port of the pods
   */
  public static of(scope: Construct, id: string, options: WorkloadOptions): IWorkload {
    return new LabelledPods(scope, id, options);
  }

  private constructor() {}
}

class LabelledPods extends Construct implements IWorkload {
  readonly podLabels: { [key: string]: string };
  readonly port: number;
  readonly protocol?: Protocol;
  readonly namespace?: string;
  private readonly inner: InnerService;

  constructor(scope: Construct, id: string, options: WorkloadOptions) {
    super(scope, id);
    const read = given(options, WORKLOAD);
    need(this, read, 'labels', 'Write labels: { app: "web" }.');
    need(this, read, 'port', 'Write port: 80.');
    options = read.props;
    const complaints = [...read.complaints, ...appProtocolComplaints(options.appProtocol)];
    this.podLabels = options.labels;
    this.port = options.port;
    this.protocol = options.protocol;
    this.namespace = chartOf(this).namespace;
    this.inner = new InnerService(this, {
      name: options.serviceName ?? id,
      nameField: options.serviceName === undefined ? 'id' : 'serviceName',
      labels: options.labels,
      selector: options.labels,
      ports: [servicePort({ port: options.port, protocol: options.protocol }, options.servicePort)],
      portField: options.servicePort === undefined ? 'port' : 'servicePort',
      appProtocol: options.appProtocol,
      annotations: options.serviceAnnotations,
    });
    declare(this, { complaints: () => complaints });
  }

  service(): ServiceAddress {
    return this.inner.use();
  }
}
