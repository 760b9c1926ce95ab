import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  Architecture,
  type BuildOptions,
  ImageSource,
  K3dClusterConfig,
  LocalRegistry,
  PullPolicy,
  WebApp,
  type WebAppProps,
  Worker,
} from '../../lib';
import { isRead, readContext } from '../../lib/images/context';
import { handoffIn } from '../../lib/cli/hand-off/handoff-in';
import { filesOf, object, said } from '../support/app';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-'));
  put('app/Dockerfile', 'FROM scratch\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content = ''): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** An app in a folder of its own, with one web app in it. */
function situation(props: (registry: LocalRegistry) => Partial<WebAppProps>) {
  const app = new App({ outdir: join(folder, 'dist') });
  new K3dClusterConfig(app, 'dev');
  const registry = new LocalRegistry(app, 'registry');
  const chart = new Chart(app, 'shop');
  new WebApp(chart, 'web', { image: 'team/app', port: 80, ...props(registry) });
  const handoff = () => JSON.parse(`${filesOf(app)['cluster/dev.handoff.json']}`);
  return { app, chart, handoff, lines: () => said(app) };
}

const build = (options: Partial<BuildOptions> = {}) => ImageSource.built({ context: join(folder, 'app'), ...options });

function tag(): string {
  const context = { context: join(folder, 'app'), dockerfile: 'Dockerfile', arguments: {}, platforms: [] };
  const content = readContext(context);
  return isRead(content) ? content.tag : content.message;
}

const container = (props: WebAppProps) =>
  object('Deployment', (chart) => {
    new WebApp(chart, 'web', props);
  }).spec.template.spec.containers[0];

test('the hand-off names builds in order, and the registry by the address on which it listens', () => {
  put('other/Dockerfile', 'FROM scratch\nENV A=b\n');
  put('third/Dockerfile', 'FROM scratch\nENV A=c\n');
  const app = new App({ outdir: join(folder, 'dist') });
  new K3dClusterConfig(app, 'dev');
  const registry = new LocalRegistry(app, 'registry', { host: '192.168.1.2', hostPort: 5005 });
  const chart = new Chart(app, 'shop');
  new WebApp(chart, 'web', { image: 'web', port: 80, source: build({ registry }) });
  new Worker(chart, 'job', { image: 'job', source: build({ registry, context: join(folder, 'other') }) });
  new Worker(chart, 'mail', { image: 'mail', source: build({ registry, context: join(folder, 'third') }) });
  new ApiObject(chart, 'none', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'none' },
    spec: { containers: [{ name: 'none' }] },
  });
  const handoff = JSON.parse(`${filesOf(app)['cluster/dev.handoff.json']}`);
  expect(handoff.images.built.map(({ context }: { context: string }) => context)).toEqual(['other', 'third', 'app']);
  expect(handoff.images.pulled).toEqual([]);
  expect(handoff.registry).toMatchObject({ push: '192.168.1.2:5005' });
});

describe('a pulled image', () => {
  test('is what an image is when nobody says otherwise', () => {
    const props = { image: 'nginx:1.27', port: 80 };
    expect(container({ ...props, source: ImageSource.pulled() })).toEqual(container(props));
  });

  test.each([' nginx:1.27', '{{ .Values.image }}', '-v', ''])('stands in no command with the name %j', (image) => {
    const app = new App();
    new K3dClusterConfig(app, 'dev');
    new ApiObject(new Chart(app, 'shop'), 'pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'pod' },
      spec: { containers: [{ name: 'main', image }] },
    });
    const written = `${filesOf(app)['cluster/dev.handoff.json']}`;
    expect(handoffIn(written, 'dev.handoff.json').images.pulled).toEqual([]);
  });
});

describe('a side-loaded image', () => {
  test('is not asked for at a registry, and stands in the hand-off', () => {
    const { handoff, lines, chart } = situation(() => ({ image: 'app:dev', source: ImageSource.sideLoaded() }));
    new Worker(chart, 'job', { image: 'docker.io/library/app:dev' });
    expect(handoff().images).toEqual({
      pulled: [],
      sideLoaded: ['app:dev', 'docker.io/library/app:dev'],
      built: [],
    });
    expect(lines()).toEqual([]);
    expect(container({ image: 'app', port: 80, source: ImageSource.sideLoaded() }).imagePullPolicy).toBe(
      'IfNotPresent',
    );
  });

  test('keeps the pull policy that somebody states', () => {
    const never = { image: 'app:1', port: 80, source: ImageSource.sideLoaded(), imagePullPolicy: PullPolicy.NEVER };
    expect(container(never).imagePullPolicy).toBe('Never');
    const { lines } = situation(() => ({ ...never, imagePullPolicy: PullPolicy.ALWAYS }));
    expect(lines()).toEqual([
      '[error] shop/web image-side-loaded-but-always: Image "app:1" is loaded into the nodes, but pull policy "Always" asks its registry for it at every start. Write imagePullPolicy: "IfNotPresent".',
    ]);
  });

  test('may belong to a container beside the main one, and to one before it', () => {
    const source = ImageSource.sideLoaded();
    const { handoff } = situation(() => ({
      image: 'nginx:1.27',
      extraContainers: [{ name: 'side', image: 'side:1', source }],
      initContainers: [{ name: 'first', image: 'first:1', source }],
    }));
    expect(handoff().images).toEqual({ pulled: ['nginx:1.27'], sideLoaded: ['first:1', 'side:1'], built: [] });
  });
});

describe('a built image', () => {
  test('is tagged by its content, and loaded into the nodes', () => {
    const { handoff, lines, app } = situation(() => ({ source: build() }));
    expect(handoff().images).toEqual({
      pulled: [],
      sideLoaded: [],
      built: [
        {
          image: `team/app:${tag()}`,
          context: 'app',
          dockerfile: 'Dockerfile',
          platforms: [],
          arguments: {},
        },
      ],
    });
    expect(filesOf(app)['shop.k8s.yaml']).toContain(
      `- image: team/app:${tag()}\n          imagePullPolicy: IfNotPresent\n`,
    );
    expect(lines()).toEqual([]);
  });

  test('is another image when the content is another, and the same one otherwise', () => {
    const image = () => situation(() => ({ source: build() })).handoff().images.built[0].image;
    const first = image();
    expect(image()).toBe(first);
    put('app/main.ts', 'other');
    expect(image()).not.toBe(first);
  });

  test('is read once for all that share its source', () => {
    const source = build();
    const { chart, handoff } = situation(() => ({ source }));
    put('app/main.ts', 'other');
    new Worker(chart, 'job', { image: 'team/app', source });
    expect(handoff().images.built).toHaveLength(1);
  });

  test.each(['team/app', 'k3d-registry:5000/team/app'])('goes to the registry of the cluster as %s', (image) => {
    put('Dockerfile.web', 'FROM scratch AS web\n');
    const options = {
      platforms: ['linux/amd64', 'linux/arm64'],
      dockerfile: '../Dockerfile.web',
      target: 'web',
      args: { MODE: 'dev' },
    };
    const { handoff, lines, app } = situation((registry) => ({ image, source: build({ registry, ...options }) }));
    expect(lines()).toEqual([]);
    const [built] = handoff().images.built;
    expect(built).toEqual({
      image: expect.stringMatching(/^k3d-registry:5000\/team\/app:[0-9a-f]{16}$/),
      pushName: built.image.replace('k3d-registry:5000', 'localhost:5001'),
      context: 'app',
      dockerfile: '../Dockerfile.web',
      platforms: ['linux/amd64', 'linux/arm64'],
      target: 'web',
      arguments: { MODE: 'dev' },
    });
    expect(filesOf(app)['shop.k8s.yaml']).not.toContain('imagePullPolicy');
  });

  test('warns of a password among its arguments, and does not repeat it', () => {
    const args = { MODE: 'dev', EMPTY_TOKEN: '', NPM_TOKEN: 'abcdef123' };
    expect(situation(() => ({ source: build({ args }) })).lines()).toEqual([
      expect.stringMatching(
        /^\[warning\] shop\/web secret-in-plain-sight: Build argument "NPM_TOKEN" of image "team\/app:[0-9a-f]+" holds a credential in plain text, which everybody sees who reads dist\/ or has the image\. Build the image by "docker build --secret", and take it with ImageSource\.sideLoaded\(\)\.$/,
      ),
    ]);
  });

  test('is named from the folder that holds dist/, wherever the program runs', () => {
    const { handoff } = situation(() => ({ source: build({ context: relative(process.cwd(), join(folder, 'app')) }) }));
    expect(handoff().images.built[0].context).toBe('app');
  });

  test('may be the folder that holds dist/, where that is left out', () => {
    put('Dockerfile', 'FROM scratch\n');
    const whole = () => situation(() => ({ source: build({ context: folder }) }));
    expect(whole().lines()).toEqual([
      `[error] shop/web property-invalid: source.context is "${folder}", which holds "dist": each synth would change the content, and with it the tag. Add "dist" to the .dockerignore of "${folder}".`,
    ]);
    put('.dockerignore', 'dist\n');
    expect(whole().lines()).toEqual([]);
    expect(whole().handoff().images.built[0].context).toBe('.');
  });

  test('needs no app to be tagged', () => {
    const chart = new Chart(undefined as any, 'shop');
    expect(() => new WebApp(chart, 'web', { image: 'team/app', port: 80, source: build() })).not.toThrow();
  });

  test.each<[string, Partial<WebAppProps>, Partial<BuildOptions>, string]>([
    [
      'with a tag',
      { image: 'team/app:1.0' },
      {},
      'image is "team/app:1.0": the tag of a built image is made of its content. Write "team/app".',
    ],
    [
      'with a digest',
      { image: 'app@sha256:12' },
      {},
      'image is "app@sha256:12": the tag of a built image is made of its content. Write "app".',
    ],
    [
      'with a login',
      { image: 'me:s3cret@x.io' },
      {},
      'image is "…@x.io", which holds a login, and no name can. Write "x.io".',
    ],
    [
      'with a name that no image can have',
      { image: 'Team/app:1.0' },
      {},
      'image is "Team/app:1.0", which has capitals in its name. Write "team/app".',
    ],
    [
      'for another system',
      {},
      { platforms: ['windows/amd64'] },
      'source.platforms holds "windows/amd64", and no node runs on that. Write "linux/" and the processor, for example "linux/amd64" or "linux/arm64".',
    ],
    [
      'for two platforms, and loaded',
      {},
      { platforms: ['linux/amd64', 'linux/arm64'] },
      'source.platforms lists 2 platforms, and an image that is loaded into nodes has one. Add registry: <your LocalRegistry>, or leave one platform.',
    ],
    [
      'for another processor than its nodes',
      { placement: { architectures: [Architecture.ARM64] } },
      { platforms: ['linux/amd64'] },
      'source.platforms is "linux/amd64", and placement puts pods on nodes with "arm64". Add "linux/arm64" to the platforms.',
    ],
  ])('%s is refused', (_, props, options, sentence) => {
    const { lines } = situation(() => ({ ...props, source: build(options) }));
    expect(lines().filter((line) => line.includes('property-invalid'))).toEqual([
      `[error] shop/web property-invalid: ${sentence}`,
    ]);
  });

  test('for the processor of its nodes is sound', () => {
    const { lines } = situation(() => ({
      placement: { architectures: [Architecture.ARM64] },
      source: build({ platforms: ['linux/arm64/v8'] }),
    }));
    expect(lines()).toEqual([]);
  });

  test('goes to no registry but the one that it names', () => {
    const { lines } = situation((registry) => ({ image: 'r.example.com/team/app', source: build({ registry }) }));
    expect(lines()).toEqual([
      '[error] shop/web property-invalid: image is "r.example.com/team/app", which names registry "r.example.com", and source pushes to "k3d-registry:5000". Write "team/app".',
    ]);
  });

  test('with a tag and another registry is told of both in one breath', () => {
    const { lines } = situation((registry) => ({ image: 'localhost:5001/app:1', source: build({ registry }) }));
    expect(lines()).toEqual([
      '[error] shop/web property-invalid: image is "localhost:5001/app:1": the tag of a built image is made of its content. Write "app".',
    ]);
  });

  test('goes to no registry that fetches from another one', () => {
    const app = new App({ outdir: join(folder, 'dist') });
    new K3dClusterConfig(app, 'dev');
    const registry = new LocalRegistry(app, 'hub', { pullThrough: { remoteUrl: 'https://registry-1.docker.io' } });
    new WebApp(new Chart(app, 'shop'), 'web', { image: 'app', port: 80, source: build({ registry }) });
    expect(said(app, 'property-invalid')).toEqual([
      '[error] shop/web property-invalid: source.registry is hub, which fetches from another registry: nobody can push to it. Leave registry out, or name a LocalRegistry without pullThrough.',
    ]);
  });

  test('outside of the folder that holds dist/ stays where it is', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    writeFileSync(join(elsewhere, 'Dockerfile'), 'FROM scratch');
    const { handoff } = situation(() => ({ source: build({ context: elsewhere }) }));
    expect(handoff().images.built[0].context).toBe(elsewhere);
    rmSync(elsewhere, { recursive: true });
  });

  test('says where its folder is missing, in which container', () => {
    const missing = ImageSource.built({ context: join(folder, 'none') });
    const { lines } = situation(() => ({
      image: 'nginx:1.27',
      extraContainers: [{ name: 'side', image: 'side', source: missing }],
    }));
    expect(lines()).toEqual([
      `[error] shop/web property-invalid: context is "${join(folder, 'none')}", and there is no such folder. Write the folder that holds what is built, from the folder in which the program runs.`,
    ]);
  });

  test('wants a folder', () => {
    expect(() => ImageSource.built({} as any)).toThrow('ImageSource.built: context is missing. Write context.');
  });

  test('lets what has no name at all be said by others', () => {
    const { lines } = situation(() => ({ image: undefined as any, source: build() }));
    expect(lines()).toEqual([expect.stringContaining('image is missing')]);
  });
});
