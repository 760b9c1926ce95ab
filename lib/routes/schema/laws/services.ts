import { list, record, type Plain } from '../../plain';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { cidr, dnsLabel, dnsSubdomain, outsideIp, qualifiedName } from '../formats';
import { isGiven, says, textIn } from '../read';
import { newFrom, unlessOlder } from '../server';
import { addresses } from './addresses';
import { type Besides, type FieldLaw, type TypeLaw, all } from './law';
import { needs, needsText } from './presence';
import { namedOnce, once, unique } from './unique';
import { PROTOCOLS, aPort, between, filled, oneOf, portOrName, spelled, wordOf } from './values';

const typeOf = (spec: Plain) => textIn(spec.type) || 'ClusterIP';
const OUTSIDE = new Set(['NodePort', 'LoadBalancer']);

const external: TypeLaw = (spec, path, say) => {
  if (typeOf(spec) !== 'ExternalName') return;
  needsText(spec, 'externalName', path, say);
  externalName(textIn(spec.externalName), `${path}.externalName`, say);
  for (const key of OF_ADDRESS) {
    if (says(spec[key])) say(misplaced(`${path}.${key}`, 'an ExternalName Service has no address', 'Remove it.'));
  }
};

const OF_ADDRESS = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'];

/** What has no address of its own says so already. */
const addressed: TypeLaw = (spec, path, say, root) => {
  if (typeOf(spec) !== 'ExternalName') addresses(spec, path, say, root);
};

const headless: TypeLaw = (spec, path, say) => {
  if (spec.clusterIP !== 'None') return;
  const type = typeOf(spec);
  if (!OUTSIDE.has(type)) return;
  const remedy = `Remove clusterIP, or write type: ClusterIP.`;
  say(wrong(`${path}.clusterIP`, 'None', `a ${type} Service needs an address in the cluster`, remedy));
};

const traffic: TypeLaw = (spec, path, say) => {
  const { externalTrafficPolicy } = spec;
  if (textIn(externalTrafficPolicy) === '') return;
  const type = typeOf(spec);
  if (OUTSIDE.has(type) || (type === 'ClusterIP' && list(spec.externalIPs).length > 0)) return;
  const remedy = 'Remove it, or write type: NodePort.';
  say(
    wrong(`${path}.externalTrafficPolicy`, externalTrafficPolicy, `nobody outside reaches a ${type} Service`, remedy),
  );
};

const healthPort: TypeLaw = (spec, path, say) => {
  const { externalTrafficPolicy, healthCheckNodePort } = spec;
  if (typeof healthCheckNodePort !== 'number' || healthCheckNodePort === 0) return;
  if (typeOf(spec) === 'LoadBalancer' && externalTrafficPolicy === 'Local') {
    return aPort(healthCheckNodePort, `${path}.healthCheckNodePort`, say);
  }
  const why = 'only a LoadBalancer Service with externalTrafficPolicy Local has one';
  say(misplaced(`${path}.healthCheckNodePort`, why, 'Remove it.'));
};

const BALANCED = 'Remove it, or write type: LoadBalancer.';
const OF_LOAD_BALANCER = ['loadBalancerClass', 'allocateLoadBalancerNodePorts', 'loadBalancerSourceRanges'];

const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

const ofLoadBalancer: TypeLaw = (spec, path, say, root) => {
  const type = typeOf(spec);
  if (type === 'LoadBalancer') {
    kubelet(spec, path, say);
    return ranges(spec, root, say);
  }
  for (const key of OF_LOAD_BALANCER) {
    if (says(spec[key])) say(misplaced(`${path}.${key}`, `the type is ${type}`, BALANCED));
  }
  const { annotations } = record(root.metadata);
  if (!isGiven(record(annotations)[RANGES]) || says(spec.loadBalancerSourceRanges)) return;
  say(misplaced(`metadata.annotations[${RANGES}]`, `the type is ${type}`, BALANCED));
};

const KUBELET = 10250;

/** First Kubernetes 1.x in which a load balancer may listen on the port of the kubelet. */
const ANY_PORT = 33;

function kubelet(spec: Plain, path: string, say: Say): void {
  list(spec.ports).forEach((entry, index) => {
    if (record(entry).port !== KUBELET) return;
    const why = `before Kubernetes 1.${ANY_PORT} no load balancer takes the port of the kubelet`;
    const fault = wrong(`${path}.ports[${index}].port`, KUBELET, why, 'Write another port, and leave targetPort.');
    say({ ...fault, takenBy: unlessOlder(ANY_PORT) });
  });
}

/** Where the field says nothing, the annotation counts. */
function ranges({ loadBalancerSourceRanges }: Plain, { metadata }: Plain, say: Say): void {
  const written = textIn(record(record(metadata).annotations)[RANGES]).trim();
  if (written === '' || says(loadBalancerSourceRanges)) return;
  const bad = written.split(',').find((range) => cidr(range.trim()) !== undefined);
  if (bad === undefined) return;
  const remedy = 'Write ranges such as "10.9.8.0/24", with "," between them.';
  say(wrong(`metadata.annotations[${RANGES}]`, bad.trim(), 'this is no range of addresses', remedy));
}

const time = between(1, 86400, 'the time');

/** Without affinity, the API throws its settings away. */
const affinity: TypeLaw = (spec, path, say) => {
  if (spec.sessionAffinity !== 'ClientIP') return;
  const { timeoutSeconds } = record(record(spec.sessionAffinityConfig).clientIP);
  if (typeof timeoutSeconds === 'number') {
    time(timeoutSeconds, `${path}.sessionAffinityConfig.clientIP.timeoutSeconds`, say);
  }
};

const somePort: TypeLaw = (spec, path, say) => {
  if (list(spec.ports).length > 0 || typeOf(spec) === 'ExternalName' || spec.clusterIP === 'None') return;
  say(missing(`${path}.ports`, 'a Service listens on some port', 'Add a port.'));
};

/** One port needs no name. */
export const portsNamed = (owner: string, rule?: string): TypeLaw => {
  return (object, path, say) => {
    const each = list(object.ports);
    if (each.length < 2) return;
    each.forEach((entry, index) => {
      const { name, port: number, protocol } = record(entry);
      if (says(name)) return;
      const why = `the ${owner} has ${each.length} ports, and each needs a name`;
      const example = typeof number === 'number' ? `${(textIn(protocol) || 'TCP').toLowerCase()}-${number}` : 'http';
      say({ ...missing(`${path}.ports[${index}].name`, why, `Add a name such as "${example}".`), rule });
    });
  };
};

const portKey = ({ port: number, protocol }: Plain) =>
  typeof number === 'number' ? `${textIn(protocol) || 'TCP'} port ${number}` : '';

const portsOnce = once('ports', portKey, (item, path, first) => ({
  path,
  says: `is ${portKey(item)} once more: port ${first + 1} is the same.`,
  remedy: 'Remove one of the two.',
}));

const nodePortKey = ({ nodePort: number, protocol }: Plain) =>
  typeof number === 'number' && number !== 0 ? `${textIn(protocol) || 'TCP'} node port ${number}` : '';

const nodePortsOnce = once('ports', nodePortKey, (item, path, first) =>
  wrong(
    `${path}.nodePort`,
    item.nodePort,
    `port ${first + 1} has ${nodePortKey(item)} too`,
    'Write another number, or leave it out.',
  ),
);

/** Two protocols have one node port where they have one port. */
const nodePortsShared: TypeLaw = (spec, path, say) => {
  const ports = list(spec.ports).map(record);
  const numberOf = ({ nodePort: number }: Plain) => (typeof number === 'number' && number !== 0 ? `${number}` : '');
  unique(ports, numberOf, (item, index, at) => {
    const first = ports[at]!;
    if (item.port === first.port || nodePortKey(item) === nodePortKey(first)) return;
    const why = `port ${at + 1} has this node port too, and they are different ports`;
    say(wrong(`${path}.ports[${index}].nodePort`, item.nodePort, why, 'Write another number, or leave it out.'));
  });
};

const MODE = 'service.kubernetes.io/topology-mode';
const HINTS = 'service.kubernetes.io/topology-aware-hints';

/** An annotation and its old name say the same. */
const nearness: TypeLaw = ({ metadata }, _path, say) => {
  const { [MODE]: mode, [HINTS]: hints } = record(record(metadata).annotations);
  if (typeof mode !== 'string' || typeof hints !== 'string' || mode === hints) return;
  const why = `${HINTS}, its old name, is ${show(hints)}`;
  say(wrong(`metadata.annotations[${MODE}]`, mode, why, `Remove the annotation ${HINTS}.`));
};

const nodePorts: TypeLaw = (spec, path, say, root) => {
  if (typeOf(spec) !== 'ClusterIP') {
    nodePortsOnce(spec, path, say, root);
    return nodePortsShared(spec, path, say, root);
  }
  list(spec.ports).forEach((entry, index) => nodePort(record(entry), `${path}.ports[${index}].nodePort`, say));
};

function nodePort({ nodePort: number }: Plain, path: string, say: Say): void {
  if (typeof number !== 'number' || number === 0) return;
  say({
    ...wrong(path, number, 'a ClusterIP Service has no node port', 'Remove nodePort, or write type: NodePort.'),
    rule: 'node-port-on-cluster-ip',
  });
}

/** First Kubernetes 1.x that knows more than one way to spread requests. */
const MORE_WAYS = 34;
const anyWay = wordOf('PreferClose', 'PreferSameZone', 'PreferSameNode');
const distribution: FieldLaw = (value, path, say) => {
  if (value === 'PreferClose' || !textIn(value).startsWith('PreferSame')) return anyWay(value, path, say);
  const why = `before Kubernetes 1.${MORE_WAYS} the API knows only "PreferClose"`;
  say({ ...wrong(path, value, why, 'Write "PreferClose".'), takenBy: newFrom(MORE_WAYS) });
};

/** A trailing dot is the root of all names. */
const externalName = spelled((name) => dnsSubdomain(name.replace(/\.$/, '')));

/** A port of 0 and an empty name are read as none, so the port of the Service counts. */
const targetPort: FieldLaw = (value, path, say) => {
  if (value !== 0 && value !== '') portOrName(value, path, say);
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'ServiceSpec.type': oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
  'ServiceSpec.externalIPs': filled(outsideIp),
  'ServiceSpec.loadBalancerSourceRanges': filled((text_) => cidr(text_.trim())),
  'ServiceSpec.loadBalancerClass': filled(qualifiedName),
  'ServiceSpec.externalTrafficPolicy': oneOf('Cluster', 'Local'),
  'ServiceSpec.internalTrafficPolicy': wordOf('Cluster', 'Local'),
  'ServiceSpec.sessionAffinity': oneOf('None', 'ClientIP'),
  'ServiceSpec.trafficDistribution': distribution,
  'ServicePort.port': aPort,
  'ServicePort.targetPort': targetPort,
  'ServicePort.name': spelled(dnsLabel),
  'ServicePort.protocol': oneOf(...PROTOCOLS),
  'ServicePort.appProtocol': filled(qualifiedName),
};

export const besides: Besides = {
  'Service.metadata': [nearness],
  'ServiceSpec.type': [external],
  'ServiceSpec.clusterIP': [addressed, headless],
  'ServiceSpec.clusterIPs': [addressed],
  'ServiceSpec.ipFamilies': [addressed],
  'ServiceSpec.ipFamilyPolicy': [addressed],
  'ServiceSpec.externalTrafficPolicy': [traffic],
  'ServiceSpec.healthCheckNodePort': [healthPort],
  'ServiceSpec.sessionAffinity': [affinity],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  ServiceSpec: all(
    somePort,
    portsNamed('Service', 'service-ports-unnamed'),
    namedOnce('ports', 'port'),
    portsOnce,
    nodePorts,
    ofLoadBalancer,
  ),
  ServicePort: (object, path, say) => needs(object, 'port', path, say),
};
