import type { ApiObject } from 'cdk8s';
import { given, need } from '../analysis/given';
import type { Construct } from 'constructs';
import { Health } from './health';
import { appProtocolComplaints, InnerService, servicePort } from './inner-service';
import { nameField } from './deployment-fields';
import { AppProtocol } from '../routes/app-protocol';
import { urlOf } from '../routes/network/url';
import { Protocol } from '../routes/protocol';
import type { PodPort } from './pod-port';
import { RunningPods } from './running-pods';
import { WEB_APP } from './shapes';
import type { IWorkload, ServiceAddress } from './workload';
import type { WorkerProps } from './worker-props';

/** A port beside the main one. */
export interface ExtraPort {
  /** Its name, unique in the pod: it tells the ports of the Service apart. */
  readonly name: string;
  /** Port on which the container listens. */
  readonly port: number;
  /**
   * What is spoken below.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
}

/** A web app: image, port, and what deviates from the defaults. */
export interface WebAppProps extends WorkerProps {
  /** Port on which the container listens. */
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
   * Name of the port. Kubernetes wants one as soon as there are several.
   *
   * @default - none; `http` beside others
   */
  readonly portName?: string;
  /**
   * Ports beside the main one.
   *
   * @default - none
   */
  readonly extraPorts?: ExtraPort[];
  /**
   * Name of its own Service, which is made when somebody first asks for it.
   *
   * @default - the name of the app
   */
  readonly serviceName?: string;
  /**
   * Port of its own Service.
   *
   * @default - the port of the container
   */
  readonly servicePort?: number;
  /**
   * Annotations of its own Service, such as those by which Traefik speaks to pods or keeps a client on one of them.
   *
   * @default - none
   */
  readonly serviceAnnotations?: { [key: string]: string };
}

/** A program that answers requests: a Deployment, and a Service of its own as soon as somebody asks for it. */
export class WebApp extends RunningPods implements IWorkload {
  /** Port on which the pods listen. */
  public readonly port: number;
  /**
   * What is spoken on the port.
   *
   * @default Protocol.TCP
   */
  public readonly protocol?: Protocol;
  private readonly inner: InnerService;
  private readonly scheme: 'http' | 'https';

  constructor(scope: Construct, id: string, props: WebAppProps) {
    const read = given(props, WEB_APP);
    props = read.props;
    const complaints = [...read.complaints, ...appProtocolComplaints(props.appProtocol)];
    const ports = podPorts(props);
    const tcp = (props.protocol ?? Protocol.TCP) === Protocol.TCP;
    super(scope, id, { props: { ...(tcp && { health: Health.tcp() }), ...props }, complaints }, ports);
    need(this, read, 'port', 'Write port: 80.');
    const [main, ...others] = ports;
    this.port = props.port;
    this.protocol = props.protocol;
    this.scheme = props.appProtocol === AppProtocol.HTTPS ? 'https' : 'http';
    this.inner = new InnerService(this, {
      name: props.serviceName ?? this.name,
      labels: this.podLabels,
      selector: this.podLabels,
      nameField: props.serviceName === undefined ? nameField(props) : 'serviceName',
      portField: props.servicePort === undefined ? '' : 'servicePort',
      appProtocol: props.appProtocol,
      annotations: props.serviceAnnotations,
      ports: [servicePort(main, props.servicePort), ...others.map((port) => servicePort(port))],
    });
  }

  /** The app's own Service, made on first use. */
  public service(): ServiceAddress {
    return this.inner.use();
  }

  /**
   * URL at which other pods reach an app that speaks HTTP; of anything else, `service()` says the address. Asking for it
   * makes the app's own Service.
   */
  public get serviceUrl(): string {
    const { host, port } = this.service();
    return urlOf(this.scheme, host, port);
  }

  /**
   * The app's own Service, for JSON patches.
   *
   * @default - nobody has asked for it
   */
  public get serviceObject(): ApiObject | undefined {
    return this.inner.object;
  }
}

function podPorts({ port, protocol, portName, extraPorts = [] }: WebAppProps): [PodPort, ...PodPort[]] {
  return [{ name: portName ?? (extraPorts.length > 0 ? 'http' : undefined), port, protocol }, ...extraPorts];
}
