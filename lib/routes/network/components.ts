import { bringsSettings, broughtBy } from '../k3d/brought';
import { bringsMore } from '../k3d/brought-objects';
import { clusterNodes } from '../k3d/cluster-nodes';
import { isExpanded } from '../k3d/formats';
import { componentNames } from '../k3d/k3s-args';
import { serverNames } from '../k3d/node-filter';
import { tellingsOf, type Telling } from '../k3d/told';

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

/** Components that are one file of manifests, which a file beside it makes k3s pass over. */
const SINGLE_FILES = ['traefik', 'local-storage'];

/** Reads what the k3s arguments, files and volumes of a k3d config turn off. */
export function componentsOf(config: unknown): Components {
  const off = disabled(config);
  const targets = broughtBy(config);
  for (const name of SINGLE_FILES) {
    if (targets.some((target) => target.endsWith(`/${name}.yaml.skip`))) off.set(name, 'no');
  }
  const configured = off.has(ANYTHING) || bringsSettings(config);
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
    bringsMore: bringsMore(config),
  };
}

/** What is turned off: `no` where every server is told so, `unknown` where only some are, or nobody knows. */
function disabled(config: unknown): Map<string, Known> {
  const nodes = clusterNodes(config);
  const tellings = tellingsOf(config, nodes);
  const servers = serverNames(nodes).map((name) => offAt(tellings.get(name)!));
  const stateOf = (name: string): Known => (servers.every((off) => off.get(name) === 'no') ? 'no' : 'unknown');
  return new Map(servers.flatMap((off) => [...off.keys()]).map((name) => [name, stateOf(name)]));
}

/** What one server is told to do without. */
function offAt({ flags, isOpen }: Telling): ReadonlyMap<string, Known> {
  const off = new Map<string, Known>(isOpen ? [[ANYTHING, 'unknown']] : []);
  for (const { flag, value } of flags) {
    if (flag === 'config') off.set(ANYTHING, 'unknown');
    else if (flag === 'flannel-backend') off.set(flag, 'unknown');
    else if (flag === 'disable' || flag === 'no-deploy') {
      for (const name of isExpanded(value) ? [] : componentNames(value)) off.set(name, 'no');
      if (isExpanded(value)) off.set(ANYTHING, 'unknown');
    } else if (CONTROLLERS.has(flag) && value !== 'false') {
      const [name, state] = CONTROLLERS.get(flag)!;
      off.set(name, state);
    }
  }
  return off;
}

/** Any component may be turned off. */
const ANYTHING = '*';

/** Switches that turn off what works inside of k3s, and whether something else may do that work. */
const CONTROLLERS: ReadonlyMap<string, readonly [name: string, state: Known]> = new Map([
  ['disable-network-policy', ['network-policy', 'no']],
  ['disable-helm-controller', ['helm-controller', 'unknown']],
  ['disable-cloud-controller', ['cloud-controller', 'unknown']],
]);
