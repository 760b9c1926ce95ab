import { bringsSettings, broughtBy } from '../k3d/brought';
import { clusterNodes } from '../k3d/cluster-nodes';
import { componentNames, k3sArgsOf, type K3sArg } from '../k3d/k3s-args';
import { type Nodes, selectNodes, serverNames } from '../k3d/node-filter';

/** Whether something is so, as far as the description of the cluster tells. */
export type Known = 'yes' | 'no' | 'unknown';

/** What k3s brings that a route can need. */
export interface Components {
  readonly traefik: Known;
  readonly serviceLb: Known;
  readonly networkPolicy: Known;
  readonly metricsServer: Known;
  readonly localStorage: Known;
  /** Files are mounted from which k3s starts more than the app shows. */
  readonly bringsMore: boolean;
}

const MANIFESTS = /(^|[:/])(k3s-manifests|server\/manifests)/;

/** Components that are one file of manifests, which a file beside it makes k3s pass over. */
const SINGLE_FILES = ['traefik', 'local-storage'];

/** Reads what the k3s arguments, files and volumes of a k3d config turn off. */
export function componentsOf(config: unknown): Components {
  const off = disabled(k3sArgsOf(config), clusterNodes(config));
  const targets = broughtBy(config);
  for (const name of SINGLE_FILES) {
    if (targets.some((target) => target.endsWith(`/${name}.yaml.skip`))) off.set(name, 'no');
  }
  const configured = off.has('config') || bringsSettings(config);
  const state = (...flags: string[]): Known => {
    const said = flags.flatMap((flag) => off.get(flag) ?? []);
    if (said.includes('no')) return 'no';
    return said.length > 0 || configured ? 'unknown' : 'yes';
  };
  return {
    traefik: state('traefik', 'helm-controller'),
    serviceLb: state('servicelb', 'cloud-controller'),
    metricsServer: state('metrics-server'),
    localStorage: state('local-storage'),
    networkPolicy: state('network-policy', 'flannel-backend'),
    bringsMore: targets.some((target) => MANIFESTS.test(target) && !target.endsWith('.skip')),
  };
}

/** What is turned off: `no` where every server is told so, `unknown` where only some are. */
function disabled(args: readonly K3sArg[], nodes: Nodes): Map<string, Known> {
  const off = new Map<string, Known>();
  args.forEach(({ arg = '', filters }, index) => {
    const [, flag = '', said] = /^--?([a-z-]+)(?:[=\s]\s*(.*))?$/.exec(arg.trim()) ?? [];
    const reach = reachOf(filters, nodes);
    if (!reach) return;
    if (flag === 'disable' || flag === 'no-deploy') {
      for (const name of componentNames(said ?? args[index + 1]?.arg ?? '')) off.set(name, reach);
    } else if (flag === 'config' || flag === 'flannel-backend') {
      off.set(flag, 'unknown');
    } else if (flag === 'disable-network-policy' && said !== 'false') {
      off.set('network-policy', reach);
    } else if (/^disable-(helm|cloud)-controller$/.test(flag) && said !== 'false') {
      off.set(flag.slice('disable-'.length), 'unknown');
    }
  });
  return off;
}

function reachOf(filters: readonly string[], nodes: Nodes): Known | undefined {
  const { names } = selectNodes(filters, nodes);
  const servers = serverNames(nodes);
  const told = servers.filter((server) => names.includes(server)).length;
  if (told === 0) return undefined;
  return told === servers.length ? 'no' : 'unknown';
}
