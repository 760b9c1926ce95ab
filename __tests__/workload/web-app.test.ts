import { App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { AppProtocol } from '../../lib/routes/app-protocol';
import { Protocol } from '../../lib/routes/protocol';
import { PullPolicy } from '../../lib/workload/container-options';
import { EnvBundle, EnvSource } from '../../lib/workload/env';
import { Health } from '../../lib/workload/health';
import { AccessMode, Mount } from '../../lib/workload/mount';
import { Architecture, TaintEffect } from '../../lib/workload/placement';
import { WebApp, type WebAppProps } from '../../lib/workload/web-app';
import { Workload } from '../../lib/workload/workload';
import { errors, manifests, object, objects } from '../support/app';
import '../support/yaml-snapshots';

const nginx = { image: 'nginx:1.27', port: 80 };
const webApp =
  (props: Partial<WebAppProps> = {}) =>
  (chart: Chart) => {
    new WebApp(chart, 'web', { ...nginx, ...props });
  };
const spec = (props?: Partial<WebAppProps>) => object('Deployment', webApp(props)).spec;
const pod = (props?: Partial<WebAppProps>) => spec(props).template.spec;
const container = (props?: Partial<WebAppProps>) => pod(props).containers[0];

test('a web app is one Deployment, labelled and selected by its own name', () => {
  expect(manifests(webApp())).toMatchInlineSnapshot(`
   apiVersion: apps/v1
   kind: Deployment
   metadata:
     labels:
       app: web
     name: web
   spec:
     replicas: 1
     selector:
       matchLabels:
         app: web
     strategy:
       rollingUpdate:
         maxUnavailable: 0
       type: RollingUpdate
     template:
       metadata:
         labels:
           app: web
       spec:
         containers:
           - image: nginx:1.27
             name: web
             ports:
               - containerPort: 80
             readinessProbe:
               tcpSocket:
                 port: 80

  `);
});

test('every name and label can be its own; what selects the pods stays the name', () => {
  expect(
    manifests(
      webApp({
        name: 'shop',
        containerName: 'nginx',
        labels: { tier: 'front' },
        annotations: { note: 'of the Deployment' },
        podAnnotations: { note: 'of the pods' },
        replicas: 3,
      }),
    ),
  ).toMatchInlineSnapshot(`
   apiVersion: apps/v1
   kind: Deployment
   metadata:
     annotations:
       note: of the Deployment
     labels:
       app: shop
       tier: front
     name: shop
   spec:
     replicas: 3
     selector:
       matchLabels:
         app: shop
     strategy:
       rollingUpdate:
         maxUnavailable: 0
       type: RollingUpdate
     template:
       metadata:
         annotations:
           note: of the pods
         labels:
           app: shop
           tier: front
       spec:
         containers:
           - image: nginx:1.27
             name: nginx
             ports:
               - containerPort: 80
             readinessProbe:
               tcpSocket:
                 port: 80

  `);
});

test('the label app selects the pods and says the name: two workloads never share it', () => {
  const { selector, template } = spec({ labels: { app: 'legacy', tier: 'front' } });
  expect(selector).toEqual({ matchLabels: { app: 'web' } });
  expect(template.metadata.labels).toEqual({ app: 'web', tier: 'front' });
  expect(
    errors((_, chart) => new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80, labels: { app: 'legacy' } })),
  ).toEqual([
    'shop/web property-invalid: labels.app is "legacy": the label app selects the pods, and says the name of the workload. Say the name with name, or use another label, for example "app.kubernetes.io/part-of".',
  ]);
});

test('no replicas at all is a number too', () => {
  expect(spec({ replicas: 0 }).replicas).toBe(0);
});

test('environment: texts, keys of Secrets and ConfigMaps, fields of the pod, whole bundles', () => {
  expect(
    container({
      env: { MODE: 'dev', EMPTY: '' },
      envFrom: {
        PASSWORD: EnvSource.secret('db', 'password'),
        THEME: EnvSource.config('site', 'theme'),
        POD_IP: EnvSource.field('status.podIP'),
      },
      envBundles: [
        EnvBundle.secret('keys'),
        EnvBundle.config('site', 'SITE_'),
        EnvBundle.secret('more', 'S_'),
        EnvBundle.config('all'),
      ],
    }),
  ).toMatchObject({
    env: [
      { name: 'MODE', value: 'dev' },
      { name: 'EMPTY', value: '' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
      { name: 'THEME', valueFrom: { configMapKeyRef: { name: 'site', key: 'theme' } } },
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    ],
    envFrom: [
      { secretRef: { name: 'keys' } },
      { prefix: 'SITE_', configMapRef: { name: 'site' } },
      { prefix: 'S_', secretRef: { name: 'more' } },
      { configMapRef: { name: 'all' } },
    ],
  });
});

test('command, arguments, pull policy, pull secrets and account stand where Kubernetes wants them', () => {
  const { imagePullSecrets, serviceAccountName, containers } = pod({
    command: ['npm', 'start'],
    args: ['--port', '80'],
    imagePullPolicy: PullPolicy.ALWAYS,
    pullSecrets: ['registry', 'mirror'],
    serviceAccountName: 'web',
  });
  expect(imagePullSecrets).toEqual([{ name: 'registry' }, { name: 'mirror' }]);
  expect(serviceAccountName).toBe('web');
  expect(containers[0]).toMatchObject({ command: ['npm', 'start'], args: ['--port', '80'], imagePullPolicy: 'Always' });
});

test.each([
  ['nothing', {}, undefined],
  ['CPU that is set aside', { cpu: '80m' }, { requests: { cpu: '80m' } }],
  ['a limit of memory', { memoryLimit: Size.gibibytes(1) }, { limits: { memory: '1Gi' } }],
  [
    'everything',
    { cpu: '80m', cpuLimit: '1', memory: Size.mebibytes(128), memoryLimit: Size.mebibytes(256) },
    { requests: { cpu: '80m', memory: '128Mi' }, limits: { cpu: '1', memory: '256Mi' } },
  ],
])('resources: %s', (_, resources, wanted) => {
  expect(container({ resources }).resources).toEqual(wanted);
});

test('empty lists and maps leave no trace', () => {
  const empty = {
    annotations: undefined,
    podAnnotations: {},
    labels: {},
    env: {},
    envFrom: {},
    envBundles: [],
    mounts: [],
    resources: {},
    files: {},
    rollout: {},
    pullSecrets: [],
    placement: { architectures: [], nodeLabels: {}, tolerations: [] },
    extraContainers: [],
    initContainers: [],
    extraPorts: [],
    health: undefined,
  };
  expect(manifests(webApp(empty))).toBe(manifests(webApp()));
});

describe('a rollout', () => {
  test('never drops below what is asked', () => {
    expect(spec().strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } });
  });

  test('says how many pods come on top, how long they settle and finish, and how many revisions stay', () => {
    const { strategy, minReadySeconds, revisionHistoryLimit, template } = spec({
      rollout: { extraPods: 2, settle: Duration.seconds(5), gracePeriod: Duration.minutes(1), history: 0 },
    });
    expect(strategy.rollingUpdate).toEqual({ maxSurge: 2, maxUnavailable: 0 });
    expect([minReadySeconds, revisionHistoryLimit, template.spec.terminationGracePeriodSeconds]).toEqual([5, 0, 60]);
  });

  test('stops the old pods first for programs that cannot run twice', () => {
    expect(spec({ rollout: { recreate: true } }).strategy).toEqual({ type: 'Recreate' });
  });

  test.each([
    ['on storage of one node', {}, 'Recreate'],
    ['on storage of one pod', { options: { accessMode: AccessMode.ONE_POD } }, 'Recreate'],
    ['that waits for requests to end', { rollout: { history: 2 } }, 'Recreate'],
    ['that is not to', { rollout: { recreate: false } }, 'RollingUpdate'],
    ['with extra pods', { rollout: { extraPods: 1 } }, 'RollingUpdate'],
    ['beside others', { replicas: 2 }, 'RollingUpdate'],
    ['beside as many as are needed', { scaling: { max: 3 } }, 'RollingUpdate'],
    ['on storage of many nodes', { options: { accessMode: AccessMode.MANY_NODES } }, 'RollingUpdate'],
  ])('a pod %s makes room for the new one: %j → %s', (_, { options = {}, ...more }: any, expected) => {
    const storage = [Mount.storage('/data', { size: Size.gibibytes(1), ...options })];
    expect(spec({ mounts: storage, ...more }).strategy.type).toBe(expected);
    const extraContainers = [{ name: 'log', image: 'busybox:1.36', mounts: storage }];
    expect(spec({ extraContainers, ...more }).strategy.type).toBe(expected);
  });

  test('has no pods on top where the old ones go first', () => {
    expect(errors((_, chart) => webApp({ rollout: { recreate: true, extraPods: 2 } })(chart)).join()).toContain(
      'rollout.extraPods is 2, and with recreate: true no pod starts before the old ones are gone.',
    );
    expect(errors((_, chart) => webApp({ rollout: { recreate: false, extraPods: 2 } })(chart))).toEqual([]);
  });
});

describe('health', () => {
  test('is a connection to the port, unless somebody says more', () => {
    expect(container().readinessProbe).toEqual({ tcpSocket: { port: 80 } });
  });

  test('can be a GET, with its own rhythm, for readiness, liveness and start-up', () => {
    const { readinessProbe, livenessProbe, startupProbe } = container({
      health: Health.http('/healthz', {
        port: 8081,
        liveness: true,
        startup: Duration.seconds(61),
        period: Duration.seconds(5),
        timeout: Duration.seconds(2),
      }),
    });
    const probe = { httpGet: { path: '/healthz', port: 8081 }, periodSeconds: 5, timeoutSeconds: 2 };
    expect(readinessProbe).toEqual(probe);
    expect(livenessProbe).toEqual({ ...probe, failureThreshold: 6 });
    expect(startupProbe).toEqual({ ...probe, failureThreshold: 13 });
  });

  test('counts the start in the period of Kubernetes where nobody says another', () => {
    const { startupProbe } = container({ health: Health.tcp({ startup: Duration.minutes(2) }) });
    expect(startupProbe).toEqual({ tcpSocket: { port: 80 }, failureThreshold: 12 });
  });

  test('can be a command', () => {
    const { readinessProbe } = container({ health: Health.command(['cat', '/ready']) });
    expect(readinessProbe).toEqual({ exec: { command: ['cat', '/ready'] } });
  });

  test('can be the protocol of gRPC', () => {
    expect(container({ health: Health.grpc() }).readinessProbe).toEqual({ grpc: { port: 80 } });
  });

  test('can be liveness alone', () => {
    const { readinessProbe, livenessProbe } = container({ health: Health.tcp({ readiness: false, liveness: true }) });
    expect(readinessProbe).toBeUndefined();
    expect(livenessProbe).toEqual({ tcpSocket: { port: 80 }, failureThreshold: 6 });
  });

  test('can be nobody', () => {
    expect(Object.keys(container({ health: Health.none() }))).toEqual(['image', 'name', 'ports']);
  });

  test('is not asked of a port that speaks UDP', () => {
    expect(container({ protocol: Protocol.UDP }).readinessProbe).toBeUndefined();
  });
});

describe('scaling', () => {
  const autoscaler = (scaling: WebAppProps['scaling']) => object('HorizontalPodAutoscaler', webApp({ scaling })).spec;

  test('brings an autoscaler, and takes the replicas away', () => {
    expect(manifests(webApp({ scaling: { max: 5 } }))).toMatchInlineSnapshot(`
     apiVersion: apps/v1
     kind: Deployment
     metadata:
       labels:
         app: web
       name: web
     spec:
       selector:
         matchLabels:
           app: web
       strategy:
         rollingUpdate:
           maxUnavailable: 0
         type: RollingUpdate
       template:
         metadata:
           labels:
             app: web
         spec:
           containers:
             - image: nginx:1.27
               name: web
               ports:
                 - containerPort: 80
               readinessProbe:
                 tcpSocket:
                   port: 80
     ---
     apiVersion: autoscaling/v2
     kind: HorizontalPodAutoscaler
     metadata:
       labels:
         app: web
       name: web
     spec:
       maxReplicas: 5
       metrics:
         - resource:
             name: cpu
             target:
               averageUtilization: 80
               type: Utilization
           type: Resource
       scaleTargetRef:
         apiVersion: apps/v1
         kind: Deployment
         name: web

    `);
  });

  test('by memory alone leaves the CPU out', () => {
    const { metrics, minReplicas } = autoscaler({ min: 2, max: 5, memoryPercent: 70 });
    expect(minReplicas).toBe(2);
    expect(metrics).toEqual([
      { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 70 } } },
    ]);
  });

  test('by both measures both', () => {
    const { metrics } = autoscaler({ max: 5, cpuPercent: 60, memoryPercent: 70 });
    expect(metrics.map(({ resource }: any) => [resource.name, resource.target.averageUtilization])).toEqual([
      ['cpu', 60],
      ['memory', 70],
    ]);
  });
});

test('a disruption budget says how many pods stay, or how many may go', () => {
  const budget = (disruption: WebAppProps['disruption']) => object('PodDisruptionBudget', webApp({ disruption }));
  expect(budget({ minAvailable: 1 }).spec).toEqual({ minAvailable: 1, selector: { matchLabels: { app: 'web' } } });
  expect(budget({ maxUnavailable: 0 }).spec).toEqual({ maxUnavailable: 0, selector: { matchLabels: { app: 'web' } } });
  expect(budget({ minAvailable: 1 }).metadata).toEqual({ name: 'web', labels: { app: 'web' } });
});

describe('placement', () => {
  test('one processor is a selector, beside the labels', () => {
    expect(
      pod({ placement: { architectures: [Architecture.ARM64], nodeLabels: { disk: 'ssd' } } }).nodeSelector,
    ).toEqual({
      disk: 'ssd',
      'kubernetes.io/arch': 'arm64',
    });
  });

  test('several processors are an affinity', () => {
    const { affinity, nodeSelector } = pod({ placement: { architectures: [Architecture.AMD64, Architecture.ARM64] } });
    expect(nodeSelector).toBeUndefined();
    expect(affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] }] },
    ]);
  });

  test('taints are tolerated with a value or with any', () => {
    const tolerations = [{ key: 'gpu' }, { key: 'team', value: 'web', effect: TaintEffect.NO_SCHEDULE }];
    expect(pod({ placement: { tolerations } }).tolerations).toEqual([
      { key: 'gpu', operator: 'Exists' },
      { key: 'team', value: 'web', effect: 'NoSchedule' },
    ]);
  });
});

describe('hardened', () => {
  const { securityContext, containers, initContainers } = pod({
    hardened: true,
    user: 101,
    extraContainers: [{ name: 'log', image: 'busybox:1.36' }],
    initContainers: [{ name: 'wait', image: 'busybox:1.36' }],
  });
  const all = [...containers, ...initContainers];

  test('passes the restricted Pod Security Standard, word for word', () => {
    expect(securityContext.runAsNonRoot).toBe(true);
    expect(securityContext.runAsUser).not.toBe(0);
    expect(securityContext.seccompProfile.type).toBe('RuntimeDefault');
    expect(all).toHaveLength(3);
    for (const each of all) {
      expect(each.securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
    }
  });

  test('is asked for: an ordinary image runs as it is', () => {
    expect(pod().securityContext).toBeUndefined();
    expect(container().securityContext).toBeUndefined();
  });

  test('works with the user of the image', () => {
    expect(pod({ hardened: true }).securityContext).toEqual({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('a user alone changes the user alone', () => {
    expect(pod({ user: 1000 }).securityContext).toEqual({ runAsUser: 1000 });
  });
});

test('more containers run beside the main one and before it', () => {
  const { containers, initContainers } = pod({
    extraContainers: [{ name: 'log', image: 'busybox:1.36', args: ['tail'] }],
    initContainers: [{ name: 'wait', image: 'busybox:1.36', env: { HOST: 'db' } }],
  });
  expect(containers.map(({ name }: any) => name)).toEqual(['web', 'log']);
  expect(containers[1]).toEqual({ name: 'log', image: 'busybox:1.36', args: ['tail'] });
  expect(initContainers).toEqual([{ name: 'wait', image: 'busybox:1.36', env: [{ name: 'HOST', value: 'db' }] }]);
});

describe('its own Service', () => {
  const asked = (props: Partial<WebAppProps>, chart?: { namespace: string }) => {
    let url = '';
    const found = objects((scope) => {
      url = new WebApp(scope, 'web', { ...nginx, ...props }).serviceUrl;
    }, chart).find(({ kind }) => kind === 'Service');
    return { url, metadata: found.metadata, spec: found.spec };
  };

  test('is not there before somebody asks', () => {
    const app = new WebApp(new Chart(new App(), 'test'), 'web', nginx);
    expect(app.serviceObject).toBeUndefined();
    expect(app.service()).toEqual({ name: 'web', host: 'web', port: 80, address: 'web:80' });
    expect(app.serviceObject?.kind).toBe('Service');
    expect(app.service()).toEqual({ name: 'web', host: 'web', port: 80, address: 'web:80' });
  });

  test('has a host that pods of every namespace know', () => {
    const data = new Chart(new App(), 'data', { namespace: 'data' });
    const address = { host: 'db.data', port: 80, address: 'db.data:80' };
    expect(new WebApp(data, 'db', nginx).service()).toEqual({ name: 'db', ...address });
    expect(Workload.of(data, 'pods', { labels: { run: 'db' }, port: 80, serviceName: 'db' }).service().host).toBe(
      address.host,
    );
  });

  test('says what the pods speak, where an ingress controller has to know it', () => {
    const SCHEME = 'traefik.ingress.kubernetes.io/service.serversscheme';
    const { url, metadata, spec } = asked({
      appProtocol: AppProtocol.H2C,
      extraPorts: [{ name: 'admin', port: 9000 }],
    });
    expect(url).toBe('http://web');
    expect(metadata.annotations).toEqual({ [SCHEME]: 'h2c' });
    expect(spec.ports).toEqual([
      { name: 'http', port: 80, targetPort: 80, appProtocol: 'kubernetes.io/h2c' },
      { name: 'admin', port: 9000, targetPort: 9000 },
    ]);
    const secure = asked({ port: 8443, appProtocol: AppProtocol.HTTPS, servicePort: 443 });
    expect(secure.url).toBe('https://web');
    expect(secure.metadata.annotations).toEqual({ [SCHEME]: 'https' });
    expect(secure.spec.ports).toEqual([{ port: 443, targetPort: 8443, appProtocol: 'https' }]);
    expect(asked({ appProtocol: AppProtocol.HTTP }).spec.ports[0].appProtocol).toBe('http');
  });

  test('speaks to nobody in words that no controller knows', () => {
    const complaint =
      'shop/web: property-invalid: appProtocol is "grpc", which no ingress controller speaks to pods. Write AppProtocol.HTTP, AppProtocol.HTTPS or AppProtocol.H2C.';
    const wrong = { appProtocol: 'grpc' as AppProtocol };
    const said = (build: (chart: Chart) => unknown) =>
      errors((_, chart) => void build(chart)).map((line) => line.replace('shop/web ', 'shop/web: '));
    expect(said((chart) => new WebApp(chart, 'web', { ...nginx, ...wrong }))).toEqual([complaint]);
    expect(said((chart) => Workload.of(chart, 'web', { labels: { app: 'web' }, port: 80, ...wrong }))).toEqual([
      complaint,
    ]);
  });

  test('is called as the app, and leads to its port', () => {
    expect(asked({})).toEqual({
      url: 'http://web',
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: { type: 'ClusterIP', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 80 }] },
    });
  });

  test('can have its own name and port, and is found from every namespace', () => {
    expect(asked({ port: 8080, serviceName: 'shop', servicePort: 8000 }, { namespace: 'eshop' })).toEqual({
      url: 'http://shop.eshop:8000',
      metadata: { name: 'shop', namespace: 'eshop', labels: { app: 'web' } },
      spec: { type: 'ClusterIP', selector: { app: 'web' }, ports: [{ port: 8000, targetPort: 8080 }] },
    });
  });

  test('has every port by name as soon as there are several', () => {
    const { spec: service } = asked({
      extraPorts: [
        { name: 'metrics', port: 9090 },
        { name: 'dns', port: 53, protocol: Protocol.UDP },
      ],
    });
    expect(service.ports).toEqual([
      { name: 'http', port: 80, targetPort: 80 },
      { name: 'metrics', port: 9090, targetPort: 9090 },
      { name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' },
    ]);
  });

  test('and the container name their ports alike', () => {
    const ports = { portName: 'web', protocol: Protocol.UDP, extraPorts: [{ name: 'metrics', port: 9090 }] };
    expect(container(ports).ports).toEqual([
      { name: 'web', containerPort: 80, protocol: 'UDP' },
      { name: 'metrics', containerPort: 9090 },
    ]);
  });
});

test('every object is reachable for a JSON patch', () => {
  const chart = new Chart(new App(), 'test');
  const app = new WebApp(chart, 'web', {
    ...nginx,
    files: { '/a': 'a' },
    scaling: { max: 2 },
    disruption: { minAvailable: 1 },
  });
  app.service();
  const all = [app.deployment, app.filesConfig, app.autoscaler, app.disruptionBudget, app.serviceObject];
  for (const each of all) each?.addJsonPatch(JsonPatch.add('/metadata/annotations', { patched: 'yes' }));
  const patched = (chart.toJson() as any[]).filter(({ metadata }) => metadata.annotations?.patched === 'yes');
  expect(patched.map(({ kind }) => kind).sort()).toEqual([
    'ConfigMap',
    'Deployment',
    'HorizontalPodAutoscaler',
    'PodDisruptionBudget',
    'Service',
  ]);
});

test('a web app outside of a chart is a sentence', () => {
  expect(() => new WebApp(new App(), 'web', nginx)).toThrow(
    new Error('web stands in no chart, so no file would hold it. Write new Chart(app, "web"), and put it in there.'),
  );
});
