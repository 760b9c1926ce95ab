import { list, record, type Plain } from '../../plain';
import { misplaced, missing, wrong } from '../fault';
import { eachContainer, isGiven, lookup, textIn } from '../read';
import type { TypeLaw } from './law';

interface Unknown {
  readonly pod: readonly string[];
  readonly security: readonly string[];
  readonly container: readonly string[];
}

/** What one system does not know of a pod, of its securityContext and of the one of a container. */
const UNKNOWN: Readonly<Record<string, Unknown>> = {
  linux: { pod: [], security: ['windowsOptions'], container: ['windowsOptions'] },
  windows: {
    pod: ['hostPID', 'hostIPC', 'hostUsers', 'shareProcessNamespace'],
    security: [
      'appArmorProfile',
      'seLinuxOptions',
      'seccompProfile',
      'fsGroup',
      'fsGroupChangePolicy',
      'sysctls',
      'runAsUser',
      'runAsGroup',
      'supplementalGroups',
    ],
    container: [
      'appArmorProfile',
      'procMount',
      'seLinuxOptions',
      'seccompProfile',
      'capabilities',
      'readOnlyRootFilesystem',
      'privileged',
      'allowPrivilegeEscalation',
      'runAsUser',
      'runAsGroup',
    ],
  },
};

/** These say nothing where they are false or empty. */
const isSaid = (key: string, value: unknown): boolean => {
  if (key === 'hostPID' || key === 'hostIPC') return value === true;
  return key === 'sysctls' ? list(value).length > 0 : isGiven(value);
};

/** A pod that names its system has nothing of the other one. */
export const systems: TypeLaw = (spec, path, say) => {
  const name = textIn(record(spec.os).name);
  const unknown = lookup(UNKNOWN, name);
  if (unknown === undefined) return;
  const why = `os says that the pod runs on ${name}`;
  const none = (object: Plain, keys: readonly string[], at: string) => {
    for (const key of keys) {
      if (isSaid(key, object[key])) say(misplaced(`${at}.${key}`, why, 'Remove it, or write another os.'));
    }
  };
  none(spec, unknown.pod, path);
  none(record(spec.securityContext), unknown.security, `${path}.securityContext`);
  eachContainer(spec, ({ securityContext }, key, index) =>
    none(record(securityContext), unknown.container, `${path}.${key}[${index}].securityContext`),
  );
};

const HOST = 'securityContext.windowsOptions.hostProcess';
const ALIKE = 'all containers of a pod are processes of the node, or none is';
const FOR_ALL = `Write ${HOST}: true beside containers, and nowhere else.`;
const ofHost = ({ securityContext }: Plain) => record(record(securityContext).windowsOptions).hostProcess;

/** What is a process of a Windows node has the network of the node, and so have its neighbours. */
export const hostProcesses: TypeLaw = (spec, path, say) => {
  const ofPod = ofHost(spec);
  let some = ofPod === true;
  eachContainer(spec, (container) => (some ||= ofHost(container) === true));
  if (!some) return;
  if (spec.hostNetwork !== true) {
    const says = 'is not true: hostProcess takes the network of the node.';
    say({ path: `${path}.hostNetwork`, says, remedy: 'Write hostNetwork: true.' });
  }
  eachContainer(spec, (container, key, index) => {
    const own = ofHost(container);
    if ((own ?? ofPod) === true && ofPod !== false) return;
    const field = `${path}.${key}[${index}].${HOST}`;
    say(isGiven(own) ? wrong(field, own, ALIKE, FOR_ALL) : missing(field, ALIKE, FOR_ALL));
  });
};
