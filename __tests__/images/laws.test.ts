import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import {
  Architecture,
  Credential,
  ImageSource,
  K3dClusterConfig,
  LocalRegistry,
  PrivateRegistry,
  PullPolicy,
  WebApp,
} from '../../lib';
import type { Handoff } from '../../lib/synth/handoff-shape';
import { synthesize } from '../../lib/synth/synth';
import { printed } from '../support/printed';

// Either the names of an image agree and the pod gets it, or one finding for each mistake says why it does not.

const folder = mkdtempSync(join(tmpdir(), 'laws-'));
writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
afterAll(() => rmSync(folder, { recursive: true }));

const PRIVATE = 'registry.example.com';
const LOGIN = Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD');

/** Where the image is, and how its name begins. */
const REGISTRIES = {
  'Docker Hub': '',
  'Docker Hub, behind a cache': '',
  'the registry of the cluster': 'k3d-images:5000/',
  'the registry of the cluster, by its host port': 'k3d-images:5001/',
  'the registry of the cluster, as one pushes to it': 'localhost:5001/',
  'a registry that nobody knows': 'other:5000/',
  'a private registry, with its login': `${PRIVATE}/`,
  'a private registry, without a login': `${PRIVATE}/`,
  'a private registry, where the nodes log in': `${PRIVATE}/`,
} as const;

const NAMES = {
  sound: ['app', 'team/app'],
  wrong: ['Team/app', 'team app', 'https://team/app', 'team//app'],
};
const TAGS = { sound: ['', ':1.0', ':latest'], wrong: [':v1+2'] };
const ARRIVALS = ['pulled', 'side-loaded', 'built and loaded', 'built and pushed'] as const;

const mostlySound = ({ sound, wrong }: typeof NAMES) =>
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...sound) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });

const combination = fc.record({
  registry: fc.constantFrom(...(Object.keys(REGISTRIES) as (keyof typeof REGISTRIES)[])),
  name: mostlySound(NAMES),
  tag: mostlySound(TAGS),
  arrival: fc.constantFrom(...ARRIVALS),
  policy: fc.constantFrom(undefined, ...Object.values(PullPolicy)),
  platforms: fc.constantFrom<string[]>([], ['linux/amd64'], ['linux/amd64', 'linux/arm64'], ['windows/amd64']),
  nodes: fc.constantFrom(undefined, Architecture.AMD64, Architecture.ARM64),
});

type Combination = typeof combination extends fc.Arbitrary<infer T> ? T : never;

function synthesized({ registry: kind, name, tag, arrival, policy, platforms, nodes }: Combination) {
  const app = new App({ outdir: join(folder, '../dist') });
  const nodesLogIn = kind === 'a private registry, where the nodes log in';
  new K3dClusterConfig(app, 'dev', {
    registries: nodesLogIn ? { configs: { [PRIVATE]: { credential: LOGIN } } } : undefined,
  });
  const isCache = kind === 'Docker Hub, behind a cache';
  const images = new LocalRegistry(app, 'images', {
    ...(isCache && { pullThrough: { remoteUrl: 'https://registry-1.docker.io' } }),
  });
  const chart = new Chart(app, 'shop');
  const login = new PrivateRegistry(chart, 'login', { server: PRIVATE, ...(!nodesLogIn && { credential: LOGIN }) });
  const image = `${REGISTRIES[kind]}${name}${tag}`;
  const build = { context: folder, platforms };
  const source = {
    pulled: ImageSource.pulled(),
    'side-loaded': ImageSource.sideLoaded(),
    'built and loaded': ImageSource.built(build),
    'built and pushed': ImageSource.built({ ...build, registry: images }),
  }[arrival];
  const web = new WebApp(chart, 'web', {
    image,
    source,
    port: 80,
    imagePullPolicy: policy,
    ...(kind === 'a private registry, with its login' && { registry: login }),
    ...(nodes && { placement: { architectures: [nodes] } }),
  });
  const { analysis, beside } = synthesize(app, { writer: 'own' });
  const handoff: Handoff = JSON.parse(printed(beside.find(({ path }) => path.endsWith('handoff.json'))!));
  const [container] = web.deployment.toJson().spec.template.spec.containers;
  const pullSecrets: { name: string }[] = web.deployment.toJson().spec.template.spec.imagePullSecrets ?? [];
  return { findings: analysis.findings, handoff, container, pullSecrets, images };
}

/** What the facts say against a combination, told without a look at the rules: one name for each mistake. */
function why({ registry, name, tag, arrival, policy, platforms, nodes }: Combination): string[] {
  const built = arrival.startsWith('built');
  const pushed = arrival === 'built and pushed';
  const loaded = !pushed && arrival !== 'pulled';
  const own = registry === 'the registry of the cluster' || registry === 'Docker Hub';
  const processors = platforms.map((platform) => platform.slice('linux/'.length));
  const impossible =
    built &&
    (platforms.some((platform) => platform.startsWith('windows')) ||
      (platforms.length > 1 && !pushed) ||
      (nodes !== undefined && platforms.length > 0 && !processors.includes(nodes)));
  const misnamed = !NAMES.sound.includes(name);
  const mistakes = impossible ? ['property-invalid'] : [];
  // The tag of a built image is made of its content, and its registry is the one that it is pushed to.
  if (built && (misnamed || tag !== '' || (pushed && !own))) mistakes.push('property-invalid');
  if (!built && (misnamed || !TAGS.sound.includes(tag))) return [...mistakes, 'image-name-invalid'];
  if (loaded) return policy === PullPolicy.ALWAYS ? [...mistakes, 'image-side-loaded-but-always'] : mistakes;
  if (policy === PullPolicy.NEVER) mistakes.push('image-never-pulled');
  if (pushed) return mistakes;
  const pushName = registry === 'the registry of the cluster, as one pushes to it';
  const unknown = pushName || registry === 'a registry that nobody knows';
  if (unknown && policy !== PullPolicy.NEVER) mistakes.push('image-registry-unresolvable');
  if (registry === 'a private registry, without a login') mistakes.push('image-login-missing');
  return mistakes;
}

/** Rules that say why a pod does not get its image. A tag that moves is no such reason. */
const REASONS = /^(property-invalid|image-(?!not-pinned)|pull-secret|reference-missing|registry-)/;

test('an image arrives, or one finding for each mistake says why it does not', () => {
  const seen = new Set<string>();
  let arrived = 0;
  fc.assert(
    fc.property(combination, (given) => {
      const { findings, handoff, container, pullSecrets, images } = synthesized(given);
      const reasons = findings.map(({ rule }) => rule).filter((rule) => REASONS.test(rule));
      const expected = why(given);
      for (const rule of expected) seen.add(rule);
      expect(reasons.sort()).toEqual(expected.sort());
      if (expected.length > 0) return;
      arrived += 1;

      // The four names agree: in the pod, in the hand-off, where one pushes, where the nodes pull.
      const { pulled, sideLoaded, built } = handoff.images;
      const image: string = container.image;
      expect([...pulled, ...sideLoaded, ...built.map((each) => each.image)]).toEqual([image]);
      const [build] = built;
      if (build?.pushName !== undefined) {
        expect(image.startsWith(`${handoff.registry?.pull}/`)).toBe(true);
        expect(build.pushName).toBe(image.replace(`${handoff.registry?.pull}`, `${handoff.registry?.push}`));
        expect(images.pushName(image)).toBe(build.pushName);
        expect(container.imagePullPolicy).not.toBe('Never');
      } else if (pulled.length === 0) {
        expect(container.imagePullPolicy).toBe(given.policy ?? 'IfNotPresent');
      }
      const private_ = pulled.length > 0 && image.startsWith(PRIVATE);
      const logins = handoff.secrets.flatMap((secret) => (secret.kind === 'login' ? [secret.name] : []));
      const nodesLogIn = handoff.environment.length > 0;
      if (private_ && !nodesLogIn) expect(pullSecrets.map((secret) => secret.name)).toEqual(logins);
      if (private_) expect(nodesLogIn || logins.length > 0).toBe(true);
    }),
    { seed: 1, numRuns: 300 },
  );
  expect([...seen].sort()).toEqual([
    'image-login-missing',
    'image-name-invalid',
    'image-never-pulled',
    'image-registry-unresolvable',
    'image-side-loaded-but-always',
    'property-invalid',
  ]);
  expect(arrived).toBeGreaterThan(50);
});
