import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { images } from '../../../lib/cli/images';
import { bringImages } from '../../../lib/cli/hand-off/images/bring';
import { readDist } from '../../../lib/cli/hand-off/dist';
import { K3d } from '../../../lib/cli/hand-off/k3d';
import { secretObjects } from '../../../lib/cli/hand-off/secrets/make';
import { Interrupted } from '../../../lib/cli/tools';
import type { Handoff } from '../../../lib/synth/handoff-shape';
import { recordingTools, type State, TOKEN } from '../../support/recording';
import { DIST } from '../in-memory';

const HANDOFF = 'dist/cluster/dev-cluster.handoff.json';
const CONFIG = 'dist/cluster/dev-cluster.k3d.yml';
const PLANTED = 'pl4nted-S3cret';
// Each test starts dozens of processes, and other tests run beside it.
jest.setTimeout(60_000);

const open: { remove: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ remove }) => remove()));

/** Situation A with images out of docker, on a cluster that real executables keep. */
async function at(sideLoaded: readonly string[], state: Partial<State> = {}) {
  const handoff = JSON.parse(DIST[HANDOFF] ?? '') as Handoff;
  const written = { ...handoff, images: { ...handoff.images, sideLoaded } };
  const one = recordingTools(
    { images: [...sideLoaded], ...state },
    { files: { ...DIST, [HANDOFF]: JSON.stringify(written) }, environment: { K3D_TOKEN: TOKEN } },
  );
  open.push(one);
  const k3d = new K3d(one.tools);
  await k3d.run(['cluster', 'create', '--config', CONFIG]);
  one.forget();
  const bring = () => bringImages(one.tools, k3d, readDist(one.tools.files).clusters[0]!);
  return { ...one, bring };
}

const imports = (lines: readonly string[]) => lines.filter((line) => line.startsWith('k3d image import'));

test('images get from docker to the nodes by real processes, once', async () => {
  const one = await at(['shop:1', 'team/cart:2']);
  expect(await one.bring()).toEqual({ brought: ['shop:1', 'team/cart:2'], present: [] });
  expect(imports(one.lines())).toEqual(['k3d image import --cluster dev-cluster --mode auto shop:1 team/cart:2']);
  const [started] = one.started().filter(({ line }) => line.startsWith('k3d image'));
  expect(started?.environment).toEqual({ LOG_COLORS: 'false', LOG_LEVEL: 'warn' });
  one.forget();
  expect(await one.bring()).toEqual({ brought: [], present: ['shop:1', 'team/cart:2'] });
  expect(imports(one.lines())).toEqual([]);
});

test('a node that takes no image is named, though k3d prints success', async () => {
  const one = await at(['shop:1'], { refusing: ['k3d-dev-cluster-agent-1'] });
  await expect(one.bring()).rejects.toThrow(
    'Image "shop:1" is not on node "k3d-dev-cluster-agent-1", though k3d loaded it.',
  );
});

test('an interrupt while images are loaded leaves no process, and the next run goes on', async () => {
  const one = await at(['shop:1']);
  const stopping = one.interruptAt('^k3d image import');
  await expect(one.bring()).rejects.toBeInstanceOf(Interrupted);
  await stopping;
  expect(one.orphans()).toEqual([]);
  one.goOn();
  expect((await one.bring()).brought).toEqual(['shop:1']);
});

test('the list shows what is where, and no token of the cluster', async () => {
  const one = await at(['shop:1']);
  await one.bring();
  const { code, out } = await one.run({ images }, 'images');
  expect(code).toBe(0);
  expect(out).toMatch(/shop:1 +pods +loaded out of docker +docker, nodes\n/);
  expect(out + one.said.join()).not.toContain(TOKEN);
});

test('a helper of docker is asked over its standard input, and what it says stands in no line', async () => {
  const one = recordingTools(
    {},
    { files: { 'config/config.json': '{"credsStore":"test"}' }, environment: { DOCKER_CONFIG: 'config' } },
  );
  open.push(one);
  const answer = `process.stdin.on('data', (key) => process.stdout.write(JSON.stringify({ ServerURL: String(key), Username: 'ann', Secret: '${PLANTED}' })));`;
  writeFileSync(join(one.bin, 'docker-credential-test'), `#!${process.execPath}\n${answer}\n`, { mode: 0o755 });
  const secret = { kind: 'login' as const, name: 'login', namespace: 'default', server: 'registry.example.com' };
  const [made] = await secretObjects(one.tools, { secrets: [{ ...secret, from: { kind: 'docker' } }] }, '');
  const content = Buffer.from(made?.data['.dockerconfigjson'], 'base64').toString('utf8');
  expect(JSON.parse(content).auths['registry.example.com']).toMatchObject({ username: 'ann', password: PLANTED });
  expect([...one.lines(), ...one.said].join()).not.toContain(PLANTED);
});
