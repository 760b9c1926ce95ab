import type { IConstruct } from 'constructs';
import { loginKey } from '../routes/image-name';
import type { BuiltImage, LoginSecret, LoginSource, TlsSecret } from '../routes/needs';
import { podsOf } from '../routes/pods';
import { pullSecretsOf } from '../routes/pull-secrets';
import type { Complaint, ExternalFacts, ObjectFacts, PrivateRegistryFacts, Site } from '../routes/world';
import { sourceOf } from './facts';
import { homesOf, type Survey } from './survey';

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
  readonly certificates: readonly TlsSecret[];
  readonly built: readonly BuiltImage[];
}

/** What the analysis of a site has to know of its images and certificates. */
interface SiteImages {
  readonly privateRegistries: readonly PrivateRegistryFacts[];
  /** Secrets that are there when the pods start. */
  readonly externals: readonly ExternalFacts[];
  readonly complaints: readonly Complaint[];
  readonly wants: Wants;
}

interface PrivateHere extends PrivateRegistryFacts {
  readonly construct: IConstruct;
  readonly from?: LoginSource;
}

/** Reads what constructs say of images and certificates on one cluster, or on none. */
export function imagesOf(
  cluster: IConstruct | undefined,
  surveyed: Survey,
  objects: readonly ObjectFacts[],
): SiteImages {
  const { images } = surveyed;
  const isHere = ({ construct }: { readonly construct: IConstruct }) => {
    const homes = homesOf(construct, surveyed);
    return cluster ? homes.includes(cluster) : homes.length === 0;
  };
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
  const certificates = images.certificates.filter(isHere);
  return {
    privateRegistries: privates.map(({ from: _, construct: __, ...facts }) => facts),
    externals: [
      ...privates.flatMap((each) => secretsOutside(each, objects)),
      ...certificates.map(({ tls: { name, namespace } }) => ({ kind: 'Secret', name, namespace })),
    ],
    complaints: [
      ...secretsTaken(privates),
      ...certificatesTaken(certificates),
      ...registryComplaints(surveyed, images.registries.filter(isHere)),
    ],
    wants: {
      logins: privates.flatMap(({ secret, server, from, namespaces }) =>
        secret !== undefined && from ? [{ secret, server, from, ...(namespaces && { namespaces }) }] : [],
      ),
      certificates: certificates.map(({ tls }) => tls),
      built: images.built.filter(isHere).map(({ image }) => image),
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
  return (namespaces ?? [undefined]).map((namespace) => ({ kind: 'Secret', name: secret, namespace }));
}

/** Two logins cannot be one Secret of one namespace. */
function secretsTaken(privates: readonly PrivateHere[]): readonly Complaint[] {
  const taken = new Map<string, PrivateHere>();
  return privates.flatMap((each) => {
    const { secret, server, from, namespaces = ['*'] } = each;
    if (!from) return [];
    const others = namespaces.flatMap((namespace) => {
      const key = `${namespace}/${secret}`;
      const other = taken.get(key) ?? each;
      taken.set(key, other);
      return JSON.stringify([other.server, other.from]) === JSON.stringify([server, from]) ? [] : [other];
    });
    return others.slice(0, 1).map((other) => ({
      ...placeOf(each.construct),
      message: `Secret "${secret}" would hold the login of "${server}" here, and that of "${other.server}" at ${other.where}.`,
      remedy: 'Give one of the two another secretName.',
    }));
  });
}

/** Two certificates cannot be one Secret of one namespace. */
function certificatesTaken(certificates: Survey['images']['certificates']): readonly Complaint[] {
  const taken = new Map<string, (typeof certificates)[number]>();
  return certificates.flatMap((each) => {
    const { name, namespace, from } = each.tls;
    const other = taken.get(`${namespace}/${name}`) ?? each;
    taken.set(`${namespace}/${name}`, other);
    if (JSON.stringify(other.tls.from) === JSON.stringify(from)) return [];
    return [
      {
        ...placeOf(each.construct),
        message: `Secret "${name}" would hold one certificate here, and another one at ${other.construct.node.path}.`,
        remedy: 'Give one of the two another tlsSecret.',
      },
    ];
  });
}

/** A registry is made with one cluster. */
function registryComplaints(surveyed: Survey, registries: Survey['images']['registries']): readonly Complaint[] {
  return registries.flatMap(({ construct, registry }) => {
    const homes = homesOf(construct, surveyed).length;
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
