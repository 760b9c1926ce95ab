import type { Draft } from '../../finding';
import { record, text } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';

const PROBES = [
  ['readinessProbe', 'readiness probe'],
  ['livenessProbe', 'liveness probe'],
  ['startupProbe', 'startup probe'],
] as const;

const HOOKS = [
  ['postStart', 'postStart hook'],
  ['preStop', 'preStop hook'],
] as const;

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
        for (const [probe, called] of PROBES) {
          if (json[probe] !== undefined) yield* askedBy(pods, container, json[probe], called, probe);
        }
        if (json.lifecycle !== undefined) yield* hooksOf(pods, container);
      }
    }
  },
};

function* hooksOf(pods: Pods, container: Container): Iterable<Draft> {
  const hooks = record(container.json.lifecycle);
  for (const [hook, called] of HOOKS) {
    if (hooks[hook] !== undefined) yield* askedBy(pods, container, hooks[hook], called, `lifecycle.${hook}`);
  }
}

function* askedBy(pods: Pods, container: Container, check: unknown, called: string, place: string): Iterable<Draft> {
  for (const way of WAYS) {
    const { port, host } = record(record(check)[way]);
    if (port === undefined || text(host) !== undefined) continue;
    const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port;
    const path = `${container.path}.${place}.${way}.port`;
    if (typeof number === 'string') yield* missingName(pods, container, number, called, path);
    if (typeof number === 'number') yield* otherNumber(pods, container, number, called, path);
  }
}

function missingName({ object }: Pods, { name, ports }: Container, port: string, called: string, path: string) {
  if (ports.some((each) => each.name === port)) return [];
  const [first] = ports;
  return aboutObject(object, {
    level: 'error',
    path,
    message: `The ${called} of container "${name}" asks for port "${port}", which this container does not have, so the kubelet cannot ask it.`,
    remedy: first
      ? `Write port: ${first.name ? `"${first.name}"` : first.number}, which container "${name}" has.`
      : `Write the number of the port that container "${name}" listens on.`,
  });
}

function otherNumber(pods: Pods, { name, ports }: Container, port: number, called: string, path: string) {
  // All containers of a pod share one network, so another one may answer.
  const served = pods.containers.some((each) => each.ports.some(({ number }) => number === port));
  const [first] = ports;
  if (served || !first) return [];
  return aboutObject(pods.object, {
    level: 'warning',
    path,
    message: `The ${called} of container "${name}" asks for port ${port}, but the pod declares ${declared(pods)}.`,
    remedy: `Write port: ${first.number}; if the container listens on ${port} too, add it to its ports.`,
  });
}

function declared({ containers }: Pods): string {
  const numbers = containers.flatMap(({ ports }) => ports.map(({ number }) => String(number)));
  return numbers.length === 1 ? `only port ${numbers[0]}` : `only the ports ${numbers.slice(0, 8).join(', ')}`;
}
