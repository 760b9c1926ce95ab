import { called } from '../../names';
import { record, records, text, whole, type Plain } from '../../plain';
import { KINDS } from './api';
import { grant, type Grants } from './grants';
import type { Origin } from '../origin';
import { port } from '../read';
import type { EntryPoint } from '../entry-points';
import type { Place, Refusal } from '../web-rules';

/** What a listener of a Gateway takes, and at which door. */
export interface Listener {
  readonly name: string;
  /** As a person names it: `listener "web" of Gateway default/edge`. */
  readonly id: string;
  readonly port?: number;
  readonly protocol: string;
  readonly tls: boolean;
  /** Absent where it takes every host. */
  readonly hostname?: string;
  /** The kinds of routes that it takes. */
  readonly kinds: readonly string[];
  /** Whose routes it takes, as it stands there. */
  readonly namespaces: Plain;
  /** Absent where Traefik has none for it. */
  readonly point?: EntryPoint;
  /** Why Traefik leaves it out. */
  readonly refused?: Refusal;
}

/** Where something about a field is said; nowhere where nobody wrote it. */
export type At = (field: string) => Place | undefined;

/** Reads a listener as Traefik would, which knows its entry points by the ports of its own pod. */
export function listenerOf(
  gateway: Origin,
  said: Plain,
  entryPoints: readonly EntryPoint[],
  grants: Grants,
  at: At,
): Listener {
  const name = text(said.name) ?? '(no name)';
  const protocol = text(said.protocol) ?? '';
  const { kinds, namespaces } = record(said.allowedRoutes);
  const taken = KINDS.get(protocol) ?? [];
  const wanted = records(kinds).map(({ kind }) => kind);
  const doors = entryPoints.filter((point) => point.protocol === 'tcp');
  const here = doors.filter(({ listens }) => listens === said.port);
  const listener: Listener = {
    name,
    id: `listener "${name}" of ${gateway.id}`,
    port: port(said.port),
    protocol,
    tls: protocol === 'HTTPS' || protocol === 'TLS',
    hostname: text(said.hostname)?.toLowerCase(),
    kinds: wanted.length > 0 ? taken.filter((kind) => wanted.includes(kind)) : taken,
    namespaces: record(namespaces),
    point: here.find((point) => fits(protocol, point)),
  };
  const refused = listener.point
    ? (uncertified(listener, said, at('tls')) ?? strange(gateway, said, grants, at('tls.certificateRefs')))
    : closed(listener, whole(said.port) ?? 0, here[0], doors, at('port'));
  return { ...listener, refused };
}

/** HTTP is not spoken at a door that speaks TLS; any other protocol decides for itself. */
const fits = (protocol: string, { tls }: EntryPoint) => !(tls && protocol === 'HTTP');

function closed(
  { id, protocol }: Listener,
  asked: number,
  secure: EntryPoint | undefined,
  doors: readonly EntryPoint[],
  at: Place | undefined,
): Refusal {
  const why = secure
    ? `Entry point ${secure.name} speaks TLS on port ${asked}, where ${id} waits for HTTP, so Traefik leaves that out.`
    : `Of the entry points that Traefik opens on the nodes, none listens on port ${asked}, where ${id} waits, so no request comes to it.`;
  const fitting = doors.filter((point) => fits(protocol, point));
  const meant = fitting.find((point) => point.port === asked);
  const others = fitting.map(({ listens, name }) => `${listens} (${name})`);
  const remedy = meant
    ? `Write port: ${meant.listens}, where entry point ${meant.name} listens: port ${meant.port} of the nodes leads there.`
    : others.length > 0
      ? `Write a port on which an entry point listens: ${others.join(', ')}.`
      : 'Open an entry point for it in the values of a HelmChartConfig kube-system/traefik.';
  return { why, fault: 'listener-not-served', remedy, at };
}

/** For a Gateway, Traefik has no certificate of its own. */
function uncertified({ id, tls }: Listener, said: Plain, at: Place | undefined): Refusal | undefined {
  const { mode, certificateRefs } = record(said.tls);
  if (!tls || mode === 'Passthrough' || records(certificateRefs).length > 0) return undefined;
  const why = `No certificate is named for ${id}, so Traefik leaves that out.`;
  const remedy = 'Name a Secret with a certificate in tls.certificateRefs.';
  return { why, fault: 'listener-not-served', remedy, at };
}

/** A certificate of another namespace that nobody lends. */
function strange(gateway: Origin, said: Plain, grants: Grants, at: Place | undefined): Refusal | undefined {
  for (const { name, namespace } of records(record(said.tls).certificateRefs)) {
    const secret = { kind: 'Secret', namespace: text(namespace) ?? gateway.namespace, name: text(name) ?? '' };
    if (!grants(gateway, secret)) return ungranted(gateway, secret, at);
  }
  return undefined;
}

/** What Traefik does not follow into another namespace without a ReferenceGrant there. */
export function ungranted(from: Origin, to: Pick<Origin, 'kind' | 'namespace' | 'name'>, at?: Place): Refusal {
  const why = `${called(to)} stands in another namespace than ${from.id}, and no ReferenceGrant there lends it.`;
  return { why, fault: 'ingress-to-other-namespace', remedy: `${grant(from, to)}.`, at };
}
