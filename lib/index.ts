export { External } from './analysis/external';
export { Rules } from './analysis/rules';
export { Component } from './cluster/component';
export { K3dClusterConfig } from './cluster/k3d-cluster-config';
export {
  type ContainerRuntime,
  type HostAlias,
  type K3dClusterConfigProps,
  type K3sArg,
  type KubeApi,
  type Kubeconfig,
  type LoadBalancer,
  type NodeEnv,
  type NodeFile,
  type NodeLabels,
  type NodeVolume,
  type Ulimit,
} from './cluster/k3d-cluster-props';
export { type Mirror, Mirrors } from './cluster/mirrors';
export { Nodes } from './cluster/nodes';
export { type CreatedRegistry, type Registries, type RegistriesYamlProps } from './cluster/registries-props';
export { RegistriesYaml } from './cluster/registries-yaml';
export { type RegistryConfig, type RegistryTls } from './cluster/registry-config';
export { type PortMapping } from './cluster/port-mapping';
export { Certificate } from './exposure/certificate';
export { HostIngress, type HostIngressProps, type IngressPath } from './exposure/host-ingress';
export { LoadBalancerExposure, type LoadBalancerExposureProps } from './exposure/load-balancer-exposure';
export { NodePortExposure, type NodePortExposureProps } from './exposure/node-port-exposure';
export { type ServiceExposureProps } from './exposure/service-exposure';
export { Credential } from './images/credential';
export { type BuildOptions, ImageSource } from './images/image-source';
export { LocalRegistry, type LocalRegistryProps } from './images/local-registry';
export { PrivateRegistry, type PrivateRegistryProps } from './images/private-registry';
export { type PullThrough } from './images/pull-through';
export { type IImageRegistry } from './images/registry';
export { type RegistryOptions } from './images/registry-options';
export { FindingLevel } from './routes/level';
export { AppProtocol } from './routes/app-protocol';
export { Protocol } from './routes/protocol';
export { Access } from './synth/access';
export { AccessReport } from './synth/access-report';
export { K3dApp, type K3dAppProps } from './synth/k3d-app';
export { type ContainerOptions, type ExtraContainer, PullPolicy, type Resources } from './workload/container-options';
export { EnvBundle, EnvSource } from './workload/env';
export { Health, type HealthOptions } from './workload/health';
export { HostService, type HostServiceProps } from './workload/host-service';
export { LocalSecret, type LocalSecretProps } from './workload/local-secret';
export { AccessMode, type ConfigMountOptions, Mount, type ScratchOptions, type StorageOptions } from './workload/mount';
export { Architecture, type Placement, TaintEffect, type Toleration } from './workload/placement';
export { SecretValue } from './workload/secret-value';
export { type ExtraPort, WebApp, type WebAppProps } from './workload/web-app';
export { Worker } from './workload/worker';
export { type Disruption, type Rollout, type Scaling, type WorkerProps } from './workload/worker-props';
export { type IWorkload, type ServiceAddress, Workload, type WorkloadOptions } from './workload/workload';
