import { join } from 'node:path';
import { images as command } from '../../../lib/cli/images';
import { bringImages } from '../../../lib/cli/hand-off/images/bring';
import { chosenClusters, readDist } from '../../../lib/cli/hand-off/dist';
import { K3d } from '../../../lib/cli/hand-off/k3d';
import { readContext } from '../../../lib/images/context';
import { canonicalImage } from '../../../lib/routes/image-name';
import type { Answered, HttpRequest } from '../../../lib/cli/tools';
import type { BuiltImage } from '../../../lib/routes/needs';
import type { Handoff } from '../../../lib/synth/handoff-shape';
import { cluster, DIST, scene } from '../in-memory';

/** An image as the machine of a test keeps it. */
interface Kept {
  readonly id: string;
  readonly created?: string;
}

/** What docker, the nodes and the registry hold; tests change it at will. */
export interface Machine {
  docker: Map<string, Kept>;
  nodes: Map<string, Map<string, Kept>>;
  registry: Set<string>;
  /** Answers in place of those of the machine, by the beginning of the command line; once each. */
  faults: [beginning: string, said: object | string][];
  /** Nodes that take no image, though k3d says so. */
  refusing: Set<string>;
  buildx: boolean;
  running: boolean;
  answer?: (asked: HttpRequest) => Answered;
  /** What k3d says of itself. */
  k3d: object;
  /** What k3d says in place of its clusters. */
  clusters?: object;
}

export interface World {
  readonly images?: Partial<Handoff['images']>;
  readonly handoff?: Partial<Handoff>;
  /** The cluster file. */
  readonly config?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const NODES = ['k3d-dev-cluster-server-0', 'k3d-dev-cluster-agent-0', 'k3d-dev-cluster-agent-1'];
const HANDOFF = 'dist/cluster/dev-cluster.handoff.json';
const CONFIG = 'dist/cluster/dev-cluster.k3d.yml';
const LAYERS = ['sha256:aa', 'sha256:bb'];

const withName = (config: string) =>
  /^metadata:/m.test(config) ? config : `metadata: { name: dev-cluster }\n${config}`;

/** A machine with docker, k3d and situation A, whose images are what a test says. */
export function machine({ images, handoff, config, files = {} }: World = {}) {
  const written = JSON.parse(DIST[HANDOFF] ?? '') as Handoff;
  const state: Machine = {
    docker: new Map(),
    nodes: new Map(NODES.map((node) => [node, new Map()])),
    registry: new Set(),
    faults: [],
    refusing: new Set(),
    buildx: true,
    running: true,
    k3d: { k3d: 'v5.8.3', k3s: 'v1.31.5+k3s1' },
  };
  const json = {
    ...written,
    ...handoff,
    images: { pulled: [], sideLoaded: [], built: [], ...images },
  };
  const answered = (line: string): unknown => {
    const fault = state.faults.findIndex(([beginning]) => line.startsWith(beginning));
    if (fault >= 0) return state.faults.splice(fault, 1)[0]?.[1];
    const words = line.split(' ');
    return ANSWERS.find(([beginning]) => line.startsWith(beginning))?.[1](state, words) ?? { code: 127, stderr: line };
  };
  const one = scene({
    files: {
      ...DIST,
      ...files,
      ...(config !== undefined && { [CONFIG]: withName(config) }),
      [HANDOFF]: JSON.stringify(json),
    },
    programs: {
      docker: answered,
      'k3d cluster list -o json': () =>
        state.k3d instanceof Error ? state.k3d : (state.clusters ?? (state.running ? [cluster()] : [])),
      'k3d image': answered,
      'k3d version': () => state.k3d,
    },
    request: (asked) => state.answer?.(asked) ?? registryAnswer(state, asked),
  });
  const folder = one.tools.files.real('dist').replace(/\/dist$/, '');
  const dist = join(folder, 'dist');
  const bring = async () => {
    one.typed.length = 0;
    one.said.length = 0;
    const [only] = chosenClusters(readDist(one.tools.files, dist));
    return bringImages(one.tools, new K3d(one.tools), only!);
  };
  const run = (...words: string[]) => {
    one.typed.length = 0;
    one.said.length = 0;
    return one.run({ images: command }, 'images', ...words, '--dist', dist);
  };
  return { ...one, state, folder, bring, run };
}

function registryAnswer({ registry }: Machine, { path }: HttpRequest): Answered {
  const repository = path.slice('/v2/'.length, -'/tags/list'.length);
  const tags = [...registry].filter((name) => name.includes(`/${repository}:`)).map((name) => name.split(':').at(-1));
  const body = JSON.stringify({ name: repository, tags });
  return { status: tags.length > 0 ? 200 : 404, headers: {}, body };
}

const kept = (id: string): Kept => ({ id: `sha256:${id}` });

const shown = (name: string, { id, created = '2026-01-01T00:00:00Z' }: Kept) => ({
  Id: id,
  RepoTags: [name],
  Created: created,
  RootFS: { Layers: LAYERS },
  Config: { Env: ['A=1'], Cmd: ['run'], WorkingDir: '/' },
});

type Answer = (state: Machine, words: readonly string[]) => unknown;

const add: Answer = ({ docker }, words) => {
  docker.set(`${words.at(-1)}`, kept('pulled'));
  return '';
};

const ANSWERS: readonly (readonly [beginning: string, answer: Answer])[] = [
  [
    'docker image inspect',
    ({ docker }, [, , , ...names]) => {
      const found = names.flatMap((name) => {
        const image = [...docker].find(([each]) => canonicalImage(each) === canonicalImage(name));
        return image ? [shown(...image)] : [];
      });
      // Beside what is missing, docker prints what is there.
      return JSON.stringify(found);
    },
  ],
  ['docker buildx version', ({ buildx }) => (buildx ? 'v0.24.0' : { code: 1, stderr: 'unknown command' })],
  ['docker buildx build --push', ({ registry }, words) => (registry.add(words[words.indexOf('--tag') + 1]!), '')],
  [
    'docker buildx build --load',
    ({ docker }, words) => (docker.set(words[words.indexOf('--tag') + 1]!, kept('b')), ''),
  ],
  ['docker build', ({ docker }, words) => (docker.set(words[words.indexOf('--tag') + 1]!, kept('b')), '')],
  ['docker push', ({ registry }, words) => (registry.add(words.at(-1)!), '')],
  ['docker pull', add],
  ['docker tag', add],
  ['docker image rm', ({ docker }, words) => (docker.delete(words.at(-1)!), '')],
  ['docker save', () => ''],
  ['docker load', () => ''],
  [
    'docker exec',
    ({ nodes }, [, , node = '', , verb, , , name = '']) => {
      const images = nodes.get(node) ?? new Map<string, Kept>();
      if (verb === 'images') {
        const all = [...images].map(([tag, { id }]) => ({ id, repoTags: [canonicalImage(tag)], repoDigests: null }));
        return JSON.stringify({ images: all });
      }
      const image = [...images].find(([tag]) => canonicalImage(tag) === name);
      const { Created, RootFS, Config } = shown(name, image?.[1] ?? kept(''));
      const imageSpec = { created: Created, rootfs: { diff_ids: RootFS.Layers }, config: Config };
      return JSON.stringify({ status: {}, info: { imageSpec } });
    },
  ],
  [
    'k3d image import',
    ({ docker, nodes, refusing }, words) => {
      for (const [node, images] of nodes) {
        if (refusing.has(node)) continue;
        for (const name of words.slice(words.indexOf('auto') + 1)) {
          const image = [...docker].find(([each]) => canonicalImage(each) === canonicalImage(name));
          if (image) images.set(name, image[1]);
        }
      }
      const complaint = [...refusing].map((node) => `ERRO[0004] failed to import images in node '${node}'`).join('\n');
      return { code: 0, stderr: complaint };
    },
  ],
];

export const PUSH = 'localhost:5001';

/** A build of the folder `app`, as synth writes it into the hand-off. */
export function buildOf(folder: string, more: Partial<BuiltImage> & { pushed?: boolean } = {}): BuiltImage {
  const { pushed = false, ...given } = more;
  const build = { context: join(folder, 'app'), dockerfile: 'Dockerfile', platforms: [], arguments: {}, ...given };
  const content = readContext(build);
  const tag = 'tag' in content ? content.tag : 'none';
  const image = pushed ? `k3d-registry:5000/team/app:${tag}` : `team/app:${tag}`;
  return { image, ...build, ...(pushed && { pushName: `${PUSH}/team/app:${tag}` }) };
}
