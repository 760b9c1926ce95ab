import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import {
  HelmChart,
  HelmChartConfig,
  HelmChartSpecDriver,
  HelmChartSpecFailurePolicy,
  HelmChartSpecHelmVersion,
  HelmChartSpecServerSide,
  HelmChartSpecSet,
} from '../imports/helm.cattle.io';
import { Simple, type SimpleProps } from '../imports/k3d.io';

interface Schema {
  readonly type: string;
  readonly description?: string;
  readonly enum?: string[];
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
}

interface Definition {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

const root = join(__dirname, '..');

const definitions = ['k3d.yaml', 'helm.yaml'].flatMap((file) =>
  parseAllDocuments(readFileSync(join(root, 'definitions', file), 'utf8')).map(
    (document) => document.toJS() as Definition,
  ),
);

function schemaOf(kind: string): Schema {
  const definition = definitions.find(({ spec }) => spec.names.kind === kind);
  return definition!.spec.versions[0]!.schema.openAPIV3Schema;
}

/** Every field below a schema as "path type"; a list is "path[]" with the type of its items. */
function fields(schema: Schema, path = ''): string[] {
  if (schema.items) return fields(schema.items, `${path}[]`);
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, field]) =>
    fields(field, path === '' ? key : `${path}.${key}`),
  );
  return below.length > 0 ? below : [`${path} ${schema.type}`];
}

/** Every path of a value, in the form of `fields`. */
function paths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => paths(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, field]) => paths(field, path === '' ? key : `${path}.${key}`));
}

function undescribed(schema: Schema, path: string): string[] {
  const own = schema.description ? [] : [path];
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, field]) => undescribed(field, `${path}.${key}`));
  const { items } = schema;
  return [...own, ...below, ...(items?.properties ? undescribed(items, `${path}[]`) : [])];
}

const SIMPLE = [
  'apiVersion string',
  'kind string',
  'metadata.name string',
  'servers integer',
  'agents integer',
  'kubeAPI.host string',
  'kubeAPI.hostIP string',
  'kubeAPI.hostPort string',
  'image string',
  'network string',
  'subnet string',
  'token string',
  'volumes[].volume string',
  'volumes[].nodeFilters[] string',
  'ports[].port string',
  'ports[].nodeFilters[] string',
  'env[].envVar string',
  'env[].nodeFilters[] string',
  'files[].source string',
  'files[].destination string',
  'files[].description string',
  'files[].nodeFilters[] string',
  'hostAliases[].ip string',
  'hostAliases[].hostnames[] string',
  'options.k3d.wait boolean',
  'options.k3d.timeout string',
  'options.k3d.disableLoadbalancer boolean',
  'options.k3d.disableImageVolume boolean',
  'options.k3d.disableRollback boolean',
  'options.k3d.loadbalancer.configOverrides[] string',
  'options.k3s.extraArgs[].arg string',
  'options.k3s.extraArgs[].nodeFilters[] string',
  'options.k3s.nodeLabels[].label string',
  'options.k3s.nodeLabels[].nodeFilters[] string',
  'options.kubeconfig.updateDefaultKubeconfig boolean',
  'options.kubeconfig.switchCurrentContext boolean',
  'options.runtime.gpuRequest string',
  'options.runtime.serversMemory string',
  'options.runtime.agentsMemory string',
  'options.runtime.hostPidMode boolean',
  'options.runtime.labels[].label string',
  'options.runtime.labels[].nodeFilters[] string',
  'options.runtime.ulimits[].name string',
  'options.runtime.ulimits[].soft integer',
  'options.runtime.ulimits[].hard integer',
  'registries.use[] string',
  'registries.create.name string',
  'registries.create.host string',
  'registries.create.hostPort string',
  'registries.create.image string',
  'registries.create.proxy.remoteURL string',
  'registries.create.proxy.username string',
  'registries.create.proxy.password string',
  'registries.create.volumes[] string',
  'registries.create.enforcePortMatch boolean',
  'registries.config string',
];

const HELM_CHART = [
  'chart string',
  'chartContent string',
  'version string',
  'repo string',
  'repoCA string',
  'repoCAConfigMap.name string',
  'targetNamespace string',
  'createNamespace boolean',
  'set object',
  'values object',
  'valuesContent string',
  'valuesSecrets[].name string',
  'valuesSecrets[].keys[] string',
  'valuesSecrets[].ignoreUpdates boolean',
  'helmVersion string',
  'bootstrap boolean',
  'takeOwnership boolean',
  'serverSide string',
  'forceConflicts boolean',
  'jobImage string',
  'backOffLimit integer',
  'timeout string',
  'failurePolicy string',
  'authSecret.name string',
  'authPassCredentials boolean',
  'insecureSkipTLSVerify boolean',
  'plainHTTP boolean',
  'dockerRegistrySecret.name string',
  'podSecurityContext object',
  'securityContext object',
  'driver string',
];

const HELM_CHART_CONFIG = [
  'values object',
  'valuesContent string',
  'valuesSecrets[].name string',
  'valuesSecrets[].keys[] string',
  'valuesSecrets[].ignoreUpdates boolean',
  'failurePolicy string',
  'serverSide string',
  'forceConflicts boolean',
];

const specOf = (kind: string) => schemaOf(kind).properties!['spec']!;

describe('definitions', () => {
  test.each([
    ['Simple', fields(schemaOf('Simple')), SIMPLE],
    ['HelmChart', fields(specOf('HelmChart')), HELM_CHART],
    ['HelmChartConfig', fields(specOf('HelmChartConfig')), HELM_CHART_CONFIG],
  ])('%s has every field with its type, and no other', (_, defined, expected) => {
    expect([...defined].sort()).toEqual([...expected].sort());
  });

  test.each(['Simple', 'HelmChart', 'HelmChartConfig'])('every field of %s says what it is', (kind) => {
    expect(undescribed(schemaOf(kind), kind)).toEqual([]);
  });

  test('fields with few values list them', () => {
    const values = (field: string) => specOf('HelmChart').properties![field]!.enum;
    expect(values('failurePolicy')).toEqual(['reinstall', 'abort', 'retry']);
    expect(values('serverSide')).toEqual(['true', 'false', 'auto']);
    expect(values('helmVersion')).toEqual(['', 'v3']);
    expect(values('driver')).toEqual(['secret', 'configmap']);
    expect(schemaOf('Simple').properties!['apiVersion']!.enum).toEqual(['k3d.io/v1alpha5']);
    expect(schemaOf('Simple').properties!['kind']!.enum).toEqual(['Simple']);
  });

  test('imports/ is what they give', () => {
    const { stdout, status } = spawnSync(process.execPath, [join(root, 'scripts/import.js'), '--check'], {
      encoding: 'utf8',
    });
    expect({ stdout, status }).toEqual({ stdout: 'imports/ is up to date.\n', status: 0 });
  }, 60_000);
});

const FULL: SimpleProps = {
  metadata: { name: 'dev' },
  servers: 3,
  agents: 2,
  kubeApi: { host: 'dev.localhost', hostIp: '127.0.0.1', hostPort: '6550' },
  image: 'rancher/k3s:v1.33.5-k3s1',
  network: 'dev-net',
  subnet: '172.28.0.0/16',
  token: 'secret',
  volumes: [{ volume: '/srv/data:/data', nodeFilters: ['server:0'] }],
  ports: [{ port: '127.0.0.1:8080:80', nodeFilters: ['loadbalancer'] }],
  env: [{ envVar: 'HTTP_PROXY=http://proxy:3128', nodeFilters: ['all'] }],
  files: [{ description: 'motd', source: 'hello\n', destination: '/etc/motd', nodeFilters: ['agent:*'] }],
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['db.local'] }],
  options: {
    k3D: {
      wait: true,
      timeout: '60s',
      disableLoadbalancer: false,
      disableImageVolume: false,
      disableRollback: true,
      loadbalancer: { configOverrides: ['settings.workerConnections=2048'] },
    },
    k3S: {
      extraArgs: [{ arg: '--disable=traefik', nodeFilters: ['server:*'] }],
      nodeLabels: [{ label: 'tier=web', nodeFilters: ['agent:0'] }],
    },
    kubeconfig: { updateDefaultKubeconfig: true, switchCurrentContext: false },
    runtime: {
      gpuRequest: 'all',
      serversMemory: '2g',
      agentsMemory: '1g',
      hostPidMode: false,
      labels: [{ label: 'team=web', nodeFilters: ['server:0'] }],
      ulimits: [{ name: 'nofile', soft: 1024, hard: 2048 }],
    },
  },
  registries: {
    use: ['k3d-shared'],
    create: {
      name: 'registry.localhost',
      host: '0.0.0.0',
      hostPort: '5001',
      image: 'docker.io/library/registry:2',
      proxy: { remoteUrl: 'https://registry-1.docker.io', username: 'me', password: 'pass' },
      volumes: ['/srv/registry:/var/lib/registry'],
      enforcePortMatch: true,
    },
    config: 'mirrors:\n  docker.io: {}\n',
  },
};

describe('Simple.manifest', () => {
  test('renders every field that k3d reads in the spelling of k3d, and nothing else', () => {
    const { kubeApi: _, ...same } = FULL;
    expect(Simple.manifest(FULL)).toStrictEqual({
      apiVersion: 'k3d.io/v1alpha5',
      kind: 'Simple',
      ...same,
      kubeAPI: { host: 'dev.localhost', hostIP: '127.0.0.1', hostPort: '6550' },
      options: {
        k3d: FULL.options!.k3D,
        k3s: FULL.options!.k3S,
        kubeconfig: FULL.options!.kubeconfig,
        runtime: FULL.options!.runtime,
      },
      registries: {
        ...FULL.registries,
        create: {
          ...FULL.registries!.create,
          proxy: { remoteURL: 'https://registry-1.docker.io', username: 'me', password: 'pass' },
        },
      },
    });
  });

  test('a config with every field leaves no field of the definition out', () => {
    const names = SIMPLE.map((field) => field.split(' ')[0]);
    expect([...new Set(paths(Simple.manifest(FULL)))].sort()).toEqual([...names].sort());
  });

  test('leaves out what is not given', () => {
    const manifest = Simple.manifest({ metadata: { name: 'dev' }, image: undefined, kubeApi: { host: undefined } });
    expect(Object.entries(manifest)).toEqual([
      ['apiVersion', 'k3d.io/v1alpha5'],
      ['kind', 'Simple'],
      ['metadata', { name: 'dev' }],
      ['kubeAPI', {}],
    ]);
  });
});

describe('HelmChart and HelmChartConfig', () => {
  test('a chart with every field renders in the spelling of the helm controller', () => {
    const chart = Testing.chart();
    new HelmChart(chart, 'chart', {
      metadata: { name: 'web', namespace: 'kube-system' },
      spec: {
        chart: 'web',
        chartContent: 'H4sI',
        version: '1.2.3',
        repo: 'https://charts.example.com',
        repoCa: 'PEM',
        repoCaConfigMap: { name: 'ca' },
        targetNamespace: 'web',
        createNamespace: true,
        set: { replicas: HelmChartSpecSet.fromNumber(2), tag: HelmChartSpecSet.fromString('1.0') },
        values: { image: { tag: '1.0' } },
        valuesContent: 'a: 1\n',
        valuesSecrets: [{ name: 'values', keys: ['values.yaml'], ignoreUpdates: true }],
        helmVersion: HelmChartSpecHelmVersion.V3,
        bootstrap: false,
        takeOwnership: true,
        serverSide: HelmChartSpecServerSide.AUTO,
        forceConflicts: true,
        jobImage: 'rancher/klipper-helm:v0.9.8',
        backOffLimit: 5,
        timeout: '600s',
        failurePolicy: HelmChartSpecFailurePolicy.ABORT,
        authSecret: { name: 'login' },
        authPassCredentials: false,
        insecureSkipTlsVerify: false,
        plainHttp: true,
        dockerRegistrySecret: { name: 'pull' },
        podSecurityContext: { runAsNonRoot: true },
        securityContext: { readOnlyRootFilesystem: true },
        driver: HelmChartSpecDriver.CONFIGMAP,
      },
    });
    const [object] = Testing.synth(chart);
    expect(Object.keys(object).sort()).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(Object.keys(object.spec).sort()).toEqual(Object.keys(specOf('HelmChart').properties!).sort());
    expect(object).toMatchObject({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChart',
      spec: {
        set: { replicas: 2, tag: '1.0' },
        values: { image: { tag: '1.0' } },
        helmVersion: 'v3',
        serverSide: 'auto',
        failurePolicy: 'abort',
        driver: 'configmap',
        plainHTTP: true,
        repoCA: 'PEM',
      },
    });
  });

  test('a config holds what it is given', () => {
    const props = {
      metadata: { name: 'traefik', namespace: 'kube-system' },
      spec: { valuesContent: 'ports: {}\n', forceConflicts: true },
    };
    expect(HelmChartConfig.manifest(props)).toStrictEqual({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      ...props,
    });
  });
});
