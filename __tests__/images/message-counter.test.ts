import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import { parse, parseAllDocuments } from 'yaml';
import type { Handoff } from '../../lib/synth/handoff-shape';
import { filesBelow } from '../support/files';

// The example imports the package by its name, as it does where it is installed.
jest.mock('cdk8s-k3d', () => jest.requireActual('../../lib'), { virtual: true });

const EXAMPLE = join(__dirname, '../../examples/message-counter');
const DIST = join(EXAMPLE, 'dist');
const read = (path: string) => readFileSync(join(DIST, path), 'utf8');
const objects = parseAllDocuments(read('message-counter.k8s.yaml')).map((document) => document.toJS());
const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);

test('examples/message-counter writes the dist/ that is committed, byte for byte', () => {
  const { build } = jest.requireActual<{ build: (outdir: string) => App }>(join(EXAMPLE, 'main'));
  const outdir = mkdtempSync(join(tmpdir(), 'message-counter-'));
  build(outdir).synth();
  const files = filesBelow(outdir);
  expect(files).toEqual(filesBelow(DIST));
  for (const file of files) expect(readFileSync(join(outdir, file), 'utf8')).toBe(read(file));
  rmSync(outdir, { recursive: true });
});

test('its cluster leaves port 80 to the app, and brings 443', () => {
  expect(parse(read('cluster/mykubecluster.k3d.yml'))).toMatchObject({
    metadata: { name: 'mykubecluster' },
    servers: 1,
    agents: 2,
    ports: expect.arrayContaining([
      { port: '80:80', nodeFilters: ['loadbalancer'] },
      { port: '443:443', nodeFilters: ['loadbalancer'] },
    ]),
    options: { k3s: { extraArgs: [{ arg: '--disable=traefik', nodeFilters: ['server:*'] }] } },
  });
});

test('its three pods pull with a login that only the hand-off ever reads', () => {
  const [deployment] = ofKind('Deployment');
  expect(deployment.spec.replicas).toBe(3);
  expect(deployment.spec.template.spec).toMatchObject({
    imagePullSecrets: [{ name: 'my-secret' }],
    containers: [{ image: 'registry.example.com/team/app:1.0', ports: [{ containerPort: 8089 }] }],
  });
  expect(ofKind('Secret')).toEqual([]);
  const { secrets } = JSON.parse(read('cluster/mykubecluster.handoff.json')) as Handoff;
  expect(secrets).toEqual([
    {
      kind: 'login',
      name: 'my-secret',
      namespace: 'default',
      server: 'registry.example.com',
      from: { kind: 'environment', user: 'REGISTRY_USER', password: 'REGISTRY_PASSWORD' },
    },
  ]);
});

test('its Service and its broker stand where the user looks for them', () => {
  const services = Object.fromEntries(ofKind('Service').map(({ metadata, spec }) => [metadata.name, spec]));
  expect(services['myapp-service']).toMatchObject({ type: 'LoadBalancer', ports: [{ port: 80, targetPort: 8089 }] });
  expect(services.kafka).toMatchObject({ type: 'ExternalName', externalName: 'host.k3d.internal' });
  expect(read('access/routes.md')).toContain('http://localhost/api/getMessageCount');
});
