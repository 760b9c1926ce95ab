import type { Size } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import type { ContainerOptions, Resources } from './container-options';
import type { Written } from './kube-object';

/** The parts of a container that do not come from its own options. */
interface ContainerParts {
  readonly name: string;
  readonly hardened: boolean;
  readonly mounts: k8s.VolumeMount[];
}

/** A container as Kubernetes writes it, without what nobody asked for. */
export function container(
  options: ContainerOptions,
  { name, hardened, mounts }: ContainerParts,
): Written<k8s.Container> {
  const { image, command, args, imagePullPolicy } = options;
  const env = environment(options);
  const envFrom = options.envBundles?.map((bundle) => bundle._bundle);
  const resources = resourceRequirements(options.resources);
  return {
    name,
    image,
    ...(command && { command }),
    ...(args && { args }),
    ...(env.length > 0 && { env }),
    ...(envFrom?.length && { envFrom }),
    ...(resources && { resources }),
    ...(imagePullPolicy && { imagePullPolicy }),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
    ...(hardened && { securityContext: RESTRICTED_CONTAINER }),
  };
}

/** What the restricted Pod Security Standard asks of a container. */
const RESTRICTED_CONTAINER: k8s.SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

function environment({ env = {}, envFrom = {} }: ContainerOptions): Written<k8s.EnvVar>[] {
  return [
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ...Object.entries(envFrom).map(([name, source]) => ({ name, valueFrom: source._variable })),
  ];
}

function resourceRequirements(resources: Resources = {}): Written<k8s.ResourceRequirements> | undefined {
  const requests = quantities(resources.cpu, resources.memory);
  const limits = quantities(resources.cpuLimit, resources.memoryLimit);
  if (!requests && !limits) return undefined;
  return { ...(requests && { requests }), ...(limits && { limits }) };
}

function quantities(cpu: string | undefined, memory: Size | undefined): Record<string, string> | undefined {
  if (cpu === undefined && memory === undefined) return undefined;
  return {
    ...(cpu !== undefined && { cpu }),
    ...(memory && { memory: memory.asString() }),
  };
}
