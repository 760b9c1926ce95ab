import { list, record } from '../../plain';
import { misplaced, missing, wrong } from '../fault';
import { eachContainer, isGiven } from '../read';
import { newFrom } from '../server';
import type { Besides, FieldLaw, TypeLaw } from './law';
import { exactlyOne, needs } from './presence';
import { aPort, atLeast, oneOf, portOrName } from './values';

const counting =
  (key: string): TypeLaw =>
  (object, path, say) => {
    const { successThreshold } = record(object[key]);
    if (typeof successThreshold !== 'number' || successThreshold === 0 || successThreshold === 1) return;
    const why = 'only a readinessProbe counts successes';
    say(wrong(`${path}.${key}.successThreshold`, successThreshold, why, 'Write 1.'));
  };

const endless: TypeLaw = ({ readinessProbe }, path, say) => {
  if (!isGiven(record(readinessProbe).terminationGracePeriodSeconds)) return;
  const field = `${path}.readinessProbe.terminationGracePeriodSeconds`;
  say(misplaced(field, 'a readinessProbe ends no container', 'Remove it.'));
};

const NOT_IN_INIT = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'];

/** Who is only waited for is neither probed nor told to stop. */
export const initContainers: TypeLaw = ({ initContainers: inits }, path, say) => {
  list(inits).forEach((entry, index) => {
    const container = record(entry);
    if (container.restartPolicy === 'Always') return;
    for (const key of NOT_IN_INIT) {
      if (!isGiven(container[key])) continue;
      const why = 'an init container ends before the pod starts';
      say(misplaced(`${path}.initContainers[${index}].${key}`, why, 'Remove it, or write restartPolicy: Always.'));
    }
  });
};

/** So long a pod has to end where it does not say. */
const GRACE = 30;
const HOOKS = ['postStart', 'preStop'];

/** First Kubernetes 1.x in which a hook may sleep for no time. */
const NO_SLEEP = 33;
const noSleep = (path: string) => ({
  ...wrong(
    path,
    0,
    `before Kubernetes 1.${NO_SLEEP} a hook sleeps for at least 1 second`,
    'Write 1, or remove the hook.',
  ),
  takenBy: newFrom(NO_SLEEP),
});

/** A hook does not sleep longer than its pod has to end. */
export const sleeps: TypeLaw = (spec, path, say) => {
  const { terminationGracePeriodSeconds: seconds } = spec;
  const grace = isGiven(seconds) ? seconds : GRACE;
  if (typeof grace !== 'number' || grace < 0) return;
  eachContainer(spec, ({ lifecycle, restartPolicy }, key, index) => {
    if (lifecycle === undefined || (key === 'initContainers' && restartPolicy !== 'Always')) return;
    for (const hook of HOOKS) {
      const { sleep } = record(record(lifecycle)[hook]);
      const asleep = isGiven(sleep) ? (record(sleep).seconds ?? 0) : undefined;
      const field = `${path}.${key}[${index}].lifecycle.${hook}.sleep.seconds`;
      if (asleep === 0) say(noSleep(field));
      if (typeof asleep !== 'number' || asleep <= grace) continue;
      const remedy = `Write at most ${grace}, or raise terminationGracePeriodSeconds.`;
      const why = `the pod has ${grace} seconds to end`;
      say(wrong(field, asleep, why, remedy));
    }
  });
};

const exec: TypeLaw = ({ command }, path, say) => {
  if (list(command).length === 0) say(missing(`${path}.command`, 'there is nothing to run', 'Add command.'));
};

const handler =
  (what: string, kinds: readonly string[]): TypeLaw =>
  (object, path, say) =>
    exactlyOne(object, kinds, path, say, what);

const headerName: FieldLaw = (value, path, say) => {
  if (!/^[-A-Za-z0-9]+$/.test(value as string))
    say(wrong(path, value, 'this is no name of a header', 'Write a name such as "X-Check".'));
};

const seconds = atLeast(0, 'a time');
const count = atLeast(0, 'a count');

export const fields: Readonly<Record<string, FieldLaw>> = {
  'Probe.initialDelaySeconds': seconds,
  'Probe.timeoutSeconds': seconds,
  'Probe.periodSeconds': seconds,
  'Probe.successThreshold': count,
  'Probe.failureThreshold': count,
  'Probe.terminationGracePeriodSeconds': atLeast(1, 'a time to end in'),
  'HTTPGetAction.port': portOrName,
  'HTTPGetAction.scheme': oneOf('HTTP', 'HTTPS'),
  'HTTPHeader.name': headerName,
  'TCPSocketAction.port': portOrName,
  'GRPCAction.port': aPort,
  'SleepAction.seconds': seconds,
};

export const besides: Besides = {
  'Container.livenessProbe': [counting('livenessProbe')],
  'Container.startupProbe': [counting('startupProbe')],
  'Container.readinessProbe': [endless],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  Probe: handler('a probe', ['exec', 'httpGet', 'tcpSocket', 'grpc']),
  LifecycleHandler: handler('a hook', ['exec', 'httpGet', 'tcpSocket', 'sleep']),
  GRPCAction: (object, path, say) => needs(object, 'port', path, say),
  ExecAction: exec,
};
