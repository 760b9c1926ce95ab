import { hideLogin } from '../../hide-login';
import { isExpanded } from '../../k3d/formats';
import { REGISTRIES_KEYS } from '../../k3d/schema';
import type { ConfigProblem } from '../../k3d/validate';
import { isNear } from '../../nearest';
import { isRecord, type Plain, record } from '../../plain';
import { show } from '../../schema/fault';
import { isGiven } from '../../schema/read';
import { parseYaml } from '../../yaml/parse';

const PATH = 'registries.config';
const MIRROR_KEYS = ['endpoint', 'rewrite'];
const CONFIG_KEYS = ['auth', 'tls'];
// k3s documents "identity_token", which k3d does not read, and writes for k3s where it read this one.
const LOGIN_KEYS = ['username', 'password', 'auth', 'identitytoken'];
const TLS_KEYS = ['ca_file', 'cert_file', 'key_file', 'insecure_skip_verify'];

/** What k3d has against the YAML text in `registries.config`; a text of one line is a path, which nobody has read. */
export function registriesProblems(config: Plain): readonly ConfigProblem[] {
  const text = record(config.registries).config;
  if (typeof text !== 'string' || !text.includes('\n')) return [];
  const { documents, problems } = parseYaml(PATH, text);
  const [problem] = problems;
  // What the environment brings may make YAML of it.
  if (problem) return isExpanded(text) ? [] : [invalid(problem.message, 'Write it as in a registries.yaml.')];
  // k3d reads the first document.
  const value = documents[0]?.json;
  const registries = record(value);
  return [
    ...misplaced(value, 'The text in "registries.config"'),
    ...unknownKeys(registries, REGISTRIES_KEYS, ''),
    ...eachOf(registries, 'mirrors', 'the mirror ', mirrorProblems),
    ...eachOf(registries, 'configs', '', settingsProblems),
    ...eachOf(registries, 'auths', '', loginProblems),
  ];
}

/** Visits what stands below the names of registries. */
const eachOf = (
  registries: Plain,
  key: string,
  noun: string,
  problemsOf: (value: Plain, called: string) => readonly ConfigProblem[],
): readonly ConfigProblem[] => [
  ...misplaced(registries[key], `"${key}"`),
  ...Object.entries(record(registries[key])).flatMap(([name, item]) => {
    const called = `${noun}"${hideLogin(name)}"`;
    return [...misplaced(item, `What stands below ${called}`), ...problemsOf(record(item), called)];
  }),
];

function mirrorProblems(mirror: Plain, called: string): readonly ConfigProblem[] {
  const { endpoint, rewrite } = mirror;
  const isFine = !isGiven(endpoint) || isTaken(endpoint) || (Array.isArray(endpoint) && endpoint.every(isText));
  return [
    ...unknownKeys(mirror, MIRROR_KEYS, ` of ${called}`),
    ...unless(
      isFine,
      `"endpoint" of ${called} is no list of texts.`,
      'Write "endpoint:", and each URL below it after "- ".',
    ),
    ...misplaced(rewrite, `"rewrite" of ${called}`),
    ...unless(
      Object.values(record(rewrite)).every(isSingle),
      `"rewrite" of ${called} holds more than texts.`,
      'Write each pattern and its replacement in quotes.',
    ),
  ];
}

function settingsProblems({ auth, tls, ...settings }: Plain, called: string): readonly ConfigProblem[] {
  const { insecure_skip_verify: skip, ...files } = record(tls);
  const isSwitch = !isGiven(skip) || typeof skip === 'boolean' || isTaken(skip);
  return [
    ...unknownKeys(settings, CONFIG_KEYS, ` of ${called}`),
    ...misplaced(auth, `"auth" of ${called}`),
    ...loginProblems(record(auth), called),
    ...misplaced(tls, `"tls" of ${called}`),
    ...unknownKeys(record(tls), TLS_KEYS, ` in tls of ${called}`),
    ...textProblems(files, TLS_KEYS, `in tls of ${called}`),
    ...unless(
      isSwitch,
      `"insecure_skip_verify" of ${called} is ${show(skip)}, and k3d takes true or false here.`,
      'Write true or false, without quotes.',
    ),
  ];
}

const loginProblems = (login: Plain, called: string): readonly ConfigProblem[] => [
  ...unknownKeys(login, LOGIN_KEYS, ` in the login of ${called}`),
  ...textProblems(login, LOGIN_KEYS, `in the login of ${called}`),
];

const isText = (value: unknown) => typeof value === 'string';

/** k3d writes numbers as text, and can do nothing with more than one value. */
const isSingle = (value: unknown) => !isGiven(value) || typeof value !== 'object';

const textProblems = (value: Plain, known: readonly string[], where: string): readonly ConfigProblem[] =>
  known.flatMap((key) =>
    unless(
      isSingle(value[key]),
      `"${key}" ${where} is ${show(value[key])}, and k3d takes text here.`,
      'Write the text in quotes.',
    ),
  );

/** What must be a mapping, and is none. */
const misplaced = (value: unknown, called: string): readonly ConfigProblem[] =>
  unless(
    !isGiven(value) || isRecord(value) || isTaken(value),
    `${called} is ${Array.isArray(value) ? 'a list' : 'a single value'}, and k3d takes keys and values here.`,
    'Write it as in a registries.yaml.',
  );

/** k3d takes it from the environment before it reads the text. */
const isTaken = (value: unknown) => typeof value === 'string' && isExpanded(value);

const invalid = (message: string, remedy: string): ConfigProblem => ({ kind: 'invalid', path: PATH, message, remedy });

const unless = (fits: boolean, message: string, remedy: string): readonly ConfigProblem[] =>
  fits ? [] : [invalid(message, remedy)];

const unknownKeys = (value: Plain, known: readonly string[], where: string): readonly ConfigProblem[] =>
  Object.keys(value)
    .filter((key) => !known.includes(key) && !isExpanded(key))
    .map((key) => ({
      kind: 'unknown-key',
      path: PATH,
      message: `"${hideLogin(key)}"${where} is no key of "registries.config": k3d drops it without a word.`,
      remedy: `Write ${meantBy(key, known)}, or remove it.`,
    }));

/** The key but for a slip of the pen, else every one that there is. */
const meantBy = (key: string, known: readonly string[]): string => {
  const near = known.filter((each) => isNear(key, each));
  return (near.length > 0 ? near : known).map((each) => `"${each}"`).join(' or ');
};
