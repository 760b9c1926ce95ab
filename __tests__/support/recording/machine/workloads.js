'use strict';
// What controllers make of objects: pods, endpoints, statuses, and events that say why something does not start.

const MAKERS = ['Deployment', 'StatefulSet', 'DaemonSet'];

const isNode = ({ role }) => role === 'server' || role === 'agent';

const nodesOf = (cluster) =>
  cluster.nodes.filter(isNode).map(({ name, status }) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    status: { conditions: [{ type: 'Ready', status: status === 'running' ? 'True' : 'Unknown' }] },
  }));

const countOf = ({ kind, spec }, cluster) =>
  kind === 'DaemonSet' ? cluster.nodes.filter(isNode).length : (spec.replicas ?? 1);

/** How a container waits that does not come up, as kubectl tells it. */
const WAITING = {
  image: ({ image }) => [
    'ImagePullBackOff',
    `Back-off pulling image "${image}": ErrImagePull: failed to resolve reference "docker.io/library/${image}": pull access denied, repository does not exist or may require authorization`,
  ],
  'not-loaded': ({ image }) => [
    'ErrImageNeverPull',
    `Container image "${image}" is not present with pull policy of Never`,
  ],
  crash: ({ name }) => ['CrashLoopBackOff', `back-off 5m0s restarting failed container=${name}`],
  'non-root': () => ['CreateContainerConfigError', 'container has runAsNonRoot and image will run as root'],
  secret: () => ['CreateContainerConfigError', 'secret "absent" not found'],
  starting: () => ['ContainerCreating', ''],
};

const faultOf = (state, cluster, { metadata, spec }) => {
  const [container = {}] = spec.template.spec.containers ?? [];
  const bare = `${container.image}`;
  const loaded = cluster.nodes.filter(isNode).every(({ images }) => images.includes(bare));
  if (container.imagePullPolicy === 'Never' && !loaded) return 'not-loaded';
  return state.broken[metadata.name];
};

function podOf(state, cluster, maker, index) {
  const { metadata, spec, kind } = maker;
  const fault = faultOf(state, cluster, maker);
  const containers = spec.template.spec.containers ?? [];
  const waiting = WAITING[fault];
  const ready = fault === undefined;
  const name = `${metadata.name}-5df45c9496-${String.fromCharCode(97 + index)}fw6c`;
  const unschedulable = fault === 'capacity';
  const status = (container) => {
    const [reason, message] = waiting?.(container) ?? [];
    const was =
      fault === 'crash' ? { lastState: { terminated: { exitCode: 1, reason: 'Error' } }, restartCount: 3 } : {};
    return {
      name: container.name,
      image: container.image,
      ready,
      started: ready,
      restartCount: 0,
      state: reason
        ? { waiting: { reason, ...(message && { message }) } }
        : { running: { startedAt: '2026-11-21T03:16:52Z' } },
      lastState: {},
      ...was,
    };
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: metadata.namespace ?? 'default',
      labels: { ...spec.template.metadata?.labels, 'pod-template-hash': '5df45c9496' },
      ownerReferences: [
        { kind: kind === 'Deployment' ? 'ReplicaSet' : kind, name: `${metadata.name}-5df45c9496`, controller: true },
      ],
    },
    spec: { ...spec.template.spec, ...(!unschedulable && { nodeName: cluster.nodes.find(isNode).name }) },
    status: {
      phase: ready || fault === 'probe' || fault === 'crash' ? 'Running' : 'Pending',
      conditions: unschedulable
        ? [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message:
                '0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
            },
          ]
        : [
            { type: 'PodScheduled', status: 'True' },
            { type: 'Ready', status: ready ? 'True' : 'False' },
          ],
      ...(!unschedulable && { containerStatuses: containers.map(status), podIP: `10.42.1.${index + 3}` }),
    },
  };
}

const makersIn = ({ objects }) => objects.filter(({ kind }) => MAKERS.includes(kind));

const podsOf = (state, cluster) => [
  ...makersIn(cluster).flatMap((maker) =>
    Array.from({ length: countOf(maker, cluster) }, (_, index) => podOf(state, cluster, maker, index)),
  ),
  ...cluster.objects.filter(({ kind }) => kind === 'Pod'),
];

const isReady = ({ status }) =>
  (status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');

const matches = (selector, labels = {}) => Object.entries(selector).every(([key, value]) => labels[key] === value);

const selected = (service, pods) =>
  service.spec?.selector === undefined
    ? []
    : pods.filter(
        ({ metadata }) =>
          metadata.namespace === (service.metadata.namespace ?? 'default') &&
          matches(service.spec.selector, metadata.labels),
      );

const slicesOf = (state, cluster) => {
  const pods = podsOf(state, cluster);
  return cluster.objects
    .filter(({ kind, spec }) => kind === 'Service' && spec?.selector)
    .map((service) => ({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${service.metadata.name}-k564f`,
        namespace: service.metadata.namespace ?? 'default',
        labels: { 'kubernetes.io/service-name': service.metadata.name },
        ownerReferences: [{ kind: 'Service', name: service.metadata.name }],
      },
      endpoints: selected(service, pods).map((pod) => ({
        addresses: [pod.status?.podIP ?? '10.42.0.9'],
        conditions: { ready: isReady(pod) },
      })),
    }));
};

/** An object with the status that its controller gives it. */
function withStatus(state, cluster, object) {
  if (MAKERS.includes(object.kind)) {
    const wanted = countOf(object, cluster);
    const ready = faultOf(state, cluster, object) === undefined ? wanted : 0;
    const { generation } = object.metadata;
    const status =
      object.kind === 'DaemonSet'
        ? { desiredNumberScheduled: wanted, updatedNumberScheduled: wanted, ...(ready && { numberReady: ready }) }
        : {
            replicas: wanted,
            updatedReplicas: wanted,
            ...(ready && { readyReplicas: ready, availableReplicas: ready }),
          };
    return { ...object, status: { ...(generation && { observedGeneration: generation }), ...status } };
  }
  if (object.kind === 'Service' && object.spec?.type === 'LoadBalancer') {
    return { ...object, status: { loadBalancer: { ingress: [{ ip: '192.168.48.2' }] } } };
  }
  return object;
}

const eventsOf = (state, cluster) =>
  makersIn(cluster).flatMap((maker) =>
    faultOf(state, cluster, maker) === 'probe'
      ? [
          {
            apiVersion: 'v1',
            kind: 'Event',
            type: 'Warning',
            reason: 'Unhealthy',
            metadata: { name: `${maker.metadata.name}.1`, namespace: maker.metadata.namespace ?? 'default' },
            involvedObject: { kind: 'Pod', name: podOf(state, cluster, maker, 0).metadata.name },
            message: 'Readiness probe failed: dial tcp 10.42.1.3:81: connect: connection refused',
            lastTimestamp: '2026-11-21T03:17:52Z',
          },
        ]
      : [],
  );

/** Everything that the API knows. */
const everything = (state, cluster) => [
  ...nodesOf(cluster),
  ...cluster.objects.filter(({ kind }) => kind !== 'Pod').map((object) => withStatus(state, cluster, object)),
  ...podsOf(state, cluster),
  ...slicesOf(state, cluster),
  ...eventsOf(state, cluster),
];

module.exports = { everything, isReady, podsOf, selected, withStatus };
