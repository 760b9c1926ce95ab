import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from '../analysis/chart';
import { declare } from '../analysis/declare';
import { given, need, type PropertyComplaint } from '../analysis/given';
import { isIpv4, isIpv6 } from '../routes/ip';
import { HOST_NAME } from '../routes/k3d/conventions';
import { isItself } from '../routes/this-machine';
import { inClusterName } from './address';
import { kubeObject } from './kube-object';
import { HOST_SERVICE } from './shapes';

/** Something that runs on the host, beside the cluster. */
export interface HostServiceProps {
  /** Port on which it listens on the host. */
  readonly port: number;
  /**
   * Name of its Service.
   *
   * @default - the id
   */
  readonly name?: string;
  /**
   * Name or IPv4 address of the host, as pods see it: another machine of your network serves as well.
   *
   * @default host.k3d.internal
   */
  readonly host?: string;
}

/**
 * A name inside the cluster for something that runs on the host, for example a broker or a database. The program on
 * the host has to listen on all interfaces; a broker also has to advertise `host.k3d.internal`.
 */
export class HostService extends Construct {
  /** Name of its Service. */
  public readonly name: string;
  /** Port on which it listens. */
  public readonly port: number;
  /** Address at which pods reach it, `name:port`. */
  public readonly address: string;
  /** The Service, for JSON patches. */
  public readonly serviceObject: ApiObject;
  /**
   * The EndpointSlice with the address, for JSON patches.
   *
   * @default - `host` is a name
   */
  public readonly endpointsObject?: ApiObject;

  constructor(scope: Construct, id: string, props: HostServiceProps) {
    super(scope, id);
    const read = given(props, HOST_SERVICE);
    need(this, read, 'port', 'Write port: 5432.');
    const { complaints } = read;
    props = read.props;
    this.name = props.name ?? id;
    this.port = props.port;
    this.address = `${inClusterName(this.name, chartOf(this).namespace)}:${props.port}`;
    const { host = HOST_NAME } = props;
    const nameField = props.name === undefined ? 'id' : 'name';
    const isAddress = isIpv4(host);
    this.serviceObject = kubeObject(
      this,
      'service',
      'Service',
      {
        metadata: { name: this.name },
        spec: isAddress
          ? { type: 'ClusterIP', ports: [{ port: props.port }] }
          : { type: 'ExternalName', externalName: host, ports: [{ port: props.port }] },
      },
      {
        fields: () => ({
          'metadata.name': nameField,
          'spec.externalName': 'host',
          'spec.ports[0].port': 'port',
        }),
      },
    );
    if (isAddress) this.endpointsObject = endpointsAt(this, host, nameField);
    declare(this, { complaints: () => [...complaints, ...hostComplaints(host)] });
  }
}

/** A Service has a name for a name alone; an address is told beside it. */
const endpointsAt = (service: HostService, address: string, nameField: string): ApiObject =>
  kubeObject(
    service,
    'endpoints',
    'EndpointSlice',
    {
      metadata: { name: service.name, labels: { 'kubernetes.io/service-name': service.name } },
      addressType: 'IPv4',
      ports: [{ port: service.port }],
      endpoints: [{ addresses: [address] }],
    },
    {
      fields: () => ({
        'metadata.name': nameField,
        'metadata.labels': '',
        'ports[0].port': 'port',
        'endpoints[0].addresses[0]': 'host',
      }),
    },
  );

function hostComplaints(host: string): PropertyComplaint[] {
  if (isItself(host)) {
    const message = `host is "${host}", and in a pod that is the pod itself.`;
    return [{ field: 'host', message, remedy: `Leave host out: this machine is "${HOST_NAME}" there.` }];
  }
  if (!isIpv6(host)) return [];
  const message = `host is "${host}", and the network of k3d has addresses of version 4 alone.`;
  return [{ field: 'host', message, remedy: 'Write a name, or an address such as "192.168.1.5".' }];
}
