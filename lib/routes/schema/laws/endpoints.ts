import { below, list, record, type Plain } from '../../plain';
import { missing, wrong } from '../fault';
import { dnsLabel, dnsSubdomain, labelValue, outsideIp, qualifiedName } from '../formats';
import { textIn } from '../read';
import { type Besides, type FieldLaw, type TypeLaw, all } from './law';
import { needs } from './presence';
import { portsNamed } from './services';
import { labels } from './labels';
import { namedOnce, unique } from './unique';
import { PROTOCOLS, aPort, filled, oneOf, spelled, wordOf } from './values';

const somebody: TypeLaw = ({ addresses, notReadyAddresses }, path, say) => {
  if (list(addresses).length > 0 || list(notReadyAddresses).length > 0) return;
  say(missing(`${path}.addresses`, 'a subset leads to some address', 'Add an address such as { ip: 10.9.8.7 }.'));
};

const outside = filled(outsideIp);

/** A name with at least one dot, which may end in one. */
const fullName = filled((name) => {
  const plain = name.replace(/\.$/, '');
  const remedy = 'Write a name such as "web.example.com".';
  return dnsSubdomain(plain) ?? (plain.includes('.') ? undefined : { why: 'a name in full has two parts', remedy });
});

/** An IPv4 address in the clothes of IPv6, which the API reads as IPv4. */
const MAPPED = /::ffff:/i;

const MOST = 100;

/** Lists of which one object holds so many entries at most. */
const LISTS = { endpoints: 1000, ports: 20_000, forZones: 8 };

/** A slice is cut off before it is long. */
const short =
  (key: keyof typeof LISTS): TypeLaw =>
  (object, path, say) => {
    const { length } = list(object[key]);
    if (length <= LISTS[key]) return;
    const says = `has ${length} entries: ${LISTS[key]} are allowed.`;
    say({ path: below(path, key), says, remedy: `Write at most ${LISTS[key]}.` });
  };

const LABELS = 16;

const topology: FieldLaw = (value, path, say) => {
  labels(path, value, say);
  const { length } = Object.keys(record(value));
  if (length > LABELS) say({ path, says: `has ${length} labels: ${LABELS} are allowed.`, remedy: 'Remove the last.' });
};

const nodeName = filled(dnsSubdomain);

/** What the addresses of a slice are, all of them. */
const addresses: TypeLaw = ({ addressType, endpoints }, _path, say) => {
  const version = /^IPv[46]$/.exec(textIn(addressType))?.[0];
  list(endpoints).forEach((endpoint, index) => {
    const field = `endpoints[${index}].addresses`;
    const { addresses: each } = record(endpoint);
    if (Array.isArray(each) && each.length === 0) {
      say(missing(field, 'an endpoint has some address', 'Add an address, or remove the endpoint.'));
    }
    const { length } = list(each);
    if (length > MOST) {
      say({ path: field, says: `has ${length} entries: ${MOST} are allowed.`, remedy: 'Write several endpoints.' });
    }
    if (addressType === 'FQDN') list(each).forEach((name, at) => fullName(textIn(name), `${field}[${at}]`, say));
    if (version === undefined) return;
    list(each).forEach((entry, at) => {
      // In a list the API reads null as the empty text.
      const address = entry ?? '';
      if (typeof address !== 'string') return;
      const here = `${field}[${at}]`;
      const other = address.includes(':') ? 'IPv6' : 'IPv4';
      outside(address, here, say);
      if (other === version || MAPPED.test(address) || outsideIp(address) !== undefined) return;
      say(wrong(here, address, `addressType is ${version}`, `Write an ${version} address, or addressType: ${other}.`));
    });
  });
};

/** In a slice no name counts as a name, which one port may have. */
const namesOnce: TypeLaw = ({ ports }, _path, say) => {
  const nameOf = ({ name }: Plain) => `port ${textIn(name)}`;
  unique(list(ports), nameOf, ({ name }, index, first) => {
    const field = `ports[${index}].name`;
    if (textIn(name) !== '')
      return say(wrong(field, name, `port ${first + 1} has this name too`, 'Write another name.'));
    say(missing(field, `port ${first + 1} has no name either`, 'Add a name such as "http".'));
  });
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'EndpointAddress.ip': outside,
  'EndpointAddress.hostname': spelled(dnsLabel),
  'EndpointAddress.nodeName': nodeName,
  'EndpointPort.port': aPort,
  'EndpointPort.name': spelled(dnsLabel),
  'EndpointPort.protocol': oneOf(...PROTOCOLS),
  'EndpointPort.appProtocol': filled(qualifiedName),
  'EndpointSlice.addressType': wordOf('IPv4', 'IPv6', 'FQDN'),
  'Endpoint.hostname': filled(dnsLabel),
  'Endpoint.nodeName': nodeName,
  'Endpoint.deprecatedTopology': topology,
  'ForZone.name': spelled(labelValue),
  'DiscoveryV1EndpointPort.name': spelled(dnsLabel),
  'DiscoveryV1EndpointPort.protocol': wordOf(...PROTOCOLS),
  'DiscoveryV1EndpointPort.appProtocol': filled(qualifiedName),
};

export const besides: Besides = {
  'EndpointSlice.endpoints': [short('endpoints')],
  'EndpointSlice.ports': [short('ports')],
  'EndpointHints.forZones': [short('forZones'), namedOnce('forZones', 'zone')],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  EndpointSubset: all(somebody, portsNamed('subset')),
  EndpointPort: (object, path, say) => needs(object, 'port', path, say),
  EndpointSlice: all(addresses, namesOnce),
};
