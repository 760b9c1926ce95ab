import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Protocol } from '../routes/protocol';
import { kubeObject } from './kube-object';
import type { PodPort } from './running-pods';
import type { ServiceAddress } from './workload';

/** A port of a Service and where it leads. */
interface InnerServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort: number;
  readonly protocol?: string;
}

/** The port of a Service that leads to a port of pods. */
export const servicePort = ({ name, port, protocol }: PodPort, own?: number): InnerServicePort => ({
  ...(name && { name }),
  port: own ?? port,
  targetPort: port,
  ...(protocol && protocol !== Protocol.TCP && { protocol }),
});

/** What the own Service of a workload looks like, once somebody wants it. */
interface InnerServiceProps {
  readonly name: string;
  readonly labels: { [key: string]: string };
  readonly selector: { [key: string]: string };
  readonly ports: readonly [InnerServicePort, ...InnerServicePort[]];
  /** Property that sets the port of the Service; empty where it is taken over. */
  readonly portField: string;
  /** Property that names the Service; empty where it is taken over. */
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
    return { name, port: ports[0].port };
  }

  private made(): ApiObject {
    const { name, labels, selector, ports, portField, nameField } = this.props;
    return kubeObject(
      this.owner,
      'service',
      'Service',
      { metadata: { name, labels }, spec: { type: 'ClusterIP', selector, ports: [...ports] } },
      {
        fields: () => ({
          'metadata.name': nameField,
          'metadata.labels': '',
          'spec.selector': '',
          'spec.ports[0].port': portField,
          'spec.ports': '',
        }),
      },
    );
  }
}
