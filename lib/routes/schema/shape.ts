import { below, isRecord, type Plain } from '../plain';
import { amountOf } from '../quantity';
import { isSecret } from '../secrets';
import { type FieldFault, type Say, missing, show, wrong } from './fault';
import { KINDS, RELEASE, TYPES } from './kubernetes';
import { type FieldLaw, type TypeLaw, BESIDES, FIELD_LAWS, TYPE_LAWS } from './laws';
import { isGiven, lookup } from './read';
import { unlessNewer, unlessOlder } from './server';

/** Checks one value against what its place takes; `root` is the whole object. */
type Check = (value: unknown, path: string, say: Say, root: Plain) => void;

/** What a field takes. */
interface Field {
  readonly check: Check;
  /** Any value of this JavaScript type is sound, without another look. */
  readonly sound?: 'string' | 'boolean';
  /** What its neighbours have to obey where it stands. */
  readonly besides?: readonly TypeLaw[];
}

/** The fields of a type. */
interface Fields {
  readonly known: Map<string, Field>;
  readonly required: string[];
}

const mismatch = (path: string, value: unknown, needs: string, remedy: string): FieldFault =>
  wrong(path, value, `${needs} is needed`, remedy);

type Leaf = (value: unknown, path: string) => FieldFault | undefined;

const whole = (from: number, to: number): Leaf => {
  return (value, path) => {
    if (Number.isInteger(value) && (value as number) >= from && (value as number) <= to) return undefined;
    const digits = typeof value === 'string' && /^-?\d+$/.test(value);
    return mismatch(path, value, 'a whole number', digits ? `Write ${value} without quotes.` : 'Write a whole number.');
  };
};

const ofType = (type: string, needs: string, remedy: (value: unknown, path: string) => string): Leaf => {
  return (value, path) => (typeof value === type ? undefined : mismatch(path, value, needs, remedy(value, path)));
};

const QUOTE = 'Write the value in quotes.';
const quoted = (value: unknown, path: string) => {
  if (typeof value === 'object') return 'Write text in its place.';
  if (isSecret(path)) return QUOTE;
  const said = `Write ${JSON.stringify(String(value))} in quotes`;
  if (typeof value !== 'boolean') return `${said}.`;
  // Whoever wrote NO for Norway finds no false in the file.
  return `${said}, or the word that stands there: ${value ? 'yes and on mean true' : 'no and off mean false'} without them.`;
};
const bare = (value: unknown) =>
  value === 'true' || value === 'false' ? `Write ${value} without quotes.` : 'Write true, false, or leave it out.';

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const isTime = (value: unknown) => typeof value === 'string' && DATE.test(value) && !Number.isNaN(Date.parse(value));
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const int32 = whole(-(2 ** 31), 2 ** 31 - 1);

/** What the letters in the schema stand for. */
const LEAVES: Readonly<Record<string, Leaf>> = {
  s: ofType('string', 'text', quoted),
  b: ofType('boolean', 'true or false', bare),
  i: int32,
  l: whole(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  x: (value, path) => (typeof value === 'string' ? undefined : int32(value, path)),
  d: (value, path) =>
    isTime(value) ? undefined : mismatch(path, value, 'a time', 'Write a time such as "2030-01-31T12:00:00Z".'),
  q: (value, path) => {
    if (amountOf(value) !== undefined) return undefined;
    const shorter = typeof value === 'string' ? value.replace(/b$/i, '') : '';
    const remedy =
      amountOf(shorter) === undefined ? 'Write a quantity such as "500m", "128Mi" or 2.' : `Write "${shorter}".`;
    return mismatch(path, value, 'a quantity', remedy);
  },
  // The message does not show what may be secret.
  y: (value, path) => {
    const packed = typeof value === 'string' ? value.replace(/[\r\n]/g, '') : '-';
    return packed.length % 4 === 0 && BASE64.test(packed)
      ? undefined
      : { path, says: 'is not base64.', remedy: 'Write the value in base64, or put the plain text under stringData.' };
  },
  z: (value, path) => (typeof value === 'string' ? undefined : { path, says: 'is not text.', remedy: QUOTE }),
  '*': () => undefined,
};

/** Leaves that may be secrets. */
const SECRET = new Set(['y', 'z']);

/** Leaves of which the type says everything. */
const SOUND: Readonly<Record<string, Field['sound']>> = { s: 'string', b: 'boolean' };

function listOf(check: Check): Check {
  return (value, path, say, root) => {
    if (!Array.isArray(value)) return say(mismatch(path, value, 'a list', 'Write a list, each entry after "- ".'));
    for (let index = 0; index < value.length; index++) check(value[index], `${path}[${index}]`, say, root);
  };
}

function mapOf(check: Check, secret: boolean): Check {
  const remedy = 'Write a mapping of keys to values.';
  return (value, path, say, root) => {
    if (!isRecord(value)) {
      return say(secret ? { path, says: 'is no mapping.', remedy } : mismatch(path, value, 'a mapping', remedy));
    }
    for (const key of Object.keys(value)) {
      if (isGiven(value[key])) check(value[key], `${path}[${key}]`, say, root);
    }
  };
}

/** What the API reads where null stands in a list. */
const EMPTY: Readonly<Record<string, unknown>> = { s: '', b: false, i: 0, l: 0, q: 0 };

function leafOf(code: string, leaf: Leaf, law: FieldLaw | undefined): Check {
  return (value, path, say) => {
    const given = value ?? EMPTY[code];
    const fault = leaf(given, path);
    if (fault) say(fault);
    else law?.(given, path, say);
  };
}

/** What fields of earlier API versions are called today. */
const RENAMED: Readonly<Record<string, string>> = {
  serviceName: 'service.name',
  servicePort: 'service.port.number',
};

const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The field that a mistaken name means: spelled in another way, or one for many. */
function meant(name: string, known: ReadonlyMap<string, Field>): string | undefined {
  const wanted = letters(name).replace(/s$/, '');
  return [...known.keys()].find((field) => letters(field).replace(/s$/, '') === wanted);
}

/** Types of some size that stand in thousands of objects with the same content, and ask for nothing outside of it. */
const REPEATED = new Set(['Container', 'HTTPIngressPath', 'Probe', 'ResourceRequirements', 'Volume']);

/** So many contents are remembered for each of them; where hardly any of them came again by then, none will. */
const REMEMBERED = 100;

/** Sound content stays sound: it is looked at once. */
function onceSound(check: Check): Check {
  const sound = new Set<string>();
  let again = 0;
  return (value, path, say, root) => {
    if (sound.size === REMEMBERED && again < REMEMBERED) return check(value, path, say, root);
    const content = JSON.stringify(value);
    if (sound.has(content)) {
      again += 1;
      return;
    }
    let faults = 0;
    const heard: Say = (fault) => {
      faults += 1;
      say(fault);
    };
    check(value, path, heard, root);
    if (faults === 0 && sound.size < REMEMBERED) sound.add(content);
  };
}

/** What those clusters refuse that do not know a field: from `34` on, up to `-34`, or `34-35`. */
const inReleases = (key: string, releases: string, check: Check): Check => {
  const [since, last] = releases.split('-') as [string, string?];
  const remove = `Remove "${key}".`;
  return (value, path, say, root) => {
    if (since !== '') {
      const remedy = last === undefined ? `Take a k3s image of Kubernetes 1.${since}, or remove "${key}".` : remove;
      const says = `is no field before Kubernetes 1.${since}.`;
      say({ path, says, remedy, takenBy: unlessOlder(Number(since)), whole: true });
    }
    if (last !== undefined) {
      const says = `is no field after Kubernetes 1.${last}.`;
      say({ path, says, remedy: remove, takenBy: unlessNewer(Number(last)), whole: true });
    }
    check(value, path, say, root);
  };
};

/** Two fields may ask for one law. */
const bothOf = (some: readonly TypeLaw[] | undefined, more: readonly TypeLaw[]): readonly TypeLaw[] =>
  some === undefined ? more : [...some, ...more.filter((law) => !some.includes(law))];

/** Checks a value field by field, and then as a whole. */
function recordOf({ known, required }: Fields, law: TypeLaw | undefined): Check {
  return (value, path, say, root) => {
    // In a list the API reads null as the empty object.
    const object = value ?? {};
    if (!isRecord(object)) return say(mismatch(path, value, 'a mapping', 'Write a mapping of fields.'));
    // What a misspelt field would have given is not missing as well.
    let excused: Set<string> | undefined;
    let besides: readonly TypeLaw[] | undefined;
    // Loops with an index: here every field of every object comes by, and most of it in code that runs cold.
    const keys = Object.keys(object);
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index]!;
      const field = known.get(key);
      const given = object[key];
      if (field === undefined) {
        const right = meant(key, known) ?? lookup(RENAMED, key);
        say(unknownField(below(path, key), key, right));
        if (right !== undefined) excused = (excused ?? new Set()).add(path).add(below(path, right));
      } else if (given !== undefined && given !== null) {
        if (typeof given !== field.sound) field.check(given, below(path, key), say, root);
        if (field.besides !== undefined) besides = bothOf(besides, field.besides);
      }
    }
    const heard = excused ? unlessExcused(say, excused) : say;
    for (let index = 0; index < required.length; index++) {
      const key = required[index]!;
      if (!isGiven(object[key])) heard(missing(below(path, key), 'the API requires it', `Add ${key}.`));
    }
    law?.(object, path, heard, root);
    besides?.forEach((each) => each(object, path, heard, root));
  };
}

class Compiler {
  private readonly types = new Map<string, Check>();

  constructor(private readonly written: ReadonlyMap<string, string>) {}

  type(name: string): Check {
    const known = this.types.get(name);
    if (known) return known;
    const fields: Fields = { known: new Map(), required: [] };
    const check = recordOf(fields, TYPE_LAWS[name]);
    // A type may hold itself, so it is known before its fields are.
    this.types.set(name, check);
    for (const field of this.written.get(name)!.split(' ')) {
      const [key, code, releases] = field.split(/[:!@]/) as [string, string, string?];
      const mark = field[key.length];
      const holds = `${name}.${key}` === 'Secret.stringData' ? '{}z' : code;
      const fieldLaw = FIELD_LAWS[`${name}.${key}`];
      const always = this.code(holds, fieldLaw);
      const check = releases === undefined ? always : inReleases(key, releases, always);
      const sound = fieldLaw || releases ? undefined : SOUND[holds];
      fields.known.set(key, { check, sound, besides: BESIDES[`${name}.${key}`] });
      if (mark === '!' && !/^[bil]$/.test(code)) fields.required.push(key);
    }
    return check;
  }

  private code(code: string, law: FieldLaw | undefined): Check {
    if (code.startsWith('[]')) return listOf(this.code(code.slice(2), law));
    if (code.startsWith('{}')) return this.mapping(code.slice(2), law);
    const leaf = LEAVES[code];
    if (leaf) return leafOf(code, leaf, law);
    return REPEATED.has(code) ? onceSound(this.type(code)) : this.type(code);
  }

  private mapping(code: string, law: FieldLaw | undefined): Check {
    const check = mapOf(this.code(code, undefined), SECRET.has(code));
    return (value, path, say, root) => {
      check(value, path, say, root);
      if (isRecord(value)) law?.(value, path, say);
    };
  }
}

const unknownField = (path: string, key: string, right: string | undefined): FieldFault => ({
  path,
  says: `is no field that Kubernetes ${RELEASE} knows here.`,
  remedy: right === undefined ? `Remove ${show(key)}.` : `Write "${right}".`,
});

const entries = (lines: string): ReadonlyMap<string, string> =>
  new Map(
    lines
      .trim()
      .split('\n')
      .map((line) => line.split(' = ') as [string, string]),
  );

interface Schema {
  readonly kinds: ReadonlyMap<string, string>;
  readonly compiler: Compiler;
}

let schema: Schema | undefined;
const opened = (): Schema => (schema ??= { kinds: entries(KINDS), compiler: new Compiler(entries(TYPES)) });

/** The check for a built-in kind, `apps/v1 Deployment`; undefined for kinds that only their own definition knows. */
export function checkOf(kind: string): Check | undefined {
  const { kinds, compiler } = opened();
  const type = kinds.get(kind);
  return type === undefined ? undefined : compiler.type(type);
}

/** The check for the metadata that every object has. */
export const metadataCheck = (): Check => opened().compiler.type('ObjectMeta');

const unlessExcused = (say: Say, excused: ReadonlySet<string>): Say => {
  return (fault) => {
    if (!fault.lacks || !excused.has(fault.path)) say(fault);
  };
};

/** Built-in kinds of one apiVersion. */
export const kindsIn = (apiVersion: string): readonly string[] =>
  [...opened().kinds.keys()].flatMap((key) =>
    key.startsWith(`${apiVersion} `) ? [key.slice(apiVersion.length + 1)] : [],
  );

/** The newest apiVersion of a built-in kind. */
export const homeOf = (kind: string): string | undefined =>
  [...opened().kinds.keys()]
    .filter((key) => key.endsWith(` ${kind}`))
    .at(-1)
    ?.split(' ')[0];
