import { App, Chart } from 'cdk8s';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { K3dClusterConfig } from '../../lib/cluster/k3d-cluster-config';
import { NodePortExposure } from '../../lib/exposure/node-port-exposure';
import { synthesize } from '../../lib/synth/synth';
import { WebApp } from '../../lib/workload/web-app';
import { filesOf } from '../support/app';
import '../support/yaml-snapshots';

const folder = mkdtempSync(join(tmpdir(), 'from-file-'));
const path = join(folder, 'k3d.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

function adopted(text: string, overrides?: Record<string, unknown>): K3dClusterConfig {
  writeFileSync(path, text);
  return K3dClusterConfig.fromFile(new App(), 'dev', path, overrides);
}

/** The sentence with which a file is refused, without the folder of this test. */
function refused(text: string): string {
  try {
    adopted(text);
  } catch (error) {
    return (error as Error).message.replaceAll(folder, 'FOLDER');
  }
  return 'taken';
}

const HEAD = 'apiVersion: k3d.io/v1alpha5\nkind: Simple\n';

test('a file that somebody has stays as it is, with its own name', () => {
  const cluster = adopted(`${HEAD}metadata: { name: lab }\nagents: 0\nregistries: { use: [], create: {} }\n`);
  expect(cluster.name).toBe('lab');
  expect(cluster.toConfig()).toEqual({
    apiVersion: 'k3d.io/v1alpha5',
    kind: 'Simple',
    agents: 0,
    registries: { use: [], create: {} },
    metadata: { name: 'lab' },
  });
});

test('a file without a name takes that of the construct, so that everybody speaks of one cluster', () => {
  expect(adopted(HEAD).toConfig().metadata).toEqual({ name: 'dev' });
  expect(adopted(`${HEAD}metadata: { name: 5 }\n`).name).toBe('dev');
  expect(adopted(`${HEAD}metadata:\n`).name).toBe('dev');
});

test('a file of an older version is written in the newest', () => {
  const older = 'apiVersion: k3d.io/v1alpha2\nkind: Simple\nname: lab\ntoken: t\nregistries: { create: true }\n';
  const args = 'options: { k3s: { extraServerArgs: ["--disable=traefik"] } }\n';
  const cluster = adopted(`${older}agents: 1\nports: [{ port: "80:80", nodeFilters: ["agent[0]"] }]\n${args}`);
  expect(cluster.name).toBe('lab');
  expect(cluster.toConfig()).toEqual({
    apiVersion: 'k3d.io/v1alpha5',
    kind: 'Simple',
    metadata: { name: 'lab' },
    token: 't',
    agents: 1,
    ports: [{ port: '80:80', nodeFilters: ['agent:0'] }],
    registries: { create: { name: 'k3d-lab-registry', host: '0.0.0.0', hostPort: 'random' } },
    options: { k3s: { extraArgs: [{ arg: '--disable=traefik', nodeFilters: ['server:*'] }] } },
  });
});

test('what is wrong with a file of an older version is said in the words of the file', () => {
  writeFileSync(path, 'apiVersion: k3d.io/v1alpha3\nkind: Simple\nname: a_b\n');
  const app = new App();
  K3dClusterConfig.fromFile(app, 'dev', path);
  const wrong = synthesize(app, { writer: 'own' }).analysis.findings.filter(
    ({ rule }) => rule === 'cluster-name-invalid',
  );
  expect(wrong.map(({ field }) => field)).toEqual(['name']);
});

test('overrides are laid over the file', () => {
  const cluster = adopted(`${HEAD}servers: 3\nagents: 2\n`, { servers: 1, agents: null, metadata: { name: 'lab' } });
  expect(cluster.toConfig()).toEqual({
    apiVersion: 'k3d.io/v1alpha5',
    kind: 'Simple',
    metadata: { name: 'lab' },
    servers: 1,
  });
});

describe('the ports of a file', () => {
  const ports = (text: string, overrides?: Record<string, unknown>) => {
    writeFileSync(path, `${HEAD}${text}`);
    const app = new App();
    const cluster = K3dClusterConfig.fromFile(app, 'dev', path, overrides);
    const chart = new Chart(app, 'shop');
    const web = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
    new NodePortExposure(chart, 'in', { workload: web, nodePort: 30080, hostPort: 8087 });
    return cluster.toConfig().ports;
  };
  const asked = { port: '8087:30080', nodeFilters: ['loadbalancer'] };

  test('stay in their order, and those of exposures follow', () => {
    expect(ports('ports: [{ port: "9000:9000", nodeFilters: [server:0] }, { port: "80" }]\n')).toEqual([
      { port: '9000:9000', nodeFilters: ['server:0'] },
      { port: '80' },
      asked,
    ]);
  });

  test.each([
    ['without node filters', 'ports: [{ port: "8087:30080" }]\n', [{ port: '8087:30080' }]],
    ['with a protocol', 'ports: [{ port: "8087:30080/tcp" }]\n', [{ port: '8087:30080/tcp' }]],
    [
      'to the load balancer and somebody else',
      'ports: [{ port: "8087:30080", nodeFilters: [loadbalancer, agent:0] }]\n',
      [{ port: '8087:30080', nodeFilters: ['loadbalancer', 'agent:0'] }],
    ],
  ])('serve an exposure that asks for the same, %s', (_, text, wanted) => {
    expect(ports(text)).toEqual(wanted);
  });

  test('of other nodes serve nobody else', () => {
    expect(ports('ports: [{ port: "8087:30080", nodeFilters: [server:0] }]\n')).toHaveLength(2);
  });

  test('may be missing', () => {
    expect(ports('')).toEqual([asked]);
  });

  test('go away with null, and those of exposures stay', () => {
    expect(ports('ports: [{ port: "80:80" }]\n', { ports: null })).toEqual([asked]);
  });

  test('may be anything: the rules say what is wrong with it', () => {
    expect(ports('ports: [null, 5, { port: 80 }]\n')).toEqual([null, 5, { port: 80 }, asked]);
    expect(ports('ports: "8080:80"\n')).toBe('8080:80');
  });

  test('are written as they are, whatever they are', () => {
    writeFileSync(path, `${HEAD}ports: [null, 5, { port: 80 }]\n`);
    const app = new App();
    K3dClusterConfig.fromFile(app, 'dev', path);
    expect(filesOf(app)['cluster/dev.k3d.yml']).toContain('ports:\n  - null\n  - 5\n  - port: 80\n');
  });
});

test('its file is one more file of dist/, without a word about who asked where only the file did', () => {
  writeFileSync(path, `${HEAD}metadata: { name: lab }\nports: [{ port: "80:80", nodeFilters: [loadbalancer] }]\n`);
  const app = new App();
  K3dClusterConfig.fromFile(app, 'dev', path);
  expect(filesOf(app)['cluster/lab.k3d.yml']).toMatchInlineSnapshot(`
   ---
   # k3d cluster create --config lab.k3d.yml
   apiVersion: k3d.io/v1alpha5
   kind: Simple
   metadata:
     name: lab
   ports:
     - port: 80:80
       nodeFilters: [ loadbalancer ]

  `);
});

test('everything that is no cluster file is refused with a sentence', () => {
  const bomb = `a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n${[...'bcdefg']
    .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdef'[index]}`).join(', ')}]`)
    .join('\n')}\n`;
  expect(
    [
      '',
      '- a\n- b\n',
      '5\n',
      'null\n',
      'servers: 1\n',
      'apiVersion: k3d.io/v1alpha1\nkind: Simple\n',
      'apiVersion: [1]\n',
      'a: [1\n',
      `${HEAD}---\n${HEAD}`,
      bomb,
      `${HEAD}env: &a [*a]\n`,
      `${HEAD}env: *a\n`,
      `${HEAD}env: ${'['.repeat(1500)}\n`,
      `${HEAD}servers: 1\nservers: 2\n`,
      `${HEAD}servers: {{ .Values.servers }}\n`,
    ]
      .map(refused)
      .join('\n'),
  ).toMatchInlineSnapshot(`
   FOLDER/k3d.yaml is no cluster file: it is empty. Name a file of k3d.io/v1alpha5.
   FOLDER/k3d.yaml is no cluster file: it is a list. Name a file of k3d.io/v1alpha5.
   FOLDER/k3d.yaml is no cluster file: it is a single value. Name a file of k3d.io/v1alpha5.
   FOLDER/k3d.yaml is no cluster file: it is a single value. Name a file of k3d.io/v1alpha5.
   FOLDER/k3d.yaml is no cluster file: it says no apiVersion. Name a file of k3d.io/v1alpha5.
   FOLDER/k3d.yaml says apiVersion "k3d.io/v1alpha1": only k3d.io/v1alpha2 to k3d.io/v1alpha5 can be adopted. Write apiVersion: k3d.io/v1alpha5.
   FOLDER/k3d.yaml says apiVersion [1]: only k3d.io/v1alpha2 to k3d.io/v1alpha5 can be adopted. Write apiVersion: k3d.io/v1alpha5.
   "FOLDER/k3d.yaml" is no YAML: line 2, column 1: Flow sequence in block collection must be sufficiently indented and end with a ]. Mend this line.
   FOLDER/k3d.yaml holds several documents, and k3d reads the first alone. Take the others out.
   "FOLDER/k3d.yaml" repeats its anchors so often that it would fill the memory. Write the values out.
   "FOLDER/k3d.yaml" holds an anchor that contains itself. Write the values out.
   "FOLDER/k3d.yaml" repeats "*a", and no anchor "&a" stands before it. Write "&a" at the value that is meant.
   "FOLDER/k3d.yaml" nests lists and maps so deeply that it is not read from line 3 on. Write it with fewer levels.
   "FOLDER/k3d.yaml" has the key "servers" twice in one map: line 4, column 1. Remove one of the two.
   "FOLDER/k3d.yaml" is a Helm template that was never rendered. Run "helm template" on its chart, then check what that prints.
  `);
});

test('a file that is not there is a sentence with its path', () => {
  expect(() => K3dClusterConfig.fromFile(new App(), 'dev', 'nowhere/k3d.yaml')).toThrow(
    new Error(
      'K3dClusterConfig.fromFile: nowhere/k3d.yaml cannot be read: there is no such file. Write the path from the folder in which the program runs.',
    ),
  );
});

test('a folder is no file', () => {
  expect(() => K3dClusterConfig.fromFile(new App(), 'dev', __dirname)).toThrow(
    `${__dirname} cannot be read: EISDIR: illegal operation on a directory`,
  );
});

test('a path that is no text is a sentence', () => {
  expect(() => K3dClusterConfig.fromFile(new App(), 'dev', undefined as any)).toThrow(
    new Error('K3dClusterConfig.fromFile: the path is missing. Write the path of a file of k3d.io/v1alpha5.'),
  );
  expect(() => K3dClusterConfig.fromFile(new App(), 'dev', {} as any)).toThrow(
    new Error('K3dClusterConfig.fromFile: path is {}, and not a text. Write a text in path.'),
  );
});

test('a file is read as k3d reads it', () => {
  const { agents, env, volumes } = adopted(
    `${HEAD}agents: 010\nenv: [&e { envVar: A=1 }, { <<: *e, nodeFilters: [server:0] }]\nvolumes: no\n`,
  ).toConfig();
  expect({ agents, env, volumes }).toEqual({
    agents: 8,
    env: [{ envVar: 'A=1' }, { envVar: 'A=1', nodeFilters: ['server:0'] }],
    volumes: false,
  });
});
