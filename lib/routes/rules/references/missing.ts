import type { Draft } from '../../finding';
import { isHeldIn } from '../../held';
import { withoutHash } from '../../names';
import { slipOf } from '../../nearest';
import type { Site } from '../../world';
import { whereOutside } from '../in-words';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';
import { madeBy, type Made } from '../../made';
import type { Use } from './use';
import { usesOf } from './uses';

/** A Secret, ConfigMap, key, ServiceAccount, claim, class or Middleware is referred to and nothing makes it. */
export const referenceMissing: Rule = {
  id: 'reference-missing',
  title: 'Something is referred to that nothing makes',
  needsAll: true,
  check: (site) => once(site, (use, made) => missing(site, use, made)),
};

/** A pull secret stands in another namespace than the pods that name it. */
export const pullSecretWrongNamespace: Rule = {
  id: 'pull-secret-wrong-namespace',
  title: 'A pull secret stands in another namespace than its pods',
  needsAll: true,
  supersedes: ['reference-missing'],
  check: (site) =>
    once(site, (use, made) => {
      const { object, namespace, name, path } = use;
      if (!path.includes('imagePullSecrets') || isThere(use, made)) return [];
      const other = made.inNamespace('Secret', name);
      if (!other) return [];
      return aboutObject(object, {
        level: heldTo(site, object),
        path,
        part: partOf(use),
        message: `Pull secret "${name}" stands in namespace "${other}", but the pods run in namespace "${namespace}" and see only the Secrets of their own.`,
        remedy: `Make Secret "${name}" in namespace "${namespace}".`,
      });
    }),
};

/** Asks about every reference, and says the same thing about the same object once. */
function* once(site: Site, say: (use: Use, made: Made) => readonly Draft[]): Iterable<Draft> {
  const made = madeBy(site);
  const said = new Map<object, Set<string>>();
  for (const use of usesOf(site)) {
    const parts = said.get(use.object) ?? new Set();
    said.set(use.object, parts);
    const part = `${partOf(use)} ${use.key}`;
    if (parts.has(part)) continue;
    parts.add(part);
    yield* say(use, made);
  }
}

const partOf = ({ kind, name }: Use) => `${kind} ${name}`;

const isThere = ({ kind, namespace, name }: Use, made: Made) => made.has(kind, namespace, name);

function missing(site: Site, use: Use, made: Made): readonly Draft[] {
  const { object, namespace, kind, name, path, who, harm, key, mild, namedIn, stops } = use;
  const isHeld = isHeldIn(site, object, namespace);
  if (use.files) return missingFile(site, use, use.files);
  if (key !== undefined) return missingKey(site, use, key, made);
  if (isThere(use, made)) return [];
  const other = made.inNamespace(kind, name);
  const here = made.names(kind, namespace);
  const near = slipOf(name, here);
  const generated = madeOf(name, here);
  const own = generated
    ? `Write "${generated}", which cdk8s made of that id and the construct has as its name, make`
    : (INSTEAD[kind] ?? 'Make');
  const first = near === undefined ? own : `Write "${near}", make`;
  const place = namespace && ` in namespace "${namespace}"`;
  return aboutObject(object, {
    level: isHeld && !mild ? 'error' : 'warning',
    path,
    part: partOf(use),
    ...(stops && { stops: { of: stops, status: isHeld ? 'broken' : 'unknown' } }),
    message: other
      ? `${who} refers to ${kind} "${name}" in namespace "${namespace}", but the app makes it in namespace "${other}", ${harm}.`
      : `${who} refers to ${kind} "${name}"${place}, which nothing in the app makes, ${harm}.`,
    remedy: `${other && namedIn ? `Write ${namedIn(other)}, or make` : first} ${kind} "${name}"${place}, or ${whereOutside(site, 'reference-missing', declared(kind, name))}`,
  });
}

/** The one name that cdk8s made of an id: the path before it, and a hash behind. */
function madeOf(id: string, names: readonly string[]): string | undefined {
  const [found, ...others] = names.filter((name) => {
    const bare = withoutHash(name);
    return bare !== name && `-${bare}`.endsWith(`-${id}`);
  });
  return others.length === 0 ? found : undefined;
}

function missingKey(site: Site, use: Use, key: string, made: Made): readonly Draft[] {
  const { object, namespace, kind, name, path, who, harm, stops } = use;
  const keys = made.keys(kind, namespace, name);
  if (!keys || keys.has(key) || made.elsewhere(kind, namespace, name, key)) return [];
  const near = slipOf(key, [...keys]);
  const few = [...keys].slice(0, 5).map((each) => `"${each}"`);
  return aboutObject(object, {
    level: heldTo(site, object),
    path,
    part: `${partOf(use)} ${key}`,
    ...(stops && { stops: { of: stops, status: 'broken' } }),
    message: `${who} asks for key "${key}" of ${kind} "${name}", which has ${few.length === 1 ? 'only' : 'the keys'} ${few.join(', ')}, ${harm}.`,
    remedy: `${near === undefined ? 'Add' : `Write "${near}", or add`} key "${key}" to ${kind} "${name}".`,
  });
}

/** What the items of a volume call nothing. */
function missingFile(
  site: Site,
  { object, name, key, path, who, harm }: Use,
  files: readonly string[],
): readonly Draft[] {
  const near = files.length === 1 ? files[0] : slipOf(`${key}`, [...files]);
  const few = files.slice(0, 5).map((each) => `"${each}"`);
  return aboutObject(object, {
    level: heldTo(site, object),
    path,
    message: `${who} asks for "${key}" of volume "${name}", whose items make ${few.length === 1 ? 'only ' : ''}${few.join(', ')}, ${harm}.`,
    remedy: `${near === undefined ? 'Write' : `Write "${near}", or write`} path: ${key} in an item.`,
  });
}

const DECLARATIONS: Readonly<Record<string, string>> = {
  Secret: 'secret',
  ConfigMap: 'configMap',
  ServiceAccount: 'serviceAccount',
  PersistentVolumeClaim: 'claim',
};

const declared = (kind: string, name: string) =>
  kind in DECLARATIONS
    ? `External.${DECLARATIONS[kind]}(chart, "${name}")`
    : `External.object(chart, "${kind}", "${name}")`;

/** What is there anyway, and may be what is meant. */
const INSTEAD: Readonly<Record<string, string>> = {
  StorageClass: 'Leave the class out, which takes the one that k3s brings, make',
};
