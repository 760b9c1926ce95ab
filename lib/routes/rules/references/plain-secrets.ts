import type { Draft } from '../../finding';
import { ofKind } from '../../named';
import { fromBase64, list, record, text, texts } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import type { Site } from '../../world';
import type { Rule } from '../rule';
import { isCredential } from '../credential';
import { aboutObject } from '../speak';

/** A literal looks like a credential, where everybody who reads the files sees it. */
export const secretInPlainSight: Rule = {
  id: 'secret-in-plain-sight',
  title: 'A credential stands in plain text',
  *check(site) {
    const outside = site.externals.filter(({ kind }) => kind === 'Secret');
    const secrets = new Set([...ofKind(site, 'Secret'), ...outside].map(({ name }) => name));
    for (const pods of podsOf(site)) {
      for (const container of pods.containers) {
        yield* inVariables(site, pods, container, secrets);
        yield* inArguments(site, pods, container);
      }
    }
    yield* inConfigMaps(site);
    if (site.byProgram) yield* inSecrets(site);
    yield* inBuilds(site);
  },
};

/** What a program can do that a file cannot. */
const IN_PROGRAM = 'Make a LocalSecret that names where the value stands';

function inVariables(site: Site, { object }: Pods, { name, json, path }: Container, secrets: ReadonlySet<string>) {
  return list(json.env).flatMap((item, index) => {
    const { name: variable, value } = record(item);
    const called = text(variable) ?? '';
    const literal = text(value);
    // The name of a Secret is none.
    if (literal === undefined || secrets.has(literal) || !isCredential(called, literal)) return [];
    return aboutObject(object, {
      level: 'warning',
      path: `${path}.env[${index}].value`,
      message: `Variable "${called}" of container "${name}" holds a credential in plain text, which everybody sees who reads this file.`,
      remedy: site.byProgram
        ? `${IN_PROGRAM}, and take it from there with envFrom.`
        : 'Put the value into a Secret and take it from there with valueFrom.secretKeyRef.',
    });
  });
}

/** Where a container says what its program is told. */
const SPOKEN = ['command', 'args'] as const;

function inArguments(site: Site, { object }: Pods, { name, json, path }: Container): readonly Draft[] {
  return SPOKEN.flatMap((field) => {
    if (json[field] === undefined) return [];
    const index = texts(json[field]).findIndex((arg) => {
      const [, flag = '', value = ''] = /^--?([\w.-]{1,80})=(.+)$/s.exec(arg) ?? [];
      return isCredential(flag, value || arg);
    });
    if (index < 0) return [];
    return aboutObject(object, {
      level: 'warning',
      path: `${path}.${field}`,
      message: `${field === 'args' ? 'An argument' : 'The command'} of container "${name}" holds a credential in plain text, which everybody sees who reads this file.`,
      remedy: site.byProgram
        ? `${IN_PROGRAM}, take it into a variable with envFrom, and write $(VARIABLE) in ${field}.`
        : `Put the value into a Secret, take it into a variable with valueFrom.secretKeyRef, and write $(VARIABLE) in ${field}.`,
    });
  });
}

function* inConfigMaps(site: Site): Iterable<Draft> {
  for (const { object, json } of ofKind(site, 'ConfigMap')) {
    for (const [key, value] of Object.entries(record(json.data))) {
      if (typeof value !== 'string' || value === '' || !isCredential(key, value)) continue;
      yield* aboutObject(object, {
        level: 'warning',
        path: `data["${key}"]`,
        message: `Key "${key}" holds a credential in plain text, which everybody sees who reads this ConfigMap.`,
        remedy: site.byProgram
          ? `${IN_PROGRAM}, and mount that with Mount.secret.`
          : `Move key "${key}" into a Secret.`,
      });
    }
  }
}

/** Files have no other place for the values of a Secret; a program has one. */
function* inSecrets(site: Site): Iterable<Draft> {
  for (const { object, json } of ofKind(site, 'Secret')) {
    const values = [
      ...Object.entries(record(json.stringData)).map(([key, value]) => ['stringData', key, text(value) ?? ''] as const),
      ...Object.entries(record(json.data)).map(([key, value]) => ['data', key, fromBase64(value)] as const),
    ];
    const [field, key] = values.find(([, name, value]) => value !== '' && isCredential(name, value)) ?? [];
    if (key === undefined) continue;
    yield* aboutObject(object, {
      level: 'warning',
      path: `${field}["${key}"]`,
      message: `Key "${key}" holds a credential, which everybody sees who reads dist/: a Secret keeps nothing secret there.`,
      remedy: `${IN_PROGRAM} instead.`,
    });
  }
}

/** The hand-off file names them, and so does the history of the image. */
function* inBuilds({ builds = [] }: Site): Iterable<Draft> {
  for (const { where, image, arguments: args } of builds) {
    const named = Object.entries(args).find(([name, value]) => value !== '' && isCredential(name, value));
    if (named === undefined) continue;
    yield {
      level: 'warning',
      where,
      field: `source.args["${named[0]}"]`,
      message: `Build argument "${named[0]}" of image "${image}" holds a credential in plain text, which everybody sees who reads dist/ or has the image.`,
      remedy: 'Build the image by "docker build --secret", and take it with ImageSource.sideLoaded().',
    };
  }
}
