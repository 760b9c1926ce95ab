import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../lib/cli/command';
import { paintFor } from '../../lib/cli/node/terminal';
import { run } from '../../lib/cli/run';
import type { Answered, HttpRequest, Call, Ran, Tools, Unstarted } from '../../lib/cli/tools';
import { world } from './world';
import { listed } from '../support/listed';
import { ABSENT, ended } from '../support/ran';

const root = join(__dirname, '..', '..');

/** Situation A as synth wrote it. */
export const DIST: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
);

export const TOKEN = 'S3CRETs3cretS3CRETs3';

/** A node as `k3d cluster list -o json` tells it, shortened. */
export const node = (name: string, role: string, status = 'running', more: object = {}) => ({
  name,
  role,
  portMappings: {},
  State: { Running: status === 'running' || status === 'restarting', Status: status },
  runtimeLabels: { 'k3d.cluster': 'dev-cluster', 'k3d.cluster.token': TOKEN },
  env: [`K3S_TOKEN=${TOKEN}`],
  ...more,
});

const published = (...pairs: readonly (readonly [string, string])[]) =>
  Object.fromEntries(pairs.map(([port, HostPort]) => [port, [{ HostIp: '', HostPort }]]));

/** The cluster of situation A. */
export const cluster = (status = 'running', labels: object = { 'cdk8s-k3d.file': '0123456789ab' }) => ({
  name: 'dev-cluster',
  nodes: [
    node('k3d-dev-cluster-server-0', 'server', status, { runtimeLabels: { 'k3d.cluster.token': TOKEN, ...labels } }),
    node('k3d-dev-cluster-agent-0', 'agent', status),
    node('k3d-dev-cluster-agent-1', 'agent', status),
    node('k3d-dev-cluster-serverlb', 'loadbalancer', status, {
      portMappings: {
        ...published(['80/tcp', '8085'], ['30080/tcp', '8087'], ['443/tcp', '8443']),
        '6443': [{ HostIp: '127.0.0.1', HostPort: '6449' }],
      },
    }),
  ],
});

export const KUBECONFIG = `apiVersion: v1
clusters: [{ name: k3d-dev-cluster, cluster: { server: "https://127.0.0.1:6449" } }]
users: [{ name: admin@k3d-dev-cluster, user: { token: ${TOKEN} } }]
`;

export interface Scene {
  readonly files?: Readonly<Record<string, string>>;
  /** What k3d lists; a function is asked each time. */
  readonly clusters?: readonly unknown[] | (() => readonly unknown[]);
  /** Answers of programs by the beginning of their command line; the longest counts. */
  readonly programs?: Readonly<Record<string, unknown | ((line: string, call: Call) => unknown)>>;
  readonly request?: (asked: HttpRequest) => Answered;
  readonly refused?: (address: string, port: number) => string | undefined;
  readonly addresses?: (name: string) => readonly string[];
  readonly terminal?: Partial<Tools['terminal']>;
  readonly tools?: Partial<Tools>;
}

const ran = (said: unknown): Ran | Unstarted => {
  const { code = 0, stderr = '' } = said as { code?: number; stderr?: string };
  if (said instanceof Error) return ABSENT;
  const failed = typeof said === 'object' && said !== null && 'stderr' in said;
  const text = typeof said === 'string' ? said : failed ? '' : JSON.stringify(said);
  return ended(code, { stdout: text, stderr });
};

/** The commands in a world without processes, sockets and time. */
export function scene({ files = DIST, clusters = [cluster()], programs = {}, terminal, ...more }: Scene = {}) {
  const typed: string[] = [];
  const said: string[] = [];
  let time = 0;
  const answers = new Map<string, unknown>([
    ['k3d cluster list -o json', () => (typeof clusters === 'function' ? clusters() : clusters)],
    ['k3d kubeconfig get', KUBECONFIG],
    ['k3d cluster delete', 'INFO[0000] Deleting cluster'],
    ['kubectl --context k3d-dev-cluster', { items: [] }],
    ['kubectl --context k3d-dev-cluster get configmap', ''],
    ['docker', ''],
    ...Object.entries(programs),
  ]);
  const start: Tools['start'] = async (program, args, call = {}) => {
    const line = [program, ...args].join(' ');
    typed.push(line);
    const [, answer] = [...answers]
      .filter(([beginning]) => line.startsWith(beginning))
      .reduce((best, each) => (each[0].length >= best[0].length ? each : best), ['', ''] as [string, unknown]);
    return ran(typeof answer === 'function' ? answer(line, call) : answer);
  };
  const tell = (mark: string) => (text: string) => void said.push(`${mark} ${text}`);
  const locks = new Set<string>();
  const one = world(files, {
    start,
    environment: { PATH: '/nowhere', K3D_TOKEN: TOKEN },
    sockets: {
      taken: async () => undefined,
      refused: async (address, port) => more.refused?.(address, port),
      addresses: async (name) => more.addresses?.(name) ?? ['127.0.0.1'],
    },
    request: async (asked) => more.request?.(asked) ?? { status: 200, headers: {}, body: 'hello' },
    clock: {
      now: () => time,
      wait: async (milliseconds) => {
        time += milliseconds;
      },
    },
    terminal: {
      interactive: false,
      doing: tell('…'),
      done: tell('✔'),
      warn: tell('!'),
      still: () => {},
      ask: async () => false,
      paint: paintFor(false),
      ...terminal,
    },
    locks: {
      take: (name) => (locks.has(name) ? 4711 : void locks.add(name)),
      release: (name) => void locks.delete(name),
    },
    keepPrivate: (name) => `/private/${name}`,
    ...more.tools,
  });
  const words = (commands: Readonly<Record<string, Command>>, ...line: readonly string[]) =>
    run(listed(commands), one.tools, line);
  return { tools: one.tools, remove: one.remove, run: words, typed, said, locks, passed: () => time };
}
