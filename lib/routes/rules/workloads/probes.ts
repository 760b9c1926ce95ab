import type { Draft, Level } from '../../finding';
import { list, record, text, texts, type Plain } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';

/** A field of a container that asks something of it, and what it is called. */
export interface Asker {
  readonly field: string;
  readonly called: string;
}

export const PROBES: readonly Asker[] = [
  { field: 'readinessProbe', called: 'readiness probe' },
  { field: 'livenessProbe', called: 'liveness probe' },
  { field: 'startupProbe', called: 'startup probe' },
];

export const HOOKS: readonly Asker[] = [
  { field: 'postStart', called: 'postStart hook' },
  { field: 'preStop', called: 'preStop hook' },
];

const WAYS = ['httpGet', 'tcpSocket', 'grpc'] as const;

/** A probe asks for a port that the container does not have. */
export const probePortNotServed: Rule = {
  id: 'probe-port-not-served',
  title: 'A probe asks for a port that the container does not have',
  *check(site) {
    for (const pods of podsOf(site)) {
      for (const container of pods.containers) {
        const { json, passing } = container;
        if (passing) continue;
        yield* asking(pods, container, json, PROBES);
        if (json.lifecycle !== undefined) yield* asking(pods, container, record(json.lifecycle), HOOKS, 'lifecycle.');
      }
    }
  },
};

const asking = (pods: Pods, container: Container, said: Plain, askers: readonly Asker[], above = '') =>
  askers.flatMap(({ field, called }) =>
    said[field] === undefined ? [] : askedBy(pods, container, record(said[field]), called, `${above}${field}`),
  );

function askedBy(pods: Pods, container: Container, check: Plain, called: string, place: string): readonly Draft[] {
  return WAYS.flatMap((way) => {
    if (check[way] === undefined) return [];
    const { port, host, path: asked } = record(check[way]);
    if (port === undefined || text(host) !== undefined) return [];
    const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port;
    const path = `${container.path}.${place}.${way}.port`;
    if (typeof number === 'string') return missingName(pods, container, number, called, path);
    const level = HEALTH.test(text(asked) ?? '') ? 'info' : 'warning';
    return typeof number === 'number' ? otherNumber(pods, container, number, called, path, level) : [];
  });
}

/** Paths at which programs made for clusters answer for their health, and often at a port of its own. */
const HEALTH = /\/\w*z(\/(ready|live)\w*)?(\?|$)|^\/(-|actuator|(q\/)?health)\/|^\/metrics([/?]|$)/;

/** Whether the container hands a port to its program: `--health-probe-bind-address=:8081`. */
function isTold({ json }: Container, port: number): boolean {
  const values = list(json.env).map((one) => text(record(one).value) ?? '');
  const number = new RegExp(`(?<![\\d.])${port}(?![\\d.])`);
  return [...texts(json.command), ...texts(json.args), ...values].some((word) => number.test(word));
}

function missingName({ object }: Pods, { name, ports }: Container, port: string, called: string, path: string) {
  if (ports.some((each) => each.name === port)) return [];
  const first = ports.find((one) => one.name !== undefined || one.number !== undefined);
  return aboutObject(object, {
    level: 'error',
    path,
    message: `The ${called} of container "${name}" asks for port "${port}", which this container does not have, so the kubelet cannot ask it.`,
    remedy: first
      ? `Write port: ${first.name ? `"${first.name}"` : first.number}, which container "${name}" has.`
      : `Write the number of the port that container "${name}" listens on.`,
  });
}

function otherNumber(pods: Pods, container: Container, port: number, called: string, path: string, level: Level) {
  const { name, ports } = container;
  if (ports.some(({ number }) => number === port)) return [];
  // All containers of a pod share one network, so another one may answer.
  const all = pods.containers.flatMap(numbersOf);
  const [first] = numbersOf(container);
  if (all.includes(port) || first === undefined || isTold(container, port)) return [];
  return aboutObject(pods.object, {
    level,
    path,
    message: `The ${called} of container "${name}" asks for port ${port}, but the pod declares ${declared(all)}.`,
    remedy: `Add ${port} to the ports of the container if it listens there too; else write port: ${first}.`,
  });
}

/** Ports that a container declares; one without a number is refused elsewhere. */
const numbersOf = ({ ports }: Container): readonly number[] => ports.flatMap(({ number }) => number ?? []);

const declared = (numbers: readonly number[]): string =>
  numbers.length === 1 ? `only port ${numbers[0]}` : `only the ports ${numbers.slice(0, 8).join(', ')}`;
