import { list, record, type Plain } from '../../plain';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { dnsLabel, dnsSubdomain, ip, qualifiedName } from '../formats';
import { given, text } from '../read';
import {
  type FieldLaw,
  type TypeLaw,
  all,
  atLeast,
  beside,
  between,
  filled,
  namedOnce,
  oneOf,
  spelled,
  unique,
} from './law';
import { initContainers, sleeps } from './probes';
import { volumesOfMounts } from './volumes';

const FOREVER = ['Always'];
const TO_THE_END = ['OnFailure', 'Never'];

/** How often the pods of a kind may start again. */
const RESTARTS: Readonly<Record<string, readonly string[]>> = {
  Deployment: FOREVER,
  StatefulSet: FOREVER,
  DaemonSet: FOREVER,
  ReplicaSet: FOREVER,
  ReplicationController: FOREVER,
  Job: TO_THE_END,
  CronJob: TO_THE_END,
};
const anyRestart = oneOf('Always', 'OnFailure', 'Never');

const someContainer: TypeLaw = ({ containers }, path, say) => {
  if (!Array.isArray(containers) || containers.length > 0) return;
  say({ path: `${path}.containers`, says: 'is empty: a pod runs at least one container.', remedy: 'Add a container.' });
};

const nameserver: TypeLaw = ({ dnsPolicy, dnsConfig }, path, say) => {
  if (dnsPolicy !== 'None' || list(record(dnsConfig).nameservers).length > 0) return;
  say(missing(`${path}.dnsConfig.nameservers`, 'dnsPolicy None brings none of its own', 'Add a nameserver.'));
};

const forEver: TypeLaw = ({ activeDeadlineSeconds }, path, say, root) => {
  const kind = text(root.kind);
  if (RESTARTS[kind] !== FOREVER || !given(activeDeadlineSeconds)) return;
  say(misplaced(`${path}.activeDeadlineSeconds`, `the pods of a ${kind} run for ever`, 'Remove it.'));
};

const containerNames: TypeLaw = (spec, path, say) => {
  const inits = list(spec.initContainers);
  const mains = list(spec.containers);
  if (inits.length + mains.length < 2) return;
  const placeOf = (index: number) =>
    index < inits.length ? `initContainers[${index}]` : `containers[${index - inits.length}]`;
  unique(
    [...inits, ...mains],
    ({ name }) => text(name),
    ({ name }, index, first) =>
      say(wrong(`${path}.${placeOf(index)}.name`, name, `${placeOf(first)} has this name too`, 'Write another name.')),
  );
};

/** The containers of a pod share its address, so the second one cannot listen. */
const sharedPorts: TypeLaw = (spec, path, say) => {
  const containers = list(spec.containers);
  if (containers.length < 2) return;
  const owners = new Map<string, number>();
  containers.forEach((container, at) => {
    list(record(container).ports).forEach((entry, index) => {
      const { containerPort, protocol } = record(entry);
      if (typeof containerPort !== 'number') return;
      const key = `${text(protocol) || 'TCP'} port ${containerPort}`;
      const owner = owners.get(key) ?? at;
      owners.set(key, owner);
      if (owner === at) return;
      const field = `${path}.containers[${at}].ports[${index}].containerPort`;
      const why = `containers[${owner}] of the same pod declares ${key} too, and only one can listen`;
      say({
        ...wrong(field, containerPort, why, 'Let one of the containers listen on another port.'),
        rule: 'container-port-duplicate',
        level: 'warning',
      });
    });
  });
};

const restarts: TypeLaw = ({ restartPolicy }, path, say, root) => {
  const policy = text(restartPolicy);
  const kind = text(root.kind);
  const choices = RESTARTS[kind];
  if (choices === undefined) return anyRestart(policy, `${path}.restartPolicy`, say);
  const fits = policy === '' ? choices === FOREVER : choices.includes(policy);
  if (!fits) misfitting(kind, choices, policy, `${path}.restartPolicy`, say);
};

function misfitting(kind: string, choices: readonly string[], policy: string, field: string, say: Say): void {
  const why = choices === FOREVER ? `the pods of a ${kind} run for ever` : `the pods of a ${kind} end`;
  const remedy = `Write ${choices.map((choice) => `"${choice}"`).join(' or ')}.`;
  say(policy === '' ? missing(field, why, remedy) : wrong(field, policy, why, remedy));
}

/** A node gives each of its ports once; with hostNetwork the ports of the containers are the ones of the node. */
function hostPortsOnce(spec: Plain, path: string, say: Say): void {
  const containers = list(spec.containers);
  let owners: Map<string, string> | undefined;
  for (let at = 0; at < containers.length; at++) {
    const ports = list(record(containers[at]).ports);
    for (let index = 0; index < ports.length; index++) {
      const { hostPort, hostIP, protocol } = record(ports[index]);
      if (typeof hostPort !== 'number' || hostPort === 0) continue;
      const place = `containers[${at}].ports[${index}]`;
      const key = `${text(protocol) || 'TCP'} ${text(hostIP)} ${hostPort}`;
      const owner = (owners ??= new Map()).get(key);
      if (owner === undefined) owners.set(key, place);
      else {
        const remedy = 'Write another number for one of the two.';
        say(wrong(`${path}.${place}.hostPort`, hostPort, `${owner} takes this port of the node too`, remedy));
      }
    }
  }
}

const hostPorts: TypeLaw = (spec, path, say) => {
  if (spec.hostNetwork !== true) return hostPortsOnce(spec, path, say);
  list(spec.containers).forEach((container, at) => {
    list(record(container).ports).forEach((entry, index) => {
      const { containerPort, hostPort } = record(entry);
      if (!given(hostPort) || hostPort === 0 || hostPort === containerPort) return;
      const field = `${path}.containers[${at}].ports[${index}].hostPort`;
      const why = 'with hostNetwork a container has only the ports of the node';
      say(wrong(field, hostPort, why, 'Write the same number as containerPort.'));
    });
  });
};

const processes: TypeLaw = ({ shareProcessNamespace, hostPID }, path, say) => {
  if (shareProcessNamespace === true && hostPID === true)
    say(beside(path, 'shareProcessNamespace', 'hostPID', 'a pod'));
};

const MOST_NAMESERVERS = 3;

const dnsConfig: TypeLaw = ({ nameservers }, path, say) => {
  const { length } = list(nameservers);
  if (length <= MOST_NAMESERVERS) return;
  say({
    path: `${path}.nameservers`,
    says: `has ${length} entries: a pod asks ${MOST_NAMESERVERS} at most.`,
    remedy: `Write at most ${MOST_NAMESERVERS}.`,
  });
};

const someTerm: TypeLaw = ({ nodeSelectorTerms }, path, say) => {
  if (!Array.isArray(nodeSelectorTerms) || nodeSelectorTerms.length > 0) return;
  const remedy = 'Add a term, or leave out what it stands in.';
  say({ path: `${path}.nodeSelectorTerms`, says: 'is empty: a node is chosen by at least one term.', remedy });
};

const toleration: TypeLaw = ({ key, operator, value, effect, tolerationSeconds }, path, say) => {
  const exists = operator === 'Exists';
  if (exists && text(value) !== '') {
    say(wrong(`${path}.operator`, 'Exists', `it compares with nothing, and value is ${show(value)}`, 'Remove value.'));
  }
  if (!exists && text(key) === '')
    say(missing(`${path}.key`, 'only Exists works without it', 'Add key, or write operator: Exists.'));
  if (given(tolerationSeconds) && effect !== 'NoExecute') {
    say(misplaced(`${path}.tolerationSeconds`, 'it counts only for effect NoExecute', 'Remove it.'));
  }
};

const topology = filled(qualifiedName);
const weight = between(1, 100, 'a weight');

export const fields: Readonly<Record<string, FieldLaw>> = {
  'PodSpec.dnsPolicy': oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
  'PodSpec.serviceAccountName': spelled(dnsSubdomain),
  'PodSpec.hostname': spelled(dnsLabel),
  'PodSpec.subdomain': spelled(dnsLabel),
  'PodSpec.nodeName': spelled(dnsSubdomain),
  'PodSpec.priorityClassName': spelled(dnsSubdomain),
  'PodSpec.runtimeClassName': spelled(dnsSubdomain),
  'PodSpec.preemptionPolicy': oneOf('Never', 'PreemptLowerPriority'),
  'PodSpec.activeDeadlineSeconds': atLeast(1, 'a deadline'),
  'PodOS.name': oneOf('linux', 'windows'),
  'HostAlias.ip': filled(ip),
  'HostAlias.hostnames': filled(dnsSubdomain),
  'PodDNSConfig.nameservers': filled(ip),
  'Toleration.key': spelled(qualifiedName),
  'Toleration.operator': oneOf('Equal', 'Exists', 'Lt', 'Gt'),
  'Toleration.effect': oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  'PodAffinityTerm.topologyKey': topology,
  'WeightedPodAffinityTerm.weight': weight,
  'PreferredSchedulingTerm.weight': weight,
  'TopologySpreadConstraint.topologyKey': filled(),
  'TopologySpreadConstraint.maxSkew': atLeast(1, 'the skew'),
  'TopologySpreadConstraint.whenUnsatisfiable': oneOf('DoNotSchedule', 'ScheduleAnyway'),
  'TopologySpreadConstraint.nodeAffinityPolicy': oneOf('Honor', 'Ignore'),
  'TopologySpreadConstraint.nodeTaintsPolicy': oneOf('Honor', 'Ignore'),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  PodSpec: all(
    someContainer,
    containerNames,
    sharedPorts,
    namedOnce('volumes', 'volume'),
    volumesOfMounts,
    initContainers,
    sleeps,
    restarts,
    hostPorts,
    nameserver,
    forEver,
    processes,
  ),
  PodDNSConfig: dnsConfig,
  NodeSelector: someTerm,
  Toleration: toleration,
};
