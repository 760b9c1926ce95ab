import fc from 'fast-check';
import { podsOf } from '../../lib/routes/pods';
import type { KubeObject, Site } from '../../lib/routes/world';
import { siteOf } from './rules/yaml-site';

const objects = (...list: unknown[]): Site => ({
  ...siteOf(''),
  objects: list.map((json) => ({ json: json as KubeObject, where: 'app', declared: false })),
});

const pod = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } };
const workload = (apiVersion: string, kind: string) => ({
  apiVersion,
  kind,
  metadata: { name: 'web' },
  spec: { replicas: 2, template: pod },
});

describe('podsOf', () => {
  test.each([
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'StatefulSet'],
    ['apps/v1', 'DaemonSet'],
    ['apps/v1', 'ReplicaSet'],
    ['batch/v1', 'Job'],
    ['v1', 'ReplicationController'],
  ])('finds the template of a %s %s', (apiVersion, kind) => {
    expect(podsOf(objects(workload(apiVersion, kind)))).toMatchObject([
      { kind, name: 'web', namespace: 'default', path: 'spec.template.spec', labels: { app: 'web' }, replicas: 2 },
    ]);
  });

  test('finds the template of a CronJob', () => {
    const json = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'tidy', namespace: 'shop' },
      spec: { jobTemplate: { spec: { template: pod } } },
    };
    expect(podsOf(objects(json))).toMatchObject([
      { namespace: 'shop', path: 'spec.jobTemplate.spec.template.spec', labels: { app: 'web' } },
    ]);
  });

  test('takes a Pod as it is, and an empty namespace as the default one', () => {
    const json = { apiVersion: 'v1', kind: 'Pod', ...pod, metadata: { name: 'p', namespace: '', labels: { a: 'b' } } };
    const [found] = podsOf(objects(json));
    expect(found).toMatchObject({ path: 'spec', namespace: 'default', labels: { a: 'b' } });
    expect(found?.replicas).toBeUndefined();
  });

  test('finds the template of kinds that nobody here knows', () => {
    const rollout = workload('argoproj.io/v1alpha1', 'Rollout');
    expect(podsOf(objects(rollout))).toMatchObject([{ kind: 'Rollout', labels: { app: 'web' }, replicas: 2 }]);
  });

  test('leaves alone what has no containers, though it is called like a workload', () => {
    const other = { apiVersion: 'example.com/v1', kind: 'Deployment', metadata: { name: 'web' } };
    const template = { metadata: { labels: { app: 'web' } } };
    expect(podsOf(objects(other, { ...other, spec: { template } }, { ...other, spec: 1 }))).toEqual([]);
  });

  test('reads containers with their ports, and tells sidecars from what runs before', () => {
    const json = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: {
        initContainers: [{ name: 'first' }, { name: 'beside', restartPolicy: 'Always' }],
        containers: [{ ports: [{ name: 'dns', containerPort: 53, hostPort: 5353, protocol: 'UDP' }, null] }],
      },
    };
    expect(podsOf(objects(json))[0]?.containers).toMatchObject([
      { name: 'first', passing: true, path: 'spec.initContainers[0]' },
      { name: 'beside', passing: false },
      {
        name: '(no name)',
        passing: false,
        path: 'spec.containers[0]',
        ports: [
          { name: 'dns', number: 53, hostPort: 5353, protocol: 'udp', path: 'spec.containers[0].ports[0]' },
          { protocol: 'tcp', path: 'spec.containers[0].ports[1]' },
        ],
      },
    ]);
  });

  test('is computed once per site', () => {
    const site = objects(workload('apps/v1', 'Deployment'));
    expect(podsOf(site)).toBe(podsOf(site));
  });

  test('survives objects of any shape', () => {
    const part = fc.dictionary(fc.constantFrom('template', 'spec', 'containers', 'metadata'), fc.jsonValue());
    fc.assert(
      fc.property(fc.jsonValue(), part, (any, spec) => {
        const json = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec };
        expect(podsOf(objects(any, { ...json, metadata: any }, json)).length).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
