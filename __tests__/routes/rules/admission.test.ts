import { rules } from '../../../lib/routes/rules';
import { judge } from '../../../lib/routes/rules/judge';
import { limitRangeRefusesPods } from '../../../lib/routes/rules/workloads/limit-ranges';
import { podSecurityRefusesPods } from '../../../lib/routes/rules/workloads/pod-security';
import { quotaRefusesPods } from '../../../lib/routes/rules/workloads/quotas';
import type { Rule } from '../../../lib/routes/rules/rule';
import { findings, object, siteOf, web } from './yaml-site';

const told = (rule: Rule, text: string) =>
  findings([rule], siteOf(text)).map(({ level, field, message, remedy }) => `${level} ${field}: ${message} ${remedy}`);
const here = 'namespace: default';

describe('pod-security-refuses-pods', () => {
  const enforcing = (standard: string) =>
    object('v1', 'Namespace', 'default', '', `labels: { pod-security.kubernetes.io/enforce: ${standard} }`);
  const refused = (standard: string, container = '', pod = '') =>
    told(podSecurityRefusesPods, enforcing(standard) + web(container, pod)).map(
      (line) => /refused for (.*?)\. /.exec(line)?.[1],
    );
  const MEETS =
    'allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] }, seccompProfile: { type: RuntimeDefault }';

  test('says what a pod lacks, and stops it', () => {
    const text = enforcing('restricted') + web();
    expect(told(podSecurityRefusesPods, text)).toEqual([
      'error spec.template.spec: Namespace default enforces the security standard "restricted", so its pods are refused for no allowPrivilegeEscalation: false, no runAsNonRoot: true, no capabilities: { drop: [ALL] }, no seccompProfile: { type: RuntimeDefault }. Write securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } } in each container, and leave out what else is named, or write pod-security.kubernetes.io/enforce: baseline at the Namespace.',
    ]);
    expect([...judge([siteOf(text)], rules).idle.values()].map(({ status }) => status)).toEqual(['broken']);
  });

  test('says of a Pod that it is refused itself, and offers the standard that it meets', () => {
    const pod = object('v1', 'Pod', 'p', 'spec: { hostPID: true, containers: [{ name: a }] }');
    expect(told(podSecurityRefusesPods, enforcing('baseline') + pod)).toEqual([
      'error spec: Namespace default enforces the security standard "baseline", so it is refused for hostPID: true. Leave that out, or write pod-security.kubernetes.io/enforce: privileged at the Namespace.',
    ]);
    expect(told(podSecurityRefusesPods, enforcing('restricted') + pod)[0]).toContain('enforce: privileged');
  });

  test.each([
    ['the network of the node', '', 'hostNetwork: true', 'hostNetwork: true'],
    ['a folder of the node', '', 'volumes: [{ name: v, hostPath: { path: /x } }]', 'hostPath volume "v"'],
    ['a folder without a name', '', 'volumes: [{ hostPath: { path: /x } }]', 'hostPath volume "(no name)"'],
    [
      'a setting of the kernel',
      '',
      'securityContext: { sysctls: [{ name: kernel.msgmax }, { name: net.ipv4.tcp_syncookies }] }',
      'sysctl "kernel.msgmax"',
    ],
    ['no seccomp', '', 'securityContext: { seccompProfile: { type: Unconfined } }', 'seccompProfile.type: Unconfined'],
    [
      'no seccomp in a container',
      'securityContext: { seccompProfile: { type: Unconfined } }',
      '',
      'seccompProfile.type: Unconfined',
    ],
    ['privileges', 'securityContext: { privileged: true }', '', 'privileged: true'],
    ['a port of the node', 'ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81 }]', '', 'hostPort: 80'],
    ['a capability', 'securityContext: { capabilities: { add: [CHOWN, NET_ADMIN] } }', '', 'capability "NET_ADMIN"'],
    ['a mount of /proc', 'securityContext: { procMount: Unmasked }', '', 'procMount: Unmasked'],
  ])('holds pods to baseline: %s', (_, container, pod, said) => {
    expect(refused('baseline', container, pod)).toEqual([said]);
  });

  test.each([
    ['a volume of its own kind', '', 'volumes: [{ name: v, nfs: { server: a, path: /b } }, { name: w }]', 'nfs volume'],
    ['root', '', 'securityContext: { runAsUser: 0 }', 'runAsUser: 0'],
    ['a capability', 'CHOWN', '', 'capability "CHOWN"'],
  ])('holds pods to restricted: %s', (_, capability, pod, said) => {
    const security = capability ? MEETS.replace('NET_BIND_SERVICE', capability) : MEETS;
    expect(refused('restricted', `securityContext: { ${security} }`, pod)).toEqual([said]);
  });

  test('reads what a pod says for all of its containers', () => {
    const container = 'securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }';
    const pod = 'securityContext: { runAsNonRoot: true, seccompProfile: { type: Localhost, localhostProfile: a } }';
    expect(refused('restricted', container, pod)).toEqual([]);
  });

  test.each([
    ['pods that meet it', 'restricted', `securityContext: { ${MEETS} }`, ''],
    ['a standard that asks nothing', 'privileged', 'securityContext: { privileged: true }', ''],
    ['pods that meet the milder one', 'baseline', '', 'volumes: [{ name: v, emptyDir: {} }]'],
    ['pods of Windows', 'restricted', '', 'os: { name: windows }'],
  ])('is silent about %s', (_, standard, container, pod) => {
    expect(refused(standard, container, pod)).toEqual([]);
  });

  test('is silent about namespaces without a standard', () => {
    const warned = object('v1', 'Namespace', 'default', '', 'labels: { pod-security.kubernetes.io/warn: restricted }');
    expect(told(podSecurityRefusesPods, warned + web('securityContext: { privileged: true }'))).toEqual([]);
  });
});

describe('quota-refuses-pods', () => {
  const quota = (hard: string, more = '') =>
    object('v1', 'ResourceQuota', 'q', `spec: { hard: { ${hard} }${more} }`, here);
  const range = (limits: string) =>
    object('v1', 'LimitRange', 'l', `spec: { limits: [{ type: Container, ${limits} }] }`, here);
  const resources = (said: string) => web(`resources: { ${said} }`);
  const refused = (...texts: readonly string[]) => told(quotaRefusesPods, texts.join(''));

  test('asks every container what it takes', () => {
    expect(refused(quota('requests.cpu: 2, pods: 10'), web())).toEqual([
      'warning spec.template.spec.containers[0]: ResourceQuota default/q counts requests.cpu, and container "web" does not say how much it takes, so its pods are refused. Write resources.requests.cpu in the container, or add a LimitRange with a default to namespace default.',
    ]);
  });

  test('leaves it open whether a LimitRange comes from elsewhere, unless nothing does', () => {
    const text = quota('requests.cpu: 2') + web();
    const status = (closed: boolean) =>
      [...judge([siteOf(text, { closed })], [quotaRefusesPods]).idle.values()].map((stop) => stop.status);
    expect([status(false), status(true)]).toEqual([['unknown'], ['broken']]);
  });

  test('holds one pod to what there is', () => {
    const init = 'initContainers: [{ name: a, resources: { requests: { memory: 3Gi } } }]';
    const said = 'resources: { requests: { memory: 1Gi } }';
    const message = (limit: string) =>
      `error spec.template.spec.containers: ResourceQuota default/q has memory: ${limit}, and one of its pods takes more, so it is refused. Write less as resources.requests.memory of its containers, or raise memory of the quota.`;
    expect(refused(quota('memory: 512Mi'), web(said))).toEqual([message('512Mi')]);
    expect(refused(quota('memory: 2Gi'), web(said, init))).toEqual([message('2Gi')]);
    expect(refused(quota('memory: 3Gi'), web(said, init))).toEqual([]);
  });

  test.each([
    ['cpu', 'requests: { cpu: 1 }', true],
    ['requests.cpu', 'limits: { cpu: 1 }', true],
    ['limits.cpu', 'limits: { cpu: 1 }', true],
    ['limits.cpu', 'requests: { cpu: 1 }', false],
    ['requests.memory', 'limits: { cpu: 1 }', false],
    ['requests.memory', 'requests: { memory: much }', true],
    ['requests.storage', 'requests: {}', true],
  ])('counts %s with %s', (counted, said, fits) => {
    expect(refused(quota(`${counted}: 2`), resources(said)).length === 0).toBe(fits);
  });

  test.each([
    ['requests.cpu', 'defaultRequest: { cpu: 100m }', true],
    ['requests.cpu', 'default: { cpu: 100m }', true],
    ['requests.cpu', 'max: { cpu: 1 }', true],
    ['requests.cpu', 'min: { cpu: 100m }', true],
    ['limits.cpu', 'default: { cpu: 100m }', true],
    ['limits.cpu', 'max: { cpu: 1 }', true],
    ['limits.cpu', 'max: { cpu: lots }', true],
    ['limits.cpu', 'defaultRequest: { cpu: 100m }', false],
    ['limits.cpu', 'default: { memory: 1Gi }', false],
  ])('fills %s in from a LimitRange with %s', (counted, limits, isFilled) => {
    expect(refused(quota(`${counted}: 2`), range(limits), web()).length === 0).toBe(isFilled);
  });

  test.each([
    ['quotas for some of the pods', quota('requests.cpu: 2', ', scopes: [BestEffort]') + web()],
    ['a selector of pods', quota('requests.cpu: 2', ', scopeSelector: {}') + web()],
    ['another namespace', quota('requests.cpu: 2').replace(here, 'namespace: other') + web()],
    ['no pods', quota('requests.cpu: 2') + web('', '', 'replicas: 0')],
    ['an amount that is none', quota('requests.cpu: many') + resources('requests: { cpu: 1 }')],
    ['no quota', web()],
  ])('is silent about %s', (_, text) => {
    expect(refused(text)).toEqual([]);
  });
});

describe('limit-range-refuses-pods', () => {
  const refused = (limits: string, said: string) =>
    told(
      limitRangeRefusesPods,
      object('v1', 'LimitRange', 'l', `spec: { limits: [${limits}] }`, here) + web(`resources: { ${said} }`),
    );

  test('says what lies outside', () => {
    expect(refused('{ type: Container, max: { memory: 256Mi } }', 'limits: { memory: 512Mi }')).toEqual([
      'error spec.template.spec.containers[0].resources.limits.memory: Container "web" says limits.memory: 512Mi, and a LimitRange of namespace default allows no more than 256Mi, so its pods are refused. Write 256Mi, or change max.memory of the LimitRange.',
    ]);
    expect(refused('{ type: Container, min: { cpu: 100m } }', 'requests: { cpu: 50m }')).toEqual([
      'error spec.template.spec.containers[0].resources.requests.cpu: Container "web" says requests.cpu: 50m, and a LimitRange of namespace default allows no less than 100m, so its pods are refused. Write 100m, or change min.cpu of the LimitRange.',
    ]);
  });

  test.each([
    [
      'what lies within',
      '{ type: Container, max: { cpu: 2 }, min: { cpu: 1 } }',
      'requests: { cpu: 1 }, limits: { cpu: 2 }',
    ],
    ['bounds for pods', '{ type: Pod, max: { cpu: 1 } }', 'limits: { cpu: 2 }'],
    ['what is not said', '{ type: Container, max: { cpu: 1 } }', 'limits: {}'],
    ['a bound that is no amount', '{ type: Container, max: { cpu: few } }', 'limits: { cpu: 2 }'],
  ])('is silent about %s', (_, limits, said) => {
    expect(refused(limits, said)).toEqual([]);
  });

  test('is silent where there is none', () => {
    expect(told(limitRangeRefusesPods, web('resources: { limits: { cpu: 99 } }'))).toEqual([]);
  });
});
