import type { Draft } from '../../finding';
import { nodePortRange } from '../../k3d/node-port-range';
import { ofKind } from '../../named';
import { nameOf } from '../../names';
import { networkOf } from '../../network/network';
import { list, record } from '../../plain';
import { isPort } from '../../port';
import { wrong } from '../../schema/fault';
import { textIn } from '../../schema/read';
import type { ObjectFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { draftOf } from './faults';

interface NodePort {
  readonly object: ObjectFacts;
  readonly path: string;
  readonly number: number;
  readonly protocol: string;
}

const HEALTH = 'spec.healthCheckNodePort';
const OPENS = new Set(['NodePort', 'LoadBalancer']);

function* nodePorts(site: Site): Iterable<NodePort> {
  for (const { object, group, json } of ofKind(site, 'Service')) {
    const { type, ports, externalTrafficPolicy, healthCheckNodePort: asked } = record(json.spec);
    if (group !== '' || !OPENS.has(textIn(type))) continue;
    if (externalTrafficPolicy === 'Local' && isPort(asked) && type === 'LoadBalancer')
      yield { object, path: HEALTH, number: asked, protocol: 'TCP' };
    for (const [index, entry] of list(ports).entries()) {
      const { nodePort: number, protocol } = record(entry);
      const path = `spec.ports[${index}].nodePort`;
      if (typeof number === 'number' && number !== 0)
        yield { object, path, number, protocol: textIn(protocol) || 'TCP' };
    }
  }
}

const outOfRange = (site: Site): readonly Draft[] => {
  const range = nodePortRange(site.cluster?.config);
  if (!range) return [];
  const { first, last } = range;
  return [...nodePorts(site)].flatMap(({ object, path, number }) => {
    if (number >= first && number <= last) return [];
    const mapped = networkOf(site)
      .sockets.at('tcp', number)
      .map(({ hostPort }) => hostPort);
    const [hostPort = mapped[0] ?? number] = object.exposure?.hostPorts ?? [];
    const keep =
      path !== HEALTH && isPort(number) && hostPort === number ? `, and keep ${number} as the host port` : '';
    const remedy = `Write a number from ${first} to ${last}${keep}.`;
    return draftOf(object, wrong(path, number, `node ports lie between ${first} and ${last}`, remedy));
  });
};

const taken = (site: Site): readonly Draft[] => {
  const first = new Map<string, NodePort>();
  return [...nodePorts(site)].flatMap((port) => {
    const key = `${port.protocol} ${port.number}`;
    const owner = first.get(key);
    if (!owner) first.set(key, port);
    // The same object twice is one mistake, and object-duplicate names it.
    if (!owner || nameOf(owner.object.json) === nameOf(port.object.json)) return [];
    const why = `${nameOf(owner.object.json)} (${owner.object.where}) has this node port`;
    const remedy = 'Write another number for one of the two.';
    return draftOf(port.object, wrong(port.path, port.number, why, remedy));
  });
};

/** Rules on the ports that a Service opens on every node. */
export const nodePortRules: readonly Rule[] = [
  {
    id: 'node-port-out-of-range',
    title: 'A node port lies outside the range of the cluster',
    // No node opens such a port, so nobody is to lead there.
    supersedes: ['node-port-not-mapped'],
    check: outOfRange,
  },
  { id: 'node-port-taken', title: 'Two Services ask for one node port', check: taken },
];
