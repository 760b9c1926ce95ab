import { list, record, type Plain } from '../../plain';
import { type Say, misplaced, missing, wrong } from '../fault';
import { cidr, dnsLabel, dnsSubdomain, ip, outsideIp, qualifiedName } from '../formats';
import { given, text } from '../read';
import {
  type FieldLaw,
  type TypeLaw,
  all,
  between,
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

const typeOf = (spec: Plain) => text(spec.type) || 'ClusterIP';
const OUTSIDE = new Set(['NodePort', 'LoadBalancer']);
const INSIDE = new Set(['ClusterIP', 'ExternalName']);

const external: TypeLaw = (spec, path, say) => {
  if (typeOf(spec) !== 'ExternalName') return;
  needsText(spec, 'externalName', path, say);
  if (text(spec.clusterIP) !== '') {
    say(misplaced(`${path}.clusterIP`, 'an ExternalName Service has no address', 'Remove it.'));
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
  if (text(externalTrafficPolicy) === '') return;
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

const OF_LOAD_BALANCER = ['loadBalancerClass', 'allocateLoadBalancerNodePorts', 'loadBalancerSourceRanges'];

const ofLoadBalancer: TypeLaw = (spec, path, say) => {
  const type = typeOf(spec);
  if (type === 'LoadBalancer') return;
  for (const key of OF_LOAD_BALANCER) {
    const value = spec[key];
    // An empty list counts as not given.
    if (!given(value) || (Array.isArray(value) && value.length === 0)) continue;
    say(misplaced(`${path}.${key}`, `the type is ${type}`, `Remove it, or write type: LoadBalancer.`));
  }
};

const affinity: TypeLaw = (spec, path, say) => {
  if (spec.sessionAffinityConfig === undefined) return;
  if (record(spec.sessionAffinityConfig).clientIP === undefined || spec.sessionAffinity === 'ClientIP') return;
  say(
    misplaced(`${path}.sessionAffinityConfig`, 'sessionAffinity is not ClientIP', 'Write sessionAffinity: ClientIP.'),
  );
};

const somePort: TypeLaw = (spec, path, say) => {
  if (list(spec.ports).length > 0 || typeOf(spec) === 'ExternalName' || spec.clusterIP === 'None') return;
  say(missing(`${path}.ports`, 'a Service listens on some port', 'Add a port.'));
};

const portsNamed: TypeLaw = (spec, path, say) => {
  const each = list(spec.ports);
  if (each.length > 1)
    each.forEach((entry, index) => unnamed(record(entry), `${path}.ports[${index}]`, each.length, say));
};

const portKey = ({ port: number, protocol }: Plain) => `${text(protocol) || 'TCP'} port ${String(number)}`;

const portsOnce = once('ports', portKey, (item, path, first) => ({
  path,
  says: `is ${portKey(item)} once more: port ${first + 1} is the same.`,
  remedy: 'Remove one of the two.',
}));

const nodePortKey = ({ nodePort: number, protocol }: Plain) =>
  typeof number === 'number' && number !== 0 ? `${text(protocol) || 'TCP'} node port ${number}` : '';

const nodePortsOnce = once('ports', nodePortKey, (item, path, first) =>
  wrong(
    `${path}.nodePort`,
    item.nodePort,
    `port ${first + 1} has ${nodePortKey(item)} too`,
    'Write another number, or leave it out.',
  ),
);

const nodePorts: TypeLaw = (spec, path, say, root) => {
  const type = typeOf(spec);
  if (!INSIDE.has(type)) return nodePortsOnce(spec, path, say, root);
  list(spec.ports).forEach((entry, index) => nodePort(record(entry), `${path}.ports[${index}].nodePort`, type, say));
};

function unnamed({ name }: Plain, path: string, count: number, say: Say): void {
  if (given(name) && name !== '') return;
  say({
    path: `${path}.name`,
    says: `is missing: the Service has ${count} ports, and each needs a name.`,
    remedy: 'Add a name such as "http".',
    rule: 'service-ports-unnamed',
  });
}

function nodePort({ nodePort: number }: Plain, path: string, type: string, say: Say): void {
  if (typeof number !== 'number' || number === 0) return;
  say({
    ...wrong(path, number, `a ${type} Service has no node port`, 'Remove nodePort, or write type: NodePort.'),
    rule: 'node-port-on-cluster-ip',
  });
}

const clusterIp: FieldLaw = (value, path, say) => {
  if (value !== 'None') spelled(ip)(value, path, say);
};

/** A trailing dot is the root of all names. */
const externalName = spelled((name) => dnsSubdomain(name.replace(/\.$/, '')));

/** A port of 0 is read as none, so the port of the Service counts. */
const targetPort: FieldLaw = (value, path, say) => {
  if (value !== 0) portOrName(value, path, say);
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
  'ClientIPConfig.timeoutSeconds': between(1, 86400, 'the time'),
  'ServicePort.port': port,
  'ServicePort.targetPort': targetPort,
  'ServicePort.name': spelled(dnsLabel),
  'ServicePort.protocol': oneOf('TCP', 'UDP', 'SCTP'),
  'ServicePort.appProtocol': filled(qualifiedName),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  ServiceSpec: all(
    somePort,
    portsNamed,
    namedOnce('ports', 'port'),
    portsOnce,
    nodePorts,
    external,
    headless,
    traffic,
    healthPort,
    ofLoadBalancer,
    affinity,
  ),
  ServicePort: (object, path, say) => needs(object, 'port', path, say),
};
