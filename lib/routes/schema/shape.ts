import { below, isRecord, type Plain, spelled } from '../plain';
import { type FieldFault, type Say, missing } from './fault';
import type { FieldLaw, TypeLaw } from './laws';
import { EMPTY, type Leaf, LEAVES, mismatch, SECRET, SOUND, wordsOf } from './leaves';
import type { Holder } from './places';
import { isGiven } from './read';
import { unlessNewer, unlessOlder } from './server';

/** What is known of some kinds. */
export interface Schema {
  /** The fields of each type: `name:code name!code`. */
  readonly types: ReadonlyMap<string, string>;
  /** `Type.field` → what it has to obey beyond its type. */
  readonly fieldLaws: Readonly<Record<string, FieldLaw | undefined>>;
  /** `Type.field` → what its neighbours have to obey where it stands. */
  readonly besides: Readonly<Record<string, readonly TypeLaw[] | undefined>>;
  /** Type → what its fields have to obey together. */
  readonly typeLaws: Readonly<Record<string, TypeLaw | undefined>>;
  readonly strangers: Strangers;
}

/** What is made of a field that a type does not know. */
export interface Strangers {
  /** The field that is meant, if one is. */
  meant(name: string, known: readonly string[]): string | undefined;
  /** What is said of it, if anything is. */
  fault(path: string, name: string, meant: string | undefined, holder: Holder, root: Plain): FieldFault | undefined;
}

/** Checks one value against what its place takes; `root` is the whole object. */
export type Check = (value: unknown, path: string, say: Say, root: Plain) => void;

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

function listOf(check: Check): Check {
  return (value, path, say, root) => {
    if (!Array.isArray(value)) return say(mismatch(path, value, 'a list', 'Write a list, each entry after "- ".'));
    for (let index = 0; index < value.length; index++) check(value[index], `${path}[${index}]`, say, root);
  };
}

function mapOf(code: string, check: Check, law: FieldLaw | undefined): Check {
  const remedy = 'Write a mapping of keys to values.';
  const sound = SOUND[code];
  return (value, path, say, root) => {
    if (!isRecord(value)) {
      const says = 'is no mapping.';
      return say(SECRET.has(code) ? { path, says, remedy } : mismatch(path, value, 'a mapping', remedy));
    }
    for (const key of Object.keys(value)) {
      const given = value[key];
      if (typeof given !== sound && isGiven(given)) check(given, `${path}[${key}]`, say, root);
    }
    law?.(value, path, say);
  };
}

function leafOf(code: string, leaf: Leaf, law: FieldLaw | undefined): Check {
  return (value, path, say) => {
    const given = value ?? EMPTY[code];
    const fault = leaf(given, path);
    if (fault) say(fault);
    else law?.(given, path, say);
  };
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
function recordOf(type: string, read: () => Fields, strangers: Strangers, law: TypeLaw | undefined): Check {
  let fields: Fields | undefined;
  return (value, path, say, root) => {
    // In a list the API reads null as the empty object.
    const object = value ?? {};
    if (!isRecord(object)) return say(mismatch(path, value, 'a mapping', 'Write a mapping of fields.'));
    const { known, required } = (fields ??= read());
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
        const right = strangers.meant(key, [...known.keys()]);
        const fault = strangers.fault(below(path, spelled(key)), key, right, { type, path, keys }, root);
        if (fault) say(fault);
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

/** Makes the checks of types when they are first asked for. */
export class Compiler {
  private readonly types = new Map<string, Check>();

  constructor(private readonly schema: Schema) {}

  type(name: string): Check {
    const known = this.types.get(name);
    if (known) return known;
    const { strangers, typeLaws } = this.schema;
    // A type may hold itself, and most are met in no app: fields are read when there is a value.
    const check = recordOf(name, () => this.fieldsOf(name), strangers, typeLaws[name]);
    this.types.set(name, check);
    return check;
  }

  private fieldsOf(name: string): Fields {
    const fields: Fields = { known: new Map(), required: [] };
    const { types, fieldLaws, besides } = this.schema;
    for (const field of types.get(name)!.split(' ')) {
      const [key, code, releases] = field.split(/[:!@]/) as [string, string, string?];
      const mark = field[key.length];
      const holds = `${name}.${key}` === 'Secret.stringData' ? '{}z' : code;
      const fieldLaw = fieldLaws[`${name}.${key}`];
      const always = this.code(holds, fieldLaw);
      const check = releases === undefined ? always : inReleases(key, releases, always);
      const sound = fieldLaw || releases ? undefined : SOUND[holds];
      fields.known.set(key, { check, sound, besides: besides[`${name}.${key}`] });
      if (mark === '!' && !/^[bil]$/.test(code)) fields.required.push(key);
    }
    return fields;
  }

  private code(code: string, law: FieldLaw | undefined): Check {
    if (code.startsWith('[]')) return listOf(this.code(code.slice(2), law));
    if (code.startsWith('{}')) return mapOf(code.slice(2), this.code(code.slice(2), undefined), law);
    const leaf = code.startsWith("'") ? wordsOf(code) : LEAVES[code];
    if (leaf) return leafOf(code, leaf, law);
    return REPEATED.has(code) ? onceSound(this.type(code)) : this.type(code);
  }
}

const unlessExcused = (say: Say, excused: ReadonlySet<string>): Say => {
  return (fault) => {
    if (!fault.lacks || !excused.has(fault.path)) say(fault);
  };
};
