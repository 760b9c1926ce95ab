import { CommandError, EXIT } from '../../../lib/cli/command';
import { whileDockerAnswers } from '../../../lib/cli/hand-off/images/whereabouts';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Interrupted } from '../../../lib/cli/tools';
import { buildOf, machine } from './machine';

const IMAGE = 'docker.io/rancher/k3s:v1.33.5-k3s1';
const CONFIG = `apiVersion: k3d.io/v1alpha5
kind: Simple
metadata: { name: dev-cluster }
image: ${IMAGE}
registries: { create: { name: k3d-registry, hostPort: "5001" } }
`;
const NO_K3D =
  '! k3d is not installed here, so the images that it brings along are not named. Install it: https://k3d.io/stable/#installation';

const UNKNOWN =
  'Cluster "dev-cluster" does not run, so what k3s itself brings along is not among them. For a machine without network, run "cdk8s-k3d up" first.';

let sources = '';
beforeEach(() => {
  sources = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-k3d-sources-')));
  mkdirSync(join(sources, 'app'));
  writeFileSync(join(sources, 'app', 'Dockerfile'), 'FROM scratch\n');
});
afterEach(() => rmSync(sources, { recursive: true, force: true }));

const HELPERS = ['ghcr.io/k3d-io/k3d-proxy:5.8.3', 'ghcr.io/k3d-io/k3d-tools:5.8.3'];
const BROUGHT = [IMAGE, ...HELPERS, 'docker.io/library/registry:2'];

/** A cluster with an image of each kind. */
function each() {
  const build = buildOf(sources, { pushed: true });
  const one = machine({
    config: CONFIG,
    images: { pulled: ['nginx:1.27'], sideLoaded: ['shop:1'], built: [build] },
  });
  const all = [...BROUGHT, 'nginx:1.27', 'shop:1', `${build.pushName}`];
  const have = (...names: readonly string[]) => {
    for (const name of names) one.state.docker.set(name, { id: `sha256:${name}` });
  };
  return { ...one, build, all, have };
}

describe('images list', () => {
  test('says where each image comes from, and where it is', async () => {
    const one = each();
    one.have(...BROUGHT, 'shop:1');
    for (const images of one.state.nodes.values()) images.set('nginx:1.27', { id: 'sha256:n' });
    one.state.registry.add(`${one.build.pushName}`);
    const { code, out, err } = await one.run();
    const tag = one.build.image.split(':').at(-1);
    const line = (...cells: readonly string[]) =>
      `  ${cells[0]?.padEnd(one.build.image.length)}  ${cells[1]?.padEnd(14)}  ${cells[2]?.padEnd(`built from ${sources}/app`.length)}  ${cells[3]}`;
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      'Cluster dev-cluster',
      line('IMAGE', 'FOR', 'HOW IT COMES', 'WHERE IT IS'),
      line(IMAGE, 'nodes', 'pulled by docker', 'docker'),
      line('ghcr.io/k3d-io/k3d-proxy:5.8.3', 'load balancer', 'pulled by docker', 'docker'),
      line('ghcr.io/k3d-io/k3d-tools:5.8.3', 'loading images', 'pulled by docker', 'docker'),
      line('docker.io/library/registry:2', 'registry', 'pulled by docker', 'docker'),
      line('nginx:1.27', 'pods', 'pulled by the nodes', 'nodes'),
      line('shop:1', 'pods', 'loaded out of docker', 'docker'),
      line(`k3d-registry:5000/team/app:${tag}`, 'pods', `built from ${sources}/app`, 'registry'),
      '',
    ]);
    expect(
      one.typed.filter((typed) => !/^k3d (version|cluster list)|^docker (image inspect|exec)/.test(typed)),
    ).toEqual([]);
  });

  test('says the same as JSON', async () => {
    const one = machine({ images: { pulled: ['nginx:1.27'], built: [buildOf(sources)] } });
    one.state.k3d = new Error('spawn k3d ENOENT');
    const { out } = await one.run('list', '--json');
    expect(JSON.parse(out)).toEqual({
      version: 1,
      clusters: [
        {
          cluster: 'dev-cluster',
          images: [
            { image: 'nginx:1.27', use: 'pods', arrival: 'nodes', places: [] },
            {
              image: buildOf(sources).image,
              use: 'pods',
              arrival: 'built',
              context: `${sources}/app`,
              places: [],
            },
          ],
        },
      ],
    });
  });

  test.each([
    ['options: { k3d: { disableLoadbalancer: true } }'],
    // Nothing stands before a node that shares the network of this machine.
    ['network: host'],
  ])('names what k3d takes by itself with %s', async (config) => {
    const one = machine({ config: `${config}\nregistries: { create: null }\n` });
    one.state.running = false;
    const { out } = await one.run('--json');
    expect(JSON.parse(out).clusters[0].images.map(({ image }: { image: string }) => image)).toEqual([
      'rancher/k3s:v1.31.5-k3s1',
      'ghcr.io/k3d-io/k3d-tools:5.8.3',
    ]);
  });

  test('reads dist/ alone where docker does not answer: that is said once, and a question mark stands for what is not known', async () => {
    const one = machine({ images: { pulled: ['nginx:1.27'] } });
    const silent = { code: 1, stderr: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' };
    one.state.clusters = silent;
    const { code, out, err } = await one.run();
    expect([code, err, out.split('\n').slice(2)]).toEqual([
      0,
      '',
      [
        '  rancher/k3s:v1.31.5-k3s1        nodes           pulled by docker     ?',
        '  ghcr.io/k3d-io/k3d-proxy:5.8.3  load balancer   pulled by docker     ?',
        '  ghcr.io/k3d-io/k3d-tools:5.8.3  loading images  pulled by docker     ?',
        '  nginx:1.27                      pods            pulled by the nodes  ?',
        '',
      ],
    ]);
    expect(one.said).toEqual([
      '! Where the images are is not known. Docker does not answer. Start it, and run this again. "k3d cluster list -o json" ended with 1: Cannot connect to the Docker daemon at unix:///var/run/docker.sock.',
    ]);
    expect(one.typed).toEqual(['k3d version -o json', 'k3d cluster list -o json']);
    const [image] = JSON.parse((await one.run('--json')).out).clusters[0].images;
    expect(image).toEqual({ image: 'rancher/k3s:v1.31.5-k3s1', use: 'nodes', arrival: 'docker' });
  });

  test('reads dist/ alone where neither docker nor k3d is installed', async () => {
    const one = machine({ images: { pulled: ['nginx:1.27'] } });
    one.state.k3d = new Error('spawn k3d ENOENT');
    one.state.faults.push(['docker image inspect', new Error('spawn docker ENOENT')]);
    const { code, out } = await one.run();
    expect([code, out.split('\n').slice(2)]).toEqual([0, ['  nginx:1.27  pods  pulled by the nodes  ?', '']]);
    expect(one.said).toEqual([
      NO_K3D,
      '! Where the images are is not known. docker is not installed, or not in PATH. Install it: https://docs.docker.com/engine/install',
    ]);
  });

  test('what is no silence of docker ends it', async () => {
    const asked = whileDockerAnswers({ terminal: machine({}).tools.terminal });
    await expect(asked(() => Promise.reject(new CommandError('no', EXIT.notSo)))).rejects.toThrow('no');
    await expect(asked(() => Promise.reject(new Error('a fault')))).rejects.toThrow('a fault');
  });

  test('a k3d that cannot say its clusters is told, as one that does not answer', async () => {
    const one = machine({ images: { pulled: ['nginx:1.27'] } });
    one.state.clusters = { code: 1, stderr: 'FATA[0000] broken' };
    expect(await one.run()).toMatchObject({ code: 0, err: '' });
    expect(one.said).toEqual(['! Where the images are is not known. "k3d cluster list -o json" ended with 1: broken']);
  });

  test('says what it cannot know', async () => {
    const one = machine({ config: 'image: +stable\nregistries: { create: {} }\n' });
    expect((await one.run()).out).not.toContain('stable');
    expect(one.said).toEqual([
      '! The nodes of cluster "dev-cluster" are made of "+stable", which k3d looks up on the network each time. Write k3sVersion in the program to name one image.',
    ]);
    one.state.k3d = {};
    expect((await one.run()).out).toContain('k3d-proxy:latest');
    one.state.k3d = new Error('spawn k3d ENOENT');
    expect((await one.run()).code).toBe(0);
    expect(one.said[0]).toBe(NO_K3D);
    one.state.k3d = { code: 1, stderr: 'FATA[0000] broken' };
    expect(await one.run()).toEqual({
      code: 3,
      out: '',
      err: '"k3d version -o json" ended with 1: broken. Install k3d again: https://k3d.io/stable/#installation\n',
    });
  });
});

describe('images pull', () => {
  test('builds and pulls what docker does not have; a second run does nothing', async () => {
    const one = each();
    one.have('shop:1', 'nginx:1.27');
    expect(await one.run('pull')).toEqual({
      code: 0,
      out: 'Pulled 4 images.\nBuilt 1 image.\nDocker had 2 images already.\n',
      err: '',
    });
    expect(one.typed.filter((line) => /pull|build --|tag|image rm/.test(line))).toEqual([
      expect.stringMatching(/^docker buildx build --load --tag localhost:5001/),
      ...BROUGHT.map((image) => `docker pull --quiet ${image}`),
    ]);
    expect(one.said).toContain(`… Pulling image 4 of 4: ${BROUGHT[3]}`);
    expect(await one.run('pull')).toEqual({ code: 0, out: 'Docker had 7 images already.\n', err: '' });
    expect(one.typed.filter((line) => !/ inspect | crictl |^k3d (version|cluster list) /.test(line))).toEqual([]);
  });

  test('fetches through mirrors, and gives each image its own name', async () => {
    const one = machine({ images: { pulled: ['nginx:1.27'] } });
    one.state.k3d = new Error('spawn k3d ENOENT');
    await one.run('pull', '--mirror', 'docker.io=docker.m.daocloud.io');
    expect(one.typed.slice(2, 5)).toEqual([
      'docker pull --quiet docker.m.daocloud.io/library/nginx:1.27',
      'docker tag docker.m.daocloud.io/library/nginx:1.27 nginx:1.27',
      'docker image rm --no-prune docker.m.daocloud.io/library/nginx:1.27',
    ]);
    expect([...one.state.docker.keys()]).toEqual(['nginx:1.27']);
    expect(one.said).toContain('… Pulling image nginx:1.27 as docker.m.daocloud.io/library/nginx:1.27');
  });

  test('refuses a mirror of a registry that no image comes from', async () => {
    expect((await each().run('pull', '--mirror', 'docer.io=x')).err).toBe(
      '--mirror names "docer.io", and no image comes from there. Images come from docker.io, ghcr.io, k3d-registry:5000.\n',
    );
  });

  test('goes on behind an image that does not come, and names it with what to do', async () => {
    const one = each();
    one.have('shop:1');
    one.state.faults.push(
      ['docker pull --quiet ghcr.io/k3d-io/k3d-proxy', { code: 1, stderr: 'dial tcp: i/o timeout' }],
      ['docker pull --quiet nginx', { code: 1, stderr: 'manifest unknown: manifest unknown' }],
      [
        'docker pull --quiet docker.io/library/registry',
        { code: 1, stderr: 'denied: requested access to the resource is denied' },
      ],
    );
    expect(await one.run('pull')).toEqual({
      code: 1,
      out: '',
      err: [
        'Image "ghcr.io/k3d-io/k3d-proxy:5.8.3" could not be pulled: dial tcp: i/o timeout. Look at the network, or pull it through a mirror: cdk8s-k3d images pull --mirror ghcr.io=HOST.',
        'Image "docker.io/library/registry:2" could not be pulled: denied: requested access to the resource is denied. Run "docker login", and then this again.',
        'Image "nginx:1.27" could not be pulled: manifest unknown: manifest unknown. Mend the name of the image in the program.',
        '',
      ].join('\n'),
    });
    expect(one.said).toContain('✔ Image ghcr.io/k3d-io/k3d-tools:5.8.3 is in docker.');
    expect((await one.run('pull')).out).toBe('Pulled 3 images.\nDocker had 4 images already.\n');
  });

  test('an image that is named by its digest comes through no mirror, and it is said how one does', async () => {
    const image = `nginx@sha256:${'a'.repeat(64)}`;
    const one = machine({ images: { pulled: [image] } });
    one.state.k3d = new Error('spawn k3d ENOENT');
    one.state.faults.push([`docker pull --quiet ${image}`, { code: 1, stderr: 'net/http: request canceled' }]);
    expect((await one.run('pull', '--mirror', 'docker.io=m.example.com')).err).toBe(
      `Image "${image}" could not be pulled: net/http: request canceled. Look at the network. An image that is named by its digest comes from docker.io alone: name it by its tag to pull it through a mirror.\n`,
    );
  });

  test('names what only the user can bring', async () => {
    const one = each();
    expect((await one.run('pull')).err).toBe(
      'Docker on this machine does not have image "shop:1", which is to be loaded into the nodes. Build it, or run "docker pull shop:1".\n',
    );
  });

  test('looks whether docker has what it says', async () => {
    const one = machine({ images: { pulled: ['nginx:1.27'] } });
    one.state.k3d = new Error('spawn k3d ENOENT');
    one.state.faults.push(['docker pull', { code: 0, stderr: '' }]);
    expect((await one.run('pull')).err).toBe(
      'Docker says that it pulled "nginx:1.27", and does not have it. Run this again.\n',
    );
  });

  test('stops at once where docker does not answer, and where the user says so', async () => {
    const one = each();
    one.have('shop:1');
    one.state.faults.push(['docker pull', { code: 1, stderr: 'Cannot connect to the Docker daemon' }]);
    expect((await one.run('pull')).code).toBe(3);
    const start = one.tools.start;
    const stopping = async (...call: Parameters<typeof start>) => {
      if (call[1][0] === 'pull') throw new Interrupted();
      return start(...call);
    };
    Object.assign(one.tools, { start: stopping });
    expect(await one.run('pull')).toEqual({
      code: 130,
      out: '',
      err: 'Stopped. What docker has by now stays there. Run this again to go on.\n',
    });
  });

  test('leaves builds for several platforms to up: docker cannot keep them', async () => {
    const build = buildOf(sources, { pushed: true, platforms: ['linux/amd64', 'linux/arm64'] });
    const one = machine({ images: { built: [build] } });
    one.state.k3d = new Error('spawn k3d ENOENT');
    expect((await one.run('pull', '--json')).out).toBe(
      `${JSON.stringify({ version: 1, pulled: [], built: [], present: [], notes: [] }, null, 2)}\n`,
    );
  });
});

describe('images save', () => {
  test('writes all images into one file', async () => {
    const one = each();
    one.have(...one.all);
    expect(await one.run('save', '--file', 'all.tar')).toEqual({
      code: 0,
      out: 'Saved 7 images into "all.tar".\n',
      err: '',
    });
    expect(one.typed.at(-1)).toBe(`docker save --output all.tar ${one.all.join(' ')}`);
  });

  test('leaves out what is named by its digest, and says so', async () => {
    const digest = `nginx@sha256:${'a'.repeat(64)}`;
    const one = machine({ images: { pulled: [digest, 'shop:1'] } });
    one.state.k3d = new Error('spawn k3d ENOENT');
    one.state.docker.set('shop:1', { id: 'sha256:s' });
    expect((await one.run('save')).out).toBe('Saved 1 image into "images.tar".\n');
    expect(one.said[1]).toBe(
      `! "${digest}" cannot go through a file, which keeps no names with a digest. Name images by their tags.`,
    );
  });

  test('names what docker does not have, and what went wrong', async () => {
    const one = each();
    one.have(...one.all.slice(2));
    expect((await one.run('save')).err).toBe(
      `Docker does not have "${one.all[0]}", "${one.all[1]}". Run "cdk8s-k3d images pull" first.\n`,
    );
    one.have(...one.all);
    one.state.faults.push(['docker save', { code: 1, stderr: 'write images.tar: no space left on device' }]);
    expect((await one.run('save')).err).toBe(
      `Image "${one.all.join(', ')}" could not be saved: write images.tar: no space left on device. Free some of the disk, for example with "docker image prune", and run this again.\n`,
    );
  });
});

describe('images load', () => {
  const at = () => {
    const one = each();
    writeFileSync(join(one.folder, 'images.tar'), '');
    return one;
  };

  test('reads the file into docker and into the nodes that run', async () => {
    const one = at();
    one.have(...one.all);
    expect(await one.run('load')).toEqual({
      code: 0,
      out: 'Docker has all 7 images.\nLoaded 3 images into the nodes.\n',
      err: '',
    });
    expect(one.typed.filter((line) => / (load|import|push) /.test(line))).toEqual([
      'docker load --input images.tar',
      'k3d image import --cluster dev-cluster --mode auto nginx:1.27',
      `docker push ${one.build.pushName}`,
      'k3d image import --cluster dev-cluster --mode auto shop:1',
    ]);
    expect((await one.run('load')).out).toBe('Docker has all 7 images.\n');
    expect(one.locks.size).toBe(0);
  });

  test('says what to do for a cluster that does not run', async () => {
    const one = at();
    one.have(...one.all);
    one.state.running = false;
    expect((await one.run('load')).out).toBe(
      'Docker has all 7 images.\nCluster "dev-cluster" does not run, so its nodes got nothing. Run "cdk8s-k3d up --images images.tar".\n',
    );
  });

  test('reads the file into docker where there is no k3d', async () => {
    const one = at();
    one.have(...one.all);
    one.state.k3d = new Error('spawn k3d ENOENT');
    expect((await one.run('load')).out).toContain('Cluster "dev-cluster" does not run, so its nodes got nothing.');
    one.state.k3d = {};
    one.have('ghcr.io/k3d-io/k3d-proxy:latest', 'ghcr.io/k3d-io/k3d-tools:latest');
    one.state.clusters = { code: 1, stderr: 'FATA[0000] broken' };
    expect((await one.run('load')).err).toBe('"k3d cluster list -o json" ended with 1: broken\n');
  });

  test('names a file that is not there, one that docker cannot read, and images that are not in it', async () => {
    const one = at();
    expect(await one.run('load', '--file', 'no.tar')).toEqual({
      code: 2,
      out: '',
      err: '"no.tar" does not exist. Run "cdk8s-k3d images save" where there is a network, or name the file: --file TAR.\n',
    });
    one.have(...one.all.slice(1));
    expect((await one.run('load')).err).toBe(
      `"images.tar" does not hold "${IMAGE}", nor does docker. Run "cdk8s-k3d images save" again where there is a network.\n`,
    );
    one.state.faults.push(['docker load', { code: 1, stderr: 'unexpected EOF' }]);
    expect((await one.run('load')).err).toBe(
      'Image "images.tar" could not be loaded: unexpected EOF. Mend that, and run this again: what is done is not done twice.\n',
    );
  });
});

describe('what k3s itself brings along', () => {
  const PAUSE = 'docker.io/rancher/mirrored-pause:3.6';
  const at = () => {
    const one = each();
    one.have(...one.all);
    writeFileSync(join(one.folder, 'images.tar'), '');
    return one;
  };

  test('is told by the nodes, pulled and saved', async () => {
    const one = at();
    const [server] = one.state.nodes.values();
    for (const name of ['rancher/mirrored-pause:3.6', 'other/pod:1', `rancher/x@sha256:${'a'.repeat(64)}`]) {
      server?.set(name, { id: 'sha256:p' });
    }
    expect((await one.run()).out).toMatch(/mirrored-pause:3\.6 +k3s +pulled by the nodes +-\n/);
    expect((await one.run('pull')).out).toBe('Pulled 1 image.\nDocker had 7 images already.\n');
    expect((await one.run('save')).out).toBe('Saved 8 images into "images.tar".\n');
    expect(one.typed.at(-1)).toContain(PAUSE);
  });

  test('is said to be unknown while no node runs', async () => {
    const one = at();
    one.state.running = false;
    expect((await one.run('save')).out).toBe(`Saved 7 images into "images.tar".\n${UNKNOWN}\n`);
  });

  test('is loaded into the nodes out of the file', async () => {
    const one = at();
    one.have(PAUSE);
    one.state.faults.push([
      'docker load',
      'Loaded image: rancher/mirrored-pause:3.6\nLoaded image: rancher/k3s:v1\nLoaded image: nginx:1.27\n',
    ]);
    expect((await one.run('load')).out).toContain('Loaded 4 images into the nodes.');
    expect(one.typed).toContain(`k3d image import --cluster dev-cluster --mode auto nginx:1.27 ${PAUSE}`);
  });
});

describe('wrong words', () => {
  test.each([
    [['pul'], 'images knows no "pul". The nearest that it knows is "pull".'],
    [['list', 'pull'], 'images takes one word, and gets "list" and "pull". Write one of them.'],
    [['--mirror', 'a=b'], '--mirror belongs to pull, and this is images list. Leave it out.'],
    [['pull', '--file', 'x'], '--file belongs to save and load, and this is images pull. Leave it out.'],
  ])('%j are refused before anything is asked', async (words, message) => {
    const one = machine();
    expect(await one.run(...words)).toEqual({ code: 2, out: '', err: `${message}\n` });
    expect(one.typed).toEqual([]);
  });
});
