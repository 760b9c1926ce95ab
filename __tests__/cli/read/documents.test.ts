import { siteFromDocuments } from '../../../lib/cli/read/documents';

const cluster = { apiVersion: 'k3d.io/v1alpha5', kind: 'Simple', metadata: { name: 'dev' } };
const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
const at = (json: unknown, where = 'dev.yaml') => ({ json, where });

test('the cluster is told from the objects by its apiVersion', () => {
  expect(siteFromDocuments([at(service), { ...at(cluster), text: 'kind: Simple' }], { k3dVersion: '5.8.3' })).toEqual({
    cluster: { name: 'dev', where: 'dev.yaml', config: cluster, text: 'kind: Simple', k3dVersion: '5.8.3' },
    others: [],
    objects: [{ json: service, where: 'dev.yaml', declared: false }],
    complaints: [],
    externals: [],
    closed: true,
  });
});

test('further clusters are the others, and a cluster without a name has the name that k3d gives it', () => {
  const site = siteFromDocuments([at(cluster), at({ apiVersion: 'k3d.io/v1alpha5' }, 'b.yaml')], { closed: false });
  expect(site.cluster?.name).toBe('dev');
  expect(site.others.map(({ name, where }) => [name, where])).toEqual([['k3s-default', 'b.yaml']]);
  expect(site.closed).toBe(false);
});

test('lists are unfolded in their order, and documents that are no mappings are left out', () => {
  const list = (...items: unknown[]) => ({ apiVersion: 'v1', kind: 'List', items });
  const named = (name: string) => ({ ...service, metadata: { name } });
  const site = siteFromDocuments([
    at(null),
    at('text'),
    at([1]),
    at({ kind: 'Job', metadata: { name: '0' } }),
    at(list(named('a'), list(named('b')), 7, named('c'))),
    at({ kind: 'List' }),
  ]);
  expect(site.objects.map(({ json }) => json.metadata?.name)).toEqual(['0', 'a', 'b', 'c']);
  expect(site.cluster).toBeUndefined();
});

test('a cluster file of an older version is told in the words of the newest, with those of the file beside them', () => {
  const written = { apiVersion: 'k3d.io/v1alpha3', kind: 'Simple', name: 'lab' };
  expect(siteFromDocuments([at(written)]).cluster).toEqual({
    name: 'lab',
    where: 'dev.yaml',
    config: { apiVersion: 'k3d.io/v1alpha5', kind: 'Simple', metadata: { name: 'lab' } },
    written,
    fields: { 'metadata.name': 'name' },
  });
});
