import { misspelt } from '../nearest';
import { below, isRecord, type Plain, spelled } from '../plain';
import { show } from '../schema/fault';
import { isSecret } from '../secrets';
import { isExpanded, looseSwitch } from './formats';
import { misfitOf } from './misfit';
import { API_VERSION, SCHEMA } from './schema';
import { type Fields, keyMeant, OLD_ARGUMENTS, type Shape, shapeAt } from './shape';

/** What is wrong with one field. */
export interface ConfigProblem {
  readonly kind: 'unknown-key' | 'invalid';
  /** Path in the config; empty for the config itself. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** Holds a config of any quality against a schema. */
export function validate(config: unknown, schema: Shape): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  check(config, schema, '', { say: (problem) => problems.push(problem), whole: schema });
  return problems;
}

interface Judge {
  readonly say: (problem: ConfigProblem) => void;
  /** The shape of the whole config. */
  readonly whole: Shape;
}

function check(value: unknown, shape: Shape, path: string, judge: Judge): void {
  const { say } = judge;
  const invalid = (message: string, remedy: string) => say({ kind: 'invalid', path, message, remedy });
  if (shape.type === 'lost') {
    if (value !== '') {
      invalid(
        `"${path}" stands in a file of an older apiVersion, and k3d cannot translate it: it refuses the file.`,
        `Write "apiVersion: ${API_VERSION}", which takes it.`,
      );
    }
    return;
  }
  // k3d takes it from the environment before it looks at the type.
  if (shape.type === 'anything' || (typeof value === 'string' && isExpanded(value))) return;
  if (shape.type === 'fields') {
    if (!isRecord(value))
      return invalid(
        ...mismatch(
          path,
          value,
          'a mapping',
          wrapped(value, shape) ?? 'Write keys and values below it, or leave it out.',
        ),
      );
    checkFields(value, shape, path, judge);
  } else if (shape.type === 'list') {
    if (!Array.isArray(value))
      return invalid(
        ...mismatch(
          path,
          value,
          'a list',
          wrapped(value, shape) ?? 'Write each entry on a line of its own, after "- ".',
        ),
      );
    value.forEach((item, index) => check(item, shape.of, `${path}[${index}]`, judge));
  } else if (shape.type === 'text') {
    if (typeof value !== 'string') return invalid(...mismatch(path, value, 'text', asText(value, path, shape)));
    const misfit = misfitOf(value, shape);
    if (misfit) invalid(`"${path}" is ${show(value, path)}: ${misfit.why}.`, misfit.remedy);
  } else if (!isOf(value, shape)) {
    const needs = shape.type === 'number' ? 'a number' : 'true or false';
    invalid(...mismatch(path, value, needs, `Write ${needs} without quotes, or leave it out.`));
  }
}

const isOf = (value: unknown, shape: Extract<Shape, { type: 'number' | 'boolean' }>): boolean =>
  shape.type === 'number'
    ? typeof value === 'number' && (Number.isFinite(value) || shape.isFinite !== true)
    : typeof value === 'boolean' || (shape.loose === true && looseSwitch(value) !== undefined);

/** What stands in the fields that must be there. */
const EXAMPLES: Readonly<Record<string, string>> = {
  apiVersion: API_VERSION,
  kind: 'Simple',
  ip: '192.168.1.10',
  hostnames: '[db.local]',
  name: 'nofile',
};

function checkFields(value: Plain, shape: Fields, path: string, judge: Judge): void {
  const { say, whole } = judge;
  for (const key of shape.required ?? []) {
    if (Object.keys(value).some((written) => value[written] !== undefined && keyMeant(shape, written) === key))
      continue;
    say({
      kind: 'invalid',
      path: below(path, key),
      message: `"${below(path, key)}" is missing, and k3d refuses a cluster file without it.`,
      remedy: `Write "${key}: ${EXAMPLES[key]}".`,
    });
  }
  const { ordered: [low, high] = [] } = shape;
  if (low !== undefined && high !== undefined && value[high] !== -1 && Number(value[low]) > Number(value[high])) {
    say({
      kind: 'invalid',
      path: below(path, low),
      message: `"${below(path, low)}" is ${show(value[low])}, more than "${high}", ${show(value[high])}: no node starts.`,
      remedy: `Write ${high}: ${show(value[low])}.`,
    });
  }
  for (const [key, item] of Object.entries(value)) {
    const known = keyMeant(shape, key);
    if (known !== undefined && item !== undefined) check(item, shape.of[known]!, below(path, key), judge);
    if (known === undefined) say(unknownKey(key, path, shape, whole));
  }
}

const mismatch = (path: string, value: unknown, needs: string, remedy: string): [string, string] => [
  `${path === '' ? 'The cluster file' : `"${path}"`} is ${show(value, path)}, and k3d takes ${needs} here.`,
  remedy,
];

/** How the command line of k3d says the nodes. */
const ON_NODES = /^(.*)@((?:loadbalancer|all|(?:server|agent)s?:)[\w:*,;-]*)$/s;

/** A text that stands alone, in the list and under the key that it wants; nothing where several keys may be meant. */
function wrapped(value: unknown, shape: Shape): string | undefined {
  const inside = typeof value === 'string' ? within(value, shape) : undefined;
  return inside && `Write ${inside}.`;
}

function within(value: string, shape: Shape): string | undefined {
  if (shape.type === 'text') return show(value);
  if (shape.type === 'list') {
    const item = within(value, shape.of);
    return item && `[${item}]`;
  }
  if (shape.type !== 'fields') return undefined;
  const keys = Object.entries(shape.of).filter(([key]) => key !== 'nodeFilters');
  const [text] = keys.flatMap(([key, { type }]) => (type === 'text' ? [key] : []));
  if (keys.length !== 1 || text === undefined) return undefined;
  const [, words = value, filters] = (shape.of.nodeFilters && ON_NODES.exec(value)) ?? [];
  const nodes = filters === undefined ? '' : `, nodeFilters: ["${filters.split(';').join('", "')}"]`;
  return `{ ${text}: ${show(words)}${nodes} }`;
}

function asText(value: unknown, path: string, { holds }: { holds?: readonly string[] }): string {
  if (holds && isRecord(value))
    return `Write "|" behind "${path.replace(/^.*\./, '')}:", which makes a text of the lines below it.`;
  if (typeof value !== 'number' && typeof value !== 'boolean') return 'Write text, or leave it out.';
  return isSecret(path) ? 'Write the value in quotes.' : `Write "${value}", in quotes.`;
}

function unknownKey(key: string, above: string, shape: Fields, whole: Shape): ConfigProblem {
  const path = below(above, spelled(key));
  const meant = misspelt(key, Object.keys(shape.of));
  const isNewer = whole !== SCHEMA && shapeAt(SCHEMA, [...(above.match(/[^.[\]]+/g) ?? []), key]) !== undefined;
  const what = shape.ignoresUnknown ? 'drops it without a word' : 'refuses the file';
  return {
    kind: 'unknown-key',
    path,
    // A key that needs quotes has them.
    message: `${path.includes('"') ? path : `"${path}"`} is no key of the cluster file: k3d ${what}.`,
    remedy: isNewer
      ? `Write "apiVersion: ${API_VERSION}", which has it.`
      : meant
        ? `Write "${meant}".`
        : (calledNow(key) ?? home(key, whole) ?? 'Remove it.'),
  };
}

/** What an older version called otherwise. */
function calledNow(key: string): string | undefined {
  const filter = Object.hasOwn(OLD_ARGUMENTS, key) ? OLD_ARGUMENTS[key] : undefined;
  return filter && `Write extraArgs, and below it each argument as - { arg: ARGUMENT, nodeFilters: ["${filter}"] }.`;
}

/** Where a key belongs that stands in a wrong place: in the first map that has it, from the top. */
function home(key: string, whole: Shape): string | undefined {
  const open: [path: string, shape: Shape][] = [['', whole]];
  for (const [path, shape] of open) {
    if (shape.type === 'text' && shape.holds?.includes(key)) return `Move it into the text of "${path}".`;
    if (shape.type !== 'fields') continue;
    if (Object.hasOwn(shape.of, key)) return `Move it to "${below(path, key)}".`;
    for (const [name, of] of Object.entries(shape.of)) open.push([below(path, name), of]);
  }
  return undefined;
}
