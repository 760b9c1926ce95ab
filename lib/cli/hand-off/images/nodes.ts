import { canonicalImage } from '../../../routes/image-name';
import { at, jsonIn, record, records, texts } from '../../../routes/plain';
import { CommandError, EXIT } from '../../command';
import { endedWell, type Tools, utf8 } from '../../tools';
import { isRunning, type K3d } from '../k3d';
import { ask, attempt, complaintsIn, ProgramFailed, QUESTION } from '../programs';
import { several } from '../several';
import { imagesText } from './text';
import { contentOf } from './content';
import type { Held } from './engine';

/** The images that one node has. */
export interface NodeImages {
  readonly node: string;
  readonly held: Held;
}

/** So many nodes are asked at a time. */
const AT_ONCE = 4;

/** Names of the nodes that run pods; none where the cluster does not run. */
export async function runningNodes(k3d: K3d, cluster: string): Promise<readonly string[]> {
  const known = await k3d.cluster(cluster);
  if (known === undefined || !isRunning(known)) return [];
  return known.nodes.flatMap(({ name, role }) => (role === 'server' || role === 'agent' ? [name] : []));
}

/** What the container runtime of each node has. */
export const onNodes = (tools: Tools, nodes: readonly string[]): Promise<readonly NodeImages[]> =>
  several(nodes, AT_ONCE, async (node) => {
    const printed = await ask(tools, 'docker', ['exec', node, 'crictl', 'images', '-o', 'json'], {
      timeout: QUESTION,
    });
    const held = records(record(jsonIn(printed)).images).flatMap(({ id, repoTags, repoDigests }) =>
      [...texts(repoTags), ...texts(repoDigests)].map((name) => [canonicalImage(name), { id: `${id}` }] as const),
    );
    return { node, held: new Map(held) };
  });

/** Images that k3s itself brings into its nodes, and that no file names: pause, coredns and the rest. */
export const imagesOfK3s = (names: Iterable<string>): readonly string[] =>
  [...new Set([...names].map(canonicalImage))]
    .filter((name) => /^docker\.io\/rancher\/(?!k3s:)[^@]+$/.test(name))
    .sort();

/** Whether a node has an image with the content that docker has under its name. */
export async function hasSameContent(
  tools: Tools,
  { node, held }: NodeImages,
  image: string,
  docker: Held,
): Promise<boolean> {
  const name = canonicalImage(image);
  const [there, here] = [held.get(name), docker.get(name)];
  // What docker no longer has cannot have changed.
  if (here === undefined || there?.id === here.id) return there !== undefined;
  if (there === undefined || here.content === undefined) return false;
  // Newer engines give images other numbers than nodes do.
  const ran = await attempt(tools, 'docker', ['exec', node, 'crictl', 'inspecti', '-o', 'json', name], {
    timeout: QUESTION,
  });
  const { created, rootfs, config } = at(jsonIn(utf8(ran.stdout)), 'info.imageSpec');
  return contentOf(created, record(rootfs).diff_ids, config) === here.content;
}

/** An image, and the nodes that lack it, or have another one under its name. */
export interface Lacking {
  readonly image: string;
  readonly nodes: readonly NodeImages[];
}

/** Loads images of docker into all nodes of a cluster. k3d may say that it did what it did not: so each node is asked. */
export async function loadIntoNodes(
  tools: Tools,
  k3d: K3d,
  { cluster, lacking }: { cluster: string; lacking: readonly Lacking[] },
): Promise<void> {
  const words = [
    'image',
    'import',
    '--cluster',
    cluster,
    '--mode',
    'auto',
    ...lacking.map(({ image }) => tagged(image)),
  ];
  const ran = await attempt(tools, 'k3d', words, k3d.cleanly({}));
  if (!endedWell(ran)) throw new ProgramFailed('k3d', `k3d ${words.join(' ')}`, ran);
  const names = new Set(lacking.flatMap(({ nodes }) => nodes.map(({ node }) => node)));
  const after = new Map((await onNodes(tools, [...names])).map(({ node, held }) => [node, held]));
  const still = lacking.flatMap(({ image, nodes }) => {
    const idIn = (held?: Held) => held?.get(canonicalImage(image))?.id;
    const stale = nodes.filter(({ node, held }) => [undefined, idIn(held)].includes(idIn(after.get(node))));
    return stale.length === 0 ? [] : [{ image, nodes: stale.map(({ node }) => node) }];
  });
  if (still.length > 0) throw new CommandError(imagesText.notOnNodes(still, complaintsIn(ran.stderr)), EXIT.notSo);
}

/** k3d compares whole names. */
const tagged = (image: string): string => (/:[^/]+$/.test(image) ? image : `${image}:latest`);
