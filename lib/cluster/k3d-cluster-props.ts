import type { Duration, Size } from 'cdk8s';
import type { Component } from './component';
import type { Nodes } from './nodes';
import type { PortMapping } from './port-mapping';
import type { Registries } from './registries-props';

/** Where the Kubernetes API listens on this machine. */
export interface KubeApi {
  /**
   * Port on this machine.
   *
   * @default - k3d chooses a free one
   */
  readonly hostPort?: number;
  /**
   * Name that goes into the kubeconfig and the certificate.
   *
   * @default - the address
   */
  readonly host?: string;
  /**
   * Address on which it listens. Anything but this machine's own lets the network in.
   *
   * @default 127.0.0.1
   */
  readonly hostIp?: string;
}

/** A folder or docker volume that is mounted into nodes. */
export interface NodeVolume {
  /**
   * Absolute path on this machine, or the name of a docker volume.
   *
   * @default - the same path on this machine
   */
  readonly source?: string;
  /** Absolute path in the node, or a word that k3d knows, such as `k3s-storage`. */
  readonly path: string;
  /**
   * The node cannot write to it.
   *
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * Nodes that get it.
   *
   * @default Nodes.all()
   */
  readonly nodes?: Nodes;
}

/** An environment variable of nodes. */
export interface NodeEnv {
  /** Its name. */
  readonly name: string;
  /**
   * Its value.
   *
   * @default - taken from the environment of whoever creates the cluster
   */
  readonly value?: string;
  /**
   * Nodes that get it.
   *
   * @default Nodes.all()
   */
  readonly nodes?: Nodes;
}

/** A text file that is written into nodes before they start. Needs k3d 5.7, on agents 5.8. */
export interface NodeFile {
  /** Absolute path in the node. */
  readonly path: string;
  /** Its text. */
  readonly content: string;
  /**
   * What it is for.
   *
   * @default - nothing is said
   */
  readonly description?: string;
  /**
   * Nodes that get it.
   *
   * @default Nodes.all()
   */
  readonly nodes?: Nodes;
}

/** An address that all nodes know by name. */
export interface HostAlias {
  /** The address. */
  readonly ip: string;
  /** Its names. */
  readonly hostnames: string[];
}

/** One argument of k3s. */
export interface K3sArg {
  /** Name of the flag, for example `kube-apiserver-arg`. Its dashes may be left out. */
  readonly flag: string;
  /**
   * Its value.
   *
   * @default - a switch without value
   */
  readonly value?: string;
  /**
   * Nodes that get it. Most flags are for servers alone.
   *
   * @default Nodes.servers()
   */
  readonly nodes?: Nodes;
}

/** Labels of nodes or of their containers. */
export interface NodeLabels {
  /** The labels. */
  readonly labels: { [key: string]: string };
  /**
   * Nodes that get them.
   *
   * @default Nodes.all()
   */
  readonly nodes?: Nodes;
}

/** A limit that docker sets on every container of the cluster. */
export interface Ulimit {
  /** Name of the limit, for example `nofile`. */
  readonly name: string;
  /** Where a program is warned. */
  readonly soft: number;
  /** Where it ends. */
  readonly hard: number;
}

/** The load balancer in front of the nodes. */
export interface LoadBalancer {
  /**
   * Whether there is one. Without it, every port needs `direct: true` and one node.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Connections at a time.
   *
   * @default 1024
   */
  readonly workerConnections?: number;
  /**
   * Time after which a silent connection is cut.
   *
   * @default Duration.minutes(10)
   */
  readonly proxyTimeout?: Duration;
}

/** What k3d does with your kubeconfig. */
export interface Kubeconfig {
  /**
   * Adds the cluster to your kubeconfig.
   *
   * @default true
   */
  readonly update?: boolean;
  /**
   * Makes it the current context, so that the next kubectl call goes there.
   *
   * @default false - kubectl keeps talking to what it talked to before
   */
  readonly switchContext?: boolean;
}

/** What docker sets for the containers of the cluster. */
export interface ContainerRuntime {
  /**
   * Memory of each server.
   *
   * @default - no limit
   */
  readonly serversMemory?: Size;
  /**
   * Memory of each agent.
   *
   * @default - no limit
   */
  readonly agentsMemory?: Size;
  /**
   * GPUs, in docker's words, for example `all`.
   *
   * @default - none
   */
  readonly gpuRequest?: string;
  /**
   * Shares the process numbers of the host.
   *
   * @default false
   */
  readonly hostPidMode?: boolean;
  /**
   * Labels of the containers.
   *
   * @default - k3d's own
   */
  readonly labels?: NodeLabels[];
  /**
   * Limits of the containers.
   *
   * @default - docker's own
   */
  readonly ulimits?: Ulimit[];
}

/** A k3d cluster. */
export interface K3dClusterConfigProps {
  /**
   * Name of the cluster, at most 32 characters.
   *
   * @default - the id
   */
  readonly name?: string;
  /**
   * Nodes that run the control plane, and pods.
   *
   * @default 1
   */
  readonly servers?: number;
  /**
   * Nodes that run pods alone.
   *
   * @default 0
   */
  readonly agents?: number;
  /**
   * Where the Kubernetes API listens on this machine.
   *
   * @default - a free port of 127.0.0.1
   */
  readonly kubeApi?: KubeApi;
  /**
   * Version of k3s, for example `v1.33.5+k3s1`.
   *
   * @default - what the installed k3d brings
   */
  readonly k3sVersion?: string;
  /**
   * Image of the nodes, in place of `k3sVersion`.
   *
   * @default - `rancher/k3s` of that version
   */
  readonly image?: string;
  /**
   * Docker network of the cluster.
   *
   * @default - one of its own
   */
  readonly network?: string;
  /**
   * Subnet of its own network, for example `172.28.0.0/16`. Several servers need one, so that they keep their
   * addresses.
   *
   * @default - docker chooses
   */
  readonly subnet?: string;
  /**
   * Token with which nodes join. Write it as an environment reference: this goes into dist/.
   *
   * @default - a new one at each creation
   */
  readonly token?: string;
  /**
   * Host ports, beside those that exposures ask for.
   *
   * @default - none
   */
  readonly ports?: PortMapping[];
  /**
   * Folders and docker volumes in the nodes.
   *
   * @default - none
   */
  readonly volumes?: NodeVolume[];
  /**
   * Environment of the nodes.
   *
   * @default - none
   */
  readonly env?: NodeEnv[];
  /**
   * Text files in the nodes.
   *
   * @default - none
   */
  readonly files?: NodeFile[];
  /**
   * Addresses that all nodes know by name.
   *
   * @default - none
   */
  readonly hostAliases?: HostAlias[];
  /**
   * What k3s does without.
   *
   * @default - nothing: it brings all of it
   */
  readonly disable?: Component[];
  /**
   * Arguments of k3s.
   *
   * @default - none
   */
  readonly k3sArgs?: K3sArg[];
  /**
   * Labels of the Kubernetes nodes.
   *
   * @default - none
   */
  readonly nodeLabels?: NodeLabels[];
  /**
   * The load balancer in front of the nodes.
   *
   * @default - there is one
   */
  readonly loadBalancer?: LoadBalancer;
  /**
   * How long creation may take. Without a limit k3d waits forever.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
  /**
   * What stays when creation fails, for `docker logs`.
   *
   * @default false - nothing stays
   */
  readonly keepOnFailure?: boolean;
  /**
   * What k3d does with your kubeconfig.
   *
   * @default - adds the cluster, and leaves the current context alone
   */
  readonly kubeconfig?: Kubeconfig;
  /**
   * What docker sets for the containers.
   *
   * @default - nothing
   */
  readonly runtime?: ContainerRuntime;
  /**
   * Where the nodes get images from.
   *
   * @default - from the registries themselves
   */
  readonly registries?: Registries;
  /**
   * Host from which the images are pulled that k3d starts beside the nodes, for lines on which `ghcr.io` is slow. The
   * hand-off pulls them there and gives them the name by which k3d looks for them.
   *
   * @default ghcr.io
   */
  readonly helperImages?: string;
  /**
   * What is newer than this package, in k3d's own words, merged over everything else. A `null` takes a key away, and
   * a list takes the place of the list.
   *
   * @default - nothing
   */
  readonly overrides?: { [key: string]: any };
}
