import { mkdtempSync, renameSync, rmSync, writeFileSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMissing } from '../../../lib/cli/hand-off/images/build';
import { helperEnvironment } from '../../../lib/cli/hand-off/images/helper';
import { detour, detoursIn } from '../../../lib/cli/hand-off/images/fetch';
import type { HelperImages } from '../../../lib/routes/needs';
import { buildOf, machine } from './machine';

/** A folder with something to build. */
let sources = '';
beforeEach(() => {
  sources = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-k3d-sources-')));
  mkdirSync(join(sources, 'app'));
  writeFileSync(join(sources, 'app', 'Dockerfile'), 'FROM scratch\n');
});
afterEach(() => rmSync(sources, { recursive: true, force: true }));

const failure = async (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: Error) => error.message,
  );

const [SERVER, AGENT, OTHER] = ['k3d-dev-cluster-server-0', 'k3d-dev-cluster-agent-0', 'k3d-dev-cluster-agent-1'];
const look = (node: string) => `docker exec ${node} crictl images -o json`;
const LOOK = [look(SERVER), look(AGENT), look(OTHER)];
const LIST = 'k3d cluster list -o json';
const importing = (...images: readonly string[]) =>
  `k3d image import --cluster dev-cluster --mode auto ${images.join(' ')}`;

describe('bringing images', () => {
  test('asks nothing where every image is pulled', async () => {
    const one = machine({ images: { pulled: ['nginx:1.27'] } });
    expect(await one.bring()).toEqual({ brought: [], present: [] });
    expect(one.typed).toEqual([]);
  });
});

describe('an image out of docker', () => {
  const sideLoaded = ['shop:1', 'team/cart'];
  const at = () => {
    const one = machine({ images: { sideLoaded } });
    one.state.docker.set('shop:1', { id: 'sha256:s1' }).set('team/cart:latest', { id: 'sha256:c1' });
    return one;
  };

  test('is loaded once for all nodes, and seen on each; a second run only looks', async () => {
    const one = at();
    expect(await one.bring()).toEqual({ brought: ['shop:1', 'team/cart'], present: [] });
    expect(one.typed).toEqual([
      LIST,
      ...LOOK,
      'docker image inspect shop:1 team/cart',
      importing('shop:1', 'team/cart:latest'),
      ...LOOK,
    ]);
    expect(one.said).toEqual([
      '… Loading shop:1, team/cart into cluster "dev-cluster"',
      '✔ Image shop:1 is on every node.',
      '✔ Image team/cart is on every node.',
    ]);
    expect(await one.bring()).toEqual({ brought: [], present: ['shop:1', 'team/cart'] });
    expect(one.typed).toEqual([LIST, ...LOOK, 'docker image inspect shop:1 team/cart']);
  });

  test('is loaded where one node lacks it', async () => {
    const one = at();
    await one.bring();
    one.state.nodes.get(AGENT)?.delete('shop:1');
    expect(await one.bring()).toEqual({ brought: ['shop:1'], present: ['team/cart'] });
    expect(one.typed).toEqual([
      LIST,
      ...LOOK,
      'docker image inspect shop:1 team/cart',
      importing('shop:1'),
      look(AGENT),
    ]);
  });

  test('is loaded again where it is another one under its name', async () => {
    const one = at();
    await one.bring();
    one.state.docker.set('shop:1', { id: 'sha256:s2', created: '2026-02-02T00:00:00Z' });
    expect(await one.bring()).toEqual({ brought: ['shop:1'], present: ['team/cart'] });
    expect(one.said).toContain(
      '! Image shop:1 is another one than before under the same name. Pods that run keep the old one until they start anew: kubectl rollout restart.',
    );
  });

  test('is the same where its number alone is another: engines count in different ways', async () => {
    const one = at();
    await one.bring();
    one.state.docker.set('shop:1', { id: 'sha256:s2' });
    expect((await one.bring()).brought).toEqual([]);
    expect(one.typed).toContain(`docker exec ${SERVER} crictl inspecti -o json docker.io/library/shop:1`);
  });

  test('is loaded again where docker does not tell what it is made of', async () => {
    const one = at();
    await one.bring();
    one.state.faults.push(['docker image inspect', [{ Id: 'sha256:other', RepoTags: ['shop:1'] }]]);
    one.state.docker.set('shop:1', { id: 'sha256:other' });
    expect((await one.bring()).brought).toEqual(['shop:1']);
  });

  test('that docker no longer has stays as it is on the nodes', async () => {
    const one = at();
    await one.bring();
    one.state.docker.clear();
    expect(await one.bring()).toEqual({ brought: [], present: ['shop:1', 'team/cart'] });
  });

  test('that docker does not have is named, and never looked for elsewhere', async () => {
    const one = at();
    one.state.docker.clear();
    expect(await failure(one.bring())).toBe(
      [
        'Docker on this machine does not have image "shop:1", which is to be loaded into the nodes. Build it, or run "docker pull shop:1".',
        'Docker on this machine does not have image "team/cart", which is to be loaded into the nodes. Build it, or run "docker pull team/cart".',
      ].join('\n'),
    );
    expect(one.typed.filter((line) => /pull|import/.test(line))).toEqual([]);
  });

  test('that k3d loads into some nodes alone is named with the others, and a second run goes on', async () => {
    const one = at();
    one.state.refusing.add(AGENT).add(OTHER);
    expect(await failure(one.bring())).toBe(
      [
        `Image "shop:1" is not on nodes "${AGENT}", "${OTHER}", though k3d loaded it.`,
        `Image "team/cart" is not on nodes "${AGENT}", "${OTHER}", though k3d loaded it.`,
        `k3d said: failed to import images in node '${AGENT}' failed to import images in node '${OTHER}'`,
        'Look at the disk of docker with "docker system df", and run this again.',
      ].join('\n'),
    );
    one.state.refusing.clear();
    expect((await one.bring()).brought).toEqual(['shop:1', 'team/cart']);
  });

  test('that a node keeps in an older form is named too', async () => {
    const one = at();
    await one.bring();
    one.state.docker.set('shop:1', { id: 'sha256:s2', created: '2026-02-02T00:00:00Z' });
    one.state.faults.push(['k3d image import', { code: 0, stderr: '' }]);
    expect(await failure(one.bring())).toBe(
      [
        `Image "shop:1" is not on nodes "${SERVER}", "${AGENT}", "${OTHER}", though k3d loaded it.`,
        'Look at the disk of docker with "docker system df", and run this again.',
      ].join('\n'),
    );
  });

  test('that one node alone refuses is named with it', async () => {
    const one = at();
    one.state.refusing.add(OTHER);
    expect(await failure(one.bring())).toContain(`Image "shop:1" is not on node "${OTHER}", though k3d loaded it.`);
  });

  test('fails in the words of k3d', async () => {
    const one = at();
    one.state.faults.push(['k3d image import', { code: 1, stderr: 'ERRO[0000] no valid images specified' }]);
    expect(await failure(one.bring())).toBe(
      `"${importing('shop:1', 'team/cart:latest')}" ended with 1: no valid images specified`,
    );
  });

  test('is loaded where what docker and a node print cannot be read', async () => {
    const one = at();
    one.state.faults.push([LOOK[0] as string, { code: 0, stderr: 'rubbish' }]);
    expect((await one.bring()).brought).toEqual(['shop:1', 'team/cart']);
  });

  test('needs a cluster that runs, and an engine', async () => {
    const one = at();
    one.state.running = false;
    expect(await failure(one.bring())).toBe('Cluster "dev-cluster" does not run. Run "cdk8s-k3d up".');
    one.state.running = true;
    one.state.faults.push(['docker image inspect', { code: 1, stderr: 'Cannot connect to the Docker daemon' }]);
    expect(await failure(one.bring())).toMatch(/^Docker does not answer\. Start it, and run this again\./);
  });
});

describe('an image that is built', () => {
  const pushed = (more = {}) => {
    const build = buildOf(sources, { pushed: true, ...more });
    return { build, ...machine({ images: { built: [build] } }) };
  };
  const BUILDX = 'docker buildx version';

  test('is built and pushed once, and seen in the registry', async () => {
    const one = pushed({ target: 'app', arguments: { VERSION: '1' }, platforms: ['linux/arm64'] });
    const { image, pushName } = one.build;
    expect(await one.bring()).toEqual({ brought: [image], present: [] });
    const context = join(sources, 'app');
    expect(one.typed).toEqual([
      `docker image inspect ${pushName}`,
      BUILDX,
      `docker buildx build --load --tag ${pushName} --file ${context}/Dockerfile --target app --build-arg VERSION=1 --platform linux/arm64 ${context}`,
      `docker image inspect ${pushName}`,
      `docker push ${pushName}`,
    ]);
    expect(one.said).toEqual([
      `… Building image ${image}`,
      `… Pushing image ${image}`,
      `✔ Image ${image} is in the registry.`,
    ]);
    expect(await one.bring()).toEqual({ brought: [], present: [image] });
    expect(one.typed).toEqual([]);
    expect(one.said).toEqual([]);
  });

  test('is pushed without a build where docker has it', async () => {
    const one = pushed();
    one.state.docker.set(`${one.build.pushName}`, { id: 'sha256:b' });
    await one.bring();
    expect(one.typed).toEqual([`docker image inspect ${one.build.pushName}`, `docker push ${one.build.pushName}`]);
  });

  test('is built by an older docker too', async () => {
    const one = pushed();
    one.state.buildx = false;
    await one.bring();
    expect(one.typed[2]).toMatch(/^docker build --tag localhost:5001/);
  });

  test('is built in a folder whose name begins with a dash', async () => {
    const here = process.cwd();
    renameSync(join(sources, 'app'), join(sources, '-app'));
    process.chdir(sources);
    try {
      const one = pushed({ context: '-app' });
      await buildMissing(one.tools, [one.build], '');
      expect(one.typed[2]).toMatch(/ --file -app\/Dockerfile \.\/-app$/);
    } finally {
      process.chdir(here);
    }
  });

  test('for several platforms goes straight to the registry', async () => {
    const one = pushed({ platforms: ['linux/amd64', 'linux/arm64'] });
    await one.bring();
    expect(one.typed).toEqual([
      BUILDX,
      `docker buildx build --push --tag ${one.build.pushName} --file ${sources}/app/Dockerfile --platform linux/amd64,linux/arm64 ${sources}/app`,
    ]);
    expect((await one.bring()).present).toEqual([one.build.image]);
  });

  test('for several platforms needs buildx', async () => {
    const one = pushed({ platforms: ['linux/amd64', 'linux/arm64'] });
    one.state.buildx = false;
    expect(await failure(one.bring())).toBe(
      `Image "${one.build.image}" is for several platforms, and docker builds such with buildx alone. Install it: https://docs.docker.com/build/install-buildx`,
    );
  });

  test('without a registry is loaded into the nodes', async () => {
    const build = buildOf(sources);
    const one = machine({ images: { built: [build] } });
    expect(await one.bring()).toEqual({ brought: [build.image], present: [] });
    expect(one.typed.filter((line) => line.includes('import'))).toEqual([importing(build.image)]);
    expect(await one.bring()).toEqual({ brought: [], present: [build.image] });
    expect(one.typed).toEqual([LIST, ...LOOK]);
  });

  test('of a folder that has changed since synth is refused before it is built, and told where it is there', async () => {
    const sentence = (image: string) =>
      `"${sources}/app" is not what it was when dist/ was written with image "${image}". Run "cdk8s-k3d synth", and then this again.`;
    const one = pushed();
    const loaded = buildOf(sources);
    const other = machine({ images: { built: [loaded] } });
    await other.bring();
    writeFileSync(join(sources, 'app', 'more'), 'x');
    expect(await failure(one.bring())).toBe(sentence(one.build.image));
    one.state.registry.add(`${one.build.pushName}`);
    expect((await one.bring()).present).toEqual([one.build.image]);
    expect(one.said).toEqual([`! ${sentence(one.build.image)}`]);
    expect((await other.bring()).present).toEqual([loaded.image]);
    expect(other.said).toEqual([`! ${sentence(loaded.image)}`]);
  });

  test('of a folder that is gone is refused where it has to be built', async () => {
    const one = pushed();
    rmSync(join(sources, 'app'), { recursive: true });
    expect(await failure(one.bring())).toBe(
      `Image "${one.build.image}": context is "${sources}/app", and there is no such folder. Write the folder that holds what is built, from the folder in which the program runs.`,
    );
    one.state.registry.add(`${one.build.pushName}`);
    expect((await one.bring()).present).toEqual([one.build.image]);
    expect(one.said).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    [
      'docker buildx build',
      'DEPRECATED: old\n#5 ERROR: failed to solve',
      'built: #5 ERROR: failed to solve.',
      'Mend that, and run this again: what is done is not done twice.',
    ],
    [
      'docker buildx build',
      'write /x: no space left on device',
      'built: write /x: no space left on device.',
      'Free some of the disk, for example with "docker image prune", and run this again.',
    ],
    [
      'docker push',
      'unauthorized: authentication required',
      'pushed: unauthorized: authentication required.',
      'Run "docker login localhost:5001", and then this again.',
    ],
    [
      'docker push',
      '',
      'pushed: docker does not say why.',
      'Mend that, and run this again: what is done is not done twice.',
    ],
  ])('that fails at "%s" with "%s" is named with the step', async (step, stderr, said, remedy) => {
    const one = pushed();
    one.state.faults.push([step, { code: 1, stderr }]);
    const name = step === 'docker push' ? one.build.pushName : one.build.image;
    expect(await failure(one.bring())).toBe(`Image "${name}" could not be ${said} ${remedy}`);
    expect((await one.bring()).brought).toEqual([one.build.image]);
  });

  test('tells no password that docker repeats', async () => {
    const one = pushed();
    one.state.faults.push(['docker push', { code: 1, stderr: 'Get http://ann:pl4nted@registry: password=pl4nted' }]);
    expect(await failure(one.bring())).not.toContain('pl4nted');
  });

  test('that docker does not keep is said to be lost', async () => {
    const one = pushed();
    one.state.faults.push(['docker buildx build', { code: 0, stderr: '' }]);
    expect(await failure(one.bring())).toBe(
      `Docker says that image "${one.build.image}" is built, and does not have it. Run "docker buildx use default", and then this again.`,
    );
  });

  test('that the registry does not have after the push is named', async () => {
    const one = pushed();
    one.state.faults.push(['docker push', { code: 0, stderr: '' }]);
    expect(await failure(one.bring())).toBe(
      `Docker says that image "${one.build.pushName}" is pushed, and the registry does not have it. Run this again.`,
    );
  });

  test('waits for a registry that comes up, and leaves it to docker where none does', async () => {
    const one = pushed();
    let asked = 0;
    one.state.answer = () =>
      ++asked < 4 ? { reason: 'ECONNREFUSED' } : { status: 200, headers: {}, body: '{"tags":[' };
    expect((await one.bring()).brought).toEqual([one.build.image]);
    expect(one.passed()).toBe(3_000);
    one.state.answer = () => ({ reason: 'ECONNREFUSED' });
    expect((await one.bring()).brought).toEqual([one.build.image]);
    one.state.answer = () => ({ status: 500, headers: {}, body: '' });
    expect((await one.bring()).brought).toEqual([one.build.image]);
  });

  test('is not in a registry that has other tags of it', async () => {
    const one = pushed();
    const asked: unknown[] = [];
    one.state.answer = (request) => {
      asked.push(request);
      return { status: 200, headers: {}, body: '{"name":"team/app","tags":["other"]}\n' };
    };
    expect(await failure(one.bring())).toContain('the registry does not have it');
    expect(asked[0]).toEqual({
      address: '127.0.0.1',
      port: 5001,
      host: 'localhost',
      path: '/v2/team/app/tags/list',
      secure: false,
      timeout: 5_000,
    });
  });

  test('goes to a registry on another address of this machine', async () => {
    const build = buildOf(sources, { pushed: true });
    const one = machine({ images: { built: [{ ...build, pushName: '192.168.0.2/team/app' }] } });
    const asked: unknown[] = [];
    one.state.answer = ({ address, port }) => {
      asked.push([address, port]);
      return { status: 200, headers: {}, body: '{"tags":["latest"]}' };
    };
    await one.bring();
    expect(asked).toEqual([['192.168.0.2', 80]]);
  });
});

describe('helper images', () => {
  const from = (host: string): { k3d: { minimum: string; helperImages: HelperImages } } => ({
    k3d: {
      minimum: '5.5.0',
      helperImages: { loadBalancer: `${host}/k3d-io/k3d-proxy`, tools: `${host}/k3d-io/k3d-tools` },
    },
  });

  test('are left to k3d where no mirror is asked for', () => {
    expect(helperEnvironment(from('ghcr.io'), [5, 8, 3], {})).toEqual({});
  });

  test('come through a mirror under the version of k3d', () => {
    expect(helperEnvironment(from('ghcr.m.daocloud.io'), [5, 8, 3], {})).toEqual({
      K3D_IMAGE_LOADBALANCER: 'ghcr.m.daocloud.io/k3d-io/k3d-proxy:5.8.3',
      K3D_IMAGE_TOOLS: 'ghcr.m.daocloud.io/k3d-io/k3d-tools:5.8.3',
    });
  });

  test('are the latest for a k3d without a version, and those of the user before all', () => {
    expect(helperEnvironment(from('mirror'), undefined, { K3D_IMAGE_TOOLS: 'mine' })).toEqual({
      K3D_IMAGE_LOADBALANCER: 'mirror/k3d-io/k3d-proxy:latest',
    });
  });
});

describe('a mirror', () => {
  const detours = detoursIn('docker.io=m.daocloud.io/docker.io/, ghcr.io=ghcr.m.daocloud.io');

  test.each([
    ['nginx', 'm.daocloud.io/docker.io/library/nginx:latest'],
    ['docker.io/rancher/k3s:v1', 'm.daocloud.io/docker.io/rancher/k3s:v1'],
    ['ghcr.io/k3d-io/k3d-proxy:5.8.3', 'ghcr.m.daocloud.io/k3d-io/k3d-proxy:5.8.3'],
    ['quay.io/a/b:1', undefined],
    [`nginx@sha256:${'a'.repeat(64)}`, undefined],
  ])('leads %s to %s', (image, name) => {
    expect(detour(image, detours)).toBe(name);
  });

  test.each(['docker.io', '=x', 'docker.io=', 'docker.io=https://mirror', ''])('that says "%s" is refused', (value) => {
    expect(() => detoursIn(value)).toThrow(
      `--mirror says "${value}". Write a registry and where its images are fetched, for example docker.io=docker.m.daocloud.io.`,
    );
  });
});
