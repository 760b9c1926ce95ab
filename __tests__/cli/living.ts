import { record } from '../../lib/routes/plain';
import { nameOf, namespaceOf } from '../../lib/routes/names';
import type { KubeObject } from '../../lib/routes/world';
import { parsePortSpec } from '../../lib/routes/k3d/port-spec';
import { readYaml } from '../../lib/routes/yaml/parse';
import type { Call } from '../../lib/cli/tools';
import { DIST, node, type Scene } from './in-memory';

/** A refusal of the API server. */
export interface Refusing {
  readonly stderr: string;
  /** So often; afterwards the object is taken. @default - always */
  times?: number;
}

/** What the machine is, and what happens to it. Tests change it. */
export interface Machine {
  clusters: { name: string; nodes: ReturnType<typeof node>[] }[];
  readonly objects: Map<string, KubeObject>;
  /** Kinds of others whose objects have no namespace. */
  readonly clusterWide: Set<string>;
  /** Refusals by the name of the object: `Service default/web`. */
  readonly refuses: Map<string, Refusing>;
  /** How often a look finds a workload without ready pods; by its name. */
  readonly late: Map<string, number>;
  /** Pods and events, as kubectl lists them. */
  pods: readonly unknown[];
  events: readonly unknown[];
  /** How often the API server does not answer. */
  silent: number;
  readonly k3d: { version: string };
  /** Containers, networks and volumes that docker lists. */
  readonly left: string[];
  /** Name of a Service that nobody stands behind. */
  lonely?: string;
  /** dist/ as it is now. */
  files: Readonly<Record<string, string>>;
  /** What goes wrong, or is interrupted, by the beginning of the command line; gone after the first time. */
  readonly faults: Map<string, (line: string) => unknown>;
}

const SERVERS_OWN = { uid: 'e5a1', resourceVersion: '312', generation: 1, managedFields: [{ manager: 'cdk8s-k3d' }] };
const CONTEXT = 'kubectl --context k3d-dev-cluster';

/** docker, k3d and a cluster that remember what was done to them, in the memory of the test. */
export function living(files: Readonly<Record<string, string>> = DIST) {
  const machine: Machine = {
    clusters: [],
    objects: new Map(),
    clusterWide: new Set(),
    refuses: new Map(),
    late: new Map(),
    pods: [],
    events: [],
    silent: 0,
    files,
    k3d: { version: 'v5.9.0' },
    left: [],
    faults: new Map(),
  };
  const { objects } = machine;
  /** As the API server keeps it: a kind that has no namespace loses the one that was written. */
  const landed = (object: KubeObject): KubeObject => {
    if (namespaceOf(object) !== undefined && !machine.clusterWide.has(`${object.kind}`)) return object;
    const { namespace: _, ...metadata } = { ...object.metadata };
    return { ...object, metadata };
  };
  const keyOf = (object: KubeObject) => nameOf(landed(object));
  const put = (object: KubeObject) => void objects.set(keyOf(object), landed(object));

  const addOns = () => {
    put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
    put({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'traefik', namespace: 'kube-system', generation: 1 } as KubeObject['metadata'],
      spec: { replicas: 1, selector: { matchLabels: { app: 'traefik' } } },
    });
    put({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'traefik', namespace: 'kube-system' },
      spec: { type: 'LoadBalancer', selector: { app: 'traefik' }, ports: [{ port: 80, nodePort: 31080 }] },
      status: { loadBalancer: { ingress: [{ ip: '192.168.48.2' }] } },
    } as KubeObject);
    put({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'traefik' } });
  };

  function publish(ports: Record<string, { HostIp: string; HostPort: string }[]>, spec: string) {
    const parsed = parsePortSpec(spec);
    if ('why' in parsed) throw new Error(parsed.why);
    const { hostIp, hostPorts, clusterPorts, protocol } = parsed;
    (ports[`${clusterPorts.first}/${protocol}`] ??= []).push({ HostIp: hostIp, HostPort: `${hostPorts?.first ?? ''}` });
  }

  function create(line: string) {
    const path = / --config (\S+)/.exec(line)![1]!;
    const [, label = '', value = ''] = /--runtime-label ([^=]+)=([^@]+)@/.exec(line) ?? [];
    const config = record(readYaml(machine.files[path]!)!.value);
    const { servers = 1, agents = 0, ports = [] } = config as { servers?: number; agents?: number; ports?: [] };
    const { name } = record(config.metadata) as { name: string };
    const of = (role: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        node(`k3d-${name}-${role}-${index}`, role, 'running', { runtimeLabels: { [label]: value } }),
      );
    const balancer = node(`k3d-${name}-serverlb`, 'loadbalancer');
    for (const { port } of ports as { port: string }[]) publish(balancer.portMappings, `${port}`);
    Object.assign(balancer.portMappings, { '6443': [{ HostIp: '127.0.0.1', HostPort: '6449' }] });
    machine.clusters.push({ name, nodes: [...of('server', servers), ...of('agent', agents), balancer] });
    machine.left.push(`k3d-${name}`, `k3d-${name}-images`);
    addOns();
    return '';
  }

  function remove(line: string) {
    const name = line.split(' ').at(-1)!;
    machine.clusters = machine.clusters.filter((one) => one.name !== name);
    machine.left.splice(0);
    objects.clear();
    return '';
  }

  const setStatus = (status: string) => (line: string) => {
    const one = machine.clusters.find(({ name }) => name === line.split(' ')[3]);
    if (one)
      one.nodes = one.nodes.map((each) => ({ ...each, State: { Running: status === 'running', Status: status } }));
    return '';
  };

  function edit(line: string) {
    const ports = machine.clusters[0]!.nodes.find(({ role }) => role === 'loadbalancer')!.portMappings as Record<
      string,
      { HostIp: string; HostPort: string }[]
    >;
    for (const [, flag, spec = ''] of line.matchAll(/(--port-\w+) ([^@]+)@loadbalancer/g)) {
      if (flag === '--port-add') publish(ports, spec);
      else {
        const gone: typeof ports = {};
        publish(gone, spec);
        for (const key of Object.keys(gone)) delete ports[key];
      }
    }
    return '';
  }

  const itemsIn = ({ input }: Call) => {
    const json = JSON.parse(`${input as string}`) as KubeObject;
    return json.kind === 'List' ? (json.items as KubeObject[]) : [json];
  };
  const printed = (found: readonly KubeObject[]) =>
    found.length === 0 ? '' : found.length === 1 ? found[0] : { kind: 'List', items: found };

  function refusalsOf(items: readonly KubeObject[]) {
    return items.flatMap((item) => {
      const refusing = machine.refuses.get(keyOf(item));
      if (refusing === undefined || refusing.times === 0) return [];
      if (refusing.times !== undefined) refusing.times -= 1;
      return [{ item, stderr: refusing.stderr }];
    });
  }

  function apply(line: string, call: Call) {
    const dry = line.includes('--dry-run=server');
    const items = itemsIn(call);
    const refused = refusalsOf(items);
    const taken = items
      .filter((item) => !refused.some((one) => one.item === item))
      .map(landed)
      .map((item): KubeObject => {
        const before = objects.get(keyOf(item));
        return {
          ...item,
          metadata: { ...item.metadata, ...SERVERS_OWN } as KubeObject['metadata'],
          ...(before && { status: before.status }),
        };
      });
    if (!dry) taken.forEach(put);
    if (refused.length > 0) return { code: 1, stderr: refused.map(({ stderr }) => stderr).join('\n') };
    return dry ? printed(taken) : taken.map((item) => `${keyOf(item)} serverside-applied`).join('\n');
  }

  function get(call: Call) {
    const items = itemsIn(call);
    const unknown = items.filter((item) => /no matches/.test(machine.refuses.get(keyOf(item))?.stderr ?? ''));
    if (unknown.length > 0) return { code: 1, stderr: machine.refuses.get(keyOf(unknown[0]!))!.stderr };
    return printed(items.flatMap((item) => objects.get(keyOf(item)) ?? []));
  }

  function erase(call: Call) {
    const items = itemsIn(call);
    const refused = refusalsOf(items);
    for (const item of items) if (!refused.some((one) => one.item === item)) objects.delete(keyOf(item));
    return refused.length > 0 ? { code: 1, stderr: refused.map(({ stderr }) => stderr).join('\n') } : '';
  }

  /** Everything, with what controllers add. */
  function look() {
    const nodes = (machine.clusters[0]?.nodes ?? [])
      .filter(({ role }) => role !== 'loadbalancer')
      .map(({ name }) => ({
        kind: 'Node',
        metadata: { name },
        status: { conditions: [{ type: 'Ready', status: 'True' }] },
      }));
    const running = [...objects.values()].map((object) => {
      if (object.kind !== 'Deployment') return object;
      const late = machine.late.get(keyOf(object)) ?? 0;
      if (late > 0) machine.late.set(keyOf(object), late - 1);
      const { replicas = 1 } = record(object.spec) as { replicas?: number };
      const ready = late > 0 ? {} : { readyReplicas: replicas };
      return { ...object, status: { observedGeneration: 1, replicas, updatedReplicas: replicas, ...ready } };
    });
    const slices = [...objects.values()]
      .filter(({ kind }) => kind === 'Service')
      .map(({ metadata }) => ({
        kind: 'EndpointSlice',
        metadata: {
          name: `${metadata?.name}-x`,
          namespace: metadata?.namespace ?? 'default',
          labels: { 'kubernetes.io/service-name': metadata?.name },
        },
        endpoints: [{ addresses: ['10.42.2.2'], conditions: { ready: metadata?.name !== machine.lonely } }],
      }));
    return { items: [...nodes, ...running, ...slices] };
  }

  /** What docker forgets, it does not list any more. */
  const forget = (line: string) => {
    const place = machine.left.indexOf(line.split(' ').at(-1)!);
    if (place >= 0) machine.left.splice(place, 1);
    return '';
  };

  const docker = (line: string) =>
    machine.left
      .filter((name) => line.includes(`name=${name} `) && (line.includes('network') ? !name.endsWith('images') : true))
      .join('\n');

  const answers: Record<string, (line: string, call: Call) => unknown> = {
    'k3d version': () => ({ k3d: machine.k3d.version, k3s: 'v1.31.5-k3s1' }),
    'k3d cluster create': create,
    'k3d cluster delete': remove,
    'k3d cluster start': setStatus('running'),
    'k3d cluster stop': setStatus('exited'),
    'k3d cluster edit': edit,
    docker: () => '',
    'docker exec': () => '',
    'docker info': () => ({ ServerVersion: '27.3.1', MemTotal: 2 ** 34, NCPU: 8 }),
    'docker rm': forget,
    'docker network rm': forget,
    'docker volume rm': forget,
    'docker ps --all': docker,
    'docker network': docker,
    'docker volume': docker,
    'kubectl --context': () => ({ clientVersion: { gitVersion: 'v1.32.0' } }),
    [`${CONTEXT} version`]: () => ({ clientVersion: { gitVersion: 'v1.32.0' } }),
    [`${CONTEXT} get --raw /readyz`]: () => (machine.silent-- > 0 ? { code: 1, stderr: 'refused' } : 'ok'),
    [`${CONTEXT} get configmap cdk8s-k3d-inventory`]: () =>
      objects.get('ConfigMap kube-system/cdk8s-k3d-inventory') ?? '',
    [`${CONTEXT} get configmap coredns`]: () => ({ data: { NodeHosts: '192.168.48.1 host.k3d.internal\n' } }),
    [`${CONTEXT} get --ignore-not-found -o json -f -`]: (_, call) => get(call),
    [`${CONTEXT} get services --all-namespaces`]: () => ({
      items: [...objects.values()].filter(({ kind }) => kind === 'Service'),
    }),
    [`${CONTEXT} get`]: look,
    [`${CONTEXT} get pods`]: () => ({ items: machine.pods }),
    [`${CONTEXT} get events`]: () => ({ items: machine.events }),
    [`${CONTEXT} apply`]: apply,
    [`${CONTEXT} delete`]: (_, call) => erase(call),
    [`${CONTEXT} wait`]: () => '',
  };
  const faulty = (beginning: string) => (line: string, call: Call) => {
    const [fault] = [...machine.faults].filter(([start]) => line.startsWith(start));
    if (fault === undefined) return answers[beginning]!(line, call);
    machine.faults.delete(fault[0]);
    return fault[1](line);
  };
  const programs = Object.fromEntries(Object.keys(answers).map((beginning) => [beginning, faulty(beginning)]));
  const options: Scene = {
    files,
    clusters: () => machine.clusters,
    programs,
    tools: {
      machine: { memory: () => 2 ** 34, freeDisk: () => 2 ** 40, processors: () => 8 },
      environment: { PATH: '/nowhere', HOME: '/home/nobody', KUBECONFIG: '/home/nobody/config' },
    },
  };
  return { machine, options };
}

/** Situation A as a program that was changed would write it. */
export function distWith(
  edits: Partial<Record<'config' | 'objects' | 'handoff', (text: string) => string>>,
): Readonly<Record<string, string>> {
  const paths = {
    config: 'dist/cluster/dev-cluster.k3d.yml',
    objects: 'dist/nginx.k8s.yaml',
    handoff: 'dist/cluster/dev-cluster.handoff.json',
  };
  const { 'dist/access/files.json': _, ...files } = { ...DIST };
  for (const [what, edit] of Object.entries(edits)) {
    const path = paths[what as keyof typeof paths];
    files[path] = edit(files[path]!);
  }
  return files;
}
