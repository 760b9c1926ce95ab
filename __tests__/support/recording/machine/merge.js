'use strict';
// Server-side apply, as far as it is seen from outside: every manager has the fields that it applied last.

const isObject = (value) => typeof value === 'object' && value !== null;

/** Keys of a list: names where they tell, ports of a Service, places elsewhere. */
function keysOf(list) {
  for (const field of ['name', 'port', 'containerPort']) {
    const names = list.map((item) => (isObject(item) ? item[field] : undefined));
    if (!names.includes(undefined) && new Set(names).size === names.length)
      return names.map((name) => `[${field}=${name}]`);
  }
  return list.map((_, index) => `[${index}]`);
}

const entriesOf = (value) => {
  if (!Array.isArray(value)) return Object.entries(value);
  const keys = keysOf(value);
  return value.map((item, index) => [keys[index], item]);
};

/** Paths of what is no object, with their values. */
function leavesOf(value, path = []) {
  if (!isObject(value) || Object.keys(value).length === 0) return [[path, value]];
  return entriesOf(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
}

const lookUp = (value, path) =>
  path.reduce((at, key) => (isObject(at) ? entriesOf(at).find(([own]) => own === key)?.[1] : undefined), value);

/** A copy of one with everything that the other says. */
function merged(one, other) {
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return structuredClone(other);
  if (!Array.isArray(one)) {
    const result = structuredClone(one);
    for (const [key, value] of Object.entries(other))
      result[key] = key in one ? merged(one[key], value) : structuredClone(value);
    return result;
  }
  const result = new Map(entriesOf(one).map(([key, value]) => [key, structuredClone(value)]));
  for (const [key, value] of entriesOf(other))
    result.set(key, result.has(key) ? merged(result.get(key), value) : structuredClone(value));
  return [...result.values()];
}

/** A copy without what stands at a path, and without what is empty for it. */
function without(value, [key, ...rest]) {
  if (!isObject(value)) return value;
  const entries = entriesOf(value).flatMap(([own, child]) => {
    if (own !== key) return [[own, child]];
    if (rest.length === 0) return [];
    const left = without(child, rest);
    return isObject(left) && Object.keys(left).length === 0 ? [] : [[own, left]];
  });
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

const text = (path) =>
  path.map((key) => (key.startsWith('[') ? key.replace(/=(.*)\]$/, '="$1"]') : `.${key}`)).join('');

/** Fields that another manager has and wants otherwise: manager and path. */
const conflictsOf = (applied, manager, wanted) =>
  Object.entries(applied).flatMap(([other, theirs]) =>
    other === manager
      ? []
      : leavesOf(wanted).flatMap(([path, value]) => {
          const held = lookUp(theirs, path);
          return held === undefined || JSON.stringify(held) === JSON.stringify(value)
            ? []
            : [{ manager: other, path, field: text(path) }];
        }),
  );

/** What becomes of an object when a manager applies it. */
function apply(live, applied, manager, wanted) {
  const gone = leavesOf(applied[manager] ?? {}).filter(([path]) => lookUp(wanted, path) === undefined);
  const others = Object.entries(applied).filter(([other]) => other !== manager);
  const free = gone.filter(([path]) => !others.some(([, theirs]) => lookUp(theirs, path) !== undefined));
  return merged(
    free.reduce((left, [path]) => without(left, path), live),
    wanted,
  );
}

module.exports = { apply, conflictsOf, merged, without };
