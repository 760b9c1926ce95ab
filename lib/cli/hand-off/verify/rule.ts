import { called, nameOf } from '../../../routes/names';
import { record, records, text } from '../../../routes/plain';
import type { KubeObject } from '../../../routes/world';
import type { DistCluster } from '../dist';
import type { Explained } from '../explained';
import { hopText } from './text';
import type { Live } from '../live/live';

/** An object, as the name of a hop tells it. */
export interface HopObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What is wrong with an ingress rule in the cluster; undefined where it stands there as dist/ has it. */
export async function ruleFault(
  live: Live,
  { objects }: DistCluster,
  named: HopObject,
): Promise<Explained | undefined> {
  const { kind, namespace, name } = named;
  const id = called(named);
  const written = objects.map(({ json }) => json).find((json) => nameOf(json) === id);
  if (written === undefined) return undefined;
  const found = kind === 'Ingress' ? await live.find(kind, namespace, name) : await otherRule(live, written, named);
  if (found === undefined) return hopText.missing(id);
  if (kind !== 'Ingress') return undefined;
  const [wanted, is] = [classOf(written), classOf(found)];
  if (wanted !== is) return hopText.otherClass(id, is, wanted);
  const known = await live.all('IngressClass');
  if (is !== undefined && !known.some(({ metadata }) => metadata?.name === is)) return hopText.noClass(id, is);
  const there = new Set(pathsOf(found));
  const missing = pathsOf(written).find((path) => !there.has(path));
  return missing === undefined ? undefined : hopText.otherRule(id, missing);
}

/** Kinds of Traefik and of the Gateway API are asked for one by one. */
async function otherRule(live: Live, { apiVersion }: KubeObject, { kind, namespace, name }: HopObject) {
  const [group] = `${apiVersion}`.split('/');
  const kubectl = await live.kubectl();
  const said = await kubectl.run([
    'get',
    `${kind}.${group}`,
    name,
    '-n',
    namespace,
    '--ignore-not-found',
    '-o',
    'name',
  ]);
  return said.trim() === '' ? undefined : {};
}

const classOf = ({ spec }: KubeObject) => text(record(spec).ingressClassName);

/** `localhost/api` for each path of each host. */
const pathsOf = ({ spec }: KubeObject): string[] =>
  records(record(spec).rules).flatMap(({ host, http }) =>
    records(record(http).paths).map(({ path }) => `${text(host) ?? ''}${text(path) ?? '/'}`),
  );
