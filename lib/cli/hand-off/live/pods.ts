import { at, type Plain, record, records, text, whole } from '../../../routes/plain';
import { type ImageProblem, imageProblemOf } from './image-problem';

/** Why a pod does not answer, as data. Sentences stand in pods-text.ts. */
export type PodFault =
  | { readonly kind: 'image'; readonly image: string; readonly problem: ImageProblem; readonly said: string }
  | { readonly kind: 'crash'; readonly container: string; readonly exit: number; readonly log: readonly string[] }
  | { readonly kind: 'memory'; readonly container: string; readonly limit?: string }
  | { readonly kind: 'command'; readonly container: string; readonly said: string }
  | { readonly kind: 'non-root'; readonly container: string; readonly image: string }
  | { readonly kind: 'probe'; readonly probe: string; readonly said: string }
  | { readonly kind: 'capacity'; readonly lacking: readonly string[]; readonly asked: readonly string[] }
  | { readonly kind: 'placement'; readonly said: string }
  | { readonly kind: 'missing'; readonly object: 'Secret' | 'ConfigMap'; readonly name: string; readonly key?: string }
  | { readonly kind: 'refused'; readonly said: string }
  | { readonly kind: 'stuck'; readonly said: string }
  | { readonly kind: 'starting' };

/** A pod that does not answer. */
export interface PodTrouble {
  readonly pod: string;
  readonly fault: PodFault;
}

/** Looks at a pod and the warnings about it; undefined where it answers, or is on its way out. */
function faultOfPod(pod: unknown, events: readonly unknown[]): PodFault | undefined {
  const { metadata, status, spec } = record(pod);
  const { name, deletionTimestamp } = record(metadata);
  const { phase, conditions } = record(status);
  const said = new Map(records(conditions).map((condition) => [condition.type, condition]));
  if (deletionTimestamp !== undefined || phase === 'Succeeded' || said.get('Ready')?.status === 'True')
    return undefined;
  const warnings = warningsAbout(events, name);
  const scheduled = said.get('PodScheduled');
  if (scheduled?.status === 'False')
    return unplaced(text(scheduled.message) ?? 'the scheduler does not say why', record(spec));
  if (phase === 'Failed') return failed(record(status));
  return faultOfContainers(record(status), record(spec), warnings) ?? mountFault(warnings) ?? lastWord(warnings);
}

/** An event, as far as it is looked at. */
interface Warning {
  readonly reason: string;
  readonly message: string;
}

/** The newest first. */
function warningsAbout(events: readonly unknown[], name: unknown): readonly Warning[] {
  return records(events)
    .filter(({ involvedObject, type }) => record(involvedObject).name === name && type === 'Warning')
    .map((event) => ({ when: text(event.lastTimestamp) ?? text(event.eventTime) ?? '', event }))
    .sort((a, b) => (a.when < b.when ? 1 : -1))
    .map(({ event }) => ({ reason: text(event.reason) ?? '', message: text(event.message) ?? '' }));
}

/** `0/3 nodes are available: 3 Insufficient cpu. preemption: …` */
function unplaced(message: string, spec: Plain): PodFault {
  const said = message.replace(/\.? preemption:.*/s, '');
  const lacking = [...new Set(Array.from(said.matchAll(/Insufficient ([\w./-]*\w)/g), ([, what]) => `${what}`))];
  if (lacking.length === 0) return { kind: 'placement', said: said.replace(/\.$/, '') };
  const asked = lacking.flatMap((what) => {
    const amounts = records(spec.containers).flatMap(
      (container) => text(at(container, 'resources.requests')[what]) ?? [],
    );
    return amounts.length === 0 ? [] : [`${what} ${amounts.join(' and ')}`];
  });
  return { kind: 'capacity', lacking, asked };
}

/** The node put it out: no disk, no memory. */
const failed = ({ reason, message }: Plain): PodFault => ({
  kind: 'stuck',
  said: [reason, message].flatMap((part) => text(part) ?? []).join(': ') || 'it failed',
});

function faultOfContainers(status: Plain, spec: Plain, warnings: readonly Warning[]): PodFault | undefined {
  const init = records(status.initContainerStatuses).filter((container) => !finished(container));
  for (const container of [...init, ...records(status.containerStatuses)]) {
    const fault = container.ready === true ? undefined : faultOfContainer(container, spec, warnings);
    if (fault) return fault;
  }
  return undefined;
}

const finished = ({ state }: Plain) => record(record(state).terminated).exitCode === 0;

function faultOfContainer(container: Plain, spec: Plain, warnings: readonly Warning[]): PodFault | undefined {
  const { state, lastState, name } = container;
  const { waiting, terminated } = record(state);
  const { reason, message } = record(waiting);
  const said = text(message) ?? '';
  const ended = terminated ?? record(lastState).terminated;
  const named = text(name) ?? '';
  if (/^(ErrImage|ImagePull|InvalidImageName|ImageInspectError|RegistryUnavailable)/.test(text(reason) ?? '')) {
    const pulls = warnings.filter((warning) => warning.reason === 'Failed').map((warning) => warning.message);
    return { kind: 'image', image: imageOf(container, spec), ...imageProblemOf(`${reason}`, said, pulls) };
  }
  if (reason === 'CreateContainerConfigError') return configFault(named, imageOf(container, spec), said);
  if (reason === 'CreateContainerError' || reason === 'RunContainerError') {
    return { kind: 'command', container: named, said };
  }
  const killing = warnings.find(({ message: words }) => /^(Liveness|Startup) probe failed/.test(words));
  if (ended !== undefined && killing === undefined) return endFault(named, record(ended), spec);
  const failing = killing ?? warnings.find(({ reason: why }) => why === 'Unhealthy');
  return failing && probeFault(failing.message);
}

/** As the user wrote it: the status holds what the node made of it. */
function imageOf({ name, image }: Plain, { containers, initContainers }: Plain): string {
  const written = [...records(initContainers), ...records(containers)].find((container) => container.name === name);
  return text(written?.image) ?? text(image) ?? '';
}

function configFault(container: string, image: string, said: string): PodFault {
  if (/runAsNonRoot|non-root/.test(said)) return { kind: 'non-root', container, image };
  return missingIn(said) ?? { kind: 'stuck', said };
}

/** `secret "nope" not found`, `couldn't find key p in Secret default/nope`, `references non-existent config key: p` */
function missingIn(said: string): PodFault | undefined {
  const [, what, name] = /\b(secret|configmap) "([^"]+)" not found/i.exec(said) ?? [];
  if (what !== undefined && name !== undefined) return { kind: 'missing', object: kindOf(what), name };
  const [, key, kind, owner] = /couldn't find key (\S+) in (Secret|ConfigMap) [^/\s]+\/(\S+)/i.exec(said) ?? [];
  if (key === undefined || kind === undefined || owner === undefined) return undefined;
  return { kind: 'missing', object: kindOf(kind), name: owner, key };
}

const kindOf = (word: string) => (word.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap');

function endFault(container: string, { reason, exitCode }: Plain, spec: Plain): PodFault {
  if (reason === 'OOMKilled') {
    const written = records(spec.containers).find(({ name }) => name === container);
    const limit = text(at(written, 'resources.limits').memory);
    return { kind: 'memory', container, ...(limit && { limit }) };
  }
  return { kind: 'crash', container, exit: whole(exitCode) ?? 0, log: [] };
}

function probeFault(message: string): PodFault {
  const [, probe = 'Readiness', said = message] =
    /^(Readiness|Liveness|Startup) probe (?:failed|errored): (.*)/s.exec(message) ?? [];
  return { kind: 'probe', probe: probe.toLowerCase(), said: said.trim() };
}

function mountFault(warnings: readonly Warning[]): PodFault | undefined {
  const mounts = warnings.filter(({ reason }) => reason === 'FailedMount');
  return mounts.map(({ message }) => missingIn(message)).find((fault) => fault !== undefined);
}

/** What else the cluster complains of. */
function lastWord([newest]: readonly Warning[]): PodFault {
  return newest === undefined || newest.reason === 'Unhealthy'
    ? { kind: 'starting' }
    : { kind: 'stuck', said: [newest.reason, newest.message].filter(Boolean).join(': ') };
}

/** What all pods of one workload suffer from: each fault once, what is only starting last. */
export function troublesOf(pods: readonly unknown[], events: readonly unknown[]): readonly PodTrouble[] {
  const seen = new Set<string>();
  const troubles = pods.flatMap((pod): PodTrouble[] => {
    const fault = faultOfPod(pod, events);
    const key = JSON.stringify(fault);
    if (fault === undefined || seen.has(key)) return [];
    seen.add(key);
    return [{ pod: text(at(pod, 'metadata').name) ?? '', fault }];
  });
  const waits = ({ fault }: PodTrouble) => Number(fault.kind === 'starting');
  return troubles.sort((a, b) => waits(a) - waits(b));
}
