import { hideLogin } from '../../hide-login';
import { isExpanded } from '../../k3d/formats';
import type { ConfigProblem } from '../../k3d/validate';
import { type Plain, record } from '../../plain';
import { readYaml } from '../../yaml';

const PATH = 'registries.config';
const KEYS = ['mirrors', 'configs', 'auths'];
const MIRROR_KEYS = ['endpoint', 'rewrite'];

/** What k3d has against the YAML text in `registries.config`; a text of one line is a path, which nobody has read. */
export function registriesProblems(config: Plain): readonly ConfigProblem[] {
  const text = record(config.registries).config;
  if (typeof text !== 'string' || !text.includes('\n') || isExpanded(text)) return [];
  const read = readYaml(text);
  if (!read) return [invalid('The text in "registries.config" is no YAML.', 'Write it as in a registries.yaml.')];
  const registries = record(read.value);
  return [
    ...unknownKeys(registries, KEYS, ''),
    ...Object.entries(record(registries.mirrors)).flatMap(([name, mirror]) => mirrorProblems(name, record(mirror))),
  ];
}

function mirrorProblems(name: string, mirror: Plain): readonly ConfigProblem[] {
  const { endpoint, rewrite } = mirror;
  const called = `the mirror "${hideLogin(name)}"`;
  const problems = [...unknownKeys(mirror, MIRROR_KEYS, ` of ${called}`)];
  const isText = (value: unknown) => typeof value === 'string';
  if (endpoint !== undefined && endpoint !== null && !(Array.isArray(endpoint) && endpoint.every(isText))) {
    problems.push(
      invalid(`"endpoint" of ${called} is no list of texts.`, 'Write "endpoint:", and each URL below it after "- ".'),
    );
  }
  if (!Object.values(record(rewrite)).every(isText)) {
    problems.push(
      invalid(`"rewrite" of ${called} holds more than texts.`, 'Write each pattern and its replacement in quotes.'),
    );
  }
  return problems;
}

const invalid = (message: string, remedy: string): ConfigProblem => ({ kind: 'invalid', path: PATH, message, remedy });

const unknownKeys = (value: Plain, known: readonly string[], where: string): readonly ConfigProblem[] =>
  Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      kind: 'unknown-key',
      path: PATH,
      message: `"${hideLogin(key)}"${where} is no key of "registries.config": k3d drops it without a word.`,
      remedy: `Write ${known.map((each) => `"${each}"`).join(' or ')}, or remove it.`,
    }));
