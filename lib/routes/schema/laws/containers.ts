import { list, record, type Plain } from '../../plain';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { type Format, configKey, dnsLabel, part, percent, portName } from '../formats';
import { given, text } from '../read';
import {
  type FieldLaw,
  type TypeLaw,
  all,
  atLeast,
  beside,
  between,
  exactlyOne,
  filled,
  namedOnce,
  needs,
  needsText,
  once,
  oneOf,
  port,
  portOrName,
  spelled,
} from './law';
import { mounts } from './volumes';

const isInit = (path: string) => path.includes('.initContainers[');

const image: TypeLaw = (object, path, say) => needsText(object, 'image', path, say, 'nginx:1.27');

const portsOnce = once(
  'ports',
  ({ containerPort, protocol }) =>
    typeof containerPort === 'number' ? `${containerPort}/${text(protocol) || 'TCP'}` : '',
  ({ containerPort, protocol }, path) => ({
    ...wrong(
      `${path}.containerPort`,
      containerPort,
      `the container declares ${text(protocol) || 'TCP'} port ${containerPort} twice`,
      'Remove one of the two.',
    ),
    rule: 'container-port-duplicate',
  }),
);

const envOnce = once(
  'env',
  ({ name }) => text(name),
  ({ name }, path, first) => ({
    path: `${path}.name`,
    says: `is ${show(name)}: variable ${first + 1} has this name too, and the later one wins.`,
    remedy: 'Remove one of the two.',
    rule: 'env-duplicate',
  }),
);

const initContainer: TypeLaw = (object, path, say) => {
  if (isInit(path) && object.restartPolicy !== 'Always') notInInit(object, path, say);
};

function notInInit(object: Plain, path: string, say: Say): void {
  for (const key of ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle']) {
    if (!given(object[key])) continue;
    say(
      misplaced(
        `${path}.${key}`,
        'an init container ends before the pod starts',
        'Remove it, or write restartPolicy: Always.',
      ),
    );
  }
}

/** Probes that end a container. */
const ENDING = ['livenessProbe', 'startupProbe'];

const thresholds: TypeLaw = (object, path, say) => {
  for (const key of ENDING) {
    const { successThreshold } = record(object[key]);
    if (typeof successThreshold !== 'number' || successThreshold === 0 || successThreshold === 1) continue;
    say(
      wrong(`${path}.${key}.successThreshold`, successThreshold, 'only a readinessProbe counts successes', 'Write 1.'),
    );
  }
  if (given(record(object.readinessProbe).terminationGracePeriodSeconds)) {
    const field = `${path}.readinessProbe.terminationGracePeriodSeconds`;
    say(misplaced(field, 'a readinessProbe ends no container', 'Remove it.'));
  }
};

const ENV_FIELDS = new Set(
  `metadata.name metadata.namespace metadata.uid spec.nodeName spec.host spec.serviceAccountName
  status.hostIP status.hostIPs status.podIP status.podIPs`.split(/\s+/),
);
const KEYED_FIELD = /^metadata\.(labels|annotations)\['.+'\]$/;
const RESOURCES = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/;

const env: TypeLaw = ({ value, valueFrom }, path, say) => {
  if (given(valueFrom) && text(value) !== '') say(beside(path, 'valueFrom', 'value', 'a variable'));
};

const envName: FieldLaw = (value, path, say) => {
  if (value === '') return filled()(value, path, say);
  if (/^[ -<>-~]+$/.test(value as string)) return;
  say(wrong(path, value, 'a variable has only ASCII characters and no "="', 'Write a name such as "MY_VARIABLE".'));
};

const envField: FieldLaw = (value, path, say) => {
  if (ENV_FIELDS.has(value as string) || KEYED_FIELD.test(value as string)) return;
  say(
    wrong(path, value, 'a variable cannot take this field', 'Write a field such as "status.podIP" or "metadata.name".'),
  );
};

const envSource: TypeLaw = (source, path, say) => {
  const kinds = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
  exactlyOne(source, kinds, path, say, 'a variable');
  const { fieldPath } = record(source.fieldRef);
  if (typeof fieldPath === 'string') envField(fieldPath, `${path}.fieldRef.fieldPath`, say);
};

const resource: FieldLaw = (value, path, say) => {
  if (!RESOURCES.test(value as string))
    say(wrong(path, value, 'this is no amount of a container', 'Write "limits.cpu" or "requests.memory".'));
};

const handler =
  (what: string, kinds: readonly string[]): TypeLaw =>
  (object, path, say) =>
    exactlyOne(object, kinds, path, say, what);

const named: TypeLaw = (object, path, say) => needsText(object, 'name', path, say);

const exec: TypeLaw = ({ command }, path, say) => {
  if (list(command).length === 0) say(missing(`${path}.command`, 'there is nothing to run', 'Add command.'));
};

const security: TypeLaw = ({ privileged, allowPrivilegeEscalation, capabilities }, path, say) => {
  if (allowPrivilegeEscalation !== false) return;
  const raised = privileged === true ? 'privileged' : 'capabilities.add with CAP_SYS_ADMIN';
  // The API does not see that SYS_ADMIN means the same.
  if (privileged === true || list(record(capabilities).add).includes('CAP_SYS_ADMIN')) {
    say(wrong(`${path}.allowPrivilegeEscalation`, false, `${raised} needs it`, `Remove ${raised}, or write true.`));
  }
};

const seccomp: TypeLaw = ({ type, localhostProfile }, path, say) => {
  if (type === 'Localhost' && !given(localhostProfile)) {
    say(missing(`${path}.localhostProfile`, 'type Localhost names a file', 'Add localhostProfile.'));
  }
  if (type !== 'Localhost' && given(localhostProfile)) {
    say(misplaced(`${path}.localhostProfile`, 'only type Localhost has a file', 'Remove it.'));
  }
};

const countOr = (share: Format): FieldLaw => {
  const [count, written] = [atLeast(0, 'a count'), filled(share)];
  return (value, path, say) => (typeof value === 'number' ? count : written)(value, path, say);
};

/** A count of pods, or a share of them. */
export const countOrShare = countOr(percent);

/** A count of pods that there are, or a part of them. */
export const countOrPart = countOr(part);

const account = between(0, 2 ** 31 - 1, 'the id of a user or group');
const headerName: FieldLaw = (value, path, say) => {
  if (!/^[-A-Za-z0-9]+$/.test(value as string))
    say(wrong(path, value, 'this is no name of a header', 'Write a name such as "X-Check".'));
};
const seconds = atLeast(0, 'a time');
const pullPolicy = oneOf('Always', 'IfNotPresent', 'Never');
const messages = oneOf('File', 'FallbackToLogsOnError');

export const fields: Readonly<Record<string, FieldLaw>> = {
  'Container.name': filled(dnsLabel),
  'Container.imagePullPolicy': pullPolicy,
  'Container.terminationMessagePolicy': messages,
  'Container.restartPolicy': oneOf('Always', 'OnFailure', 'Never'),
  'ContainerPort.containerPort': port,
  'ContainerPort.hostPort': between(0, 65535, 'a port'),
  'ContainerPort.name': spelled(portName),
  'ContainerPort.protocol': oneOf('TCP', 'UDP', 'SCTP'),
  'ContainerResizePolicy.restartPolicy': oneOf('NotRequired', 'RestartContainer'),
  'EnvVar.name': envName,
  'SecretKeySelector.key': filled(configKey),
  'ConfigMapKeySelector.key': filled(configKey),
  'ResourceFieldSelector.resource': resource,
  'Probe.initialDelaySeconds': seconds,
  'Probe.timeoutSeconds': seconds,
  'Probe.periodSeconds': seconds,
  'Probe.successThreshold': atLeast(0, 'a count'),
  'Probe.failureThreshold': atLeast(0, 'a count'),
  'Probe.terminationGracePeriodSeconds': atLeast(1, 'a time to end in'),
  'HTTPGetAction.port': portOrName,
  'HTTPGetAction.scheme': oneOf('HTTP', 'HTTPS'),
  'HTTPHeader.name': headerName,
  'TCPSocketAction.port': portOrName,
  'GRPCAction.port': port,
  'SleepAction.seconds': seconds,
  'SecurityContext.runAsUser': account,
  'SecurityContext.runAsGroup': account,
  'SecurityContext.procMount': oneOf('Default', 'Unmasked'),
  'PodSecurityContext.runAsUser': account,
  'PodSecurityContext.runAsGroup': account,
  'PodSecurityContext.fsGroup': account,
  'PodSecurityContext.supplementalGroups': account,
  'PodSecurityContext.fsGroupChangePolicy': oneOf('Always', 'OnRootMismatch'),
  'PodSecurityContext.supplementalGroupsPolicy': oneOf('Merge', 'Strict'),
  'SeccompProfile.type': oneOf('Localhost', 'RuntimeDefault', 'Unconfined'),
  'AppArmorProfile.type': oneOf('Localhost', 'RuntimeDefault', 'Unconfined'),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  Container: all(image, namedOnce('ports', 'port'), portsOnce, envOnce, mounts, initContainer, thresholds),
  ContainerPort: (object, path, say) => needs(object, 'containerPort', path, say),
  EnvVar: env,
  EnvVarSource: envSource,
  EnvFromSource: handler('an entry', ['configMapRef', 'secretRef']),
  ConfigMapEnvSource: named,
  SecretEnvSource: named,
  ConfigMapKeySelector: named,
  SecretKeySelector: named,
  Probe: handler('a probe', ['exec', 'httpGet', 'tcpSocket', 'grpc']),
  LifecycleHandler: handler('a hook', ['exec', 'httpGet', 'tcpSocket', 'sleep']),
  GRPCAction: (object, path, say) => needs(object, 'port', path, say),
  ExecAction: exec,
  SecurityContext: security,
  SeccompProfile: seccomp,
};
