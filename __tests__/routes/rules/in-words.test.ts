import { ApiObject, App, Chart, Size } from 'cdk8s';
import {
  AppProtocol,
  EnvSource,
  HostIngress,
  type HostIngressProps,
  HostService,
  K3dClusterConfig,
  Mount,
  NodePortExposure,
  WebApp,
  type WebAppProps,
  Workload,
} from '../../../lib';
import { analyse } from '../../../lib/analysis/analyse';

/** What the rules say of a program, in its words. */
function said(rule: string, make: (chart: Chart) => void): string[] {
  const app = new App();
  new K3dClusterConfig(app, 'dev', { ports: [{ hostPort: 8080, clusterPort: 80 }] });
  make(new Chart(app, 'shop'));
  return analyse(app).findings.flatMap((finding) => {
    const { where, field, message, remedy } = finding;
    return finding.rule === rule ? [`${where} ${field}: ${message} ${remedy}`] : [];
  });
}

const web = (chart: Chart, props: Partial<WebAppProps> = {}) =>
  new WebApp(chart, 'web', { image: 'node:22', port: 80, ...props });

describe('what Traefik reads of a Service', () => {
  const SCHEME = 'traefik.ingress.kubernetes.io/service.serversscheme';
  const STICKY = 'traefik.ingress.kubernetes.io/service.sticky.cookie';
  const misplaced = (
    annotations: Record<string, string>,
    make = (chart: Chart): HostIngressProps => ({ workload: web(chart) }),
  ) =>
    said('ingress-annotation-misplaced', (chart) => {
      new HostIngress(chart, 'site', { host: 'web.localhost', annotations, ...make(chart) });
    }).map((line) => line.replace(/^.*on an Ingress\. /, ''));

  test('is a property of the workload whose Service it is', () => {
    expect(misplaced({ [STICKY]: 'true' })).toEqual(['Move it to serviceAnnotations of shop/web.']);
    expect(misplaced({ [SCHEME]: 'h2c' })).toEqual(['Move it to appProtocol: AppProtocol.H2C of shop/web.']);
    expect(misplaced({ [SCHEME]: 'quic' })).toEqual(['Move it to serviceAnnotations of shop/web.']);
  });

  test('stands on the Service where the remedy is followed', () => {
    const app = new App();
    const chart = new Chart(app, 'shop');
    const workload = web(chart, { serviceAnnotations: { [STICKY]: 'true' }, appProtocol: AppProtocol.H2C });
    const old = Workload.of(chart, 'old', { labels: { app: 'web' }, port: 80, serviceAnnotations: { a: 'b' } });
    new HostIngress(chart, 'site', { host: 'web.localhost', workload, paths: [{ path: '/old', workload: old }] });
    const annotations = (name: string) =>
      (chart.toJson() as { kind: string; metadata: { name: string; annotations?: unknown } }[]).find(
        ({ kind, metadata }) => kind === 'Service' && metadata.name === name,
      )?.metadata.annotations;
    expect(annotations('web')).toEqual({ [STICKY]: 'true', [SCHEME]: 'h2c' });
    expect(annotations('old')).toEqual({ a: 'b' });
    expect(analyse(app).findings.filter(({ rule }) => rule === 'ingress-annotation-misplaced')).toEqual([]);
  });

  test('is named by the Service where no property makes it', () => {
    const lines = said('ingress-annotation-misplaced', (chart) => {
      new HostService(chart, 'host', { port: 80 });
      const exposure = new NodePortExposure(chart, 'in', { workload: web(chart), nodePort: 30080 });
      const path = (name: string) => ({
        path: `/${name}`,
        pathType: 'Prefix',
        backend: { service: { name, port: { number: 80 } } },
      });
      new ApiObject(chart, 'own', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'own', annotations: { [SCHEME]: 'https' } },
        spec: { rules: [{ http: { paths: [path('host'), path(exposure.serviceObject.name), path('gone')] } }] },
      });
    });
    expect(lines).toEqual([expect.stringMatching(/Move it to Service host, gone and to annotations of shop\/in\.$/)]);
  });
});

test('an image that starts as root beside hardened', () => {
  const say = (props: Partial<WebAppProps>) =>
    said('hardened-image-needs-root', (chart) => {
      web(chart, { image: 'nginx:1.27', ...props });
    });
  expect(say({ hardened: true })).toEqual([
    'shop/web hardened.runAsNonRoot: Container "web" must not run as root, but image "nginx:1.27" starts as root, so the kubelet refuses to start it. Leave hardened out, or take an image that starts as another user and state that user with user.',
  ]);
  expect(say({ hardened: true, user: 101 })).toEqual([]);
});

test('a rollout that ends every pod first', () => {
  const say = (recreate: boolean) =>
    said('rollout-drops-below', (chart) => {
      web(chart, { rollout: { recreate } }).service();
    });
  expect(say(true)).toEqual([
    expect.stringMatching(/ Leave rollout\.recreate out, unless two versions must never run at the same time\.$/),
  ]);
  expect(say(false)).toEqual([]);
});

test('a path that is an expression', () => {
  const say = (path: string) =>
    said('ingress-path-expression', (chart) => {
      new HostIngress(chart, 'site', { paths: [{ path, workload: web(chart) }] });
    });
  expect(say('/api/(.*)')).toEqual([expect.stringContaining(' Write "/api" without exact; a Middleware with ')]);
  expect(say('/api')).toEqual([]);
});

test('one path twice in one ingress', () => {
  const say = (other?: string) =>
    said('ingress-rule-duplicate', (chart) => {
      const workload = web(chart);
      const second = new WebApp(chart, 'second', { image: 'node:22', port: 80 });
      const paths = [
        { path: '/a', workload },
        { path: other ?? '/a', workload: second },
        ...(other ? [] : [{ workload: second }]),
      ];
      new HostIngress(chart, 'site', { host: 'web.localhost', workload, paths });
    });
  const remedy = 'Leave one of them out, or give it another path or host.';
  expect(say()).toEqual([
    `shop/site paths[1]: paths[0] and paths[1] of Ingress default/site both claim host web.localhost with path /a, so which one answers is left to chance. ${remedy}`,
    `shop/site paths[2]: workload and paths[2] of Ingress default/site both claim host web.localhost with path /, so which one answers is left to chance. ${remedy}`,
  ]);
  expect(say('/b')).toEqual([]);
});

test('a rule that leads to a workload whose Service nobody asked for', () => {
  const say = (nameOf: (workload: WebApp) => string) =>
    said('ingress-backend-missing', (chart) => {
      const workload = web(chart);
      const service = { name: nameOf(workload), port: { number: 80 } };
      new ApiObject(chart, 'own', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'own' },
        spec: { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] } }] },
      });
    });
  expect(say(({ name }) => name)).toEqual([
    expect.stringMatching(/ Take the name from service\(\) of shop\/web, which makes that Service\.$/),
  ]);
  expect(say((workload) => workload.service().name)).toEqual([]);
});

describe('fields', () => {
  test('a variable that is said twice', () => {
    const say = (envFrom: WebAppProps['envFrom']) =>
      said('env-duplicate', (chart) => {
        web(chart, { env: { A: '1' }, envFrom });
      });
    expect(say({ A: EnvSource.secret('s', 'k') })).toEqual([
      'shop/web envFrom.A: envFrom.A is "A": env.A has this name too, and the later one wins. Remove one of the two.',
    ]);
    expect(say({ B: EnvSource.secret('s', 'k') })).toEqual([]);
  });

  test('the name and the size of storage', () => {
    const fieldsOf = (rule: string, mount: Mount, props: Partial<WebAppProps> = {}) =>
      said(rule, (chart) => {
        web(chart, { name: 'web', mounts: [Mount.scratch('/tmp'), mount], ...props });
      }).map((line) => line.split(': ')[0]);
    const size = Size.gibibytes(1);
    expect(fieldsOf('object-name-invalid', Mount.storage('/data', { size, name: 'Data' }))).toEqual([
      'shop/web mounts[1].name',
    ]);
    expect(fieldsOf('object-name-invalid', Mount.storage('/data', { size, name: 'data' }))).toEqual([]);
    expect(fieldsOf('object-field-invalid', Mount.storage('/data', { size: Size.gibibytes(0) }))).toEqual([
      'shop/web mounts[1].size',
    ]);
  });
});
