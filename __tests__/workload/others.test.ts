import { App, Chart } from 'cdk8s';
import { EnvBundle, EnvSource } from '../../lib/workload/env';
import { Health } from '../../lib/workload/health';
import { HostService } from '../../lib/workload/host-service';
import { Worker } from '../../lib/workload/worker';
import { Workload } from '../../lib/workload/workload';
import { errors, manifests, objects } from '../support/app';
import '../support/yaml-snapshots';

test('a worker is a Deployment without a port, and nobody asks it', () => {
  expect(manifests((chart) => new Worker(chart, 'mailer', { image: 'example.com/mailer:1', replicas: 2 })))
    .toMatchInlineSnapshot(`
   apiVersion: apps/v1
   kind: Deployment
   metadata:
     labels:
       app: mailer
     name: mailer
   spec:
     replicas: 2
     selector:
       matchLabels:
         app: mailer
     strategy:
       rollingUpdate:
         maxUnavailable: 0
       type: RollingUpdate
     template:
       metadata:
         labels:
           app: mailer
       spec:
         containers:
           - image: example.com/mailer:1
             name: mailer

  `);
});

test('a worker answers to a command, or on a port that is named', () => {
  const probe = (health: Health) =>
    objects((chart) => new Worker(chart, 'mailer', { image: 'example.com/mailer:1', health }))[0].spec.template.spec
      .containers[0].readinessProbe;
  expect(probe(Health.command(['alive']))).toEqual({ exec: { command: ['alive'] } });
  expect(probe(Health.tcp({ port: 9090 }))).toEqual({ tcpSocket: { port: 9090 } });
  expect(probe(Health.grpc({ port: 9090 }))).toEqual({ grpc: { port: 9090 } });
});

test('a worker has no port to ask', () => {
  const asked = errors((_, chart) => {
    new Worker(chart, 'mailer', { image: 'example.com/mailer:1', health: Health.http('/') });
  });
  expect(asked).toContain(
    'shop/mailer property-invalid: health asks a port, and a worker has none. Use Health.command([…]), or say which port: Health.tcp({ port: 8080 }).',
  );
});

describe('something on the host', () => {
  test('has a name inside the cluster', () => {
    expect(manifests((chart) => new HostService(chart, 'kafka', { port: 29092 }))).toMatchInlineSnapshot(`
     apiVersion: v1
     kind: Service
     metadata:
       name: kafka
     spec:
       externalName: host.k3d.internal
       ports:
         - port: 29092
       type: ExternalName

    `);
  });

  test('is reached by its address, from every namespace', () => {
    const address = (namespace?: string) =>
      new HostService(new Chart(new App(), 'test', { namespace }), 'kafka', { port: 29092 }).address;
    expect(address()).toBe('kafka:29092');
    expect(address('shop')).toBe('kafka.shop:29092');
    expect(address('')).toBe('kafka:29092');
  });

  test('can have its own name, and be another machine', () => {
    const [service] = objects((chart) => new HostService(chart, 'db', { port: 5432, name: 'orders', host: 'db.lan' }));
    expect(service.metadata.name).toBe('orders');
    expect(service.spec.externalName).toBe('db.lan');
  });

  test('is found at an address too, which no name of a Service can be', () => {
    expect(manifests((chart) => new HostService(chart, 'db', { port: 5432, host: '192.168.1.5' })))
      .toMatchInlineSnapshot(`
     apiVersion: v1
     kind: Service
     metadata:
       name: db
     spec:
       ports:
         - port: 5432
       type: ClusterIP
     ---
     apiVersion: discovery.k8s.io/v1
     kind: EndpointSlice
     metadata:
       labels:
         kubernetes.io/service-name: db
       name: db
     addressType: IPv4
     endpoints:
       - addresses:
           - 192.168.1.5
     ports:
       - port: 5432

    `);
    expect(errors((app) => new HostService(new Chart(app, 'test'), 'db', { port: 5432, host: '192.168.1.5' }))).toEqual(
      [],
    );
  });

  test.each([
    ['localhost', 'and in a pod that is the pod itself. Leave host out: this machine is "host.k3d.internal" there.'],
    ['127.0.0.1', 'and in a pod that is the pod itself. Leave host out: this machine is "host.k3d.internal" there.'],
    [
      'fd00::5',
      'and the network of k3d has addresses of version 4 alone. Write a name, or an address such as "192.168.1.5".',
    ],
  ])('is not %s', (host, why) => {
    expect(errors((app) => new HostService(new Chart(app, 'test'), 'db', { port: 5432, host }))).toContainEqual(
      expect.stringContaining(`host is "${host}", ${why}`),
    );
  });
});

describe('pods that something else makes', () => {
  test('are a workload by their labels and port, with a Service on first use', () => {
    const all = objects((chart) => {
      const quiet = Workload.of(chart, 'quiet', { labels: { run: 'quiet' }, port: 80 });
      const asked = Workload.of(chart, 'db', { labels: { run: 'db' }, port: 5432 });
      const named = Workload.of(chart, 'web', {
        labels: { run: 'web' },
        port: 8080,
        serviceName: 'site',
        servicePort: 80,
      });
      expect([quiet.podLabels, quiet.port, quiet.namespace]).toEqual([{ run: 'quiet' }, 80, undefined]);
      expect(asked.service()).toEqual({ name: 'db', host: 'db', port: 5432, address: 'db:5432' });
      expect(named.service()).toEqual({ name: 'site', host: 'site', port: 80, address: 'site:80' });
    });
    expect(all.map(({ metadata, spec }) => [metadata.name, spec.selector, spec.ports])).toEqual([
      ['db', { run: 'db' }, [{ port: 5432, targetPort: 5432 }]],
      ['site', { run: 'web' }, [{ port: 80, targetPort: 8080 }]],
    ]);
  });

  test('live in the namespace of the chart', () => {
    const chart = new Chart(new App(), 'test', { namespace: 'shop' });
    expect(Workload.of(chart, 'web', { labels: { run: 'web' }, port: 80 }).namespace).toBe('shop');
  });
});

test.each<[string, () => unknown, string]>([
  [
    'a key of no Secret',
    () => EnvSource.secret(undefined as any, 'k'),
    'EnvSource.secret: name is missing. Write name.',
  ],
  ['no key', () => EnvSource.config('site', undefined as any), 'EnvSource.config: key is missing. Write key.'],
  ['no field', () => EnvSource.field(undefined as any), 'EnvSource.field: path is missing. Write path.'],
  ['a bundle of nothing', () => EnvBundle.secret(undefined as any), 'EnvBundle.secret: name is missing. Write name.'],
  ['no path', () => Health.http(undefined as any), 'Health.http: path is missing. Write path.'],
  [
    'a time of gRPC as a number',
    () => Health.grpc({ timeout: 5 as any }),
    'Health.grpc: timeout is 5, and not made by Duration. Write timeout: Duration.seconds(5).',
  ],
  [
    'a time as YAML has it',
    () => Health.grpc({ period: '30s' as any }),
    'Health.grpc: period is "30s", and not made by Duration. Write period: Duration.seconds(30).',
  ],
  [
    'a time as YAML has it, below a second',
    () => Health.grpc({ period: '500ms' as any }),
    'Health.grpc: period is "500ms", and not made by Duration. Write period: Duration.millis(500).',
  ],
  [
    'no command',
    () => Health.command('ls' as any),
    'Health.command: command is "ls", and not a list. Write command: ["ls"].',
  ],
  [
    'a number for a time',
    () => Health.tcp({ period: 5 as any }),
    'Health.tcp: period is 5, and not made by Duration. Write period: Duration.seconds(5).',
  ],
])('%s is a sentence', (_, make, sentence) => {
  expect(make).toThrow(new Error(sentence));
});
