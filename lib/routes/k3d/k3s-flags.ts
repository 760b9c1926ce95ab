const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What `k3s server` takes, and `k3s agent` exits over. */
const OF_SERVERS = words(`
  advertise-address advertise-port agent-token agent-token-file cluster-cidr cluster-dns cluster-domain cluster-init
  cluster-reset cluster-reset-restore-path datastore-cafile datastore-certfile datastore-endpoint datastore-keyfile
  default-local-storage-path disable disable-agent disable-apiserver disable-cloud-controller
  disable-controller-manager disable-etcd disable-helm-controller disable-kube-proxy disable-network-policy
  disable-scheduler egress-selector-mode embedded-registry etcd-arg etcd-disable-snapshots etcd-expose-metrics etcd-s3
  etcd-s3-access-key etcd-s3-bucket etcd-s3-bucket-lookup-type etcd-s3-config-secret etcd-s3-endpoint
  etcd-s3-endpoint-ca etcd-s3-folder etcd-s3-insecure etcd-s3-proxy etcd-s3-region etcd-s3-retention
  etcd-s3-secret-key etcd-s3-session-token etcd-s3-skip-ssl-verify etcd-s3-timeout etcd-snapshot-compress
  etcd-snapshot-dir etcd-snapshot-name etcd-snapshot-retention etcd-snapshot-schedule-cron flannel-backend
  flannel-external-ip flannel-ipv6-masq helm-controller-arg helm-job-image https-listen-port kine-tls
  kube-apiserver-arg kube-cloud-controller-arg kube-cloud-controller-manager-arg kube-controller-arg
  kube-controller-manager-arg kube-scheduler-arg secrets-encryption secrets-encryption-provider service-cidr
  service-node-port-range servicelb-namespace supervisor-metrics system-default-registry tls-san tls-san-security
  write-kubeconfig write-kubeconfig-group write-kubeconfig-mode
`);

/** What both of them take, an agent perhaps in a newer k3s alone. */
const OF_NODES = words(`
  airgap-extra-registry alsologtostderr bind-address cluster-secret config container-runtime-endpoint data-dir debug
  default-runtime disable-apiserver-lb disable-default-registry-endpoint disable-selinux docker enable-pprof
  flannel-cni-conf flannel-conf flannel-iface image-credential-provider-bin-dir image-credential-provider-config
  image-service-endpoint kube-proxy-arg kubelet-arg lb-server-port log no-flannel node-external-dns node-external-ip
  node-internal-dns node-ip node-label node-name node-taint nonroot-devices pause-image prefer-bundled-bin
  private-registry protect-kernel-defaults resolv-conf rootless selinux server snapshotter token token-file vmodule
  vpn-auth vpn-auth-file with-node-id
`);

/** Flags that an agent does not know: it exits. */
export const SERVER_FLAGS: ReadonlySet<string> = new Set(OF_SERVERS);

/** Every flag of k3s that is longer than a letter. */
export const K3S_FLAGS: readonly string[] = [...OF_SERVERS, ...OF_NODES];

const COMPARED_SWITCHES = words(`
  disable-cloud-controller disable-helm-controller disable-network-policy embedded-registry flannel-external-ip
  flannel-ipv6-masq secrets-encryption supervisor-metrics
`);

/**
 * What k3s compares before it lets a server join, with what it takes where nothing is said. The address of the DNS then
 * comes of the Services; `--disable=servicelb` is compared by a few versions alone.
 */
export const COMPARED_FLAGS: ReadonlyMap<string, readonly string[] | undefined> = new Map<
  string,
  readonly string[] | undefined
>([
  ...COMPARED_SWITCHES.map((flag): [string, readonly string[]] => [flag, ['false']]),
  ['cluster-cidr', ['10.42.0.0/16', 'fd00:42::/56']],
  ['cluster-dns', undefined],
  ['cluster-domain', ['cluster.local']],
  ['egress-selector-mode', ['agent']],
  ['flannel-backend', ['vxlan']],
  ['secrets-encryption-provider', ['aescbc']],
  ['service-cidr', ['10.43.0.0/16', 'fd00:43::/112']],
]);

const SWITCHES: ReadonlySet<string> = new Set([
  ...COMPARED_SWITCHES,
  ...words(`
    alsologtostderr cluster-init cluster-reset debug disable-agent disable-apiserver disable-apiserver-lb
    disable-controller-manager disable-default-registry-endpoint disable-etcd disable-kube-proxy disable-scheduler
    disable-selinux docker enable-pprof etcd-disable-snapshots etcd-expose-metrics etcd-s3 etcd-s3-insecure
    etcd-s3-skip-ssl-verify etcd-snapshot-compress kine-tls no-flannel nonroot-devices prefer-bundled-bin
    protect-kernel-defaults rootless selinux tls-san-security with-node-id
  `),
]);

/** Flags that are on where no value is given. */
export const isSwitch = (flag: string): boolean => SWITCHES.has(flag);

/** True for a flag that waits for a value; of what k3s may have besides these, nobody knows. */
export const takesValue = (flag: string): boolean => K3S_FLAGS.includes(flag) && !isSwitch(flag);

/** Flags that may stand several times, and count together. */
export const LIST_FLAGS: ReadonlySet<string> = new Set(['cluster-cidr', 'cluster-dns', 'service-cidr']);
