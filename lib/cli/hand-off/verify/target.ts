import { usualPort } from '../../../routes/port';
import type { Hop, HopKind, Mapping, Route } from '../../../routes/route';
import { reachedAt } from '../../../routes/this-machine';
import type { HttpRequest } from '../../tools';

/** What is asked to see whether a route works. */
export type Target =
  | { readonly kind: 'web'; readonly asked: Omit<HttpRequest, 'timeout'> }
  | { readonly kind: 'socket'; readonly address: string; readonly port: number };

export const hopOf = ({ hops }: Pick<Route, 'hops'>, ...kinds: readonly HopKind[]): Hop | undefined =>
  hops.find(({ kind }) => kinds.includes(kind));

/**
 * Where a request for a route goes; undefined where its URL cannot be asked for. No name has to resolve for it: the
 * name stands in the Host header.
 */
export function targetOf({ url, hops }: Route, mappings: readonly Mapping[]): Target | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port: written, pathname, search } = new URL(url);
  const usual = usualPort(protocol.replace(':', ''));
  const port = written === '' ? usual : Number(written);
  if (port === undefined) return undefined;
  const door = hopOf({ hops }, 'host-port');
  const mapping = mappings.find(({ hostPort, clusterPort }) => hostPort === port && clusterPort === door?.next);
  const address = reachedAt(mapping?.hostIp);
  if (usual === undefined) return { kind: 'socket', address, port };
  // A rule for any name below a domain takes one of them.
  const host = hostname.replace(/^\*/, 'any');
  return {
    kind: 'web',
    asked: { address, port, host, path: pathname + search, secure: protocol === 'https:' },
  };
}
