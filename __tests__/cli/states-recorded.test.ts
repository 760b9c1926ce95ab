import { chmodSync, readFileSync } from 'node:fs';
import { doctor } from '../../lib/cli/doctor';
import { down } from '../../lib/cli/down';
import { plan } from '../../lib/cli/plan';
import { status } from '../../lib/cli/status';
import { up } from '../../lib/cli/up';
import { recordingTools, type State, TOKEN } from '../support/recording';
import { stateAfterUp } from '../support/recording/made';
import { DIST } from './in-memory';
import { changes } from './laptop';
import { distWith } from './living';

// A laptop in every state in which a user may find it, and what up makes of it.

jest.setTimeout(60_000);

const open: { remove: () => void }[] = [];
afterEach(() => open.splice(0).forEach((one) => one.remove()));

function at(state: Partial<State> = {}, files: Readonly<Record<string, string>> = DIST) {
  const one = recordingTools(state, { files, light: true, environment: { K3D_TOKEN: TOKEN } });
  open.push(one);
  return { ...one, run: (...words: string[]) => one.run({ doctor, down, plan, status, up }, ...words) };
}

let made: State;
beforeAll(async () => {
  made = await stateAfterUp({}, { files: DIST });
});

const withNodes = (state: State, status: string): State => ({
  ...state,
  clusters: Object.fromEntries(
    Object.entries(state.clusters).map(([name, cluster]) => [
      name,
      { ...cluster, nodes: cluster.nodes.map((node) => ({ ...node, status })) },
    ]),
  ),
});

const grave = (lines: readonly string[]) => lines.filter(changes);

test('a cluster that is stopped is started, without the word restart, which an old k3d does not know', async () => {
  const one = at(withNodes(made, 'exited'));
  expect(await one.run('up')).toMatchObject({ code: 0, err: '' });
  expect(grave(one.lines())).toEqual(['k3d cluster start dev-cluster --timeout 600s']);
  expect((await one.run('up')).out).toMatch(/^Nothing to change: /);
});

test('a cluster that has drifted is brought back, and status says how it differed', async () => {
  const one = at(made);
  one.change(({ clusters }) => {
    const cluster = clusters['dev-cluster']!;
    cluster.objects = cluster.objects.filter(({ metadata }) => metadata.name !== 'nginx-ingress-b');
  });
  const seen = await one.run('status');
  expect([seen.code, seen.out]).toEqual([1, expect.stringContaining('Ingress default/nginx-ingress-b')]);
  expect((await one.run('plan')).out).toContain('  + Ingress default/nginx-ingress-b\n');
  expect((await one.run('up')).code).toBe(0);
  expect((await one.run('status')).code).toBe(0);
});

test('an API server that answers late is waited for', async () => {
  const one = at({ create: { silent: 5 } });
  expect(await one.run('up')).toMatchObject({ code: 0, err: '' });
});

test('an API server that never answers ends it at the deadline, and the next up goes on', async () => {
  const one = at({ create: { silent: 10_000 } });
  const { code, err } = await one.run('up', '--timeout', '30');
  expect([code, err.split('\n').length]).toEqual([1, 2]);
  one.change(({ clusters }) => void Object.assign(clusters['dev-cluster']!, { silent: 0 }));
  expect((await one.run('up')).code).toBe(0);
});

test('a rollout that never finishes ends at the deadline, and says what is not ready', async () => {
  const one = at({ broken: { web: 'starting' } });
  const { code, out } = await one.run('up', '--timeout', '60');
  expect([code, out.split('\n').slice(0, 2)]).toEqual([
    1,
    ['Cluster "dev-cluster" runs, but not all of it came up:', expect.stringMatching(/^ {2}Deployment default\/web: /)],
  ]);
  one.change((now) => void (now.broken = {}));
  expect((await one.run('up')).code).toBe(0);
});

test('a port that is to go needs a new cluster with an old k3d, which is said, and nothing is changed', async () => {
  const files = distWith({ config: (text) => text.replace('8443', '8444') });
  const one = at(made, files);
  const { code, err } = await one.run('up');
  expect([code, err]).toEqual([1, expect.stringContaining('--recreate')]);
  expect(grave(one.lines())).toEqual([]);
});

test('programs that say no version are taken as they are', async () => {
  const one = at({ k3d: { version: 'dev', k3s: '' }, kubectl: { version: 'unknown' } });
  const looked = await one.run('doctor', '--json');
  const [{ complaints }] = JSON.parse(looked.out).clusters;
  expect(complaints.map(({ level, text }: { level: string; text: string }) => [level, text])).toEqual([
    ['note', expect.stringContaining('k3d')],
    ['note', expect.stringContaining('kubectl')],
  ]);
  expect(await one.run('up')).toMatchObject({ code: 0, err: '' });
});

test('a creation that ends half-way, with nodes that never ran, is begun anew by the next up', async () => {
  const one = at({ create: { fails: 'late' } });
  expect((await one.run('up')).code).toBe(1);
  one.change((now) => void (now.create = {}));
  expect((await one.run('up')).code).toBe(0);
  const { containers, networks } = one.state();
  expect([containers, networks]).toEqual([[], [{ name: 'k3d-dev-cluster', labels: expect.anything() as object }]]);
});

test('an image that docker lacks is said before anything is made', async () => {
  const files = distWith({ handoff: (text) => text.replace('"sideLoaded": []', '"sideLoaded": ["web:1"]') });
  const one = at({}, files);
  const { code, err } = await one.run('up');
  expect([code, err]).toEqual([
    1,
    'Docker on this machine does not have image "web:1", which is to be loaded into the nodes. Build it, or run "docker pull web:1".\n',
  ]);
  expect(grave(one.lines())).toEqual([]);
  one.change(({ images }) => void images.push('web:1'));
  expect((await one.run('up')).code).toBe(0);
});

test('a kubeconfig that k3d may not write stays as it is, and up and down say what to run instead', async () => {
  const warning = 'WARN[0020] Failed to update the default kubeconfig: open config: permission denied\n';
  const cannot = (on: string) => ({ on, after: true, code: 0, stderr: warning });
  const one = at({ faults: ['^k3d cluster create', '^k3d cluster delete'].map(cannot) });
  const kubeconfig = (contexts: string) => {
    const path = one.write(`${one.folder}/.kube/config`, `apiVersion: v1\nkind: Config\ncontexts: [${contexts}]\n`);
    chmodSync(path, 0o444);
    return () => readFileSync(path, 'utf8');
  };
  const mine = kubeconfig('{ name: work }');
  const before = mine();
  const ended = await one.run('up');
  expect([ended.code, ended.out]).toEqual([
    0,
    expect.stringContaining(
      'Your kubeconfig has no context k3d-dev-cluster. For kubectl of your own run: k3d kubeconfig merge dev-cluster --kubeconfig-merge-default\n',
    ),
  ]);
  expect(mine()).toBe(before);
  chmodSync(`${one.folder}/.kube/config`, 0o644);
  const left = kubeconfig('{ name: work }, { name: k3d-dev-cluster }');
  const stays = left();
  const { code, out } = await one.run('down', '--yes');
  expect([code, out]).toEqual([
    0,
    expect.stringContaining(
      'Left: context "k3d-dev-cluster" in your kubeconfig, for k3d could not take it away. Run "kubectl config delete-context k3d-dev-cluster" to remove it.\n',
    ),
  ]);
  expect(left()).toBe(stays);
  for (const { line, environment } of one.started().filter((each) => / (get|apply) /.test(each.line))) {
    if (line.startsWith('kubectl')) expect(environment.KUBECONFIG).toMatch(/private/);
  }
});
