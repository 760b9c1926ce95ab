import { parse } from 'yaml';
import { translated } from '../../../lib/routes/k3d/translation';

const of = (text: string) => translated(parse(text));

describe('what k3d goes on with', () => {
  test('is the file itself, where it speaks in the words of the newest version', () => {
    const config: unknown = parse('{ apiVersion: k3d.io/v1alpha5, kind: Simple, registries: { use: [], x: 1 } }');
    expect(translated(config).config).toBe(config);
    expect(translated(config).fields).toEqual({});
    expect(translated(5)).toEqual({ config: 5, fields: {} });
  });

  test('differs from v1alpha4 in nothing but the version', () => {
    expect(of('{ apiVersion: k3d.io/v1alpha4, kind: Simple, metadata: { name: a }, servers: 2 }')).toEqual({
      config: { apiVersion: 'k3d.io/v1alpha5', kind: 'Simple', metadata: { name: 'a' }, servers: 2 },
      fields: {},
    });
  });

  test('has the name of v1alpha3 in another place', () => {
    expect(of('{ apiVersion: k3d.io/v1alpha3, kind: Simple, name: a, agents: 1 }')).toEqual({
      config: { apiVersion: 'k3d.io/v1alpha5', kind: 'Simple', metadata: { name: 'a' }, agents: 1 },
      fields: { 'metadata.name': 'name' },
    });
    expect(of('{ apiVersion: k3d.io/v1alpha3 }').config).toEqual({ apiVersion: 'k3d.io/v1alpha5' });
  });

  test('has filters, labels, arguments and the registry of v1alpha2 in other words', () => {
    const { config, fields } = of(`
apiVersion: k3d.io/v1alpha2
kind: Simple
name: a
volumes: [{ volume: "/a:/b", nodeFilters: ["agent[0,1]", all] }]
ports: [{ port: "80:80", nodeFilters: [loadbalancer] }]
env: [{ envVar: A=b, nodeFilters: ["server[*]"] }]
labels: [{ label: a=b, nodeFilters: ["server[0]"] }]
registries: { create: true, use: [x] }
options:
  k3d: { disableHostIPInjection: true, wait: true }
  k3s: { extraServerArgs: [--a, --b], extraAgentArgs: [--c] }
`);
    expect(config).toEqual({
      apiVersion: 'k3d.io/v1alpha5',
      kind: 'Simple',
      metadata: { name: 'a' },
      volumes: [{ volume: '/a:/b', nodeFilters: ['agent:0,1', 'all'] }],
      ports: [{ port: '80:80', nodeFilters: ['loadbalancer'] }],
      env: [{ envVar: 'A=b', nodeFilters: ['server:*'] }],
      registries: { create: { name: 'k3d-a-registry', host: '0.0.0.0', hostPort: 'random' }, use: ['x'] },
      options: {
        k3d: { wait: true },
        k3s: {
          extraArgs: [
            { arg: '--a', nodeFilters: ['server:*'] },
            { arg: '--b', nodeFilters: ['server:*'] },
            { arg: '--c', nodeFilters: ['agent:*'] },
          ],
        },
        runtime: { labels: [{ label: 'a=b', nodeFilters: ['server:0'] }] },
      },
    });
    expect(fields).toEqual({
      'metadata.name': 'name',
      'options.k3s.extraArgs[0]': 'options.k3s.extraServerArgs[0]',
      'options.k3s.extraArgs[0].arg': 'options.k3s.extraServerArgs[0]',
      'options.k3s.extraArgs[1]': 'options.k3s.extraServerArgs[1]',
      'options.k3s.extraArgs[1].arg': 'options.k3s.extraServerArgs[1]',
      'options.k3s.extraArgs[2]': 'options.k3s.extraAgentArgs[0]',
      'options.k3s.extraArgs[2].arg': 'options.k3s.extraAgentArgs[0]',
      'options.runtime.labels': 'labels',
      'registries.create.name': 'registries.create',
    });
  });

  test('has no registry where v1alpha2 says false, and one of an odd name where the cluster has none', () => {
    const created = (more: string) => of(`{ apiVersion: k3d.io/v1alpha2, kind: Simple, ${more} }`).config;
    expect(created('registries: { create: false }')).toMatchObject({ registries: {} });
    expect(created('registries: { create: true }')).toMatchObject({
      registries: { create: { name: 'k3d--registry' } },
    });
  });

  test('keeps what is no config of its version, for the schema to speak of', () => {
    const odd = '{ apiVersion: k3d.io/v1alpha2, ports: 5, env: [5, { nodeFilters: x }, { nodeFilters: [5] }] }';
    expect(of(odd).config).toEqual({
      apiVersion: 'k3d.io/v1alpha5',
      ports: 5,
      env: [5, { nodeFilters: 'x' }, { nodeFilters: [5] }],
    });
    expect(of('{ apiVersion: k3d.io/v1alpha2, registries: { create: {} }, options: 5 }').config).toMatchObject({
      registries: { create: {} },
    });
    expect(of('{ apiVersion: k3d.io/v1alpha9, name: a }').config).toEqual({
      apiVersion: 'k3d.io/v1alpha9',
      name: 'a',
    });
  });

  test('has keys in its own case, where k3d takes them in any', () => {
    expect(
      of('{ apiVersion: k3d.io/v1alpha5, options: { runtime: { HostPidMode: false } }, registries: { Use: [x] } }'),
    ).toEqual({
      config: {
        apiVersion: 'k3d.io/v1alpha5',
        options: { runtime: { hostPidMode: false } },
        registries: { use: ['x'] },
      },
      fields: { 'options.runtime.hostPidMode': 'options.runtime.HostPidMode', 'registries.use': 'registries.Use' },
    });
  });
});
