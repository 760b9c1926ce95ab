import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from '../analysis/chart';
import { declare } from '../analysis/declare';
import { given, need } from '../analysis/given';
import { HOST_NAME } from '../routes/k3d/conventions';
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
   * Name of the host, as pods see it.
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

  constructor(scope: Construct, id: string, props: HostServiceProps) {
    super(scope, id);
    const read = given(props, HOST_SERVICE);
    need(this, read, 'port', 'Write port: 5432.');
    const { complaints } = read;
    props = read.props;
    this.name = props.name ?? id;
    this.port = props.port;
    this.address = `${inClusterName(this.name, chartOf(this).namespace)}:${props.port}`;
    this.serviceObject = kubeObject(
      this,
      'service',
      'Service',
      {
        metadata: { name: this.name },
        spec: { type: 'ExternalName', externalName: props.host ?? HOST_NAME, ports: [{ port: props.port }] },
      },
      {
        fields: () => ({
          'metadata.name': props.name === undefined ? 'id' : 'name',
          'spec.externalName': 'host',
          'spec.ports[0].port': 'port',
        }),
      },
    );
    declare(this, { complaints: () => complaints });
  }
}
