import { amount, anything, boolean, fields, type Fields, format, listOf, number, onNodes, oneOf, text } from './shape';

/** API version of the config that this describes. */
export const API_VERSION = 'k3d.io/v1alpha5';

/** Keys of the text in `registries.config`, which is a registries.yaml. */
export const REGISTRIES_KEYS = ['mirrors', 'configs', 'auths'];

/**
 * `k3d.io/v1alpha5`, as k3d 5.9 reads it. What a rule of its own judges (names, counts, ports, sizes, times) has no
 * format here, so that one mistake is said once.
 */
export const SCHEMA: Fields = fields(
  {
    apiVersion: oneOf(API_VERSION),
    kind: oneOf('Simple'),
    metadata: fields({ name: text }),
    servers: number,
    agents: number,
    kubeAPI: fields({ host: format('host-name'), hostIP: format('ipv4'), hostPort: text }),
    image: text,
    network: text,
    subnet: text,
    token: text,
    volumes: onNodes({ volume: text }),
    ports: onNodes({ port: text }),
    env: onNodes({ envVar: format('variable') }),
    files: onNodes({ source: text, destination: text, description: text }),
    hostAliases: listOf(
      fields({ ip: format('ip'), hostnames: listOf(format('host-name')) }, { required: ['ip'], ignoresUnknown: true }),
    ),
    options: fields({
      k3d: fields({
        wait: boolean,
        timeout: anything,
        disableLoadbalancer: boolean,
        disableImageVolume: boolean,
        disableRollback: boolean,
        loadbalancer: fields({ configOverrides: listOf(anything) }),
      }),
      k3s: fields({ extraArgs: onNodes({ arg: text }), nodeLabels: onNodes({ label: format('node-label') }) }),
      kubeconfig: fields({ updateDefaultKubeconfig: boolean, switchCurrentContext: boolean }),
      runtime: fields(
        {
          gpuRequest: format('gpus'),
          serversMemory: text,
          agentsMemory: text,
          hostPidMode: boolean,
          labels: onNodes({ label: format('label') }),
          ulimits: listOf(
            fields(
              { name: format('ulimit'), soft: amount, hard: amount },
              { required: ['name'], ordered: ['soft', 'hard'] },
            ),
          ),
        },
        { ignoresUnknown: true },
      ),
    }),
    registries: fields(
      {
        use: listOf(text),
        config: { type: 'text', holds: REGISTRIES_KEYS },
        create: fields({
          name: format('container-name'),
          host: format('registry-host'),
          hostPort: format('registry-port'),
          image: text,
          proxy: fields({ remoteURL: text, username: text, password: text }),
          volumes: listOf(text),
          enforcePortMatch: boolean,
        }),
      },
      { ignoresUnknown: true },
    ),
  },
  { required: ['apiVersion', 'kind'] },
);
