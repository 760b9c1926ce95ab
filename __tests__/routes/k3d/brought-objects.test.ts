import { bringsMore, mayConfigureTraefik, objectsBrought } from '../../../lib/routes/k3d/brought-objects';
import { routesOf } from '../../../lib/routes/network/routes';
import { deployment, service } from '../network/sites';
import { siteFromDocuments } from '../../../lib/cli/read/documents';

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
const file = (source: unknown, destination: unknown = 'k3s-manifests-custom/a.yaml') => ({
  files: [{ source, destination }],
});
const brought = (config: object, fields?: Readonly<Record<string, string>>) =>
  objectsBrought({ name: 'dev', where: 'k3d.yaml:1', config, ...(fields && { fields }) });

describe('what a cluster file puts where k3s applies it', () => {
  test.each(['k3s-manifests/a.yaml', 'k3s-manifests-custom/a.yaml', '/var/lib/rancher/k3s/server/manifests/a.yaml'])(
    'is an object of the app: %s',
    (destination) => {
      const config = file(`---\n${CONFIG_MAP}---\n---\n${CONFIG_MAP.replace('name: a', 'name: b')}`, destination);
      expect(brought(config).map(({ json }) => json.metadata!.name)).toEqual(['a', 'b']);
      expect(bringsMore(config)).toBe(false);
    },
  );

  test('is named by the place of its text', () => {
    const [first] = brought(file(CONFIG_MAP));
    expect(first).toEqual(expect.objectContaining({ where: 'k3d.yaml:1', declared: false }));
    expect(first!.fields).toEqual({ '': 'files[0].source' });
    const [own] = objectsBrought({
      name: 'dev',
      where: 'app/dev',
      config: file(CONFIG_MAP),
      fields: { 'files[0].source': 'files[0].content' },
      source: 'main.ts:3',
    });
    expect(own).toMatchObject({ fields: { '': 'files[0].content' }, source: 'main.ts:3' });
    expect(brought(file(CONFIG_MAP), { files: '' })[0]!.fields).toEqual({ '': 'files[0].source' });
  });

  test.each([
    ['a path', './a.yaml'],
    ['a variable', `${CONFIG_MAP}data: { a: "\${A}" }`],
    ['what cannot be read', `${CONFIG_MAP}data: [`],
    ['a list', 'apiVersion: v1\nkind: List\nmetadata: {}\nitems: []'],
    ['no object', 'a: b'],
    ['nothing', undefined],
  ])('may be more than is seen: %s', (_, source) => {
    expect(bringsMore(file(source))).toBe(source !== undefined);
    expect(brought(file(source))).toEqual([]);
  });

  test('is nothing where it is put elsewhere, or skips something', () => {
    for (const destination of ['/etc/a.yaml', 'k3s-manifests/traefik.yaml.skip', 5]) {
      expect(brought(file(CONFIG_MAP, destination))).toEqual([]);
      expect(bringsMore(file('./a.yaml', destination))).toBe(false);
    }
  });

  test.each([
    ['/a/traefik.yaml:/var/lib/rancher/k3s/server/manifests/traefik-config.yaml', true],
    ['/a:/var/lib/rancher/k3s/server/manifests/custom', true],
    ['/a:/var/lib/rancher/k3s/server/manifests/custom@server:*', true],
    ['/a/calico.yaml:/var/lib/rancher/k3s/server/manifests/calico.yaml:ro@server:*', false],
    ['/a/calico.json:/var/lib/rancher/k3s/server/manifests/calico.json', false],
    ['/a/traefik.yaml:/etc/traefik', false],
  ])('may hold the values of Traefik in a folder, or under its name: %s', (volume, may) => {
    expect(mayConfigureTraefik({ volumes: [{ volume }] })).toBe(may);
  });

  test('is hidden where it is mounted', () => {
    expect(bringsMore({ volumes: [{ volume: '/a:/var/lib/rancher/k3s/server/manifests/custom' }] })).toBe(true);
    expect(bringsMore({ volumes: [{ volume: '/a:/data' }, {}] })).toBe(false);
  });
});

test('the values of Traefik count wherever they stand', () => {
  const documents = (config: object) => [
    {
      json: { apiVersion: 'k3d.io/v1alpha5', kind: 'Simple', metadata: { name: 'dev' }, ...config },
      where: 'k3d.yaml',
    },
    {
      json: {
        apiVersion: 'traefik.io/v1alpha1',
        kind: 'IngressRouteTCP',
        metadata: { name: 'db' },
        spec: {
          entryPoints: ['postgres'],
          routes: [{ match: 'HostSNI(`*`)', services: [{ name: 'db', port: 5432 }] }],
        },
      },
      where: 'app.yaml',
    },
    ...[deployment('db', 5432), service('db', 'db', { port: 5432 })].map((json) => ({ json, where: 'app.yaml' })),
  ];
  const route = (config: object) =>
    routesOf(siteFromDocuments(documents({ ports: [{ port: '5432:5432' }], ...config }))).routes[0]!;
  const values = 'ports: { postgres: { port: 5432, exposedPort: 5432, expose: { default: true } } }';
  const source = `apiVersion: helm.cattle.io/v1
kind: HelmChartConfig
metadata: { name: traefik, namespace: kube-system }
spec: { valuesContent: "${values}" }
`;
  expect(route(file(source)).url).toBe('tcp://localhost:5432');
  expect(route({}).status).toBe('broken');
  expect(route({ volumes: [{ volume: '/a:/var/lib/rancher/k3s/server/manifests/traefik.yaml' }] })).toMatchObject({
    status: 'unknown',
    why: 'Whether Traefik serves it is not known: a file that the cluster mounts may hold values of its chart.',
  });
});
