import type { Draft } from '../../finding';
import { nameOf } from '../../names';
import { wrong } from '../../schema/fault';
import { isRecord, list, record, text } from '../../schema/read';
import type { ObjectFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { draftOf } from './faults';

interface NodePort {
  readonly object: ObjectFacts;
  readonly path: string;
  readonly number: number;
  readonly protocol: string;
}

const OPENS = new Set(['NodePort', 'LoadBalancer']);

function* nodePorts({ objects }: Site): Iterable<NodePort> {
  for (const object of objects) {
    const { apiVersion, kind, spec } = isRecord(object.json) ? object.json : {};
    if (apiVersion !== 'v1' || kind !== 'Service' || !OPENS.has(text(record(spec).type))) continue;
    for (const [index, entry] of list(record(spec).ports).entries()) {
      const { nodePort: number, protocol } = record(entry);
      const path = `spec.ports[${index}].nodePort`;
      if (typeof number === 'number' && number !== 0) yield { object, path, number, protocol: text(protocol) || 'TCP' };
    }
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const RANGE = /service-node-port-range=(\d+)-(\d+)/;

/** The range that k3s was told to use, or Kubernetes' own. */
function rangeOf({ cluster }: Site): Range {
  const { extraArgs } = record(record(record(cluster?.config).options).k3s);
  for (const entry of list(extraArgs)) {
    const [, from, to] = RANGE.exec(text(record(entry).arg)) ?? [];
    if (from !== undefined) return { from: Number(from), to: Number(to) };
  }
  return { from: 30000, to: 32767 };
}

const outOfRange = (site: Site): readonly Draft[] => {
  const { from, to } = rangeOf(site);
  return [...nodePorts(site)].flatMap(({ object, path, number }) => {
    if (number >= from && number <= to) return [];
    const keep = number > 0 && number <= 65535 ? `, and keep ${number} as the host port` : '';
    const remedy = `Write a number from ${from} to ${to}${keep}.`;
    return draftOf(object, wrong(path, number, `node ports lie between ${from} and ${to}`, remedy));
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
    const remedy = 'Write another number, or leave it out and let Kubernetes choose.';
    return draftOf(port.object, wrong(port.path, port.number, why, remedy));
  });
};

/** Rules on the ports that a Service opens on every node. */
export const nodePortRules: readonly Rule[] = [
  { id: 'node-port-out-of-range', title: 'A node port lies outside the range of the cluster', check: outOfRange },
  { id: 'node-port-taken', title: 'Two Services ask for one node port', check: taken },
];
