import * as fc from 'fast-check';
import { fieldName } from '../../../lib/routes/field-name';
import type { Finding } from '../../../lib/routes/finding';
import { judge } from '../../../lib/routes/rules/judge';
import { rules } from '../../../lib/routes/rules';
import { objectRules } from '../../../lib/routes/rules/objects';
import type { KubeObject, ObjectFacts, Site } from '../../../lib/routes/world';

const facts = (json: unknown, more: Partial<ObjectFacts> = {}): ObjectFacts => ({
  json: json as KubeObject,
  where: 'shop/web',
  declared: false,
  ...more,
});

const site = (objects: readonly ObjectFacts[], more: Partial<Site> = {}): Site => ({
  objects,
  others: [],
  complaints: [],
  externals: [],
  closed: false,
  ...more,
});

const findings = (objects: readonly ObjectFacts[], more: Partial<Site> = {}): readonly Finding[] =>
  judge([site(objects, more)], objectRules).findings;

const line = ({ level, rule, object, message, remedy }: Finding) => `${level} ${rule} (${object}) ${message} ${remedy}`;

const service = (name: string, spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, ...metadata },
  spec: { ports: [{ port: 80 }], ...spec },
});
const nodePort = (name: string, number: number, protocol?: string) =>
  service(name, { type: 'NodePort', ports: [{ port: 80, nodePort: number, ...(protocol && { protocol }) }] });

describe('the name of a field', () => {
  const fields = {
    'spec.template.spec.containers[0]': 'container',
    'spec.template.spec.containers[0].image': 'image',
    'spec.template.spec.containers[0].ports[0].containerPort': '',
    'spec.template.spec.containers[0].resources.requests.memory': 'memory',
    'metadata.name': 'id',
  };

  it.each([
    ['spec.replicas', 'spec.replicas'],
    ['spec.template.spec.containers[0].image', 'image'],
    ['spec.template.spec.containers[0].env[1].name', 'container.env[1].name'],
    ['spec.template.spec.containers[0].resources.requests[memory]', 'memory'],
    ['spec.template.spec.containers[0].resources.requests[cpu]', 'container.resources.requests[cpu]'],
    ['spec.template.spec.containers[10].image', 'spec.template.spec.containers[10].image'],
    ['metadata.names', 'metadata.names'],
    ['', ''],
  ])('is for %s: %s', (path, name) => {
    expect(fieldName(fields, path)).toBe(name);
  });

  it('is nothing where another construct owns the value', () => {
    expect(fieldName(fields, 'spec.template.spec.containers[0].ports[0].containerPort')).toBeUndefined();
  });

  it('is the path where nothing is mapped', () => {
    expect(fieldName(undefined, 'data[a.b]')).toBe('data[a.b]');
  });

  it('is cut where a key is as long as a book', () => {
    expect(fieldName({}, `data[${'a'.repeat(2000)}]`)).toBe(`data[${'a'.repeat(995)}`);
  });

  it('keeps what follows the mapped prefix', () => {
    const key = fc.constantFrom('a', 'b2', 'image');
    const tail = fc.array(
      fc.oneof(
        key.map((name) => `.${name}`),
        fc.nat(9).map((index) => `[${index}]`),
      ),
    );
    fc.assert(
      fc.property(tail, (parts) => {
        expect(fieldName({ 'spec.x': 'x' }, `spec.x${parts.join('')}`)).toBe(`x${parts.join('')}`);
      }),
      { seed: 3 },
    );
  });
});

describe('what only older versions of Kubernetes refuse', () => {
  const pod = (container: object) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', image: 'nginx:1.27', ...container }] },
  });
  const restarting = pod({ restartPolicy: 'Always' });
  const sleeping = pod({ lifecycle: { preStop: { sleep: { seconds: 0 } } } });
  const cluster = (image?: string) => ({ cluster: { name: 'dev', where: 'k3d.yaml', config: { image } } });

  it('is said where the cluster is older, or nobody knows how old it is', () => {
    const messages = [
      'spec.containers[0].restartPolicy is "Always": before Kubernetes 1.35 only an init container has one, and it is "Always".',
    ];
    expect(findings([facts(restarting)]).map(({ message }) => message)).toEqual(messages);
    expect(findings([facts(restarting)], cluster()).map(({ message }) => message)).toEqual(messages);
    expect(findings([facts(restarting)], cluster('rancher/k3s:v1.34.1-k3s1')).map(({ message }) => message)).toEqual(
      messages,
    );
  });

  it('is not said where the cluster is new enough', () => {
    expect(findings([facts(restarting)], cluster('rancher/k3s:v1.35.0-k3s1'))).toEqual([]);
    expect(findings([facts(sleeping)], cluster('rancher/k3s:v1.33.5-k3s1'))).toEqual([]);
    expect(findings([facts(sleeping)], cluster('rancher/k3s:v1.31.5-k3s1'))).toHaveLength(1);
  });
});

describe('what one release takes and another refuses', () => {
  const pod = (spec: object, container: object = {}) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', image: 'nginx:1.27', ...container }], ...spec },
  });
  const balanced = service('web', { type: 'LoadBalancer', ports: [{ port: 10250 }] });
  const term = (values: readonly string[]) => ({
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values }] }],
  });
  const near = (...values: readonly string[]) =>
    pod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: term(values) } } });
  const mounts = pod({ volumes: [{ name: 'app', image: { reference: 'app:1' } }] });
  const shared = { hostUsers: false, hostNetwork: true, hostPID: false };
  const on = (json: unknown, minor?: number, args: readonly string[] = []) => {
    const image = minor === undefined ? undefined : `rancher/k3s:v1.${minor}.4-k3s1`;
    const extraArgs = args.map((arg) => ({ arg, nodeFilters: ['server:*'] }));
    const cluster = { name: 'dev', where: 'k3d.yaml', config: { image, options: { k3s: { extraArgs } } } };
    return findings([facts(json)], { cluster }).map(({ message, remedy }) => `${message} ${remedy}`);
  };

  // prettier-ignore
  it.each([
    ['a variable', pod({}, { env: [{ name: 'A B', value: 'c' }] }), 31, 32, 'spec.containers[0].env[0].name is "A B": before Kubernetes 1.32 a variable has only letters, digits, "-", "_" and ".", and no digit first. Write a name such as "MY_VARIABLE".'],
    ['a prefix of variables', pod({}, { envFrom: [{ prefix: '..', configMapRef: { name: 'web' } }] }), 31, 32, 'spec.containers[0].envFrom[0].prefix is "..": before Kubernetes 1.32 a variable has only letters, digits, "-", "_" and ".", and no digit first. Write a name such as "MY_VARIABLE".'],
    ['a domain', pod({ dnsConfig: { searches: ['a_b.'] } }), 32, 33, 'spec.dnsConfig.searches[0] is "a_b.": before Kubernetes 1.33 a domain has no "_" in it, and is more than a ".". Write a domain such as "web.svc.local".'],
    ['the root of all domains', pod({ dnsConfig: { searches: ['.'] } }), 32, 33, 'spec.dnsConfig.searches[0] is ".": before Kubernetes 1.33 a domain has no "_" in it, and is more than a ".". Write a domain such as "web.svc.local".'],
    ['the port of the kubelet', balanced, 32, 33, 'spec.ports[0].port is 10250: before Kubernetes 1.33 no load balancer takes the port of the kubelet. Write another port, and leave targetPort.'],
    ['an image as a volume', mounts, 32, 35, 'spec.volumes[0].image waits for the feature ImageVolume, which is off by default before Kubernetes 1.35. Take a newer image of k3s, or give the servers of the cluster the argument --kube-apiserver-arg=feature-gates=ImageVolume=true.'],
    ['a word that no label has', near('ssd', '-1'), 33, 32, 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values[1] is "-1": only letters, digits, "-", "_" and "." may stand in it, with a letter or digit at both ends. Write a value such as "web" or "1.27".'],
    ['what the users of a pod do not share', pod(shared), 33, 32, 'spec.hostNetwork is true: hostUsers is false. Remove hostNetwork, or remove hostUsers.'],
  ])('is said of %s', (_, json, refusing, taking, message) => {
    expect(on(json, refusing)).toEqual([message]);
    expect(on(json, taking)).toEqual([]);
    expect(on(json)).toEqual([]);
  });

  it('is not said where a feature is on, or nothing is wrong', () => {
    expect(on(mounts, 33, ['--kube-apiserver-arg=feature-gates=ImageVolume=true'])).toEqual([]);
    expect(on(pod({ ...shared, hostUsers: true }), 33)).toEqual([]);
  });

  it('speaks of the claim of a volume by the name of its pod', () => {
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    const volumes = [{ name: 'v'.repeat(60), ephemeral: { volumeClaimTemplate: { spec } } }, { name: 'w'.repeat(60) }];
    const long = (kind: string, name?: string) => ({ ...pod({ volumes }), kind, metadata: { name } });
    expect(on(long('Pod', 'p'.repeat(200))).map((message) => message.replace(/v{9,}…?/, 'v'))).toEqual([
      'spec.volumes[0].name is "v": with the name of the pod its claim has a name of 261 characters, and 253 are allowed. Write a shorter name.',
    ]);
    expect(on(long('Pod'))).toHaveLength(1);
  });
});

describe('what waits for a feature that is off by default', () => {
  const hpa = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      minReplicas: 0,
      maxReplicas: 2,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      metrics: [{ type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: 1 } } }],
    },
  };
  const told = (config?: object) =>
    findings([facts(hpa)], config && { cluster: { name: 'dev', where: 'k3d.yaml', config } });
  const given = (arg: string) => told({ options: { k3s: { extraArgs: [{ arg, nodeFilters: ['server:*'] }] } } });

  it('is said where nothing switches the feature on', () => {
    expect(told()).toHaveLength(1);
    expect(told({})).toHaveLength(1);
    expect(given('--disable=traefik')).toHaveLength(1);
  });

  it('is not said where the cluster has it, or may have it', () => {
    expect(given('--kube-apiserver-arg=feature-gates=HPAScaleToZero=true')).toEqual([]);
    expect(given('--kube-apiserver-arg=feature-gates=AllAlpha=true')).toEqual([]);
    expect(given('--config=/etc/k3s.yaml')).toEqual([]);
  });
});

describe('a field that not every release knows', () => {
  const on = (minor: number, spec: object, container: object = {}) => {
    const web = { name: 'web', image: 'nginx:1.27', ...container };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [web], ...spec } };
    const cluster = { name: 'dev', where: 'k3d.yaml', config: { image: `rancher/k3s:v1.${minor}.4-k3s1` } };
    return findings([facts(pod)], { cluster }).map(({ message, remedy }) => `${message} ${remedy}`);
  };
  const claim = (rest: object) => ({ resourceClaims: [{ name: 'gpu', ...rest }] });

  it('is said where the cluster is older', () => {
    expect(on(30, { hostnameOverride: 'web' })).toEqual([
      'spec.hostnameOverride is no field before Kubernetes 1.34, and this cluster runs 1.30. Take a k3s image of Kubernetes 1.34, or remove "hostnameOverride".',
    ]);
    expect(on(33, { hostnameOverride: 'web' })).toHaveLength(1);
    expect(on(34, { hostnameOverride: 'web' })).toEqual([]);
  });

  it('is said where the cluster is newer than the last one that knows it', () => {
    const source = { resourceClaimTemplateName: 'gpu' };
    expect(on(30, claim({ source }))).toEqual([]);
    expect(on(31, claim({ source }))).toEqual([
      'spec.resourceClaims[0].source is no field after Kubernetes 1.30, and this cluster runs 1.31. Remove "source".',
    ]);
    expect(on(30, claim(source))).toEqual([
      'spec.resourceClaims[0].resourceClaimTemplateName is no field before Kubernetes 1.31, and this cluster runs 1.30. Take a k3s image of Kubernetes 1.31, or remove "resourceClaimTemplateName".',
    ]);
    expect(on(31, claim(source))).toEqual([]);
  });

  it('may be one of a single release', () => {
    const spec = { workloadRef: { name: 'web', podGroup: 'web' } };
    expect(on(34, spec)).toEqual([
      'spec.workloadRef is no field before Kubernetes 1.35, and this cluster runs 1.34. Remove "workloadRef".',
    ]);
    expect(on(35, spec)).toEqual([]);
    expect(on(36, spec)).toEqual([
      'spec.workloadRef is no field after Kubernetes 1.35, and this cluster runs 1.36. Remove "workloadRef".',
    ]);
  });

  it('is all that is said of what it holds, and not of its neighbours', () => {
    const asleep = { lifecycle: { preStop: { sleep: { seconds: 0 } }, stopSignal: 5 } };
    expect(on(28, {}, asleep)).toEqual([
      'spec.containers[0].lifecycle.preStop.sleep is no field before Kubernetes 1.29, and this cluster runs 1.28. Take a k3s image of Kubernetes 1.29, or remove "sleep".',
      'spec.containers[0].lifecycle.stopSignal is no field before Kubernetes 1.33, and this cluster runs 1.28. Take a k3s image of Kubernetes 1.33, or remove "stopSignal".',
    ]);
    expect(on(32, {}, { resourcesX: 1 })).toHaveLength(1);
    expect(on(31, { resources: {}, resourcesX: 1 })).toHaveLength(2);
    expect(on(33, {}, asleep)).toEqual([
      'spec.containers[0].lifecycle.stopSignal is 5: text is needed. Write "5" in quotes.',
    ]);
  });

  it('is nothing where nobody knows what the cluster runs', () => {
    const web = { name: 'web', image: 'nginx:1.27' };
    const spec = { containers: [web], hostnameOverride: 'web', workloadRef: { name: 'web', podGroup: 'web' } };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
    expect(findings([facts(pod)])).toEqual([]);
    for (const config of [{}, { image: 'team/k3s-like:v1.30.4' }]) {
      expect(findings([facts(pod)], { cluster: { name: 'dev', where: 'k3d.yaml', config } })).toEqual([]);
    }
  });
});

describe('addresses of Services', () => {
  const web = (spec: object) => facts(service('web', { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec }));
  const told = (spec: object, config: unknown = {}) =>
    findings([web(spec)], { cluster: { name: 'dev', where: 'k3d.yaml', config } }).map(({ message }) => message);
  const alone = 'the cluster has addresses of IPv4 alone.';

  it('are those that k3s takes by itself', () => {
    const others = 'Services have addresses of 10.43.0.0/16.';
    expect(told({ clusterIP: '1.2.3.4' })).toEqual([`spec.clusterIP is "1.2.3.4": ${others}`]);
    expect(told({ clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'] })).toEqual([
      `spec.clusterIPs[0] is "10.96.0.9": ${others}`,
    ]);
    expect(told({ clusterIP: 'None' })).toEqual([]);
    expect(told({ clusterIP: '' })).toEqual([]);
  });

  it('are of IPv4 alone', () => {
    expect(told({ ipFamilyPolicy: 'RequireDualStack' })).toEqual([
      `spec.ipFamilyPolicy is "RequireDualStack": ${alone}`,
    ]);
    expect(told({ ipFamilies: ['IPv6'] })).toEqual([`spec.ipFamilies[0] is "IPv6": ${alone}`]);
    expect(told({ clusterIP: '2001:db8::1' })).toEqual([`spec.clusterIP is "2001:db8::1": ${alone}`]);
    expect(told({ ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv4', 'IPv6'] })).toEqual([
      `spec.ipFamilies[1] is "IPv6": ${alone}`,
    ]);
  });

  it('of IPv6 may be asked for where nobody insists, and where no address is handed out', () => {
    expect(told({ ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv4'] })).toEqual([]);
    expect(told({ ipFamilies: ['IPv4'], clusterIP: '10.43.0.9' })).toEqual([]);
    expect(
      told({ clusterIP: 'None', selector: undefined, ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6'] }),
    ).toEqual([]);
    expect(told({ type: 'ExternalName', externalName: 'example.com' })).toEqual([]);
  });

  it('are others where k3s may have been told so', () => {
    const dual = { ipFamilyPolicy: 'RequireDualStack' };
    for (const arg of [
      '--service-cidr=10.43.0.0/16,fd00:43::/112',
      '--kube-apiserver-arg=service-cluster-ip-range=10.43.0.0/16,fd00:43::/112',
      '--config=/k3s.yaml',
    ]) {
      for (const asked of [dual, { clusterIP: '10.96.0.9' }]) {
        expect(told(asked, { options: { k3s: { extraArgs: [{ arg }] } } })).toEqual([]);
      }
    }
    expect(told(dual, { files: [{ destination: '/etc/rancher/k3s/config.yaml' }] })).toEqual([]);
    expect(findings([web(dual)])).toEqual([]);
  });
});

describe('a mistake in one object', () => {
  it('is said with the place, the object and the field of the construct', () => {
    const json = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: -1 } };
    const fields = { 'spec.replicas': 'replicas', 'spec.selector': '', 'spec.template': '' };
    expect(findings([facts(json, { fields, declared: true })])).toEqual([
      {
        rule: 'object-field-invalid',
        level: 'error',
        where: 'shop/web',
        object: 'Deployment default/web',
        field: 'replicas',
        message: 'replicas is -1: a count cannot be negative.',
        remedy: 'Write 0 or more.',
      },
    ]);
  });

  it('is said by the rule that owns it, and by no other', () => {
    const template = (labels: object, spec: object) => ({ metadata: { labels }, spec });
    const containers = [
      {
        name: 'web',
        image: 'nginx',
        ports: [{ containerPort: 80 }, { containerPort: 80 }],
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
      { name: 'two', image: 'nginx', ports: [{ containerPort: 80 }] },
    ];
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'Web' },
      spec: { selector: { matchLabels: { app: 'web' } }, template: template({ app: 'shop' }, { containers }) },
    };
    const ingress = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web' },
      spec: { rules: [{ host: 'a b' }] },
    };
    const ports = [{ port: 80 }, { port: 81, name: 'b', nodePort: 30080 }];
    const said = findings([facts(deployment), facts(ingress), facts(service('web', { ports }))]);
    expect(said.map(({ level, rule, field }) => `${level} ${rule} ${field}`)).toEqual([
      'error container-port-duplicate spec.template.spec.containers[0].ports[1].containerPort',
      'error env-duplicate spec.template.spec.containers[0].env[1].name',
      'error object-name-invalid metadata.name',
      'error selector-not-in-template spec.template.metadata.labels',
      'error host-name-invalid spec.rules[0].host',
      'error node-port-on-cluster-ip spec.ports[1].nodePort',
      'error service-ports-unnamed spec.ports[0].name',
      'warning container-port-duplicate spec.template.spec.containers[1].ports[0].containerPort',
    ]);
  });

  it('is said once, however often the site is read', () => {
    const here = site([facts(service('A', {}))]);
    expect(judge([here, here], objectRules).findings.map(line)).toEqual(judge([here], objectRules).findings.map(line));
    expect(judge([here], objectRules).findings).toHaveLength(1);
  });
});

describe('node ports', () => {
  it('lie in the range of Kubernetes', () => {
    expect(
      findings([facts(nodePort('a', 8080)), facts(nodePort('b', -1)), facts(nodePort('c', 32767))]).map(line),
    ).toEqual([
      'error node-port-out-of-range (Service default/a) spec.ports[0].nodePort is 8080: node ports lie between 30000 and 32767. Write a number from 30000 to 32767, and keep 8080 as the host port.',
      'error node-port-out-of-range (Service default/b) spec.ports[0].nodePort is -1: node ports lie between 30000 and 32767. Write a number from 30000 to 32767.',
    ]);
  });

  it('are no host ports where another one leads to them', () => {
    const cluster = {
      name: 'dev',
      where: 'dev',
      config: { ports: [{ port: '9000:8080', nodeFilters: ['loadbalancer'] }] },
    };
    expect(findings([facts(nodePort('a', 8080))], { cluster }).map(({ remedy }) => remedy)).toEqual([
      'Write a number from 30000 to 32767.',
    ]);
  });

  it('are those of health checks too', () => {
    const checked = (name: string, healthCheckNodePort: number, spec: object = {}) =>
      facts(
        service(name, {
          type: 'LoadBalancer',
          externalTrafficPolicy: 'Local',
          healthCheckNodePort,
          ports: [{ port: 80 }],
          ...spec,
        }),
      );
    expect(findings([checked('a', 80), checked('b', 30080), checked('c', 30080), checked('d', 0)]).map(line)).toEqual([
      'error node-port-out-of-range (Service default/a) spec.healthCheckNodePort is 80: node ports lie between 30000 and 32767. Write a number from 30000 to 32767.',
      'error node-port-taken (Service default/c) spec.healthCheckNodePort is 30080: Service default/b (shop/web) has this node port. Write another number for one of the two.',
    ]);
    for (const other of [{ type: 'NodePort' }, { externalTrafficPolicy: 'Cluster' }]) {
      expect(findings([checked('a', 80, other)]).map(({ rule }) => rule)).toEqual(['object-field-invalid']);
    }
  });

  it('are opened by no node outside of it', () => {
    const there = site([facts(nodePort('a', 8080))], { cluster: { name: 'dev', where: 'dev', config: {} } });
    const { findings: said } = judge([there], rules);
    expect(said.map(({ rule }) => rule)).toContain('node-port-out-of-range');
    expect(said.map(({ rule }) => rule)).not.toContain('node-port-not-mapped');
  });

  it('lie in the range that k3s was given', () => {
    const extraArgs = [{ arg: '--disable=traefik' }, { arg: '--service-node-port-range=8000-9000' }];
    const cluster = { name: 'dev', where: 'dev', config: { options: { k3s: { extraArgs } } } };
    expect(findings([facts(nodePort('a', 8080)), facts(nodePort('b', 30080))], { cluster }).map(line)).toEqual([
      'error node-port-out-of-range (Service default/b) spec.ports[0].nodePort is 30080: node ports lie between 8000 and 9000. Write a number from 8000 to 9000, and keep 30080 as the host port.',
    ]);
  });

  it('lie in a range that nobody knows where a file tells k3s', () => {
    const config = { files: [{ destination: '/etc/rancher/k3s/config.yaml' }] };
    expect(findings([facts(nodePort('a', 8080))], { cluster: { name: 'dev', where: 'dev', config } })).toEqual([]);
  });

  it('belong to one Service each', () => {
    const first = facts(nodePort('a', 30080), { where: 'shop/a' });
    const objects = [first, facts(nodePort('b', 30080)), facts(nodePort('c', 30080, 'UDP')), facts(nodePort('d', 0))];
    expect(findings(objects).map(line)).toEqual([
      'error node-port-taken (Service default/b) spec.ports[0].nodePort is 30080: Service default/a (shop/a) has this node port. Write another number for one of the two.',
    ]);
  });

  it('are counted once for one object that is made twice', () => {
    const twice = [facts(nodePort('a', 30080)), facts(nodePort('a', 30080))];
    expect(findings(twice).map(({ rule }) => rule)).toEqual(['object-duplicate']);
  });
});

describe('one object made twice', () => {
  const message = (level: string, object: string, name: string) =>
    `${level} object-duplicate (${object}) metadata.name is "${name}": shop/first makes ${object} too, and the later one replaces the earlier. Write another name, or remove one of the two.`;

  it('is an error that names both places', () => {
    const here = [
      facts(service('web', {}), { where: 'shop/first' }),
      facts(service('web', {}, { namespace: 'default' })),
    ];
    expect(findings(here).map(line)).toEqual([message('error', 'Service default/web', 'web')]);
  });

  it('is told of every file that makes it again', () => {
    const here = ['shop/first', 'shop/b', 'shop/c'].map((where) => facts(service('web', {}), { where }));
    expect(findings(here).map(({ where }) => where)).toEqual(['shop/b', 'shop/c']);
  });

  it('is a warning where Helm runs one of them as a hook', () => {
    const hook = { annotations: { 'helm.sh/hook': 'pre-install' } };
    const here = [facts(service('web', {}), { where: 'shop/first' }), facts(service('web', {}, hook))];
    expect(findings(here).map(line)).toEqual([message('warning', 'Service default/web', 'web')]);
    const turned = [facts(service('web', {}, hook), { where: 'shop/first' }), facts(service('web', {}))];
    expect(findings(turned).map(line)).toEqual([message('warning', 'Service default/web', 'web')]);
  });

  it('is another object in another namespace, group or kind', () => {
    const custom = (apiVersion: string) => ({ apiVersion, kind: 'Service', metadata: { name: 'web' } });
    const objects = [service('web', {}), service('web', {}, { namespace: 'b' }), custom('serving.knative.dev/v1')];
    expect(findings(objects.map((json) => facts(json)))).toEqual([]);
  });

  it('is one object in two versions of its group', () => {
    const hpa = (apiVersion: string, spec: object) => ({
      apiVersion,
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: { maxReplicas: 2, scaleTargetRef: { kind: 'Deployment', name: 'web' }, ...spec },
    });
    const here = [
      facts(hpa('autoscaling/v1', {}), { where: 'shop/first' }),
      facts(hpa('autoscaling/v2', { minReplicas: 1 })),
    ];
    expect(findings(here).map(line)).toEqual([message('error', 'HorizontalPodAutoscaler default/web', 'web')]);
  });

  it('is no matter of objects without a name', () => {
    const nameless = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'web-' } };
    expect(findings([facts(nameless), facts(nameless)]).map(({ rule }) => rule)).toEqual(['object-name-generated']);
  });
});

describe('whatever is read', () => {
  it('never throws', () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('Service', 'v1', 'NodePort', 'Deployment'));
    const object = fc.record({ apiVersion: value, kind: value, metadata: value, spec: value }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.array(fc.oneof(object, value), { maxLength: 4 }), (objects) => {
        for (const { message, remedy } of findings(objects.map((json) => facts(json)))) {
          expect(message).toMatch(/\.$/);
          expect(remedy).toMatch(/\.$/);
        }
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it('finds nothing in ten thousand sound objects', () => {
    const objects = Array.from({ length: 10_000 }, (_, index) => facts(service(`web-${index}`, {})));
    expect(findings(objects)).toEqual([]);
  });
});
