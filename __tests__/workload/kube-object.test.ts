import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { App, Chart, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { kubeObject } from '../../lib/workload/kube-object';
import { WebApp } from '../../lib/workload/web-app';

const root = join(__dirname, '..', '..');

test('an object is written as the generated class of its kind writes it', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop', labels: { team: 'shop' } });
  const ports = [{ port: 80, name: 'http', targetPort: 8080 }];
  const [port] = ports as [(typeof ports)[number]];
  const content = {
    metadata: { name: 'web', annotations: { note: 'x' } },
    spec: { type: 'NodePort', selector: { b: '1', a: '2' }, ports },
  };
  const written = kubeObject(chart, 'own', 'Service', content, { fields: () => ({}) });
  const generated = new k8s.KubeService(chart, 'generated', {
    metadata: { name: 'web', annotations: { note: 'x' } },
    spec: {
      type: 'NodePort',
      selector: { b: '1', a: '2' },
      ports: [{ ...port, targetPort: k8s.IntOrString.fromNumber(port.targetPort) }],
    },
  });
  expect(JSON.stringify(written.toJson())).toBe(JSON.stringify(generated.toJson()));
});

test('a patch may say what the generated types do not know yet', () => {
  const chart = new Chart(new App(), 'shop');
  const web = new WebApp(chart, 'web', { image: 'example.com/web:1', port: 80 });
  web.deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/resizePolicy', 'NotRequired'));
  expect(web.deployment.toJson().spec.template.spec.resizePolicy).toBe('NotRequired');
});

test('a program with constructs of ours loads no code of cdk8s-plus', () => {
  const program = `
    const { K3dApp, K3dClusterConfig, WebApp, HostIngress, NodePortExposure } = require('./lib');
    for (const each of [K3dApp, K3dClusterConfig, WebApp, HostIngress, NodePortExposure]) if (!each) throw new Error();
    console.log(Object.keys(require.cache).filter((path) => path.includes('cdk8s-plus')).length);
  `;
  const args = ['-r', 'ts-node/register/transpile-only', '-e', program];
  expect(execFileSync('node', args, { cwd: root, encoding: 'utf8' }).trim()).toBe('0');
});
