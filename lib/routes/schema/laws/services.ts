import { list, record, type Plain } from '../../plain';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { cidr, dnsLabel, dnsSubdomain, ip, outsideIp, qualifiedName } from '../formats';
import { isGiven, textIn } from '../read';
import { type FieldLaw, type TypeLaw, all } from './law';
import { needs, needsText } from './presence';
import { namedOnce, once } from './unique';
import { aPort, between, filled, oneOf, portOrName, spelled } from './values';

const typeOf = (spec: Plain) => textIn(spec.type) || 'ClusterIP';
const OUTSIDE = new Set(['NodePort', 'LoadBalancer']);

const external: TypeLaw = (spec, path, say) => {
  if (typeOf(spec) !== 'ExternalName') return;
  needsText(spec, 'externalName', path, say);
  for (const key of OF_ADDRESS) {
    if (says(spec[key])) say(misplaced(`${path}.${key}`, 'an ExternalName Service has no address', 'Remove it.'));
  }
};

const OF_ADDRESS = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'];

/** An empty text or list counts as not given. */
const says = (value: unknown) => isGiven(value) && value !== '' && !(Array.isArray(value) && value.length === 0);

/** The list of addresses begins with the one address, and two of them are of two families. */
const addresses: TypeLaw = (spec, path, say) => {
  const { clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy } = spec;
  if (typeOf(spec) === 'ExternalName') return;
  const [first] = list(clusterIPs);
  if (textIn(first) !== '' && !says(clusterIP)) {
    say(missing(`${path}.clusterIP`, 'it says the first of clusterIPs too', `Add clusterIP: ${show(first)}.`));
  } else if (textIn(first) !== '' && typeof clusterIP === 'string' && first !== clusterIP) {
    const remedy = `Write ${show(clusterIP)}.`;
    say(wrong(`${path}.clusterIPs[0]`, first, `it differs from clusterIP, ${show(clusterIP)}`, remedy));
  }
  if (ipFamilyPolicy === 'SingleStack' && (list(ipFamilies).length === 2 || list(clusterIPs).length === 2)) {
    const why = `${list(ipFamilies).length === 2 ? 'ipFamilies' : 'clusterIPs'} has two entries`;
    say(wrong(`${path}.ipFamilyPolicy`, ipFamilyPolicy, why, 'Write "PreferDualStack".'));
  }
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
  if (OUTSIDE.has(type) || list(spec.externalIPs).length > 0) return;
  const remedy = 'Remove it, or write type: NodePort.';
  say(
    wrong(`${path}.externalTrafficPolicy`, externalTrafficPolicy, `nobody outside reaches a ${type} Service`, remedy),
  );
};

const healthPort: TypeLaw = (spec, path, say) => {
  const { externalTrafficPolicy, healthCheckNodePort } = spec;
  if (typeof healthCheckNodePort !== 'number' || healthCheckNodePort === 0) return;
  if (typeOf(spec) === 'LoadBalancer' && externalTrafficPolicy === 'Local') return;
  const why = 'only a LoadBalancer Service with externalTrafficPolicy Local has one';
  say(misplaced(`${path}.healthCheckNodePort`, why, 'Remove it.'));
};

const BALANCED = 'Remove it, or write type: LoadBalancer.';
const OF_LOAD_BALANCER = ['loadBalancerClass', 'allocateLoadBalancerNodePorts', 'loadBalancerSourceRanges'];

const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

const ofLoadBalancer: TypeLaw = (spec, path, say, root) => {
  const type = typeOf(spec);
  if (type === 'LoadBalancer') return;
  for (const key of OF_LOAD_BALANCER) {
    if (says(spec[key])) say(misplaced(`${path}.${key}`, `the type is ${type}`, BALANCED));
  }
  const { annotations } = record(root.metadata);
  if (!isGiven(record(annotations)[RANGES]) || says(spec.loadBalancerSourceRanges)) return;
  say(misplaced(`metadata.annotations[${RANGES}]`, `the type is ${type}`, BALANCED));
};

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
      if (says(record(entry).name)) return;
      const why = `the ${owner} has ${each.length} ports, and each needs a name`;
      say({ ...missing(`${path}.ports[${index}].name`, why, 'Add a name such as "http".'), rule });
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

const nodePorts: TypeLaw = (spec, path, say, root) => {
  if (typeOf(spec) !== 'ClusterIP') return nodePortsOnce(spec, path, say, root);
  list(spec.ports).forEach((entry, index) => nodePort(record(entry), `${path}.ports[${index}].nodePort`, say));
};

function nodePort({ nodePort: number }: Plain, path: string, say: Say): void {
  if (typeof number !== 'number' || number === 0) return;
  say({
    ...wrong(path, number, 'a ClusterIP Service has no node port', 'Remove nodePort, or write type: NodePort.'),
    rule: 'node-port-on-cluster-ip',
  });
}

const clusterIp: FieldLaw = (value, path, say) => {
  if (value !== 'None') spelled(ip)(value, path, say);
};

/** A trailing dot is the root of all names. */
const externalName = spelled((name) => dnsSubdomain(name.replace(/\.$/, '')));

/** A port of 0 and an empty name are read as none, so the port of the Service counts. */
const targetPort: FieldLaw = (value, path, say) => {
  if (value !== 0 && value !== '') portOrName(value, path, say);
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'ServiceSpec.type': oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
  'ServiceSpec.clusterIP': clusterIp,
  'ServiceSpec.clusterIPs': clusterIp,
  'ServiceSpec.externalName': externalName,
  'ServiceSpec.externalIPs': filled(outsideIp),
  'ServiceSpec.loadBalancerSourceRanges': filled((text_) => cidr(text_.trim())),
  'ServiceSpec.loadBalancerClass': filled(qualifiedName),
  'ServiceSpec.externalTrafficPolicy': oneOf('Cluster', 'Local'),
  'ServiceSpec.internalTrafficPolicy': oneOf('Cluster', 'Local'),
  'ServiceSpec.sessionAffinity': oneOf('None', 'ClientIP'),
  'ServiceSpec.ipFamilies': oneOf('IPv4', 'IPv6'),
  'ServiceSpec.ipFamilyPolicy': oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
  'ServiceSpec.trafficDistribution': oneOf('PreferClose', 'PreferSameZone', 'PreferSameNode'),
  'ServicePort.port': aPort,
  'ServicePort.targetPort': targetPort,
  'ServicePort.name': spelled(dnsLabel),
  'ServicePort.protocol': oneOf('TCP', 'UDP', 'SCTP'),
  'ServicePort.appProtocol': filled(qualifiedName),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  ServiceSpec: all(
    somePort,
    portsNamed('Service', 'service-ports-unnamed'),
    namedOnce('ports', 'port'),
    portsOnce,
    nodePorts,
    external,
    addresses,
    headless,
    traffic,
    healthPort,
    ofLoadBalancer,
    affinity,
  ),
  ServicePort: (object, path, say) => needs(object, 'port', path, say),
};
