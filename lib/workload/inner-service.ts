import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { chartOf } from '../analysis/chart';
import { shown, type PropertyComplaint } from '../analysis/given';
import { AppProtocol } from '../routes/app-protocol';
import { SERVERS_SCHEME } from '../routes/network/spoken';
import { Protocol } from '../routes/protocol';
import { inClusterName } from './address';
import { kubeObject } from './kube-object';
import type { PodPort } from './pod-port';
import type { ServiceAddress } from './workload';

/** A port of a Service and where it leads. */
interface InnerServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort: number;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

/** The port of a Service that leads to a port of pods. */
export const servicePort = ({ name, port, protocol }: PodPort, own?: number): InnerServicePort => ({
  ...(name && { name }),
  port: own ?? port,
  targetPort: port,
  ...(protocol && protocol !== Protocol.TCP && { protocol }),
});

/** A controller leads no request on in words that it does not know. */
export function appProtocolComplaints(said: AppProtocol | undefined): PropertyComplaint[] {
  if (said === undefined || Object.values(AppProtocol).includes(said)) return [];
  const message = `appProtocol is ${shown(said)}, which no ingress controller speaks to pods.`;
  return [{ field: 'appProtocol', message, remedy: 'Write AppProtocol.HTTP, AppProtocol.HTTPS or AppProtocol.H2C.' }];
}

/** What is no name of a service that the whole internet knows is spelled with a domain in front. */
const STANDARD: Readonly<Record<string, string>> = { [AppProtocol.H2C]: 'kubernetes.io/h2c' };

/** What the own Service of a workload looks like, once somebody wants it. */
interface InnerServiceProps {
  readonly name: string;
  readonly labels: { [key: string]: string };
  readonly selector: { [key: string]: string };
  readonly ports: readonly [InnerServicePort, ...InnerServicePort[]];
  /** What the pods speak on the first port. */
  readonly appProtocol?: AppProtocol;
  readonly annotations?: { [key: string]: string };
  /** Property that sets the port of the Service; empty where it is taken over. */
  readonly portField: string;
  /** Property that names the Service. */
  readonly nameField: string;
}

/** The Service of a workload inside the cluster. Nobody asks, no Service. */
export class InnerService {
  object?: ApiObject;

  constructor(
    private readonly owner: Construct,
    private readonly props: InnerServiceProps,
  ) {}

  use(): ServiceAddress {
    this.object ??= this.made();
    const { name, ports } = this.props;
    const host = inClusterName(name, chartOf(this.owner).namespace);
    const { port } = ports[0];
    return { name, host, port, address: `${host}:${port}` };
  }

  private made(): ApiObject {
    const { name, labels, selector, ports, portField, nameField, appProtocol } = this.props;
    const annotations = { ...this.props.annotations, ...(appProtocol && { [SERVERS_SCHEME]: appProtocol }) };
    const [first, ...others] = ports;
    return kubeObject(
      this.owner,
      'service',
      'Service',
      {
        metadata: { name, labels, ...(Object.keys(annotations).length > 0 && { annotations }) },
        spec: {
          type: 'ClusterIP',
          selector,
          ports: [{ ...first, ...(appProtocol && { appProtocol: STANDARD[appProtocol] ?? appProtocol }) }, ...others],
        },
      },
      {
        fields: () => ({
          'metadata.name': nameField,
          'metadata.labels': '',
          'metadata.annotations': 'serviceAnnotations',
          ...(appProtocol && { [`metadata.annotations[${SERVERS_SCHEME}]`]: 'appProtocol' }),
          'spec.ports[0].appProtocol': 'appProtocol',
          'spec.selector': '',
          'spec.ports[0].port': portField,
          'spec.ports': '',
        }),
      },
    );
  }
}
