import { type Say, misplaced, missing, wrong } from '../fault';
import { cidr, dnsLabel, dnsSubdomain, ip, qualifiedName } from '../formats';
import { type Plain, given, list, record, text } from '../read';
import {
  type FieldLaw,
  type TypeLaw,
  between,
  filled,
  needs,
  needsText,
  oneOf,
  port,
  portOrName,
  spelled,
  unique,
  uniqueNames,
} from './law';

const typeOf = (spec: Plain) => text(spec.type) || 'ClusterIP';
const OUTSIDE = new Set(['NodePort', 'LoadBalancer']);
const INSIDE = new Set(['ClusterIP', 'ExternalName']);

const service: TypeLaw = (spec, path, say) => {
  const type = typeOf(spec);
  ports(spec, type, path, say);
  if (type === 'ExternalName') external(spec, path, say);
  if (OUTSIDE.has(type) && spec.clusterIP === 'None') {
    const remedy = `Remove clusterIP, or write type: ClusterIP.`;
    say(wrong(`${path}.clusterIP`, 'None', `a ${type} Service needs an address in the cluster`, remedy));
  }
  traffic(spec, type, path, say);
  for (const key of ['loadBalancerClass', 'allocateLoadBalancerNodePorts']) {
    if (type === 'LoadBalancer' || !given(spec[key])) continue;
    say(misplaced(`${path}.${key}`, `the type is ${type}`, `Remove it, or write type: LoadBalancer.`));
  }
  if (record(spec.sessionAffinityConfig).clientIP !== undefined && spec.sessionAffinity !== 'ClientIP') {
    say(
      misplaced(`${path}.sessionAffinityConfig`, 'sessionAffinity is not ClientIP', 'Write sessionAffinity: ClientIP.'),
    );
  }
};

function external(spec: Plain, path: string, say: Say): void {
  needsText(spec, 'externalName', path, say);
  if (text(spec.clusterIP) !== '') {
    say(misplaced(`${path}.clusterIP`, 'an ExternalName Service has no address', 'Remove it.'));
  }
}

function traffic(spec: Plain, type: string, path: string, say: Say): void {
  const { externalTrafficPolicy, healthCheckNodePort } = spec;
  const reached = OUTSIDE.has(type) || list(spec.externalIPs).length > 0;
  if (text(externalTrafficPolicy) !== '' && !reached) {
    const remedy = 'Remove it, or write type: NodePort.';
    say(
      wrong(`${path}.externalTrafficPolicy`, externalTrafficPolicy, `nobody outside reaches a ${type} Service`, remedy),
    );
  }
  if (typeof healthCheckNodePort !== 'number' || healthCheckNodePort === 0) return;
  if (type === 'LoadBalancer' && externalTrafficPolicy === 'Local') return;
  const why = 'only a LoadBalancer Service with externalTrafficPolicy Local has one';
  say(misplaced(`${path}.healthCheckNodePort`, why, 'Remove it.'));
}

function ports(spec: Plain, type: string, path: string, say: Say): void {
  const all = list(spec.ports);
  if (all.length === 0 && type !== 'ExternalName' && spec.clusterIP !== 'None') {
    say(missing(`${path}.ports`, 'a Service listens on some port', 'Add a port.'));
  }
  if (all.length > 1) all.forEach((entry, index) => unnamed(record(entry), `${path}.ports[${index}]`, all.length, say));
  uniqueNames(all, `${path}.ports`, say, 'port');
  unique(
    all,
    ({ port: number, protocol }) => `${text(protocol) || 'TCP'} port ${String(number)}`,
    ({ port: number, protocol }, index, first) => {
      const says = `is ${text(protocol) || 'TCP'} port ${String(number)} once more: port ${first + 1} is the same.`;
      say({ path: `${path}.ports[${index}]`, says, remedy: 'Remove one of the two.' });
    },
  );
  if (!INSIDE.has(type)) return;
  all.forEach((entry, index) => nodePort(record(entry), `${path}.ports[${index}].nodePort`, type, say));
}

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
  'ServiceSpec.externalIPs': filled(ip),
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
  ServiceSpec: service,
  ServicePort: (object, path, say) => needs(object, 'port', path, say),
};
