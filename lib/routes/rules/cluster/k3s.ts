import { hideLogin } from '../../hide-login';
import { wrongWith } from '../../image-fault';
import { isExpanded } from '../../k3d/formats';
import { componentNames, k3sArgsOf } from '../../k3d/k3s-args';
import { K3S_FLAGS, SERVER_FLAGS, takesValue } from '../../k3d/k3s-flags';
import { isLookedUp, minorOf } from '../../k3d/k3s-version';
import { misfitOf } from '../../k3d/misfit';
import { isAgent, type Nodes, selectNodes } from '../../k3d/node-filter';
import type { Format } from '../../k3d/shape';
import { misspelt } from '../../nearest';
import { list, type Plain, record, text } from '../../plain';
import { readYaml } from '../../yaml/parse';
import { hideSecrets } from '../../secrets';
import { error, warning } from '../speak';
import { clusterRule } from '../cluster-rule';
import { onServers } from '../in-words';

interface Argument {
  readonly path: string;
  /** Its place in `options.k3s.extraArgs`. */
  readonly index: number;
  readonly arg: string;
  readonly filters: readonly string[];
  /** The flag before it, whose value this is: k3d hands each entry on as one word. */
  readonly flagBefore?: string;
}

const BARE_FLAG = /^--?[a-z0-9-]+$/i;

function argumentsOf(config: Plain): readonly Argument[] {
  const items = k3sArgsOf(config);
  return items.flatMap(({ arg, filters }, index) => {
    if (arg === undefined || isExpanded(arg)) return [];
    const { arg: flag = '', filters: others = [] } = items[index - 1] ?? {};
    const follows = !arg.startsWith('-') && BARE_FLAG.test(flag) && others.join() === filters.join();
    return [{ path: `options.k3s.extraArgs[${index}].arg`, index, arg, filters, ...(follows && { flagBefore: flag }) }];
  });
}

const COMPONENTS = [
  'coredns',
  'servicelb',
  'traefik',
  'local-storage',
  'metrics-server',
  'runtimes',
  'ccm',
  'rolebindings',
];

/** What people write in place of a component, and what does what they want. */
const MISTAKEN = new Map([
  ['network-policy', '--disable-network-policy'],
  ['kube-proxy', '--disable-kube-proxy'],
  ['scheduler', '--disable-scheduler'],
  ['cloud-controller', '--disable-cloud-controller'],
  ['helm-controller', '--disable-helm-controller'],
  ['local-path', '--disable=local-storage'],
  ['local-path-provisioner', '--disable=local-storage'],
  ['service-lb', '--disable=servicelb'],
  ['svclb', '--disable=servicelb'],
  ['klipper-lb', '--disable=servicelb'],
]);

/** The names in `--disable`, in either way of writing it. */
function disabled({ arg, flagBefore }: Argument): readonly string[] {
  const [, names = ''] = flagBefore === '--disable' ? [arg, arg] : (/^--disable=(.*)$/s.exec(arg) ?? []);
  return componentNames(names);
}

/** What a node does not start with, by the flag that gives it. */
const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['node-label', 'node-label-pair'],
  ['node-taint', 'node-taint'],
  ['service-node-port-range', 'port-range'],
  ['cluster-cidr', 'subnets'],
  ['service-cidr', 'subnets'],
]);

function misfitIn(arg: string, flagBefore: string | undefined) {
  const format = FORMATS.get(nameOf(flagBefore ?? arg));
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

/** Flags of k3s that stand in one argument, as each would stand alone. */
const flagsIn = (arg: string): readonly string[] =>
  arg
    .split(/\s+(?=--)/)
    .reduce<string[]>((flags, part) => {
      // What is no flag belongs to the value before it.
      if (flags.length > 0 && !K3S_FLAGS.includes(nameOf(part.replace(/\s.*$/s, ''))))
        flags.push(`${flags.pop()} ${part}`);
      else flags.push(part);
      return flags;
    }, [])
    .map((flag) => flag.trim().replace(/^(-[^=\s]*)\s+/, '$1='));

/** True for a flag that waits for a value, where a node gets a flag as its next word, or none. */
function lacksValue(arg: string, index: number, config: Plain, nodes: Nodes): boolean {
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

const mentionsCoreDns = (names: unknown) => [names].flat().join().includes('coredns');

/** Rules on what k3s is told. */
export const k3sRules = [
  clusterRule(
    'k3s-arg-malformed',
    'A k3s argument arrives other than it is meant',
    function* ({ cluster, config, nodes }) {
      for (const { path, index, arg, filters, flagBefore } of argumentsOf(config)) {
        const [, flag = '', targets = ''] = /^(.*?)@((?:servers?|agents?)[:[][\d,*\]:-]*)$/s.exec(arg) ?? [];
        const spaced = /^(-[^=\s]*)\s+(.*)$/s.exec(arg);
        const flags = flagsIn(arg);
        const said = hideSecrets(arg);
        const name = nameOf(arg);
        const meant = meantBy(name, config);
        const misfit = misfitIn(arg, flagBefore);
        if (misfit) {
          yield error(path, `The k3s argument "${said}" cannot be used: ${misfit.why}.`, misfit.remedy);
        } else if (flagBefore !== undefined) {
          continue;
        } else if (!arg.startsWith('-')) {
          yield error(
            path,
            `The k3s argument "${said}" does not start with "--".`,
            `Write "--${said.trim().replace(/^-+/, '')}".`,
          );
        } else if (arg.startsWith('---')) {
          yield error(
            path,
            `The k3s argument "${said}" starts with more dashes than two.`,
            `Write "--${said.replace(/^-+/, '')}".`,
          );
        } else if (flag) {
          yield error(
            path,
            `The k3s argument "${said}" ends in a node filter, which k3s gets to read.`,
            `Write "${hideSecrets(flag)}", and "${targets}" under nodeFilters.`,
          );
        } else if (flags.length > 1) {
          yield error(
            path,
            `The k3s argument "${said}" holds ${flags.length} flags and arrives as one word, so all of it is the value of the first.`,
            `Write an entry for each: ${flags.map((each) => `"${hideSecrets(each)}"`).join(', ')}.`,
          );
        } else if (spaced) {
          yield error(
            path,
            `The k3s argument "${said}" arrives as one word with a space in it.`,
            `Write "${hideSecrets(`${spaced[1]}=${spaced[2]}`)}".`,
          );
        } else if (meant !== undefined) {
          // Its value may be a secret, which nobody tells by a name that is misspelt.
          yield error(path, `"--${name}" is no flag of k3s, and a node that gets it exits.`, `Write "${meant}".`);
        } else if (lacksValue(arg, index, config, nodes)) {
          yield error(
            path,
            `The k3s argument "${said}" has no value, and a node that gets it exits or takes the next argument for it.`,
            `Write the value behind it, as "${said}=…".`,
          );
        } else if (SERVER_FLAGS.has(name) && selectNodes(filters, nodes).names.some((name) => isAgent(nodes, name))) {
          yield error(
            path,
            `The k3s argument "${said}" is for servers, and an agent that gets it exits.`,
            onServers(cluster),
          );
        }
      }
    },
  ),

  clusterRule('coredns-disable-hangs', 'k3d waits for a CoreDNS that is disabled', function* ({ config }) {
    const args = argumentsOf(config);
    // k3d looks for one word that says both.
    if (args.some(({ arg }) => arg.startsWith('--disable') && arg.includes('coredns'))) return;
    const because = 'k3d does not see it there, and waits for CoreDNS without end';
    for (const { path, arg, flagBefore } of args) {
      if (flagBefore !== '--disable' || !mentionsCoreDns(arg)) continue;
      yield error(
        path,
        `CoreDNS is disabled in two arguments: ${because}.`,
        `Write "--disable=${arg}" as one argument.`,
      );
    }
    for (const [index, file] of list(config.files).entries()) {
      const { source, destination } = record(file);
      if (!/\/etc\/rancher\/k3s\/config\.yaml/.test(text(destination) ?? '')) continue;
      if (!mentionsCoreDns(record(readYaml(text(source) ?? '')?.value).disable)) continue;
      yield error(
        `files[${index}].source`,
        `CoreDNS is disabled in a file for k3s: ${because}.`,
        'Add the k3s argument "--disable=coredns" for "server:*".',
      );
    }
  }),

  clusterRule('component-name-unknown', 'k3s has no component of that name', function* ({ config }) {
    for (const argument of argumentsOf(config)) {
      if (flagsIn(argument.arg).length > 1) continue;
      for (const name of disabled(argument)) {
        if (COMPONENTS.includes(name)) continue;
        const instead = MISTAKEN.get(name);
        yield instead
          ? error(argument.path, `"${name}" is none of the components that "--disable" knows.`, `Write "${instead}".`)
          : warning(
              argument.path,
              `"${name}" is no component that k3s brings, so nothing is disabled.`,
              `Write one of ${COMPONENTS.slice(0, 5).join(', ')}.`,
            );
      }
    }
  }),

  clusterRule('k3s-image-tag-invalid', 'The k3s image has no tag that exists', function* ({ config }) {
    const image = text(config.image);
    if (image === undefined || isExpanded(image)) return;
    const example = 'Write "rancher/k3s:v1.33.5-k3s1".';
    const [, tag] = /^(?:docker\.io\/|index\.docker\.io\/)?rancher\/k3s(?::([^@]*))?$/.exec(image) ?? [];
    const [, plus] = /:([^/:@]*\+[^/:@]*)(?:@|$)/.exec(image) ?? [];
    const wrong = wrongWith(image);
    if (isLookedUp(image) || tag === 'latest' || tag === 'stable') {
      yield warning(
        'image',
        `The image "${image}" is another one on another day, and finding it needs the network.`,
        example,
      );
    } else if (plus !== undefined) {
      yield error(
        'image',
        `The image tag "${plus}" has a "+", which no tag can have.`,
        `Write "${image.replaceAll('+', '-')}".`,
      );
    } else if (wrong) {
      const [what, remedy] = wrong;
      yield error('image', `The image "${hideLogin(image)}" ${what}, so docker makes no node of it.`, remedy);
    } else if (/^v?\d+(\.\d+)*$/.test(tag ?? '')) {
      yield error(
        'image',
        `The image tag "${tag}" lacks the k3s release, so there is no such image.`,
        /^v?\d+\.\d+\.\d+$/.test(`${tag}`)
          ? `Write "rancher/k3s:v${tag?.replace('v', '')}-k3s1".`
          : 'Write the whole version, such as "rancher/k3s:v1.33.5-k3s1".',
      );
    }
  }),
];

const nameOf = (arg: string) => arg.replace(/^-+/, '').replace(/=.*$/s, '');
