import { at, record, text } from '../../../routes/plain';
import { endedWell, utf8 } from '../../tools';
import type { Kubectl } from '../kubectl';
import { type PodFault, type PodTrouble, troublesOf } from './pods';

/**
 * Why the pods of a selector do not answer; nothing where all of them do.
 *
 * @param selector as kubectl takes it, for example what `selectorText` makes
 * @param owner name of the workload: where it has no pods, the cluster may say why it makes none
 */
export async function explainPods(
  kubectl: Kubectl,
  namespace: string,
  selector: string,
  owner?: string,
): Promise<readonly PodTrouble[]> {
  const pods = await kubectl.list(['pods', '-n', namespace, '-l', selector]);
  const events = await kubectl.list(['events', '-n', namespace]);
  if (pods.length === 0) return owner === undefined ? [] : refusals(events, owner);
  const troubles: PodTrouble[] = [];
  for (const trouble of troublesOf(pods, events)) {
    const { pod, fault } = trouble;
    const more = fault.kind === 'crash' ? { log: await lastWords(kubectl, namespace, pod, fault.container) } : {};
    troubles.push({ pod, fault: { ...fault, ...more } as PodFault });
  }
  return troubles;
}

const LINES = '--tail=5';

/** What a container said before it ended. */
async function lastWords(kubectl: Kubectl, namespace: string, pod: string, container: string) {
  const words = ['logs', pod, '-n', namespace, '-c', container, LINES];
  const before = await kubectl.attempt([...words, '--previous']);
  // It may not have been started a second time yet.
  const ran = endedWell(before) ? before : await kubectl.attempt(words);
  if (!endedWell(ran)) return [];
  return utf8(ran.stdout)
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** A workload without pods: who makes them says why it cannot. */
function refusals(events: readonly unknown[], owner: string): PodTrouble[] {
  const said = events.flatMap((event) => {
    const name = text(at(event, 'involvedObject').name) ?? '';
    const { reason, message } = record(event);
    return reason === 'FailedCreate' && (name === owner || name.startsWith(`${owner}-`)) ? [text(message) ?? ''] : [];
  });
  return said.slice(-1).map((words) => ({ pod: `of ${owner}`, fault: { kind: 'refused', said: words } }));
}
