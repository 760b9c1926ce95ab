import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { loginSecrets, type Wants } from '../analysis/images';
import type { StatedSecret } from '../analysis/facts';
import type { AppCluster, AppSite } from '../analysis/sites';
import type { AllowedRule } from '../routes/allow';
import type { Finding } from '../routes/finding';
import { canonicalImage } from '../routes/image-name';
import { helperImages as ownHelpers, k3dName, pushAddress } from '../routes/k3d/conventions';
import { minimumFor } from '../routes/k3d/minimum';
import { versionText } from '../routes/k3d/version';
import { nameOf } from '../routes/names';
import type { BuiltImage, EnvironmentName, MadeRegistry, MadeSecret } from '../routes/needs';
import { compare, groupBy } from '../routes/plain';
import { podsOf } from '../routes/pods';
import { registriesOf } from '../routes/k3d/registries';
import type { ClusterFacts, Site } from '../routes/world';
import { type Handoff, isWord, versionFor } from './handoff-shape';

/** What the hand-off of a cluster has to do with. */
export interface HandoffContext {
  readonly manifests: readonly string[];
  /** The folder that is written: paths are told from the one that holds it. */
  readonly outdir: string;
  /** What rules said in vain, on any cluster. */
  readonly allowed: readonly Finding[];
}

/** What the hand-off of one cluster needs. */
export function handoff(
  { site, wants, environment, helperImages = ownHelpers() }: AppSite,
  cluster: AppCluster,
  { manifests, outdir, allowed }: HandoffContext,
): Handoff {
  const path = pathsFrom(dirname(resolve(outdir)));
  const { name } = cluster;
  const registry = madeRegistry(cluster);
  const own = allowedOn(site, allowed);
  const secrets = secretsOf(site, wants, path);
  const made = new Set(secrets.map(placeOf));
  // What the hand-off makes is no concern of anybody outside.
  const outside = site.externals.filter((external) => external.kind !== 'Secret' || !made.has(placeOf(external)));
  return {
    version: versionFor({ secrets }),
    cluster: name,
    context: k3dName(name),
    config: `${name}.k3d.yml`,
    manifests: [...manifests].sort(),
    k3d: { minimum: versionText(minimumFor(cluster.config)), helperImages },
    images: imagesOf(site, wants, path),
    ...(registry && { registry }),
    secrets,
    environment: environmentOf(cluster.text, environment, path),
    ...(outside.length > 0 && { externals: outside }),
    ...(own.length > 0 && { allowed: own }),
  };
}

/** Of the rules that are allowed, those on this cluster and its objects. */
function allowedOn({ cluster, objects }: Site, allowed: readonly Finding[]): AllowedRule[] {
  if (allowed.length === 0) return [];
  const here = new Set([`cluster ${cluster?.name}`, ...objects.map(({ json }) => nameOf(json))]);
  return allowed
    .map(({ rule, object, reason }) => ({ rule, object: `${object}`, reason: `${reason}` }))
    .filter(({ object }) => here.has(object));
}

type Path = (path: string) => string;

/** Paths of the program, as whoever stands in a folder writes them. What is absolute stays so where it leads out of it. */
const pathsFrom =
  (folder: string): Path =>
  (path) => {
    const from = relative(folder, resolve(path)).replaceAll('\\', '/');
    return isAbsolute(path) && from.startsWith('..') ? path : from || '.';
  };

function imagesOf(site: Site, { built }: Wants, path: Path): Handoff['images'] {
  const named = podsOf(site).flatMap(({ containers }) => containers.flatMap(({ image }) => image ?? []));
  // A rule says what is wrong with the others; no command could name them.
  const used = named.filter(isWord);
  const loaded = new Set(site.objects.flatMap(({ sideLoaded = [] }) => sideLoaded).map(canonicalImage));
  const builds = new Map(built.map((image) => [canonicalImage(image.image), image]));
  const isBuilt = (image: string) => builds.has(canonicalImage(image));
  const isLoaded = (image: string) => loaded.has(canonicalImage(image)) && !isBuilt(image);
  return {
    pulled: sorted(used.filter((image) => !isBuilt(image) && !isLoaded(image))),
    sideLoaded: sorted(used.filter(isLoaded)),
    built: [...builds.values()]
      .map((image): BuiltImage => ({ ...image, context: path(image.context) }))
      .sort((one, other) => compare(one.image, other.image)),
  };
}

const sorted = (texts: readonly string[]) => [...new Set(texts)].sort();

/** The registry that k3d makes; its push name is known where its port is. */
function madeRegistry(cluster: ClusterFacts): MadeRegistry | undefined {
  const { created } = registriesOf(cluster);
  if (!created?.hostPort) return undefined;
  const { name, host, hostPort, address } = created;
  return { name, push: pushAddress(host, hostPort), pull: address };
}

const placeOf = ({ namespace, name }: { readonly namespace?: string; readonly name: string }) => `${namespace}/${name}`;

/** One Secret for all that ask for the same; a certificate is then for all their hosts. */
function secretsOf(site: Site, { logins, secrets }: Wants, path: Path): MadeSecret[] {
  const stated = [...groupBy(secrets, placeOf).values()].map((same) => together(same[0]!, same));
  return [...loginSecrets(site, logins), ...stated]
    .map((secret) => ({ ...secret, from: fromProject(secret.from, path) }) as MadeSecret)
    .sort((one, other) => compare(placeOf(one), placeOf(other)));
}

const together = (first: StatedSecret, same: readonly StatedSecret[]): StatedSecret =>
  first.kind === 'tls'
    ? { ...first, hosts: sorted(same.flatMap((each) => (each.kind === 'tls' ? each.hosts : []))) }
    : first;

/** Fields of a source that name a file. */
const FILES = new Set(['file', 'certificate', 'key']);

/** A source, or several by their keys, with files told from the project. */
const fromProject = <T extends object>(source: T, path: Path): T =>
  Object.fromEntries(
    Object.entries(source).map(([field, said]) => [
      field,
      typeof said === 'object' ? fromProject(said, path) : FILES.has(field) ? path(said) : said,
    ]),
  ) as T;

/** Every variable in the text, with what is known of it. */
function environmentOf(written: string, known: readonly EnvironmentName[], path: Path): EnvironmentName[] {
  const names = Array.from(written.matchAll(/\$\{?([A-Za-z_]\w*)/g), ([, name]) => `${name}`);
  return sorted(names).map((name) => {
    const { from, ...variable } = known.find((each) => each.name === name) ?? { name };
    if (!from) return variable;
    return { ...variable, from: fromProject(from, path) };
  });
}
