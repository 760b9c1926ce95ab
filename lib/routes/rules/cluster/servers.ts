import { isExpanded } from '../../k3d/formats';
import { hasVariable, isToldElsewhere, k3sArgsOf, mentions } from '../../k3d/k3s-args';
import { COMPARED_FLAGS, isSwitch, LIST_FLAGS } from '../../k3d/k3s-flags';
import { minorOf } from '../../k3d/k3s-version';
import { selectNodes, serverNames } from '../../k3d/node-filter';
import { bitsOf, isIp } from '../../ip';
import { clusterRule } from '../cluster-rule';
import { onServers } from '../in-words';
import { error } from '../speak';

/** One word that k3s is told, and the containers that get it. */
interface Word {
  readonly arg: string;
  readonly names: readonly string[];
  readonly index: number;
}

const FLAG = /^--?([a-z0-9-]+)(?:=(.*))?$/s;

const flagOf = ({ arg }: Word) => FLAG.exec(arg)?.[1] ?? '';

/** The value of each flag that k3s compares, as one server is told. */
function toldTo(server: string, words: readonly Word[]): ReadonlyMap<string, string> {
  const own = words.filter(({ names }) => names.includes(server));
  const told = new Map<string, string>();
  own.forEach(({ arg }, at) => {
    const [, flag = '', said] = FLAG.exec(arg) ?? [];
    if (!COMPARED_FLAGS.has(flag)) return;
    const value = said ?? (isSwitch(flag) ? 'true' : (own[at + 1]?.arg ?? ''));
    const before = LIST_FLAGS.has(flag) ? told.get(flag) : undefined;
    told.set(flag, before === undefined ? value : `${before},${value}`);
  });
  return told;
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
function agree(flag: string, first: string | undefined, other: string | undefined): boolean {
  if (first !== undefined && other !== undefined) return meaningOf(first) === meaningOf(other);
  const said = first ?? other;
  const usual = COMPARED_FLAGS.get(flag);
  return said === undefined || usual === undefined || usual.map(meaningOf).includes(meaningOf(said));
}

/** The first minor version whose k3s has compared all of it with every patch. */
const COMPARES_ALL = 30;

/** Rules on what several servers are told. */
export const serverRules = [
  clusterRule(
    'k3s-arg-not-on-every-server',
    'Servers are told different things, and do not join',
    function* ({ cluster, config, nodes }) {
      if ((minorOf(config) ?? COMPARES_ALL) < COMPARES_ALL || isToldElsewhere(config)) return;
      // With a database of its own nothing is compared.
      if (mentions(config, 'datastore-endpoint') || hasVariable(config, 'DATASTORE')) return;
      const read = k3sArgsOf(config).map(({ arg = '', filters }, index) => ({
        ...selectNodes(filters, nodes),
        arg,
        index,
      }));
      if (read.some(({ arg, faults }) => faults.length > 0 || isExpanded(arg.replace(/=.*$/s, '')))) return;
      const servers = serverNames(nodes);
      const [first, ...others] = servers.map((server) => toldTo(server, read));
      for (const flag of COMPARED_FLAGS.keys()) {
        const at = others.findIndex((other) => !agree(flag, first?.get(flag), other.get(flag)));
        const values = [first?.get(flag), others[at]?.get(flag)];
        if (at < 0 || isExpanded(values.join(' '))) continue;
        const written = values.map((value) => `"--${flag}${isSwitch(flag) && value === 'true' ? '' : `=${value}`}"`);
        const lacking = values.indexOf(undefined);
        const [of, than] = lacking === 0 ? [at + 1, 0] : [0, at + 1];
        const differ = lacking < 0 ? `and ${written[1]} on` : 'and not on';
        const [rarest] = read.filter((word) => flagOf(word) === flag).sort((a, b) => a.names.length - b.names.length);
        yield error(
          `options.k3s.extraArgs[${rarest!.index}].nodeFilters`,
          `k3s gets ${written[lacking === 0 ? 1 : 0]} on server ${of} ${differ} server ${than}, so server ${at + 1} does not join: k3s wants the same on every server.`,
          lacking < 0 ? 'Write one value for all servers.' : onServers(cluster),
        );
      }
    },
  ),
];
