import { hideLogin } from '../../hide-login';
import { isExpanded } from '../../k3d/formats';
import { isRecord, list, record } from '../../plain';
import { readYaml } from '../../yaml/parse';
import { error, info } from '../speak';
import { clusterRule } from '../cluster-rule';

/** Rules on how registries stand in the cluster file. */
export const registryFileRules = [
  clusterRule('registry-use-malformed', 'A registry is not named as k3d wants it', function* ({ config }) {
    for (const [index, used] of list(record(config.registries).use).entries()) {
      if (typeof used !== 'string' || isExpanded(used)) continue;
      const at = `registries.use[${index}]`;
      const host = used.replace(/^https?:\/\//, '').replace(/:.*$/s, '');
      if (!/^(https?:\/\/)?[A-Za-z0-9.-]+(:\d{1,5}){0,2}$/.test(used)) {
        yield error(
          at,
          `"${hideLogin(used)}" is no name of a registry container.`,
          'Write letters, digits, "-" and ".", without a path.',
        );
      } else if (/:\d/.test(used)) {
        yield info(at, `k3d reads the port of "${host}" from its container, not from "${used}".`, `Write "${host}".`);
      }
    }
  }),

  clusterRule('registry-config-one-line', 'The registries are taken for a path', function* ({ config }) {
    const text = record(config.registries).config;
    if (typeof text !== 'string' || text.includes('\n')) return;
    const read = readYaml(text);
    if (!isRecord(read?.value)) return;
    yield error(
      'registries.config',
      'The YAML in "registries.config" is one line, and k3d takes one line for a path.',
      'Write "config: |", and the registries below it on lines of their own.',
    );
  }),
];
