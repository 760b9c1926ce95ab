import { judge } from '../../../lib/routes/judge';
import { routeRules } from '../../../lib/routes/rules/routes';
import type { Site } from '../../../lib/routes/world';
import { cluster, deployment, exposed, ingress, made, service, site, situationA, situationB } from '../network/sites';

const findings = (of: Site) => judge([of], routeRules).findings;
const said = (of: Site) => findings(of).map(({ level, rule }) => `${level} ${rule}`);
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

const nodePort = (nodePort = 30080) => service('web', 'web', { port: 80, targetPort: 80, nodePort }, 'NodePort');
const balanced = (name = 'web', port = 80) => service(name, 'web', { port, targetPort: 80 }, 'LoadBalancer');

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
