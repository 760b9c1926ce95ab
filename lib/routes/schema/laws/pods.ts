import { list, record, type Plain } from '../../plain';
import { type Say, misplaced, missing, wrong } from '../fault';
import { type Format, dnsLabel, dnsSubdomain, ip, qualifiedName, trimmed } from '../formats';
import { eachContainer, isGiven, textIn } from '../read';
import { newFrom, unlessOlder } from '../server';
import { type Besides, type FieldLaw, type TypeLaw, all } from './law';
import { volumesOfMounts } from './mounts';
import { beside, named, someIn } from './presence';
import { initContainers, sleeps } from './probes';
import { hostProcesses, systems } from './systems';
import { unmasked } from './users';
import { namedOnce, unique } from './unique';
import { between, filled, oneOf, spelled, wordOf } from './values';

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
const POLICIES = [...FOREVER, ...TO_THE_END];
const anyRestart = oneOf(...POLICIES);

const nameserver: TypeLaw = ({ dnsPolicy, dnsConfig }, path, say) => {
  if (dnsPolicy !== 'None' || list(record(dnsConfig).nameservers).length > 0) return;
  say(missing(`${path}.dnsConfig.nameservers`, 'dnsPolicy None brings none of its own', 'Add a nameserver.'));
};

const forEver: TypeLaw = (_, path, say, root) => {
  const kind = textIn(root.kind);
  if (RESTARTS[kind] !== FOREVER) return;
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
    ({ name }) => textIn(name),
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
      const key = `${textIn(protocol) || 'TCP'} port ${containerPort}`;
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
  const policy = textIn(restartPolicy);
  const kind = textIn(root.kind);
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

/** A node gives each of its ports once; init containers run one after the other. */
function hostPortsOnce(spec: Plain, path: string, say: Say): void {
  let owners: Map<string, string> | undefined;
  eachContainer(spec, (container, kind, at) => {
    if (kind === 'initContainers' || at === 0) owners = undefined;
    if (container.ports === undefined) return;
    const ports = list(container.ports);
    for (let index = 0; index < ports.length; index++) {
      const { hostPort, hostIP, protocol } = record(ports[index]);
      if (typeof hostPort !== 'number' || hostPort === 0) continue;
      const place = `${kind}[${at}].ports[${index}]`;
      const key = `${textIn(protocol) || 'TCP'} ${textIn(hostIP)} ${hostPort}`;
      const owner = (owners ??= new Map()).get(key);
      if (owner === undefined) owners.set(key, place);
      else {
        const remedy = 'Write another number for one of the two.';
        say(wrong(`${path}.${place}.hostPort`, hostPort, `${owner} takes this port of the node too`, remedy));
      }
    }
  });
}

const hostPorts: TypeLaw = (spec, path, say) => {
  hostPortsOnce(spec, path, say);
  if (spec.hostNetwork !== true) return;
  list(spec.containers).forEach((container, at) => {
    list(record(container).ports).forEach((entry, index) => {
      const { containerPort, hostPort } = record(entry);
      if (!isGiven(hostPort) || hostPort === 0 || hostPort === containerPort) return;
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

/** Lists of which a pod takes so many entries at most. */
const MOST = { nameservers: 3, searches: 32 };
const LONGEST_SEARCH = 2048;

const dnsConfig: TypeLaw = (object, path, say) => {
  for (const [key, most] of Object.entries(MOST)) {
    const { length } = list(object[key]);
    if (length <= most) continue;
    const says = `has ${length} entries: a pod asks ${most} at most.`;
    say({ path: `${path}.${key}`, says, remedy: `Write at most ${most}.` });
  }
  const { length } = list(object.searches).join(' ');
  if (length <= LONGEST_SEARCH) return;
  const says = `has ${length} characters: ${LONGEST_SEARCH} are allowed.`;
  say({ path: `${path}.searches`, says, remedy: 'Remove the longest.' });
};

/** First Kubernetes 1.x that takes "_" in a domain, and "." alone. */
const ANY_DOMAIN = 33;

const oldDomain: Format = (domain) => dnsSubdomain(domain.replace(/\.$/, ''));
const newDomain: Format = (domain) => (domain === '.' ? undefined : oldDomain(domain.replaceAll('_', 'a')));
const anyDomain = filled(newDomain);

const searchDomain: FieldLaw = (value, path, say) => {
  anyDomain(value, path, say);
  if (newDomain(value as string) !== undefined || oldDomain(value as string) === undefined) return;
  const why = `before Kubernetes 1.${ANY_DOMAIN} a domain has no "_" in it, and is more than a "."`;
  say({ ...wrong(path, value, why, 'Write a domain such as "web.svc.local".'), takenBy: unlessOlder(ANY_DOMAIN) });
};

const LONGEST_CLAIM = 253;

/** The claim of a pod is called by the pod and the volume. */
const claimNames: TypeLaw = ({ volumes }, path, say, root) => {
  const { name: pod } = record(root.metadata);
  if (root.kind !== 'Pod' || textIn(pod) === '') return;
  list(volumes).forEach((volume, index) => {
    const { name, ephemeral } = record(volume);
    const { length } = `${textIn(pod)}-${textIn(name)}`;
    if (!isGiven(ephemeral) || length <= LONGEST_CLAIM) return;
    const why = `with the name of the pod its claim has a name of ${length} characters, and ${LONGEST_CLAIM} are allowed`;
    say(wrong(`${path}.volumes[${index}].name`, name, why, 'Write a shorter name.'));
  });
};

const ephemerals: TypeLaw = ({ ephemeralContainers }, path, say) => {
  if (list(ephemeralContainers).length === 0) return;
  const remedy = 'Remove it, or write the containers under containers.';
  say(misplaced(`${path}.ephemeralContainers`, 'they come to a pod that runs, by "kubectl debug"', remedy));
};

/** First Kubernetes 1.x in which each container says how often it starts again. */
const OWN_RESTARTS = 35;

/** Before, an init container may go on as a helper of the others, and no other container says anything. */
const ownRestarts: TypeLaw = (spec, path, say) => {
  eachContainer(spec, ({ restartPolicy }, kind, index) => {
    const policy = textIn(restartPolicy);
    if (!POLICIES.includes(policy) || (kind === 'initContainers' && policy === 'Always')) return;
    const field = `${path}.${kind}[${index}].restartPolicy`;
    const why = `before Kubernetes 1.${OWN_RESTARTS} only an init container has one, and it is "Always"`;
    const remedy = 'Remove it, or write restartPolicy beside containers.';
    say({ ...wrong(field, policy, why, remedy), takenBy: newFrom(OWN_RESTARTS) });
  });
};

/** The old name of serviceAccountName counts where that says nothing. */
const oldAccount: TypeLaw = ({ serviceAccount, serviceAccountName }, path, say) => {
  if (textIn(serviceAccountName) !== '') return;
  spelled(dnsSubdomain)(textIn(serviceAccount), `${path}.serviceAccount`, say);
};

const withoutSpaces = spelled(trimmed);

/** A template may have spaces around an image, the pod that comes of it may not. */
const padded: TypeLaw = (spec, path, say, root) => {
  if (root.kind !== 'Pod') return;
  eachContainer(spec, (container, key, index) => {
    withoutSpaces(textIn(container.image), `${path}.${key}[${index}].image`, say);
  });
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'PodSpec.dnsPolicy': oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
  'PodSpec.serviceAccountName': spelled(dnsSubdomain),
  'PodSpec.hostname': spelled(dnsLabel),
  'PodSpec.subdomain': spelled(dnsLabel),
  'PodSpec.nodeName': spelled(dnsSubdomain),
  'PodSpec.priorityClassName': spelled(dnsSubdomain),
  'PodSpec.runtimeClassName': filled(dnsSubdomain),
  'PodSpec.preemptionPolicy': wordOf('Never', 'PreemptLowerPriority'),
  'PodSpec.activeDeadlineSeconds': between(1, 2 ** 31 - 1, 'a deadline'),
  'PodOS.name': wordOf('linux', 'windows'),
  'HostAlias.ip': filled(ip),
  'HostAlias.hostnames': filled(dnsSubdomain),
  'PodDNSConfig.nameservers': filled(ip),
  'PodDNSConfig.searches': searchDomain,
  'PodReadinessGate.conditionType': filled(qualifiedName),
};

export const besides: Besides = {
  'PodSpec.volumes': [namedOnce('volumes', 'volume'), claimNames],
  'PodSpec.initContainers': [initContainers],
  'PodSpec.ephemeralContainers': [ephemerals],
  'PodSpec.serviceAccount': [oldAccount],
  'PodSpec.dnsPolicy': [nameserver],
  'PodSpec.activeDeadlineSeconds': [forEver],
  'PodSpec.shareProcessNamespace': [processes],
  'PodSpec.os': [systems],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  PodSpec: all(
    someIn('containers', 'a pod runs at least one container', 'Add a container.'),
    containerNames,
    sharedPorts,
    volumesOfMounts,
    sleeps,
    restarts,
    ownRestarts,
    unmasked,
    hostPorts,
    hostProcesses,
    padded,
  ),
  PodDNSConfig: dnsConfig,
  PodDNSConfigOption: named,
};
