import { up } from '../../lib/cli/up';
import { recordingTools, type State } from '../support/recording';
import { DIST } from './in-memory';
import { distWith } from './living';

// Whatever fails on the way, the next up gets to the end, and leaves what an up without a failure leaves.

jest.setTimeout(120_000);

const SECRET = {
  kind: 'login',
  namespace: 'default',
  name: 'login',
  server: 'registry.example.com',
  from: { kind: 'environment', user: 'REGISTRY_USER', password: 'REGISTRY_PASSWORD' },
};
const environment = { REGISTRY_USER: 'ann', REGISTRY_PASSWORD: 'pl4nted-S3cret' };

/** Side-loaded images and a login, so that every step has something to do. */
const FILES: Readonly<Record<string, string>> = {
  ...DIST,
  ...distWith({
    handoff: (text) => {
      const json = JSON.parse(text) as { images: object };
      return JSON.stringify({ ...json, images: { ...json.images, sideLoaded: ['web:1'] }, secrets: [SECRET] });
    },
  }),
};

async function running<T>(state: Partial<State>, work: (one: ReturnType<typeof recordingTools>) => Promise<T>) {
  const one = recordingTools({ images: ['web:1'], ...state }, { files: FILES, environment, light: true });
  try {
    return await work(one);
  } finally {
    one.remove();
  }
}

const pattern = (line: string) => `^${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;

/** What is there at the end, without what differs from run to run. */
const left = ({ clusters, containers, networks, volumes }: State) => ({
  containers,
  networks,
  volumes,
  nodes: Object.values(clusters).flatMap(({ nodes }) =>
    nodes.map(({ name, status, images }) => [name, status, [...new Set(images)]]),
  ),
  objects: Object.values(clusters).flatMap(({ objects }) =>
    objects.map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace}/${name}`).sort(),
  ),
});

test.each([
  ['says that it failed', { code: 1, stderr: 'boom\n' }],
  ['fails after it has done its work', { code: 1, stderr: 'boom\n', after: true }],
  ['ends well and prints nonsense', { code: 0, stdout: '<html>', stderr: '' }],
] as const)('a program that %s, at any place', async (_, fault) => {
  const { lines, wanted } = await running({}, async (one) => {
    expect(await one.run({ up }, 'up')).toMatchObject({ code: 0, err: '' });
    return { lines: [...new Set(one.lines())], wanted: left(one.state()) };
  });
  expect(lines.length).toBeGreaterThan(20);
  const wrong: unknown[] = [];
  let noticed = 0;
  for (const line of lines) {
    await running({ faults: [{ on: pattern(line), ...fault }] }, async (one) => {
      const first = await one.run({ up }, 'up', '--timeout', '60');
      if (first.code !== 0) noticed += 1;
      const second = await one.run({ up }, 'up');
      const said = JSON.stringify([first, second, one.said, one.lines()]);
      const isClean = !/fault of its own|pl4nted|\n {4}at /.test(said) && [0, 1, 3].includes(first.code);
      const isThere = JSON.stringify(left(one.state())) === JSON.stringify(wanted);
      if (!isClean || !isThere || second.code !== 0) wrong.push([line, first, second, isThere]);
    });
  }
  expect(wrong).toEqual([]);
  // Some are only asked again, and some were asked in vain.
  expect(noticed).toBeGreaterThan(8);
});
