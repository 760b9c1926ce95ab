import { Construct } from 'constructs';
import { findChart, landsIn } from '../analysis/chart';
import { declare } from '../analysis/declare';
import { given, insist, need, shown, type PropertyComplaint } from '../analysis/given';
import { secretNameComplaints } from '../analysis/only-names';
import { hostIn, imageAt } from '../routes/image-name';
import type { Credential } from './credential';
import type { IImageRegistry } from './registry';
import { IMAGE_NAME, PRIVATE_REGISTRY } from './shapes';

/** A registry that gives images only after a login. */
export interface PrivateRegistryProps {
  /** Host, and port if it has one, as image names begin: `registry.example.com`, `docker.io`. */
  readonly server: string;
  /**
   * Where the login comes from. Workloads that name the registry get it as a Secret in their namespace, made by the
   * hand-off: dist/ holds its name alone.
   *
   * @default - the nodes log in: `registries.configs` of the cluster says how
   */
  readonly credential?: Credential;
  /**
   * Name of the Secret.
   *
   * @default - the id, or the Secret that `Credential.fromSecret` names
   */
  readonly secretName?: string;
}

/** A registry that wants a login, and where that comes from. */
export class PrivateRegistry extends Construct implements IImageRegistry {
  /** Host and port, as image names begin. */
  public readonly server: string;
  /**
   * Secret with the login, in the namespace of the pods.
   *
   * @default - the nodes log in
   */
  public readonly pullSecret?: string;
  private readonly named = new Set<string>();

  constructor(scope: Construct, id: string, props: PrivateRegistryProps) {
    super(scope, id);
    const read = given(props, PRIVATE_REGISTRY);
    need(this, read, 'server', 'Write server: "registry.example.com".');
    const { server, credential, secretName } = read.props;
    // A server that is complained about must not make every image name wrong too.
    this.server = hostMeant(server);
    const secret = secretName ?? credential?._secret ?? id;
    if (credential) this.pullSecret = secret;
    const chart = findChart(this);
    declare(this, {
      privateRegistry: {
        server,
        ...(credential && { secret }),
        ...(credential?._login && { from: credential._login }),
        ...(chart && { namespace: landsIn(chart.namespace) }),
        images: this.named,
      },
      complaints: () => [...read.complaints, ...serverComplaints(server), ...secretComplaints(id, read.props)],
    });
  }

  /**
   * Name of one of its images.
   *
   * @param name the name without registry, for example `team/app`
   * @param tag the tag; without one, `name` has it already
   */
  public image(name: string, tag?: string): string {
    const said = insist(`${this.node.path}: image`, { name, tag }, IMAGE_NAME);
    const image = imageAt(this.server, said.name, said.tag);
    this.named.add(image);
    return image;
  }
}

/** Host and port of what was written for a server: a URL, or a login before it, is a slip that is told. */
const hostMeant = (server: string) => hostIn(server.replace(/^.*@/s, '')).replace(/\s.*$/s, '');

function serverComplaints(server: string): PropertyComplaint[] {
  if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?$/i.test(server)) return [];
  const host = hostMeant(server);
  return [
    {
      field: 'server',
      message: `server is ${shown(server)}, and no host as image names begin with one: it holds more than letters, digits, "-", "." and a port.`,
      remedy: `Write server: "${host === '' ? 'registry.example.com' : host}".`,
    },
  ];
}

function secretComplaints(id: string, { credential, secretName }: PrivateRegistryProps): PropertyComplaint[] {
  if (credential?._login) {
    return secretNameComplaints({ secret: 'The Secret with the login', property: 'secretName', name: secretName, id });
  }
  if (secretName === undefined) return [];
  if (credential && credential._secret === secretName) return [];
  return [
    {
      field: 'secretName',
      message: credential
        ? `secretName is "${secretName}", and the credential is Credential.fromSecret("${credential._secret}").`
        : `secretName is "${secretName}", and no credential says what would be in that Secret.`,
      remedy: credential ? 'Leave secretName out.' : 'Add credential, or leave secretName out.',
    },
  ];
}
