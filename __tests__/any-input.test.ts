import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import {
  Certificate,
  Credential,
  Health,
  HostIngress,
  HostService,
  ImageSource,
  K3dClusterConfig,
  LoadBalancerExposure,
  LocalRegistry,
  LocalSecret,
  Mount,
  NodePortExposure,
  PrivateRegistry,
  RegistriesYaml,
  SecretValue,
  WebApp,
  Worker,
  Workload,
} from '../lib';
import type { Fields, Shape } from '../lib/analysis/shape';
import { CLUSTER, REGISTRIES_YAML } from '../lib/cluster/shapes';
import { HOST_INGRESS, SERVICE_EXPOSURE } from '../lib/exposure/shapes';
import { BUILD, LOCAL_REGISTRY, PRIVATE_REGISTRY } from '../lib/images/shapes';
import { synthesize } from '../lib/synth/synth';
import { HOST_SERVICE, LOCAL_SECRET, WEB_APP, WORKER, WORKLOAD } from '../lib/workload/shapes';

// What a program without types may hand over: properties of the right name and anything in them, at every depth.

const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true }),
  fc.constantFrom(NaN, Infinity, -1, 0, 80, 1e300, '', '80', ' ', '/', 'ä', 'a'.repeat(300), {}, [], null, undefined),
  fc.constant(() => 'a function'),
  fc.constant(Symbol('a symbol')),
);

/** Something of the right shape, with something wrong in it here and there. */
function nearly(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 5, arbitrary: right(shape) }, { weight: 1, arbitrary: anything });
}

function right(shape: Shape): fc.Arbitrary<unknown> {
  if (shape === 'text') return fc.oneof(fc.constantFrom('web', 'a', '/a', 'v1.33.5+k3s1', '127.0.0.1'), fc.string());
  if (shape === 'number') return fc.oneof(fc.constantFrom(80, 8080, 30080), fc.integer(), fc.double());
  if (shape === 'flag') return fc.boolean();
  if ('list' in shape) return fc.array(nearly(shape.list), { maxLength: 3 });
  if ('map' in shape) return fc.dictionary(fc.string(), nearly(shape.map), { maxKeys: 3 });
  if ('fields' in shape) return record(shape);
  return anything;
}

const record = ({ fields }: Fields) =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([key, shape]) => [key, nearly(shape)])), {
    requiredKeys: [],
  });

/** Builds and synthesizes. An error has to be a sentence of somebody who knew what happened. */
function survives(build: (app: App, chart: Chart) => unknown): void {
  try {
    const app = new App();
    build(app, new Chart(app, 'shop'));
    synthesize(app, { writer: 'own' });
  } catch (error) {
    const { name, message } = error as Error;
    expect(message).not.toContain('Failed serializing');
    expect([name, message]).toEqual([expect.stringMatching(/^(Error|SynthError)$/), expect.stringMatching(/ .*\./s)]);
  }
}

const good = (chart: Chart) => new WebApp(chart, 'good', { image: 'nginx:1.27', port: 80 });

const CONSTRUCTS: readonly [string, Fields, (app: App, chart: Chart, props: any) => unknown][] = [
  ['WebApp', WEB_APP, (_, chart, props) => new WebApp(chart, 'web', props).service()],
  ['Worker', WORKER, (_, chart, props) => new Worker(chart, 'web', props)],
  [
    'LocalRegistry',
    LOCAL_REGISTRY,
    (app, chart, props) => {
      new K3dClusterConfig(app, 'dev');
      const registry = new LocalRegistry(app, 'images', props);
      new WebApp(chart, 'web', { image: 'app:1', port: 80, registry });
    },
  ],
  [
    'PrivateRegistry',
    PRIVATE_REGISTRY,
    (_, chart, props) => {
      const registry = new PrivateRegistry(chart, 'login', props);
      new WebApp(chart, 'web', { image: registry.image('app', '1'), port: 80, registry });
    },
  ],
  [
    'ImageSource.built',
    BUILD,
    (_, chart, props) => {
      const source = ImageSource.built({ ...props, ...(typeof props?.context === 'string' && { context: 'none' }) });
      new WebApp(chart, 'web', { image: 'app', port: 80, source });
    },
  ],
  ['RegistriesYaml', REGISTRIES_YAML, (_, __, props) => RegistriesYaml.text(props)],
  ['LocalSecret', LOCAL_SECRET, (_, chart, props) => new LocalSecret(chart, 'db', props).key('password')],
  ['HostService', HOST_SERVICE, (_, chart, props) => new HostService(chart, 'web', props)],
  ['Workload.of', WORKLOAD, (_, chart, props) => Workload.of(chart, 'web', props).service()],
  ['K3dClusterConfig', CLUSTER, (app, _, props) => new K3dClusterConfig(app, 'dev', props)],
  [
    'NodePortExposure',
    SERVICE_EXPOSURE,
    (app, chart, props) => {
      new K3dClusterConfig(app, 'dev');
      new NodePortExposure(chart, 'in', { workload: good(chart), nodePort: 30080, ...props });
    },
  ],
  [
    'LoadBalancerExposure',
    SERVICE_EXPOSURE,
    (app, chart, props) => {
      new K3dClusterConfig(app, 'dev');
      new LoadBalancerExposure(chart, 'in', { workload: good(chart), ...props });
    },
  ],
  ['HostIngress', HOST_INGRESS, (_, chart, props) => new HostIngress(chart, 'in', { workload: good(chart), ...props })],
];

test.each(CONSTRUCTS)('%s takes anything, or says what is wrong with it', (_, shape, build) => {
  fc.assert(
    fc.property(fc.oneof(record(shape), anything), (props) => survives((app, chart) => build(app, chart, props))),
    { numRuns: 150, seed: 1 },
  );
});

test.each(CONSTRUCTS)('%s without properties is a sentence', (_, __, build) => {
  for (const props of [undefined, null, 5, 'text', []]) survives((app, chart) => build(app, chart, props));
});

test('what makes properties takes anything, or says what is wrong with it', () => {
  const makers: ((...given: any[]) => unknown)[] = [
    Mount.secret,
    Mount.config,
    Mount.storage,
    Mount.claim,
    Mount.scratch,
    Mount.host,
    Health.http,
    Health.tcp,
    Health.command,
    Credential.fromEnv,
    Credential.fromDotEnv,
    Credential.fromSecret,
    Certificate.fromFiles,
    SecretValue.fromEnv,
    SecretValue.fromDotEnv,
    SecretValue.fromFile,
    ImageSource.built,
  ];
  fc.assert(
    fc.property(fc.constantFrom(...makers), fc.array(anything), (make, given) => survives(() => make(...given))),
    { numRuns: 300, seed: 1 },
  );
});

test('names are taken, or answered with a sentence', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) =>
      survives((app, chart) => {
        new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80, name, serviceName: name }).service();
        new K3dClusterConfig(app, 'dev', { name });
      }),
    ),
    { numRuns: 100, seed: 1 },
  );
});
