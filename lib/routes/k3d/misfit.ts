import { isIp, isIpv4, isIpv6 } from '../ip';
import type { Misfit } from '../misfit';
import { LAST_PORT } from '../port';
import { isHostName, looseSwitch, parsePortRange, parseSubnet } from './formats';
import { gpusMisfit } from './gpus';
import type { Format } from './shape';

/** What is wrong with a text of a shape. */
export function misfitOf(
  value: string,
  { format, oneOf }: { format?: Format; oneOf?: readonly string[] },
): Misfit | undefined {
  if (oneOf && !oneOf.includes(value)) {
    return { why: 'k3d knows no such thing', remedy: `Write "${oneOf.join('" or "')}".` };
  }
  return format && FORMATS[format](value);
}

const unless = (fits: boolean, why: string, remedy: string) => (fits ? undefined : { why, remedy });

const ULIMITS = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
];

/** Labels of Kubernetes that a kubelet may give its own node. */
const TAKEN_BY_KUBELET =
  /^(([^/]+\.)?(kubelet|node)\.kubernetes\.io\/|(beta\.)?kubernetes\.io\/(hostname|arch|os|instance-type)$|(topology|failure-domain\.beta)\.kubernetes\.io\/(region|zone)$)/;

/** A name, perhaps behind a domain. */
const isLabelKey = (key: string) => /^([a-z0-9.-]+\/)?[a-z0-9]([\w.-]{0,61}[a-z0-9])?$/i.test(key);

const isLabelValue = (value: string) => /^([a-z0-9]([\w.-]{0,61}[a-z0-9])?)?$/i.test(value);

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

const BACKENDS = ['vxlan', 'host-gw', 'wireguard-native', 'none'];

/** Backends of flannel that an older k3s had, and one that k3s takes by itself. */
const OTHER_BACKENDS = ['ipsec', 'wireguard', 'tailscale'];

const EGRESS_MODES = ['agent', 'cluster', 'pod', 'disabled'];

/** A kubelet gets several as one text. */
const eachOf = (misfitOfOne: (value: string) => Misfit | undefined) => (value: string) =>
  value
    .split(',')
    .map(misfitOfOne)
    .find((misfit) => misfit !== undefined);

/** What a kubelet has against a label of its own node. */
const labelMisfit = (value: string) => {
  const key = value.replace(/=.*$/s, '');
  return (
    unless(isLabelKey(key), 'it begins with no key of a label', 'Write "name=value", for example "disk=ssd".') ??
    unless(
      !/^([^/]+\.)?(kubernetes|k8s)\.io\//.test(key) || TAKEN_BY_KUBELET.test(key),
      'a node does not start with a label of Kubernetes itself',
      'Write a key of your own, or label the node with kubectl once it runs.',
    ) ??
    unless(
      isLabelValue(value.slice(key.length + 1)),
      'its value is none that a label can have',
      'Write at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends.',
    )
  );
};

const FORMATS: Readonly<Record<Format, (value: string) => Misfit | undefined>> = {
  'host-name': (value) =>
    unless(isHostName(value), 'it is no host name', 'Write letters, digits, "-" and ".", without a port.'),
  ipv4: (value) => unless(isIpv4(value), 'it is no IPv4 address', 'Write an address such as 127.0.0.1.'),
  // Behind an IPv6 address the network may stand that it is for.
  ip: (value) =>
    unless(
      isIp(value) || isIpv6(value.replace(/%.+$/s, '')),
      'it is no IP address',
      'Write an address such as 192.168.1.10.',
    ),
  // k3d looks it up and wants an IPv4 address.
  'registry-host': (value) =>
    unless(
      value === '' || (/^[\d.]+$/.test(value) ? isIpv4(value) : /^[\w.-]+$/.test(value)),
      'it is no host of this machine with an IPv4 address',
      'Write an address such as 127.0.0.1, and the port as "hostPort".',
    ),
  'registry-port': (value) =>
    unless(
      ['', 'random'].includes(value) || (/^\d{1,5}$/.test(value) && Number(value) <= LAST_PORT),
      'it is no port',
      'Write a number from 1 to 65535 in quotes, for example "5000".',
    ),
  'container-name': (value) =>
    unless(
      /^([a-z0-9][\w.-]+)?$/i.test(value),
      'docker gives no container such a name',
      'Use two or more lower-case letters, digits, "-" and "." alone, for example "k3d-registry".',
    ),
  label: (value) =>
    unless(!/^(=|$)/.test(value), 'it has no name', 'Write "name=value".') ??
    unless(
      !/^(app|k3[ds]\..*)(=|$)/s.test(value),
      'k3d keeps "app" and everything that starts with "k3d." or "k3s." for itself',
      'Write a label of another name.',
    ),
  'node-label': eachOf(labelMisfit),
  // k3d adds what is missing, k3s does not.
  'node-label-pair': eachOf(
    (value) => unless(value.includes('='), `"${value}" has no "="`, `Write "${value}=".`) ?? labelMisfit(value),
  ),
  'node-taint': eachOf((value) => {
    // A taint to be taken away, of which a node that starts has none.
    if (value.endsWith('-')) return undefined;
    const [, key = '', said = '', effect = ''] = /^([^=:]*)(?:=([^:]*))?:(.*)$/s.exec(value) ?? [];
    return (
      unless(
        EFFECTS.includes(effect),
        'it ends in no effect of a taint',
        `Write ":${EFFECTS.join('", ":')}" behind the key and value.`,
      ) ??
      unless(
        isLabelKey(key) && isLabelValue(said),
        'it begins with no key of a taint',
        'Write "name=value:NoSchedule".',
      )
    );
  }),
  'port-range': (value) => {
    const { first, last } = parsePortRange(value) ?? { first: 0, last: Infinity };
    return (
      unless(last <= LAST_PORT, 'it is no range of ports', 'Write two ports such as "30000-32767".') ??
      unless(first <= last, 'the range runs backwards', `Write "${last}-${first}".`)
    );
  },
  subnets: eachOf((value) =>
    unless(
      parseSubnet(value) !== undefined,
      `"${value}" is no subnet`,
      'Write an address and its bits, for example "10.42.0.0/16".',
    ),
  ),
  variable: (value) => unless(!/^(=|$)/.test(value), 'it has no name', 'Write "NAME=value".'),
  gpus: gpusMisfit,
  switch: (value) => unless(looseSwitch(value) !== undefined, 'it is either on or off', 'Write true or false.'),
  'whole-number': (value) => unless(Number.isInteger(Number(value)), 'it takes a whole number', 'Write a number.'),
  addresses: eachOf((value) =>
    unless(isIp(value.trim()), `"${value}" is no IP address`, 'Write an address such as "10.9.8.7".'),
  ),
  'flannel-backend': (value) => {
    const [backend] = value.split('=') as [string];
    const fits = BACKENDS.includes(backend) || OTHER_BACKENDS.includes(backend);
    return unless(fits, 'flannel has no such backend', `Write one of ${BACKENDS.join(', ')}.`);
  },
  'egress-mode': (value) =>
    unless(EGRESS_MODES.includes(value), 'k3s knows no such mode', `Write one of ${EGRESS_MODES.join(', ')}.`),
  ulimit: (value) => unless(ULIMITS.includes(value), 'k3d knows no such limit', `Write one of ${ULIMITS.join(', ')}.`),
};
