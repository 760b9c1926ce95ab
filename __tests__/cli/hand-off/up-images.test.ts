import { images } from '../../../lib/cli/images';
import { up } from '../../../lib/cli/up';
import { Interrupted } from '../../../lib/cli/tools';
import { recordingTools, type State } from '../../support/recording';
import { DIST } from '../in-memory';

const PAUSE = 'rancher/mirrored-pause:3.6';
const HELPERS = ['ghcr.io/k3d-io/k3d-proxy:5.8.3', 'ghcr.io/k3d-io/k3d-tools:5.8.3'];

const open: { remove: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ remove }) => remove()));

/** A machine that reaches no registry, and what another one has saved. */
function at(tar?: readonly string[], state: Partial<State> = {}) {
  const files = { ...DIST, ...(tar && { 'images.tar': tar.join('\n') }) };
  const one = recordingTools({ unreachable: ['ghcr.io', 'docker.io'], ...state }, { files, light: true });
  open.push(one);
  return { ...one, up: (...words: string[]) => one.run({ up }, 'up', ...words) };
}

const told = (line: string) => /^docker load|^k3d (cluster create|image import)/.test(line);

test('without network, up makes the cluster of what a file holds, and gives it to the nodes before anything is applied', async () => {
  const one = at([...HELPERS, 'nginx:1.27', PAUSE, 'rancher/k3s:v1.31.5-k3s1']);
  const { code, out } = await one.up('--images', 'images.tar', '--json');
  const [cluster] = JSON.parse(out).clusters;
  expect([code, cluster.images]).toEqual([0, ['nginx:1.27', `docker.io/${PAUSE}`]]);
  expect(one.lines().filter(told)).toEqual([
    'docker load --input images.tar',
    expect.stringMatching(/^k3d cluster create /),
    `k3d image import --cluster dev-cluster --mode auto nginx:1.27 docker.io/${PAUSE}`,
  ]);
  const place = (beginning: RegExp) => one.lines().findIndex((line) => beginning.test(line));
  expect(place(/^k3d image import/)).toBeLessThan(place(/ apply (?!.*--dry-run)/));
});

test('a second time the nodes have all of it, and nothing is changed', async () => {
  const one = at([...HELPERS, 'nginx:1.27', PAUSE]);
  await one.up('--images', 'images.tar');
  one.forget();
  expect((await one.up('--images', 'images.tar')).out).toMatch(/^Nothing to change: cluster "dev-cluster" is as/);
  expect(one.lines().filter(told)).toEqual(['docker load --input images.tar']);
});

test('without the file, the same machine gets no cluster', async () => {
  const { code, err } = await at().up();
  expect([code, err]).toEqual([1, expect.stringContaining('ghcr.io/k3d-io/k3d-tools:5.8.3')]);
});

test('a file that is not there is one sentence, and nothing is begun', async () => {
  const one = at();
  expect(await one.up('--images', 'no.tar')).toEqual({
    code: 2,
    out: '',
    err: '"no.tar" does not exist. Run "cdk8s-k3d images save" where there is a network, or name the file: --images TAR.\n',
  });
  expect(one.lines()).toEqual([]);
});

test('a folder is no file', async () => {
  const one = at();
  expect(await one.up('--images', 'dist')).toEqual({
    code: 2,
    out: '',
    err: '"dist" is no file. Run "cdk8s-k3d images save" where there is a network, or name the file: --images TAR.\n',
  });
  expect(one.lines()).toEqual([]);
});

test('a file that docker cannot read is one sentence, and nothing is begun', async () => {
  const one = at([], { faults: [{ on: '^docker load', code: 1, stderr: 'unexpected EOF\n' }] });
  expect(await one.up('--images', 'images.tar')).toEqual({
    code: 1,
    out: '',
    err: 'Image "images.tar" could not be loaded: unexpected EOF. Mend that, and run this again: what is done is not done twice.\n',
  });
  expect(one.lines()).toEqual(['docker load --input images.tar']);
});

test('Ctrl-C while the file is read says that docker keeps what it has by then', async () => {
  const one = at(['nginx:1.27']);
  const { start } = one.tools;
  Object.assign(one.tools, {
    start: async (...call: Parameters<typeof start>) => {
      if (call[1][0] === 'load') throw new Interrupted();
      return start(...call);
    },
  });
  expect(await one.up('--images', 'images.tar')).toEqual({
    code: 130,
    out: '',
    err: 'Stopped. What docker has by now stays there. Run this again to go on.\n',
  });
});

test('what one machine saves, another one without network takes', async () => {
  const online = at(undefined, { unreachable: [] });
  await online.up('--no-verify');
  expect((await online.run({ images }, 'images', 'pull')).code).toBe(0);
  expect((await online.run({ images }, 'images', 'save')).code).toBe(0);
  const saved = Buffer.from(online.tools.files.read('images.tar')).toString().split('\n');
  const offline = at(saved);
  expect((await offline.up('--images', 'images.tar')).code).toBe(0);
});
