import { CREDENTIAL, PULL_THROUGH } from '../images/shapes';
import { DURATION, type FieldsOf, type OfClass, SIZE } from '../analysis/shape';
import type { K3dClusterConfigProps, NodeLabels } from './k3d-cluster-props';
import type { Mirror } from './mirrors';
import type { RegistriesYamlProps } from './registries-props';
import type { RegistryConfig } from './registry-config';

const TEXTS = { list: 'text' } as const;
const NODES: OfClass = { made: 'filters', as: TEXTS, by: 'Nodes.servers()' };
const LABELS: { list: FieldsOf<NodeLabels> } = {
  list: { fields: { labels: { map: 'text' }, nodes: NODES }, needs: ['labels'] },
};

const MIRRORS: { map: FieldsOf<Mirror> } = {
  map: { fields: { endpoints: TEXTS, rewrite: { map: 'text' } }, needs: ['endpoints'] },
};
const CONFIGS: { map: FieldsOf<RegistryConfig> } = {
  map: {
    fields: {
      credential: CREDENTIAL,
      tls: { fields: { caFile: 'text', certFile: 'text', keyFile: 'text', insecureSkipVerify: 'flag' } },
    },
  },
};

/** What a registries.yaml says. */
export const REGISTRIES_YAML: FieldsOf<RegistriesYamlProps> = { fields: { mirrors: MIRRORS, configs: CONFIGS } };

/** What a cluster is made of. */
export const CLUSTER: FieldsOf<K3dClusterConfigProps> = {
  fields: {
    name: 'text',
    servers: 'number',
    agents: 'number',
    kubeApi: { fields: { hostPort: 'number', host: 'text', hostIp: 'text' } },
    k3sVersion: 'text',
    image: 'text',
    network: 'text',
    subnet: 'text',
    token: 'text',
    ports: {
      list: {
        fields: {
          hostPort: 'number',
          hostPortEnd: 'number',
          clusterPort: 'number',
          clusterPortEnd: 'number',
          protocol: 'text',
          hostIp: 'text',
          nodes: NODES,
          direct: 'flag',
        },
        needs: ['clusterPort'],
        like: '{ hostPort: 8080, clusterPort: 80 }',
      },
    },
    volumes: {
      list: {
        fields: { source: 'text', path: 'text', readOnly: 'flag', nodes: NODES },
        needs: ['path'],
        like: '{ source: "/on/this/machine", path: "/in/the/node" }',
      },
    },
    env: {
      list: {
        fields: { name: 'text', value: 'text', nodes: NODES },
        needs: ['name'],
        like: '{ name: "HTTP_PROXY", value: "http://proxy:3128" }',
      },
    },
    files: {
      list: {
        fields: { path: 'text', content: 'text', description: 'text', nodes: NODES },
        needs: ['path', 'content'],
      },
    },
    hostAliases: {
      list: {
        fields: { ip: 'text', hostnames: TEXTS },
        needs: ['ip', 'hostnames'],
        like: '{ ip: "192.168.1.20", hostnames: ["printer.lan"] }',
      },
    },
    disable: TEXTS,
    k3sArgs: {
      list: {
        fields: { flag: 'text', value: 'text', nodes: NODES },
        needs: ['flag'],
        like: '{ flag: "cluster-init" }',
      },
    },
    nodeLabels: LABELS,
    loadBalancer: { fields: { enabled: 'flag', workerConnections: 'number', proxyTimeout: DURATION } },
    timeout: DURATION,
    keepOnFailure: 'flag',
    kubeconfig: { fields: { update: 'flag', switchContext: 'flag' } },
    runtime: {
      fields: {
        serversMemory: SIZE,
        agentsMemory: SIZE,
        gpuRequest: 'text',
        hostPidMode: 'flag',
        labels: LABELS,
        ulimits: {
          list: {
            fields: { name: 'text', soft: 'number', hard: 'number' },
            needs: ['name', 'soft', 'hard'],
            like: '{ name: "nofile", soft: 26677, hard: 26677 }',
          },
        },
      },
    },
    registries: {
      fields: {
        mirrors: MIRRORS,
        configs: CONFIGS,
        create: {
          fields: {
            name: 'text',
            hostPort: 'number',
            host: 'text',
            image: 'text',
            pullThrough: PULL_THROUGH,
            volumes: TEXTS,
            enforcePortMatch: 'flag',
          },
        },
        use: TEXTS,
      },
    },
    helperImages: 'text',
    overrides: { json: true },
  },
};
