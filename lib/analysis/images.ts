import type { IConstruct } from 'constructs';
import { loginKey } from '../routes/image-name';
import { madeKeys } from '../routes/made-secret';
import type { BuiltImage, LoginSecret, LoginSource } from '../routes/needs';
import { podsOf } from '../routes/pods';
import { pullSecretsOf } from '../routes/pull-secrets';
import type { BuildFacts, Complaint, ExternalFacts, ObjectFacts, PrivateRegistryFacts, Site } from '../routes/world';
import { sourceOf, type StatedSecret } from './facts';
import { type Claim, secretsTaken } from './secret-claims';
import { runsOn, type Survey, type SurveyedCluster } from './survey';

/** A Secret with a login that the hand-off makes, where pods ask for it. */
interface WantedLogin {
  readonly secret: string;
  readonly server: string;
  readonly from: LoginSource;
  /** Namespaces in which it may be asked for; absent: any. */
  readonly namespaces?: readonly string[];
}

/** What the hand-off brings to a site. */
export interface Wants {
  readonly logins: readonly WantedLogin[];
  readonly secrets: readonly StatedSecret[];
  readonly built: readonly BuiltImage[];
}

/** What the analysis of a site has to know of its images and Secrets. */
interface SiteImages {
  readonly privateRegistries: readonly PrivateRegistryFacts[];
  /** Secrets that are there when the pods start. */
  readonly externals: readonly ExternalFacts[];
  readonly complaints: readonly Complaint[];
  readonly builds: readonly BuildFacts[];
  readonly wants: Wants;
}

interface PrivateHere extends PrivateRegistryFacts {
  readonly construct: IConstruct;
  readonly from?: LoginSource;
}

/** Reads what constructs say of images and Secrets on one cluster, or on none. */
export function imagesOf(
  cluster: SurveyedCluster | undefined,
  surveyed: Survey,
  objects: readonly ObjectFacts[],
): SiteImages {
  const { images } = surveyed;
  const isHere = runsOn(cluster, surveyed);
  const privates = images.privates.filter(isHere).map(({ construct, source }): PrivateHere => {
    const uses = images.logins.filter(({ login }) => login.registry === construct).map(({ login }) => login.namespace);
    const { namespace, ...facts } = source;
    return {
      ...facts,
      construct,
      where: construct.node.path,
      ...(namespace !== undefined && { namespaces: [...new Set([namespace, ...uses])] }),
    };
  });
  const secrets = images.secrets.filter(isHere);
  const built = images.built.filter(isHere);
  return {
    privateRegistries: privates.map(({ from: _, construct: __, ...facts }) => facts),
    externals: [
      ...privates.flatMap((each) => secretsOutside(each, objects)),
      ...secrets.map(({ secret }) => outside(secret, secret.namespace)),
    ],
    complaints: [
      ...secretsTaken([...privates.flatMap(loginClaim), ...secrets.map(statedClaim)], objects),
      ...registryComplaints(surveyed, images.registries.filter(isHere)),
    ],
    builds: built.map(({ construct, image }) => ({ ...image, where: construct.node.path })),
    wants: {
      logins: privates.flatMap(({ secret, server, from, namespaces }) =>
        secret !== undefined && from ? [{ secret, server, from, ...(namespaces && { namespaces }) }] : [],
      ),
      secrets: secrets.map(({ secret }) => secret),
      built: built.map(({ image }) => image),
    },
  };
}

const placeOf = (construct: IConstruct) => ({ where: construct.node.path, source: sourceOf(construct) });

/** A Secret that exists already may still be one of the app itself: then the rules look at that. */
function secretsOutside(
  { secret, namespaces, from }: PrivateHere,
  objects: readonly ObjectFacts[],
): readonly ExternalFacts[] {
  if (secret === undefined) return [];
  const isMade = ({ json }: ObjectFacts) => json?.kind === 'Secret' && json.metadata?.name === secret;
  if (!from) return objects.some(isMade) ? [] : [{ kind: 'Secret', name: secret }];
  return (namespaces ?? [undefined]).map((namespace) => outside({ kind: 'login', name: secret }, namespace));
}

/** To the rules, what the hand-off makes is there like anything else that no file holds. */
function outside(secret: { readonly kind: string; readonly name: string }, namespace?: string): ExternalFacts {
  return { kind: 'Secret', name: secret.name, namespace, keys: madeKeys(secret) };
}

const loginClaim = ({ construct, secret, server, from, namespaces = ['*'] }: PrivateHere): readonly Claim[] => {
  if (!from || secret === undefined) return [];
  const holds = `the login of "${server}"`;
  return [{ construct, kind: 'login', name: secret, namespaces, content: [server, from], holds }];
};

const HOLDS = { tls: 'a certificate', values: 'the values of a LocalSecret' } as const;

const statedClaim = ({ construct, secret }: Survey['images']['secrets'][number]): Claim => {
  const { kind, name, namespace, from } = secret;
  return { construct, kind, name, namespaces: [namespace], content: from, holds: HOLDS[kind] };
};

/** A registry is made with one cluster. */
function registryComplaints(surveyed: Survey, registries: Survey['images']['registries']): readonly Complaint[] {
  return registries.flatMap(({ construct, registry }) => {
    const homes = surveyed.clustersOf(construct).length;
    if (homes === 1) return [];
    return [
      {
        ...placeOf(construct),
        message:
          homes === 0
            ? `Registry "${registry.name}" is made with a cluster, and none is described.`
            : `Registry "${registry.name}" is made with one cluster, and the app describes ${homes}.`,
        remedy:
          homes === 0
            ? 'Add a K3dClusterConfig to the app.'
            : 'Make it below its cluster: new LocalRegistry(cluster, …).',
      },
    ];
  });
}

/** The Secrets with logins that the hand-off makes: one for each namespace in which pods ask for it. */
export function loginSecrets(site: Site, logins: readonly WantedLogin[]): readonly LoginSecret[] {
  const asked = new Set(
    podsOf(site).flatMap((pods) => (pullSecretsOf(site, pods) ?? []).map((name) => `${pods.namespace}/${name}`)),
  );
  const found = new Map<string, LoginSecret>();
  for (const { secret, server, from, namespaces } of logins) {
    for (const key of asked) {
      const namespace = key.slice(0, key.indexOf('/'));
      if (key !== `${namespace}/${secret}` || namespaces?.includes(namespace) === false) continue;
      found.set(key, { kind: 'login', name: secret, namespace, server: loginKey(server), from });
    }
  }
  return [...found.values()];
}
