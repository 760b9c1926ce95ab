import { judge } from '../../../lib/routes/rules/judge';
import { routeRules } from '../../../lib/routes/rules/routes';
import { routesOf } from '../../../lib/routes/network/routes';
import type { KubeObject, Site } from '../../../lib/routes/world';
import { cluster, deployment, exposed, ingress, made, service, site, situationA, situationB } from '../network/sites';

const findings = (of: Site) => judge([of], routeRules).findings;
const said = (of: Site) => findings(of).map(({ level, rule }) => `${level} ${rule}`);
const routes = (of: Site) => routesOf(of).routes.map(({ url, status, why }) => [url, status, why].filter(Boolean));
const told = (of: Site) =>
  findings(of).map(({ level, rule, where, message, remedy }) => ({ level, rule, where, message, remedy }));

describe('what is sound', () => {
  test('situation A needs one line in the hosts file, and nothing else', () => {
    expect(told(situationA())).toEqual([
      {
        level: 'info',
        rule: 'host-name-needs-hosts-file',
        where: 'nginx/nginx-ingress-b',
        message: '"localhost.k3d.ingress" does not lead to this machine by itself.',
        remedy: 'Add the line "127.0.0.1 localhost.k3d.ingress" to the hosts file of this machine.',
      },
    ]);
  });

  test('situation B maps 443 to nothing, since Traefik is disabled', () => {
    expect(told(situationB())).toEqual([
      {
        level: 'warning',
        rule: 'mapping-without-target',
        where: 'dev',
        message: 'Host port 443 leads to port 443 of the nodes, where nothing in the app or the cluster listens.',
        remedy: 'Remove the mapping.',
      },
    ]);
  });
});

const POOL = 'svccontroller.k3s.cattle.io/lbpool';
const nodePort = (nodePort = 30080) => service('web', 'web', { port: 80, targetPort: 80, nodePort }, 'NodePort');
const balanced = (name = 'web', port = 80) => service(name, 'web', { port, targetPort: 80 }, 'LoadBalancer');

describe('a host port that leads to nothing', () => {
  const remedies = (of: Site) =>
    findings(of).flatMap(({ rule, remedy }) => (rule === 'mapping-without-target' ? remedy : []));

  test('of the web is what Traefik would answer, where that is switched off', () => {
    const off = site([deployment('web')], { cluster: cluster(['8080:80', '9000:9000'], ['--disable=traefik']) });
    expect(remedies(off)).toEqual([
      'Remove --disable=traefik from the arguments of k3s. Where nothing should answer there, remove the mapping.',
      'Remove the mapping.',
    ]);
  });

  test('may be opened for an object that names it', () => {
    const kafka = {
      apiVersion: 'kafka.strimzi.io/v1beta2',
      kind: 'Kafka',
      metadata: { name: 'events' },
      spec: {
        kafka: { version: '3.9.0', listeners: [{ port: 9094, configuration: { bootstrap: { nodePort: 30994 } } }] },
      },
    };
    expect(remedies(ALL([kafka], ['9094:30994']))).toEqual([]);
    expect(remedies(ALL([kafka], ['9094:30995']))).toEqual(['Remove the mapping.']);
    expect(remedies(ALL([kafka], ['8080:80'], ['--disable=traefik']))).toEqual([]);
    expect(remedies(ALL([{ ...kafka, kind: 'KafkaPolicy' }], ['9094:30994']))).toEqual(['Remove the mapping.']);
  });

  test('means the port of a Service that has its number', () => {
    const two = service('web', 'web', { name: 'a', port: 4318, targetPort: 80 }, 'NodePort');
    two.spec.ports.push({ name: 'b', port: 4317, targetPort: 80 });
    expect(remedies(ALL([deployment('web'), two], ['4317:30317']))).toEqual([
      'Write nodePort: 30317 at port 4317 of Service default/web.',
    ]);
  });
});

describe('a node port', () => {
  const objects = [
    made('nginx/web', deployment('web')),
    exposed('nginx/app-service-nodeport', { ...nodePort(), metadata: { name: 'app-service-nodeport' } }),
  ];

  test('that no host port leads to is an error of the exposure', () => {
    expect(findings(site(objects, { cluster: cluster() }))).toEqual([
      {
        rule: 'node-port-not-mapped',
        level: 'error',
        where: 'nginx/app-service-nodeport',
        object: 'Service default/app-service-nodeport',
        field: 'spec.ports[0].nodePort',
        message:
          'Node port 30080 is open on every node, but no host port leads to it, so no URL on localhost reaches web.',
        remedy:
          'Give the exposure a hostPort, for example hostPort: 8087, or add { hostPort: 8087, clusterPort: 30080 } to the cluster.',
        route: 'http://localhost (no host port leads to 30080)',
        hop: 0,
      },
    ]);
  });

  test('that is only found is held to a warning, and to an error where the files are the whole world', () => {
    const files = [deployment('web'), nodePort()];
    expect(said(site(files, { cluster: cluster() }))).toEqual(['warning node-port-not-mapped']);
    expect(said(site(files, { cluster: cluster(), closed: true }))).toEqual(['error node-port-not-mapped']);
  });

  test('gets no word without a cluster', () => {
    expect(said(site(objects))).toEqual([]);
  });
});

describe('a route that ends at no pod', () => {
  const ending = (...workloads: KubeObject[]) =>
    told(site([nodePort(), ...workloads], { cluster: cluster(['8087:30080']) }));

  test('names the Deployment that is paused, and what to remove', () => {
    expect(ending(deployment('web', 80, { paused: true }))).toMatchObject([
      {
        level: 'warning',
        rule: 'route-ends-at-no-pod',
        message: 'Deployment default/web is paused and makes no pods, so nothing answers http://localhost:8087.',
        remedy: 'Remove paused.',
      },
    ]);
  });

  test('names the workload of the port, and not one that only has the labels', () => {
    const idle = { ...deployment('web', 80, { replicas: 0 }), kind: 'StatefulSet' };
    expect(ending(deployment('web', 9000), idle)).toMatchObject([
      {
        message: 'StatefulSet default/web asks for 0 replicas, so nothing answers http://localhost:8087.',
        remedy: 'Ask for 1 replica.',
      },
    ]);
  });
});

test('the founding case: host port 80 meets Traefik while the app is a node port', () => {
  const files = [deployment('web'), nodePort(30950)];
  expect(told(site(files, { cluster: cluster(['80:80']) }))).toEqual([
    {
      level: 'warning',
      rule: 'node-port-not-mapped',
      where: 'app.yaml:2',
      message:
        'Node port 30950 is open on every node, but no host port leads to it, so no URL on localhost reaches web.',
      remedy: 'Add { port: "8087:30950", nodeFilters: [loadbalancer] } to the ports of cluster dev.',
    },
    {
      level: 'warning',
      rule: 'mapping-meets-controller-only',
      where: 'dev',
      message:
        'Host port 80 leads to Traefik, and no Ingress of the app uses its entry point web, so every request gets 404.',
      remedy: 'Lead it to port 30950, which Service default/web opens.',
    },
  ]);
});

test('nobody is to lead to a node port that no node opens', () => {
  const without = 'Host port 8087 leads to port 30080 of the nodes, where nothing in the app or the cluster listens.';
  const told8087 = (...args: readonly string[]) =>
    told(site([deployment('web'), nodePort(8087)], { cluster: cluster(['8087:30080'], args) }))
      .filter(({ message }) => message === without)
      .map(({ remedy }) => remedy);
  expect(told8087()).toEqual(['Write nodePort: 30080 at port 80 of Service default/web.']);
  expect(told8087('--service-node-port-range=8000-9000')).toEqual([
    'Lead it to port 8087, which Service default/web opens.',
  ]);
  expect(told8087('--config=/etc/k3s.yaml')).toEqual(['Lead it to port 8087, which Service default/web opens.']);
});

test('a Service that all but opens the port of a mapping is told what to write', () => {
  const remedies = (ports: readonly string[], ...services: readonly KubeObject[]) =>
    told(site([deployment('web'), ...services], { cluster: cluster(ports) })).flatMap(({ rule, remedy }) =>
      rule === 'mapping-without-target' ? remedy : [],
    );
  const web = (type: string, port: object = {}) => service('web', 'web', { port: 80, ...port }, type);
  const remove = 'Remove the mapping.';
  const write = 'Write nodePort: 30080 at port 80 of Service default/web.';
  expect(remedies(['8087:30080'], web('NodePort'))).toEqual([write]);
  expect(remedies(['8087:30080'], web('LoadBalancer'))).toEqual([write]);
  expect(remedies(['8087:30080', '8088:30081'], web('NodePort'))).toEqual([write, remove]);
  expect(remedies(['8087:30080/udp'], web('NodePort'))).toEqual([remove]);
  expect(remedies(['8087:30080'], web('ClusterIP', { nodePort: 30080 }))).toEqual([
    'Write type: NodePort in Service default/web.',
  ]);
  const open = 'Write type: NodePort in Service default/web, with nodePort: 30080 at its port 80.';
  expect(remedies(['8087:30080', '8088:30081'], web('ClusterIP'))).toEqual([open, remove]);
  expect(remedies(['8087:30080/udp'], web('ClusterIP'))).toEqual([remove]);
  const headless = service('db', 'web', { port: 8087 }, 'ClusterIP', { clusterIP: 'None' });
  const taken = service('b', 'web', { port: 81, nodePort: 30080 }, 'NodePort');
  expect(remedies(['8087:3000'], headless)).toEqual([remove]);
  // As compose writes it: the port of the pods.
  const waiting = [headless, taken, web('ClusterIP', { targetPort: 3000 }), ingress('web', 'gone')];
  expect(remedies(['8080:80', '8087:3000', '8088:30080'], ...waiting)).toEqual([
    'Write type: NodePort in Service default/web, with nodePort: 30081 at its port 80, and lead the host port to 30081.',
  ]);
  expect(remedies(['8087:3000'], web('ClusterIP'), service('b', 'web', { port: 81 }))).toEqual([remove]);
  expect(remedies(['8080:80', '8087:3000'], web('ClusterIP'), ingress('web', 'web'))).toEqual([remove]);
  expect(remedies(['8087:30080'], web('LoadBalancer', { nodePort: 30090 }))).toEqual([remove]);
  // Traefik has port 80.
  expect(remedies(['8087:8080'], web('LoadBalancer'))).toEqual([
    'Write port: 8080 instead of 80 in Service default/web.',
  ]);
  expect(remedies(['8087:8080'], web('NodePort'))).toEqual([
    'Write nodePort: 30080 at port 80 of Service default/web, and lead the host port to 30080.',
  ]);
  const two = [web('LoadBalancer', { port: 9000 }), service('b', 'web', { port: 9000 }, 'LoadBalancer')];
  expect(remedies(['8087:8080'], ...two)).toEqual(['Write port: 8080 instead of 9000 in Service default/b.']);
});

const ALL = (
  files: Site['objects'] | readonly KubeObject[],
  ports: readonly string[] = [],
  args: readonly string[] = [],
  more: Partial<Site> = {},
) => site(files as readonly KubeObject[], { cluster: cluster(ports, args), ...more });
const messages = (of: Site) =>
  findings(of).map(({ level, rule, message, remedy }) => `${level} ${rule}: ${message} ${remedy}`);

describe('a LoadBalancer Service', () => {
  const web = deployment('web');

  test('that no host port leads to asks for one', () => {
    expect(messages(ALL([web, balanced('web', 81)]))).toEqual([
      'warning load-balancer-port-not-mapped: ServiceLB opens port 81 on every node, but no host port leads to it, so no URL on localhost reaches web. Add { port: "8081:81", nodeFilters: [loadbalancer] } to the ports of cluster dev.',
    ]);
    expect(
      messages(ALL([made('app/web', web), exposed('app/in', balanced('web', 5432))], ['5432:30080']))[0],
    ).toContain(
      'Give the exposure a hostPort, for example hostPort: 5433, or add { hostPort: 5433, clusterPort: 5432 } to the cluster.',
    );
  });

  test('while ServiceLB is disabled is an error of its exposure, and nothing else is said', () => {
    expect(
      messages(
        ALL([made('app/web', web), exposed('app/in', balanced('web', 81))], ['8081:81'], ['--disable=servicelb']),
      ),
    ).toEqual([
      'error load-balancer-disabled: ServiceLB is disabled, so Service default/web waits for a load balancer and its port stays closed. Remove --disable=servicelb from the arguments of k3s.',
    ]);
  });

  test('competes with another one, with Traefik, and with pods for its port', () => {
    const host = deployment('agent', 5000);
    host.spec.template.spec.containers[0].ports[0].hostPort = 9000;
    const files = [web, balanced('a', 9000), balanced('b', 9000), balanced('c', 443), host];
    expect(messages(ALL(files, ['9000:9000', '443:443']))).toEqual([
      'error load-balancer-port-taken: Service default/a and Service default/b both want TCP port 9000 of every node, and only one gets it. Give Service default/b another port, for example 9001.',
      'error load-balancer-port-taken: Traefik and Service default/c both want TCP port 443 of every node, and only one gets it. Give Service default/c another port, for example 8443.',
      'error load-balancer-port-taken: Service default/a and Deployment default/agent both want TCP port 9000 of every node, and only one gets it. Give Deployment default/agent another port, for example 9001.',
    ]);
  });

  test('of an exposure is its property', () => {
    const one = ALL([made('app/web', web), exposed('app/in', balanced('a', 80), [8080])], ['8080:80']);
    expect(findings(one)[0]).toMatchObject({
      rule: 'load-balancer-port-taken',
      field: 'spec.ports[0].port',
      remedy: 'Give the exposure another port, for example port: 8080.',
    });
  });

  test('may share a number over another protocol, and has its own ports to itself', () => {
    const two = service('web', 'web', { name: 'a', port: 53, targetPort: 80 }, 'LoadBalancer');
    two.spec.ports.push(
      { name: 'b', port: 53, protocol: 'UDP', targetPort: 80 },
      { name: 'c', port: 53, targetPort: 80 },
    );
    expect(said(ALL([web, two], ['5353:53']))).toEqual([]);
  });

  test('is left alone where another class or pool serves it', () => {
    const other = service('other', 'web', { port: 80, targetPort: 80 }, 'LoadBalancer', { loadBalancerClass: 'x' });
    expect(said(ALL([web, other], ['80:80']))).toEqual(['warning mapping-meets-controller-only']);
  });

  test('on nodes that no host port leads to names them, and where there are none, the labels that pick them', () => {
    const LABEL = 'svccontroller.k3s.cattle.io/enablelb';
    const picked = (objects: readonly KubeObject[], value: string, labels: readonly string[] = []) =>
      messages(
        site(objects, {
          cluster: cluster([], [], {
            ports: [
              { port: '9000:9000', nodeFilters: ['server:0:direct'] },
              { port: '8080:80', nodeFilters: ['server:0:direct'] },
            ],
            options: {
              k3s: {
                nodeLabels: [`${LABEL}=${value}`, ...labels].map((label) => ({ label, nodeFilters: ['agent:*'] })),
              },
            },
          }),
        }),
      );
    const not = 'warning load-balancer-port-not-mapped: ServiceLB opens port 9000 on';
    const unused =
      'warning mapping-without-target: Host port 8080 leads to port 80 of the nodes, where nothing in the app or the cluster listens. Lead it to port 9000, which Service default/web opens.';
    expect(picked([web, balanced('web', 9000)], 'true')).toEqual([
      `${not} k3d-dev-agent-0, k3d-dev-agent-1, but no host port leads to it, so no URL on localhost reaches web. Give the mapping to port 9000 the node "agent:0", which opens it, in place of k3d-dev-server-0.`,
      unused,
    ]);
    expect(picked([web, balanced('web', 9000)], 'false')).toEqual([
      `${not} no node, since none has the label ${LABEL}=true. Label a node ${LABEL}=true, or take ${LABEL} from all of them.`,
      unused,
    ]);
    const pooled = { ...balanced('web', 9000), metadata: { name: 'web', labels: { [POOL]: 'b' } } };
    expect(picked([web, pooled], 'true', [`${POOL}=a`])).toEqual([
      `${not} no node, since none has the label ${LABEL}=true and ${POOL}=b. Label a node ${LABEL}=true and ${POOL}=b, or take ${LABEL} from all of them.`,
      unused,
    ]);
    expect(picked([web, service('web', 'web'), ingress('web', 'web')], 'false')[0]).toBe(
      `warning ingress-no-web-port: ServiceLB opens port 80 on no node, since none has the label ${LABEL}=true. Label a node ${LABEL}=true, or take ${LABEL} from all of them.`,
    );
  });

  test('of UDP is mapped as such, and a mapping of TCP to its port leads nowhere', () => {
    const port = { port: 53, targetPort: 80, protocol: 'UDP' };
    const server = deployment('web');
    server.spec.template.spec.containers[0].ports[0].protocol = 'UDP';
    const udp = [server, service('dns', 'web', port, 'LoadBalancer')];
    const not =
      'ServiceLB opens port 53 on every node, but no host port leads to it, so no URL on localhost reaches web.';
    expect(messages(ALL(udp, ['5353:53']))).toEqual([
      `warning load-balancer-port-not-mapped: ${not} Write "5353:53/udp" in ports[0] of cluster dev, which leads there for TCP.`,
      'warning mapping-without-target: Host port 5353 leads to port 53 of the nodes, where nothing in the app or the cluster listens. Lead it to port 53/udp, which Service default/dns opens.',
    ]);
    expect(messages(ALL(udp, ['5353:53/udp']))).toEqual([]);
    const ofProgram = { cluster: { ...cluster(), portAskers: [] } };
    expect(messages(site(udp, ofProgram))).toEqual([
      `warning load-balancer-port-not-mapped: ${not} Add { hostPort: 8053, clusterPort: 53, protocol: Protocol.UDP } to the ports of cluster dev.`,
    ]);
  });

  test('on a port of the node itself is a warning', () => {
    expect(messages(ALL([web, balanced('web', 10250)], ['9000:10250']))).toEqual([
      'warning load-balancer-port-taken: Service default/web wants TCP port 10250 of every node, where the node itself listens. Give it a port that k3s does not use.',
    ]);
  });
});

describe('an Ingress', () => {
  const backend = [deployment('web'), service('web', 'web')];
  const asked = (of: KubeObject, ports = ['8080:80'], args: string[] = [], more: Partial<Site> = {}) =>
    messages(ALL([...backend, of], ports, args, more));

  test('of an exposure without a host port says which one to add', () => {
    const of = ALL(
      [...backend.map((one) => made('app/web', one)), exposed('app/in', ingress('web', 'web'))],
      ['8080:30080'],
    );
    expect(messages(of)[0]).toBe(
      'error ingress-no-web-port: No host port leads to port 80, where Traefik listens for it, so no URL on this machine reaches it. Give the exposure a hostPort, for example hostPort: 8081, or add { hostPort: 8081, clusterPort: 80 } to the cluster.',
    );
  });

  test('at an entry point that Traefik does not open', () => {
    const annotations = { 'traefik.ingress.kubernetes.io/router.entrypoints': 'dashboard' };
    expect(asked(ingress('web', 'web', { annotations }))).toEqual([
      'warning ingress-no-web-port: Traefik opens no entry point "dashboard" on the nodes. Use an entry point that Traefik opens: web, websecure.',
    ]);
  });

  test('where the values of Traefik leave it no entry point', () => {
    const told = (valuesContent: string) => {
      const config: KubeObject = {
        apiVersion: 'helm.cattle.io/v1',
        kind: 'HelmChartConfig',
        metadata: { name: 'traefik', namespace: 'kube-system' },
        spec: { valuesContent },
      };
      return messages(ALL([...backend, ingress('web', 'web'), config], ['8080:80']))[0];
    };
    const sentence = 'warning ingress-no-web-port: Traefik opens no entry point for TCP on the nodes. ';
    expect(told('ports:\nweb:\n  exposedPort: 81\n')).toBe(
      `${sentence}Write entry points below "ports" in the values of the HelmChartConfig kube-system/traefik, or leave "ports" out: without a value it takes all of them away.`,
    );
    expect(told('ports: { web: { expose: false }, websecure: { expose: false } }')).toBe(
      `${sentence}Leave ports.web in the values of the HelmChartConfig kube-system/traefik as its chart has it.`,
    );
  });

  test('with a certificate that no https URL shows', () => {
    const secured = { ...ingress('web', 'web') };
    secured.spec = { ...secured.spec, tls: [{ secretName: 'web-tls' }] };
    const sentence =
      'warning ingress-no-web-port: Ingress default/web has a certificate, but no host port leads to port 443, where Traefik shows it, so no https URL on this machine reaches it.';
    expect(asked(secured, ['8080:80', '8081:80'])).toEqual([
      `${sentence} Add { port: "8443:443", nodeFilters: [loadbalancer] } to the ports of cluster dev.`,
    ]);
    expect(asked(secured, ['8080:80', '8443:443'])).toEqual([]);
    const of = ALL(
      [...backend.map((one) => made('app/web', one)), exposed('app/in', secured)],
      ['8080:80', '8443:8443'],
    );
    expect(messages(of)).toContain(
      `${sentence} Give the exposure an httpsHostPort, for example httpsHostPort: 8444, or add { hostPort: 8444, clusterPort: 443 } to the cluster.`,
    );
  });

  test('that wants https alone is told the property for it', () => {
    const annotations = { 'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure' };
    const of = ALL([
      ...backend.map((one) => made('app/web', one)),
      exposed('app/in', ingress('web', 'web', { annotations })),
    ]);
    expect(messages(of)[0]).toContain('Give the exposure an httpsHostPort, for example httpsHostPort: 8443, or add');
  });

  test('at an entry point of another number', () => {
    const config = {
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'traefik', namespace: 'kube-system' },
      spec: { valuesContent: 'ports: { web: { exposedPort: 8000 }, websecure: { expose: { default: false } } }' },
    };
    expect(messages(ALL([...backend, ingress('web', 'web'), config]))).toEqual([
      'warning ingress-no-web-port: No host port leads to port 8000, where Traefik listens for it, so no URL on this machine reaches it. Add { port: "8000:8000", nodeFilters: [loadbalancer] } to the ports of cluster dev.',
    ]);
  });

  describe('at a node port that the chart of Traefik is told', () => {
    const config = (valuesContent: string) => ({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'traefik', namespace: 'kube-system' },
      spec: { valuesContent },
    });
    const told = 'ports: { web: { nodePort: 30080 } }';
    const judged = (values: string, ports: string[], args: string[] = []) => {
      const of = ALL([...backend, ingress('web', 'web'), config(values)], ports, args);
      const { routes, mappings } = routesOf(of);
      return [
        said(of),
        routes.map(({ url, status }) => `${url} ${status}`),
        mappings.slice(1).map(({ leadsTo, status }) => `${leadsTo} ${status}`),
      ];
    };
    const web = 'Traefik, entry point web';

    test('is reached there, with or without another way', () => {
      expect(judged(told, ['8080:30080'])).toEqual([[], ['http://localhost:8080 complete'], [`${web} answers`]]);
      expect(judged(told, ['8081:30080', '8080:80'])).toEqual([
        [],
        ['http://localhost:8080 complete', 'http://localhost:8081 complete'],
        [`${web} answers`, `${web} answers`],
      ]);
    });

    test('may be reached there without ServiceLB', () => {
      expect(judged(told, ['8080:30080'], ['--disable=servicelb'])).toEqual([
        [],
        ['http://localhost:8080 unknown'],
        [`${web} answers`],
      ]);
    });

    test('may be reached there where nobody knows who serves its Service', () => {
      expect(judged(`${told}\nservice: { spec: { loadBalancerClass: other } }`, ['8080:30080'])).toEqual([
        [],
        ['http://localhost:8080 unknown'],
        [`${web} unknown`],
      ]);
    });

    test('is reached there alone by a Service that is no load balancer', () => {
      const values = `${told}\nservice: { type: NodePort }`;
      const there = [[], ['http://localhost:8080 complete'], [`${web} answers`]];
      expect(judged(values, ['8080:30080'])).toEqual(there);
      expect(judged(values, ['8080:30080'], ['--disable=servicelb'])).toEqual(there);
      const picked = (values: string) =>
        routes({
          ...ALL([...backend, ingress('web', 'web'), config(values)]),
          cluster: cluster(['8080:30080', '8081:80'], [], {
            options: {
              k3s: { nodeLabels: [{ label: 'svccontroller.k3s.cattle.io/enablelb=false', nodeFilters: ['all:*'] }] },
            },
          }),
        });
      expect(picked(values)).toEqual([['http://localhost:8080', 'complete']]);
      const taken = ALL([...backend, balanced(), config(values)], ['8080:80']);
      expect(said(taken)).toEqual([]);
      expect(judged(values, ['8080:80'])).toEqual([
        ['warning ingress-no-web-port', 'warning mapping-without-target'],
        ['http://localhost (no host port leads to 30080) broken'],
        ['undefined silent'],
      ]);
    });

    test.each([
      [
        'NodePort',
        ': its Service is a NodePort, and its chart is told no number for it',
        ', or write nodePort for the entry point and lead a host port there',
      ],
      ['ClusterIP', ': its chart makes no Service that leads there', ''],
    ])('is none where its Service is a %s', (type, about, more) => {
      const of = ALL(
        [...backend, ingress('web', 'web'), config(`service: { type: ${type} }`)],
        ['8080:80', '8443:443'],
      );
      expect(findings(of).map(({ level, rule, message, remedy }) => `${level} ${rule}: ${message} ${remedy}`)).toEqual([
        `warning ingress-no-web-port: Traefik opens no entry point for TCP on the nodes${about}. Leave out what the HelmChartConfig kube-system/traefik says of the type of the Service, which is LoadBalancer by itself${more}.`,
      ]);
    });
  });

  test('of the class of another controller is left to it where Traefik is disabled and the files are not all', () => {
    const of = [...backend, ingress('web', 'web', { className: 'nginx' })];
    const exchanged = { cluster: cluster(['8080:80', '8443:443', '9000:9000'], ['--disable=traefik']) };
    expect(said(site(of, exchanged))).toEqual(['warning mapping-without-target']);
    expect(told(site(of, exchanged))[0]!.message).toMatch('Host port 9000');
    expect(said(site(of, { ...exchanged, closed: true }))).toContain('error ingress-controller-disabled');
  });

  test('gets one finding where Traefik is disabled, and no class or that of Traefik is asked for', () => {
    for (const className of ['traefik', '']) {
      const of = ingress('web', 'web', { className });
      expect(asked(of, ['8080:80'], ['--disable=traefik']).map((line) => line.split(':')[0])).toEqual([
        'warning ingress-controller-disabled',
      ]);
    }
  });

  test('is served by nobody where the chart of Traefik makes no pods', () => {
    const podless = (more = '', image = 'nginx') => {
      const beside = deployment('beside');
      beside.spec.template.spec.containers[0].image = image;
      const values = {
        apiVersion: 'helm.cattle.io/v1',
        kind: 'HelmChartConfig',
        metadata: { name: 'traefik', namespace: 'kube-system' },
        spec: { valuesContent: `deployment: { enabled: false }${more}` },
      };
      return ALL([...backend, beside, balanced('other'), ingress('web', 'web'), values], ['8080:80']);
    };
    expect(findings(podless()).map(({ rule, remedy }) => `${rule}: ${remedy}`)).toEqual([
      // The Service of the chart stands.
      'load-balancer-port-taken: Give Service default/other another port, for example 8080.',
      'ingress-controller-disabled: Remove deployment.enabled: false from HelmChartConfig kube-system/traefik.',
    ]);
    const ends = (of: Site) =>
      routes(of)
        .map(([, status]) => status)
        .sort();
    expect(ends(podless())).toEqual(['broken', 'broken']);
    // Pods may stand among what else the chart makes.
    expect(ends(podless('\nextraObjects: []')).at(-1)).toBe('unknown');
    expect(ends(podless('\nservice: { enabled: false }'))).toEqual(['broken', 'complete']);
    // Its pods may stand behind the Service of the chart.
    expect(ends(podless('', 'traefik:v3'))).toEqual(['broken', 'unknown']);
  });

  test('of an unknown class is told which classes are there', () => {
    const externals = [{ kind: 'IngressClass', name: 'mine' }];
    expect(asked(ingress('web', 'web', { className: 'nginx' }), ['8080:80'], [], { externals })[0]).toContain(
      'Use a class that is there: mine, traefik.',
    );
    expect(asked(ingress('web', 'web', { className: 'mine' }), ['8080:80'], [], { externals })).toEqual([]);
  });

  const beside = (image: string) => {
    const controller = deployment('controller');
    controller.spec.template.spec.containers[0].image = image;
    return said(
      ALL([...backend, controller, ingress('web', 'web', { className: '' })], ['8080:80'], ['--disable=traefik']),
    );
  };

  test.each([
    'registry.k8s.io/ingress-nginx/controller:v1.11.2@sha256:0',
    'registry.example.com:5000/nginx-ingress-controller',
    'nginx/nginx-ingress:4.0',
    'haproxytech/kubernetes-ingress',
    'traefik:v3',
    'rancher/mirrored-library-traefik:3.3.6',
    'projectcontour/contour:v1.30',
    'kong:3',
    'kong/kubernetes-ingress-controller',
    'apache/apisix',
    'istio/pilot:1.24',
    'emissaryingress/emissary',
  ])('that another controller of the app may serve gets no word: %s', (image) => {
    expect(beside(image)).toEqual([]);
  });

  test.each(['traefik/whoami', 'istio/examples-bookinfo-productpage-v1', 'acme/hongkong-api', 'acme/ingress-demo'])(
    'is served by nobody beside what only sounds like a controller: %s',
    (image) => {
      expect(beside(image)).toEqual(['warning ingress-controller-disabled']);
    },
  );

  const twice = (a: object, b: object, wrap: (where: string, of: KubeObject) => KubeObject | Site['objects'][number]) =>
    site(
      [...backend, service('b', 'web'), wrap('app/a', ingress('a', 'web', a)), wrap('app/b', ingress('b', 'b', b))],
      { cluster: cluster(['8080:80']) },
    );
  const plain = (_: string, of: KubeObject) => of;

  test('competes with another one for host and path: an error where exposures made both', () => {
    expect(messages(twice({}, {}, plain))).toEqual([
      'warning ingress-rule-duplicate: Ingress default/a and Ingress default/b both claim any host with path /, so which one answers is left to chance. Give one of them another host.',
    ]);
    expect(said(twice({}, {}, (where, of) => exposed(where, of)))).toEqual(['error ingress-rule-duplicate']);
  });

  test.each([
    ['another path', {}, { path: '/b' }],
    ['no path, which is the root, for another host', { path: '' }, { host: 'a.test' }],
    ['another entry point', {}, { annotations: { 'traefik.ingress.kubernetes.io/router.entrypoints': 'none' } }],
    ['a canary', {}, { annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } }],
    ['a longer rule', { host: 'a.localhost' }, { host: 'a.localhost', path: '/b' }],
    ['a path that does not begin with the other', { path: '/a/' }, { path: '/a', pathType: 'Exact' }],
    ['a long exact path', {}, { path: '/healthz', pathType: 'Exact' }],
    [
      'a matcher that we do not know',
      {},
      {
        pathType: 'ImplementationSpecific',
        annotations: { 'traefik.ingress.kubernetes.io/router.pathmatcher': 'PathRegexp' },
      },
    ],
  ])('does not compete with %s', (_, a, b) => {
    expect(said(twice(a, b, plain)).filter((line) => /duplicate|shadowed/.test(line))).toEqual([]);
  });

  test.each([
    ['a short exact path', {}, { path: '/ab', pathType: 'Exact' }, 'any host, path /'],
    [
      'the same path, exact by annotation',
      { path: '/a' },
      {
        path: '/a',
        pathType: 'ImplementationSpecific',
        annotations: { 'traefik.ingress.kubernetes.io/router.pathmatcher': 'Path' },
      },
      'any host, path /a',
    ],
    [
      'a path below one with a priority',
      { path: '/a', annotations: { 'traefik.ingress.kubernetes.io/router.priority': '500' } },
      { path: '/a/b' },
      'any host, path /a',
    ],
    [
      'what begins with the same letters',
      { path: '/api' },
      { path: '/apiv1', pathType: 'Exact' },
      'any host, path /api',
    ],
    ['a host below a wildcard', { host: '*.localhost' }, { host: 'a.localhost' }, 'host *.localhost, path /'],
  ])('shadows %s', (_, a, b, by) => {
    const lines = messages(twice(a, b, plain));
    expect(lines.filter((line) => line.includes('shadowed'))).toHaveLength(1);
    expect(lines[0]).toContain(`so Ingress default/a (${by}) answers every request`);
  });

  const PRIORITY = 'traefik.ingress.kubernetes.io/router.priority';
  const shadowed = (of: Site) =>
    messages(of).flatMap((line) => /^\w+ ingress-path-shadowed: (.*)/.exec(line)?.[1] ?? []);
  const inOne = (path: string, wrap: typeof plain, annotations?: Record<string, string>) => {
    const both = ingress('a', 'web', { annotations });
    both.spec.rules[0].http.paths.push(ingress('b', 'b', { path, pathType: 'Exact' }).spec.rules[0].http.paths[0]);
    return site([...backend, service('b', 'web'), wrap('app/a', both)], { cluster: cluster(['8080:80']) });
  };
  const promised = (where: string, of: KubeObject) => exposed(where, of) as never;

  test('that hides a rule of its own is taken apart: an annotation counts for both', () => {
    expect(shadowed(inOne('/exact', plain))).toEqual([
      'Traefik asks the longest rule first, so Ingress default/a (any host, path /) answers every request for any host, path /exact. Put it into an Ingress of its own with the annotation traefik.ingress.kubernetes.io/router.priority: "1000".',
    ]);
    expect(shadowed(inOne('/exact', promised))[0]).toContain('Put it into a HostIngress of its own');
    expect(said(inOne('/exact', promised))).toEqual(['error ingress-path-shadowed']);
  });

  test.each([
    ['one priority', '/exact', { [PRIORITY]: '1000' }],
    ['one length', '/health', undefined],
  ])('leaves the answer to chance where two rules have %s', (_, path, annotations) => {
    expect(shadowed(inOne(path, plain, annotations))).toEqual([
      `Traefik asks Ingress default/a (any host, path /) with the same priority as the rule for any host, path ${path}, so which one answers is left to chance. Put it into an Ingress of its own with the annotation ${PRIORITY}: "${annotations ? 1001 : 1000}".`,
    ]);
    expect(routesOf(inOne(path, plain, annotations)).routes).toMatchObject([
      { status: 'complete' },
      {
        status: 'unknown',
        why: 'Ingress default/a is asked with the same priority, so which of the two answers is left to chance.',
      },
    ]);
    expect(routesOf(inOne(path, promised, annotations)).routes.map(({ status }) => status)).toEqual([
      'complete',
      'broken',
    ]);
  });

  test('an IngressRoute has a priority for each route', () => {
    const route = {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata: { name: 'r' },
      spec: {
        routes: [
          { match: 'PathPrefix(`/a`)', priority: 2000, services: [{ name: 'web', port: 80 }] },
          { match: 'PathPrefix(`/a/b`)', services: [{ name: 'b', port: 80 }] },
        ],
      },
    };
    const of = site([...backend, service('b', 'web'), route], { cluster: cluster(['8080:80']) });
    expect(shadowed(of)[0]).toContain('Set the priority of this route to 2001.');
  });

  test('says the same twice without harm where the backend is one', () => {
    const files = [...backend, ingress('a', 'web'), ingress('b', 'web')];
    expect(said(ALL(files, ['8080:80']))).toEqual([]);
  });

  test('is silent about shadows behind a controller that is not Traefik', () => {
    const externals = [{ kind: 'IngressClass', name: 'mine' }];
    const of = twice({ host: '*.localhost', className: 'mine' }, { host: 'a.localhost', className: 'mine' }, plain);
    expect(said({ ...of, externals }).filter((line) => line.includes('shadowed'))).toEqual([]);
  });

  test('to an ExternalName is an error of an exposure', () => {
    const far = service('far', '', { port: 3000 }, 'ExternalName', { externalName: 'x' });
    const of = site([made('app/far', far), exposed('app/in', ingress('in', 'far', { port: 3000 }))], {
      cluster: cluster(['8080:80']),
    });
    expect(said(of)).toEqual(['error ingress-to-external-name']);
  });

  test.each([
    [
      'a Service of another namespace',
      { ...service('far', 'web'), metadata: { name: 'far', namespace: 'shop' } },
      'far',
      'No Service default/far exists. Move the Ingress to namespace shop, where Service shop/far is.',
    ],
    [
      'no Service at all',
      service('x', 'web'),
      'far',
      'No Service default/far exists. Add Service default/far to the app.',
    ],
    [
      'a Service but for a slip of the pen',
      service('admin', 'web'),
      'amdin',
      'No Service default/amdin exists. Write "admin", or add Service default/amdin to the app.',
    ],
  ])('that names %s', (_, other, name, expected) => {
    expect(
      messages(ALL([...backend, other, ingress('web', name)], ['8080:80'])).filter((line) => line.includes('ingress-')),
    ).toEqual([`warning ingress-backend-missing: ${expected}`]);
  });

  test('that stands where no Service is has none to be meant', () => {
    const alone = { ...ingress('web', 'far'), metadata: { name: 'web', namespace: 'shop' } };
    expect(messages(ALL([...backend, alone], ['8080:80']))).toContain(
      'warning ingress-backend-missing: No Service shop/far exists. Add Service shop/far to the app.',
    );
  });

  test('that names a Service of a namespace which nothing makes does not follow it there', () => {
    const inShop = (one: KubeObject, namespace = 'shop') => ({ ...one, metadata: { ...one.metadata, namespace } });
    const told = (...namespaces: readonly string[]) => {
      const made = namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
      const far = [inShop(service('far', 'web'), 'shpo'), inShop(ingress('web', 'far'))];
      return messages(ALL([...backend, ...made, ...far], ['8080:80'])).join('\n');
    };
    expect(told('shop')).toContain('No Service shop/far exists. Put Service shpo/far into namespace shop.');
    expect(told('shop', 'shpo')).toContain('No Service shop/far exists. Move the Ingress to namespace shpo, where');
  });

  test('that names a Service after a chart or an object of an operator is left to what makes it', () => {
    const chart = { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', metadata: { name: 'pg' } };
    const of = (more: object = {}) =>
      said(site([...backend, chart, ingress('a', 'pg-http')], { cluster: cluster(['8080:80']), ...more }));
    expect(of()).toEqual([]);
    expect(of({ closed: true })).toEqual(['error ingress-backend-missing']);
    const why = (maker: object, more: object = {}) => {
      const objects = [...backend, maker, ingress('a', 'pg-http')] as KubeObject[];
      return routesOf(site(objects, { cluster: cluster(['8080:80']), ...more })).routes[0]!.why;
    };
    expect(why(chart)).toBe('The app has no Service default/pg-http; an operator may make it.');
    const other = { ...chart, metadata: { name: 'other' } };
    expect(why(other)).toBe('The app has no Service default/pg-http; what it installs may make it.');
    expect(why(other, { closed: true })).toBe('No Service default/pg-http exists.');
    const near = [...backend, service('pg-htpt', 'web'), chart, ingress('a', 'pg-http')];
    expect(said(site(near, { cluster: cluster(['8080:80']) }))).toEqual(['warning ingress-backend-missing']);
    const port = [...backend, { ...chart, metadata: { name: 'web' } }, ingress('a', 'web', { port: 81 })];
    expect(said(site(port, { cluster: cluster(['8080:80']) }))).toEqual(['warning ingress-backend-missing']);
  });

  test('that names a Service which the API refuses for want of a port is left to that Service', () => {
    const bare = service('bare', 'web', undefined, 'ClusterIP', { ports: [] });
    const rules = findings(ALL([...backend, bare, ingress('web', 'bare')], ['8080:80'])).map(({ rule }) => rule);
    expect(rules).not.toContain('ingress-backend-missing');
  });

  test('that names no port of several', () => {
    const two = service('two', 'web', { name: 'a', port: 80 });
    two.spec.ports.push({ name: 'b', port: 81 });
    const of = ingress('web', 'two');
    of.spec.rules[0].http.paths[0].backend.service.port = {};
    expect(messages(ALL([...backend, two, of], ['8080:80'])).join()).toContain(
      'Service default/two has several ports, and the rule names none. Use port 80 of Service default/two.',
    );
  });

  test('that names a port over UDP is led to the one over TCP, if there is one', () => {
    const udp = (...more: object[]) => {
      const dns = service('dns', 'web', { port: 53, targetPort: 53, protocol: 'UDP' });
      dns.spec.ports.push(...more);
      const pods = deployment('web');
      pods.spec.template.spec.containers[0].ports = [{ containerPort: 53, protocol: 'UDP' }, { containerPort: 80 }];
      const of = ingress('web', 'dns');
      return (asked: object) => {
        of.spec.rules[0].http.paths[0].backend.service.port = asked;
        return messages(ALL([pods, dns, of], ['8080:80']));
      };
    };
    const speaks = 'Port 53 of Service default/dns speaks UDP, and the rule speaks HTTP, which is TCP.';
    const alone = [`warning ingress-backend-missing: ${speaks} Open it with a Service of type LoadBalancer instead.`];
    expect(udp()({ number: 53 })).toEqual(alone);
    expect(udp()({})).toEqual(alone);
    const web = { name: 'web', port: 8080, targetPort: 80 };
    expect(udp(web)({ number: 53 })).toEqual([
      `warning ingress-backend-missing: ${speaks} Use port 8080 of Service default/dns.`,
    ]);
    expect(udp(web)({}).join()).toContain('Service default/dns has several ports, and the rule names none.');
    // A port over both is one number with two meanings, of which HTTP has one.
    expect(udp({ name: 'tcp', port: 53, targetPort: 80 })({ number: 53 })).toEqual([]);
  });

  test('whose default backend is missing says so at that field', () => {
    const of = {
      ...ingress('web', 'web'),
      spec: { defaultBackend: { service: { name: 'far', port: { number: 80 } } } },
    };
    expect(findings(ALL([...backend, of], ['8080:80']))[0]).toMatchObject({
      rule: 'ingress-backend-missing',
      field: 'spec.defaultBackend',
    });
  });

  test('that the whole chart sends on to https wants host port 443', () => {
    const config = (more: string) => ({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'traefik', namespace: 'kube-system' },
      spec: { valuesContent: `ports: { web: { redirectTo: { port: websecure } }${more} }` },
    });
    const sent = (more = '', ports = ['8080:80', '8443:443']) =>
      messages(ALL([...backend, ingress('web', 'web'), config(more)], ports));
    expect(sent()).toEqual([
      'warning ingress-redirect-loses-port: Requests to http://localhost:8080 are sent on to https on port 443, and host port 443 does not lead to Traefik. Map host port 443 to port 443 of the cluster.',
    ]);
    expect(sent('', ['8080:80', '443:443'])).toEqual([]);
    expect(sent(', websecure: { expose: false }', ['8080:80'])[0]).toContain(
      'Map host port 443 to port 443 of the cluster.',
    );
  });

  test('may be sent on to the host port that its Middleware names', () => {
    const middleware = (name: string, spec: object) => ({
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'Middleware',
      metadata: { name },
      spec,
    });
    const annotations = {
      'traefik.ingress.kubernetes.io/router.middlewares': 'default-other@kubernetescrd,default-x@kubernetescrd',
    };
    const sent = (redirect: object, ports = ['8080:80', '8443:443'], more: readonly KubeObject[] = []) =>
      messages(
        ALL(
          [
            ...backend,
            ingress('web', 'web', { annotations }),
            middleware('other', { compress: {} }),
            middleware('x', { redirectScheme: redirect }),
            ...more,
          ],
          ports,
        ),
      );
    const lost = (from: string, to: string, port: number, inner = port) => [
      `warning ingress-redirect-loses-port: Requests to ${from} are sent on to ${to} on port ${port}, and host port ${port} does not lead to Traefik. Map host port ${port} to port ${inner} of the cluster.`,
    ];
    expect(sent({ scheme: 'https', port: '8443' })).toEqual([]);
    expect(sent({ scheme: 'https', port: '9' })).toEqual(lost('http://localhost:8080', 'https', 9, 443));
    expect(sent({ scheme: 'http' })).toEqual(lost('http://localhost:8080', 'http', 80));
    expect(sent({ scheme: 'http' }, ['8443:443'])).toEqual(lost('https://localhost:8443', 'http', 80));
    expect(sent({ scheme: 'http', port: '8080' })).toEqual([]);
    // It compares the port too.
    expect(sent({ scheme: 'https' }, ['8443:443'])).toEqual(lost('https://localhost:8443', 'https', 443));
    expect(sent({ scheme: 'https' }, ['443:443'])).toEqual([]);
    expect(sent({ scheme: 'ftp' })).toEqual([]);
    const hidden: KubeObject = {
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'traefik', namespace: 'kube-system' },
      spec: { valuesContent: 'ports: { web: { expose: false } }' },
    };
    expect(sent({ scheme: 'http' }, ['8443:443'], [hidden])).toEqual(lost('https://localhost:8443', 'http', 80));
  });

  test('with a wildcard can stand in no hosts file', () => {
    expect(asked(ingress('web', 'web', { host: '*.shop.test' }))).toEqual([
      'info host-name-needs-hosts-file: "*.shop.test" does not lead to this machine by itself, and a hosts file takes no wildcards. Use a wildcard below localhost, for example "*.localhost".',
    ]);
  });

  test('waits for ServiceLB only where nothing replaces it', () => {
    const metallb = { apiVersion: 'metallb.io/v1beta1', kind: 'L2Advertisement', metadata: { name: 'x' } };
    expect(said(ALL([...backend, ingress('web', 'web'), metallb], ['8080:80'], ['--disable=servicelb']))).toEqual([]);
    expect(said(ALL([...backend, ingress('web', 'web')], [], ['--disable=servicelb']))).toEqual([
      'warning controller-without-load-balancer',
    ]);
  });
});

test('an Ingress of nobody in a program is told in the words of its cluster', () => {
  const of = site([deployment('web'), service('web', 'web'), ingress('web', 'web')], {
    cluster: { ...cluster(), portAskers: [] },
  });
  expect(messages(of)[0]).toContain('Add { hostPort: 8080, clusterPort: 80 } to the ports of cluster dev.');
});

test('two node ports are offered two host ports, and one of them the same one twice', () => {
  const other = { ...nodePort(30081), metadata: { name: 'other' } };
  const offers = findings(site([deployment('web'), nodePort(30080), other], { cluster: cluster() }))
    .filter(({ rule }) => rule === 'node-port-not-mapped')
    .map(({ remedy }) => /"\d+:\d+"/.exec(remedy)?.[0]);
  expect(offers).toEqual(['"8087:30080"', '"8088:30081"']);
  const entry = ['a', 'b'].map((name) => ingress(name, 'web', { host: `${name}.localhost` }));
  const remedies = findings(ALL([deployment('web'), service('web', 'web'), ...entry])).map(({ remedy }) => remedy);
  expect(new Set(remedies)).toEqual(
    new Set(['Add { port: "8080:80", nodeFilters: [loadbalancer] } to the ports of cluster dev.']),
  );
});

test('a name is led to the address on which its host port listens', () => {
  const of = site([deployment('web'), service('web', 'web'), ingress('web', 'web', { host: 'shop.test' })], {
    cluster: cluster(['192.168.1.5:8080:80']),
  });
  expect(messages(of)[0]).toContain('Add the line "192.168.1.5 shop.test" to the hosts file of this machine.');
});

describe('a Service with addresses of the app', () => {
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'far-1', labels: { 'kubernetes.io/service-name': 'far' } },
    ports: [{ port: 3000 }],
  };
  const far = (more: object = {}) =>
    service('far', '', { name: 'http', port: 80 }, 'ClusterIP', { selector: undefined, ...more });

  test('finds the port that they call by its name', () => {
    expect(messages(site([far(), slice]))).toEqual([
      'warning endpoint-port-not-named: No port of EndpointSlice default/far-1 is called "http" as port 80 of Service default/far is, so it leads nowhere. Give both ports the same name, or neither of them any.',
    ]);
    expect(messages(site([far(), { ...slice, ports: [{ name: 'http', port: 3000 }] }]))).toEqual([]);
    expect(messages(site([far({ ports: [{ port: 80 }] }), slice]))).toEqual([]);
  });

  test('has none of a slice that does not say for which Service it is', () => {
    const stray = { ...slice, metadata: { name: 'far' } };
    const ways = (...more: KubeObject[]) =>
      routes(site([far(), ingress('far', 'far'), ...more], { cluster: cluster(['8080:80']) }));
    expect(ways(stray)[0]!.slice(1)).toEqual([
      'unknown',
      'EndpointSlice default/far has no label kubernetes.io/service-name: far, so it is not for Service default/far, which selects nothing.',
    ]);
    const other = { ...stray, metadata: { name: 'far', namespace: 'shop' } };
    expect(ways(other)[0]![2]).toContain('holds no EndpointSlice for it');
  });

  test('needs none where it is headless, and nobody comes by a port of it', () => {
    const headless = far({ clusterIP: 'None' });
    expect(said(site([headless, slice]))).toEqual([]);
    expect(said(site([headless, slice, ingress('far', 'far')], { cluster: cluster(['8080:80']) }))).toEqual([
      'warning endpoint-port-not-named',
    ]);
  });
});

describe('a Service', () => {
  const lost = (name: string, app: string, more: object = {}) => ({
    ...service(name, app),
    metadata: { name, ...more },
  });

  test('that selects nothing is shown labels that are there', () => {
    expect(messages(site([deployment('web'), lost('a', 'b')]))).toEqual([
      'warning service-selects-nothing: No pod in namespace default carries app: b, which Service default/a selects. Put the labels on the pods that should answer, or give this object the annotation "allow.cdk8s-k3d/service-selects-nothing: <why>" where it exists outside the app.',
    ]);
    const put = 'Put the labels on the pods that should answer';
    expect(messages(site([lost('a', 'b')]))[0]).toContain(
      `${put}, or give this object the annotation "allow.cdk8s-k3d/service-selects-nothing: <why>" where`,
    );
    expect(messages(site([lost('a', 'b')], { closed: true }))[0]).toContain(`${put}.`);
    expect(messages(site([lost('a', 'b')], { byProgram: true }))[0]).toContain(`${put}.`);
    expect(said(site([made('app/a', lost('a', 'b'))]))).toEqual(['error service-selects-nothing']);
  });

  test.each([
    ['shop-d', 'default', 'cdk8s.io/metadata.addr: c81234 of Deployment default/shop-d.'],
    ['shop-d-c8ab12cd', 'default', 'cdk8s.io/metadata.addr: c81234 of Deployment default/shop-d-c8ab12cd.'],
    ['shop-d', 'other', undefined],
    ['e', 'default', undefined],
  ])('that selects d is shown a label of %s in namespace %s where that is called so', (name, namespace, expected) => {
    const pods = { 'part-of': 'shop', 'cdk8s.io/metadata.addr': 'c81234' };
    const own = Object.assign(deployment('own'), { metadata: { name, namespace } });
    own.spec.template.metadata.labels = pods as never;
    const redis = deployment('redis');
    Object.assign(redis.spec.template.metadata.labels, { 'part-of': 'shop' });
    const told = messages(site([redis, own, { ...lost('w', 'd') }]));
    expect(told[0]).toContain(
      expected === undefined
        ? 'Put the labels on the pods that should answer, or give this object'
        : `Select labels that a pod carries, for example ${expected}`,
    );
  });

  test('that a program makes is led to what cdk8s-plus knows of its labels, which are those of a path', () => {
    const own = deployment('own');
    Object.assign(own, { metadata: { name: 'shop-d' } });
    own.spec.template.metadata.labels = { 'cdk8s.io/metadata.addr': 'c81234' } as never;
    expect(messages(site([own, lost('w', 'd')], { byProgram: true }))[0]).toContain(
      'Write the matchLabels of its construct: Deployment default/shop-d carries cdk8s.io/metadata.addr: c81234.',
    );
  });

  test('that selects what two are called after is shown neither', () => {
    const of = (name: string) => ({ ...deployment(`x${name}`), metadata: { name } });
    expect(messages(site([of('d-1'), of('d-2'), lost('w', 'd')]))[0]).toContain('Put the labels on the pods');
  });

  test('among many labels none is called near', () => {
    const many = Array.from({ length: 201 }, (_, index) => deployment(`web-${'x'.repeat(index)}`));
    expect(messages(site([...many, lost('a', 'web-xy')]))[0]).toContain('Put the labels on the pods');
    expect(messages(site([...many.slice(1), lost('a', 'web-xy')]))[0]).toContain('for example app: web-x');
  });

  test.each([
    [{ app: 'wbe' }, 'app: web of Deployment default/web'],
    [{ app: 'website' }, 'app: web of Deployment default/web'],
    [{ ap: 'web' }, 'app: web of Deployment default/web'],
    [{ app: 'web', tier: 'frnt' }, 'tier: front of Deployment default/shop'],
    [{ app: 'web', tier: 'front' }, 'app: web of Deployment default/web'],
  ])('that selects %j is shown the nearest labels', (selector, expected) => {
    const shop = deployment('shop');
    shop.spec.template.metadata.labels.tier = 'front';
    const of = { ...lost('a', 'b'), spec: { selector, ports: [{ port: 80 }] } };
    const second = { ...deployment('web'), metadata: { name: 'web-2' } };
    expect(messages(site([deployment('admin'), deployment('web'), second, shop, of]))[0]).toContain(
      `Select labels that a pod carries, for example ${expected}.`,
    );
  });

  test('that selects nothing where it stands is shown the namespace that has such pods', () => {
    const shop = { ...deployment('web'), metadata: { name: 'web', namespace: 'shop' } };
    expect(messages(site([shop, lost('a', 'web')]))).toEqual([
      'warning service-selects-nothing: No pod in namespace default carries app: web, which Service default/a selects. Put the Service into namespace shop, where Deployment shop/web carries app: web.',
    ]);
    const narrow = { ...lost('a', 'web'), spec: { selector: { app: 'web', tier: 'x' }, ports: [{ port: 80 }] } };
    expect(messages(site([shop, narrow]))[0]).toContain('Put the labels on the pods that should answer,');
  });

  describe('of pods that something in the cluster makes', () => {
    const custom = (apiVersion: string, kind: string, name: string) => ({ apiVersion, kind, metadata: { name } });
    const prometheus = custom('monitoring.coreos.com/v1', 'Prometheus', 'main');
    const selecting = (selector: object) => ({ ...lost('a', 'b'), spec: { selector, ports: [{ port: 80 }] } });

    test.each([
      ['the name of a custom object', { 'app.kubernetes.io/instance': 'main' }],
      ['a label of a domain that no template shows', { 'db.example.com/cluster': 'pg', role: 'primary' }],
    ])('is silent about %s', (_, selector) => {
      expect(said(site([deployment('web'), prometheus, selecting(selector)]))).toEqual([]);
      expect(said(site([prometheus, selecting(selector)], { closed: true }))).toEqual([
        'error service-selects-nothing',
      ]);
    });

    describe('by a chart that nobody renders', () => {
      const chart = (apiVersion: string, kind: string, spec: object, namespace?: string) =>
        ({ apiVersion, kind, metadata: { name: 'pg', namespace }, spec }) as KubeObject;
      const helm = (spec: object, namespace?: string) => chart('helm.cattle.io/v1', 'HelmChart', spec, namespace);
      const argo = { source: { chart: 'redis' }, destination: { namespace: 'default' } };
      const gate = made('app/gate', { ...selecting({ 'app.kubernetes.io/name': 'postgresql' }) });

      test.each([
        helm({ targetNamespace: 'default' }, 'kube-system'),
        helm({}),
        chart('helm.toolkit.fluxcd.io/v2', 'HelmRelease', { targetNamespace: 'default' }, 'flux-system'),
        chart('argoproj.io/v1alpha1', 'Application', argo, 'argocd'),
      ])('leaves the route unknown, whoever asked for it: %j', (one) => {
        expect(said(site([deployment('web'), one, gate]))).toEqual([]);
        expect(said(site([deployment('web'), one, gate], { closed: true }))).toEqual(['error service-selects-nothing']);
        const way = [deployment('web'), one, gate, ingress('in', 'a')];
        expect(routesOf(site(way, { cluster: cluster(['8080:80']) })).routes[0]).toMatchObject({
          status: 'unknown',
          why: 'No pod in namespace default carries the labels that Service default/a selects, as far as the app shows them; what it installs may make them.',
        });
      });

      test('speaks where it is installed elsewhere, and about a slip of the pen', () => {
        expect(said(site([helm({ targetNamespace: 'data' }), gate]))).toEqual(['error service-selects-nothing']);
        const slip = made('app/slip', selecting({ app: 'wbe' }));
        expect(said(site([deployment('web'), helm({}), slip]))).toEqual(['error service-selects-nothing']);
      });
    });

    describe('by a delivery tool', () => {
      const delivered = (apiVersion: string, kind: string, spec: object) => ({
        ...custom(apiVersion, kind, 'x'),
        spec,
      });
      const argo = (spec: object, kind = 'Application') => delivered('argoproj.io/v1alpha1', kind, spec);
      const flux = (spec: object) => delivered('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', spec);
      const into = (namespace: string) => ({ source: { path: 'deploy' }, destination: { namespace } });
      const told = (tool: object, closed = false) =>
        said(site([tool as KubeObject, lost('a', 'b'), ingress('in', 'gone')], { closed }));

      test.each([
        ['an Application', argo(into('default'))],
        [
          'one of several sources',
          argo({ sources: [{ chart: 'a' }, { path: 'b' }], destination: { namespace: 'default' } }),
        ],
        ['one that leaves namespaces to what it brings', argo({ source: { path: 'deploy' } })],
        ['an ApplicationSet', argo({ template: { spec: into('default') } }, 'ApplicationSet')],
        ['a Kustomization', flux({ targetNamespace: 'default' })],
        ['a Kustomization without a namespace', flux({})],
      ])('is silent about %s, and not where nothing else exists', (_, tool) => {
        expect(told(tool)).toEqual([]);
        expect(told(tool, true)).toEqual(['error service-selects-nothing', 'error ingress-backend-missing']);
      });

      test.each([
        ['another namespace', argo(into('shop'))],
        ['a chart, which calls everything after its release', argo({ source: { chart: 'redis' } })],
        ['a kind of others', delivered('example.com/v1', 'Application', into('default'))],
      ])('speaks where it brings %s', (_, tool) => {
        expect(told(tool)).toEqual(['warning service-selects-nothing', 'warning ingress-backend-missing']);
      });
    });

    test('is silent about Services that carry the name of an object anywhere, or govern all of its kind', () => {
      const events = custom('triggers.tekton.dev/v1beta1', 'EventListener', 'github');
      const alerts = custom('monitoring.coreos.com/v1', 'Alertmanager', 'main');
      const to = (service: string) => said(site([events, alerts, ingress('in', service)]));
      expect(['el-github', 'el-github-http', 'alertmanager-operated'].flatMap(to)).toEqual([]);
      expect(['elgithub', 'prometheus-operated'].flatMap(to)).toEqual([
        'warning ingress-backend-missing',
        'warning ingress-backend-missing',
      ]);
    });

    test.each([
      [
        'the name of an object that only watches',
        custom('monitoring.coreos.com/v1', 'ServiceMonitor', 'b'),
        { app: 'b' },
      ],
      ['the name of an object of Traefik', custom('traefik.io/v1alpha1', 'TraefikService', 'b'), { app: 'b' }],
      ['a label of Kubernetes', prometheus, { 'app.kubernetes.io/name': 'b' }],
      ['a slip of the pen', custom('example.com/v1', 'Web', 'wbe'), { app: 'wbe' }],
    ])('speaks about %s', (_, object, selector) => {
      expect(said(site([deployment('web'), object, selecting(selector)]))).toEqual(['warning service-selects-nothing']);
    });

    test('speaks about a label of a domain beside one that a pod carries', () => {
      expect(said(site([deployment('web'), selecting({ app: 'web', 'example.com/part': 'front' })]))).toEqual([
        'warning service-selects-nothing',
      ]);
    });

    test('speaks about a label of a domain that a template shows', () => {
      const web = deployment('web');
      web.spec.template.metadata.labels['example.com/part'] = 'front';
      expect(said(site([web, selecting({ 'example.com/part': 'back' })]))).toEqual(['warning service-selects-nothing']);
    });

    test('shows the namespace of pods that are shown', () => {
      const shop = { ...deployment('main'), metadata: { name: 'main', namespace: 'shop' } };
      expect(messages(site([shop, prometheus, lost('a', 'main')]))[0]).toContain('Put the Service into namespace shop');
    });
  });

  test('of kube-system selects what k3s brings', () => {
    expect(said(site([lost('a', 'b', { namespace: 'kube-system' })]))).toEqual([]);
    expect(said(site([lost('a', 'b', { namespace: 'kube-flannel' })]))).toEqual([]);
    expect(said(site([made('x', lost('a', 'b', { namespace: 'kube-system' }))]))).toEqual([
      'error service-selects-nothing',
    ]);
  });

  test('with a target port that nobody declares is offered one that somebody does', () => {
    const to = (targetPort: unknown, ports: unknown[]) => {
      const web = deployment('web');
      web.spec.template.spec.containers[0].ports = ports;
      return messages(site([web, service('web', 'web', { port: 80, targetPort })]));
    };
    expect(to(81, [{ containerPort: 80, name: 'http' }])).toEqual([
      'warning target-port-not-served: Target port 81 of Service default/web is no port that the pods it selects declare. Use 80, which Deployment default/web declares; or declare 81 there, where its program listens on it.',
    ]);
    const named = [
      { containerPort: 80, name: 'http' },
      { containerPort: 22, name: 'ssh' },
    ];
    expect(to('shh', named)[0]).toContain('Use "ssh", which Deployment default/web declares.');
    expect(to('metrics', named)[0]).toContain('Use "http", which Deployment default/web declares.');
    expect(to('web', [{ containerPort: 80 }])[0]).toContain('Use 80, which Deployment default/web declares.');
    expect(to('web', [{ containerPort: 80, protocol: 'UDP' }])[0]).toContain(
      'Declare the port in a container of Deployment default/web.',
    );
    const spoken =
      'Port 53 of the pods that Service default/web selects is declared for UDP, and the Service leads TCP there.';
    expect(to('dns', [{ containerPort: 53, name: 'dns', protocol: 'UDP' }])).toEqual([
      `error target-port-not-served: ${spoken} Write protocol: UDP.`,
    ]);
    const udp = service('web', 'web', { port: 51820, targetPort: 51820, protocol: 'UDP' });
    const open = deployment('web', 51820);
    expect(messages(site([open, udp]))).toEqual([
      'warning target-port-not-served: Port 51820 of the pods that Service default/web selects is declared for TCP, and the Service leads UDP there. Write protocol: UDP at the port of the container, unless it speaks TCP.',
    ]);
    const dns = deployment('web');
    dns.spec.template.spec.containers[0].ports = [{ containerPort: 53, protocol: 'UDP' }];
    expect(messages(site([dns, made('x', service('web', 'web', { port: 53, targetPort: 53 }))]))).toEqual([
      `error target-port-not-served: ${spoken} Write protocol: Protocol.UDP.`,
    ]);
    expect(said(site([deployment('web'), made('x', service('web', 'web', { port: 80, targetPort: 81 }))]))).toEqual([
      'error target-port-not-served',
    ]);
  });

  describe('of one pod of a StatefulSet', () => {
    const NAME = 'statefulset.kubernetes.io/pod-name';
    const NUMBER = 'apps.kubernetes.io/pod-index';
    const kafka = (spec: object = {}) => {
      const { metadata, spec: own } = deployment('kafka');
      return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { ...own, replicas: 2, ...spec } };
    };
    const selecting = (selector: object, ...more: KubeObject[]) =>
      site([...more, service('one', '', { port: 80, nodePort: 30090 }, 'NodePort', { selector })], {
        cluster: cluster(['9092:30090']),
      });
    const status = (of: Site) => routesOf(of).routes.map((route) => route.status);

    test.each([[{ [NAME]: 'kafka-0' }], [{ [NUMBER]: '1' }], [{ [NAME]: 'kafka-1', [NUMBER]: '1', app: 'kafka' }]])(
      'by %j is complete',
      (selector) => {
        const of = selecting(selector, kafka(), deployment('web'));
        expect(said(of)).toEqual([]);
        expect(status(of)).toEqual(['complete']);
      },
    );

    test('that is not made is told with those that are', () => {
      const nobody = (selector: object, spec: object = {}) =>
        findings(selecting(selector, kafka(spec))).map(({ rule, remedy }) => `${rule}: ${remedy}`);
      const two = [
        'service-selects-nothing: Select a pod of StatefulSet default/kafka, which makes kafka-0 to kafka-1.',
      ];
      for (const name of ['kafka-2', 'kafka-x', 'kafk-0', 'kafka']) expect(nobody({ [NAME]: name })).toEqual(two);
      expect(nobody({ [NUMBER]: '0' }, { ordinals: { start: 1 } })).toEqual([
        'service-selects-nothing: Select a pod of StatefulSet default/kafka, which makes kafka-1 to kafka-2.',
      ]);
      expect(nobody({ [NUMBER]: '1' }, { replicas: 1 })).toEqual([
        'service-selects-nothing: Select a pod of StatefulSet default/kafka, which makes kafka-0.',
      ]);
      expect(nobody({ [NUMBER]: '0' }, { replicas: 0 })).toEqual(['route-ends-at-no-pod: Ask for 1 replica.']);
      expect(nobody({ [NUMBER]: '7' }, { ordinals: { start: 'x' } })).toEqual(two);
    });

    test('may be of an operator, and as many as something else decides', () => {
      const operated = { apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'Kafka', metadata: { name: 'my' } };
      expect(said(selecting({ [NAME]: 'my-kafka-0' }, operated))).toEqual([]);
      expect(findings(selecting({ [NAME]: 'my-kafka-0' }))[0]!.remedy).toMatch(
        /^Add the StatefulSet whose pod it is, or give this object the annotation /,
      );
      const scaler = {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'kafka' },
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'kafka' } },
      };
      expect(status(selecting({ [NAME]: 'kafka-7' }, kafka(), scaler))).toEqual(['complete']);
      expect(findings(selecting({ [NAME]: 'kafka-x' }, kafka(), scaler))[0]!.remedy).toContain('which makes kafka-0.');
      const far = service('far', '', { port: 80 }, 'ExternalName', {
        selector: { [NAME]: 'kafka-7' },
        externalName: 'x.y',
      });
      expect(said(site([kafka(), far]))).toEqual([]);
    });
  });

  test('may lead both protocols to a port that is declared for one of them, as DNS does', () => {
    const dns = (ports: object[], also: object[]) =>
      site(
        [
          { ...deployment('dns'), spec: withPorts(ports) },
          service('dns', 'dns', { name: 'udp', port: 53, protocol: 'UDP', nodePort: 30053 }, 'NodePort', {
            ports: [{ name: 'udp', port: 53, protocol: 'UDP', nodePort: 30053 }, ...also],
          }),
        ],
        { cluster: cluster(['1053:30053/udp']) },
      );
    const withPorts = (ports: object[]) => {
      const { spec } = deployment('dns');
      spec.template.spec.containers[0].ports = ports;
      return spec;
    };
    const tcp = { name: 'tcp', port: 53 };
    const both = dns([{ containerPort: 53 }], [tcp]);
    expect(said(both)).toEqual([]);
    expect(routes(both)).toEqual([['udp://localhost:1053', 'complete']]);
    const one = dns([{ containerPort: 53 }], [{ name: 'web', port: 80, targetPort: 53, protocol: 'UDP' }]);
    expect(routes(one)).toEqual([
      [
        'udp://localhost:1053',
        'unknown',
        'The pods that Service default/dns selects declare port 53, and not for UDP.',
      ],
    ]);
    expect(routes(dns([{ containerPort: 5353 }], [tcp]))).toEqual([
      ['udp://localhost:1053', 'unknown', 'The pods that Service default/dns selects declare other ports than 53.'],
    ]);
  });

  test('with one more target port than is declared is offered none that another port leads to', () => {
    const to = (...more: object[]) =>
      messages(
        site([deployment('web'), service('web', 'web', { name: 'http', port: 80 }, 'ClusterIP', { ports: more })]),
      );
    const http = { name: 'http', port: 80, targetPort: 80 };
    expect(to(http, { name: 'metrics', port: 9090 })).toEqual([
      'info target-port-not-served: Target port 9090 of Service default/web is no port that the pods it selects declare. Declare the port in a container of Deployment default/web.',
    ]);
    expect(to({ ...http, targetPort: 8080 }, { name: 'metrics', port: 9090 })).toEqual([
      expect.stringContaining('warning target-port-not-served: Target port 8080'),
      expect.stringContaining('warning target-port-not-served: Target port 9090'),
    ]);
  });

  test('that is headless leads to any port of its pods, unless somebody comes by a port of it', () => {
    const headless = service('web', 'web', { port: 81 }, 'ClusterIP', { clusterIP: 'None' });
    expect(said(site([deployment('web'), headless]))).toEqual([]);
    const door = ingress('web', 'web', { port: 81 });
    expect(said(site([deployment('web'), headless, door], { cluster: cluster(['8080:80']) }))).toEqual([
      'warning target-port-not-served',
    ]);
  });

  test('behind an Ingress carries the route that it breaks', () => {
    const of = ALL(
      [deployment('web'), service('web', 'web', { port: 80, targetPort: 'x' }), ingress('web', 'web')],
      ['8080:80'],
    );
    expect(findings(of)).toMatchObject([{ rule: 'target-port-not-served', route: 'http://localhost:8080', hop: 5 }]);
  });

  test('with policy Local is sound for a DaemonSet and on one node', () => {
    const local = (kind: string, more: Record<string, unknown> = {}) =>
      said(
        site(
          [
            { ...deployment('web'), kind },
            service('web', 'web', { port: 80, targetPort: 80, nodePort: 30080 }, 'NodePort', {
              externalTrafficPolicy: 'Local',
            }),
          ],
          { cluster: cluster(['8087:30080'], [], more) },
        ),
      );
    expect(local('Deployment')).toEqual(['warning traffic-policy-local-many-nodes']);
    expect(local('DaemonSet')).toEqual([]);
    expect(local('Deployment', { agents: 0 })).toEqual([]);
  });

  test('with policy Local for requests from inside keeps those of ServiceLB, and none of a node port', () => {
    const inner = (type: string) =>
      findings(
        site(
          [
            deployment('web'),
            service('web', 'web', { port: 8080, targetPort: 80, nodePort: 30080 }, type, {
              internalTrafficPolicy: 'Local',
            }),
          ],
          { cluster: cluster([type === 'NodePort' ? '8087:30080' : '8087:8080']) },
        ),
      ).map(({ rule, field, remedy }) => [rule, field, remedy]);
    expect(inner('LoadBalancer')).toEqual([
      ['traffic-policy-local-many-nodes', 'spec.internalTrafficPolicy', 'Set internalTrafficPolicy to Cluster.'],
    ]);
    expect(inner('NodePort')).toEqual([]);
  });

  describe('on nodes without a pod', () => {
    const bound = (more: object = {}) => {
      const web = deployment('web');
      Object.assign(web.spec.template.spec, { nodeName: 'k3d-dev-agent-0', ...more });
      return web;
    };
    const local = service('web', 'web', { port: 80, targetPort: 80, nodePort: 30080 }, 'NodePort', {
      externalTrafficPolicy: 'Local',
    });
    const leading = (port: string, ...nodeFilters: string[]) => ({
      cluster: cluster([], [], { agents: 2, ports: [{ port, nodeFilters }] }),
    });
    const told = (of: Site) => findings(of).map(({ rule, field, message, remedy }) => [rule, field, message, remedy]);

    test('says where the pods of a Service run, in the words of whoever describes the cluster', () => {
      const of = site([bound(), local], leading('8087:30080', 'server:0'));
      const program = { ...of, cluster: { ...of.cluster!, portAskers: [] } };
      const said = (node: string) => [
        'pods-on-other-nodes',
        'spec.externalTrafficPolicy',
        'http://localhost:8087 leads to k3d-dev-server-0, where only pods of that node answer for Service default/web, and its pods run on k3d-dev-agent-0.',
        `Give the mapping to port 30080 the node ${node}, where they run, in place of k3d-dev-server-0; or set externalTrafficPolicy to Cluster.`,
      ];
      expect([...told(of), ...told(program)]).toEqual([said('"agent:0"'), said('Nodes.agent(0)')]);
    });

    test('says where nobody binds a port', () => {
      const ports = (hostPort?: number) => [{ name: 'web', ports: [{ containerPort: 9100, hostPort }] }];
      const of = (more: object) => site([bound(more)], leading('9100:9100', 'agent:1'));
      const message =
        'tcp://localhost:9100 leads to k3d-dev-agent-1, and its pods run on k3d-dev-agent-0, so nothing binds port 9100 there.';
      const remedy = 'Give the mapping to port 9100 the node "agent:0", where they run, in place of k3d-dev-agent-1.';
      expect([
        ...told(of({ containers: ports(9100) })),
        ...told(of({ containers: ports(), hostNetwork: true })),
      ]).toEqual(
        ['containers[0].ports[0].hostPort', 'hostNetwork'].map((path) => [
          'pods-on-other-nodes',
          `spec.template.spec.${path}`,
          message,
          remedy,
        ]),
      );
    });

    test('says no more of a balancer over several of them', () => {
      const of = site([bound(), local], leading('8087:30080', 'server:0', 'agent:1'));
      expect(said(of)).toEqual(['warning pods-on-other-nodes']);
    });
  });
});

test.each([
  [{}, false],
  [{ chart: 'umbrella' }, false],
  [{ chart: { spec: { chart: 'ingress-nginx' } } }, false],
  [{ chart: 'cert-manager' }, true],
  [{ chart: 'oci://example.com/charts/redis' }, true],
  [{ chart: { spec: { chart: 'postgresql' } } }, true],
])('an Ingress of a class that nobody serves is told beside the chart %j: %s', (spec, told) => {
  const of = { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', metadata: { name: 'x' }, spec };
  const strange = ingress('web', 'web', { className: 'nginx' });
  const rules = findings(ALL([deployment('web'), nodePort(), strange, of], ['8080:80'])).map(({ rule }) => rule);
  expect(rules.includes('ingress-class-unknown')).toBe(told);
});

describe('a mapping', () => {
  test('is silent with no app at all, and where more runs than the app shows', () => {
    expect(said(ALL([], ['8080:80', '8087:30080']))).toEqual([]);
    const chart = { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', metadata: { name: 'x' } };
    expect(said(ALL([chart], ['8080:80', '8087:30080']))).toEqual([]);
    expect(said(ALL([], ['8087:30080'], [], { closed: true }))).toEqual(['warning mapping-without-target']);
  });

  test.each([
    ['traefik.containo.us/v1alpha1', 'IngressRoute', ['warning mapping-meets-controller-only']],
    ['gateway.networking.k8s.io/v1', 'Gateway', []],
    ['traefik.io/v1alpha1', 'Middleware', ['warning mapping-meets-controller-only']],
    ['traefik.io/v1alpha1', 'IngressRoute', ['warning mapping-meets-controller-only']],
    ['traefik.io/v1alpha1', 'IngressRouteTCP', ['warning mapping-meets-controller-only']],
    ['example.com/v1', 'Route', ['warning mapping-meets-controller-only']],
  ])('to Traefik beside a %s %s says %j', (apiVersion, kind, expected) => {
    const other = { apiVersion, kind, metadata: { name: 'x' }, spec: { compress: {} } };
    expect(said(ALL([deployment('web'), other], ['8080:80']))).toEqual(expected);
  });

  test('to Traefik is led to a Service that speaks as the entry point does', () => {
    const waits = (name: string, port: object) => service(name, 'web', port as Record<string, unknown>, 'LoadBalancer');
    const led = (...services: KubeObject[]) =>
      findings(ALL([deployment('web'), ...services], ['8080:80', '8443:443']))
        .filter(({ rule }) => rule === 'mapping-meets-controller-only')
        .map(({ remedy }) => remedy);
    const none = 'Add an Ingress for the Service that should answer there.';
    const [db, plain] = [waits('db', { port: 5432 }), waits('plain', { name: 'http', port: 81, targetPort: 80 })];
    const secure = waits('secure', { name: 'https', port: 444, targetPort: 80 });
    expect(led(db)).toEqual([none, none]);
    expect(led(db, plain)).toEqual(['Lead it to port 81, which Service default/plain opens.', none]);
    expect(led(db, secure)).toEqual([none, 'Lead it to port 444, which Service default/secure opens.']);
  });

  test('of a range speaks once, and not at all where one of its ports answers', () => {
    const range = ['8000-8009:30080-30089'];
    expect(messages(ALL([deployment('web')], range))).toEqual([
      'warning mapping-without-target: Host port 8000 leads to port 30080 of the nodes, where nothing in the app or the cluster listens. Remove the mapping.',
    ]);
    expect(said(ALL([deployment('web'), nodePort(30084)], range))).toEqual([]);
  });

  test('without a host port is named by what it is', () => {
    expect(messages(ALL([deployment('web')], ['9999']))[0]).toContain('The host port leads to port 9999 of the nodes');
  });
});

test('a host port on the loopback of its node is reached by nobody else', () => {
  const at = (hostIP?: string) => {
    const es = deployment('es', 9200);
    es.spec.template.spec.containers[0].ports = [{ containerPort: 9200, hostPort: 9200, ...(hostIP && { hostIP }) }];
    return ALL([es], ['9200:9200']);
  };
  expect(routes(at())).toEqual([['tcp://localhost:9200', 'complete']]);
  expect(routes(at('0.0.0.0'))).toEqual([['tcp://localhost:9200', 'complete']]);
  for (const address of ['127.0.0.1', '::1']) {
    expect(routes(at(address))).toEqual([]);
    expect(said(at(address))).toEqual(['warning mapping-without-target']);
    expect(findings(at(address))[0]!.remedy).toBe(
      `Leave out hostIP at host port 9200 of Deployment default/es: on "${address}" nobody but the node itself reaches it.`,
    );
  }
});

describe('a NetworkPolicy', () => {
  const deny = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny' },
    spec: { podSelector: {} },
  };

  test('that admits nobody speaks once for the controller and once for the nodes', () => {
    const files = [deployment('web'), nodePort(), ingress('web', 'web'), deny];
    expect(messages(ALL(files, ['8080:80', '8087:30080', '8088:30080']))).toEqual([
      'warning network-policy-blocks-route: NetworkPolicy default/deny selects the pods of Deployment default/web and does not admit Traefik in namespace kube-system, so http://localhost:8080 gets no answer. Admit from a namespaceSelector with the label kubernetes.io/metadata.name: kube-system.',
      'warning network-policy-blocks-route: NetworkPolicy default/deny selects the pods of Deployment default/web and does not admit the nodes, so http://localhost:8087 gets no answer. Add ingress: [{ ports: [{ port: 80 }] }] to a policy that selects these pods.',
    ]);
  });

  test('that admits somebody else is told to admit all of them, or the port of UDP to be admitted', () => {
    const pods = { ...deny, spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] } };
    expect(messages(ALL([deployment('web'), nodePort(), pods], ['8087:30080']))[0]).toContain(
      'Leave out "from" in the rule for this port.',
    );
    const udp = service('web', 'web', { port: 80, nodePort: 30080, protocol: 'UDP' }, 'NodePort');
    const speaking = deployment('web');
    speaking.spec.template.spec.containers[0].ports = [{ containerPort: 80, protocol: 'UDP' }];
    expect(messages(ALL([speaking, udp, deny], ['8087:30080/udp']))[0]).toContain(
      'Add ingress: [{ ports: [{ port: 80, protocol: UDP }] }] to a policy that selects these pods.',
    );
  });

  test('that admits a range admits Traefik where its pods may have an address in it', () => {
    const files = (cidr: string) => [
      deployment('web'),
      ingress('web', 'web'),
      service('web', 'web'),
      { ...deny, spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr } }] }] } },
    ];
    const blocked = ['warning network-policy-blocks-route'];
    const own = ['--cluster-cidr=10.99.0.0/16,fd00:99::/56'];
    expect(said(ALL(files('192.168.1.0/24'), ['8080:80']))).toEqual(blocked);
    for (const cidr of ['10.0.0.0/8', '10.42.0.0/24', '0.0.0.0/0', 'fd00:42::/64', 'any', '::ffff:10.1.0.0/112']) {
      expect(said(ALL(files(cidr), ['8080:80']))).toEqual([]);
    }
    expect(said(ALL(files('10.42.0.0/16'), ['8080:80'], own))).toEqual(blocked);
    expect(said(ALL(files('10.99.0.0/16'), ['8080:80'], own))).toEqual([]);
    expect(said(ALL(files('192.168.1.0/24'), ['8080:80'], ['--cluster-cidr=ours']))).toEqual([]);
    expect(said(ALL(files('192.168.1.7'), ['8080:80'], ['--config=/etc/k3s.yaml']))).toEqual([]);
  });

  test('ends a route, where nothing outside may let it in', () => {
    const files = [deployment('web'), nodePort(), deny];
    const routes = (more: object) =>
      routesOf(ALL(files, ['8087:30080'], [], more)).routes.map(({ status, why }) => [status, why]);
    const why = 'NetworkPolicy default/deny does not admit the nodes.';
    expect(routes({ closed: true })).toEqual([['broken', why]]);
    expect(routes({})).toEqual([['unknown', why]]);
    expect(routes({ partial: true })).toEqual([['complete', undefined]]);
  });

  test('that admits who asks, at another port, is told with both', () => {
    const from = [{ namespaceSelector: {} }];
    const ports = [{ port: 8080 }, { protocol: 'UDP' }, { port: 8000, endPort: 8010 }];
    const admit = { ...deny, spec: { podSelector: {}, ingress: [{ from, ports }] } };
    const [told] = messages(
      ALL([deployment('web'), nodePort(), ingress('web', 'web'), admit], ['8080:80', '8087:30080']),
    );
    expect(told).toBe(
      'warning network-policy-blocks-route: NetworkPolicy default/deny selects the pods of Deployment default/web and admits Traefik in namespace kube-system at port 8080, any/udp, 8000-8010 alone, while the pods listen on 80, so http://localhost:8080 gets no answer. Write port: 80: a policy sees the port of the pods, not that of their Service.',
    );
  });

  test('that keeps requests from some of the pods ends no route', () => {
    const second = structuredClone(deployment('web'));
    Object.assign(second.metadata!, { name: 'web-2' });
    Object.assign(second.spec.template.metadata.labels, { track: 'new' });
    const some = { ...deny, spec: { podSelector: { matchLabels: { track: 'new' } } } };
    const site = ALL([second, deployment('web'), nodePort(), some], ['8087:30080'], [], { closed: true });
    expect(routesOf(site).routes.map(({ status }) => status)).toEqual(['complete']);
    expect(messages(site)).toEqual([
      'warning network-policy-blocks-route: NetworkPolicy default/deny selects the pods of Deployment default/web-2 and does not admit the nodes, so some requests to http://localhost:8087 get no answer. Add ingress: [{ ports: [{ port: 80 }] }] to a policy that selects these pods.',
    ]);
  });

  test('is not enforced everywhere', () => {
    expect(said(ALL([deployment('web'), nodePort(), deny], ['8087:30080'], ['--disable-network-policy']))).toEqual([]);
    expect(said(site([deployment('web'), nodePort(), deny]))).toEqual([]);
  });

  test('says nothing of pods with the network of the node, nor of ServiceLB that it admits', () => {
    const host = deployment('web', 9100);
    host.spec.template.spec.hostNetwork = true;
    const open = service('web', 'web', { port: 80, targetPort: 9100, nodePort: 30080 }, 'NodePort');
    expect(said(ALL([host, open, deny], ['8087:30080']))).toEqual([]);
    const admit = { ...deny, spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] } };
    expect(said(ALL([deployment('web'), balanced('web', 81), admit], ['8081:81']))).toEqual([]);
    expect(messages(ALL([deployment('web'), balanced('web', 81), deny], ['8081:81']))).toEqual([
      'warning network-policy-blocks-route: NetworkPolicy default/deny selects the pods of Deployment default/web and does not admit ServiceLB in namespace kube-system, so http://localhost:8081 gets no answer. Admit from a namespaceSelector with the label kubernetes.io/metadata.name: kube-system.',
    ]);
  });
});
