import { below, isRecord, list, record, type Plain } from '../../plain';
import { type Say, misplaced, missing, wrong } from '../fault';
import { isGiven, says, textIn } from '../read';
import type { FieldLaw, TypeLaw } from './law';
import { beside } from './presence';

const KINDS = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

const PRESERVES = 'x-kubernetes-preserve-unknown-fields';
const EITHER = 'x-kubernetes-int-or-string';
const EMBEDDED = 'x-kubernetes-embedded-resource';

/** What a schema of the API cannot say, though others can. */
const FORBIDDEN = ['$ref', 'additionalItems', 'definitions', 'dependencies', 'id', 'patternProperties'];

/** What says what a field is, which stands beside these lists of conditions and not in them. */
const OF_FIELDS = ['type', 'additionalProperties', 'default', 'title', 'description', 'nullable'];
const ALSO_OF_FIELDS = [PRESERVES, EMBEDDED, EITHER, 'x-kubernetes-list-type', 'x-kubernetes-map-type'];
const CONDITIONS = ['allOf', 'anyOf', 'oneOf'];

/** A whole number or a text, which may be told by a condition too. */
const isEither = (each: readonly unknown[]): boolean =>
  JSON.stringify(each) === '[{"type":"integer"},{"type":"string"}]';

/** Any keys, and one key each. */
function keysOf(schema: Plain, path: string, say: Say): void {
  const { properties, additionalProperties } = schema;
  if (Object.keys(record(properties)).length > 0 && isRecord(additionalProperties)) {
    say(beside(path, 'additionalProperties', 'properties', 'an object'));
  } else if (additionalProperties === false) {
    say(misplaced(`${path}.additionalProperties`, 'the API drops other fields by itself', 'Remove it.'));
  }
}

function typed(schema: Plain, path: string, say: Say): void {
  const type = textIn(schema.type);
  const field = `${path}.type`;
  if (type === '' && schema[EITHER] !== true && schema[PRESERVES] !== true) {
    if (!says(schema.type))
      say(missing(field, 'the API has to know what stands there', 'Add type: object, or another.'));
  } else if (type !== '' && !KINDS.includes(type)) {
    say(wrong(field, type, 'the API knows no such type', `Write one of ${KINDS.join(', ')}.`));
  }
  if (type === 'array' && !isGiven(schema.items)) {
    say(missing(`${path}.items`, 'a list has entries of some type', 'Add items: { type: string }, or another type.'));
  }
}

/** A schema in which each field has its type in one place. */
function structural(schema: Plain, path: string, say: Say): void {
  typed(schema, path, say);
  for (const key of FORBIDDEN) {
    if (says(schema[key]) && JSON.stringify(schema[key]) !== '{}')
      say(misplaced(`${path}.${key}`, 'the API reads no such schema', 'Remove it.'));
  }
  if (schema.uniqueItems === true) {
    const remedy = 'Write x-kubernetes-list-type: set.';
    say(wrong(`${path}.uniqueItems`, true, 'it would take too long to compare all entries', remedy));
  }
  keysOf(schema, path, say);
  conditions(schema, path, say);
  inner(schema, path, (one, at) => structural(one, at, say));
}

/** The schemas inside of a schema that say what something is. */
function inner(schema: Plain, path: string, use: (schema: Plain, path: string) => void): void {
  for (const [key, property] of Object.entries(record(schema.properties))) {
    if (isRecord(property)) use(property, `${path}.properties[${key}]`);
  }
  for (const key of ['items', 'additionalProperties']) {
    const one = schema[key];
    if (isRecord(one)) use(one, `${path}.${key}`);
  }
}

function conditions(schema: Plain, path: string, say: Say): void {
  for (const key of CONDITIONS) {
    const each = list(schema[key]);
    if (key === 'anyOf' && isEither(each)) continue;
    each.forEach((one, index) => {
      const first = key === 'allOf' && index === 0 && isEither(list(record(one).anyOf));
      if (!first) condition(record(one), `${path}.${key}[${index}]`, say);
    });
  }
  if (isRecord(schema.not)) condition(schema.not, `${path}.not`, say);
}

function condition(schema: Plain, path: string, say: Say): void {
  for (const key of [...OF_FIELDS, ...ALSO_OF_FIELDS]) {
    if (!says(schema[key]) || schema[key] === false) continue;
    say(misplaced(`${path}.${key}`, 'a condition does not say what a field is', 'Write it beside the conditions.'));
  }
  conditions(schema, path, say);
  inner(schema, path, (one, at) => condition(one, at, say));
}

const NAMES = new Set(['name', 'generateName']);

/** Every object has a name and labels; a schema may say more of the name alone. */
function root(schema: Plain, path: string, say: Say): void {
  const { type, additionalProperties, properties } = schema;
  const { metadata } = record(properties);
  if (says(type) && KINDS.includes(textIn(type)) && type !== 'object') {
    say(wrong(`${path}.type`, type, 'an object has fields', 'Write "object".'));
  }
  if (isGiven(additionalProperties)) {
    say(misplaced(`${path}.additionalProperties`, 'an object has fields of its own', 'Write it below properties.'));
  }
  for (const key of Object.keys(record(record(metadata).properties))) {
    if (NAMES.has(key)) continue;
    const field = `${path}.properties[metadata].properties[${key}]`;
    say(misplaced(field, 'the API knows all of metadata but what a name looks like', 'Remove it.'));
  }
}

const whole: FieldLaw = (value, path, say) => {
  if (!isRecord(value))
    return say(wrong(path, value, 'a mapping is needed', 'Write a schema such as { type: object }.'));
  root(value, path, say);
  structural(value, path, say);
};

/** What the whole object may say where its status is written apart. */
const BESIDE_STATUS = new Set(
  (
    'description type format title maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems ' +
    `minItems uniqueItems multipleOf required items properties additionalProperties externalDocs example ${PRESERVES} ` +
    'x-kubernetes-validations'
  ).split(' '),
);

const besideStatus: TypeLaw = ({ schema, subresources }, path, say) => {
  if (!isGiven(record(subresources).status)) return;
  const object = record(record(schema).openAPIV3Schema);
  for (const key of Object.keys(object)) {
    if (BESIDE_STATUS.has(key) || !says(object[key]) || object[key] === false) continue;
    const why = 'with the subresource status the whole object has properties and little else';
    say(misplaced(below(`${path}.schema.openAPIV3Schema`, key), why, 'Write it in a field below properties.'));
  }
};

export const fields: Readonly<Record<string, FieldLaw>> = { 'CustomResourceValidation.openAPIV3Schema': whole };

export const besides = { 'CustomResourceDefinitionVersion.subresources': [besideStatus] };
