import type { Gateway, Gateways } from './gateways';
import type { Listener } from './listeners';
import type { Origin } from '../origin';
import type { Place, Refusal } from '../web-rules';

/** A route of the Gateway API, as far as its listeners ask. */
export interface Guest extends Origin {
  /** Empty where it wants every host. */
  readonly hosts: readonly string[];
}

/** Under which names a listener takes a route, where undefined stands for any; else why not. */
export interface Admission {
  readonly hosts: readonly (string | undefined)[];
  readonly refused?: Refusal;
  /** Why that is not known. */
  readonly unread?: string;
}

/** Whether a listener takes a route, which asks for it at some place. */
export function admissionAt(
  guest: Guest,
  gateway: Gateway,
  listener: Listener,
  { admits }: Gateways,
  at: Place,
): Admission {
  const { id, kind, namespace } = guest;
  if (!listener.kinds.includes(kind)) {
    const why = `${sentence(listener.id)} takes no ${kind}, so ${id} is not asked there.`;
    return refuse(why, `Name a listener that takes one in ${at.field}.`, at);
  }
  const admitted = admits(gateway, listener, namespace);
  if (admitted === 'unknown') return { hosts: [], unread: `whether ${listener.id} takes it is not known` };
  if (admitted === 'no') {
    const whose = 'selector' in listener.namespaces ? 'some namespaces' : `namespace ${gateway.namespace}`;
    const why = `${sentence(listener.id)} takes routes of ${whose} alone, and ${id} stands in namespace ${namespace}.`;
    return refuse(why, `${gateway.admitAll(listener)}.`, at);
  }
  const hosts = sharedHosts(listener.hostname, guest.hosts);
  if (hosts.length > 0) return { hosts };
  const why = `${sentence(listener.id)} takes host ${listener.hostname}, and ${id} wants ${guest.hosts.join(', ')}, so no request comes to it.`;
  return refuse(why, `Write a name that ${listener.hostname} covers, or change the hostname of the listener.`, at);
}

const refuse = (why: string, remedy: string, at: Place): Admission => ({
  hosts: [],
  refused: { why, fault: 'route-not-attached', remedy, at },
});

const sentence = (id: string) => id.replace(/^l/, 'L');

/** The names that both take; none where they share none. */
function sharedHosts(listener: string | undefined, guest: readonly string[]): readonly (string | undefined)[] {
  if (listener === undefined) return guest.length > 0 ? guest : [undefined];
  if (guest.length === 0) return [listener];
  return guest.flatMap((host) => narrower(listener, host) ?? narrower(host, listener) ?? []);
}

/** The second of two names where the first one takes it. */
const narrower = (wide: string, host: string): string | undefined =>
  wide === host || (wide.startsWith('*.') && host.endsWith(wide.slice(1))) ? host : undefined;
