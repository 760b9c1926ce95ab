import { slipOf } from '../nearest';
import { show } from './fault';
import { DEFINED, DEFINED_TYPES } from './definitions';
import { KINDS, RELEASE, TYPES } from './kubernetes';
import { BESIDES, DEFINED_LAWS, FIELD_LAWS, TYPE_LAWS } from './laws';
import { placeInSpec, placeNearby } from './places';
import { lookup, textIn } from './read';
import { type Check, Compiler, type Schema, type Strangers } from './shape';

/** Kinds that are known, and how they are checked. */
interface Kinds {
  /** `apiVersion kind` → type. */
  readonly types: ReadonlyMap<string, string>;
  readonly compiler: Compiler;
}

/** What fields of earlier API versions are called today. */
const RENAMED: Readonly<Record<string, string>> = {
  serviceName: 'service.name',
  servicePort: 'service.port.number" or "service.port.name',
};

/** What other tools that install charts call the fields of a HelmChart. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  namespace: 'targetNamespace',
  repoURL: 'repo',
  repository: 'repo',
  targetRevision: 'version',
};

const renamed = (name: string, known: readonly string[]): string | undefined =>
  known.find((field) => field === lookup(ELSEWHERE, name) && known.includes('chartContent'));

const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The field that a mistaken name means: spelled in another way, or one for many. */
function respelled(name: string, known: readonly string[]): string | undefined {
  const wanted = letters(name);
  return known.find((field) => isSameOrMany(letters(field), wanted));
}

const isSameOrMany = (one: string, other: string): boolean =>
  ['', 's', 'es'].some((ending) => one + ending === other || other + ending === one);

/** Kubernetes refuses what it does not know, and all of it is known here. */
const refused = (kinds: ReadonlyMap<string, string>, types: ReadonlyMap<string, string>): Strangers => ({
  meant: (name, known) => respelled(name, known) ?? lookup(RENAMED, name),
  fault(path, name, meant, holder, { apiVersion, kind }) {
    const says = `is no field that Kubernetes up to ${RELEASE} knows here.`;
    if (meant !== undefined) return { path, says, remedy: `Write "${meant}".` };
    const inSpec =
      holder.path === 'metadata' && placeInSpec(types, kinds.get(`${textIn(apiVersion)} ${textIn(kind)}`), name);
    const place = inSpec || placeOfResource(holder.type, name) || placeNearby(types, holder, name);
    return { path, says, remedy: place === undefined ? `Remove ${show(name)}.` : `Move it into ${place}.` };
  },
});

/** What a container asks for stands one step deeper, in mappings of any key. */
const placeOfResource = (type: string, name: string) =>
  type === 'ResourceRequirements' && ['cpu', 'memory'].includes(name) && 'requests or limits';

/** A newer Traefik may know fields that we do not: only slips of the pen are told, and what stands at the wrong depth. */
const maybeNewer = (types: ReadonlyMap<string, string>): Strangers => ({
  meant: (name, known) => respelled(name, known) ?? slipOf(name, known) ?? renamed(name, known),
  fault(path, name, meant, holder) {
    if (meant !== undefined) return { path, says: 'is no field here.', remedy: `Write "${meant}".` };
    const place = placeNearby(types, holder, name);
    if (place === undefined) return undefined;
    return { path, says: 'is no field here.', remedy: `Move it into ${place}.`, level: 'warning' };
  },
});

const entries = (lines: string): ReadonlyMap<string, string> =>
  new Map(
    lines
      .trim()
      .split('\n')
      .map((line) => line.split(' = ') as [string, string]),
  );

const kindsOf = (kinds: string, schema: Schema): Kinds => ({ types: entries(kinds), compiler: new Compiler(schema) });

let builtIn: Kinds | undefined;
function ofKubernetes(): Kinds {
  if (builtIn) return builtIn;
  const types = entries(TYPES);
  const strangers = refused(entries(KINDS), types);
  const schema: Schema = { types, fieldLaws: FIELD_LAWS, besides: BESIDES, typeLaws: TYPE_LAWS, strangers };
  return (builtIn = kindsOf(KINDS, schema));
}

let brought: Kinds | undefined;
function ofDefinitions(): Kinds {
  if (brought) return brought;
  const types = entries(DEFINED_TYPES);
  const { fields: fieldLaws, types: typeLaws } = DEFINED_LAWS;
  const schema: Schema = { types, fieldLaws, besides: {}, typeLaws, strangers: maybeNewer(types) };
  return (brought = kindsOf(DEFINED, schema));
}

const checkIn = ({ types, compiler }: Kinds, kind: string): Check | undefined => {
  const type = types.get(kind);
  return type === undefined ? undefined : compiler.type(type);
};

/** The check for a kind of Kubernetes, `apps/v1 Deployment`. */
export const checkOf = (kind: string): Check | undefined => checkIn(ofKubernetes(), kind);

/** The check for a kind that k3s brings by a definition, which leaves metadata out. */
export const definedCheckOf = (kind: string): Check | undefined => checkIn(ofDefinitions(), kind);

/** The check for the metadata that every object has. */
export const metadataCheck = (): Check => ofKubernetes().compiler.type('ObjectMeta');

const known = (): readonly string[] => [...ofDefinitions().types.keys(), ...ofKubernetes().types.keys()];

/** The kinds of one apiVersion. */
export const kindsIn = (apiVersion: string): readonly string[] =>
  known().flatMap((key) => (key.startsWith(`${apiVersion} `) ? [key.slice(apiVersion.length + 1)] : []));

/** True where a kind that a definition brings is known in another version of its group: definitions come and go with it. */
export function isOtherVersion(apiVersion: string, kind: string): boolean {
  const [group] = apiVersion.split('/');
  return [...ofDefinitions().types.keys()].some((key) => key.startsWith(`${group}/`) && key.endsWith(` ${kind}`));
}

/** The newest apiVersion of a kind. */
export const homeOf = (kind: string): string | undefined =>
  known()
    .filter((key) => key.endsWith(` ${kind}`))
    .at(-1)
    ?.split(' ')[0];
