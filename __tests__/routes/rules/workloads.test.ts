import fc from 'fast-check';
import { workloadRules } from '../../../lib/routes/rules/workloads';
import { claimFitsNoVolume } from '../../../lib/routes/rules/workloads/claims';
import { statefulsetServiceMissing } from '../../../lib/routes/rules/workloads/stateful-services';
import { API_VERSIONS } from '../../../lib/routes/rules/workloads/api-versions';
import { judge } from '../../../lib/routes/rules/judge';
import type { Site } from '../../../lib/routes/world';
import { findings, k3d, lines as linesOf, object, siteOf, web } from './yaml-site';

const lines = (site: Site) => linesOf(workloadRules, site);
const rulesOf = (text: string) => findings(workloadRules, siteOf(text)).map(({ level, rule }) => `${level} ${rule}`);
const SERVICE = object('v1', 'Service', 'web', 'spec: { selector: { app: web } }');

describe('probe-port-not-served', () => {
  const ports = 'ports: [{ name: http, containerPort: 80 }]';

  test('speaks about a name that the container lacks, for every probe and hook', () => {
    const probes =
      'readinessProbe: { httpGet: { port: web } }, livenessProbe: { tcpSocket: { port: web } }, ' +
      'startupProbe: { httpGet: { port: web } }, lifecycle: { preStop: { httpGet: { port: web } }, postStart: { httpGet: { port: web } } }';
    expect(lines(siteOf(web(`${ports}, ${probes}`)))).toEqual(
      ['preStop hook', 'postStart hook', 'liveness probe', 'readiness probe', 'startup probe']
        .map(
          (called) =>
            `error probe-port-not-served: The ${called} of container "web" asks for port "web", which this container does not have, so the kubelet cannot ask it.`,
        )
        .sort((a, b) => place(a) - place(b)),
    );
  });

  const ORDER = ['postStart', 'preStop', 'liveness', 'readiness', 'startup'];
  const place = (line: string) => ORDER.findIndex((word) => line.includes(word));

  test('asks the one hook that is there', () => {
    expect(rulesOf(web(`${ports}, lifecycle: { preStop: { httpGet: { port: web } } }`))).toEqual([
      'error probe-port-not-served',
    ]);
    expect(rulesOf(web(`${ports}, lifecycle: { preStop: { httpGet: { port: http } } }`))).toEqual([]);
  });

  test('offers what the container has', () => {
    const remedies = [ports, 'ports: [{ containerPort: 80 }]', 'ports: []'].flatMap((has) =>
      findings(workloadRules, siteOf(web(`${has}, readinessProbe: { httpGet: { port: web } }`))).map(
        (each) => each.remedy,
      ),
    );
    expect(remedies).toEqual([
      'Write port: "http", which container "web" has.',
      'Write port: 80, which container "web" has.',
      'Write the number of the port that container "web" listens on.',
    ]);
  });

  test('warns of a number that the pod does not declare', () => {
    const two = 'ports: [{ containerPort: 80 }, { containerPort: 443 }]';
    expect([
      ...lines(siteOf(web(`${ports}, readinessProbe: { tcpSocket: { port: 81 } }`))),
      ...lines(siteOf(web(`${two}, readinessProbe: { grpc: { port: 81 } }`))),
    ]).toEqual([
      'warning probe-port-not-served: The readiness probe of container "web" asks for port 81, but the pod declares only port 80.',
      'warning probe-port-not-served: The readiness probe of container "web" asks for port 81, but the pod declares only the ports 80, 443.',
    ]);
  });

  test.each([
    ['a port of the container', `${ports}, readinessProbe: { httpGet: { port: http } }`],
    ['a number as text', `${ports}, readinessProbe: { httpGet: { port: "80" } }`],
    ['a container that declares nothing', 'readinessProbe: { tcpSocket: { port: 81 } }'],
    ['another host', `${ports}, readinessProbe: { httpGet: { host: example.com, port: 81 } }`],
    ['a port that is none', `${ports}, readinessProbe: { httpGet: { port: true } }`],
    ['a probe of another kind', `${ports}, readinessProbe: { exec: { command: [ls] } }`],
  ])('is silent about %s', (_, container) => {
    expect(lines(siteOf(web(container)))).toEqual([]);
  });

  test('is an info about a health path, which may have a port of its own', () => {
    const probe = (path: string) => rulesOf(web(`${ports}, livenessProbe: { httpGet: { path: ${path}, port: 81 } }`));
    const known = ['/health/ready', '/q/health/live', '/actuator/health', '/-/ready', '/metrics', '/healthz/ready'];
    expect(known.flatMap(probe)).toEqual(known.map(() => 'info probe-port-not-served'));
    expect(['/healthz', '/v1/livez?full=1', '/health', '/fizz/buzz/x'].map(probe)).toEqual([
      ['info probe-port-not-served'],
      ['info probe-port-not-served'],
      ['warning probe-port-not-served'],
      ['warning probe-port-not-served'],
    ]);
  });

  test.each([
    ['an argument', 'args: [--health-probe-bind-address=:81]', []],
    ['the command', 'command: [serve, "81"]', []],
    ['a variable', 'env: [{ name: HEALTH_PORT, value: "81" }, { name: OTHER }]', []],
    ['an argument with another number', 'args: [--listen=:8181, --version=1.81]', ['warning probe-port-not-served']],
  ])('looks for the port in %s', (_, told, expected) => {
    expect(rulesOf(web(`${ports}, ${told}, readinessProbe: { tcpSocket: { port: 81 } }`))).toEqual(expected);
  });

  test('lets another container of the pod answer, and leaves init containers alone', () => {
    const pod =
      'initContainers: [{ name: a, restartPolicy: Always, ports: [{ containerPort: 81 }] }, { name: b, readinessProbe: { httpGet: { port: x } } }]';
    expect(lines(siteOf(web(`${ports}, readinessProbe: { tcpSocket: { port: 81 } }`, pod)))).toEqual([]);
  });

  test('speaks in the words of the construct, and not about what another construct gave', () => {
    const text = web(`${ports}, readinessProbe: { httpGet: { port: web } }`);
    const path = 'spec.template.spec.containers[0].readinessProbe.httpGet.port';
    const fieldOf = (name: string) => findings(workloadRules, siteOf(text, {}, { fields: { [path]: name } }));
    expect(fieldOf('readiness').map(({ field }) => field)).toEqual(['readiness']);
    expect(fieldOf('')).toEqual([]);
  });
});

describe('replicas-with-autoscaler', () => {
  const hpa = object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'scaler',
    'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }',
  );

  test('speaks about a number beside an autoscaler', () => {
    expect(lines(siteOf(web('', '', 'replicas: 2') + hpa))).toEqual([
      'warning replicas-with-autoscaler: It asks for 2 replicas while HorizontalPodAutoscaler "scaler" decides their number, so every kubectl apply sets it back to 2.',
    ]);
    expect(lines(siteOf(web('', '', 'replicas: 1') + hpa))[0]).toContain('It asks for 1 replica while');
  });

  test('knows the autoscaler of KEDA, which scales a Deployment unless it says otherwise', () => {
    const keda = object('keda.sh/v1alpha1', 'ScaledObject', 'scaler', 'spec: { scaleTargetRef: { name: web } }');
    expect(rulesOf(web('', '', 'replicas: 2') + keda)).toEqual(['warning replicas-with-autoscaler']);
  });

  test('is silent about no number, zero, and workloads that nothing scales', () => {
    const other = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'other', 'spec: {}');
    expect(rulesOf(web() + hpa)).toEqual([]);
    expect(rulesOf(web('', '', 'replicas: 0') + hpa)).toEqual([]);
    expect(rulesOf(web('', '', 'replicas: 2') + other)).toEqual([]);
  });
});

describe('autoscalers and what they measure', () => {
  const hpa = (spec: string, target = 'name: web', version = 'v2') =>
    object(
      `autoscaling/${version}`,
      'HorizontalPodAutoscaler',
      'scaler',
      `spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, ${target} }, ${spec} }`,
    );
  const percent = (name: string) =>
    `{ type: Resource, resource: { name: ${name}, target: { type: Utilization, averageUtilization: 70 } } }`;
  const both = hpa(`metrics: [${percent('cpu')}, ${percent('memory')}]`);
  const without = k3d('options: { k3s: { extraArgs: [{ arg: --disable=metrics-server, nodeFilters: [server:*] }] } }');

  test('autoscaler-without-request names the resource and the container', () => {
    expect(lines(siteOf(web('resources: { requests: { memory: 8Mi } }') + both))).toEqual([
      'warning autoscaler-without-request: It measures cpu in percent of the request, and container "web" of Deployment "web" requests none, so it never scales.',
    ]);
  });

  test('the older version says its measure in a field of its own', () => {
    const old = hpa('targetCPUUtilizationPercentage: 50', 'name: web', 'v1');
    expect(findings(workloadRules, siteOf(web() + old)).map(({ rule, field }) => [rule, field])).toEqual([
      ['autoscaler-without-request', 'spec.targetCPUUtilizationPercentage'],
    ]);
  });

  test.each([
    ['a limit, which counts as request', 'resources: { limits: { cpu: 1, memory: 8Mi } }', both, ''],
    ['a LimitRange in the namespace', '', both, object('v1', 'LimitRange', 'defaults')],
    ['a workload that is not there', '', hpa(`metrics: [${percent('cpu')}]`, 'name: other'), ''],
    [
      'an absolute value',
      '',
      hpa('metrics: [{ type: Resource, resource: { name: cpu, target: { type: AverageValue } } }]'),
      '',
    ],
    ['metrics of another kind', '', hpa('metrics: [{ type: Pods }, { type: Resource, resource: {} }, 7]'), ''],
  ])('autoscaler-without-request is silent about %s', (_, container, scaler, more) => {
    expect(lines(siteOf(web(container) + scaler + more))).toEqual([]);
  });

  test('autoscaler-without-metrics speaks once for each autoscaler', () => {
    const asks = web('resources: { requests: { cpu: 80m, memory: 8Mi } }');
    expect(lines(siteOf(without + asks + both))).toEqual([
      'warning autoscaler-without-metrics: It measures cpu, which the metrics-server tells, and cluster "dev" starts without it, so it never scales.',
    ]);
    const own = object('apiregistration.k8s.io/v1', 'APIService', 'v1beta1.metrics.k8s.io');
    expect(lines(siteOf(without + asks + both + own))).toEqual([]);
    expect(lines(siteOf(without + asks + hpa('maxReplicas: 2')))).toEqual([]);
  });
});

/** No server takes pods that do not tolerate it. */
const SERVER_TAINT = '{ arg: "--node-taint=CriticalAddonsOnly=true:NoExecute", nodeFilters: ["server:*"] }';
const TAINTED = `options: { k3s: { extraArgs: [${SERVER_TAINT}] } }`;

describe('anti-affinity-unschedulable', () => {
  const apart = (selector: string, more = '') =>
    `affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: ${selector}${more} }] } }`;
  const own = '{ matchLabels: { app: web } }';

  test('speaks about more pods than nodes', () => {
    expect([
      ...lines(siteOf(k3d('agents: 1') + web('', apart(own), 'replicas: 3'))),
      ...lines(
        siteOf(
          k3d() +
            web(
              '',
              apart(
                '{ matchExpressions: [{ key: app, operator: In, values: [web] }, { key: app, operator: Exists }] }',
              ),
              'replicas: 2',
            ),
        ),
      ),
    ]).toEqual([
      'warning anti-affinity-unschedulable: It asks for 3 pods of which no two may share a node, but the cluster has 2 nodes, so not all of them can start.',
      'warning anti-affinity-unschedulable: It asks for 2 pods of which no two may share a node, but the cluster has 1 node, so not all of them can start.',
    ]);
  });

  test('counts the nodes that have the labels which the pods require', () => {
    const disk = 'options: { k3s: { nodeLabels: [{ label: disk=ssd, nodeFilters: [FILTER] }] } }';
    const on = (filter: string, replicas: number) =>
      lines(
        siteOf(
          k3d(`agents: 2\n${disk.replace('FILTER', filter)}`) +
            web('', `nodeSelector: { disk: ssd }, ${apart(own)}`, `replicas: ${replicas}`),
        ),
      );
    expect(on('"agent:0"', 2)).toEqual([
      'warning anti-affinity-unschedulable: It asks for 2 pods of which no two may share a node, but the cluster has 3 nodes, of which 1 takes them, so not all of them can start.',
    ]);
    expect(on('"agent:*"', 3)).toEqual([
      'warning anti-affinity-unschedulable: It asks for 3 pods of which no two may share a node, but the cluster has 3 nodes, of which 2 take them, so not all of them can start.',
    ]);
    expect(on('"agent:*"', 2)).toEqual([]);
    // That none has them is said by another rule.
    expect(on('loadbalancer', 2)).toEqual([expect.stringMatching(/^warning node-missing/)]);
  });

  test('counts the nodes without a taint that keeps the pods off', () => {
    const on = (replicas: number, pod = '') =>
      lines(siteOf(k3d(`agents: 2\n${TAINTED}`) + web('', `${pod}${apart(own)}`, `replicas: ${replicas}`)));
    expect(on(3)).toEqual([
      'warning anti-affinity-unschedulable: It asks for 3 pods of which no two may share a node, but the cluster has 3 nodes, of which 2 take them, so not all of them can start.',
    ]);
    expect(on(2)).toEqual([]);
    expect(on(3, 'tolerations: [{ operator: Exists }], ')).toEqual([]);
  });

  test('an empty selector picks every pod', () => {
    expect(rulesOf(k3d() + web('', apart('{}'), 'replicas: 3'))).toEqual(['warning anti-affinity-unschedulable']);
  });

  test.each([
    ['as many pods as nodes', k3d('agents: 2') + web('', apart(own), 'replicas: 3')],
    ['no number', k3d() + web('', apart(own))],
    ['no cluster', web('', apart(own), 'replicas: 3')],
    ['other pods', k3d() + web('', apart('{ matchLabels: { app: other } }'), 'replicas: 3')],
    ['a selector that is none', k3d() + web('', apart('null'), 'replicas: 3')],
    [
      'an operator that excludes',
      k3d() + web('', apart('{ matchExpressions: [{ key: app, operator: NotIn, values: [web] }] }'), 'replicas: 3'),
    ],
    [
      'a label that is not there',
      k3d() + web('', apart('{ matchExpressions: [{ operator: In, values: [web] }] }'), 'replicas: 3'),
    ],
    ['other namespaces', k3d() + web('', apart(own, ', namespaces: [shop]'), 'replicas: 3')],
    ['counts that are no numbers', k3d('servers: x') + web('', apart(own), 'replicas: 1')],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });
});

describe('rollout-drops-below', () => {
  const rolling = (numbers: string, replicas = 1) =>
    web('', '', `replicas: ${replicas}\n  strategy: { rollingUpdate: { ${numbers} } }`) + SERVICE;

  test('speaks where an update may take every pod away', () => {
    expect([
      ...lines(siteOf(rolling('maxUnavailable: 1'))),
      ...lines(siteOf(rolling('maxUnavailable: "100%"', 3))),
      ...lines(siteOf(rolling('maxSurge: 0'))),
    ]).toEqual([
      'warning rollout-drops-below: An update may take away the only pod before a new one is ready, so requests fail in between.',
      'warning rollout-drops-below: An update may take away all 3 pods before a new one is ready, so requests fail in between.',
      'warning rollout-drops-below: An update may take away the only pod before a new one is ready, so requests fail in between.',
    ]);
  });

  test('only notes Recreate', () => {
    expect(lines(siteOf(web('', '', 'strategy: { type: Recreate }') + SERVICE))).toEqual([
      'info rollout-drops-below: The strategy "Recreate" ends every pod before the next one starts, so requests fail during an update.',
    ]);
  });

  test.each([
    ['a claim of one node', 'accessModes: [ReadWriteOnce]', 'data', 0],
    ['a claim that says nothing', '', 'data', 0],
    ['a claim that the app does not show', 'accessModes: [ReadWriteMany]', 'other', 0],
    ['a claim of many nodes', 'accessModes: [ReadWriteMany]', 'data', 1],
    ['a claim that is only read', 'accessModes: [ReadOnlyMany]', 'data', 1],
  ])('says of Recreate over %s what it costs, unless two pods would write to it', (_, spec, claimName, count) => {
    const volumes = `volumes: [{ name: d, persistentVolumeClaim: { claimName: ${claimName} } }]`;
    const claim = object('v1', 'PersistentVolumeClaim', 'data', `spec: { ${spec} }`);
    const found = lines(siteOf(web('', volumes, 'strategy: { type: Recreate }') + SERVICE + claim));
    expect(found.filter((one) => one.includes('rollout-drops-below'))).toHaveLength(count);
  });

  test.each([
    ['the defaults of Kubernetes', web() + SERVICE],
    ['one pod of two', rolling('maxUnavailable: 1', 2)],
    ['no pod at all', rolling('maxUnavailable: 1', 0)],
    ['a number that cannot be read', rolling('maxUnavailable: many')],
    ['pods that no Service leads to', web('', '', 'strategy: { type: Recreate }')],
    [
      'a Service for other pods',
      web('', '', 'strategy: { type: Recreate }') +
        object('v1', 'Service', 'x', 'spec: { selector: { app: web, tier: x } }'),
    ],
    [
      'a Service without selector',
      web('', '', 'strategy: { type: Recreate }') + object('v1', 'Service', 'x', 'spec: {}'),
    ],
    [
      'a selector that is no text',
      web('', '', 'strategy: { type: Recreate }') + object('v1', 'Service', 'x', 'spec: { selector: { app: 1 } }'),
    ],
    [
      'a number that an autoscaler decides',
      web('', '', 'strategy: { rollingUpdate: { maxUnavailable: 1 } }') +
        SERVICE +
        object(
          'autoscaling/v2',
          'HorizontalPodAutoscaler',
          'x',
          'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }',
        ),
    ],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  test('is silent about labels that are no text', () => {
    expect(
      rulesOf(
        object('apps/v1', 'Deployment', 'x', 'spec: { template: { metadata: { labels: { app: 1 } } } }') + SERVICE,
      ),
    ).toEqual([]);
  });
});

describe('command-names-no-program', () => {
  const said = (more: string) =>
    findings(workloadRules, siteOf(web(more))).map(({ level, rule, message, remedy }) => ({
      said: `${level} ${rule}: ${message}`,
      remedy,
    }));
  const warned = (rest: string) => `warning command-names-no-program: The ${rest}`;

  test.each([
    ['["node server.js"]', '["node", "server.js"]'],
    ['[" npm  run ", "dev"]', '["npm", "run", "dev"]'],
    ['["npm i && npm start"]', '["sh", "-c", "npm i && npm start"]'],
    ['["echo $HOME", "hi"]', '["sh", "-c", "echo $HOME hi"]'],
    ['["/usr/bin/node /app/server.js"]', '["/usr/bin/node", "/app/server.js"]'],
    ['["./run --fast"]', '["./run", "--fast"]'],
  ])('speaks about several words in one: %s', (command, meant) => {
    const [first] = JSON.parse(command) as string[];
    expect(said(`command: ${command}`)).toEqual([
      {
        said: warned(
          `command of container "web" begins with "${first}", and no program has that name: nothing takes it apart at its blanks.`,
        ),
        remedy: `Write ${meant}.`,
      },
    ]);
  });

  test('speaks about every probe and hook', () => {
    const exec = 'exec: { command: [pg_isready -U postgres] }';
    const lines = said(
      `readinessProbe: { ${exec} }, livenessProbe: { ${exec} }, startupProbe: { ${exec} }, ` +
        `lifecycle: { postStart: { ${exec} }, preStop: { ${exec} } }`,
    );
    expect(lines.map((each) => each.said.replace(/ of container.*/, '')).sort()).toEqual(
      ['liveness probe', 'postStart hook', 'preStop hook', 'readiness probe', 'startup probe'].map(warned),
    );
  });

  test.each([
    ['[CMD-SHELL, pg_isready -U postgres]', 'CMD-SHELL', '["sh", "-c", "pg_isready -U postgres"]'],
    ['[CMD, redis-cli, ping]', 'CMD', '["redis-cli", "ping"]'],
  ])('knows how a compose file says it: %s', (command, word, meant) => {
    expect(said(`readinessProbe: { exec: { command: ${command} } }`)).toEqual([
      {
        said: warned(
          `readiness probe of container "web" begins with "${word}", which is a word of compose files and no program.`,
        ),
        remedy: `Write ${meant}.`,
      },
    ]);
  });

  test.each([
    ['[npm, install, "&&", npm, start]', '&&', 'npm', 'npm install && npm start'],
    ['[sh, -ec, ./ready, "||", exit, "1"]', '||', 'sh', './ready || exit 1'],
  ])('speaks about what only a shell reads: %s', (command, sign, program, meant) => {
    expect(said(`command: ${command}`)).toEqual([
      {
        said: warned(
          `command of container "web" hands "${sign}" to "${program}" as it stands: a shell alone reads it, in one text.`,
        ),
        remedy: `Write ["sh", "-c", "${meant}"].`,
      },
    ]);
  });

  test('tells no secret', () => {
    const [only] = said('command: [psql postgres://me:hunter2@db/shop]');
    expect(`${only?.said} ${only?.remedy}`).not.toContain('hunter2');
  });

  test.each([
    'command: [node, server.js]',
    'command: [sh, -c, "npm i && npm start"]',
    'command: ["/opt/my app/run"]',
    'command: [./entrypoint.sh, a, "&&", b]',
    'command: []',
    'command: [5, x]',
    'args: ["--save 60 1"]',
  ])('is silent about %s', (more) => {
    expect(said(more).filter((each) => each.said.includes('command-names'))).toEqual([]);
  });
});

describe('resource-unit-mistaken', () => {
  const asking = (resources: string) =>
    findings(workloadRules, siteOf(web(`resources: { ${resources} }`))).map(
      ({ level, rule, message, remedy }) => `${level} ${rule}: ${message} ${remedy}`,
    );
  const warned = (rest: string) => `warning resource-unit-mistaken: Container "web" ${rest}`;

  test.each([
    [
      'requests: { memory: 128m }',
      'asks for "128m" of memory, which is less than a byte. Write an amount such as "128Mi".',
    ],
    ['limits: { memory: 512 }', 'may have 512 of memory, which is 512 bytes. Write an amount such as "512Mi".'],
    ['limits: { memory: 256k }', 'may have "256k" of memory, which is 256000 bytes. Write an amount such as "256Mi".'],
    [
      'limits: { memory: 1000000 }',
      'may have 1000000 of memory, which is 1000000 bytes. Write an amount such as "128Mi".',
    ],
    [
      'requests: { cpu: 100Mi }',
      'asks for "100Mi" of cpu, which is 104857600 processors. Write an amount such as "100m".',
    ],
    ['limits: { memory: "+512" }', 'may have "+512" of memory, which is 512 bytes. Write an amount such as "512Mi".'],
    ['limits: { cpu: "250" }', 'may have "250" of cpu, which is 250 processors. Write an amount such as "250m".'],
  ])('speaks about %s', (resources, rest) => {
    expect(asking(resources)).toEqual([warned(rest)]);
  });

  test.each([
    'requests: { memory: 128Mi, cpu: 100m }, limits: { memory: 1G, cpu: 64 }',
    'limits: { memory: 0, ephemeral-storage: 1k }',
    'requests: { memory: lots }',
    'requests: { memory: -5 }',
  ])('is silent about %s', (resources) => {
    expect(asking(resources)).toEqual([]);
  });
});

describe('requests-exceed-machine', () => {
  const memory = (text: string) => `resources: { requests: { memory: ${text} } }`;
  const nodes = (more: string, count = '') => k3d(`${count}\noptions: { runtime: { ${more} } }`);

  test('speaks about one pod that is too large', () => {
    const init = 'initContainers: [{ name: a, resources: { limits: { memory: 3584Mi } } }]';
    expect([
      ...lines(siteOf(nodes('serversMemory: 2g') + web(memory('3Gi')))),
      ...lines(siteOf(nodes('serversMemory: 2g, agentsMemory: 1.5 GiB', 'agents: 1') + web(memory('1Gi'), init))),
    ]).toEqual([
      'warning requests-exceed-machine: One of its pods asks for 3Gi of memory, but the largest node has 2Gi, so the pod stays pending.',
      'warning requests-exceed-machine: One of its pods asks for 3584Mi of memory, but the largest node has 2Gi, so the pod stays pending.',
    ]);
  });

  test('asks the nodes on which a pod may run', () => {
    const text = (more: string, pod = '') =>
      lines(
        siteOf(
          k3d(`agents: 1\noptions: { runtime: { ${more} }, k3s: { extraArgs: [${SERVER_TAINT}] } }`) +
            web(memory('3Gi'), pod),
        ),
      );
    const said =
      'warning requests-exceed-machine: One of its pods asks for 3Gi of memory, but the largest node on which it may run has 2Gi, so the pod stays pending.';
    expect(text('serversMemory: 8g, agentsMemory: 2g')).toEqual([said]);
    expect(text('agentsMemory: 2g')).toEqual([said]);
    expect(
      text('serversMemory: 8g, agentsMemory: 2g', 'tolerations: [{ key: CriticalAddonsOnly, operator: Exists }]'),
    ).toEqual([]);
    expect(text('serversMemory: 2g')).toEqual([]);
    const bound = (node: string) =>
      lines(siteOf(nodes('serversMemory: 2g', 'agents: 1') + web(memory('3Gi'), `nodeName: ${node}`)));
    expect(bound('k3d-dev-server-0')).toEqual([said]);
    expect(bound('k3d-dev-agent-0')).toEqual([]);
    expect(bound('gone')).toEqual([expect.stringMatching(/^warning node-missing/)]);
    const label = '{ label: "kubernetes.io/hostname=a", nodeFilters: ["server:0"] }';
    const renamed = k3d(`options: { runtime: { serversMemory: 1g }, k3s: { nodeLabels: [${label}] } }`);
    expect(lines(siteOf(renamed + web(memory('3Gi'), 'nodeSelector: { kubernetes.io/hostname: a }')))).toEqual([
      'warning requests-exceed-machine: All pods together ask for 3Gi of memory, but the nodes have 1Gi, so some pods stay pending.',
    ]);
  });

  test('names the container that asks for most', () => {
    const pod = 'initContainers: [{ name: a, restartPolicy: Always, resources: { requests: { memory: 1Gi } } }]';
    const fieldOf = (text: string) => findings(workloadRules, siteOf(nodes('serversMemory: 2g') + text))[0]?.field;
    expect(fieldOf(web(memory('3Gi'), pod))).toBe('spec.template.spec.containers[0].resources');
    expect(fieldOf(web(memory('1025Mi'), pod.replace('1Gi', '3Gi')))).toBe(
      'spec.template.spec.initContainers[0].resources',
    );
  });

  test('names the larger of the two memories', () => {
    const [found] = findings(
      workloadRules,
      siteOf(nodes('serversMemory: 1g, agentsMemory: 2g', 'agents: 1') + web(memory('3Gi'))),
    );
    expect(found?.remedy).toBe('Ask for less, or raise options.runtime.agentsMemory of the cluster above 3Gi.');
  });

  test('speaks about the sum, where each pod fits, and counts pods on every node but no jobs', () => {
    const daemon = object(
      'apps/v1',
      'DaemonSet',
      'd',
      `spec: { template: { spec: { containers: [{ ${memory('256Mi')} }] } } }`,
    );
    const job = object('batch/v1', 'Job', 'j', `spec: { template: { spec: { containers: [{ ${memory('1Gi')} }] } } }`);
    const text = nodes('serversMemory: 1g, agentsMemory: 1g', 'agents: 1') + daemon + job;
    expect(rulesOf(text + web(memory('768Mi'), '', 'replicas: 2'))).toEqual([]);
    expect(lines(siteOf(text + web(memory('769Mi'), '', 'replicas: 2')))).toEqual([
      'warning requests-exceed-machine: All pods together ask for 2050Mi of memory, but the nodes have 2Gi, so some pods stay pending.',
    ]);
  });

  test.each([
    ['no cluster', web(memory('3Gi'))],
    ['no stated memory', k3d() + web(memory('3Gi'))],
    ['a limit of zero', nodes('serversMemory: "0"') + web(memory('3Gi'))],
    ['a size that docker refuses', nodes('serversMemory: 1Gi') + web(memory('3Gi'))],
    ['an agent without limit', nodes('serversMemory: 1g', 'agents: 1') + web(memory('3Gi'))],
    ['bytes as a number', nodes('serversMemory: 1g') + web(memory('2000000')) + web(memory('"2000000"'))],
    ['a request that cannot be read', nodes('serversMemory: 1g') + web(memory('lots'))],
    ['a request of another kind', nodes('serversMemory: "1073741824"') + web(memory('[]'))],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });
});

describe('host-path-not-mounted', () => {
  const mounts = (path: string, more = '') =>
    web('', `volumes: [{ name: x, hostPath: { path: ${path}${more} } }, { name: y }]`);

  test('speaks about a folder that no volume brings', () => {
    expect(lines(siteOf(k3d('volumes: [{ volume: "/src:/srv" }, {}]') + mounts('/home/me')))).toEqual([
      'warning host-path-not-mounted: hostPath "/home/me" is a path inside the node, and no volume of the cluster brings it there, so the pods do not see the folder of this machine.',
    ]);
  });

  test.each([
    ['no cluster', mounts('/home/me')],
    ['a volume that brings it', k3d('volumes: [{ volume: "/src:/home/me" }]') + mounts('/home/me')],
    ['a volume that brings its folder', k3d('volumes: [{ volume: "/home:/home/:ro" }]') + mounts('/home/me')],
    ['a volume that brings a part of it', k3d('volumes: [{ volume: "/home/me/a" }]') + mounts('/home/me')],
    ['a file that is put there', k3d('files: [{ destination: /home/me/a }, {}]') + mounts('/home/me/a')],
    ['a volume from the environment', k3d('volumes: [{ volume: "$HOME:/x" }]') + mounts('/home/me')],
    ['a folder that is made', k3d() + mounts('/home/me', ', type: DirectoryOrCreate')],
    ['the root', k3d() + mounts('/')],
    ['a folder of the system', k3d() + mounts('/var/run/docker.sock')],
    ['a path that is none', k3d() + mounts('home')],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  describe('brought to some of the nodes', () => {
    const some = 'agents: 2\nvolumes: [{ volume: "/src:/srv/site", nodeFilters: [\'server:0\'] }]';
    const on = (node: string, type = '') =>
      web(
        '',
        `nodeSelector: { kubernetes.io/hostname: ${node} }, volumes: [{ name: x, hostPath: { path: /srv/site${type} } }]`,
      );
    const stopped = (text: string) =>
      [...judge([siteOf(k3d(some) + text)], workloadRules).idle.values()].map(({ status }) => status);

    test('says where the folder is, and where pods run', () => {
      expect(lines(siteOf(k3d(some) + mounts('/srv/site') + on('k3d-dev-agent-1') + on('k3d-dev-server-0')))).toEqual([
        'warning host-path-not-mounted: hostPath "/srv/site" is a path inside the node, and the cluster brings it to k3d-dev-server-0 alone, but the pods may run on k3d-dev-agent-0, k3d-dev-agent-1 too, where they do not see the folder of this machine.',
        'warning host-path-not-mounted: hostPath "/srv/site" is a path inside the node, and the cluster brings it to k3d-dev-server-0 alone, but the pods run on k3d-dev-agent-1, where they do not see the folder of this machine.',
      ]);
    });

    test('offers all nodes, in the words of whoever describes the cluster', () => {
      const site = siteOf(k3d(some) + mounts('/srv/site'));
      const program = { ...site, cluster: { ...site.cluster!, portAskers: [] } };
      expect([site, program].flatMap((each) => findings(workloadRules, each)).map(({ remedy }) => remedy)).toEqual([
        'Write nodeFilters: ["server:*", "agent:*"] for that volume of the cluster.',
        'Write nodes: Nodes.all() for that volume of the cluster.',
      ]);
    });

    test('keeps pods from starting where the kubelet looks for it', () => {
      expect(stopped(on('k3d-dev-agent-1', ', type: Directory'))).toEqual(['broken']);
      expect(stopped(mounts('/srv/site', ', type: Directory'))).toEqual(['unknown']);
      expect(stopped(mounts('/srv/other', ', type: Directory'))).toEqual(['broken']);
      expect(stopped(mounts('/tmp', ', type: Directory') + on('k3d-dev-agent-1'))).toEqual([]);
    });
  });

  test('is not misled by a folder whose name begins alike', () => {
    expect(rulesOf(k3d('volumes: [{ volume: "/x:/home/me" }]') + mounts('/home/meadow') + mounts('/devices'))).toEqual([
      'warning host-path-not-mounted',
      'warning host-path-not-mounted',
    ]);
  });
});

describe('host-port-in-pod', () => {
  const port = 'ports: [{ containerPort: 80, hostPort: 8080 }, { containerPort: 81 }]';

  test('speaks about a port of the node that nothing leads to', () => {
    expect([
      ...lines(siteOf(k3d('ports: [{ port: "80:80" }]') + web(port))),
      ...lines(
        siteOf(
          k3d('ports: [{ port: "8080:8080/udp" }]') + web('ports: [{ containerPort: 8080 }, {}]', 'hostNetwork: true'),
        ),
      ),
    ]).toEqual([
      'warning host-port-in-pod: hostPort: 8080 binds port 8080 inside the node, which is a container, and no host port leads there, so nothing answers on this machine.',
      'warning host-port-in-pod: hostNetwork: true binds port 8080 inside the node, which is a container, and no host port leads there, so nothing answers on this machine.',
    ]);
  });

  test('offers a host port that is free, in the words of the cluster file', () => {
    const remedies = [k3d(), k3d('ports: [{ port: "8080:80" }]')].map(
      (cluster) => findings(workloadRules, siteOf(cluster + web(port)))[0]?.remedy,
    );
    expect(remedies).toEqual([
      'Add { port: "8080:8080", nodeFilters: [loadbalancer] } to the ports of cluster dev.',
      'Add { port: "8081:8080", nodeFilters: [loadbalancer] } to the ports of cluster dev.',
    ]);
  });

  test('is no more than an info for an agent of the node', () => {
    const agent = `spec: { template: { spec: { containers: [{ ${port} }] } } }`;
    expect(rulesOf(k3d() + object('apps/v1', 'DaemonSet', 'x', agent))).toEqual(['info host-port-in-pod']);
  });

  test.each([
    ['no cluster', web(port)],
    ['a mapping', k3d('ports: [{ port: "127.0.0.1:9090:8080" }]') + web(port)],
    ['a range', k3d('ports: [{ port: "8000-8100:8000-8100" }]') + web(port)],
    ['a mapping that cannot be read', k3d('ports: [{ port: "$PORT" }]') + web(port)],
    ['the network of the machine', k3d('network: host') + web(port)],
    [
      'an agent of the node',
      k3d() +
        object(
          'apps/v1',
          'DaemonSet',
          'x',
          'spec: { template: { spec: { hostNetwork: true, containers: [{ ports: [{ containerPort: 1 }] }] } } }',
        ),
    ],
    ['no ports', k3d() + web('', 'hostNetwork: true')],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });
});

describe('storage-not-shareable', () => {
  const claim = (spec: string) => object('v1', 'PersistentVolumeClaim', 'data', `spec: { ${spec} }`);
  const many = claim('accessModes: [ReadWriteMany]');
  const uses = 'volumes: [{ name: d, persistentVolumeClaim: { claimName: data } }, { name: e }]';

  test('speaks about a claim that local-path refuses', () => {
    expect([
      ...lines(siteOf(k3d() + many)),
      ...lines(siteOf(claim('storageClassName: local-path, accessModes: [ReadWriteMany]'))),
    ]).toEqual([
      'error storage-not-shareable: It asks for "ReadWriteMany", which storage class "local-path" refuses, so the claim stays pending.',
      'error storage-not-shareable: It asks for "ReadWriteMany", which storage class "local-path" refuses, so the claim stays pending.',
    ]);
  });

  test('speaks about several pods that share one claim on several nodes', () => {
    expect(
      lines(siteOf(k3d('agents: 1') + claim('accessModes: [ReadWriteOnce]') + web('', uses, 'replicas: 2'))),
    ).toEqual([
      'warning storage-not-shareable: Its 2 pods share claim "data", whose storage lies on one node, so all of them run on that node.',
    ]);
  });

  const storageClass = (name: string, more: string, metadata = '') =>
    object('storage.k8s.io/v1', 'StorageClass', name, more, metadata);
  const byDefault = 'annotations: { storageclass.kubernetes.io/is-default-class: "true" }';

  test.each([
    ['one node', k3d() + claim('') + web('', uses, 'replicas: 2')],
    ['one pod', k3d('agents: 1') + claim('') + web('', uses)],
    ['a claim from elsewhere', k3d('agents: 1') + web('', uses, 'replicas: 2')],
    [
      'jobs',
      k3d('agents: 1') + claim('') + object('batch/v1', 'Job', 'j', `spec: { template: { spec: { ${uses} } } }`),
    ],
    ['an unknown cluster', many],
    ['another class', k3d() + claim('storageClassName: nfs, accessModes: [ReadWriteMany]')],
    ['a volume that is there', k3d() + claim('volumeName: v, accessModes: [ReadWriteMany]')],
    [
      'local storage switched off',
      k3d('options: { k3s: { extraArgs: [{}, { arg: --disable=local-storage }] } }') + many,
    ],
    ['another default class', k3d() + storageClass('nfs', 'provisioner: nfs', byDefault) + many],
    ['a class of the same name', k3d() + storageClass('local-path', 'provisioner: nfs') + many],
    ['a changed provisioner', k3d() + object('v1', 'ConfigMap', 'local-path-config') + many],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  test('speaks about claims that a StatefulSet makes, whose pods then never start', () => {
    const set = (mode: string, name = '') =>
      object(
        'apps/v1',
        'StatefulSet',
        'db',
        `spec: { template: { spec: { containers: [{ name: db }] } }, volumeClaimTemplates: [{ metadata: { name: d }, spec: { accessModes: [${mode}]${name} } }] }`,
      );
    const site = siteOf(
      k3d() + set('ReadWriteMany') + set('ReadWriteOnce') + set('ReadWriteMany', ', storageClassName: nfs'),
    );
    expect(findings(workloadRules, site).map(({ rule, field }) => [rule, field])).toEqual([
      ['storage-not-shareable', 'spec.volumeClaimTemplates[0].spec.accessModes'],
    ]);
    expect([...judge([site], workloadRules).idle.values()].map(({ status }) => status)).toEqual(['broken']);
    expect([...judge([siteOf(many)], workloadRules).idle.values()]).toEqual([]);
    const mounted = siteOf(k3d() + many + web('', 'volumes: [{ persistentVolumeClaim: { claimName: data } }]'));
    expect([...judge([mounted], workloadRules).idle.values()].map(({ status }) => status)).toEqual(['broken']);
  });

  test('goes on where the app says again what k3s brings', () => {
    const same = storageClass('local-path', 'provisioner: rancher.io/local-path', byDefault);
    expect(rulesOf(k3d() + same + many)).toEqual(['error storage-not-shareable']);
  });
});

describe('hardened-image-needs-root', () => {
  const nonRoot = 'securityContext: { runAsNonRoot: true }';

  test('speaks about an image that starts as root', () => {
    const text = web('image: "nginx:1.27"', nonRoot);
    const said =
      'Container "web" must not run as root, but image "nginx:1.27" starts as root, so the kubelet refuses to start it.';
    expect(lines(siteOf(text))).toEqual([`warning hardened-image-needs-root: ${said}`]);
    expect(lines(siteOf(text, {}, { declared: true }))).toEqual([`error hardened-image-needs-root: ${said}`]);
  });

  test('speaks in the words of cdk8s-plus where that made the object', () => {
    const remedy = (where: string, more?: Partial<Site>) =>
      findings(workloadRules, siteOf(web(`image: redis, ${nonRoot}`), more, { where }))[0]?.remedy;
    const plain =
      'Leave runAsNonRoot out, or take an image that starts as another user and state that user with runAsUser.';
    expect(remedy('shop/cache/Resource', { byProgram: true })).toBe(
      'Write securityContext: { ensureNonRoot: false } for the container, or take an image that starts as another user and state that user with user.',
    );
    expect(remedy('shop/cache', { byProgram: true })).toBe(plain);
    expect(remedy('cache.yaml:1')).toBe(plain);
  });

  test('names the place that asks for it', () => {
    const [found] = findings(workloadRules, siteOf(web(`image: redis, ${nonRoot}`)));
    expect(found?.field).toBe('spec.template.spec.containers[0].securityContext.runAsNonRoot');
  });

  test.each([
    ['a user', web('image: nginx', 'securityContext: { runAsNonRoot: true, runAsUser: 101 }')],
    ['a container that says otherwise', web('image: nginx, securityContext: { runAsNonRoot: false }', nonRoot)],
    ['an image that nobody knows', web('image: team/app', nonRoot)],
    ['another registry', web('image: ghcr.io/library/nginx', nonRoot)],
    ['no image', web('', nonRoot)],
    ['a soft pod', web('image: nginx')],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });
});

describe('affinity-unmet', () => {
  const beside = (selector: string, more = '') =>
    web(
      '',
      `affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: ${selector}${more} }] } }`,
    );
  const labelled = (app: string) =>
    object('v1', 'Pod', 'other', 'spec: { containers: [{ name: c }] }', `labels: { app: ${app} }`);

  test('speaks about labels that no pod of the namespace has', () => {
    const site = siteOf(beside('{ matchLabels: { app: cache } }'));
    expect(findings(workloadRules, site)).toMatchObject([
      {
        rule: 'affinity-unmet',
        level: 'warning',
        field:
          'spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector',
        message:
          'Its pods are to run beside others, and no pod in namespace default has the labels that it selects, so they never start.',
      },
    ]);
    const closed = siteOf(beside('{ matchLabels: { app: cache } }'), { closed: true });
    expect(linesOf(workloadRules, closed)[0]).toMatch(/^error affinity-unmet/);
    const inShop = labelled('cache').replace('name: other', 'name: other, namespace: shop');
    expect(rulesOf(beside('{ matchLabels: { app: cache } }') + inShop)).toEqual(['warning affinity-unmet']);
    expect(rulesOf(beside('{ matchExpressions: [{ key: app, operator: In, values: [a, b] }] }'))).toHaveLength(1);
    // A label of a domain that a template shows is one of the app's own.
    const own = labelled('cache').replace('app: cache', 'example.com/app: cache');
    expect(rulesOf(beside('{ matchLabels: { example.com/app: cahce } }') + own)).toEqual(['warning affinity-unmet']);
  });

  test.each([
    ['others that are there', beside('{ matchLabels: { app: cache } }') + labelled('cache')],
    ['pods beside each other', beside('{ matchLabels: { app: web } }')],
    ['any pod', beside('{}')],
    ['no selector', beside('null')],
    ['an operator that nobody knows', beside('{ matchExpressions: [{ key: app, operator: Near }] }')],
    ['other namespaces', beside('{ matchLabels: { app: cache } }', ', namespaces: [shop]')],
    ['labels of somebody else', beside('{ matchLabels: { strimzi.io/cluster: events } }')],
    ['labels that Kubernetes adds', beside('{ matchExpressions: [{ key: job-name, operator: Exists }] }')],
    [
      'pods of an operator',
      beside('{ matchLabels: { cluster: pg } }') + object('postgresql.cnpg.io/v1', 'Cluster', 'pg'),
    ],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });
});

describe('autoscaler-target-unknown', () => {
  const scaler = (target: string) =>
    siteOf(object('autoscaling/v2', 'HorizontalPodAutoscaler', 'h', `spec: { scaleTargetRef: { ${target} } }`));

  test.each([
    ['kind: Deployment, name: web', 'Deployment "web" without an apiVersion', 'apiVersion', 'apiVersion: apps/v1'],
    ['kind: Deployment', 'Deployment without an apiVersion', 'apiVersion', 'apiVersion: apps/v1'],
    [
      'kind: Deployment, name: web, apiVersion: v1',
      'Deployment "web" of apiVersion "v1"',
      'apiVersion',
      'apiVersion: apps/v1',
    ],
    [
      'kind: ReplicaSet, name: web, apiVersion: extensions/v1beta1',
      'ReplicaSet "web" of apiVersion "extensions/v1beta1"',
      'apiVersion',
      'apiVersion: apps/v1',
    ],
    [
      'kind: deployment, name: web, apiVersion: apps/v1',
      'deployment "web" of apiVersion "apps/v1"',
      'kind',
      'kind: Deployment',
    ],
    [
      'kind: Statefulset, name: web',
      'Statefulset "web" without an apiVersion',
      'kind',
      'kind: StatefulSet and apiVersion: apps/v1',
    ],
  ])('speaks about %s', (target, said, field, instead) => {
    expect(findings(workloadRules, scaler(target))).toEqual([
      {
        rule: 'autoscaler-target-unknown',
        level: 'warning',
        where: 'app/h',
        object: 'HorizontalPodAutoscaler default/h',
        field: `spec.scaleTargetRef.${field}`,
        message: `It scales ${said}, and Kubernetes has no such kind there, so it never scales.`,
        remedy: `Write ${instead}.`,
      },
    ]);
  });

  test.each([
    'kind: Deployment, name: web, apiVersion: apps/v1',
    'kind: StatefulSet, name: web, apiVersion: apps/v1beta1',
    'kind: Rollout, name: web, apiVersion: argoproj.io/v1alpha1',
    'kind: Deployment, name: web, apiVersion: example.com/v1',
    'kind: ReplicationController, name: web, apiVersion: v1',
    'name: web, apiVersion: apps/v1',
  ])('is silent about %s', (target) => {
    expect(findings(workloadRules, scaler(target))).toEqual([]);
  });
});

describe('api-not-in-version', () => {
  const on = (minor: number) => k3d(`image: docker.io/rancher/k3s:v1.${minor}.5-k3s1`);

  test('speaks about what is gone and what is not there yet', () => {
    expect([
      ...lines(siteOf(on(33) + object('batch/v1beta1', 'CronJob', 'x'))),
      ...lines(siteOf(on(20) + object('batch/v1', 'CronJob', 'x'))),
    ]).toEqual([
      'error api-not-in-version: CronJob of "batch/v1beta1" is served up to Kubernetes 1.24, and this cluster runs 1.33.',
      'error api-not-in-version: CronJob of "batch/v1" is served from Kubernetes 1.21, and this cluster runs 1.20.',
    ]);
  });

  test('reads the version of an image with a digest', () => {
    const image = `rancher/k3s:v1.33.5-k3s1@sha256:${'0'.repeat(64)}`;
    expect(rulesOf(k3d(`image: ${image}`) + object('batch/v1beta1', 'CronJob', 'x'))).toEqual([
      'error api-not-in-version',
    ]);
  });

  test('knows what no k3d brings that reads the cluster file', () => {
    expect(lines(siteOf(k3d() + object('networking.k8s.io/v1beta1', 'Ingress', 'x')))).toContain(
      'error api-not-in-version: Ingress of "networking.k8s.io/v1beta1" is served up to Kubernetes 1.21, and this cluster runs 1.26 or newer.',
    );
    expect(rulesOf(k3d() + object('autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'x'))).toEqual([
      'error api-not-in-version',
    ]);
  });

  test('warns of what a newer k3s no longer serves, where no image says which one comes', () => {
    const route = object('traefik.containo.us/v1alpha1', 'Middleware', 'x');
    expect(
      findings(workloadRules, siteOf(k3d() + route)).map(({ level, message, remedy }) => [level, message, remedy]),
    ).toEqual([
      [
        'warning',
        'Middleware of "traefik.containo.us/v1alpha1" is served up to Kubernetes 1.32, and the cluster states no image: a newer k3d brings a newer one.',
        'Write apiVersion: "traefik.io/v1alpha1", which all of them serve.',
      ],
    ]);
    expect(rulesOf(route)).toEqual([]);
    expect(rulesOf(k3d('image: example.com/k3s:own') + route)).toEqual([]);
    // What stands in for these came later, or never.
    expect(rulesOf(k3d() + object('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 'x'))).toEqual([]);
    expect(rulesOf(k3d() + object('flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', 'x'))).toEqual([]);
    expect(rulesOf(k3d() + object('traefik.io/v1alpha1', 'Middleware', 'x'))).toEqual([]);
  });

  test('says what to write instead', () => {
    const remedies = [
      on(33) + object('batch/v1beta1', 'CronJob', 'x'),
      on(33) + object('policy/v1beta1', 'PodSecurityPolicy', 'x'),
      on(32) + object('resource.k8s.io/v1', 'DeviceClass', 'x'),
      on(35) + object('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', 'x'),
      on(28) + object('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'x'),
    ].map((text) => findings(workloadRules, siteOf(text))[0]?.remedy);
    expect(remedies).toEqual([
      'Write apiVersion: "batch/v1".',
      'Leave the PodSecurityPolicy out: Kubernetes has none any more.',
      'Take a k3s image of Kubernetes 1.34.',
      'Take a k3s image of Kubernetes 1.36.',
      'Write apiVersion: "flowcontrol.apiserver.k8s.io/v1beta3".',
    ]);
  });

  const middleware = object('traefik.containo.us/v1alpha1', 'Middleware', 'x');

  test('knows the groups of Traefik', () => {
    expect(rulesOf(on(33) + middleware)).toEqual(['error api-not-in-version']);
    expect(rulesOf(on(31) + middleware)).toEqual([]);
    const chart = object('helm.cattle.io/v1', 'HelmChart', 'x', 'spec: { chart: cert-manager }');
    expect(rulesOf(on(33) + chart + middleware)).toEqual(['error api-not-in-version']);
  });

  test.each([
    ['no cluster', object('batch/v1beta1', 'CronJob', 'x')],
    ['what a k3d of today may bring', k3d() + object('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 'x')],
    ['what the first k3d may not bring', k3d() + object('networking.k8s.io/v1', 'ServiceCIDR', 'x')],
    ['another image', k3d('image: team/k3s-like:v1.33.5') + object('batch/v1beta1', 'CronJob', 'x')],
    ['an apiVersion in time', on(24) + object('batch/v1beta1', 'CronJob', 'x') + object('batch/v1', 'CronJob', 'y')],
    ['another kind of the group', on(33) + object('networking.k8s.io/v1beta1', 'ServiceCIDR', 'x')],
    ['a Traefik of their own', on(33) + object('helm.cattle.io/v1', 'HelmChart', 'x') + middleware],
    [
      'Traefik switched off',
      k3d('image: rancher/k3s:v1.33.5-k3s1\noptions: { k3s: { extraArgs: [{}, { arg: --disable=traefik }] } }') +
        middleware,
    ],
    [
      'a group that the app defines',
      on(33) +
        object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'x', 'spec: { group: traefik.containo.us }') +
        middleware,
    ],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  describe('kinds of the Gateway API', () => {
    const gateway = (name: string) =>
      object('gateway.networking.k8s.io/v1', 'Gateway', 'a', `spec: { gatewayClassName: ${name} }`);
    const route = object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'b');
    const told = (text: string) => findings(workloadRules, siteOf(text)).map(({ level, message }) => [level, message]);
    const early = (who: string) => [
      'warning',
      `${who}, which k3s brings from 1.32.2 on, and this cluster runs 1.31: kubectl finds no match for the kind.`,
    ];

    test('come with Traefik 3', () => {
      expect(told(on(31) + route)).toEqual([early('HTTPRoute is of the Gateway API')]);
      expect(told(on(31) + gateway('traefik') + route)).toEqual([early('Gateway is of the Gateway API, like 1 more')]);
    });

    test.each([
      ['a k3s that brings them', on(33) + route],
      ['a k3s of 1.32, of which the patch counts', on(32) + route],
      ['no image', k3d() + route],
      ['another class', on(31) + gateway('envoy') + route],
      ['a Traefik of their own', on(31) + object('helm.cattle.io/v1', 'HelmChart', 'x') + route],
      [
        'a group that the app defines',
        on(31) +
          object(
            'apiextensions.k8s.io/v1',
            'CustomResourceDefinition',
            'x',
            'spec: { group: gateway.networking.k8s.io }',
          ) +
          route,
      ],
      ['nothing of it', on(31)],
    ])('are silent with %s', (_, text) => {
      expect(told(text)).toEqual([]);
    });
  });

  test('never sends anybody to an apiVersion that the same Kubernetes does not serve', () => {
    const serves = (apiVersion: string, kind: string, minor: number) =>
      API_VERSIONS.filter((row) => row.apiVersion === apiVersion && row.kinds.includes(kind)).every(
        ({ since = 0, until = Infinity }) => since <= minor && minor < until,
      );
    const steps = API_VERSIONS.flatMap(({ kinds, since = 1, until, instead }) =>
      kinds.flatMap((kind) => (instead ? [{ kind, instead, minor: until ?? since - 1 }] : [])),
    );
    expect(steps.filter(({ kind, instead, minor }) => !serves(instead, kind, minor))).toEqual([]);
  });
});

test('the rules survive objects and clusters of any shape, and say nothing about nothing', () => {
  const key = fc.constantFrom(
    'spec',
    'template',
    'containers',
    'volumes',
    'ports',
    'strategy',
    'resources',
    'securityContext',
    'affinity',
  );
  const leaf = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('1', '50%', '1Gi', '/x'));
  const part = fc.dictionary(key, fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })), { maxKeys: 4 });
  const tree = fc.oneof(leaf, fc.dictionary(key, fc.oneof(part, fc.array(part, { maxLength: 2 })), { maxKeys: 4 }));
  const kind = fc.constantFrom(
    'Deployment',
    'Service',
    'PersistentVolumeClaim',
    'StorageClass',
    'HorizontalPodAutoscaler',
  );
  fc.assert(
    fc.property(kind, tree, tree, (kind, spec, config) => {
      const json = { apiVersion: 'apps/v1', kind, metadata: { name: 'x' }, spec: spec as object };
      const site: Site = {
        ...siteOf(''),
        cluster: { name: 'dev', where: 'dev', config },
        objects: [
          { json, where: 'app', declared: false },
          { json: config as object, where: 'app', declared: false },
        ],
      };
      expect(findings(workloadRules, site).every(({ message }) => message.length > 0)).toBe(true);
    }),
  );
});

describe('node-missing', () => {
  const labels = (...said: string[]) =>
    `options: { k3s: { nodeLabels: [${said.map((label) => `{ label: ${label}, nodeFilters: ['server:0'] }`).join(', ')}] } }`;
  const selector = (wanted: string) => web('', `nodeSelector: { ${wanted} }`);
  const affinity = (terms: string) =>
    web(
      '',
      `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms}] } } }`,
    );
  const term = (key: string, operator: string, ...values: string[]) =>
    `{ matchExpressions: [{ key: ${key}, operator: ${operator}, values: [${values.join()}] }] }`;
  const told = (cluster: string, pods: string, more: Partial<Site> = {}) =>
    lines(siteOf(k3d(cluster) + pods, more)).map((line) => line.replace(' node-missing', ''));

  test('speaks about labels that no node has, and says which there are', () => {
    expect([
      ...told(labels('disk=hdd'), selector('disk: ssd')),
      ...told('', selector('disk: ssd, zone: a'), { closed: true }),
      ...told(labels('disk=hdd', 'b=1', 'c=1', 'd=1', 'e=1', 'f=1'), affinity(term('disk', 'In', 'ssd', 'nvme'))),
      ...told(labels('example.com/disk=hdd'), web('', 'nodeSelector: { example.com/disk: ssd }')),
      ...told('', selector('kubernetes.io/os: windows')),
      ...told('agents: 1', selector('kubernetes.io/hostname: k3d-dev-agent-1')),
    ]).toEqual([
      'warning: No node of cluster "dev" has "disk: ssd", so its pods stay pending: the nodes have "disk: hdd".',
      'error: No node of cluster "dev" has "disk: ssd" and "zone: a", so its pods stay pending: the nodes have no labels of your own.',
      'warning: No node of cluster "dev" has the labels that it requires (disk In ssd, nvme), so its pods stay pending: the nodes have "disk: hdd", "b: 1", "c: 1", "d: 1", "e: 1" and more.',
      'warning: No node of cluster "dev" has "example.com/disk: ssd", so its pods stay pending: the nodes have "example.com/disk: hdd".',
      'warning: No node of cluster "dev" has "kubernetes.io/os: windows", so its pods stay pending: the nodes have "kubernetes.io/os: linux".',
      'warning: No node of cluster "dev" has "kubernetes.io/hostname: k3d-dev-agent-1", so its pods stay pending: the nodes have "k3d-dev-server-0", "k3d-dev-agent-0".',
    ]);
  });

  test('speaks about the role of servers as kubeadm writes it, and about the field that is their name', () => {
    expect([
      ...told('agents: 1', selector('node-role.kubernetes.io/control-plane: ""')),
      ...told('', affinity('{ matchFields: [{ key: metadata.name, operator: In, values: [other] }] }')),
    ]).toEqual([
      'warning: No node of cluster "dev" has "node-role.kubernetes.io/control-plane: ", so its pods stay pending: the nodes have "node-role.kubernetes.io/control-plane: true".',
      'warning: No node of cluster "dev" has the labels that it requires (metadata.name In other), so its pods stay pending: the nodes have "k3d-dev-server-0".',
    ]);
  });

  test('speaks about a DaemonSet only where somebody is to be answered by it', () => {
    const daemons = selector('disk: ssd').replace('kind: Deployment', 'kind: DaemonSet');
    const asked = object(
      'v1',
      'Service',
      'web',
      'spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, nodePort: 30080 }] }',
    );
    expect(told('ports: [{ port: "8080:30080" }]', daemons + asked)).toEqual([
      'warning: No node of cluster "dev" has "disk: ssd", so its pods stay pending: the nodes have no labels of your own.',
    ]);
  });

  test('speaks about pods that must be spread over a label that no node has', () => {
    const spread = (key: string, more = 'whenUnsatisfiable: DoNotSchedule') =>
      web('', `topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ${key}${more && `, ${more}`} }]`);
    const zone = 'topology.kubernetes.io/zone';
    const message = (key: string) =>
      `warning: Its pods must be spread over "${key}", a label that no node of cluster "dev" has, so they stay pending.`;
    expect([...told('', spread(zone)), ...told('', spread('rack', ''))]).toEqual([message(zone), message('rack')]);
    expect([
      ...told('', spread(zone, 'whenUnsatisfiable: ScheduleAnyway')),
      ...told(labels(`${zone}=a`), spread(zone)),
      ...told('', spread('kubernetes.io/hostname')),
      ...told('', spread('example.com/rack')),
      ...told('', web('', 'topologySpreadConstraints: [{ maxSkew: 1 }]')),
    ]).toEqual([]);
  });

  describe('by a volume', () => {
    const on = (node: string, more = '') =>
      object(
        'v1',
        'PersistentVolume',
        'pv1',
        `spec: { storageClassName: manual, ${more}nodeAffinity: { required: { nodeSelectorTerms: [${term('kubernetes.io/hostname', 'In', node)}] } } }`,
      );
    const claim = (spec: string) => object('v1', 'PersistentVolumeClaim', 'data', `spec: { ${spec} }`);
    const pods = web('', 'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]');
    const stopped = (text: string) =>
      [...judge([siteOf(k3d('agents: 1') + text)], workloadRules).idle.values()].map(({ status }) => status);

    test('speaks about a node that is not there', () => {
      expect(told('agents: 1', on('k3d-dev-agent-1') + on('k3d-dev-agent-0').replace('pv1', 'pv2'))).toEqual([
        'warning: No node of cluster "dev" has the labels that the volume requires (kubernetes.io/hostname In k3d-dev-agent-1), so pods that mount it stay pending: the nodes have "k3d-dev-server-0", "k3d-dev-agent-0".',
      ]);
    });

    test.each([
      ['the one volume of its class', 'storageClassName: manual', ''],
      [
        'the volume by its name',
        'volumeName: pv1, storageClassName: manual',
        on('k3d-dev-agent-0').replace('pv1', 'pv2'),
      ],
    ])('holds up pods whose claim gets %s', (_, spec, more) => {
      expect(stopped(on('k3d-dev-agent-1') + claim(spec) + more + pods)).toEqual(['broken']);
    });

    test.each([
      ['another class', 'storageClassName: fast', ''],
      ['another volume', 'volumeName: pv2, storageClassName: manual', on('k3d-dev-agent-0').replace('pv1', 'pv2')],
      ['one of two volumes', 'storageClassName: manual', on('k3d-dev-agent-0').replace('pv1', 'pv2')],
    ])('holds up no pods whose claim asks for %s', (_, spec, more) => {
      expect(stopped(on('k3d-dev-agent-1') + claim(spec) + more + pods)).toEqual([]);
    });
  });

  test('speaks where a selector and a term fit no node together', () => {
    const both =
      'nodeSelector: { disk: ssd }, affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: ' +
      `{ nodeSelectorTerms: [${term('zone', 'Exists')}] } } }`;
    const apart =
      "agents: 1\noptions: { k3s: { nodeLabels: [{ label: disk=ssd, nodeFilters: ['server:0'] }, { label: zone=a, nodeFilters: ['agent:0'] }] } }";
    expect(told(apart, web('', both))).toEqual([
      'warning: No node of cluster "dev" has the labels that it requires ("disk: ssd", and zone Exists), so its pods stay pending: the nodes have "disk: ssd", "zone: a".',
    ]);
  });

  test('speaks about the name of a node', () => {
    expect(told('agents: 1', web('', 'nodeName: worker'))).toEqual([
      'warning: Its pods are bound to node "worker", which cluster "dev" does not have, so they never start: the nodes are "k3d-dev-server-0", "k3d-dev-agent-0".',
    ]);
    expect(told('agents: 1', web('', 'nodeName: k3d-dev-agent-0'))).toEqual([]);
  });

  test('is silent about what fits, or what is not known', () => {
    const pods = selector('disk: ssd');
    expect([
      ...told(labels('disk=ssd'), pods),
      ...told('options: { k3s: { nodeLabels: [{ label: disk=ssd }] } }', pods),
      ...told(labels('disk=hdd'), affinity(`${term('disk', 'In', 'ssd')}, ${term('disk', 'NotIn', 'ssd')}`)),
      ...told(labels('disk=5'), affinity(term('disk', 'Gt', '"3"'))),
      ...told('', affinity(term('nvidia.com/gpu.present', 'In', '"true"'))),
      ...told('', affinity('{ matchFields: [{ key: metadata.name, operator: In, values: [k3d-dev-server-0] }] }')),
      ...told('', selector('node-role.kubernetes.io/control-plane: "true"')),
      ...told('image: rancher/k3s:v1.36.0-k3s1', selector('node-role.kubernetes.io/control-plane: ""')),
      ...told('', selector('kubernetes.io/arch: arm64, node-role.kubernetes.io/worker: "true"')),
      ...told('', pods.replace('kind: Deployment', 'kind: DaemonSet')),
      ...told('', web('', 'nodeSelector: { disk: ssd }', 'replicas: 0')),
      ...told('', pods + object('v1', 'Node', 'k3d-dev-server-0')),
      ...lines(siteOf(pods)),
    ]).toEqual([]);
  });

  test.each([
    'options: { k3s: { extraArgs: [{ arg: --node-label=disk=ssd }] } }',
    'options: { k3s: { nodeLabels: [{ label: "disk=$DISK" }] } }',
    "options: { k3s: { nodeLabels: [{ label: disk=ssd, nodeFilters: ['agent:7'] }] } }",
    'options: { k3s: { nodeLabels: [{ label: disk }] } }',
    'options: { k3s: { nodeLabels: [{ label: 5 }] } }',
    'env: [{ envVar: 5 }, { envVar: K3S_NODE_NAME=web }]',
    'volumes: [{ volume: "/tmp/config.yaml:/etc/rancher/k3s/config.yaml" }]',
    'volumes: [{ volume: "/tmp/m:/var/lib/rancher/k3s/server/manifests/m" }]',
  ])('is silent where the nodes may have more: %s', (cluster) => {
    expect(told(cluster, selector('disk: ssd'))).toEqual([]);
  });

  test('reads a label of the load balancer as none of a node', () => {
    const odd = 'options: { k3s: { nodeLabels: [{ label: disk=ssd, nodeFilters: [loadbalancer] }] } }';
    expect(told(odd, selector('disk: ssd'))).toEqual([
      'warning: No node of cluster "dev" has "disk: ssd", so its pods stay pending: the nodes have no labels of your own.',
    ]);
  });
});

describe('claim-fits-no-volume', () => {
  const volume = (spec: string, name = 'pv1') =>
    object(
      'v1',
      'PersistentVolume',
      name,
      `spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], ${spec} }`,
    );
  const claim = (spec: string, size = '1Gi', mode = 'ReadWriteOnce') =>
    object(
      'v1',
      'PersistentVolumeClaim',
      'data',
      `spec: { accessModes: [${mode}], resources: { requests: { storage: ${size} } }, ${spec} }`,
    );
  const told = (text: string, more: Partial<Site> = {}) =>
    findings([claimFitsNoVolume], siteOf(k3d() + text, more)).map(
      ({ level, message, remedy }) => `${level}: ${message} ${remedy}`,
    );
  const pending = 'so the claim stays pending.';

  test('tells a claim that names a volume of another class', () => {
    const filledIn = `error: The claim asks for volume "pv1" and class "local-path", which the cluster fills in, and the volume is of class "manual", ${pending} Write storageClassName: "manual".`;
    expect(told(volume('storageClassName: manual') + claim('volumeName: pv1'))).toEqual([filledIn]);
    expect(told(volume('') + claim('volumeName: pv1, storageClassName: fast'))).toEqual([
      `error: The claim asks for volume "pv1" and class "fast", and the volume is of no class, ${pending} Write storageClassName: "".`,
    ]);
  });

  test('tells a claim that asks for more than its volume has', () => {
    const own = volume('storageClassName: manual');
    const of = 'volumeName: pv1, storageClassName: manual';
    expect(told(own + claim(of, '5Gi'))).toEqual([
      `error: The claim asks for 5Gi, and volume "pv1" has 1Gi, ${pending} Ask for 1Gi or less, or make the volume larger.`,
    ]);
    expect(told(own + claim(of, '1Gi', 'ReadWriteMany'))).toEqual([
      `error: The claim asks for "ReadWriteMany", and volume "pv1" has "ReadWriteOnce", ${pending} Write accessModes: [ReadWriteOnce] in the claim, or "ReadWriteMany" in the volume too.`,
    ]);
    const bare = object('v1', 'PersistentVolume', 'pv1', 'spec: { storageClassName: manual }');
    expect(told(bare + claim(of))[0]).toContain('volume "pv1" has no access mode');
  });

  test('tells a claim of a class of which no volume fits', () => {
    const both = volume('storageClassName: manual') + volume('storageClassName: manual', 'pv2');
    const [warned] = told(both + claim('storageClassName: manual', '5Gi'));
    expect(warned).toContain('warning: The claim asks for 5Gi, and volume "pv1" has 1Gi');
    expect(told(both + claim('storageClassName: manual', '5Gi'), { closed: true })[0]).toMatch(/^error/);
  });

  test.each([
    ['a volume that fits', volume('storageClassName: manual') + claim('volumeName: pv1, storageClassName: manual')],
    ['no class on both sides', volume('') + claim('volumeName: pv1, storageClassName: ""')],
    ['a volume that is not in the app', volume('storageClassName: manual') + claim('volumeName: other')],
    [
      'one volume of several that fits',
      volume('storageClassName: manual') +
        object(
          'v1',
          'PersistentVolume',
          'pv2',
          'spec: { storageClassName: manual, capacity: { storage: 9Gi }, accessModes: [ReadWriteOnce], claimRef: { name: data, namespace: default } }',
        ) +
        claim('storageClassName: manual', '5Gi'),
    ],
    [
      'volumes of another claim',
      volume('storageClassName: manual, claimRef: { name: other, namespace: default }') +
        claim('storageClassName: manual', '5Gi'),
    ],
    ['a class that makes volumes', volume('') + claim('storageClassName: local-path', '5Gi')],
    [
      'a class of the app',
      volume('storageClassName: manual') +
        object('storage.k8s.io/v1', 'StorageClass', 'manual') +
        claim('storageClassName: manual', '5Gi'),
    ],
    [
      'volumes that are kept for it',
      volume('storageClassName: manual, claimRef: { name: data, namespace: default }') +
        claim('volumeName: pv1', '5Gi', 'ReadWriteMany') +
        claim('storageClassName: manual', '5Gi'),
    ],
    ['a selector', volume('storageClassName: manual') + claim('storageClassName: manual, selector: {}', '5Gi')],
    ['a claim without a class', volume('storageClassName: manual') + claim('', '5Gi')],
  ])('is silent about %s', (_, text) => {
    expect(told(text)).toEqual([]);
  });

  test('knows no class that is filled in where no cluster is described', () => {
    const text = volume('storageClassName: manual') + claim('volumeName: pv1');
    expect(findings([claimFitsNoVolume], siteOf(text))).toEqual([]);
  });
});

describe('statefulset-service-missing', () => {
  const set = (name: string) =>
    object(
      'apps/v1',
      'StatefulSet',
      'db',
      `spec: { ${name}selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db, image: "a:1" }] } } }`,
    );
  const service = (name: string, app: string, metadata = '') =>
    object(
      'v1',
      'Service',
      name,
      `spec: { clusterIP: None, selector: { app: ${app} }, ports: [{ port: 1 }] }`,
      metadata,
    );
  const told = (text: string, more: Partial<Site> = {}) =>
    findings([statefulsetServiceMissing], siteOf(text, more)).map(
      ({ level, message, remedy }) => `${level}: ${message} ${remedy}`,
    );
  const lost = 'serviceName is "dbs", and namespace "default" has no such Service, so no pod answers to "db-0.dbs".';

  test('names the Service that selects its pods', () => {
    expect(told(set('serviceName: dbs, ') + service('web', 'web') + service('db', 'db'))).toEqual([
      `warning: ${lost} Write serviceName: db, which selects its pods.`,
    ]);
  });

  test('is an info where none does', () => {
    const far = service('dbs', 'db', 'namespace: far');
    expect(told(set('serviceName: dbs, ') + service('web', 'web') + far)).toEqual([
      `info: ${lost} Add a Service "dbs" with clusterIP: None that selects its pods.`,
    ]);
  });

  test.each([
    ['a Service that is there', set('serviceName: db, ') + service('db', 'db'), {}],
    ['none at all', set('') + service('db', 'db'), {}],
    ['one outside the app', set('serviceName: dbs, '), { externals: [{ kind: 'Service', name: 'dbs' }] }],
  ])('is silent about %s', (_, text, more) => {
    expect(told(text, more)).toEqual([]);
  });
});

describe('taint-not-tolerated', () => {
  const told = (args: readonly (readonly [arg: string, ...filters: string[]])[], more = '') =>
    k3d(
      `agents: 1\noptions: { k3s: { extraArgs: ${JSON.stringify(args.map(([arg, ...nodeFilters]) => ({ arg, nodeFilters })))} } }\n${more}`,
    );
  const ALL = ['server:*', 'agent:*'] as const;
  const shut = told([['--node-taint=for=db:NoSchedule', ...ALL]]);
  const tolerations = (...them: readonly string[]) =>
    web('', `tolerations: [${them.map((one) => `{ ${one} }`).join()}]`);

  test('speaks once, with the first workloads and taints', () => {
    const cluster = told([
      ['--node-taint', 'server:0'],
      ['a=b:NoSchedule,c:NoExecute', 'server:0'],
      ['--node-taint=d=:NoExecute', 'agent:0'],
    ]);
    const pods = ['x', 'y', 'z']
      .map((name) => object('v1', 'Pod', name, 'spec: { containers: [{ name: a }] }'))
      .join('');
    const daemons = object(
      'apps/v1',
      'DaemonSet',
      'each',
      'spec: { template: { spec: { containers: [{ name: a }] } } }',
    );
    expect(
      findings(workloadRules, siteOf(`${cluster}${daemons}${pods}`)).map(
        ({ level, rule, field, message, remedy }) => `${level} ${rule} ${field}: ${message} ${remedy}`,
      ),
    ).toEqual([
      'warning taint-not-tolerated options.k3s.extraArgs[0].arg: Every node of cluster "dev" has a taint, "a=b:NoSchedule", "c:NoExecute", "d=:NoExecute", that the pods of DaemonSet default/each, Pod default/x, Pod default/y and 1 more do not tolerate, so they run nowhere. Leave a node without a taint, or write tolerations: [{ key: "a", operator: Exists }] for the pods.',
    ]);
  });

  test('speaks in the words of a program', () => {
    const site = siteOf(shut + web());
    const program = { ...site, cluster: { ...site.cluster!, portAskers: [] } };
    expect(findings(workloadRules, program).map(({ remedy }) => remedy)).toEqual([
      'Leave a node without a taint, or write placement: { tolerations: [{ key: "for" }] } for the workloads.',
    ]);
  });

  test('speaks of the nodes that pods ask for, where others have room', () => {
    const cluster = told([['--node-taint=for=db:NoSchedule', 'agent:0']]);
    const on = (node: string) => web('', `nodeSelector: { kubernetes.io/hostname: ${node} }`);
    expect(lines(siteOf(cluster + web() + on('k3d-dev-agent-0') + on('k3d-dev-server-0')))).toEqual([
      'warning taint-not-tolerated: Every node of cluster "dev" that the pods of Deployment default/web ask for has a taint, "for=db:NoSchedule", that they do not tolerate, so they run nowhere.',
    ]);
  });

  test.each([
    ['another key', 'key: of, operator: Exists'],
    ['another value', 'key: for, value: web'],
    ['no value', 'key: for'],
    ['another effect', 'key: for, operator: Exists, effect: NoExecute'],
  ])('speaks about pods that tolerate %s', (_, one) => {
    expect(rulesOf(shut + tolerations(one))).toEqual(['warning taint-not-tolerated']);
  });

  test.each([
    ['pods that tolerate all', shut + tolerations('operator: Exists')],
    ['pods that tolerate the key', shut + tolerations('key: other', 'key: for, operator: Exists')],
    ['pods that tolerate key, value and effect', shut + tolerations('key: for, value: db, effect: NoSchedule')],
    ['an operator that is newer', shut + tolerations('key: for, operator: Lt, value: "7"')],
    ['pods that no scheduler places', shut + web('', 'nodeName: k3d-dev-server-0')],
    ['no pods', shut + web('', '', 'replicas: 0')],
    ['a node without taint', told([['--node-taint=a=b:NoSchedule', 'server:*']]) + web()],
    ['a taint that only puts off', told([['--node-taint=a=b:PreferNoSchedule', ...ALL]]) + web()],
    ['taints that go by themselves', told([['--node-taint=node.cilium.io/agent-not-ready:NoExecute', ...ALL]]) + web()],
    [
      'taints of Kubernetes',
      told([['--node-taint=node.cloudprovider.kubernetes.io/uninitialized:NoSchedule', ...ALL]]) + web(),
    ],
    [
      'a taint out of the environment',
      told([
        ['--node-taint=$TAINT', ...ALL],
        ['--node-taint=a:NoSchedule', ...ALL],
      ]) + web(),
    ],
    [
      'filters that k3d refuses',
      told([
        ['--node-taint=a:NoSchedule', ...ALL],
        ['--debug', 'agent:7'],
      ]) + web(),
    ],
    ['Nodes that the app makes', shut + web() + object('v1', 'Node', 'other')],
    [
      'a file that says more',
      told([['--node-taint=a:NoSchedule', ...ALL]], 'volumes: [{ volume: "/srv:/etc/rancher/k3s" }]') + web(),
    ],
    ['no cluster', web()],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });
});
