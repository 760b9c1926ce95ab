import * as fc from 'fast-check';
import type { Plain } from '../../lib/routes/plain';
import type { FieldFault } from '../../lib/routes/schema/fault';
import type { Server } from '../../lib/routes/schema/server';
import { faultsOf as allFaultsOf } from '../../lib/routes/schema/validate';

type Draft = { [key: string]: any };

const metadata = { name: 'web', namespace: 'shop', labels: { app: 'web' }, creationTimestamp: null };
const container = {
  name: 'web',
  image: 'nginx:1.27',
  ports: [{ name: 'http', containerPort: 80 }],
  env: [
    { name: 'A', value: 'b' },
    { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
  ],
  envFrom: [{ configMapRef: { name: 'web' } }],
  resources: { requests: { cpu: 0.1, memory: '64Mi' }, limits: { cpu: '100m', memory: '128Mi', 'nvidia.com/gpu': 1 } },
  readinessProbe: { httpGet: { path: '/', port: 'http' }, successThreshold: 2 },
  livenessProbe: { exec: { command: ['true'] } },
  lifecycle: { preStop: { sleep: { seconds: 5 } } },
  volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'a/b' }],
  securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};
const pod = {
  containers: [container],
  initContainers: [{ name: 'init', image: 'busybox', volumeMounts: null }],
  volumes: [{ name: 'data', configMap: { name: 'web', defaultMode: 420, items: [{ key: 'a', path: 'b/c' }] } }],
  tolerations: [{ operator: 'Exists' }, { key: 'a', value: 'b' }],
};
const template = { metadata: { labels: { app: 'web' } }, spec: pod };
const selector = { matchLabels: { app: 'web' } };
const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const jobSpec = { template: { spec: { ...pod, restartPolicy: 'Never' } } };

const of = (apiVersion: string, kind: string, rest: Draft = {}): Draft => ({ apiVersion, kind, metadata, ...rest });

/** A sound object of each kind that people write. */
const SOUND: Readonly<Record<string, Draft>> = {
  Deployment: of('apps/v1', 'Deployment', { spec: { replicas: 2, selector, template } }),
  StatefulSet: of('apps/v1', 'StatefulSet', {
    spec: {
      serviceName: 'web',
      selector,
      template: { ...template, spec: { ...pod, volumes: [] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }],
    },
  }),
  DaemonSet: of('apps/v1', 'DaemonSet', { spec: { selector, template } }),
  ReplicaSet: of('apps/v1', 'ReplicaSet', { spec: { selector, template } }),
  ReplicationController: of('v1', 'ReplicationController', { spec: { selector: { app: 'web' }, template } }),
  PodTemplate: of('v1', 'PodTemplate', { template }),
  Pod: of('v1', 'Pod', { spec: { ...pod, restartPolicy: 'OnFailure' }, status: {} }),
  Job: of('batch/v1', 'Job', { spec: jobSpec }),
  Dotted: of('batch/v1', 'Job', { metadata: { name: 'a.b' }, spec: jobSpec }),
  Long: of('batch/v1', 'Job', { metadata: { name: 'a'.repeat(61) }, spec: jobSpec }),
  CronJob: of('batch/v1', 'CronJob', { spec: { schedule: '*/5 0-6 1,15 jan-mar ?', jobTemplate: { spec: jobSpec } } }),
  Service: of('v1', 'Service', { spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] } }),
  NodePort: of('v1', 'Service', {
    spec: { type: 'NodePort', externalTrafficPolicy: 'Local', ports: [{ port: 80, nodePort: 30080, targetPort: 0 }] },
  }),
  Balanced: of('v1', 'Service', {
    spec: {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 30081,
      loadBalancerClass: 'example.com/own',
      loadBalancerSourceRanges: [' 10.0.0.0/8'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
      ports: [{ port: 80 }],
    },
  }),
  Headless: of('v1', 'Service', { spec: { clusterIP: 'None' } }),
  External: of('v1', 'Service', { spec: { type: 'ExternalName', externalName: 'host.k3d.internal.' } }),
  Ingress: of('networking.k8s.io/v1', 'Ingress', {
    spec: {
      ingressClassName: 'traefik',
      rules: [
        {
          host: '*.localhost',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
        {
          http: {
            paths: [
              { pathType: 'ImplementationSpecific', backend: { service: { name: 'web', port: { name: 'http' } } } },
            ],
          },
        },
      ],
      tls: [{ hosts: ['web.localhost'], secretName: 'web' }],
    },
  }),
  IngressClass: of('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'traefik.io/ingress-controller' } }),
  ConfigMap: of('v1', 'ConfigMap', { data: { 'index.html': 'ä€𝄞', empty: null }, binaryData: { logo: 'AAAA' } }),
  Secret: of('v1', 'Secret', { data: { password: 'c2VjcmV0\n' }, stringData: { user: 'me' } }),
  Login: of('v1', 'Secret', { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': 'e30=' } }),
  Basic: of('v1', 'Secret', { type: 'kubernetes.io/basic-auth', stringData: { password: 'x' } }),
  Key: of('v1', 'Secret', { type: 'kubernetes.io/ssh-auth', data: { 'ssh-privatekey': 'eA==' } }),
  Token: of('v1', 'Secret', {
    type: 'kubernetes.io/service-account-token',
    metadata: { ...metadata, annotations: { 'kubernetes.io/service-account.name': 'web' } },
  }),
  HorizontalPodAutoscaler: of('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      minReplicas: 1,
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
      behavior: { scaleDown: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } },
    },
  }),
  PodDisruptionBudget: of('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: '50%', selector } }),
  PersistentVolumeClaim: of('v1', 'PersistentVolumeClaim', { spec: claim }),
  PersistentVolume: of('v1', 'PersistentVolume', {
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/data' } },
  }),
  StorageClass: of('storage.k8s.io/v1', 'StorageClass', { provisioner: 'rancher.io/local-path' }),
  NetworkPolicy: of('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: {
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ namespaceSelector: {} }, { podSelector: selector }, { ipBlock: { cidr: '2001:db8::/32' } }],
          ports: [
            { port: 80, endPort: 90 },
            { port: 'http', protocol: 'UDP' },
          ],
        },
      ],
    },
  }),
  Namespace: of('v1', 'Namespace', { metadata: { name: 'shop' } }),
  ServiceAccount: of('v1', 'ServiceAccount', { imagePullSecrets: [{ name: 'login' }] }),
  Role: of('rbac.authorization.k8s.io/v1', 'Role', {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  }),
  ClusterRole: of('rbac.authorization.k8s.io/v1', 'ClusterRole', {
    metadata: { name: 'system:web' },
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      { nonResourceURLs: ['/metrics'], verbs: ['get'] },
    ],
  }),
  RoleBinding: of('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { kind: 'Role', name: 'web' },
    subjects: [
      { kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
      { kind: 'User', name: 'me' },
    ],
  }),
  ClusterRoleBinding: of('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
    metadata: { name: 'web' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:web' },
    subjects: [
      { kind: 'ServiceAccount', name: 'web', namespace: 'shop', apiGroup: '' },
      { kind: 'Group', name: 'system:nodes', apiGroup: 'rbac.authorization.k8s.io' },
    ],
  }),
  Endpoints: of('v1', 'Endpoints', {
    subsets: [{ addresses: [{ ip: '10.9.8.7' }], ports: [{ port: 80 }] }],
  }),
  EndpointSlice: of('discovery.k8s.io/v1', 'EndpointSlice', {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.9.8.7'] }],
    ports: [{ port: 80 }, { name: 'other', port: 81 }],
  }),
  LimitRange: of('v1', 'LimitRange', {
    spec: {
      limits: [
        {
          type: 'Container',
          min: { cpu: '100m' },
          defaultRequest: { cpu: '100m' },
          default: { cpu: 1 },
          max: { cpu: 1 },
        },
        { type: 'Pod', min: { cpu: '100m' }, max: { cpu: 2 }, maxLimitRequestRatio: { cpu: 20, memory: 4 } },
        { type: 'PersistentVolumeClaim', max: { storage: '10Gi' } },
        { type: 'openshift.io/Image', max: { storage: '1Gi' } },
      ],
    },
  }),
  ResourceQuota: of('v1', 'ResourceQuota', {
    spec: {
      hard: {
        pods: '10',
        'requests.cpu': '1500m',
        'limits.memory': '2Gi',
        'requests.storage': '10Gi',
        'services.nodeports': 0,
        'count/deployments.apps': 5,
        'requests.nvidia.com/gpu': '500m',
        'hugepages-2Mi': '4Mi',
      },
    },
  }),
  CustomResourceDefinition: of('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
    metadata: { name: 'carts.shop.example' },
    spec: {
      group: 'shop.example',
      scope: 'Namespaced',
      names: { kind: 'Cart', plural: 'carts' },
      versions: [
        { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
        { name: 'v1beta1', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
      ],
    },
  }),
  Webhook: of('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
    metadata: { name: 'web' },
    webhooks: [
      {
        name: 'check.web.example',
        admissionReviewVersions: ['v1', 'v2'],
        sideEffects: 'None',
        clientConfig: { service: { name: 'web', namespace: 'shop' } },
        rules: [{ operations: ['*'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods', '*/status'] }],
      },
    ],
  }),
  PriorityClass: of('scheduling.k8s.io/v1', 'PriorityClass', { value: 0 }),
  List: { apiVersion: 'v1', kind: 'List', items: [] },
  Certificate: of('cert-manager.io/v1', 'Certificate', { spec: { anything: [1, null] } }),
};

/** The object with one field set; undefined removes it. */
function changed(kind: string, path: string, value: unknown): Plain {
  const object = structuredClone(SOUND[kind]!);
  const keys = path.match(/[^.]+/g)!.map((key) => key.replaceAll('~', '.'));
  const last = keys.pop()!;
  let here: Draft = object;
  for (const key of keys) here = here[key] ??= {};
  if (value === undefined) delete here[last];
  else here[last] = value;
  return object;
}

/** Which release a cluster runs and which addresses it has is not seen in an object. */
const UNKNOWN: Server = { minor: NaN, usualAddresses: false, mayHave: () => false };
const faultsOf = (object: Plain) => allFaultsOf(object).filter(({ takenBy }) => !takenBy?.(UNKNOWN));

const said = ({ path, says, remedy }: FieldFault) => `${path} ${says} ${remedy}`;

const C = 'spec.template.spec.containers.0';
const P = 'spec.template.spec';
const I = 'spec.rules.0.http.paths.0';
const letters = 'only lower-case letters, digits and "-" may stand in it, with a letter or digit at both ends';
const domain =
  'only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part';
const words = 'only letters, digits, "-", "_" and "." may stand in it, with a letter or digit at both ends';
const keyRemedy = 'Write a key such as "app" or "example.com/app".';
const pathOf = (path: string) => path.replace(/\.(\d+)/g, '[$1]');

type Case = readonly [kind: string, path: string, value: unknown, ...messages: string[]];

/** What is changed in a sound object, and what is said then; `$` stands for the path. */
// prettier-ignore
const REFUSED: readonly Case[] = [
  // Types
  ['Deployment', 'spec.replicas', '3', '$ is "3": a whole number is needed. Write 3 without quotes.'],
  ['Deployment', 'spec.replicas', 1.5, '$ is 1.5: a whole number is needed. Write a whole number.'],
  ['Deployment', 'spec.replicas', 3e9, '$ is 3000000000: a whole number is needed. Write a whole number.'],
  ['Deployment', 'spec.paused', 'true', '$ is "true": true or false is needed. Write true without quotes.'],
  ['Deployment', 'spec.paused', 1, '$ is 1: true or false is needed. Write true, false, or leave it out.'],
  ['Deployment', `${C}.image`, { a: 1 }, '$ is a mapping: text is needed. Write text in its place.'],
  ['Deployment', `${C}.env.0.value`, true, '$ is true: text is needed. Write the value in quotes.'],
  ['Deployment', `${C}.env.0.name`, true, '$ is true: text is needed. Write "true" in quotes, or the word that stands there: yes and on mean true without them.'],
  ['Deployment', 'metadata.labels.country', false, 'metadata.labels[country] is false: text is needed. Write "false" in quotes, or the word that stands there: no and off mean false without them.'],
  ['Deployment', `${C}.command`, 'run', '$ is "run": a list is needed. Write a list, each entry after "- ".'],
  ['Deployment', `${C}.command`, [['run']], 'spec.template.spec.containers[0].command[0] is a list: text is needed. Write text in its place.'],
  ['Deployment', 'spec.template', [], '$ is a list: a mapping is needed. Write a mapping of fields.'],
  ['Deployment', `${P}.nodeSelector`, 'linux', '$ is "linux": a mapping is needed. Write a mapping of keys to values.'],
  ['Deployment', `${P}.containers.0`, 'web', '$ is "web": a mapping is needed. Write a mapping of fields.'],
  ['Deployment', 'metadata.creationTimestamp', 'now', '$ is "now": a time is needed. Write a time such as "2030-01-31T12:00:00Z".'],
  ['Deployment', 'metadata.creationTimestamp', '2030-01-31T12:00:00Z'],
  ['Deployment', `${P}.activeDeadlineSeconds`, '5', '$ is "5": a whole number is needed. Write 5 without quotes.', '$ must not stand here: the pods of a Deployment run for ever. Remove it.'],
  ['Deployment', `${C}.resources.limits.cpu`, '1x', 'spec.template.spec.containers[0].resources.limits[cpu] is "1x": a quantity is needed. Write a quantity such as "500m", "128Mi" or 2.'],
  ['Deployment', `${C}.resources.limits.memory`, '1GB', 'spec.template.spec.containers[0].resources.limits[memory] is "1GB": a quantity is needed. Write "1G".'],
  ['Deployment', `${C}.resources.limits.memory`, [], 'spec.template.spec.containers[0].resources.limits[memory] is a list: a quantity is needed. Write a quantity such as "500m", "128Mi" or 2.'],
  ['Deployment', `${C}.resources.limits.memory`, '2e9'],
  ['Deployment', `${C}.readinessProbe.httpGet.port`, true, '$ is true: a whole number is needed. Write a whole number.'],
  ['PriorityClass', 'globalDefault', 'yes', '$ is "yes": true or false is needed. Write true, false, or leave it out.'],
  ['Secret', 'data.password', 'secret!', 'data[password] is not base64. Write the value in base64, or put the plain text under stringData.'],
  ['Secret', 'data.password', 12345, 'data[password] is not base64. Write the value in base64, or put the plain text under stringData.'],
  ['Secret', 'stringData.user', 12345, 'stringData[user] is not text. Write the value in quotes.'],
  ['Secret', 'stringData', 'password=hunter2', 'stringData is no mapping. Write a mapping of keys to values.'],
  ['Secret', 'data', 'hunter2', 'data is no mapping. Write a mapping of keys to values.'],
  ['Deployment', `${C}.env.0.value`, 987654321, '$ is a number: text is needed. Write the value in quotes.'],
  ['Deployment', `${C}.args`, '--token=hunter2', '$ is "--token=…": a list is needed. Write a list, each entry after "- ".'],
  // Fields
  ['Deployment', `${C}.typo`, 1, '$ is no field that Kubernetes 1.36 knows here. Remove "typo".'],
  ['Deployment', `${C}.port`, [], '$ is no field that Kubernetes 1.36 knows here. Write "ports".'],
  ['Deployment', `${C}.image_pull_policy`, 'Always', '$ is no field that Kubernetes 1.36 knows here. Write "imagePullPolicy".'],
  ['Deployment', 'spec.replica', 1, '$ is no field that Kubernetes 1.36 knows here. Write "replicas".'],
  ['Ingress', `${I}.backend`, { serviceName: 'web', servicePort: 80 }, '$.serviceName is no field that Kubernetes 1.36 knows here. Write "service.name".', '$.servicePort is no field that Kubernetes 1.36 knows here. Write "service.port.number" or "service.port.name".'],
  ['Certificate', 'metadata.typo', 1, '$ is no field that Kubernetes 1.36 knows here. Remove "typo".'],
  ['Deployment', 'spec.selector', undefined, '$ is missing: the API requires it. Add selector.'],
  ['Deployment', 'spec', null, '$ is missing: the API requires it. Add spec.'],
  ['Deployment', 'spec.template.spec', undefined, '$ is missing: the API requires it. Add spec.'],
  ['Deployment', `${P}.containers`, [null], `${P}.containers[0].name is missing: the API requires it. Add name.`, `${P}.containers[0].image is missing: the API requires it. Add image, for example image: nginx:1.27.`],
  ['Deployment', 'spec.constructor', 1, '$ is no field that Kubernetes 1.36 knows here. Remove "constructor".'],
  ['Deployment', `${C}.readinessProbe`, { httpget: { port: 80 } }, '$.httpget is no field that Kubernetes 1.36 knows here. Write "httpGet".'],
  ['Deployment', `${C}.ports`, [{ container_port: 80 }], '$[0].container_port is no field that Kubernetes 1.36 knows here. Write "containerPort".'],
  ['Deployment', `${C}.ports`, [{ container_port: 80, 'container-port': 80, host_port: 80, hostPort: 70000 }], '$[0].container_port is no field that Kubernetes 1.36 knows here. Write "containerPort".', '$[0].container-port is no field that Kubernetes 1.36 knows here. Write "containerPort".', '$[0].host_port is no field that Kubernetes 1.36 knows here. Write "hostPort".', '$[0].hostPort is 70000: a port lies between 0 and 65535. Write a number from 0 to 65535.'],
  ['Deployment', `${C}.ports`, [{ port: 80 }], '$[0].port is no field that Kubernetes 1.36 knows here. Remove "port".', '$[0].containerPort is missing: the API requires it. Add containerPort.'],
  ['Deployment', `${P}.containers.0`, { name: 'web', 'image-pull-policy': 'Always' }, '$.image-pull-policy is no field that Kubernetes 1.36 knows here. Write "imagePullPolicy".', '$.image is missing: the API requires it. Add image, for example image: nginx:1.27.'],
  // Kinds
  ['Deployment', 'apiVersion', undefined, 'apiVersion is missing: nobody knows what this is. Add apiVersion.'],
  ['Deployment', 'kind', 'deployment', 'kind is "deployment": apps/v1 has no such kind. Write "Deployment".'],
  ['Certificate', 'metadata', undefined, 'metadata.name is missing: every object has a name. Add metadata.name.'],
  ['Certificate', 'metadata', 'web', 'metadata.name is missing: every object has a name. Add metadata.name.', 'metadata is "web": a mapping is needed. Write a mapping of fields.'],
  ['Deployment', 'kind', 'Deploymnet', 'kind is "Deploymnet": apps/v1 has no such kind. Write "Deployment".'],
  ['Ingress', 'kind', 'Ingres', 'kind is "Ingres": networking.k8s.io/v1 has no such kind. Write "Ingress".'],
  ['Deployment', 'kind', 'BrandNew'],
  ['Deployment', 'apiVersion', 'v1', 'apiVersion is "v1": it has no kind Deployment. Write "apps/v1".'],
  ['HorizontalPodAutoscaler', 'apiVersion', 'apps/v1', 'apiVersion is "apps/v1": it has no kind HorizontalPodAutoscaler. Write "autoscaling/v2".'],
  ['Deployment', 'apiVersion', 'v2', '$ is "v2": it has no kind Deployment. Write "apps/v1".'],
  ['Deployment', 'apiVersion', 'app/v1', '$ is "app/v1": it has no kind Deployment. Write "apps/v1".'],
  ['Ingress', 'apiVersion', 'extensions/v1beta1'],
  ['Deployment', 'apiVersion', 'apps/v2'],
  ['Certificate', 'apiVersion', 'v1'],
  ['Service', 'apiVersion', 'serving.knative.dev/v1'],
  // Names and labels
  ['Deployment', 'metadata.name', 'Bad_Name', `$ is "Bad_Name": ${domain}. Write "bad-name".`],
  ['Deployment', 'metadata.name', 'ä', `$ is "ä": ${domain}. Write a name of lower-case letters, digits and "-".`],
  ['Deployment', 'metadata.name', 'a'.repeat(254), `$ is "${'a'.repeat(57)}…": it has 254 characters, and 253 are allowed. Write "${'a'.repeat(253)}".`],
  ['Deployment', 'metadata.namespace', 'a.b', `$ is "a.b": ${letters}. Write "a-b".`],
  ['Service', 'metadata.name', '1web', '$ is "1web": only lower-case letters, digits and "-" may stand in it, with a letter first and a letter or digit last. Write a name of lower-case letters, digits and "-".'],
  ['CronJob', 'metadata.name', 'a'.repeat(53), `$ is "${'a'.repeat(53)}": it has 53 characters, and 52 are allowed. Write a shorter name.`],
  ['ClusterRole', 'metadata.name', 'a/b', '$ is "a/b": neither "/" nor "%" may stand in it. Write a name of letters, digits, "-" and ":".'],
  ['Job', 'metadata', { generateName: 'web-' }],
  ['StatefulSet', 'metadata.name', 'a.b', `$ is "a.b": ${letters}. Write "a-b".`],
  ['StatefulSet', 'metadata.name', 'a'.repeat(63)],
  ['Deployment', 'metadata.name', 'a.b'],
  ['Job', 'metadata', { generateName: 'Web_' }, `$.generateName is "Web_": ${domain}. Write "web".`],
  ['CronJob', 'metadata', { generateName: `${'a'.repeat(46)}-` }],
  ['CronJob', 'metadata', { generateName: `${'a'.repeat(51)}-` }, `$.generateName is "${'a'.repeat(51)}-": it has 57 characters, and 52 are allowed. Write a shorter name.`],
  ['Job', 'metadata', { generateName: 'a'.repeat(253) }],
  ['Namespace', 'metadata', { generateName: `${'a'.repeat(60)}--` }],
  ['Namespace', 'metadata', { generateName: `${'a'.repeat(60)}.` }, `$.generateName is "${'a'.repeat(57)}…": ${letters}. Write "${'a'.repeat(60)}".`],
  ['Service', 'metadata', { generateName: 'a'.repeat(64) }, `$.generateName is "${'a'.repeat(57)}…": it has 64 characters, and 63 are allowed. Write "${'a'.repeat(63)}".`],
  ['Deployment', 'metadata', { generateName: '-' }, `$.generateName is "-": ${domain}. Write a name of lower-case letters, digits and "-".`],
  ['PriorityClass', 'metadata.name', 'system-web', '$ is "system-web": names with "system-" belong to the cluster. Write another beginning.'],
  ['PriorityClass', 'metadata.name', 'system-node-critical'],
  ['Deployment', 'metadata.labels', { 'a/b/c': 'x' }, `$ has the key "a/b/c": a key has one "/" at most. ${keyRemedy}`],
  ['Deployment', 'metadata.labels', { 'A/b': 'x' }, `$ has the key "A/b": what stands before "/" is a domain. ${keyRemedy}`],
  ['Deployment', 'metadata.labels', { ['a'.repeat(64)]: 'x' }, `$ has the key "${'a'.repeat(57)}…": its name has 64 characters, and 63 are allowed. ${keyRemedy}`],
  ['Deployment', 'metadata.labels', { [`${'a'.repeat(60)}.example.com/app`]: 'x' }],
  ['Deployment', 'metadata.labels', { a: 'b c' }, `$ has the value "b c": ${words}. Write a value such as "web" or "1.27".`],
  ['Deployment', 'metadata.labels', { a: 'b'.repeat(64) }, `$ has the value "${'b'.repeat(57)}…": it has 64 characters, and 63 are allowed. Write a value such as "web" or "1.27".`],
  ['Deployment', 'metadata.labels', { a: 1, b: '' }, 'metadata.labels[a] is 1: text is needed. Write "1" in quotes.'],
  ['Deployment', 'metadata.annotations', { 'a b': '' }, `$ has the key "a b": ${words}. ${keyRemedy}`],
  ['Deployment', 'metadata.annotations', { a: 'x'.repeat(262144) }, '$ has 262145 bytes: 262144 are allowed. Put the long values into a ConfigMap.'],
  ['Deployment', 'metadata.annotations', { a: 'ä'.repeat(131072) }, '$ has 262145 bytes: 262144 are allowed. Put the long values into a ConfigMap.'],
  ['Deployment', 'metadata.annotations', { a: 'x'.repeat(262143) }],
  ['Deployment', 'metadata.finalizers', ['foo', 'orphan', 'example.com/foo', 'kubernetes'], '$[0] is "foo": Kubernetes has no such finalizer, and those of others have a domain. Write a name such as "example.com/foo".'],
  ['PodDisruptionBudget', 'metadata.finalizers', ['orphan', 'foregroundDeletion'], '$ has "orphan" and "foregroundDeletion": an object ends in one way. Remove one of the two.'],
  ['Namespace', 'spec.finalizers', ['kubernetes', 'foo'], '$[1] is "foo": Kubernetes has no such finalizer, and those of others have a domain. Write a name such as "example.com/foo".'],
  ['Deployment', 'metadata.finalizers', ['a b', 1], `$[0] is "a b": ${words}. ${keyRemedy}`, '$[1] is 1: text is needed. Write "1" in quotes.'],
  ['HorizontalPodAutoscaler', 'metadata.finalizers', ['foo'], '$[0] is "foo": Kubernetes has no such finalizer, and those of others have a domain. Write a name such as "example.com/foo".'],
  ['Deployment', 'spec.template.metadata.finalizers', ['foo']],
  ['Certificate', 'metadata.finalizers', ['foo']],
  ['Deployment', 'metadata.ownerReferences', [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: '' }], '$[0].uid is "": the API requires a value. Write a value.'],
  ['Deployment', 'metadata.ownerReferences', ['a', 'b', 'c'].map((name) => ({ apiVersion: 'v1', kind: 'Pod', name, uid: '1', controller: name !== 'b' })), '$[2].controller is true: ownerReferences[0] controls the object already. Remove controller from one of the two.'],
  ['Deployment', 'metadata.ownerReferences', [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: '1', controller: true }]],
  ['PodDisruptionBudget', 'metadata.finalizers', ['foo']],
  // Containers
  ['Deployment', `${C}.image`, '', '$ is "": the API requires a value. Add image, for example image: nginx:1.27.'],
  ['Deployment', `${C}.name`, 'A.B', `$ is "A.B": ${letters}. Write "a-b".`],
  ['Deployment', `${C}.name`, '', '$ is "": the API requires a value. Write a value.'],
  ['Deployment', `${C}.imagePullPolicy`, 'always', '$ is "always": the API knows no such value. Write "Always".'],
  ['Deployment', `${C}.imagePullPolicy`, 'bogus', '$ is "bogus": the API knows no such value. Write "Always", "IfNotPresent" or "Never".'],
  ['Deployment', `${C}.ports`, [{ name: 'web' }], '$[0].containerPort is missing: the API requires it. Add containerPort.'],
  ['Deployment', `${C}.ports.0.containerPort`, 65536, '$ is 65536: a port lies between 1 and 65535. Write a number from 1 to 65535.'],
  ['Deployment', `${C}.ports`, [{ containerPort: 80, hostPort: 80, hostIP: 'localhost' }]],
  ['Deployment', `${C}.ports.0.name`, 'toolongaportname', '$ is "toolongaportname": it has 16 characters, and the name of a port has 15. Write a name such as "http".'],
  ['Deployment', `${C}.ports.0.name`, 'HTTP', '$ is "HTTP": only lower-case letters, digits and "-" may stand in the name of a port. Write a name such as "http".'],
  ['Deployment', `${C}.ports.0.name`, 'a--b', '$ is "a--b": the name of a port has no two "-" side by side. Write a name such as "http".'],
  ['Deployment', `${C}.ports.0.name`, '80', '$ is "80": the name of a port has a letter. Write 80 without quotes.'],
  ['Deployment', `${C}.ports`, [{ name: 'a', containerPort: 1 }, { name: 'a', containerPort: 2 }], '$[1].name is "a": port 1 has this name too. Write another name.'],
  ['Deployment', `${C}.ports`, [{ containerPort: 1 }, { containerPort: 1, protocol: 'UDP' }, { containerPort: 1, protocol: 'TCP' }], '$[2].containerPort is 1: the container declares TCP port 1 twice. Remove one of the two.'],
  ['Deployment', `${C}.ports`, [{ containerPort: 1 }, { containerPort: 1 }], '$[1].containerPort is 1: the container declares TCP port 1 twice. Remove one of the two.'],
  ['Deployment', `${P}.containers`, [container, { ...container, name: 'b', ports: [{ containerPort: 80 }, { containerPort: '80' }] }], '$[1].ports[1].containerPort is "80": a whole number is needed. Write 80 without quotes.', '$[1].ports[0].containerPort is 80: containers[0] of the same pod declares TCP port 80 too, and only one can listen. Let one of the containers listen on another port.'],
  ['Deployment', `${C}.env`, [{ name: 'A' }, { name: 'A' }], '$[1].name is "A": variable 1 has this name too, and the later one wins. Remove one of the two.'],
  ['Deployment', `${C}.env.0.name`, '', '$ is "": the API requires a value. Write a value.'],
  ['Deployment', `${C}.env.0.name`, 'A=B', '$ is "A=B": a variable has only ASCII characters and no "=". Write a name such as "MY_VARIABLE".'],
  ['Deployment', `${C}.env.1.value`, 'x', `${P}.containers[0].env[1].valueFrom stands beside value: a variable has only one of them. Remove value, or remove valueFrom.`],
  ['Deployment', `${C}.env.1.valueFrom`, {}, '$ says nothing: a variable has one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef. Add fieldRef.'],
  ['Deployment', `${C}.env.1.valueFrom.fieldRef.fieldPath`, 'spec.x', '$ is "spec.x": a variable cannot take this field. Write a field such as "status.podIP" or "metadata.name".'],
  ['Deployment', `${C}.env.1.valueFrom.fieldRef.fieldPath`, "metadata.labels['app']"],
  ['Deployment', `${C}.env.1.valueFrom.fieldRef.fieldPath`, 'spec.host'],
  ['Deployment', `${C}.env.1.valueFrom`, { resourceFieldRef: { resource: 'cpu' } }, '$.resourceFieldRef.resource is "cpu": this is no amount of a container. Write "limits.cpu" or "requests.memory".'],
  ['Deployment', `${C}.env.1.valueFrom`, { resourceFieldRef: { resource: 'limits.cpu' } }],
  ['Deployment', `${C}.env.1.valueFrom`, { secretKeyRef: { key: '../a' } }, '$.secretKeyRef.key is "../a": only letters, digits, "-", "_" and "." may stand in it. Write a key such as "DB_HOST" or "index.html".', '$.secretKeyRef.name is missing: the API requires it. Add name.'],
  ['Deployment', `${C}.envFrom.0.secretRef`, { name: '' }, '$.name is "": the API requires a value. Add name.', `${P}.containers[0].envFrom[0].secretRef stands beside configMapRef: an entry has only one of them. Remove configMapRef, or remove secretRef.`],
  ['Deployment', `${C}.resources.requests.cpu`, 2, `${P}.containers[0].resources.requests[cpu] is 2: it is more than the limit, "100m". Write at most "100m", or raise the limit.`],
  ['Deployment', `${C}.resources.requests.memory`, '-1', `${P}.containers[0].resources.requests[memory] is "-1": an amount cannot be negative. Write 0 or more.`],
  ['Deployment', `${C}.resources.limits`, { gpu: 1 }, '$[gpu] is no resource of a container. Write "cpu", "memory", or the full name of the resource, such as "nvidia.com/gpu".'],
  ['Deployment', `${C}.resources`, { requests: { 'nvidia.com/gpu': 1 } }, '$.limits[nvidia.com/gpu] is missing: a whole device is asked for. Add the limit 1.'],
  ['Deployment', `${C}.resources`, { requests: { 'a.b/c': 1 }, limits: { 'a.b/c': 2 } }, '$.requests[a.b/c] is 1: it differs from the limit, 2. Write 2.'],
  ['Deployment', `${C}.resources`, { requests: { 'a.b/c': 2, cpu: 'x' }, limits: { 'a.b/c': 2, cpu: 1 } }, '$.requests[cpu] is "x": a quantity is needed. Write a quantity such as "500m", "128Mi" or 2.'],
  ['Deployment', `${C}.resources`, { limits: { 'nvidia.com/gpu': '500m' } }, `${P}.containers[0].resources.limits[nvidia.com/gpu] is "500m": a device is handed out whole. Write 1.`],
  ['Deployment', `${C}.resources`, { requests: { 'a.b/c': 1.5 }, limits: { 'a.b/c': 1.5 } }, '$.limits[a.b/c] is 1.5: a device is handed out whole. Write 2.', '$.requests[a.b/c] is 1.5: a device is handed out whole. Write 2.'],
  ['Deployment', `${C}.resources`, { limits: { 'a.b/c': '3000m', 'a.b/d': '2k', 'a.b/e': 'x', 'kubernetes.io/a': '500m', cpu: '500m' } }, '$.limits[a.b/e] is "x": a quantity is needed. Write a quantity such as "500m", "128Mi" or 2.'],
  ['Deployment', `${C}.resources`, { limits: { 'hugepages-2Mi': '3Mi', 'hugepages-1Gi': '2Gi', 'hugepages-big': '2Mi' }, requests: { 'hugepages-4Mi': '4Mi' } }, `${P}.containers[0].resources.limits[hugepages-2Mi] is "3Mi": huge pages are handed out whole. Write a multiple of 2Mi.`, `${P}.containers[0].resources.limits[hugepages-big] names no size of a page. Write a name such as "hugepages-2Mi".`, '$.limits[memory] is missing: huge pages come with cpu or memory. Add a limit such as memory: "128Mi".', '$.limits[hugepages-4Mi] is missing: huge pages are not shared. Add the limit "4Mi".'],
  ['Deployment', `${C}.resources`, { limits: { 'hugepages-2Mi': '4Mi' }, requests: { cpu: 1 } }],
  ['Deployment', `${C}.resources`, { limits: { 'hugepages-2Mi': 'x', memory: '1Gi' } }, '$.limits[hugepages-2Mi] is "x": a quantity is needed. Write a quantity such as "500m", "128Mi" or 2.'],
  ['Deployment', `${C}.resources`, { limits: { 'requests.nvidia.com/gpu': 1, 'requests.kubernetes.io/a': 1 } }, '$.limits[requests.nvidia.com/gpu] is no resource of a container: "requests." stands before it in a ResourceQuota. Write "nvidia.com/gpu".'],
  ['Deployment', `${C}.readinessProbe`, {}, '$ says nothing: a probe has one of exec, httpGet, tcpSocket, grpc. Add exec.'],
  ['Deployment', `${C}.readinessProbe.tcpSocket`, { port: 80 }, '$ stands beside httpGet: a probe has only one of them. Remove httpGet, or remove tcpSocket.'],
  ['Deployment', `${C}.readinessProbe.httpGet.port`, '', '$ is "": the API requires a value. Write a value.'],
  ['Deployment', `${C}.readinessProbe.httpGet.httpHeaders`, [{ name: 'a b', value: '' }, { name: 'X-A', value: '' }], '$[0].name is "a b": this is no name of a header. Write a name such as "X-Check".'],
  ['Deployment', `${C}.readinessProbe.periodSeconds`, -1, '$ is -1: a time cannot be negative. Write 0 or more.'],
  ['Deployment', `${C}.readinessProbe.terminationGracePeriodSeconds`, 5, '$ must not stand here: a readinessProbe ends no container. Remove it.'],
  ['Deployment', `${C}.livenessProbe.terminationGracePeriodSeconds`, 0, '$ is 0: a time to end in is at least 1. Write 1 or more.'],
  ['Deployment', `${C}.livenessProbe.successThreshold`, 2, '$ is 2: only a readinessProbe counts successes. Write 1.'],
  ['Deployment', `${C}.livenessProbe.exec.command`, [], '$ is missing: there is nothing to run. Add command.'],
  ['Deployment', `${C}.livenessProbe`, { grpc: {} }, '$.grpc.port is missing: the API requires it. Add port.'],
  ['Deployment', `${C}.envFrom`, [{ prefix: 'A=', configMapRef: { name: 'web' } }, { prefix: '', configMapRef: { name: 'web-' } }, { configMapRef: { name: 'My_Config' } }, {}], '$[0].prefix is "A=": a variable has only ASCII characters and no "=". Write a name such as "MY_VARIABLE".', `$[2].configMapRef.name is "My_Config": ${domain}. Write "my-config".`, '$[3] says nothing: an entry has one of configMapRef, secretRef. Add configMapRef.'],
  ['Deployment', `${C}.env.1.valueFrom`, { configMapKeyRef: { name: 'My_Config', key: 'a' } }, `$.configMapKeyRef.name is "My_Config": ${domain}. Write "my-config".`],
  ['Deployment', `${C}.env.1.valueFrom`, { resourceFieldRef: { resource: 'limits.cpu', divisor: '100m' } }, '$.resourceFieldRef.divisor is "100m": this is no unit of cpu. Write "1m" or "1".'],
  ['Deployment', `${C}.env.1.valueFrom`, { resourceFieldRef: { resource: 'requests.memory', divisor: '10Mi' } }, '$.resourceFieldRef.divisor is "10Mi": this is no unit of memory. Write a unit such as "1Mi" or "1k".'],
  ['Deployment', `${C}.env`, [{ resource: 'limits.cpu', divisor: '1000m' }, { resource: 'limits.cpu', divisor: '1m' }, { resource: 'requests.memory', divisor: '1024Ki' }, { resource: 'limits.hugepages-2Mi', divisor: '1E' }, { resource: 'limits.cpu', divisor: '0' }, { resource: 'limits.cpu', divisor: null }].map((resourceFieldRef, index) => ({ name: `A${index}`, valueFrom: { resourceFieldRef } }))],
  ['Deployment', `${C}.lifecycle.preStop.sleep.seconds`, 31, '$ is 31: the pod has 30 seconds to end. Write at most 30, or raise terminationGracePeriodSeconds.'],
  ['Deployment', `${C}.lifecycle.preStop.sleep.seconds`, 30],
  ['Deployment', `${P}.terminationGracePeriodSeconds`, 4, `${P}.containers[0].lifecycle.preStop.sleep.seconds is 5: the pod has 4 seconds to end. Write at most 4, or raise terminationGracePeriodSeconds.`],
  ['Deployment', `${P}.terminationGracePeriodSeconds`, -1],
  ['Deployment', `${P}.terminationGracePeriodSeconds`, '4', '$ is "4": a whole number is needed. Write 4 without quotes.'],
  ['Deployment', `${P}.initContainers.0`, { name: 'sidecar', image: 'a', restartPolicy: 'Always', lifecycle: { postStart: { sleep: { seconds: 60 } } } }, '$.lifecycle.postStart.sleep.seconds is 60: the pod has 30 seconds to end. Write at most 30, or raise terminationGracePeriodSeconds.'],
  ['Deployment', `${P}.initContainers.0.lifecycle`, { preStop: { sleep: { seconds: 60 } } }, '$ must not stand here: an init container ends before the pod starts. Remove it, or write restartPolicy: Always.'],
  ['Deployment', `${P}.initContainers.0.lifecycle`, { postStart: { exec: { command: ['x'] } } }, '$ must not stand here: an init container ends before the pod starts. Remove it, or write restartPolicy: Always.'],
  ['Deployment', `${P}.initContainers.0`, { ...container, name: 'sidecar', restartPolicy: 'Always' }],
  ['Deployment', `${C}.securityContext.privileged`, true, `${P}.containers[0].securityContext.allowPrivilegeEscalation is false: privileged needs it. Remove privileged, or write true.`],
  ['Deployment', `${C}.securityContext.capabilities`, { add: ['NET_ADMIN', 'CAP_SYS_ADMIN'] }, `${P}.containers[0].securityContext.allowPrivilegeEscalation is false: capabilities.add with CAP_SYS_ADMIN needs it. Remove capabilities.add with CAP_SYS_ADMIN, or write true.`],
  ['Deployment', `${C}.securityContext.capabilities`, { add: ['SYS_ADMIN'] }],
  ['Deployment', `${C}.securityContext`, { privileged: true }],
  ['Deployment', `${C}.securityContext.runAsUser`, -1, '$ is -1: the id of a user or group lies between 0 and 2147483647. Write a number from 0 to 2147483647.'],
  ['Deployment', `${C}.securityContext.seccompProfile`, { type: 'Localhost' }, '$.localhostProfile is missing: type Localhost names a file. Add localhostProfile.'],
  ['Deployment', `${C}.securityContext.seccompProfile`, { type: 'Unconfined', localhostProfile: 'a' }, '$.localhostProfile must not stand here: only type Localhost has a file. Remove it.'],
  ['Deployment', `${C}.securityContext.seccompProfile`, { type: 'Localhost', localhostProfile: '/profiles/a.json' }, '$.localhostProfile is "/profiles/a.json": the path is relative to the folder of the profiles. Write a path such as "profiles/audit.json".'],
  ['Deployment', `${C}.securityContext.seccompProfile`, { type: 'Localhost', localhostProfile: 'profiles/a.json' }],
  ['Deployment', `${C}.securityContext.appArmorProfile`, { type: 'Localhost' }, '$.localhostProfile is missing: type Localhost names a profile. Add localhostProfile.'],
  ['Deployment', `${P}.securityContext.appArmorProfile`, { type: 'RuntimeDefault', localhostProfile: 'a' }, '$.localhostProfile must not stand here: only type Localhost has a profile. Remove it.'],
  ['Deployment', `${P}.securityContext.sysctls`, [{ name: 'net.core.somaxconn', value: '1' }, { name: 'net/ipv4/ip_local_port_range', value: '' }, { name: 'Net', value: '1' }, { name: 'net.core.somaxconn', value: '2' }], '$[2].name is "Net": the kernel has no such setting. Write a name such as "net.core.somaxconn".', '$[3].name is "net.core.somaxconn": sysctl 1 has this name too. Write another name.'],
  // Volumes
  ['Deployment', `${C}.volumeMounts.0.name`, 'missing', '$ is "missing": the pod has no such volume. Add a volume with the name "missing" to the pod.'],
  ['StatefulSet', `${C}.volumeMounts.0.name`, 'dta', '$ is "dta": the pod has no such volume. Write "data", or add a volume with the name "dta" to the pod.'],
  ['StatefulSet', `${C}.volumeMounts.0.name`, 'other', '$ is "other": the pod has no such volume. Add a volume with the name "other" to the pod.'],
  ['Deployment', `${C}.volumeMounts`, [{ name: 'data', mountPath: '/a' }, { name: 'data', mountPath: '/a' }], '$[1].mountPath is "/a": mount 1 has this place too. Write another path.'],
  ['Deployment', `${C}.volumeMounts.0.mountPath`, '', '$ is "": the API requires a value. Write a value.'],
  ['Deployment', `${C}.volumeMounts.0.mountPath`, 'C:\\data'],
  ['Deployment', `${C}.volumeMounts.0.subPath`, '/a', '$ is "/a": the path is relative to the volume. Write a path such as "conf/app.yaml".'],
  ['Deployment', `${C}.volumeMounts.0.subPathExpr`, 'a', '$ stands beside subPath: a mount has only one of them. Remove subPath, or remove subPathExpr.'],
  ['Deployment', `${C}.volumeMounts.0.subPathExpr`, ''],
  ['Deployment', `${C}.volumeMounts`, [null], '$[0].mountPath is missing: the API requires it. Add mountPath.', '$[0].name is missing: the API requires it. Add name.'],
  ['Deployment', `${P}.volumes`, [{ name: 'data' }, { name: 'data', emptyDir: {} }], '$[1].name is "data": volume 1 has this name too. Write another name.'],
  ['Deployment', `${P}.volumes.0.emptyDir`, {}, `${P}.volumes[0].configMap stands beside emptyDir: a volume has only one of them. Remove emptyDir, or remove configMap.`],
  ['Deployment', `${P}.volumes.0.configMap.defaultMode`, 644, '$ is 644: a file mode is at most 511, which is 0777. Write the mode in decimal, for example 420 for 0644.'],
  ['Deployment', `${P}.volumes.0.configMap.items.0.key`, 'no such key'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', persistentVolumeClaim: { claimName: 'My_Claim' } }],
  ['Deployment', `${P}.volumes.0.configMap.items.0.path`, '../x', '$ is "../x": no part of the path may be "..". Write the path without "..".'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', hostPath: { path: '/a/../b' } }, '$.hostPath.path is "/a/../b": no part of the path may be "..". Write the path without "..".'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', secret: {} }, '$.secret.secretName is missing: the API requires it. Add secretName.'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', emptyDir: { sizeLimit: -1 } }, '$.emptyDir.sizeLimit is -1: an amount cannot be negative. Write 0 or more.'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.podIP' } }] } }, '$.downwardAPI.items[0].fieldRef.fieldPath is "status.podIP": a file cannot take this field. Write a field such as "metadata.labels".'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.labels' } }, { path: 'b', resourceFieldRef: { containerName: 'web', resource: 'limits.cpu' } }] } }],
  ['Deployment', `${P}.volumes.0`, { name: 'data', downwardAPI: { items: [{ path: 'a', mode: 644, resourceFieldRef: { resource: 'limits.cpu' } }] } }, '$.downwardAPI.items[0].mode is 644: a file mode is at most 511, which is 0777. Write the mode in decimal, for example 420 for 0644.', '$.downwardAPI.items[0].resourceFieldRef.containerName is missing: the API requires it. Add containerName.'],
  ['Deployment', `${P}.volumes.0.configMap.items.0.path`, '..x', '$ is "..x": names that begin with ".." belong to the kubelet. Write a path such as "conf/app.yaml".'],
  ['Deployment', `${P}.volumes.0.configMap.items.0.path`, 'a/..x'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', nfs: { server: '', path: 'exports' } }, '$.nfs.server is "": the API requires a value. Write a value.', '$.nfs.path is "exports": the path begins with "/". Write "/exports".'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', nfs: { server: 'nas', path: '/exports' } }],
  ['Deployment', `${P}.volumes.0`, { name: 'data', csi: { driver: 'my_driver', nodePublishSecretRef: {} } }, `$.csi.driver is "my_driver": ${domain}. Write "my-driver".`, '$.csi.nodePublishSecretRef.name is missing: the API requires it. Add name.'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', csi: { driver: 'NFS.csi.k8s.io' } }],
  ['Deployment', `${P}.volumes.0`, { name: 'data', ephemeral: {} }, '$.ephemeral.volumeClaimTemplate is missing: the claim is made from it. Add volumeClaimTemplate.'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', ephemeral: { volumeClaimTemplate: { metadata: { name: 'data', labels: { a: 'b' }, creationTimestamp: null, namespace: '' }, spec: claim } } }, '$.ephemeral.volumeClaimTemplate.metadata.name must not stand here: the claim of a pod has labels and annotations alone. Remove it.'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', projected: { sources: [{ secret: { name: 'a', items: [{ key: 'a', path: 'x' }] } }, { configMap: { name: 'b', items: [{ key: 'a', path: 'y' }, { key: 'b', path: 'x' }] } }, { serviceAccountToken: { path: 'x', expirationSeconds: 599 } }, null] } }, '$.projected.sources[2].serviceAccountToken.expirationSeconds is 599: the life of a token lies between 600 and 4294967296. Write a number from 600 to 4294967296.', '$.projected.sources[1].configMap.items[1].path is "x": sources[0].secret.items[0].path writes this file too. Write another path.'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', iscsi: { targetPortal: '10.0.0.1', iqn: '', lun: 256, chapAuthSession: true } }, '$.iscsi.iqn is "": the API requires a value. Write a value.', '$.iscsi.lun is 256: the number of a disk lies between 0 and 255. Write a number from 0 to 255.', '$.iscsi.secretRef is missing: CHAP logs in with a Secret. Add secretRef.'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.2001-04.com.example:a', lun: 0, chapAuthDiscovery: true, secretRef: { name: 'a' } } }],
  ['Deployment', `${P}.volumes.0`, { name: 'data', fc: {} }, '$.fc.targetWWNs is missing: a disk has targetWWNs or wwids. Add targetWWNs.'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', fc: { targetWWNs: ['a'], wwids: ['b'] } }, '$.fc.wwids stands beside targetWWNs: a disk has only one of them. Remove targetWWNs, or remove wwids.', '$.fc.lun is missing: targetWWNs have several disks. Add lun.'],
  ['Deployment', `${P}.volumes.0`, { name: 'data', fc: { wwids: ['b'] } }],
  ['Deployment', `${C}.volumeMounts.0.mountPropagation`, 'Bidirectional', '$ is "Bidirectional": only a privileged container mounts into its node. Write "HostToContainer", or securityContext.privileged: true.'],
  ['Deployment', `${P}.containers.0`, { name: 'web', image: 'a', securityContext: { privileged: true }, volumeMounts: [{ name: 'data', mountPath: '/data', mountPropagation: 'Bidirectional' }] }],
  ['Deployment', `${C}.volumeDevices`, [{ name: 'data', devicePath: '/dev/a' }], '$[0].name is "data": volumeMounts has this volume too, and a volume is either mounted or a device. Remove one of the two.', '$[0].name is "data": only a volume with persistentVolumeClaim or ephemeral is used as a device. Write it under volumeMounts, or let the volume be a claim.'],
  ['Pod', 'spec', { volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'a' } }, { name: 'b', ephemeral: { volumeClaimTemplate: { spec: claim } } }], containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'b', mountPath: '/b' }], volumeDevices: [{ name: 'a', devicePath: '/dev/a' }, { name: 'a', devicePath: '/dev/a' }, null] }, { name: 'b', image: 'a', volumeDevices: [{ name: 'b', devicePath: '/dev/b' }] }] }, '$.containers[0].volumeDevices[2].devicePath is missing: the API requires it. Add devicePath.', '$.containers[0].volumeDevices[2].name is missing: the API requires it. Add name.', '$.containers[0].volumeDevices[1].name is "a": device 1 has this name too. Write another name.', '$.containers[0].volumeDevices[1].devicePath is "/dev/a": device 1 has this place too. Write another path.'],
  ['StatefulSet', `${P}.containers.0`, { name: 'web', image: 'a', volumeDevices: [{ name: 'data', devicePath: '/dev/a' }] }],
  ['Deployment', `${P}.overhead`, { cpu: '-1' }, '$[cpu] is "-1": an amount cannot be negative. Write 0 or more.'],
  // Pods
  ['Deployment', `${P}.containers`, [], '$ is empty: a pod runs at least one container. Add a container.'],
  ['Deployment', `${P}.initContainers.0.name`, 'web', `${P}.containers[0].name is "web": initContainers[0] has this name too. Write another name.`],
  ['Deployment', `${P}.containers`, [container, { name: 'web', image: 'a' }], '$[1].name is "web": containers[0] has this name too. Write another name.'],
  ['Deployment', `${P}.restartPolicy`, 'Never', '$ is "Never": the pods of a Deployment run for ever. Write "Always".'],
  ['Deployment', `${P}.restartPolicy`, 'Always'],
  ['Pod', 'spec.restartPolicy', 'never', '$ is "never": the API knows no such value. Write "Never".'],
  ['Job', `${P}.restartPolicy`, undefined, '$ is missing: the pods of a Job end. Write "OnFailure" or "Never".'],
  ['Deployment', `${P}.dnsPolicy`, 'None', `${P}.dnsConfig.nameservers is missing: dnsPolicy None brings none of its own. Add a nameserver.`],
  ['Deployment', `${P}.hostNetwork`, true],
  ['Pod', 'spec', { hostNetwork: true, containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 80, hostPort: 81 }, { containerPort: 82, hostPort: 82 }, { containerPort: 83, hostPort: 0 }] }] }, '$.containers[0].ports[0].hostPort is 81: with hostNetwork a container has only the ports of the node. Write the same number as containerPort.'],
  ['Pod', 'spec', { containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81, hostPort: 80 }] }, { name: 'b', image: 'a', ports: [{ containerPort: 82, hostPort: 80, protocol: 'TCP' }] }] }, '$.containers[0].ports[1].hostPort is 80: containers[0].ports[0] takes this port of the node too. Write another number for one of the two.', '$.containers[1].ports[0].hostPort is 80: containers[0].ports[0] takes this port of the node too. Write another number for one of the two.'],
  ['Pod', 'spec', { containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 80, hostPort: 80, protocol: 'UDP' }, { containerPort: 81, hostPort: 80, hostIP: '10.0.0.1' }, { containerPort: 82, hostPort: 0 }, { containerPort: 83, hostPort: 0 }] }] }],
  ['Pod', 'spec.shareProcessNamespace', true],
  ['Pod', 'spec', { shareProcessNamespace: true, hostPID: true, containers: [container], volumes: pod.volumes }, '$.shareProcessNamespace stands beside hostPID: a pod has only one of them. Remove hostPID, or remove shareProcessNamespace.'],
  ['Pod', 'spec', { shareProcessNamespace: false, hostPID: true, containers: [container], volumes: pod.volumes }],
  ['Deployment', `${P}.dnsConfig.nameservers`, ['10.0.0.1', '10.0.0.2', '10.0.0.3']],
  ['Deployment', `${P}.dnsConfig.nameservers`, ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'], '$ has 4 entries: a pod asks 3 at most. Write at most 3.'],
  ['Deployment', `${P}.topologySpreadConstraints`, [{ maxSkew: 1, topologyKey: 'any zone', whenUnsatisfiable: 'ScheduleAnyway' }]],
  ['Deployment', `${P}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, [], '$ is empty: a node is chosen by at least one term. Add a term, or leave out what it stands in.'],
  ['PersistentVolume', 'spec.nodeAffinity.required', { nodeSelectorTerms: [] }, '$.nodeSelectorTerms is empty: a node is chosen by at least one term. Add a term, or leave out what it stands in.'],
  ['Deployment', `${P}.tolerations.0.value`, 'x', `${P}.tolerations[0].operator is "Exists": it compares with nothing, and value is "x". Remove value.`],
  ['Deployment', `${P}.tolerations.1.key`, '', '$ is missing: only Exists works without it. Add key, or write operator: Exists.'],
  ['Deployment', `${P}.tolerations.0.tolerationSeconds`, 5, '$ must not stand here: it counts only for effect NoExecute. Remove it.'],
  ['Deployment', `${P}.hostAliases`, [{ ip: '127.0.0.0001' }, { ip: '0300.0.0.1' }], '$[1].ip is "0300.0.0.1": this is no IP address. Write an address such as "10.9.8.7".'],
  ['Deployment', `${P}.hostAliases`, [{ ip: 'x' }, { ip: '::1' }, { ip: '::ffff:1.2.3.4' }, { ip: '::g:1' }, { ip: '1::2::3' }, { ip: '1:2:3:4:5:6:7:8' }], '$[0].ip is "x": this is no IP address. Write an address such as "10.9.8.7".', '$[3].ip is "::g:1": this is no IP address. Write an address such as "10.9.8.7".', '$[4].ip is "1::2::3": this is no IP address. Write an address such as "10.9.8.7".'],
  ['Deployment', `${P}.nodeSelector`, { 'a b': 'x' }, `$ has the key "a b": ${words}. ${keyRemedy}`],
  ['Deployment', `${P}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, [{ matchExpressions: [{ key: 'a', operator: 'Gt', values: [] }, { key: 'a', operator: 'Gt', values: ['1'] }, { key: 'a', operator: 'In', values: ['1'] }] }], '$[0].matchExpressions[0].values has 0 entries: Gt takes one. Write one number, in quotes.'],
  ['Pod', 'spec', { hostNetwork: true, containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 80, hostPort: 80 }] }, { name: 'b', image: 'a', ports: [{ containerPort: 80, hostPort: 80 }] }] }, '$.containers[1].ports[0].containerPort is 80: containers[0] of the same pod declares TCP port 80 too, and only one can listen. Let one of the containers listen on another port.', '$.containers[1].ports[0].hostPort is 80: containers[0].ports[0] takes this port of the node too. Write another number for one of the two.'],
  ['Pod', 'spec.activeDeadlineSeconds', 2147483648, '$ is 2147483648: a deadline lies between 1 and 2147483647. Write a number from 1 to 2147483647.'],
  ['Pod', 'spec.activeDeadlineSeconds', 2147483647],
  ['Pod', 'spec.dnsPolicy', 'ClusterFirst'],
  ['Pod', 'spec.readinessGates', [{ conditionType: 'example.com/ready' }, { conditionType: 'is ready' }], `$[1].conditionType is "is ready": ${words}. ${keyRemedy}`],
  ['Pod', 'spec.schedulingGates', [{ name: 'example.com/a' }, { name: 'example.com/a' }, { name: '' }], '$[2].name is "": the API requires a value. Write a value.', '$[1].name is "example.com/a": gate 1 has this name too. Write another name.'],
  ['Pod', 'spec', { nodeName: 'a', schedulingGates: [{ name: 'a' }], containers: [{ name: 'a', image: 'a' }] }, '$.nodeName must not stand here: schedulingGates keeps the pod from every node. Remove one of the two.'],
  ['Pod', 'spec', { nodeName: 'a', schedulingGates: [], containers: [{ name: 'a', image: 'a' }] }],
  ['Deployment', `${P}.schedulingGates`, [{ name: 'a' }]],
  ['Pod', 'spec.ephemeralContainers', [{ name: 'debug', image: 'busybox' }], '$ must not stand here: they come to a pod that runs, by "kubectl debug". Remove it, or write the containers under containers.'],
  ['Deployment', `${P}.ephemeralContainers`, []],
  ['Pod', 'spec.containers.0.image', 'nginx:1.27 ', '$ is "nginx:1.27 ": there is a space at one end. Write "nginx:1.27".'],
  ['Pod', 'spec.initContainers.0.image', ' ', '$ is " ": there is a space at one end. Write a name.'],
  ['Deployment', `${C}.image`, ' '],
  ['Deployment', `${P}.dnsConfig.searches`, ['Shop.local', '.', '_tcp.shop.local.', 'a b', 'shop.local'], `$[0] is "Shop.local": ${domain}. Write "shop.local".`, `$[3] is "a b": ${domain}. Write "a-b".`],
  ['Deployment', `${P}.dnsConfig.searches`, Array.from({ length: 32 }, () => 'a')],
  ['Deployment', `${P}.dnsConfig.searches`, Array.from({ length: 33 }, () => 'a'), '$ has 33 entries: a pod asks 32 at most. Write at most 32.'],
  ['Deployment', `${P}.dnsConfig.searches`, Array.from({ length: 11 }, () => Array(20).fill('shop-local').join('.')), '$ has 2419 characters: 2048 are allowed. Remove the longest.'],
  ['Deployment', `${P}.dnsConfig.options`, [{ name: 'ndots', value: '2' }, { value: '2' }], '$[1].name is missing: the API requires it. Add name.'],
  ['Deployment', `${P}.tolerations.1.value`, 'no label', `$ is "no label": ${words}. Write a value such as "web" or "1.27".`],
  ['Deployment', `${P}.tolerations.1`, { key: 'a', operator: 'Equal', value: '-' }, `$.value is "-": ${words}. Write a value such as "web" or "1.27".`],
  ['Deployment', `${P}.tolerations.1`, { key: 'a', operator: 'Lt', value: '-5' }],
  ['Deployment', `${P}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }, { matchFields: [{ key: 'status.phase', operator: 'In', values: ['a', 'b'] }, { key: 'metadata.name', operator: 'Exists' }, { key: 'metadata.name', operator: 'In' }] }], '$[1].matchFields[2].values is missing: In compares with values. Add values.', '$[1].matchFields[0].key is "status.phase": of its fields a node is chosen by the name alone. Write "metadata.name", or move the expression to matchExpressions.', '$[1].matchFields[0].values has 2 entries: a node has one name. Write one name, and a term for each of the others.', '$[1].matchFields[1].operator is "Exists": it compares labels. Write "In" or "NotIn".'],
  ['Deployment', `${P}.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution`, [{ preference: {} }], '$[0].weight is missing: the API requires it. Add weight.'],
  ['Deployment', `${P}.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution`, [{ podAffinityTerm: { topologyKey: 'a', namespaces: ['a.b'], labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'b c'] }] } } }], `$[0].podAffinityTerm.namespaces[0] is "a.b": ${letters}. Write "a-b".`, `$[0].podAffinityTerm.labelSelector.matchExpressions[0].values[1] is "b c": ${words}. Write a value such as "web" or "1.27".`, '$[0].weight is missing: the API requires it. Add weight.'],
  ['Deployment', `${P}.topologySpreadConstraints`, [{ topologyKey: 'a', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2, matchLabelKeys: ['pod-template-hash'] }], '$[0].maxSkew is missing: the API requires it. Add maxSkew.', '$[0].minDomains must not stand here: with ScheduleAnyway no number of domains is waited for. Remove it, or write whenUnsatisfiable: DoNotSchedule.', '$[0].labelSelector is missing: matchLabelKeys narrows it. Add labelSelector.'],
  ['Deployment', `${P}.topologySpreadConstraints`, ['DoNotSchedule', 'ScheduleAnyway', 'DoNotSchedule', undefined].map((whenUnsatisfiable, index) => ({ maxSkew: 1, topologyKey: index === 3 ? undefined : 'a', whenUnsatisfiable, labelSelector: {}, matchLabelKeys: ['app'] })), '$[3].topologyKey is missing: the API requires it. Add topologyKey.', '$[3].whenUnsatisfiable is missing: the API requires it. Add whenUnsatisfiable.', '$[2].topologyKey is "a": constraint 1 spreads over it with DoNotSchedule too. Remove one of the two.'],
  ['Deployment', `${P}.topologySpreadConstraints`, [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule', minDomains: 2 }]],
  ['Pod', 'spec', { os: { name: 'windows' }, hostPID: false, hostIPC: true, securityContext: { sysctls: [], fsGroup: 0, windowsOptions: {} }, containers: [{ name: 'a', image: 'a', securityContext: { privileged: false } }] }, '$.hostIPC must not stand here: os says that the pod runs on windows. Remove it, or write another os.', '$.securityContext.fsGroup must not stand here: os says that the pod runs on windows. Remove it, or write another os.', '$.containers[0].securityContext.privileged must not stand here: os says that the pod runs on windows. Remove it, or write another os.'],
  ['Pod', 'spec', { os: { name: 'linux' }, securityContext: { fsGroup: 0 }, initContainers: [{ name: 'b', image: 'a', securityContext: { windowsOptions: {} } }], containers: [{ name: 'a', image: 'a' }] }, '$.initContainers[0].securityContext.windowsOptions must not stand here: os says that the pod runs on linux. Remove it, or write another os.'],
  ['Pod', 'spec.os', { name: 'Windows' }, '$.name is "Windows": the API knows no such value. Write "windows".'],
  // Workloads
  ['Deployment', 'spec.replicas', -1, '$ is -1: a count cannot be negative. Write 0 or more.'],
  ['Deployment', 'spec.selector', {}, '$ is empty: it has to pick the pods of this workload. Add matchLabels with the labels of the template.'],
  ['Deployment', 'spec.selector.matchLabels', { app: 'other' }, 'spec.template.metadata.labels has "app: web": the selector asks for "app: other". Write the labels of the selector into the template too.'],
  ['Deployment', 'spec.template.metadata', undefined, 'spec.template.metadata.labels has no labels: the selector asks for "app: web". Write the labels of the selector into the template too.'],
  ['Deployment', 'spec.selector', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, 'spec.template.metadata.labels has "app: web": the selector asks for no labels. Write the labels of the selector into the template too.'],
  ['Deployment', 'spec.selector', { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }, { key: 'app', operator: 'Exists' }, { key: 'x', operator: 'DoesNotExist' }] }],
  ['Deployment', 'spec.selector', { matchExpressions: [{ key: 'app', operator: 'Like' }] }, '$.matchExpressions[0].operator is "Like": the API knows no such operator. Write one of "In", "NotIn", "Exists", "DoesNotExist".'],
  ['Deployment', 'spec.selector', { matchExpressions: [{ key: 'app', operator: 'In' }] }, '$.matchExpressions[0].values is missing: In compares with values. Add values.', 'spec.template.metadata.labels has "app: web": the selector asks for no labels. Write the labels of the selector into the template too.'],
  ['Deployment', 'spec.selector', { matchExpressions: [{ key: 'app', operator: 'Exists', values: ['a'] }] }, '$.matchExpressions[0].values must not stand here: Exists takes none. Remove values.'],
  ['Deployment', 'spec.strategy', { type: 'Recreate', rollingUpdate: {} }, '$.rollingUpdate must not stand here: type Recreate does not roll. Remove it, or write type: RollingUpdate.'],
  ['Deployment', 'spec.strategy', { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } }, '$.rollingUpdate.maxUnavailable is "0%": with a maxSurge of 0 too, no pod could ever be replaced. Write maxSurge: 1.'],
  ['Deployment', 'spec.strategy', { rollingUpdate: { maxSurge: 'x', maxUnavailable: -1 } }, '$.rollingUpdate.maxSurge is "x": this is no percentage. Write a count such as 1, or a share such as "25%".', '$.rollingUpdate.maxUnavailable is -1: a count cannot be negative. Write 0 or more.'],
  ['Deployment', 'spec.strategy', { rollingUpdate: { maxSurge: '200%', maxUnavailable: '200%' } }, '$.rollingUpdate.maxUnavailable is "200%": all of them are 100%. Write at most "100%".'],
  ['Deployment', 'spec.strategy', { rollingUpdate: { maxSurge: '200%', maxUnavailable: '100%' } }],
  ['StatefulSet', 'spec.updateStrategy', { type: 'OnDelete', rollingUpdate: {} }, '$.rollingUpdate must not stand here: type OnDelete does not roll. Remove it, or write type: RollingUpdate.'],
  ['StatefulSet', 'spec.updateStrategy', { type: 'OnDelete', rollingUpdate: null }],
  ['StatefulSet', 'spec.updateStrategy', { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }],
  ['DaemonSet', 'spec.updateStrategy', { type: 'OnDelete', rollingUpdate: { maxUnavailable: '50%' } }],
  ['Deployment', 'spec.minReadySeconds', 700, 'spec.progressDeadlineSeconds is 600: it is over before a pod counts as ready. Write more than 700, which is minReadySeconds.'],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: { maxUnavailable: 0 } }, '$.rollingUpdate.maxUnavailable is 0: with a maxSurge of 0 too, no pod could ever be replaced. Write maxSurge: 1.'],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: { maxSurge: 1 } }, '$.rollingUpdate.maxSurge is 1: only one of maxSurge and maxUnavailable may be more than 0, and maxUnavailable is 1 where it is left out. Write maxUnavailable: 0, or remove maxSurge.'],
  ['DaemonSet', 'spec.updateStrategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: '50%', maxUnavailable: '10%' } }, '$.rollingUpdate.maxSurge is "50%": only one of maxSurge and maxUnavailable may be more than 0, and maxUnavailable is "10%". Write maxUnavailable: 0, or remove maxSurge.'],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: { maxSurge: '0%', maxUnavailable: '100%' } }],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: { maxSurge: '100%', maxUnavailable: '0%' } }],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: { maxSurge: '101%', maxUnavailable: 0 } }, '$.rollingUpdate.maxSurge is "101%": all of them are 100%. Write at most "100%".'],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: { maxUnavailable: '101%' } }, '$.rollingUpdate.maxUnavailable is "101%": all of them are 100%. Write at most "100%".'],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: {} }],
  ['DaemonSet', 'spec.updateStrategy', { type: 'OnDelete', rollingUpdate: { maxUnavailable: 0 } }],
  ['ReplicaSet', 'spec.template', undefined, '$ is missing: nobody knows what its pods run. Add template.'],
  ['ReplicationController', 'spec.template', undefined, '$ is missing: nobody knows what its pods run. Add template.'],
  ['ReplicationController', 'spec', undefined, '$ is missing: the API requires it. Add spec.'],
  ['ReplicationController', 'spec.selector', { app: 'other' }, 'spec.template.metadata.labels has "app: web": the selector asks for "app: other". Write the labels of the selector into the template too.'],
  ['ReplicationController', 'spec.selector', undefined],
  ['ReplicationController', 'spec', { template: { spec: pod } }, '$.template.metadata.labels is missing: nothing else tells the pods of this workload. Add labels.'],
  ['PodTemplate', 'template', undefined, '$ is missing: nobody knows what its pods run. Add template.'],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.metadata', undefined, `${P}.containers[0].volumeMounts[0].name is "data": the pod has no such volume. Add a volume with the name "data" to the pod.`, '$.name is missing: the containers mount it by its name. Add metadata.name.'],
  ['Job', 'spec.selector', { matchLabels: { a: 'b' } }, '$ must not stand here: a Job makes its own selector. Remove selector, or write manualSelector: true.'],
  ['Job', 'spec.selector', {}],
  ['Job', 'spec.selector', { matchLabels: { 'job-name': 'web' } }],
  ['Job', 'spec.selector', { matchLabels: { 'controller-uid': '1' } }, '$ must not stand here: a Job makes its own selector. Remove selector, or write manualSelector: true.'],
  ['Job', 'spec.template.metadata', { labels: { app: 'web', 'job-name': 'other', 'batch.kubernetes.io/job-name': 'web', 'controller-uid': '1' } }, '$.labels[job-name] is "other": the API fills it in for each Job. Remove it.', '$.labels[controller-uid] is "1": the API fills it in for each Job. Remove it.'],
  ['Job', 'spec.manualSelector', true, 'spec.selector is missing: manualSelector is true. Add selector, or remove manualSelector.'],
  ['Job', 'spec', { manualSelector: true, selector, ...jobSpec }, '$.template.metadata.labels has no labels: the selector asks for "app: web". Write the labels of the selector into the template too.'],
  ['Job', 'spec', { manualSelector: true, selector: {}, template: { ...jobSpec.template, metadata: { labels: { 'job-name': 'other' } } } }],
  ['CronJob', 'spec.jobTemplate.spec.selector', selector, '$ must not stand here: a Job makes its own selector. Remove selector.'],
  ['CronJob', 'spec.jobTemplate.spec.manualSelector', true, '$ is true: each Job of a CronJob makes its own selector. Remove manualSelector.'],
  ['CronJob', 'spec.jobTemplate.spec.template.metadata', { labels: { 'job-name': 'other' } }],
  ['CronJob', 'spec.jobTemplate', {}, '$.spec is missing: the API requires it. Add spec.'],
  ['Dotted', 'spec', { completionMode: 'Indexed', completions: 3, ...jobSpec }, 'metadata.name is "a.b": the pods of an Indexed Job have it in their host names, where no "." may stand. Write "-" for each ".".'],
  ['Dotted', 'spec', { completionMode: 'Indexed', completions: 0, ...jobSpec }],
  ['Dotted', 'spec.completions', 3],
  ['Long', 'spec', { completionMode: 'Indexed', completions: 11, ...jobSpec }, `metadata.name is "${'a'.repeat(57)}…": with its number the host name of the last pod has 64 characters, and 63 are allowed. Write a shorter name.`],
  ['Long', 'spec', { completionMode: 'Indexed', completions: 10, ...jobSpec }],
  ['Job', 'spec', { podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] }, template: { spec: { ...pod, restartPolicy: 'OnFailure' } } }, '$.template.spec.restartPolicy is "OnFailure": a podFailurePolicy judges pods that do not start again. Write "Never".'],
  ['Job', 'spec', { ...jobSpec, podFailurePolicy: 'none', podReplacementPolicy: 'TerminatingOrFailed' }, '$.podFailurePolicy is "none": a mapping is needed. Write a mapping of fields.'],
  ['Job', 'spec.podFailurePolicy', { rules: [{ action: 'FailJob', onExitCodes: { containerName: 'main', operator: 'In', values: [42] } }, { action: 'FailJob', onExitCodes: { containerName: 'init', operator: 'In', values: [42] } }] }, '$.rules[0].onExitCodes.containerName is "main": the pod has no such container. Write the name of a container.'],
  ['Job', 'spec.podFailurePolicy', { rules: [{ action: 'failJob', onPodConditions: [{ type: 'DisruptionTarget', status: 'true' }] }, { action: 'Ignore', onPodConditions: [] }, { action: 'Count', onExitCodes: { operator: 'NotIn', values: [0] }, onPodConditions: [{ type: 'a b' }] }] }, '$.rules[0].action is "failJob": the API knows no such value. Write "FailJob".', '$.rules[0].onPodConditions[0].status is "true": the API knows no such value. Write "True".', '$.rules[1] says nothing: a rule has one of onExitCodes, onPodConditions. Add onExitCodes.', `$.rules[2].onPodConditions[0].type is "a b": ${words}. ${keyRemedy}`, '$.rules[2].onPodConditions stands beside onExitCodes: a rule has only one of them. Remove onExitCodes, or remove onPodConditions.'],
  ['Job', 'spec.podFailurePolicy', { rules: [[], [0, 1], [1, 42, 3, 3]].map((values) => ({ action: 'FailJob', onExitCodes: { operator: 'In', values } })) }, '$.rules[0].onExitCodes.values is empty: a rule compares with some value. Add a value.', '$.rules[1].onExitCodes.values[0] is 0: a container that ends with 0 has not failed. Remove it.', '$.rules[2].onExitCodes.values has 3 after 42: the smallest value comes first, and each once. Write [1, 3, 42].'],
  ['Job', 'spec.podFailurePolicy', { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In' } }, { action: 'FailJob', onExitCodes: { operator: 'in', values: [1, 2] } }, { action: 'FailJob', onExitCodes: { operator: 'In', values: [2, '1'] } }] }, '$.rules[0].onExitCodes.values is missing: the API requires it. Add values.', '$.rules[1].onExitCodes.operator is "in": the API knows no such value. Write "In".', '$.rules[2].onExitCodes.values[1] is "1": a whole number is needed. Write 1 without quotes.'],
  ['CronJob', 'spec.jobTemplate.spec', { completionMode: 'Indexed', completions: 3, ...jobSpec }],
  ['CronJob', 'spec.schedule', '* * * *', '$ is "* * * *": a schedule has 5 parts, and this one has 4. Write a schedule such as "*/5 * * * *".'],
  ['CronJob', 'spec.schedule', '60 * * * *', '$ is "60 * * * *": its minute lies between 0 and 59. Write a schedule such as "*/5 * * * *".'],
  ['CronJob', 'spec.schedule', '* */0 * * *', '$ is "* */0 * * *": its hour lies between 0 and 23. Write a schedule such as "*/5 * * * *".'],
  ['CronJob', 'spec.schedule', '* * * * mon-x', '$ is "* * * * mon-x": its day of the week lies between 0 and 6. Write a schedule such as "*/5 * * * *".'],
  ['CronJob', 'spec.schedule', '@often', '$ is "@often": this shorthand does not exist. Write a schedule such as "*/5 * * * *".'],
  ['CronJob', 'spec.schedule', '@hourly'],
  ['CronJob', 'spec.schedule', 'TZ=UTC * * * * *', '$ is "TZ=UTC * * * * *": a time zone stands in the field timeZone. Write a schedule such as "*/5 * * * *".'],
  ['CronJob', 'spec.schedule', '0,30, * * * *'],
  ...['Local', '', 'CEST', 'UTC+1', '(UTC+01:00) Berlin', 'Europe/../Berlin', '/Europe/Berlin', 'Germany/Berlin'].map((zone): Case => ['CronJob', 'spec.timeZone', zone, zone === '' ? '$ is "": the API requires a value. Write a value.' : `$ is "${zone}": this is no time zone. Write a time zone such as "Europe/Berlin".`]),
  ['CronJob', 'spec.timeZone', 'europe/berlin', '$ is "europe/berlin": this is no time zone. Write "Europe/Berlin".'],
  ['CronJob', 'spec.timeZone', 'Europe/Berln', '$ is "Europe/Berln": this is no time zone. Write "Europe/Berlin".'],
  ...['Europe/Berlin', 'UTC', 'Etc/GMT+5', 'US/Pacific', 'America/Argentina/ComodRivadavia', 'Factory', 'Europe/Brandnewtown', 'W-SU', 'UTC'].map((zone): Case => ['CronJob', 'spec.timeZone', zone]),
  // Services
  ['Service', 'spec.ports', [], '$ is missing: a Service listens on some port. Add a port.'],
  ['Service', 'spec.ports.0', {}, '$.port is missing: the API requires it. Add port.'],
  ['Service', 'spec.ports', [{ port: 1 }, { port: 2, name: 'b' }], '$[0].name is missing: the Service has 2 ports, and each needs a name. Add a name such as "http".'],
  ['Service', 'spec.ports', [{ port: 1, name: 'a' }, { port: 1, name: 'b' }], '$[1] is TCP port 1 once more: port 1 is the same. Remove one of the two.'],
  ['Service', 'spec.ports', [{ port: 1, name: 'a' }, { port: 1, name: 'b', protocol: 'UDP' }]],
  ['Service', 'spec.ports.0.nodePort', 30080, '$ is 30080: a ClusterIP Service has no node port. Remove nodePort, or write type: NodePort.'],
  ['NodePort', 'spec.ports', [{ name: 'a', port: 1, nodePort: 30080 }, { name: 'b', port: 2, nodePort: 30081 }, { name: 'c', port: 3, nodePort: 30080 }], '$[2].nodePort is 30080: port 1 has TCP node port 30080 too. Write another number, or leave it out.'],
  ['NodePort', 'spec.ports', [{ name: 'a', port: 1, nodePort: 30080 }, { name: 'b', port: 1, nodePort: 30080, protocol: 'UDP' }]],
  ['NodePort', 'spec.ports', [{ name: 'a', port: 1, nodePort: 0 }, { name: 'b', port: 2, nodePort: 0 }, { name: 'c', port: 3 }, { name: 'd', port: 4 }]],
  ['Service', 'spec.ports.0.targetPort', 70000, '$ is 70000: a port lies between 1 and 65535. Write a number from 1 to 65535.'],
  ['Service', 'spec.clusterIP', 'x', '$ is "x": this is no IP address. Write an address such as "10.9.8.7".'],
  ['Service', 'spec.externalTrafficPolicy', 'Local', '$ is "Local": nobody outside reaches a ClusterIP Service. Remove it, or write type: NodePort.'],
  ['Service', 'spec.healthCheckNodePort', 30000, '$ must not stand here: only a LoadBalancer Service with externalTrafficPolicy Local has one. Remove it.'],
  ['Service', 'spec.loadBalancerClass', 'a', '$ must not stand here: the type is ClusterIP. Remove it, or write type: LoadBalancer.'],
  ['Service', 'spec.loadBalancerSourceRanges', ['10.0.0.0/8'], '$ must not stand here: the type is ClusterIP. Remove it, or write type: LoadBalancer.'],
  ['Service', 'spec.loadBalancerSourceRanges', []],
  ['Service', 'spec.externalIPs', ['127.0.0.1', '0.0.0.0', '169.254.1.1', '224.0.0.1', '::', '::1', '0:0:0:0:0:0:0:1', 'fe80::1', 'FF02::1'], ...['127.0.0.1', '0.0.0.0', '169.254.1.1', '224.0.0.1', '::', '::1', '0:0:0:0:0:0:0:1', 'fe80::1', 'FF02::1'].map((address, index) => `$[${index}] is "${address}": no other machine reaches this address. Write an address such as "10.9.8.7".`)],
  ['Service', 'spec.externalIPs', ['10.9.8.7', '224.0.1.1', '169.25.4.1', '1.127.0.1', '::10', '1::1', 'fec0::1', 'ff05::1', 'fe80:1:2:3:4:5:6:7'], '$[8] is "fe80:1:2:3:4:5:6:7": no other machine reaches this address. Write an address such as "10.9.8.7".'],
  ['Service', 'spec.externalIPs', ['127.1'], '$[0] is "127.1": this is no IP address. Write an address such as "10.9.8.7".'],
  ['Balanced', 'spec.sessionAffinity', 'None'],
  ['Balanced', 'spec.sessionAffinityConfig.clientIP.timeoutSeconds', 86401, '$ is 86401: the time lies between 1 and 86400. Write a number from 1 to 86400.'],
  ['Service', 'spec.sessionAffinityConfig', { clientIP: { timeoutSeconds: 0 } }],
  ['Service', 'metadata.annotations', { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' }, '$[service.beta.kubernetes.io/load-balancer-source-ranges] must not stand here: the type is ClusterIP. Remove it, or write type: LoadBalancer.'],
  ['Balanced', 'metadata.annotations', { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' }],
  ['Service', 'spec.ports', [{}, {}], '$[0].port is missing: the API requires it. Add port.', '$[1].port is missing: the API requires it. Add port.', ...[0, 1].map((index) => `$[${index}].name is missing: the Service has 2 ports, and each needs a name. Add a name such as "http".`)],
  ['Service', 'spec.ports.0.targetPort', ''],
  ['Service', 'spec.clusterIPs', ['10.43.0.9'], 'spec.clusterIP is missing: it says the first of clusterIPs too. Add clusterIP: "10.43.0.9".'],
  ['Service', 'spec', { clusterIP: '10.43.0.8', clusterIPs: ['10.43.0.9'], ports: [{ port: 80 }] }, '$.clusterIPs[0] is "10.43.0.9": it differs from clusterIP, "10.43.0.8". Write "10.43.0.8".'],
  ['Service', 'spec', { clusterIP: '10.43.0.8', clusterIPs: ['10.43.0.8', '2001:db8::1'], ipFamilyPolicy: 'SingleStack', ports: [{ port: 80 }] }, '$.ipFamilyPolicy is "SingleStack": clusterIPs has two entries. Write "PreferDualStack".'],
  ['Service', 'spec', { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'SingleStack', ports: [{ port: 80 }] }, '$.ipFamilyPolicy is "SingleStack": ipFamilies has two entries. Write "PreferDualStack".'],
  ['Service', 'spec', { clusterIP: '10.43.0.8', clusterIPs: ['10.43.0.8'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', ports: [{ port: 80 }] }],
  ['Balanced', 'spec.loadBalancerSourceRanges', ['10.0.0.0', '::/0', '10.0.0.0/33', '1.2.3.4/8/8'], ...[[0, '10.0.0.0'], [2, '10.0.0.0/33'], [3, '1.2.3.4/8/8']].map(([index, range]) => `$[${index}] is "${range}": this is no range of addresses. Write a range such as "10.9.8.0/24".`)],
  ['NodePort', 'spec.clusterIP', 'None', '$ is "None": a NodePort Service needs an address in the cluster. Remove clusterIP, or write type: ClusterIP.'],
  ['External', 'spec.externalName', undefined, '$ is missing: the API requires it. Add externalName.'],
  ['External', 'spec.externalName', 'http://Kafka:9092', `$ is "http://Kafka:9092": ${domain}. Write "kafka".`],
  ['External', 'spec.clusterIP', '10.0.0.1', '$ must not stand here: an ExternalName Service has no address. Remove it.'],
  ['External', 'spec.ipFamilyPolicy', 'SingleStack', '$ must not stand here: an ExternalName Service has no address. Remove it.'],
  ['External', 'spec.ipFamilies', ['IPv4'], '$ must not stand here: an ExternalName Service has no address. Remove it.'],
  ['External', 'spec.ipFamilies', []],
  ['External', 'spec.ports', [{ port: 80, nodePort: 30080 }]],
  ['Endpoints', 'subsets', [{ ports: [{ port: 80 }] }], '$[0].addresses is missing: a subset leads to some address. Add an address such as { ip: 10.9.8.7 }.'],
  ['Endpoints', 'subsets.0', { notReadyAddresses: [{ ip: '10.9.8.7' }] }],
  ['Endpoints', 'subsets.0.addresses.0.ip', '127.0.0.1', '$ is "127.0.0.1": no other machine reaches this address. Write an address such as "10.9.8.7".'],
  ['Endpoints', 'subsets.0.addresses.0.ip', 'db.example', '$ is "db.example": this is no IP address. Write an address such as "10.9.8.7".'],
  ['Endpoints', 'subsets.0.ports', [{ port: 80 }, { name: 'b', port: 70000 }], '$[1].port is 70000: a port lies between 1 and 65535. Write a number from 1 to 65535.', '$[0].name is missing: the subset has 2 ports, and each needs a name. Add a name such as "http".'],
  ['Endpoints', 'subsets.0.ports.0.port', undefined, '$ is missing: the API requires it. Add port.'],
  ['EndpointSlice', 'addressType', 'ipv4', '$ is "ipv4": the API knows no such value. Write "IPv4".'],
  ['EndpointSlice', 'addressType', '', '$ is "": the API requires a value. Write "IPv4", "IPv6" or "FQDN".'],
  ['EndpointSlice', 'addressType', 'FQDN'],
  ['EndpointSlice', 'addressType', 'IPv6', 'endpoints[0].addresses[0] is "10.9.8.7": addressType is IPv6. Write an IPv6 address, or addressType: IPv4.'],
  ['EndpointSlice', 'endpoints.0.addresses', ['2001:db8::1', '127.0.0.1', '::ffff:10.9.8.7', 1], '$[3] is 1: text is needed. Write "1" in quotes.', '$[0] is "2001:db8::1": addressType is IPv4. Write an IPv4 address, or addressType: IPv6.', '$[1] is "127.0.0.1": no other machine reaches this address. Write an address such as "10.9.8.7".'],
  ['EndpointSlice', 'endpoints.0.addresses', [], '$ is missing: an endpoint has some address. Add an address, or remove the endpoint.'],
  ['EndpointSlice', 'ports', [{ port: 80 }, { port: 81 }, { name: 'a' }, { name: 'a' }], '$[1].name is missing: port 1 has no name either. Add a name such as "http".', '$[3].name is "a": port 3 has this name too. Write another name.'],
  // Ingresses
  ['Ingress', 'spec.rules.0.host', '*', '$ is "*": that is no name. Leave it out: then it takes every name.'],
  ['Ingress', 'spec.rules.0.host', 'a.*.b', '$ is "a.*.b": a wildcard stands for the whole first part of a name. Write a name such as "*.localhost".'],
  ['Ingress', 'spec.rules.0.host', '1.2.3.4', '$ is "1.2.3.4": an address is no name. Write a name such as "web.localhost".'],
  ['Ingress', 'spec.rules.0.host', 'web.localhost:8080', `$ is "web.localhost:8080": ${domain}. Write "web.localhost": the port belongs to the cluster.`],
  ['Ingress', 'spec.rules.0.host', 'http://web.localhost:8080/', `$ is "http://web.localhost:8080/": ${domain}. Write "web.localhost": a scheme and a path are no part of a name.`],
  ['Ingress', 'spec.rules.0.host', '::1', '$ is "::1": an address is no name. Write a name such as "web.localhost".'],
  ['Ingress', 'spec.rules.0.host', 'web.localhost/api', `$ is "web.localhost/api": ${domain}. Write "web.localhost": a scheme and a path are no part of a name.`],
  ['Ingress', 'spec.tls.0.hosts.0', 'My Host', `$ is "My Host": ${domain}. Write "my-host".`],
  ['Ingress', 'spec.tls.0.hosts.0', '', '$ is "": the API requires a value. Write a value.'],
  ['Ingress', 'spec.tls.0.hosts', ['10.9.8.7', '*.localhost']],
  ['Ingress', 'spec.rules.0.host', ''],
  ['Ingress', 'spec.rules', [], 'spec leads nowhere: an Ingress has rules or a defaultBackend. Add a rule.'],
  ['Ingress', 'spec.rules.0.http.paths', [], '$ is empty: a rule leads at least one path somewhere. Add a path.'],
  ['Ingress', `${I}.path`, 'a', '$ is "a": a path begins with "/". Write "/a".'],
  ['Ingress', `${I}.path`, '/a//b', '$ is "/a//b": "//" must not stand in it. Write the path without it.'],
  ['Ingress', `${I}.path`, '/a/..', '$ is "/a/..": it must not end in "/..". Write the path without it.'],
  ['Ingress', `${I}.path`, undefined, '$ is missing: pathType Prefix compares with it. Add path: /.'],
  ['Ingress', `${I}.path`, 1, '$ is 1: text is needed. Write "1" in quotes.'],
  ['Ingress', 'spec.rules.1.http.paths.0.path', '/(.*)'],
  ['Ingress', `${I}.pathType`, 'prefix', '$ is "prefix": the API knows no such value. Write "Prefix".'],
  ['Ingress', `${I}.backend`, {}, '$ says nothing: a backend has one of service, resource. Add service.'],
  ['Ingress', `${I}.backend`, { resource: { kind: 'A', name: 'a' } }],
  ['Ingress', `${I}.backend.service.port`, {}, '$ is missing: a backend has a port of its Service. Add port with a number, for example number: 80.'],
  ['Ingress', `${I}.backend.service.port`, { number: 80, name: 'http' }, '$.number stands beside name: a port has only one of them. Remove name, or remove number.'],
  ['Ingress', `${I}.backend.service.port`, { number: 0, name: 8 }, '$.name is 8: text is needed. Write "8" in quotes.'],
  ['Ingress', 'metadata.annotations', { 'kubernetes.io/ingress.class': 'nginx' }, '$[kubernetes.io/ingress.class] must not stand here: the class "traefik" stands in ingressClassName too. Remove the annotation.'],
  ['Ingress', 'metadata.annotations', { 'kubernetes.io/ingress.class': 'traefik' }],
  ['IngressClass', 'spec.controller', 'traefik.io/a//b/'],
  ['IngressClass', 'spec.controller', 'traefik.io/a b', '$ is "traefik.io/a b": this is no name of a controller. Write a name such as "traefik.io/ingress-controller".'],
  ['IngressClass', 'spec.parameters', { kind: 'A', name: 'a', namespace: 'shop' }, '$.namespace must not stand here: scope is Cluster. Remove it, or write scope: Namespace.'],
  ['IngressClass', 'spec.parameters', { kind: 'A', name: 'a', scope: 'Namespace' }, '$.namespace is missing: scope is Namespace. Add the namespace in which the settings stand.'],
  ['IngressClass', 'spec.parameters', { kind: 'A', name: 'a', scope: 'namespaced', namespace: 'shop' }, '$.scope is "namespaced": the API knows no such value. Write "Cluster" or "Namespace".'],
  ['IngressClass', 'spec.parameters', { kind: 'A', name: 'a', scope: 'Namespace', namespace: 'shop' }],
  ['IngressClass', 'spec.controller', 'traefik', '$ is "traefik": this is no name of a controller. Write a name such as "traefik.io/ingress-controller".'],
  // Configuration
  ['ConfigMap', 'data', { 'a b': '' }, '$[a b] is "a b": only letters, digits, "-", "_" and "." may stand in it. Write a key such as "DB_HOST" or "index.html".'],
  ['ConfigMap', 'data', { '..a': '' }, '$[..a] is "..a": it is no name of a file. Write a key such as "DB_HOST" or "index.html".'],
  ['ConfigMap', 'data', { ['a'.repeat(254)]: '' }, `$[${'a'.repeat(254)}] is "${'a'.repeat(57)}…": it has 254 characters, and 253 are allowed. Write a key such as "DB_HOST" or "index.html".`],
  ['ConfigMap', 'data', { logo: '' }, 'binaryData[logo] stands under data too. Remove one of the two.'],
  ['ConfigMap', 'data', { a: '€'.repeat(350000) }, '$ holds 1050003 bytes: a ConfigMap holds at most 1048576. Mount large files as a volume, or build them into the image.'],
  ['Secret', 'type', 'kubernetes.io/tls', 'data[tls.crt] is missing: a Secret of type kubernetes.io/tls has it. Add the key "tls.crt".', 'data[tls.key] is missing: a Secret of type kubernetes.io/tls has it. Add the key "tls.key".'],
  ['Basic', 'stringData', {}, 'data[username] is missing: a Secret of type kubernetes.io/basic-auth has it. Add the key "username".'],
  ['Token', 'metadata.annotations', {}, '$[kubernetes.io/service-account.name] is missing: the token belongs to some ServiceAccount. Add the annotation.'],
  ['Login', 'data', { '.dockerconfigjson': 'bm8=' }, '$[.dockerconfigjson] is no JSON. Write what "docker login" puts into its config.json.'],
  ['Login', 'stringData', { '.dockerconfigjson': 'no' }, '$[.dockerconfigjson] is no JSON. Write what "docker login" puts into its config.json.'],
  ['Login', 'data', { '.dockerconfigjson': 1 }, '$[.dockerconfigjson] is not base64. Write the value in base64, or put the plain text under stringData.'],
  ['Login', 'data', undefined, 'data[.dockerconfigjson] is missing: a Secret of type kubernetes.io/dockerconfigjson has it. Add the key ".dockerconfigjson".'],
  ['Login', 'data', { '.dockerconfigjson': 'W10=' }, '$[.dockerconfigjson] is no mapping in JSON. Write what "docker login" puts into its config.json.'],
  ['Login', 'data', { '.dockerconfigjson': 'bnVsbA==' }],
  ['Secret', 'type', 'constructor'],
  ['Key', 'data.ssh-privatekey', '', 'data[ssh-privatekey] is empty: the API wants the key itself. Write the private key.'],
  ['Key', 'stringData', { 'ssh-privatekey': '' }, '$[ssh-privatekey] is empty: the API wants the key itself. Write the private key.'],
  ['Secret', 'data', { a: 'AAAA\n'.repeat(300000) }],
  ['Secret', 'data', { user: 'AAAA'.repeat(349525) }],
  ['Secret', 'data', { a: 'AAAA'.repeat(349525) }, 'data holds 1048577 bytes: a Secret holds at most 1048576. Mount large files as a volume, or build them into the image.'],
  // Scaling
  ['HorizontalPodAutoscaler', 'spec.minReplicas', 0, '$ is 0: the smallest number is at least 1. Write 1 or more.'],
  ['HorizontalPodAutoscaler', 'spec.minReplicas', 4, 'spec.maxReplicas is 3: it is less than the smallest number, 4. Write 4 or more, or lower the smallest number.'],
  ['HorizontalPodAutoscaler', 'spec.minReplicas', null],
  ['HorizontalPodAutoscaler', 'spec.maxReplicas', 0, '$ is 0: the largest number is at least 1. Write 1 or more.'],
  ['HorizontalPodAutoscaler', 'spec.maxReplicas', '3', '$ is "3": a whole number is needed. Write 3 without quotes.'],
  ['HorizontalPodAutoscaler', 'spec.maxReplicas', undefined, '$ is missing: the API requires it. Add maxReplicas.'],
  ['HorizontalPodAutoscaler', 'spec.metrics', [{ type: 'Bogus' }], '$[0].type is "Bogus": the API knows no such value. Write "ContainerResource", "External", "Object", "Pods" or "Resource".'],
  ['HorizontalPodAutoscaler', 'spec.metrics.0.type', 'Pods', 'spec.metrics[0].pods is missing: type Pods says it there. Add pods.', 'spec.metrics[0].resource stands beside pods: a metric has only one of them. Remove pods, or remove resource.'],
  ['HorizontalPodAutoscaler', 'spec', { minReplicas: 0, maxReplicas: 1, scaleTargetRef: { kind: 'Deployment', name: 'a' }, metrics: [{ type: 'External', external: { metric: { name: 'a' }, target: { type: 'Value', value: '0' } } }] }, '$.metrics[0].external.target.value is "0": a target is more than nothing. Write a quantity such as "500m".', '$.minReplicas is 0: the API takes it with the feature HPAScaleToZero alone, which is off by default. Write 1, or give the servers of the cluster the argument --kube-apiserver-arg=feature-gates=HPAScaleToZero=true.'],
  ['HorizontalPodAutoscaler', 'spec.metrics.0.resource.target', { type: 'Utilization' }, '$.averageUtilization is missing: a target is a number. Add averageUtilization.'],
  ['HorizontalPodAutoscaler', 'spec.metrics.0.resource.target.averageValue', '1', '$ stands beside averageUtilization: a target has only one of them. Remove averageUtilization, or remove averageValue.'],
  ['HorizontalPodAutoscaler', 'spec.behavior.scaleDown.policies', [{ type: 'Pods' }], '$[0].value is missing: the API requires it. Add value.', '$[0].periodSeconds is missing: the API requires it. Add periodSeconds.'],
  ['HorizontalPodAutoscaler', 'spec.behavior.scaleDown.policies', [], '$ is empty: rules have at least one policy. Add a policy, or remove policies.'],
  ['HorizontalPodAutoscaler', 'spec.behavior', { scaleDown: { selectPolicy: 'Disabled' } }],
  ['HorizontalPodAutoscaler', 'spec.metrics', [{ type: 'Pods', pods: { metric: { name: 'a/b' }, target: { type: 'AverageValue', averageValue: 1 } } }], '$[0].pods.metric.name is "a/b": neither "/" nor "%" may stand in it. Write a name of letters, digits, "-" and ":".'],
  ['HorizontalPodAutoscaler', 'spec.metrics', [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'My_App', target: { type: 'AverageValue', averageValue: 1 } } }], `$[0].containerResource.container is "My_App": ${letters}. Write "my-app".`],
  ['HorizontalPodAutoscaler', 'spec.metrics', [{ type: 'Object', object: { metric: { name: 'a' }, describedObject: { kind: 'Service', name: 'a' }, target: { type: 'Value', value: 1, averageValue: 1 } } }]],
  ['PriorityClass', 'value', 1000000001, '$ is 1000000001: higher priorities than 1000000000 belong to the cluster. Write at most 1000000000.'],
  ['PriorityClass', 'value', 1000000000],
  ['PodDisruptionBudget', 'spec.minAvailable', '150%', '$ is "150%": all of them are 100%. Write at most "100%".'],
  ['PodDisruptionBudget', 'spec.minAvailable', 150],
  ['PodDisruptionBudget', 'spec', { maxUnavailable: '101%', selector }, '$.maxUnavailable is "101%": all of them are 100%. Write at most "100%".'],
  ['PodDisruptionBudget', 'spec.maxUnavailable', 1, '$ stands beside minAvailable: a budget has only one of them. Remove minAvailable, or remove maxUnavailable.'],
  // Storage, policies, roles
  ['PersistentVolumeClaim', 'spec.accessModes', undefined, '$ is missing: a volume is used in some way. Add accessModes: [ReadWriteOnce].'],
  ['PersistentVolumeClaim', 'spec.accessModes', 'x', '$ is "x": a list is needed. Write a list, each entry after "- ".'],
  ['PersistentVolumeClaim', 'spec.accessModes', ['ReadWriteOncePod', 'ReadWriteOnce'], '$ has "ReadWriteOncePod" and "ReadWriteOnce": ReadWriteOncePod stands alone. Write accessModes: [ReadWriteOncePod], or leave it out.'],
  ['PersistentVolumeClaim', 'spec.accessModes', ['ReadWriteOncePod']],
  ['PersistentVolumeClaim', 'spec.accessModes', ['ReadWriteOnce', 'ReadWriteMany']],
  ['PersistentVolumeClaim', 'spec.resources', {}, '$.requests[storage] is missing: a claim asks for some space. Add storage: "1Gi" to the requests.'],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', '0', 'spec.resources.requests[storage] is "0": a claim asks for more than nothing. Write a size such as "1Gi".'],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', 'x', 'spec.resources.requests[storage] is "x": a quantity is needed. Write a quantity such as "500m", "128Mi" or 2.'],
  ['PersistentVolume', 'spec.capacity', {}, '$ is missing: a volume has some size. Add capacity: { storage: "1Gi" }.'],
  ['PersistentVolume', 'spec.capacity', { cpu: 1 }, '$[cpu] must not stand here: a volume has only storage. Remove it.', '$[storage] is missing: a volume has some size. Add storage: "1Gi" to the capacity.'],
  ['PersistentVolume', 'spec.capacity.storage', 0, 'spec.capacity[storage] is 0: a volume holds more than nothing. Write a size such as "1Gi".'],
  ['PersistentVolume', 'spec.capacity.storage', -1, 'spec.capacity[storage] is -1: an amount cannot be negative. Write 0 or more.'],
  ['PersistentVolume', 'spec.hostPath', undefined, 'spec says nothing of its place: a volume has one such as hostPath, local, nfs or csi. Add hostPath, local, nfs or csi.'],
  ['PersistentVolume', 'spec.nfs', { server: 'files', path: '/' }, '$ stands beside hostPath: a volume has only one of them. Remove hostPath, or remove nfs.'],
  ['PersistentVolume', 'spec.flexVolume', { driver: 'a/b' }],
  ['PersistentVolume', 'spec', { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, flexVolume: { driver: 'a/b' } }],
  ['PersistentVolume', 'spec', { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, local: { path: '/data' } }, '$.nodeAffinity is missing: a local volume lies on some node. Add nodeAffinity.required with the name of the node.'],
  ['PersistentVolume', 'spec', { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, local: { path: '/data' }, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['a'] }] }] } } }],
  ['PersistentVolume', 'spec.nodeAffinity', {}, '$.required is missing: a volume is bound to nodes or to none. Add required.'],
  ['PersistentVolume', 'spec', { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, csi: { driver: 'EBS_CSI', volumeHandle: '' } }, `$.csi.driver is "EBS_CSI": ${domain}. Write "ebs-csi".`, '$.csi.volumeHandle is "": the API requires a value. Write a value.'],
  ['PersistentVolume', 'spec', { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, csi: { driver: 'Ebs.csi.aws.com', volumeHandle: 'vol-1' } }],
  ['PersistentVolumeClaim', 'spec.dataSourceRef', { kind: 'VolumeSnapshot', name: 'a' }, '$.apiGroup is missing: the kind VolumeSnapshot has a group of its own. Add apiGroup: snapshot.storage.k8s.io.'],
  ['PersistentVolumeClaim', 'spec.dataSourceRef', { kind: 'Backup', name: 'a' }, '$.apiGroup is missing: the kind Backup has a group of its own. Add the group of the kind.'],
  ['PersistentVolumeClaim', 'spec.dataSourceRef', { kind: 'PersistentVolumeClaim', name: 'a' }],
  ['PersistentVolumeClaim', 'spec.dataSource', { kind: 'VolumeSnapshot', name: 'a' }],
  ['StorageClass', 'provisioner', 'a/b/c', '$ is "a/b/c": this is no name of a provisioner. Write a name such as "rancher.io/local-path".'],
  ['StorageClass', 'provisioner', 'Rancher.io/Local'],
  ['NetworkPolicy', 'spec.ingress.0.from', [{}], '$[0] names nobody: a peer is chosen by podSelector, namespaceSelector or ipBlock. Add podSelector.'],
  ['NetworkPolicy', 'spec.ingress.0.from.1.ipBlock', { cidr: '10.0.0.0/8' }, '$ stands beside podSelector: a peer has only one of them. Remove podSelector, or remove ipBlock.'],
  ['NetworkPolicy', 'spec.ingress.0.ports.0.endPort', 70, '$ is 70: it is less than port, 80. Write 80 or more.'],
  ['NetworkPolicy', 'spec.ingress.0.ports.0.endPort', 70000, '$ is 70000: a port lies between 1 and 65535. Write a number from 1 to 65535.'],
  ['NetworkPolicy', 'spec.ingress.0.ports.0.endPort', 65535],
  ['NetworkPolicy', 'spec.ingress.0.ports.1.endPort', 70, '$ must not stand here: port is no number. Write the first port as a number.'],
  ['NetworkPolicy', 'spec.ingress.0.from.2.ipBlock', { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '11.0.0.0/16', '10.0.0.0/8', '10.0.0.0/7', '2001:db8::/32'] }, ...[[1, '11.0.0.0/16'], [2, '10.0.0.0/8'], [3, '10.0.0.0/7'], [4, '2001:db8::/32']].map(([index, range]) => `$.except[${index}] is "${range}": it is no smaller range within cidr, "10.0.0.0/8". Write a smaller range within "10.0.0.0/8", or leave it out.`)],
  ['NetworkPolicy', 'spec.ingress.0.from.2.ipBlock', { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '0.0.0.0/1'] }],
  ['NetworkPolicy', 'spec.ingress.0.from.2.ipBlock', { cidr: '010.000.0.0/008', except: ['10.0.0.0/09'] }],
  ['ResourceQuota', 'spec.scopeSelector', { matchExpressions: [{ scopeName: 'Terminating', operator: 'Exists' }, { scopeName: 'NotTerminating', operator: 'Exists' }] }, '$.matchExpressions has "Terminating" and "NotTerminating": no pod is both. Remove one of the two.'],
  ['ResourceQuota', 'spec.scopeSelector', { matchExpressions: [{ scopeName: 'Terminating', operator: 'Exists' }, { scopeName: 'NotBestEffort', operator: 'Exists' }] }],
  ['LimitRange', 'spec.limits', [{ type: 'Container', default: { 'nvidia.com/gpu': 2, cpu: 2 }, defaultRequest: { 'nvidia.com/gpu': 1, cpu: 1 } }], '$[0].defaultRequest[nvidia.com/gpu] is 1: it differs from default, 2. Write 2.'],
  ['LimitRange', 'spec.limits', [{ type: 'Container', default: { 'nvidia.com/gpu': 1 }, defaultRequest: { 'nvidia.com/gpu': 1, 'hugepages-2Mi': '2Mi' } }]],
  ['PersistentVolume', 'spec', { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/./' }, persistentVolumeReclaimPolicy: 'Recycle' }, '$.persistentVolumeReclaimPolicy is "Recycle": it would empty the whole node. Write "Retain".'],
  ['PersistentVolume', 'spec', { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' }, persistentVolumeReclaimPolicy: 'Recycle' }],
  ['PersistentVolume', 'spec', { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: `${'/'.repeat(60)}data` }, persistentVolumeReclaimPolicy: 'Recycle' }],
  ['StorageClass', 'parameters', { '': 'x', a: '' }, '$ has a key without a name. Write the name of the parameter.'],
  ['StorageClass', 'parameters', { a: '' }],
  ['EndpointSlice', 'endpoints.0.addresses', Array(101).fill('10.1.2.3'), '$ has 101 entries: 100 are allowed. Write several endpoints.'],
  ['EndpointSlice', 'endpoints.0.addresses', Array(100).fill('10.1.2.3')],
  ['Deployment', P, { containers: [{ ...container, volumeMounts: [], securityContext: { windowsOptions: { hostProcess: true } } }] }, '$.hostNetwork is not true: hostProcess takes the network of the node. Write hostNetwork: true.'],
  ['Deployment', P, { hostNetwork: true, containers: [{ name: 'a', image: 'a', securityContext: { windowsOptions: { hostProcess: true } } }, { name: 'b', image: 'b' }, { name: 'c', image: 'c', securityContext: { windowsOptions: { hostProcess: false } } }] }, '$.containers[1].securityContext.windowsOptions.hostProcess is missing: all containers of a pod are processes of the node, or none is. Write securityContext.windowsOptions.hostProcess: true beside containers, and nowhere else.', '$.containers[2].securityContext.windowsOptions.hostProcess is false: all containers of a pod are processes of the node, or none is. Write securityContext.windowsOptions.hostProcess: true beside containers, and nowhere else.'],
  ['Deployment', P, { hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } }, containers: [{ name: 'a', image: 'a' }, { name: 'b', image: 'b', securityContext: { windowsOptions: { hostProcess: true } } }] }],
  ['Deployment', P, { hostNetwork: true, securityContext: { windowsOptions: { hostProcess: false } }, containers: [{ name: 'a', image: 'a', securityContext: { windowsOptions: { hostProcess: true } } }] }, '$.containers[0].securityContext.windowsOptions.hostProcess is true: all containers of a pod are processes of the node, or none is. Write securityContext.windowsOptions.hostProcess: true beside containers, and nowhere else.'],
  ['Deployment', P, { securityContext: { windowsOptions: { hostProcess: false } }, containers: [{ name: 'a', image: 'a', securityContext: { windowsOptions: { hostProcess: false } } }] }],
  ['Deployment', 'spec.template.metadata.annotations', { 'controller.kubernetes.io/pod-deletion-cost': 'cheap', 'container.apparmor.security.beta.kubernetes.io/web': 'bogus', 'container.apparmor.security.beta.kubernetes.io/other': 'runtime/default' }, '$[controller.kubernetes.io/pod-deletion-cost] is "cheap": a cost is a whole number. Write a number in quotes.', '$[container.apparmor.security.beta.kubernetes.io/web] is "bogus": this is no profile of AppArmor. Write "runtime/default".', '$[container.apparmor.security.beta.kubernetes.io/other] names no container of the pod. Write the name of a container.'],
  ['Deployment', 'spec.template.metadata.annotations', { 'controller.kubernetes.io/pod-deletion-cost': '-2147483648', 'container.apparmor.security.beta.kubernetes.io/web': 'localhost/a', 'container.apparmor.security.beta.kubernetes.io/init': '' }],
  ['Pod', 'metadata.annotations', { 'controller.kubernetes.io/pod-deletion-cost': '2147483648' }, '$[controller.kubernetes.io/pod-deletion-cost] is "2147483648": a cost is a whole number. Write a number in quotes.'],
  ['Pod', 'metadata.annotations', { 'controller.kubernetes.io/pod-deletion-cost': 1 }, '$[controller.kubernetes.io/pod-deletion-cost] is 1: text is needed. Write "1" in quotes.'],
  ['PersistentVolume', 'spec.capacity.storage', null, 'spec.capacity[storage] is null: a volume holds more than nothing. Write a size such as "1Gi".'],
  ['Deployment', `${C}.resources`, { limits: { cpu: null }, requests: { cpu: 'x' } }, '$.requests[cpu] is "x": a quantity is needed. Write a quantity such as "500m", "128Mi" or 2.'],
  ['Deployment', `${C}.resources`, { limits: { cpu: null }, requests: { cpu: 1 } }, '$.limits[cpu] is null: the API reads it as 0. Write a limit such as 1, or remove it.'],
  ['Deployment', `${C}.resources`, { limits: { cpu: null, memory: 1 }, requests: { cpu: 0, memory: null } }],
  ['Deployment', `${C}.readinessProbe`, { httpGet: { port: 80, httpHeaders: [{ name: 'X' }] } }],
  ['Deployment', `${P}.securityContext`, { sysctls: [{ name: 'net.core.somaxconn' }] }],
  ['Deployment', `${P}.affinity`, { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } }],
  ['Job', 'spec.podFailurePolicy', {}],
  ['LimitRange', 'spec', {}],
  ['ConfigMap', 'metadata.resourceVersion', '812', '$ must not stand here: an object that is new has no version yet. Remove it.'],
  ['ConfigMap', 'metadata.resourceVersion', '0'],
  ['ConfigMap', 'metadata.resourceVersion', ''],
  ['Deployment', 'spec.template.metadata.resourceVersion', '812'],
  ['NetworkPolicy', 'spec.ingress.0.from.2.ipBlock', { cidr: '10.0.0.0/033' }, '$.cidr is "10.0.0.0/033": this is no range of addresses. Write a range such as "10.9.8.0/24".'],
  ['NetworkPolicy', 'spec.ingress.0.from.2.ipBlock', { cidr: '2001:db8::/32', except: ['2001:db8:1::/48', '2001:0db8:0:0:0:0:0:1/128', '2001:db9::/48', '::ffff:10.0.0.0/104'] }, '$.except[2] is "2001:db9::/48": it is no smaller range within cidr, "2001:db8::/32". Write a smaller range within "2001:db8::/32", or leave it out.'],
  ['NetworkPolicy', 'spec.ingress.0.from.2.ipBlock', { cidr: '10.0.0.0', except: ['1.2.3.4/32'] }, '$.cidr is "10.0.0.0": this is no range of addresses. Write a range such as "10.9.8.0/24".'],
  ['NetworkPolicy', 'spec.policyTypes', ['ingress', ''], '$[0] is "ingress": the API knows no such value. Write "Ingress".', '$[1] is "": the API requires a value. Write "Ingress" or "Egress".'],
  ['NetworkPolicy', 'spec.policyTypes', [null, 'Egress', 'Ingress'], '$[0] is "": the API requires a value. Write "Ingress" or "Egress".', '$ has 3 entries: there are 2 types. Write each of them once.'],
  ['RoleBinding', 'roleRef.kind', 'role', '$ is "role": a RoleBinding grants no such thing. Write "ClusterRole".'],
  ['Role', 'rules.0', { nonResourceURLs: ['/metrics'], verbs: ['get'] }, '$.nonResourceURLs must not stand here: they lie in no namespace. Move the rule into a ClusterRole.'],
  ['RoleBinding', 'subjects.0.namespace', undefined],
  ['ClusterRoleBinding', 'subjects.0.namespace', undefined, '$ is missing: a ServiceAccount lives in a namespace. Add namespace: default.'],
  ['RoleBinding', 'subjects.0.apiGroup', 'rbac.authorization.k8s.io', '$ must not stand here: a ServiceAccount is of the group without a name. Remove it.'],
  ['RoleBinding', 'subjects.1.apiGroup', 'v1', '$ is "v1": the API knows no such value. Write "rbac.authorization.k8s.io".'],
  ['RoleBinding', 'subjects.1.apiGroup', 1, '$ is 1: text is needed. Write "1" in quotes.'],
  ['RoleBinding', 'subjects.0.name', 'system:serviceaccount:shop:web', `$ is "system:serviceaccount:shop:web": ${domain}. Write "web".`],
  ['RoleBinding', 'subjects.0.name', 'My_Robot', `$ is "My_Robot": ${domain}. Write "my-robot".`],
  ['RoleBinding', 'roleRef.apiGroup', 'rbac.authorization.k8s.io/v1', '$ is "rbac.authorization.k8s.io/v1": the API knows no such value. Write "rbac.authorization.k8s.io".'],
  ['RoleBinding', 'roleRef.apiGroup', ''],
  ['RoleBinding', 'roleRef.name', 'clusterrole/view', '$ is "clusterrole/view": neither "/" nor "%" may stand in it. Write a name of letters, digits, "-" and ":".'],
  ['ClusterRole', 'rules.1.resources', ['pods'], 'rules[1].nonResourceURLs stands beside resources: a rule is about paths or about resources. Write two rules, one for each.'],
  ['ClusterRole', 'rules.1.apiGroups', [''], 'rules[1].nonResourceURLs stands beside apiGroups: a rule is about paths or about resources. Write two rules, one for each.'],
  ['ClusterRole', 'rules.1.resourceNames', []],
  ['ClusterRole', 'rules.0', { apiGroups: [''], resources: ['pods', 'secrets'], resourceNames: ['web'], verbs: ['get'] }],
  ['ClusterRole', 'aggregationRule', {}, '$.clusterRoleSelectors is missing: ClusterRoles are picked by their labels. Add a selector.'],
  ['ClusterRole', 'aggregationRule', { clusterRoleSelectors: [{}] }],
  ['RoleBinding', 'metadata.namespace', undefined],
  ['ClusterRole', 'rules.0', { verbs: [] }, 'rules[0].verbs is missing: a rule allows some action. Add a verb such as "get".', 'rules[0].resources is missing: a rule is about something. Add a resource such as "pods".', 'rules[0].apiGroups is missing: a resource belongs to a group. Add apiGroups: [""].'],
  // Quotas
  ['ResourceQuota', 'spec.hard', { deployments: 1, 'requests.cpus': 1, 'count/a/b': 1, storage: '1Gi' }, ...['deployments', 'requests.cpus', 'count/a/b', 'storage'].map((name) => `$[${name}] is nothing that a quota counts. Write a name such as "pods", "requests.cpu" or "count/deployments.apps".`)],
  ['ResourceQuota', 'spec.hard', { pods: '1500m', cpu: '1500m', 'count/jobs.batch': 0.5, 'requests.kubernetes.io/a': 0.5, memory: -1, services: 'x' }, '$[services] is "x": a quantity is needed. Write a quantity such as "500m", "128Mi" or 2.', '$[pods] is "1500m": a count is whole. Write 2.', '$[count/jobs.batch] is 0.5: a count is whole. Write 1.', '$[memory] is -1: an amount cannot be negative. Write 0 or more.'],
  ['ResourceQuota', 'spec.scopes', ['besteffort'], '$[0] is "besteffort": the API knows no such value. Write "BestEffort".'],
  ['ResourceQuota', 'spec', { scopes: ['Terminating', 'NotTerminating'] }, '$.scopes has "Terminating" and "NotTerminating": no pod is both. Remove one of the two.'],
  ['ResourceQuota', 'spec', { hard: { pods: 1 }, scopes: ['BestEffort'] }],
  ['ResourceQuota', 'spec.scopeSelector.matchExpressions', [{ scopeName: 'PriorityClass', operator: 'in', values: ['high'] }], '$[0].operator is "in": the API knows no such value. Write "In".'],
  ['LimitRange', 'spec.limits.0.type', 'container', '$ is "container": the API knows no such value. Write "Container".'],
  ['LimitRange', 'spec.limits.1', { type: 'Container' }, '$.type is "Container": limit 1 has this type too. Put both into one entry.'],
  ['LimitRange', 'spec.limits.1.default', { cpu: '9' }, '$ must not stand here: only a container is given what it does not say. Write type: Container.'],
  ['LimitRange', 'spec.limits.2', { type: 'PersistentVolumeClaim', max: { 'example.com/a': 1 } }, '$.max[storage] is missing: a claim is held to its storage. Add max: { storage: "10Gi" }.'],
  ['LimitRange', 'spec.limits.2', { type: 'PersistentVolumeClaim', min: { storage: '1Gi' } }],
  ['LimitRange', 'spec.limits.0.default.cpu', 2, 'spec.limits[0].default[cpu] is 2: it is more than max, 1. Write at most 1, or raise max.'],
  ['LimitRange', 'spec.limits.0.defaultRequest.cpu', '50m', 'spec.limits[0].min[cpu] is "100m": it is more than defaultRequest, "50m". Write at most "50m", or raise defaultRequest.'],
  ['LimitRange', 'spec.limits.1.min.cpu', 3, 'spec.limits[1].min[cpu] is 3: it is more than max, 2. Write at most 2, or raise max.'],
  ['LimitRange', 'spec.limits.1.maxLimitRequestRatio', { cpu: 21, memory: '500m', 'ephemeral-storage': 'x' }, '$[ephemeral-storage] is "x": a quantity is needed. Write a quantity such as "500m", "128Mi" or 2.', '$[cpu] is 21: max is not so many times min. Write at most 20.', '$[memory] is "500m": a limit is at least its request. Write 1 or more.'],
  // Extensions
  ['CustomResourceDefinition', 'metadata.name', 'carts', '$ is "carts": a definition is called by its plural and its group. Write "carts.shop.example".'],
  ['CustomResourceDefinition', 'spec.names.plural', undefined, '$ is missing: the API requires it. Add plural.'],
  ['CustomResourceDefinition', 'metadata', { generateName: 'carts' }],
  ['CustomResourceDefinition', 'spec.group', 'shop', '$ is "shop": a domain of at least 2 parts is needed. Write a group such as "web.example.com".'],
  ['CustomResourceDefinition', 'spec.scope', 'namespaced', '$ is "namespaced": the API knows no such value. Write "Namespaced".'],
  ['CustomResourceDefinition', 'spec.versions.0.storage', false, 'spec.versions stores none: objects are stored in one version. Write storage: true in one of them.'],
  ['CustomResourceDefinition', 'spec.versions.1.storage', true, '$ is true: version 1 is stored already. Write storage: false.'],
  ['CustomResourceDefinition', 'spec.versions.1.name', 'v1', '$ is "v1": version 1 has this name too. Write another name.'],
  ['CustomResourceDefinition', 'spec.versions', undefined, '$ is missing: the API requires it. Add versions.'],
  ['CustomResourceDefinition', 'spec.versions.1.schema', {}, '$.openAPIV3Schema is missing: the API requires it. Add a schema, for example { type: object, x-kubernetes-preserve-unknown-fields: true }.'],
  ['Webhook', 'webhooks.0.name', 'web.example', '$ is "web.example": a domain of at least 3 parts is needed. Write a name such as "check.web.example.com".'],
  ['Webhook', 'webhooks.0.sideEffects', 'none', '$ is "none": the API knows no such value. Write "None".'],
  ['Webhook', 'webhooks.0.timeoutSeconds', 60, '$ is 60: the time lies between 1 and 30. Write a number from 1 to 30.'],
  ['Webhook', 'webhooks.0.admissionReviewVersions', ['v2'], '$ has no version that the API speaks. Write [v1].'],
  ['Webhook', 'webhooks.0.admissionReviewVersions', undefined, '$ is missing: the API requires it. Add admissionReviewVersions.'],
  ['Webhook', 'webhooks.0.clientConfig.url', 'https://web', '$ stands beside service: a webhook has only one of them. Remove service, or remove url.'],
  ['Webhook', 'webhooks.0.clientConfig', undefined, '$ is missing: the API requires it. Add clientConfig.'],
  ['Webhook', 'webhooks.0.rules.0.operations', ['create', 'UPDATE'], '$[0] is "create": the API knows no such value. Write "CREATE".'],
  ['Webhook', 'webhooks.0.rules.0.apiGroups', ['apps', '*'], '$[1] must not stand here: "*" stands alone. Remove it, or remove the others.'],
  ['Webhook', 'webhooks.0.rules.0.apiVersions', [], '$ is missing: a rule says what it is about. Add apiVersions.'],
  // What the API looks at when all fields have their types
['Deployment', `${P}.preemptionPolicy`, '', '$ is "": the API requires a value. Write "Never" or "PreemptLowerPriority".'],
  ['Deployment', `${P}.os`, { name: '' }, '$.name is "": the API requires a value. Write "linux" or "windows".'],
  ['Deployment', `${P}.runtimeClassName`, '', '$ is "": the API requires a value. Write a value.'],
  ['Deployment', `${P}.serviceAccount`, 'Bad_Name', '$ is "Bad_Name": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "bad-name".'],
  ['Deployment', P, { ...pod, serviceAccountName: 'web', serviceAccount: 'Bad_Name' }],
  ['Deployment', `${P}.dnsConfig.searches`, ['a_b.', '.', ''], '$[2] is "": the API requires a value. Write a value.'],
  ['Deployment', `${C}.restartPolicy`, 'Always', '$ is "Always": before Kubernetes 1.35 only an init container has one, and it is "Always". Remove it, or write restartPolicy beside containers.'],
  ['Deployment', `${C}.restartPolicy`, '', '$ is "": the API requires a value. Write "Always", "OnFailure" or "Never".'],
  ['Deployment', `${P}.initContainers.0.restartPolicy`, 'OnFailure', '$ is "OnFailure": before Kubernetes 1.35 only an init container has one, and it is "Always". Remove it, or write restartPolicy beside containers.'],
  ['Deployment', `${P}.initContainers.0.restartPolicy`, 'Always'],
  ['Deployment', `${P}.initContainers`, [{ name: 'a', image: 'a', ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81, hostPort: 80 }] }, { name: 'b', image: 'a', ports: [{ containerPort: 80, hostPort: 80 }] }], '$[0].ports[1].hostPort is 80: initContainers[0].ports[0] takes this port of the node too. Write another number for one of the two.'],
  ['Deployment', P, { ...pod, containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 80, hostPort: 80 }], volumeMounts: [] }, { name: 'b', image: 'a', ports: [{ containerPort: 81, hostPort: 80 }] }], initContainers: [{ name: 'c', image: 'a', ports: [{ containerPort: 82, hostPort: 80 }] }] }, '$.containers[1].ports[0].hostPort is 80: containers[0].ports[0] takes this port of the node too. Write another number for one of the two.'],
  ['Deployment', `${C}.lifecycle.preStop.sleep`, {}, '$.seconds is 0: before Kubernetes 1.33 a hook sleeps for at least 1 second. Write 1, or remove the hook.'],
  ['Deployment', `${C}.lifecycle.preStop.sleep.seconds`, 0, '$ is 0: before Kubernetes 1.33 a hook sleeps for at least 1 second. Write 1, or remove the hook.'],
  ['Deployment', `${C}.env.1.valueFrom.fieldRef`, { apiVersion: 'v2', fieldPath: 'status.podIP' }, '$.apiVersion is "v2": the API knows no such value. Write "v1".'],
  ['Deployment', `${C}.env.1.valueFrom.fieldRef`, { apiVersion: '', fieldPath: "metadata.annotations['Example.com/Owner']" }],
  ['Deployment', `${C}.env.1.valueFrom.fieldRef.fieldPath`, "metadata.labels['Example.com/owner']", `$ is "metadata.labels['Example.com/owner']": it names no key of labels: what stands before "/" is a domain. Write a key such as "app" or "example.com/app".`],
  ['Deployment', `${C}.env.1.valueFrom.fieldRef.fieldPath`, "metadata.annotations['a b']", `$ is "metadata.annotations['a b']": it names no key of annotations: only letters, digits, "-", "_" and "." may stand in it, with a letter or digit at both ends. Write a key such as "app" or "example.com/app".`],
  ['Deployment', `${P}.volumes.0`, { name: 'data', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: "metadata.labels['']" } }, { path: 'b', fieldRef: { fieldPath: 'metadata.uid' } }] } }, `$.downwardAPI.items[0].fieldRef.fieldPath is "metadata.labels['']": it names no key of labels: only letters, digits, "-", "_" and "." may stand in it, with a letter or digit at both ends. Write a key such as "app" or "example.com/app".`],
  ['Deployment', `${C}.env.1.valueFrom`, { resourceFieldRef: { resource: 'limits.memory', divisor: '1024' } }, '$.resourceFieldRef.divisor is "1024": this is no unit of memory. Write a unit such as "1Mi" or "1k".'],
  ['Deployment', `${P}.overhead`, { cpu: '100m', gpu: 1 }, '$[gpu] is no resource of a container. Write "cpu", "memory", or the full name of the resource, such as "nvidia.com/gpu".'],
  ['Deployment', `${C}.volumeMounts.0.mountPropagation`, '', '$ is "": the API requires a value. Write "None", "HostToContainer" or "Bidirectional".'],
  ['Deployment', `${C}.volumeMounts.0.recursiveReadOnly`, 'Enabled', 'spec.template.spec.containers[0].volumeMounts[0].readOnly is missing: recursiveReadOnly is Enabled. Add readOnly: true.'],
  ['Deployment', `${C}.volumeMounts.0.recursiveReadOnly`, 'Disabled'],
  ['Deployment', `${C}.volumeMounts`, [{ name: 'data', mountPath: '/a', readOnly: true, recursiveReadOnly: 'IfPossible', mountPropagation: 'None' }, { name: 'data', mountPath: '/b', readOnly: true, recursiveReadOnly: 'IfPossible', mountPropagation: 'HostToContainer' }], '$[1].mountPropagation must not stand here: recursiveReadOnly is IfPossible. Remove one of the two.'],
  ['Pod', 'spec', { volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'a' } }, { name: 'b', emptyDir: {} }], containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'b', mountPath: '/b' }], volumeDevices: [{ name: 'a', devicePath: '/b' }] }] }, '$.containers[0].volumeDevices[0].devicePath is "/b": volumeMounts has this place too. Write another path.'],
  ['Deployment', `${P}.securityContext.fsGroupChangePolicy`, '', '$ is "": the API requires a value. Write "Always" or "OnRootMismatch".'],
  ['Deployment', `${P}.securityContext.seccompProfile`, { type: '' }, '$.type is "": the API requires a value. Write "Localhost", "RuntimeDefault" or "Unconfined".'],
  ['Deployment', `${C}.securityContext.appArmorProfile`, { type: 'Localhost', localhostProfile: ' web' }, '$.localhostProfile is " web": there is a space at one end. Write "web".'],
  ['Deployment', `${C}.securityContext.appArmorProfile`, { type: 'Localhost', localhostProfile: '' }, '$.localhostProfile is "": the API requires a value. Write a value.'],
  ['Deployment', `${C}.securityContext.windowsOptions`, { runAsUserName: '', gmsaCredentialSpecName: 'Bad_Name' }, '$.runAsUserName is "": the API requires a value. Write a value.', '$.gmsaCredentialSpecName is "Bad_Name": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "bad-name".'],
  ['Pod', 'spec', { os: { name: 'windows' }, hostUsers: true, securityContext: { appArmorProfile: { type: 'Unconfined' } }, containers: [{ name: 'a', image: 'a', securityContext: { procMount: 'Default' } }] }, '$.hostUsers must not stand here: os says that the pod runs on windows. Remove it, or write another os.', '$.securityContext.appArmorProfile must not stand here: os says that the pod runs on windows. Remove it, or write another os.', '$.containers[0].securityContext.procMount must not stand here: os says that the pod runs on windows. Remove it, or write another os.'],
  ['Deployment', `${P}.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution`, [{ topologyKey: 'zone', matchLabelKeys: ['a'], mismatchLabelKeys: ['b', 'a'] }], '$[0].labelSelector is missing: matchLabelKeys narrows it. Add labelSelector.', '$[0].labelSelector is missing: mismatchLabelKeys narrows it. Add labelSelector.', '$[0].mismatchLabelKeys[1] is "a": matchLabelKeys has it too. Remove one of the two.'],
  ['Deployment', `${P}.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution`, [{ topologyKey: 'zone', labelSelector: {}, mismatchLabelKeys: ['a b'] }, { topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['a'] }], '$[0].mismatchLabelKeys[0] is "a b": only letters, digits, "-", "_" and "." may stand in it, with a letter or digit at both ends. Write a key such as "app" or "example.com/app".'],
  ['Deployment', `${P}.topologySpreadConstraints`, [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: '', nodeAffinityPolicy: '' }], '$[0].whenUnsatisfiable is "": the API requires a value. Write "DoNotSchedule" or "ScheduleAnyway".', '$[0].nodeAffinityPolicy is "": the API requires a value. Write "Honor" or "Ignore".'],
  ['Deployment', `${P}.topologySpreadConstraints`, [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] }, matchLabelKeys: ['app', 'a', 'b'] }], '$[0].matchLabelKeys[0] is "app": labelSelector asks for it too. Remove one of the two.', '$[0].matchLabelKeys[1] is "a": labelSelector asks for it too. Remove one of the two.'],
  ['Deployment', `${P}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['Node_1'] }] }, { matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['node-1'] }] }], '$[0].matchFields[0].values[0] is "Node_1": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "node-1".'],
  ['Deployment', 'metadata.ownerReferences', [{ apiVersion: 'apps/', kind: 'Deployment', name: 'a', uid: '1' }, { apiVersion: 'v1', kind: 'Event', name: 'a', uid: '1' }], '$[0].apiVersion is "apps/": this is no apiVersion. Write an apiVersion such as "apps/v1".', '$[1].kind is "Event": an Event owns nothing. Write another owner, or none.'],
  ['Deployment', 'metadata.creationTimestamp', '2030-13-01T12:00:00Z', '$ is "2030-13-01T12:00:00Z": a time is needed. Write a time such as "2030-01-31T12:00:00Z".'],
  ['Service', 'spec.ipFamilies', ['IPv4', 'IPv6'], 'spec.ipFamilyPolicy is missing: ipFamilies has two entries. Add ipFamilyPolicy: PreferDualStack.'],
  ['Service', 'spec.ipFamilies', ['IPv4', 'IPv4'], 'spec.ipFamilyPolicy is missing: ipFamilies has two entries. Add ipFamilyPolicy: PreferDualStack.', '$[1] is "IPv4": each family stands here once. Remove one of the two.'],
  ['Service', 'spec.ipFamilies', [''], '$[0] is "": the API requires a value. Write "IPv4" or "IPv6".'],
  ['Service', 'spec.ipFamilies', ['IPv4']],
  ['Service', 'spec.ipFamilyPolicy', '', '$ is "": the API requires a value. Write "SingleStack", "PreferDualStack" or "RequireDualStack".'],
  ['Headless', 'spec.ipFamilies', ['IPv4', 'IPv6']],
  ['Headless', 'spec', { clusterIP: 'None', selector: { app: 'web' }, ipFamilies: ['IPv4', 'IPv6'] }, '$.ipFamilyPolicy is missing: ipFamilies has two entries. Add ipFamilyPolicy: PreferDualStack.'],
  ['Headless', 'spec.clusterIPs', ['None', '10.43.0.9'], '$[0] is "None": "None" stands alone. Remove one of the two.'],
  ['Headless', 'spec.clusterIPs', ['None']],
  ['Service', 'spec', { ports: [{ port: 80 }], clusterIP: '10.43.0.9', clusterIPs: ['10.43.0.9', '10.43.0.10'], ipFamilyPolicy: 'PreferDualStack' }, '$.clusterIPs[1] is "10.43.0.10": the first one is of IPv4 too. Write an address of the other family.'],
  ['Service', 'spec', { ports: [{ port: 80 }], clusterIP: '10.43.0.9', clusterIPs: ['10.43.0.9', 'fd00::9'], ipFamilyPolicy: 'PreferDualStack' }],
  ['Service', 'spec', { ports: [{ port: 80 }], clusterIP: '10.43.0.9', clusterIPs: ['10.43.0.9', 'fd00::9', 'x'], ipFamilyPolicy: 'PreferDualStack' }, '$.clusterIPs[2] is "x": this is no IP address. Write an address such as "10.9.8.7".', '$.clusterIPs has 3 entries: a Service has two addresses at most. Write one address of each family.'],
  ['Service', 'spec', { ports: [{ port: 80 }], clusterIP: '10.43.0.9', clusterIPs: ['10.43.0.9', 'None'], ipFamilyPolicy: 'PreferDualStack' }, '$.clusterIPs[1] is "None": "None" stands alone. Remove one of the two.'],
  ['Service', 'spec', { ports: [{ port: 80 }], clusterIP: '10.43.0.9', clusterIPs: ['10.43.0.9', 'x'], ipFamilyPolicy: 'PreferDualStack' }, '$.clusterIPs[1] is "x": this is no IP address. Write an address such as "10.9.8.7".'],
  ['Service', 'spec', { ports: [{ port: 80 }], clusterIP: '10.43.0.9', ipFamilies: ['IPv6'] }, '$.clusterIP is "10.43.0.9": ipFamilies says IPv6 here. Write an address of IPv6.'],
  ['Service', 'spec', { ports: [{ port: 80 }], clusterIP: '10.43.0.9', clusterIPs: ['10.43.0.9'], ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy: 'RequireDualStack' }, '$.clusterIPs[0] is "10.43.0.9": ipFamilies says IPv6 here. Write an address of IPv6.'],
  ['Service', 'spec.externalName', 'My Host'],
  ['External', 'spec.externalName', 'my_host', '$ is "my_host": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "my-host".'],
  ['External', 'spec.externalName', '.', '$ is ".": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write a name of lower-case letters, digits and "-".'],
  ['Balanced', 'spec.healthCheckNodePort', 70000, '$ is 70000: a port lies between 1 and 65535. Write a number from 1 to 65535.'],
  ['Service', 'spec.internalTrafficPolicy', '', '$ is "": the API requires a value. Write "Cluster" or "Local".'],
  ['Service', 'spec.trafficDistribution', 'PreferClose'],
  ['Service', 'spec.trafficDistribution', 'PreferSameZone', '$ is "PreferSameZone": before Kubernetes 1.34 the API knows only "PreferClose". Write "PreferClose".'],
  ['Service', 'spec.trafficDistribution', 'preferClose', '$ is "preferClose": the API knows no such value. Write "PreferClose".'],
  ['Ingress', 'spec.rules.0.host', `*.${'a.'.repeat(126)}a`, '$ is "*.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a…": it has 255 characters, and 253 are allowed. Write a shorter name.'],
  ['Ingress', `${I}.pathType`, '', '$ is "": the API requires a value. Write "Exact", "Prefix" or "ImplementationSpecific".'],
  ['Ingress', `${I}.backend`, { resource: { apiGroup: '', kind: 'a/b', name: '' } }, '$.resource.kind is "a/b": neither "/" nor "%" may stand in it. Write a name of letters, digits, "-" and ":".', '$.resource.name is "": the API requires a value. Write a value.', '$.resource.apiGroup is "": the API requires a value. Write a value.'],
  ['Ingress', `${I}.backend`, { resource: { apiGroup: 'example.com', kind: 'Bucket', name: 'files' } }],
  ['Ingress', `${I}.backend`, { resource: { kind: 1 } }, '$.resource.kind is 1: text is needed. Write "1" in quotes.', '$.resource.name is missing: the API requires it. Add name.'],
  ['IngressClass', 'spec', undefined, '$ is missing: the API requires it. Add spec.'],
  ['IngressClass', 'spec.controller', undefined, '$ is missing: the API requires it. Add controller, for example controller: traefik.io/ingress-controller.'],
  ['IngressClass', 'spec.controller', '', '$ is "": the API requires a value. Add controller, for example controller: traefik.io/ingress-controller.'],
  ['IngressClass', 'spec.parameters', { kind: '', name: 'x', apiGroup: 'A_b' }, '$.kind is "": the API requires a value. Write a value.', '$.apiGroup is "A_b": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "a-b".'],
  ['IngressClass', 'spec.parameters', { kind: 'X', name: 'x', scope: 'Namespace', namespace: 'Shop' }, '$.namespace is "Shop": only lower-case letters, digits and "-" may stand in it, with a letter or digit at both ends. Write "shop".'],
  ['HorizontalPodAutoscaler', 'spec.metrics.0.resource.target.type', '', '$ is "": the API requires a value. Write "Utilization", "Value" or "AverageValue".'],
  ['HorizontalPodAutoscaler', 'spec.metrics.0', { type: 'ContainerResource', containerResource: { name: 'gpu', container: 'web', target: { type: 'Utilization', averageUtilization: 80 } } }, '$.containerResource.name is "gpu": it is no resource of a container. Write "cpu", "memory", or the full name of the resource, such as "nvidia.com/gpu".'],
  ['HorizontalPodAutoscaler', 'spec.metrics.0', { type: 'ContainerResource', containerResource: { name: '', container: 'web', target: { type: 'Utilization', averageUtilization: 80 } } }, '$.containerResource.name is "": the API requires a value. Write a value.'],
  ['HorizontalPodAutoscaler', 'spec.metrics.0', { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'web', target: { type: 'Utilization', averageUtilization: 80 } } }],
  ['HorizontalPodAutoscaler', 'spec.behavior.scaleDown.selectPolicy', '', '$ is "": the API requires a value. Write "Max", "Min" or "Disabled".'],
  ['PodDisruptionBudget', 'spec.unhealthyPodEvictionPolicy', '', '$ is "": the API requires a value. Write "IfHealthyBudget" or "AlwaysAllow".'],
  ['PersistentVolumeClaim', 'spec.accessModes', [null], '$[0] is "": the API requires a value. Write "ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany" or "ReadWriteOncePod".'],
  ['PersistentVolumeClaim', 'spec.volumeMode', '', '$ is "": the API requires a value. Write "Filesystem" or "Block".'],
  ['PersistentVolumeClaim', 'spec.dataSource', { kind: 'PersistentVolumeClaim', name: '' }, '$.name is "": the API requires a value. Write a value.'],
  ['PersistentVolumeClaim', 'spec.dataSource', { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' }],
  ['PersistentVolumeClaim', 'spec.dataSource', { kind: 'Bucket', name: 'a' }],
  ['PersistentVolumeClaim', 'spec.dataSourceRef', {}, '$.kind is missing: the API requires it. Add kind.', '$.name is missing: the API requires it. Add name.'],
  ['PersistentVolumeClaim', 'spec.dataSourceRef', { apiGroup: 'A_b', kind: '', name: 'a' }, '$.kind is "": the API requires a value. Write a value.', '$.apiGroup is "A_b": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "a-b".'],
  ['PersistentVolumeClaim', 'spec', { ...claim, dataSource: { kind: 'PersistentVolumeClaim', name: 'a' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' } }, '$.dataSource differs from dataSourceRef: both name one source. Remove dataSource.'],
  ['PersistentVolumeClaim', 'spec', { ...claim, dataSource: { kind: 'PersistentVolumeClaim', name: 'a' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a', apiGroup: null } }],
  ['PersistentVolumeClaim', 'spec', { ...claim, dataSource: { kind: 'PersistentVolumeClaim', name: 'a' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b', namespace: 'other' } }],
  ['NetworkPolicy', 'spec.ingress.0.ports.0.protocol', '', '$ is "": the API requires a value. Write "TCP", "UDP" or "SCTP".'],
  ['PersistentVolume', 'spec', { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, csi: { driver: 'a.example', volumeHandle: 'a', nodeStageSecretRef: { name: 'a' }, nodePublishSecretRef: { name: 'a' } } }, '$.csi.nodePublishSecretRef.namespace is missing: the API requires it. Add namespace.'],
  ['StorageClass', 'volumeBindingMode', '', '$ is "": the API requires a value. Write "Immediate" or "WaitForFirstConsumer".'],
  ['StorageClass', 'allowedTopologies', [{ matchLabelExpressions: [{ key: 'a b', values: [] }, { key: 'zone', values: ['a'] }] }], '$[0].matchLabelExpressions[0].key is "a b": only letters, digits, "-", "_" and "." may stand in it, with a letter or digit at both ends. Write a key such as "app" or "example.com/app".', '$[0].matchLabelExpressions[0].values is missing: a place has some label. Add a value.'],
  ['RoleBinding', 'subjects.1.kind', '', '$ is "": the API requires a value. Write "ServiceAccount", "User" or "Group".'],
  ['ResourceQuota', 'spec', { hard: { pods: 1, 'requests.cpu': 1, 'requests.nvidia.com/gpu': 1 }, scopes: ['NotBestEffort', 'NotTerminating'] }],
  ['ResourceQuota', 'spec', { hard: { pods: 1, services: 1 }, scopes: ['Terminating'] }, '$.hard[services] must not stand here: the scope Terminating is about pods. Remove it, or remove the scope.'],
  ['ResourceQuota', 'spec', { hard: { pods: 1, cpu: 1, services: 1 }, scopes: ['BestEffort'] }, '$.hard[cpu] must not stand here: pods of the scope BestEffort ask for none. Remove it, or remove the scope.', '$.hard[services] must not stand here: pods of the scope BestEffort ask for none. Remove it, or remove the scope.'],
  ['ResourceQuota', 'spec', { hard: { services: 1 }, scopes: ['PriorityClass'] }],
  ['ResourceQuota', 'spec.scopeSelector.matchExpressions', [{ scopeName: 'PriorityClass', operator: 'In' }, { scopeName: 'PriorityClass', operator: 'Exists', values: ['a'] }, { scopeName: 'Terminating', operator: 'In', values: ['a'] }, { scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }, { scopeName: 'PriorityClass', operator: 'NotIn', values: ['a'] }], '$[0].values is missing: In compares with values. Add values.', '$[1].values must not stand here: Exists takes none. Remove values.', '$[2].operator is "In": a pod is of the scope Terminating or not. Write "Exists".'],
  ['LimitRange', 'spec.limits.1.max', { gpu: 1 }, '$[gpu] is no resource of a container. Write "cpu", "memory", or the full name of the resource, such as "nvidia.com/gpu".'],
  ['EndpointSlice', 'endpoints.0.hostname', '', '$ is "": the API requires a value. Write a value.'],
  ['EndpointSlice', 'ports.0.protocol', '', '$ is "": the API requires a value. Write "TCP", "UDP" or "SCTP".'],
  ['Job', 'spec.completionMode', 'Indexed'],
  ['Job', 'spec', { ...jobSpec, completionMode: 'Indexed', parallelism: 2 }, '$.completions is missing: completionMode Indexed counts them. Add completions.'],
  ['CronJob', 'spec.jobTemplate.spec.completionMode', 'Indexed', 'spec.jobTemplate.spec.completions is missing: completionMode Indexed counts them. Add completions.'],
  ['Job', 'spec.completionMode', '', '$ is "": the API requires a value. Write "NonIndexed" or "Indexed".'],
  ['Job', 'spec', { ...jobSpec, completionMode: 'Indexed', completions: '3' }, '$.completions is "3": a whole number is needed. Write 3 without quotes.'],
  ['Job', 'spec', { ...jobSpec, completionMode: 'Indexed', completions: 0 }],
  ['Job', 'spec', { ...jobSpec, backoffLimitPerIndex: 1, maxFailedIndexes: 1, successPolicy: { rules: [{ succeededCount: 1 }] } }, '$.backoffLimitPerIndex must not stand here: it counts by index. Remove it, or write completionMode: Indexed.', '$.maxFailedIndexes must not stand here: it counts by index. Remove it, or write completionMode: Indexed.', '$.successPolicy must not stand here: it counts by index. Remove it, or write completionMode: Indexed.'],
  ['Job', 'spec', { ...jobSpec, completionMode: 'Indexed', completions: 3, backoffLimitPerIndex: 1, maxFailedIndexes: 3, successPolicy: { rules: [{ succeededIndexes: '0,2' }, { succeededIndexes: '0-2', succeededCount: 2 }, { succeededIndexes: '' }] } }],
  ['Job', 'spec', { ...jobSpec, completionMode: 'Indexed', completions: 3, maxFailedIndexes: 4, parallelism: 200000, successPolicy: { rules: [{}, { succeededIndexes: '2,1' }, { succeededIndexes: '2-1' }, { succeededIndexes: '3' }, { succeededIndexes: 'a' }, { succeededCount: 4 }, { succeededCount: -1 }, { succeededIndexes: '0-1', succeededCount: 3 }] } }, '$.successPolicy.rules[6].succeededCount is -1: a count cannot be negative. Write 0 or more.', '$.parallelism is 200000: an Indexed Job runs 100000 pods at once. Write at most 100000.', '$.backoffLimitPerIndex is missing: maxFailedIndexes counts by it. Add backoffLimitPerIndex.', '$.maxFailedIndexes is 4: no more than 3 can fail. Write at most 3.', '$.successPolicy.rules[0].succeededCount is missing: a rule says how many pods. Add succeededCount.', '$.successPolicy.rules[1].succeededIndexes is "2,1": these are no growing numbers from 0 to 2. Write numbers such as "0,2-4".', '$.successPolicy.rules[2].succeededIndexes is "2-1": these are no growing numbers from 0 to 2. Write numbers such as "0,2-4".', '$.successPolicy.rules[3].succeededIndexes is "3": these are no growing numbers from 0 to 2. Write numbers such as "0,2-4".', '$.successPolicy.rules[4].succeededIndexes is "a": these are no growing numbers from 0 to 2. Write numbers such as "0,2-4".', '$.successPolicy.rules[5].succeededCount is 4: there are 3. Write at most 3.', '$.successPolicy.rules[7].succeededCount is 3: there are 2. Write at most 2.'],
  ['Job', 'spec', { ...jobSpec, completionMode: 'Indexed', completions: 3, successPolicy: { rules: [] } }, '$.successPolicy.rules is empty: a policy has at least one rule. Add a rule, or remove successPolicy.'],
  ['Job', 'spec', { ...jobSpec, podReplacementPolicy: 'TerminatingOrFailed', podFailurePolicy: { rules: [{ action: 'FailIndex', onExitCodes: { operator: 'In', values: [1] } }] } }, '$.podFailurePolicy.rules[0].action is "FailIndex": without backoffLimitPerIndex no index fails. Write "FailJob".', '$.podReplacementPolicy is "TerminatingOrFailed": a podFailurePolicy judges a pod that has failed. Write "Failed".'],
  ['Job', 'spec', { ...jobSpec, podReplacementPolicy: 'Failed', podFailurePolicy: { rules: Array(21).fill({ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }) } }, '$.podFailurePolicy.rules has 21 entries: 20 are allowed. Remove the last ones.'],
  ['Job', 'spec', { ...jobSpec, completionMode: 'Indexed', completions: 3, backoffLimitPerIndex: 1, podFailurePolicy: { rules: [{ action: 'FailIndex', onExitCodes: { operator: 'In', values: [1] } }] } }],
  ['Job', 'spec.managedBy', 'kueue', '$ is "kueue": this is no name of a controller. Write a name such as "example.com/controller".'],
  ['Job', 'spec.managedBy', 'kueue.x-k8s.io/multikueue'],
  ['Deployment', `${C}.restartPolicy`, 'always', '$ is "always": the API knows no such value. Write "Always".'],
];

describe('an object as the API sees it', () => {
  it.each(Object.keys(SOUND))('lets a sound %s through', (kind) => {
    expect(faultsOf(SOUND[kind]!).map(said)).toEqual([]);
  });

  it.each(REFUSED.map(([kind, path, value, ...messages]) => ({ kind, path, value, messages })))(
    'says of a $kind with $path = $value what is wrong',
    ({ kind, path, value, messages }) => {
      const field = pathOf(path);
      const expected = messages.map((message) => message.replaceAll('$', () => field));
      expect(faultsOf(changed(kind, path, value)).map(said)).toEqual(expected);
    },
  );

  it('reads ranges for a load balancer out of the annotation where the field says nothing', () => {
    const ranges = (text: string) =>
      of('v1', 'Service', {
        metadata: { name: 'web', annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': text } },
        spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
      });
    expect(faultsOf(ranges('10.0.0.0/8, ::/0 '))).toEqual([]);
    expect(faultsOf(ranges(' '))).toEqual([]);
    expect(faultsOf(ranges('10.0.0.0/8, everywhere')).map(said)).toEqual([
      'metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges] is "everywhere": this is no range of addresses. Write ranges such as "10.9.8.0/24", with "," between them.',
    ]);
  });

  it.each([
    ['web.example.com', undefined],
    ['web.example.com.', undefined],
    ['web', 'a name in full has two parts. Write a name such as "web.example.com".'],
    ['Web.example.com', `${domain}. Write "web.example.com".`],
  ])('takes %s for the address of a slice of names, or says why not', (name, why) => {
    const slice = of('discovery.k8s.io/v1', 'EndpointSlice', {
      addressType: 'FQDN',
      endpoints: [{ addresses: [name] }],
    });
    const expected = why === undefined ? [] : [`endpoints[0].addresses[0] is "${name}": ${why}`];
    expect(faultsOf(slice).map(said)).toEqual(expected);
  });

  it('names a ClusterRoleBinding that grants a Role, and a ServiceAccount without namespace', () => {
    const binding = of('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      metadata: { name: 'web' },
      roleRef: { kind: 'Role', name: 'web' },
      subjects: [{ kind: 'ServiceAccount', name: 'web' }],
    });
    expect(faultsOf(binding).map(said)).toEqual([
      'roleRef.kind is "Role": a ClusterRoleBinding grants no such thing. Write "ClusterRole".',
      'subjects[0].namespace is missing: a ServiceAccount lives in a namespace. Add namespace: default.',
    ]);
  });
});

const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    '',
    '0',
    'constructor',
    '__proto__',
    [null],
    [[]],
    { constructor: 1 },
    JSON.parse('{"__proto__": 1}'),
  ),
);

/** Every place in a JSON value, as keys from the root. */
function places(value: unknown, here: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...here, key]))];
}

describe('whatever stands in an object', () => {
  it('never throws, and every message has a field, a sentence and a remedy', () => {
    const spots = Object.entries(SOUND).flatMap(([kind, object]) =>
      places(object)
        .filter((keys) => keys.length > 0)
        .map((keys) => ({ kind, keys })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...spots), json, ({ kind, keys }, value) => {
        const path = keys.map((key) => key.replaceAll('.', '~')).join('.');
        for (const { path: field, says, remedy } of allFaultsOf(changed(kind, path, value))) {
          expect(field).not.toBe('');
          expect(says).toMatch(/[^ ]\.$/);
          expect(remedy).toMatch(/^[A-Z].*\.$/);
        }
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  /** Entries of lists and keys that the user chooses: there, null is the empty value. */
  const FREE =
    /^(\d+|items|labels|matchLabels|selector|data|binaryData|stringData|annotations|limits|requests|capacity)$/;

  it('is read in the same way whether null or left out', () => {
    const spots = Object.entries(SOUND).flatMap(([kind, object]) =>
      places(object)
        .filter((keys) => keys.length > 0 && !keys.some((key) => FREE.test(key)))
        .map((keys) => ({ kind, keys })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...spots), ({ kind, keys }) => {
        const path = keys.map((key) => key.replaceAll('.', '~')).join('.');
        expect(faultsOf(changed(kind, path, null)).map(said)).toEqual(
          faultsOf(changed(kind, path, undefined)).map(said),
        );
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});

describe('content that is looked at once', () => {
  const running = (securityContext: Draft) =>
    of('v1', 'Pod', { spec: { securityContext, containers: [{ name: 'web', image: 'nginx:1.27' }] } });
  const ingress = (path: Draft) =>
    of('networking.k8s.io/v1', 'Ingress', { spec: { rules: [{ http: { paths: [path] } }] } });
  const backend = { service: { name: 'web', port: { number: 80 } } };
  const probed = { name: 'web', image: 'nginx:1.27', livenessProbe: { exec: { command: ['true'] } } };
  const init = of('v1', 'Pod', { spec: { containers: [{ name: 'a', image: 'a' }], initContainers: [probed] } });
  const numbers = Array.from({ length: 300 }, (_, index) => index + 1);

  test('is judged as well where nothing comes twice', () => {
    expect(numbers.flatMap((runAsUser) => faultsOf(running({ runAsUser })))).toEqual([]);
    expect(faultsOf(running({ runAsUser: 'root' }))).toHaveLength(1);
  });

  test('is judged again at a place where more is refused', () => {
    expect(faultsOf(of('v1', 'Pod', { spec: { containers: [probed] } }))).toEqual([]);
    expect(faultsOf(init)).toHaveLength(1);
  });

  test('is judged as well where most comes twice, and what comes late is judged each time', () => {
    const path = (end: number | string) => ({ path: `/${end}`, pathType: 'Prefix', backend });
    expect(numbers.flatMap(() => faultsOf(ingress(path('often'))))).toEqual([]);
    expect(numbers.flatMap((end) => faultsOf(ingress(path(end))))).toEqual([]);
    expect(numbers.map(() => faultsOf(ingress({ ...path('wrong'), pathType: 'prefix' })).length)).toEqual(
      numbers.map(() => 1),
    );
  });
});
