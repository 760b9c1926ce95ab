import { k3sArgsOf } from '../../k3d/k3s-args';
import { isSwitch, K3S_FLAGS, SERVER_FLAGS, takesValue } from '../../k3d/k3s-flags';
import { minorOf } from '../../k3d/k3s-version';
import { misfitOf } from '../../k3d/misfit';
import { isAgent, selectNodes } from '../../k3d/node-filter';
import type { Format } from '../../k3d/shape';
import { misspelt } from '../../nearest';
import type { Plain } from '../../plain';
import { hideSecrets } from '../../secrets';
import { type ClusterReading, clusterRule } from '../cluster-rule';
import { onServers } from '../in-words';
import { error } from '../speak';
import { type Argument, argumentsOf, BARE_FLAG, COMPONENTS, flagsIn, nameOf } from './arguments';

/** What a node does not start with, by the flag that gives it. */
const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['node-label', 'node-label-pair'],
  ['node-taint', 'node-taint'],
  ['service-node-port-range', 'port-range'],
  ['cluster-cidr', 'subnets'],
  ['service-cidr', 'subnets'],
  ['cluster-dns', 'addresses'],
  ['node-ip', 'addresses'],
  ['node-external-ip', 'addresses'],
  ['flannel-backend', 'flannel-backend'],
  ['egress-selector-mode', 'egress-mode'],
  ...['advertise-port', 'etcd-s3-retention', 'etcd-snapshot-retention', 'https-listen-port', 'lb-server-port', 'v'].map(
    (flag) => [flag, 'whole-number'] as const,
  ),
]);

function misfitIn({ arg, flagBefore }: Argument) {
  const name = nameOf(flagBefore ?? arg);
  const format = FORMATS.get(name) ?? (isSwitch(name) && flagBefore === undefined ? 'switch' : undefined);
  const value = flagBefore === undefined ? /=(.*)$/s.exec(arg)?.[1] : arg;
  return format && value ? misfitOf(value, { format }) : undefined;
}

/** The first minor version of k3s that does not know `--no-deploy`. */
const WITHOUT_NO_DEPLOY = 26;

/** What somebody means by a flag that k3s does not have; undefined where nothing is near, since a newer k3s has more. */
function meantBy(flag: string, config: Plain): string | undefined {
  if (K3S_FLAGS.includes(flag)) return undefined;
  if (flag === 'no-deploy') return (minorOf(config) ?? WITHOUT_NO_DEPLOY) < WITHOUT_NO_DEPLOY ? undefined : '--disable';
  const component = flag.replace(/^disable-/, '');
  if (component !== flag && COMPONENTS.includes(component)) return `--disable=${component}`;
  const near = misspelt(flag, K3S_FLAGS);
  return near && `--${near}`;
}

/** True for a flag that waits for a value, where a node gets a flag as its next word, or none. */
function lacksValue({ arg, index }: Argument, { config, nodes }: ClusterReading): boolean {
  if (!BARE_FLAG.test(arg) || !takesValue(nameOf(arg))) return false;
  const words = k3sArgsOf(config).map(({ arg: word = '', filters }) => ({
    word,
    names: selectNodes(filters, nodes).names,
  }));
  return words[index]!.names.some((node) => {
    const next = words.slice(index + 1).find(({ names }) => names.includes(node));
    return !next || next.word.startsWith('-');
  });
}

/** What is wrong with an argument, and what to write; undefined where nothing is. */
type Misuse = (argument: Argument, reading: ClusterReading) => readonly [message: string, remedy: string] | undefined;

const said = ({ arg }: Argument) => `The k3s argument "${hideSecrets(arg)}"`;

/** A value that k3s or a kubelet refuses, behind its flag or in a word of its own. */
const withoutUse: Misuse = (argument) => {
  const misfit = misfitIn(argument);
  return misfit && [`${said(argument)} cannot be used: ${misfit.why}.`, misfit.remedy];
};

const withDashes = ({ arg }: Argument) => `Write "--${hideSecrets(arg).trim().replace(/^-+/, '')}".`;

/** The first that speaks counts. */
const MISUSES: readonly Misuse[] = [
  withoutUse,
  (argument) =>
    argument.arg.startsWith('-') ? undefined : [`${said(argument)} does not start with "--".`, withDashes(argument)],
  (argument) =>
    argument.arg.startsWith('---')
      ? [`${said(argument)} starts with more dashes than two.`, withDashes(argument)]
      : undefined,
  (argument) => {
    const [, flag, targets] = /^(.*?)@((?:servers?|agents?)[:[][\d,*\]:-]*)$/s.exec(argument.arg) ?? [];
    return flag
      ? [
          `${said(argument)} ends in a node filter, which k3s gets to read.`,
          `Write "${hideSecrets(flag)}", and "${targets}" under nodeFilters.`,
        ]
      : undefined;
  },
  (argument) => {
    const flags = flagsIn(argument.arg);
    return flags.length > 1
      ? [
          `${said(argument)} holds ${flags.length} flags and arrives as one word, so all of it is the value of the first.`,
          `Write an entry for each: ${flags.map((each) => `"${hideSecrets(each)}"`).join(', ')}.`,
        ]
      : undefined;
  },
  (argument) => {
    const [, flag, value] = /^(-[^=\s]*)\s+(.*)$/s.exec(argument.arg) ?? [];
    return flag === undefined
      ? undefined
      : [`${said(argument)} arrives as one word with a space in it.`, `Write "${hideSecrets(`${flag}=${value}`)}".`];
  },
  ({ arg }, { config }) => {
    const name = nameOf(arg);
    const meant = meantBy(name, config);
    // Its value may be a secret, which nobody tells by a name that is misspelt.
    return meant === undefined
      ? undefined
      : [`"--${name}" is no flag of k3s, and a node that gets it exits.`, `Write "${meant}".`];
  },
  (argument, reading) =>
    lacksValue(argument, reading)
      ? [
          `${said(argument)} has no value, and a node that gets it exits or takes the next argument for it.`,
          `Write the value behind it, as "${hideSecrets(argument.arg)}=…".`,
        ]
      : undefined,
  (argument, { cluster, nodes }) =>
    // Without a filter k3d refuses it, whoever would get it.
    argument.filters.length > 0 &&
    SERVER_FLAGS.has(nameOf(argument.arg)) &&
    selectNodes(argument.filters, nodes).names.some((name) => isAgent(nodes, name))
      ? [`${said(argument)} is for servers, and an agent that gets it exits.`, onServers(cluster)]
      : undefined,
];

/** Of a word that is the value of the flag before it. */
const OF_VALUES = [withoutUse];

/** k3s exits over it, or does what nobody meant. */
export const k3sArgMalformed = clusterRule(
  'k3s-arg-malformed',
  'A k3s argument arrives other than it is meant',
  function* (reading) {
    for (const argument of argumentsOf(reading.config)) {
      const misuses = argument.flagBefore === undefined ? MISUSES : OF_VALUES;
      for (const misuse of misuses) {
        const found = misuse(argument, reading);
        if (!found) continue;
        yield error(argument.path, ...found);
        break;
      }
    }
  },
);
