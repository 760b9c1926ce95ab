import { list, record, type Plain } from '../../plain';
import { amountOf, exceeds } from '../../quantity';
import { type Say, misplaced, show, wrong } from '../fault';
import { eachContainer, textIn } from '../read';
import { unlessNewer } from '../server';
import type { Besides, TypeLaw } from './law';

/** Last Kubernetes 1.x that throws away what a whole pod asks for. */
const NO_RESOURCES = 33;

const SHARED = /^(cpu|memory|hugepages-.*)$/;

/** What the containers beside each other ask for together. */
function together(spec: Plain, name: string): number {
  let sum = 0;
  for (const container of list(spec.containers)) {
    const { requests, limits } = record(record(container).resources);
    sum += amountOf(record(requests)[name] ?? record(limits)[name]) ?? 0;
  }
  return sum;
}

/** A pod that says what it takes holds its containers to it. */
const ofPod: TypeLaw = (spec, path, say) => {
  const late: Say = (fault) => say({ ...fault, takenBy: unlessNewer(NO_RESOURCES) });
  const { requests, limits } = record(spec.resources);
  for (const [key, amounts] of Object.entries({ limits, requests })) {
    for (const name of Object.keys(record(amounts))) {
      if (SHARED.test(name)) continue;
      late(
        misplaced(`${path}.resources.${key}[${name}]`, 'a whole pod asks for cpu, memory or huge pages', 'Remove it.'),
      );
    }
  }
  for (const [name, quantity] of Object.entries(record(requests))) {
    const asked = amountOf(quantity);
    const sum = together(spec, name);
    if (asked === undefined || !exceeds(sum, asked)) continue;
    const field = `${path}.resources.requests[${name}]`;
    late(wrong(field, quantity, 'its containers ask for more together', 'Raise it, or lower those of the containers.'));
  }
  eachContainer(spec, (container, kind, index) => {
    for (const [name, quantity] of Object.entries(record(record(container.resources).limits))) {
      const most = record(limits)[name];
      const [own, whole] = [amountOf(quantity), amountOf(most)];
      if (own === undefined || whole === undefined || !exceeds(own, whole)) continue;
      const field = `${path}.${kind}[${index}].resources.limits[${name}]`;
      late(wrong(field, quantity, `the whole pod may take ${show(most)}`, `Write at most ${show(most)}.`));
    }
  });
};

/** What runs a pod may say what that takes; nobody else does. */
const overhead: TypeLaw = ({ overhead: amounts, runtimeClassName }, path, say, { kind }) => {
  if (kind !== 'Pod' || Object.keys(record(amounts)).length === 0 || textIn(runtimeClassName) !== '') return;
  say(misplaced(`${path}.overhead`, 'without runtimeClassName there is none', 'Remove it.'));
};

export const besides: Besides = { 'PodSpec.resources': [ofPod], 'PodSpec.overhead': [overhead] };
