import { clusterNodes } from '../../k3d/cluster-nodes';
import { variableFor } from '../../k3d/dollars';
import { isExpanded } from '../../k3d/formats';
import { tellingsOf } from '../../k3d/told';
import { firstOf, type Plain, records, text } from '../../plain';
import { clusterRule } from '../cluster-rule';
import { isCredential, LONGEST } from '../credential';
import { warning } from '../speak';

/** A setting of the cluster, and who holds it as the beginning of a sentence. */
interface Setting {
  readonly path: string;
  readonly who: string;
  readonly name: string;
  readonly value: string;
}

/** What only the owner of the cluster should know is written out in its description. */
export const plainSecretRules = [
  clusterRule(
    'cluster-secret-in-plain-sight',
    'A credential of the cluster stands in plain text',
    function* ({ config }) {
      const plain = settingsOf(config).filter(
        ({ name, value }) => value !== '' && !isExpanded(value) && isCredential(name, value),
      );
      for (const { path, who, name } of firstOf(plain, (setting) => setting.path)) {
        const variable = variableFor(name) || 'SECRET';
        yield warning(
          path,
          `${who} holds a credential in plain text, which everybody sees who reads the cluster file.`,
          `Write "\${${variable}}" in its place: k3d takes it from the environment of whoever creates the cluster.`,
        );
      }
    },
  ),
];

const settingsOf = (config: Plain): readonly Setting[] => [
  { path: 'token', who: 'The token', name: 'token', value: text(config.token) ?? '' },
  ...records(config.env).flatMap(({ envVar }, index) => {
    const [, name, value] = /^([^=]+)=(.+)$/s.exec(text(envVar) ?? '') ?? [];
    if (name === undefined || value === undefined) return [];
    return [{ path: `env[${index}].envVar`, who: `Variable "${name}" of the nodes`, name, value }];
  }),
  ...[...tellingsOf(config, clusterNodes(config)).values()].flatMap(({ flags }) =>
    flags.map(({ flag, value, index }) => ({
      path: `options.k3s.extraArgs[${index}].arg`,
      who: `The k3s argument "--${flag}"`,
      name: flag,
      value,
    })),
  ),
  ...records(config.files).flatMap(({ source, destination }, index) =>
    linesOf(text(source) ?? '').map((line) => ({
      path: `files[${index}].source`,
      who: `File "${text(destination) ?? ''}" of the nodes`,
      ...line,
    })),
  ),
];

/** The lines of a text with what each of them sets, and the text as a whole. */
const linesOf = (source: string): readonly Pick<Setting, 'name' | 'value'>[] => [
  ...source
    .slice(0, LONGEST)
    .split('\n')
    .flatMap((line) => {
      const [, name, value] = /^[\s"'-]*([\w.-]{1,80})["']?\s*[:=]\s*["']?([^"']+)/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value: value.trim() }];
    }),
  { name: '', value: source },
];
