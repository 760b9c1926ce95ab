import { isExpanded } from '../../k3d/formats';
import { hasOwnDatastore } from '../../k3d/k3s-args';
import { COMPARED_FLAGS, isSwitch, LIST_FLAGS } from '../../k3d/k3s-flags';
import { minorOf } from '../../k3d/k3s-version';
import { serverNames } from '../../k3d/node-filter';
import { type Told, toldTo } from '../../k3d/told';
import { bitsOf, isIp } from '../../ip';
import { clusterRule } from '../cluster-rule';
import { onServers } from '../in-words';
import { error } from '../speak';

/** What one server is told by each flag that k3s compares. */
function compared(told: readonly Told[]): ReadonlyMap<string, Told> {
  const byFlag = new Map<string, Told>();
  for (const each of told) {
    const before = LIST_FLAGS.has(each.flag) && byFlag.get(each.flag);
    byFlag.set(each.flag, before ? { ...each, value: `${before.value},${each.value}` } : each);
  }
  return byFlag;
}

/** What k3s compares of a value: networks are the same whatever the address in them. */
const meaningOf = (value: string): string =>
  value
    .split(',')
    .map((part) => {
      const [, address = '', length = 128] = /^([\da-f.:]+)(?:\/(\d+))?$/i.exec(part.trim()) ?? [];
      if (isIp(address)) return bitsOf(address).slice(0, Number(length));
      return part
        .trim()
        .replace(/^(1|t)$/i, 'true')
        .replace(/^(0|f)$/i, 'false')
        .toLowerCase();
    })
    .join();

/** Whether two servers agree, where one of them may be told nothing. */
function agree(flag: string, first: Told | undefined, other: Told | undefined): boolean {
  if (first && other) return meaningOf(first.value) === meaningOf(other.value);
  const said = first ?? other;
  const usual = COMPARED_FLAGS.get(flag);
  return !said || !usual || usual.map(meaningOf).includes(meaningOf(said.value));
}

const written = ({ flag, value }: Told) => `"--${flag}${isSwitch(flag) && value === 'true' ? '' : `=${value}`}"`;

/** The first minor version whose k3s has compared all of it with every patch. */
const COMPARES_ALL = 30;

/** Rules on what several servers are told. */
export const serverRules = [
  clusterRule(
    'k3s-arg-not-on-every-server',
    'Servers are told different things, and do not join',
    function* ({ cluster, config, nodes }) {
      const told = toldTo(config, nodes);
      if (!told || (minorOf(config) ?? COMPARES_ALL) < COMPARES_ALL) return;
      // With a database of its own nothing is compared.
      if (hasOwnDatastore(config)) return;
      const servers = serverNames(nodes).map((name) => compared(told.get(name)!));
      for (const flag of COMPARED_FLAGS.keys()) {
        const here = servers[0]!.get(flag);
        const joining = servers.findIndex((server) => !agree(flag, here, server.get(flag)));
        if (joining < 0) continue;
        const there = servers[joining]!.get(flag);
        const [one, other] = here ? [here, there] : [there!];
        if ([one, other].some((said) => said && isExpanded(said.value))) continue;
        const [of, than] = here ? [0, joining] : [joining, 0];
        yield error(
          `options.k3s.extraArgs[${(other ?? one).index}].nodeFilters`,
          `k3s gets ${written(one)} on server ${of} and ${other ? `${written(other)} on` : 'not on'} server ${than}, so server ${joining} does not join: k3s wants the same on every server.`,
          other ? 'Write one value for all servers.' : onServers(cluster),
        );
      }
    },
  ),
];
