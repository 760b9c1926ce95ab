import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commands } from '../../lib/cli/commands';
import { nodeTools } from '../../lib/cli/node-tools';
import { run } from '../../lib/cli/run';
import type { Files, Ran, Tools, Unstarted } from '../../lib/cli/tools';
import { ended } from '../support/ran';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function freshFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-k3d-cli-')));
  folders.push(folder);
  return folder;
}

/** A folder of the given files, and the commands run on it; gone after the test. */
export function world(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  tools: Partial<Tools> = {},
  folder = freshFolder(),
) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const real = nodeTools();
  const at = (path: string) => (path.startsWith('/') ? path : join(folder, path));
  const inside: Files = {
    kind: (path) => real.files.kind(at(path)),
    size: (path) => real.files.size(at(path)),
    names: (path) => real.files.names(at(path)),
    read: (path) => (path === 0 ? Buffer.from('') : real.files.read(at(path))),
    real: (path) => real.files.real(at(path)),
  };
  const all: Tools = {
    ...real,
    files: inside,
    git: (path, ...args) => real.git(at(path), ...args),
    version: '1.2.3',
    ...tools,
  };
  return {
    folder,
    tools: all,
    run: (...words: string[]) => run(commands, all, words),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Tools that write down what git is asked, and answer in order. */
export function recorded(...answers: readonly (Ran | Unstarted)[]) {
  const typed: string[] = [];
  const git: Tools['git'] = (folder, ...args) => {
    typed.push(`${folder}: git ${args.join(' ')}`);
    return answers[typed.length - 1] ?? ended(0);
  };
  return { typed, git };
}

export const CLUSTER = `apiVersion: k3d.io/v1alpha5
kind: Simple
metadata: { name: dev }
servers: 1
agents: 2
kubeAPI: { hostIP: "127.0.0.1", hostPort: "6449" }
ports:
  - { port: 8087:30080, nodeFilters: [loadbalancer] }
options: { k3d: { timeout: 5m } }
`;

export const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: nginx, image: "nginx:1.27", ports: [{ containerPort: 80 }] }
`;

export const service = (nodePort = 30080) => `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
  selector: { app: web }
  ports: [{ port: 80, targetPort: 80, nodePort: ${nodePort} }]
`;

export const SOUND = { 'cluster.yaml': CLUSTER, 'k8s/web.yaml': `${DEPLOYMENT}---\n${service()}` };
