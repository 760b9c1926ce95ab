import { isExpanded } from '../../k3d/formats';
import { containers, type FilterFault, namesNone, selectNodes } from '../../k3d/node-filter';
import { isRecord, list, type Plain, record, texts } from '../../plain';
import { hideSecrets } from '../../secrets';
import type { ClusterFacts } from '../../world';
import { type Statement, error, warning } from '../speak';
import { inWords, nodesInWords } from '../in-words';
import { type ClusterReading, clusterRule } from '../cluster-rule';

interface Filtered {
  readonly path: string;
  readonly filters: readonly string[];
  /** What the entry is for, where k3d wants to know its nodes. */
  readonly needs?: string;
}

/** The entries outside `ports` that take node filters; those that the environment decides, and what is no entry, are left out. */
function filteredEntries(config: Plain): readonly Filtered[] {
  const { k3s, runtime } = record(config.options);
  const { extraArgs, nodeLabels } = record(k3s);
  const groups: readonly [string, unknown, string?][] = [
    ['volumes', config.volumes],
    ['env', config.env, 'The environment variable'],
    ['files', config.files],
    ['options.k3s.extraArgs', extraArgs, 'The k3s argument'],
    ['options.k3s.nodeLabels', nodeLabels, 'The node label'],
    ['options.runtime.labels', record(runtime).labels, 'The container label'],
  ];
  return groups.flatMap(([group, items, noun]) =>
    list(items).flatMap((item, index) => {
      if (!isRecord(item)) return [];
      const { nodeFilters = [] } = item;
      const filters = list(nodeFilters);
      if (!Array.isArray(nodeFilters) || !filters.every((filter) => typeof filter === 'string' && !isExpanded(filter)))
        return [];
      const what = wordOf(item);
      const before = wordOf(list(items)[index - 1]);
      // The flag says what its value is, which is a word of its own.
      const flag = /^--?[\w-]+$/.test(before) && !what.startsWith('-') ? `${before} ` : '';
      const shown = hideSecrets(flag + what).slice(flag.length);
      return [
        { path: `${group}[${index}]`, filters: filters as string[], ...(noun && { needs: `${noun} "${shown}"` }) },
      ];
    }),
  );
}

const wordOf = (item: unknown) => texts(Object.values({ ...record(item), nodeFilters: undefined }))[0] ?? '';

interface Located {
  readonly path: string;
  readonly fault: FilterFault;
}

function* faults({ config, nodes, entries }: ClusterReading): Generator<Located> {
  for (const { index, faults: ofPort } of entries) {
    for (const found of ofPort) {
      if (found.kind === 'filter') yield { path: `ports[${index}].nodeFilters[${found.index}]`, fault: found.fault };
    }
  }
  for (const { path, filters } of filteredEntries(config)) {
    for (const fault of selectNodes(filters, nodes).faults) {
      yield { path: `${path}.nodeFilters[${filters.indexOf(fault.filter)}]`, fault };
    }
  }
}

function* ofKind(kind: FilterFault['kind'], reading: ClusterReading): Generator<Statement> {
  for (const { path, fault } of faults(reading)) {
    if (fault.kind !== kind) continue;
    const does = kind === 'malformed' ? 'cannot be used' : 'names no node';
    const { cluster } = reading;
    yield error(path, `${filterIn(cluster, fault.filter)} ${does}: ${fault.why}.`, nodesInWords(cluster, fault.remedy));
  }
}

const nothingRemedy = ({ cluster, nodes }: ClusterReading): string =>
  nodes.balancer
    ? inWords(
        cluster,
        'Write "loadbalancer" to reach every node.',
        'Write nodes: Nodes.loadBalancer() to reach every node.',
      )
    : inWords(
        cluster,
        'Write "server:0:direct" to reach the first server.',
        'Write nodes: Nodes.server(0), direct: true to reach the first server.',
      );

/** A filter as the subject of a sentence: whoever writes a program has written none. */
function filterIn(cluster: ClusterFacts, ...filters: readonly string[]): string {
  const quoted = `"${filters.join('", "')}"`;
  const said = nodesInWords(cluster, quoted);
  return said === quoted ? `The node filter ${quoted}` : said;
}

/** Rules on which nodes something is for. */
export const nodeFilterRules = [
  clusterRule('node-filter-malformed', 'A node filter cannot be used as it is written', function* (reading) {
    yield* ofKind('malformed', reading);
    for (const { path, filters } of filteredEntries(reading.config)) {
      if (filters.length === 0 || !namesNone(filters)) continue;
      yield warning(
        `${path}.nodeFilters`,
        'The first node filter is empty, so k3d takes every container, the load balancer too.',
        'Write the nodes that are meant, for example "server:*".',
      );
    }
  }),

  clusterRule('node-filter-unknown-node', 'A node filter names a node that the cluster lacks', function* (reading) {
    yield* ofKind('unknown-node', reading);
    for (const { index, port, faults: ofPort } of reading.entries) {
      for (const found of ofPort) {
        if (found.kind !== 'nothing') continue;
        yield error(
          `ports[${index}].nodeFilters`,
          `${filterIn(reading.cluster, ...found.filters)} of "${port}" matches no node, so nothing is mapped.`,
          nothingRemedy(reading),
        );
      }
    }
  }),

  clusterRule('node-filter-missing', 'Nobody says which nodes something is for', function* ({ config, nodes }) {
    const count = containers(nodes);
    if (count === 1) return;
    for (const { path, filters, needs } of filteredEntries(config)) {
      if (filters.length > 0 || !needs) continue;
      yield error(
        path,
        `${needs} has no node filter, and the cluster has ${count} containers${nodes.balancer ? ', the load balancer among them' : ''}.`,
        `Write nodeFilters: ["server:*"${nodes.agents > 0 && !path.includes('extraArgs') ? ', "agent:*"' : ''}].`,
      );
    }
  }),
];
