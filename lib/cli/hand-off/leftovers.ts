import { k3dName } from '../../routes/k3d/conventions';
import type { Tools } from '../tools';
import { ask, attempt, QUESTION } from './programs';

/** What k3d makes beside the nodes of a cluster, and leaves behind when it fails. */
export interface Leftover {
  readonly kind: 'container' | 'network' | 'volume';
  readonly name: string;
}

/** How each is listed, by its exact name and a label of k3d. */
interface Trace extends Leftover {
  readonly list: readonly string[];
}

/** In the order in which they can go: a container holds the other two. */
const tracesOf = (cluster: string): readonly Trace[] => [
  trace('container', k3dName(cluster, 'tools'), `k3d.cluster=${cluster}`),
  trace('network', k3dName(cluster), 'app=k3d'),
  trace('volume', k3dName(cluster, 'images'), 'app=k3d'),
];

const LISTS = { container: ['ps', '--all'], network: ['network', 'ls'], volume: ['volume', 'ls'] } as const;
const REMOVES = { container: ['rm', '--force'], network: ['network', 'rm'], volume: ['volume', 'rm'] } as const;

/** How docker is told to remove one. */
export const removal = ({ kind, name }: Leftover): readonly string[] => [...REMOVES[kind], name];

const trace = (kind: Leftover['kind'], name: string, label: string): Trace => ({
  kind,
  name,
  list: [
    ...LISTS[kind],
    ...['--filter', `name=${name}`, '--filter', `label=${label}`],
    ...['--format', kind === 'container' ? '{{.Names}}' : '{{.Name}}'],
  ],
});

const QUICKLY = { timeout: QUESTION };

/** What is there of one cluster beside its nodes. While the cluster runs, that is no leftover. */
export async function leftoversOf(tools: Tools, cluster: string): Promise<readonly Leftover[]> {
  return (await there(tools, cluster)).map(({ kind, name }) => ({ kind, name }));
}

async function there(tools: Tools, cluster: string): Promise<readonly Trace[]> {
  const found: Trace[] = [];
  for (const one of tracesOf(cluster)) {
    const names = (await ask(tools, 'docker', one.list, QUICKLY)).split('\n').map((line) => line.trim());
    // The filter takes parts of names too.
    if (names.includes(one.name)) found.push(one);
  }
  return found;
}

/** What was removed of a cluster, and what would not go. */
export interface Removal {
  readonly removed: readonly Leftover[];
  readonly stays: readonly Leftover[];
}

/** Removes what is there of one cluster beside its nodes, and of no other. Docker's word is not trusted: it is looked at again. */
export async function removeLeftovers(tools: Tools, cluster: string): Promise<Removal> {
  const found = await there(tools, cluster);
  for (const one of found) await attempt(tools, 'docker', removal(one), QUICKLY);
  const stays = found.length === 0 ? [] : await leftoversOf(tools, cluster);
  const staying = new Set(stays.map(({ kind }) => kind));
  const removed = found.filter(({ kind }) => !staying.has(kind)).map(({ kind, name }) => ({ kind, name }));
  return { removed, stays };
}
