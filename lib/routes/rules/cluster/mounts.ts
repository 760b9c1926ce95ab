import { isExpanded } from '../../k3d/formats';
import { nodeName, type Nodes, selectNodes } from '../../k3d/node-filter';
import { cleanPath, isVolumeName, MOUNTED, strangeOption } from '../../k3d/volume-words';
import { isRecord, list, type Plain, record, texts } from '../../plain';
import { error } from '../speak';
import { clusterRule } from '../cluster-rule';

/** Words that k3d puts a folder of the node for. */
const SHORTCUTS = [
  'k3s-storage',
  'k3s-manifests',
  'k3s-manifests-custom',
  'k3s-containerd',
  'k3s-containerd-tmpl',
  'k3s-registry-config',
];

/** A source with the letter of its drive, which has a colon of its own: `C:\data:/data:ro`. */
const ON_WINDOWS = /^[a-z]:[\\/][^:]*:(?:\/|k3s-)[^:]*(?::[a-z,]+)?$/i;

const RESOLVER_FILE = '/etc/resolv.conf';

const REGISTRIES_FILE = '/etc/rancher/k3s/registries.yaml';

/** Rules on what the nodes get from this machine. */
export const mountRules = [
  clusterRule('volume-invalid', 'A volume cannot be mounted', function* ({ config, nodes }) {
    const mounted = new Map<string, string>();
    for (const [index, item] of list(config.volumes).entries()) {
      if (!isRecord(item)) continue;
      const { volume = '' } = item;
      if (typeof volume !== 'string' || isExpanded(volume) || ON_WINDOWS.test(volume)) continue;
      const said = volumeMisfit(volume, config) ?? takenTwice(item, volume, nodes, mounted);
      if (said) yield error(`volumes[${index}].volume`, ...said);
    }
  }),

  clusterRule('file-not-delivered', 'A file does not reach its node', function* ({ config, nodes }) {
    for (const [index, file] of list(config.files).entries()) {
      if (!isRecord(file)) continue;
      const at = `files[${index}]`;
      const wrong = [sourceFault(file), destinationFault(file), serverFault(file, nodes)];
      for (const [field, ...said] of wrong.flatMap((fault) => (fault ? [fault] : []))) {
        yield error(field === '' ? at : `${at}.${field}`, ...said);
      }
    }
  }),
];

/** A node takes one volume at each place; `mounted` holds those before this one. */
function takenTwice(
  { nodeFilters }: Plain,
  volume: string,
  nodes: Nodes,
  mounted: Map<string, string>,
): readonly [message: string, remedy: string] | undefined {
  const target = targetOf(volume);
  const places = selectNodes(texts(nodeFilters), nodes).names.map((name) => `${name} ${cleanPath(target)}`);
  const other = places.map((place) => mounted.get(place)).find((each) => each !== undefined);
  for (const place of places) mounted.set(place, volume);
  if (other === undefined) return undefined;
  return [
    `The volume "${volume}" lies at the same place of a node as "${other}", and docker makes no such node.`,
    'Write another target, or other nodes.',
  ];
}

/** The field of a file that is at fault, empty where it is missing, what is wrong, and what to write. */
type FileFault = readonly [field: string, message: string, remedy: string];

function sourceFault({ source = '' }: Plain): FileFault | undefined {
  if (source === '') {
    return [
      '',
      'The file has no source, and k3d refuses the folder of the cluster file in its place.',
      'Write a path relative to the cluster file, or the content itself with a line break at its end, as "source".',
    ];
  }
  if (typeof source !== 'string') return undefined;
  if (/^(?:\.\.?(?:\/|$))+$/.test(source)) {
    return [
      'source',
      `The file has the folder "${source}" as its source, and k3d takes files.`,
      'Write the path of a file, relative to the cluster file.',
    ];
  }
  if (!/^\/[^\n]*$/.test(source)) return undefined;
  return [
    'source',
    `k3d looks for "${source}" below the folder of the cluster file, not at the root.`,
    'Write a path relative to the cluster file, or the content itself with a line break at its end.',
  ];
}

function destinationFault({ destination = '' }: Plain): FileFault | undefined {
  if (typeof destination !== 'string' || isExpanded(destination)) return undefined;
  if (destination === '') {
    return ['', 'The file has no destination.', 'Write the absolute path that it has in the node, as "destination".'];
  }
  if (!destination.startsWith('/') && !SHORTCUTS.includes(destination.split('/', 1).join())) {
    return ['destination', `The destination "${destination}" is no absolute path.`, `Write "/${destination}".`];
  }
  if (!/^\/(var\/)?run(\/|$)/.test(destination)) return undefined;
  return [
    'destination',
    `The destination "${destination}" is hidden by a file system in memory once the node runs.`,
    'Write a path outside /run and /var/run.',
  ];
}

function serverFault({ nodeFilters }: Plain, nodes: Nodes): FileFault | undefined {
  const first = nodeName(nodes, 'server', 0);
  if (nodes.servers < 2 || !selectNodes(texts(nodeFilters), nodes).names.includes(first)) return undefined;
  return [
    'nodeFilters',
    'With several servers k3d never writes files to the first of them.',
    'Write a volume in place of the file.',
  ];
}

/** Where a volume lies in the node; a path alone lies where it is. */
function targetOf(volume: string): string {
  const [source, target = source] = volume.split(':') as [string, string?];
  return target;
}

function volumeMisfit(volume: string, { network, registries }: Plain): [message: string, remedy: string] | undefined {
  const parts = volume.split(':');
  const source = volume.replace(/:.*$/s, '');
  const target = targetOf(volume);
  const shortcut = SHORTCUTS.includes(target);
  if (parts.length > 3) {
    return [
      `The volume "${volume}" has ${parts.length - 1} colons, and k3d takes 2.`,
      'Write "SOURCE:TARGET:OPTIONS".',
    ];
  }
  if (!shortcut && !target.startsWith('/')) {
    return [
      `The volume "${volume}" ends at "${target}", which is no absolute path.`,
      'Write a target that starts with "/".',
    ];
  }
  if (/^[.~]|^[^/]+\//.test(source)) {
    return [
      `The volume "${volume}" starts at "${source}", which k3d does not make absolute.`,
      'Write a source that starts with "/".',
    ];
  }
  if (parts.length > 1 && !source.includes('/') && !isVolumeName(source)) {
    return [
      `The volume "${volume}" starts at "${source}", which is neither a path nor the name of a volume.`,
      'Write a path that starts with "/", or a name of two or more letters, digits, "_", "." and "-".',
    ];
  }
  const option = strangeOption(parts[2] ?? '');
  if (option !== undefined) {
    return [
      `The volume "${volume}" has the option "${option}", which docker does not know.`,
      'Write "ro", or no option.',
    ];
  }
  if (cleanPath(target) === '/' || MOUNTED.includes(cleanPath(target))) {
    return [
      `The volume "${volume}" lies over "${cleanPath(target)}", where the node has something of its own.`,
      'Write a path below it, or another one.',
    ];
  }
  if (shortcut && parts.length > 1 && source.includes(target)) {
    return [
      `The volume "${volume}" has "${target}" in its source, and k3d replaces that one.`,
      `Write the folder of the node in place of the second "${target}".`,
    ];
  }
  if (target === RESOLVER_FILE && network !== 'host') {
    return [
      `The volume "${volume}" lies over the file in which k3d writes how names are looked up, and no node starts.`,
      'Mount it under another path, and hand that to k3s as --resolv-conf.',
    ];
  }
  if ((target === REGISTRIES_FILE || target === 'k3s-registry-config') && Object.keys(record(registries)).length > 0) {
    return [`The volume "${volume}" lies over the file that "registries" writes.`, 'Write it under registries.config.'];
  }
  return undefined;
}
