import { Size } from 'cdk8s';
import { AccessMode, Mount } from '../../lib/workload/mount';
import type { WebAppProps } from '../../lib/workload/web-app';
import { WebApp } from '../../lib/workload/web-app';
import { errors, objects } from '../support/app';

function mounted(mounts: Mount[], more: Partial<WebAppProps> = {}) {
  const all = objects((chart) => new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80, mounts, ...more }));
  const { volumes, containers } = all[0].spec.template.spec;
  const claims = all.filter(({ kind }) => kind === 'PersistentVolumeClaim');
  return { volumes, containers, mounts: containers[0].volumeMounts, claims };
}

test('a Secret and a ConfigMap are folders, or one file of them', () => {
  const { volumes, mounts } = mounted([
    Mount.secret('/etc/keys', 'keys'),
    Mount.secret('/etc/tls.crt', 'keys', { key: 'tls.crt' }).readOnly(),
    Mount.secret('/etc/more', 'more', { optional: true }),
    Mount.config('/etc/site', 'site'),
    Mount.config('/etc/nginx/conf.d/default.conf', 'site.conf', { key: 'default.conf', optional: true }),
  ]);
  expect(volumes).toEqual([
    { name: 'keys', secret: { secretName: 'keys' } },
    { name: 'more', secret: { secretName: 'more', optional: true } },
    { name: 'site', configMap: { name: 'site' } },
    { name: 'site-conf', configMap: { name: 'site.conf', optional: true } },
  ]);
  expect(mounts).toEqual([
    { name: 'keys', mountPath: '/etc/keys' },
    { name: 'keys', mountPath: '/etc/tls.crt', subPath: 'tls.crt', readOnly: true },
    { name: 'more', mountPath: '/etc/more' },
    { name: 'site', mountPath: '/etc/site' },
    { name: 'site-conf', mountPath: '/etc/nginx/conf.d/default.conf', subPath: 'default.conf' },
  ]);
});

test('storage brings a claim of its own, of the default class', () => {
  const { volumes, mounts, claims } = mounted([Mount.storage('/var/lib/data', { size: Size.gibibytes(1) })]);
  expect(claims).toEqual([
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'web-data', labels: { app: 'web' } },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ]);
  expect(volumes).toEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'web-data' } }]);
  expect(mounts).toEqual([{ name: 'data', mountPath: '/var/lib/data' }]);
});

test('storage says its name, class and who may use it', () => {
  const options = { size: Size.gibibytes(1), name: 'shared', storageClass: 'nfs', accessMode: AccessMode.MANY_NODES };
  const [claim] = mounted([Mount.storage('/data', options)]).claims;
  expect(claim.metadata.name).toBe('shared');
  expect(claim.spec).toMatchObject({ accessModes: ['ReadWriteMany'], storageClassName: 'nfs' });
});

test('claims are told apart by their path where the last part does not, in any order', () => {
  const size = Size.gibibytes(1);
  const storages = ['/a/Data', '/b/Data', '/logs'].map((path) => Mount.storage(path, { size }));
  const names = (mounts: Mount[]) => mounted(mounts).claims.map(({ metadata }) => metadata.name);
  expect(names(storages)).toEqual(['web-a-data', 'web-b-data', 'web-logs']);
  expect(names([...storages].reverse())).toEqual(['web-logs', 'web-b-data', 'web-a-data']);
});

test('claims whose paths look alike in a name, or differ where a name has ended, are told apart too', () => {
  const size = Size.gibibytes(1);
  const long = `/${'data/'.repeat(12)}`;
  const paths = ['/x/a/b', '/x-a/b', `${long}one/c`, `${long}two/c`, '/logs'];
  const storages = [
    ...paths.map((path) => Mount.storage(path, { size })),
    Mount.storage('/elsewhere', { size, name: 'web-logs' }),
  ];
  const names = (mounts: Mount[]) => mounted(mounts).claims.map(({ metadata }) => metadata.name);
  expect(names(storages)).toEqual([
    'web-x-a-b-08fab95f',
    'web-x-a-b-ef0fdad4',
    'web-data-data-data-data-data-data-data-data-data-data-09960d5c',
    'web-data-data-data-data-data-data-data-data-data-data-7c8af9cd',
    'web-logs-c06682b7',
    'web-logs',
  ]);
  expect(names([...storages].reverse())).toEqual(names(storages).reverse());
});

test('two claims of one path, in two containers, are two', () => {
  const size = Size.gibibytes(1);
  const { volumes, claims } = mounted([Mount.storage('/data', { size, name: 'shared' })], {
    extraContainers: [{ name: 'log', image: 'busybox:1.36', mounts: [Mount.storage('/data', { size })] }],
  });
  expect(claims.map(({ metadata }) => metadata.name)).toEqual(['shared', 'web-data']);
  expect(volumes.map((volume: any) => volume.persistentVolumeClaim.claimName)).toEqual(['shared', 'web-data']);
});

test('a claim that something else makes is used, not made', () => {
  const { volumes, claims } = mounted([Mount.claim('/data', 'existing')]);
  expect(claims).toEqual([]);
  expect(volumes).toEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'existing' } }]);
});

test('scratch is an empty folder, on the node or in memory', () => {
  const { volumes } = mounted([
    Mount.scratch('/tmp'),
    Mount.scratch('/cache', { inMemory: true, limit: Size.mebibytes(64) }),
  ]);
  expect(volumes).toEqual([
    { name: 'tmp', emptyDir: {} },
    { name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
  ]);
});

test('a folder of the node is brought in as it is', () => {
  expect(mounted([Mount.host('/src', '/srv/shop')]).volumes).toEqual([
    { name: 'src', hostPath: { path: '/srv/shop' } },
  ]);
});

test('volumes of one name are told apart, and never take the name of the files', () => {
  const { volumes } = mounted(
    [Mount.secret('/a', 'x'), Mount.config('/b', 'x'), Mount.scratch('/files'), Mount.scratch('/')],
    {
      files: { '/c': 'c' },
    },
  );
  expect(volumes.map(({ name }: { name: string }) => name)).toEqual(['files', 'x', 'x-2', 'files-2', 'root']);
});

test('containers of one pod share what is mounted alike', () => {
  const { volumes, containers } = mounted([Mount.scratch('/shared')], {
    extraContainers: [{ name: 'log', image: 'busybox:1.36', mounts: [Mount.scratch('/shared').readOnly()] }],
  });
  expect(volumes).toEqual([{ name: 'shared', emptyDir: {} }]);
  expect(containers[1].volumeMounts).toEqual([{ name: 'shared', mountPath: '/shared', readOnly: true }]);
});

test('a mount with a relative path is a sentence, in every container', () => {
  const mounts = [Mount.scratch('tmp')];
  const sentences = errors((_, chart) => {
    new WebApp(chart, 'web', {
      image: 'nginx:1.27',
      port: 80,
      mounts: [Mount.scratch('/ok'), ...mounts],
      extraContainers: [{ name: 'log', image: 'busybox:1.36', mounts }],
    });
  });
  const sentence = (field: string) =>
    `shop/web property-invalid: ${field}: "tmp" is a relative path, and a container has no current folder for it. Write "/tmp", or where the file belongs.`;
  expect(sentences).toEqual(expect.arrayContaining([sentence('mounts[1]'), sentence('extraContainers[0].mounts[0]')]));
});

test.each<[string, () => Mount, string]>([
  ['no path', () => Mount.scratch(undefined as any), 'Mount.scratch: path is missing. Write path.'],
  ['no name', () => Mount.secret('/a', undefined as any), 'Mount.secret: name is missing. Write name.'],
  [
    'a number for a name',
    () => Mount.config('/a', 5 as any),
    'Mount.config: name is 5, and not a text. Write name: "5".',
  ],
  [
    'a text for a size',
    () => Mount.storage('/a', { size: '1Gi' as any }),
    'Mount.storage: size is "1Gi", and not made by Size. Write size: Size.gibibytes(1).',
  ],
  ['no options', () => Mount.storage('/a', undefined as any), 'Mount.storage: size is missing. Write size.'],
  ['no claim', () => Mount.claim('/a', null as any), 'Mount.claim: name is missing. Write name.'],
  [
    'a folder that is a list',
    () => Mount.host('/a', [] as any),
    'Mount.host: hostPath is [], and not a text. Write a text in hostPath.',
  ],
])('a mount with %s is a sentence', (_, make, sentence) => {
  expect(make).toThrow(new Error(sentence));
});

test('what is wrong with a claim is said of the mounts', () => {
  const sentences = errors((_, chart) => {
    const mounts = [Mount.storage('/data', { size: Size.gibibytes(1), name: 'Data' })];
    new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80, mounts });
  });
  expect(sentences).toContain(
    'shop/web object-name-invalid: mounts[0].name is "Data": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "data".',
  );
});
