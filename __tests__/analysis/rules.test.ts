import { App, Chart } from 'cdk8s';
import { declare } from '../../lib/analysis/declare';
import { External } from '../../lib/analysis/external';
import { shown } from '../../lib/analysis/given';
import { Rules } from '../../lib/analysis/rules';
import { K3dClusterConfig } from '../../lib/cluster/k3d-cluster-config';
import { synthesize } from '../../lib/synth/synth';
import { WebApp } from '../../lib/workload/web-app';
import { said } from '../support/app';

const REASON = 'the demo shows what happens';

function app() {
  const root = new App();
  const cluster = new K3dClusterConfig(root, 'dev', { servers: 2 });
  const chart = new Chart(root, 'shop');
  const web = new WebApp(chart, 'web', { image: 'nginx', port: 80 });
  return { root, cluster, chart, web };
}

test('a property is complained about once, and so is what belongs to none', () => {
  const { root, web } = app();
  const complaint = { message: 'It is wrong.', remedy: 'Mend it.' };
  const other = { ...complaint, message: 'It is late.' };
  const complaints = () => [complaint, complaint, other, { ...complaint, field: 'port' }, { ...other, field: 'port' }];
  declare(web, { complaints });
  expect(said(root, 'property-invalid')).toEqual([
    '[error] shop/web property-invalid: It is late. Mend it.',
    '[error] shop/web property-invalid: It is wrong. Mend it.',
    '[error] shop/web property-invalid: It is wrong. Mend it.',
  ]);
});

test.each<[string, (parts: ReturnType<typeof app>) => void]>([
  ['on the workload', ({ web }) => Rules.allow(web, 'image-not-pinned', REASON)],
  ['on its chart', ({ chart }) => Rules.allow(chart, 'image-not-pinned', REASON)],
  ['on the app', ({ root }) => Rules.allow(root, 'image-not-pinned', REASON)],
])('what is allowed %s is no finding, and stays visible with its reason', (_, allow) => {
  const parts = app();
  expect(said(parts.root, 'image-not-pinned')).toHaveLength(1);
  allow(parts);
  expect(said(parts.root, 'image-not-pinned')).toEqual([]);
  expect(synthesize(parts.root, { writer: 'own' }).analysis.allowed).toEqual([
    expect.objectContaining({ rule: 'image-not-pinned', where: 'shop/web', reason: REASON }),
  ]);
});

test('what is allowed elsewhere stays a finding', () => {
  const { root, chart } = app();
  Rules.allow(new WebApp(chart, 'other', { image: 'nginx:1.27', port: 80 }), 'image-not-pinned', REASON);
  expect(said(root, 'image-not-pinned')).toHaveLength(1);
});

test('the nearest reason counts', () => {
  const { root, chart, web } = app();
  Rules.allow(chart, 'image-not-pinned', 'for all of them');
  Rules.allow(web, 'image-not-pinned', 'for this one');
  expect(synthesize(root, { writer: 'own' }).analysis.allowed.map(({ reason }) => reason)).toEqual(['for this one']);
});

test('a rule of the cluster is allowed on the cluster', () => {
  const { root, cluster } = app();
  expect(said(root, 'cluster-even-servers')).toHaveLength(1);
  Rules.allow(cluster, 'cluster-even-servers', REASON);
  expect(said(root, 'cluster-even-servers')).toEqual([]);
});

test.each([
  [
    'no rule has that name',
    'image-unpinned',
    REASON,
    'shop/web: Rules.allow says "image-unpinned", and no rule is called that. The nearest is "image-not-pinned".',
  ],
  [
    'there is no reason',
    'image-not-pinned',
    ' ',
    'shop/web: Rules.allow says no reason for "image-not-pinned". Write why it is right here.',
  ],
  [
    'the reason is missing',
    'image-not-pinned',
    undefined as any,
    'shop/web: Rules.allow says no reason for "image-not-pinned". Write why it is right here.',
  ],
])('nothing is allowed where %s', (_, id, reason, sentence) => {
  const { web } = app();
  expect(() => Rules.allow(web, id, reason)).toThrow(new Error(sentence));
});

test.each([
  [5, 'why', '5, and no rule'],
  [Symbol('x'), 'why', 'Symbol(x), and no rule'],
  ['image-not-pinned', 5, 'no reason for "image-not-pinned"'],
])('what is no text is neither a rule nor a reason: %p, %p', (id, reason, said) => {
  const chart = new Chart(new App(), 'shop');
  expect(() => Rules.allow(chart, id as string, reason as string)).toThrow(`shop: Rules.allow says ${said}`);
});

test.each([[{}], [''], [' '], [null], ['login', 5]])('External says names: %p', (...names) => {
  const chart = new Chart(new App(), 'shop');
  expect(() => External.secret(chart, ...(names as [string]))).toThrow(
    `shop: External says ${shown(names.at(-1))}, and no name. Write what the object is called, for example External.secret(chart, "login", "password").`,
  );
});
