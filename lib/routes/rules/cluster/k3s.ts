import { hideLogin } from '../../hide-login';
import { wrongWith } from '../../image-fault';
import { isExpanded } from '../../k3d/formats';
import { componentNames } from '../../k3d/k3s-args';
import { isLookedUp } from '../../k3d/k3s-version';
import { list, record, text } from '../../plain';
import { readYaml } from '../../yaml/parse';
import { error, warning } from '../speak';
import { clusterRule } from '../cluster-rule';
import { type Argument, argumentsOf, COMPONENTS, flagsIn } from './arguments';
import { k3sArgMalformed } from './malformed';

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

const mentionsCoreDns = (names: unknown) => [names].flat().join().includes('coredns');

/** Rules on what k3s is told. */
export const k3sRules = [
  k3sArgMalformed,

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
        // What ends in a node filter is told what is wrong with it.
        if (COMPONENTS.includes(name) || name.includes('@')) continue;
        const instead = MISTAKEN.get(name);
        yield (instead ? error : warning)(
          argument.path,
          `"${name}" is no component that "--disable" knows, so nothing is disabled.`,
          instead ? `Write "${instead}".` : `Write one of ${COMPONENTS.slice(0, 5).join(', ')}.`,
        );
      }
    }
  }),

  clusterRule('k3s-image-tag-invalid', 'The k3s image has no tag that exists', function* ({ config }) {
    const image = text(config.image);
    if (image === undefined || isExpanded(image)) return;
    const example = 'Write "rancher/k3s:v1.33.5-k3s1".';
    const [, tag] = /^(?:docker\.io\/|index\.docker\.io\/)?rancher\/k3s(?::([^@]*))?$/.exec(image) ?? [];
    const [, plus] = /:([^/:@+]*\+[^/:@]*)(?:@|$)/.exec(image) ?? [];
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
