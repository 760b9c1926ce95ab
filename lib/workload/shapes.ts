import { COMMAND, DURATION, type FieldsOf, type OfClass, SIZE } from '../analysis/shape';
import type { ContainerOptions, ExtraContainer } from './container-options';
import type { HealthOptions } from './health';
import type { HostServiceProps } from './host-service';
import type { LocalSecretProps } from './local-secret';
import type { ConfigMountOptions, ScratchOptions, StorageOptions } from './mount';
import type { WebAppProps } from './web-app';
import type { WorkerProps } from './worker-props';
import type { WorkloadOptions } from './workload';

const TEXTS = { list: 'text' } as const;
const MAP = { map: 'text' } as const;
/** A volume as compose files have it. */
function storage(said: string): string | undefined {
  const [, name, path] = /^(?:([a-z][\w-]*):)?(\/[^:]+)$/.exec(said) ?? [];
  if (path === undefined) return undefined;
  return `Mount.storage("${path}", { ${name === undefined ? '' : `name: "${name}", `}size: Size.gibibytes(1) })`;
}

const ENV_SOURCE: OfClass = { made: '_variable', by: 'EnvSource.secret("name", "key")' };
const ENV_BUNDLE: OfClass = { made: '_bundle', by: 'EnvBundle.secret("name")' };
const MOUNT: OfClass = { made: '_source', by: 'Mount.config("/path", "name")', meant: storage };
const HEALTH: OfClass = {
  made: '_probes',
  by: 'Health.http("/")',
  meant: (said) => (said.startsWith('/') ? `Health.http("${said}")` : undefined),
};

const IMAGE_SOURCE: OfClass = { made: '_arrival', by: 'ImageSource.sideLoaded()' };

const CONTAINER: FieldsOf<ContainerOptions>['fields'] = {
  image: 'text',
  source: IMAGE_SOURCE,
  command: COMMAND,
  args: COMMAND,
  env: { map: 'text', elsewhere: { made: '_variable', called: 'an EnvSource', property: 'envFrom' } },
  envFrom: { map: ENV_SOURCE },
  envBundles: { list: ENV_BUNDLE },
  mounts: { list: MOUNT },
  resources: { fields: { cpu: 'text', cpuLimit: 'text', memory: SIZE, memoryLimit: SIZE } },
  imagePullPolicy: 'text',
};

const EXTRA_CONTAINERS: { list: FieldsOf<ExtraContainer> } = { list: { fields: { ...CONTAINER, name: 'text' } } };

export const WORKER: FieldsOf<WorkerProps> = {
  fields: {
    ...CONTAINER,
    name: 'text',
    containerName: 'text',
    labels: MAP,
    annotations: MAP,
    podAnnotations: MAP,
    replicas: 'number',
    files: MAP,
    health: HEALTH,
    rollout: {
      fields: { recreate: 'flag', extraPods: 'number', gracePeriod: DURATION, settle: DURATION, history: 'number' },
    },
    scaling: { fields: { min: 'number', max: 'number', cpuPercent: 'number', memoryPercent: 'number' } },
    disruption: { fields: { minAvailable: 'number', maxUnavailable: 'number' } },
    registry: { made: 'server', by: '<your PrivateRegistry>', called: 'a PrivateRegistry' },
    pullSecrets: TEXTS,
    placement: {
      fields: {
        architectures: TEXTS,
        nodeLabels: MAP,
        tolerations: { list: { fields: { key: 'text', value: 'text', effect: 'text' } } },
      },
    },
    hardened: 'flag',
    user: 'number',
    serviceAccountName: 'text',
    extraContainers: EXTRA_CONTAINERS,
    initContainers: EXTRA_CONTAINERS,
  },
};

export const WEB_APP: FieldsOf<WebAppProps> = {
  fields: {
    ...WORKER.fields,
    port: 'number',
    protocol: 'text',
    appProtocol: 'text',
    portName: 'text',
    extraPorts: { list: { fields: { name: 'text', port: 'number', protocol: 'text' }, needs: ['port'] } },
    serviceName: 'text',
    servicePort: 'number',
    serviceAnnotations: MAP,
  },
};

export const HOST_SERVICE: FieldsOf<HostServiceProps> = { fields: { port: 'number', name: 'text', host: 'text' } };

export const WORKLOAD: FieldsOf<WorkloadOptions> = {
  fields: {
    labels: MAP,
    port: 'number',
    protocol: 'text',
    appProtocol: 'text',
    serviceName: 'text',
    servicePort: 'number',
    serviceAnnotations: MAP,
  },
};

const HEALTH_OPTIONS: FieldsOf<HealthOptions>['fields'] = {
  port: 'number',
  readiness: 'flag',
  liveness: 'flag',
  startup: DURATION,
  period: DURATION,
  timeout: DURATION,
};

export const LOCAL_SECRET: FieldsOf<LocalSecretProps> = {
  fields: {
    name: 'text',
    values: { map: { made: '_value', by: 'SecretValue.fromEnv("DB_PASSWORD")', secret: true }, secret: true },
  },
};

type HealthProps = HealthOptions & Record<'path', string> & Record<'command', string[]>;

/** What the factories of health checks take. */
export const healthProps = (...needs: (keyof HealthProps)[]): FieldsOf<HealthProps> => ({
  fields: { ...HEALTH_OPTIONS, path: 'text', command: COMMAND },
  needs,
});

type MountProps = ConfigMountOptions & StorageOptions & ScratchOptions & Record<'path' | 'hostPath', string>;

/** What the factories of mounts take. */
export const mountProps = (...needs: (keyof MountProps)[]): FieldsOf<MountProps> => ({
  fields: {
    path: 'text',
    name: 'text',
    key: 'text',
    optional: 'flag',
    size: SIZE,
    storageClass: 'text',
    accessMode: 'text',
    inMemory: 'flag',
    limit: SIZE,
    hostPath: 'text',
  },
  needs,
});

type EnvProps = Record<'name' | 'key' | 'path' | 'prefix', string>;

/** What the factories of environment variables take. */
export const envProps = (...needs: (keyof EnvProps)[]): FieldsOf<EnvProps> => ({
  fields: { name: 'text', key: 'text', path: 'text', prefix: 'text' },
  needs,
});
