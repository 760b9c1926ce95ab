import { at, list, record, records, text, texts, type Plain } from './plain';
import type { Container, Pods } from './pods';

/** What a namespace asks of the security of its pods; `privileged` asks nothing. */
export type Standard = 'baseline' | 'restricted';

/** The label of a namespace that has pods refused which do not meet its standard. */
export const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** What a pod lacks, or has too much of, as its author would write it. */
type Lack = string;

type OfPod = (spec: Plain) => readonly Lack[];
type OfContainer = (container: Container, spec: Plain) => readonly Lack[];

/** Capabilities that any container may add. */
const HARMLESS = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);

const SYSCTLS = new Set(
  (
    'kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.ip_local_reserved_ports net.ipv4.ip_unprivileged_port_start ' +
    'net.ipv4.ping_group_range net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes ' +
    'net.ipv4.tcp_keepalive_time net.ipv4.tcp_rmem net.ipv4.tcp_syncookies net.ipv4.tcp_wmem'
  ).split(' '),
);

/** Kinds of volumes that bring nothing of the node. */
const VOLUMES = new Set(
  'configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret'.split(' '),
);

const called = (name: unknown) => text(name) ?? '(no name)';

const when = (lacks: boolean, said: Lack): readonly Lack[] => (lacks ? [said] : []);

const securityOf = ({ json }: Container) => record(json.securityContext);

/** What a container says, else what its pod says. */
const either = (container: Container, spec: Plain, field: string): unknown =>
  securityOf(container)[field] ?? record(spec.securityContext)[field];

const seccompOf = (security: unknown) => text(record(record(security).seccompProfile).type);

const BASELINE_OF_POD: OfPod = (spec) => [
  ...['hostNetwork', 'hostPID', 'hostIPC'].flatMap((field) => when(spec[field] === true, `${field}: true`)),
  ...records(spec.volumes).flatMap(({ hostPath, name }) =>
    when(hostPath !== undefined, `hostPath volume "${called(name)}"`),
  ),
  ...records(record(spec.securityContext).sysctls)
    .map(({ name }) => called(name))
    .flatMap((name) => when(!SYSCTLS.has(name), `sysctl "${name}"`)),
  ...when(seccompOf(spec.securityContext) === 'Unconfined', 'seccompProfile.type: Unconfined'),
];

const BASELINE_OF_CONTAINER: OfContainer = (container) => {
  const security = securityOf(container);
  return [
    ...when(security.privileged === true, 'privileged: true'),
    ...container.ports.flatMap(({ hostPort }) => when((hostPort ?? 0) > 0, `hostPort: ${hostPort}`)),
    ...texts(record(security.capabilities).add)
      .filter((name) => !HARMLESS.has(name))
      .map((name) => `capability "${name}"`),
    ...when(seccompOf(security) === 'Unconfined', 'seccompProfile.type: Unconfined'),
    ...when((text(security.procMount) ?? 'Default') !== 'Default', `procMount: ${security.procMount as string}`),
  ];
};

const RESTRICTED_OF_POD: OfPod = (spec) =>
  list(spec.volumes).flatMap((volume) => {
    const kind = Object.keys(record(volume)).find((key) => key !== 'name' && key !== 'hostPath');
    return when(kind !== undefined && !VOLUMES.has(kind), `${kind} volume`);
  });

const RESTRICTED_OF_CONTAINER: OfContainer = (container, spec) => {
  const security = securityOf(container);
  const { add, drop } = record(security.capabilities);
  const seccomp = seccompOf(security) ?? seccompOf(spec.securityContext);
  return [
    ...when(security.allowPrivilegeEscalation !== false, 'no allowPrivilegeEscalation: false'),
    ...when(either(container, spec, 'runAsNonRoot') !== true, 'no runAsNonRoot: true'),
    ...when(either(container, spec, 'runAsUser') === 0, 'runAsUser: 0'),
    ...when(!texts(drop).includes('ALL'), 'no capabilities: { drop: [ALL] }'),
    ...texts(add)
      .filter((name) => HARMLESS.has(name) && name !== 'NET_BIND_SERVICE')
      .map((name) => `capability "${name}"`),
    ...when(seccomp === undefined, 'no seccompProfile: { type: RuntimeDefault }'),
  ];
};

/** What pods have against a standard, each once. Pods of Windows nodes are held to less, and not looked at. */
export function lacksOf({ spec, containers }: Pick<Pods, 'spec' | 'containers'>, standard: Standard): readonly Lack[] {
  if (at(spec, 'os').name === 'windows') return [];
  const strict = standard === 'restricted';
  return [
    ...new Set([
      ...BASELINE_OF_POD(spec),
      ...(strict ? RESTRICTED_OF_POD(spec) : []),
      ...containers.flatMap((one) => [
        ...BASELINE_OF_CONTAINER(one, spec),
        ...(strict ? RESTRICTED_OF_CONTAINER(one, spec) : []),
      ]),
    ]),
  ];
}
