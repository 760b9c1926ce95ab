import { type ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { chartOf, landsIn } from '../analysis/chart';
import { declare } from '../analysis/declare';
import type { PortRequest } from '../analysis/facts';
import { given, type PropertyComplaint } from '../analysis/given';
import { TRAEFIK_CLASS } from '../routes/network/traefik-names';
import { pathOf, urlOf } from '../routes/network/url';
import type { TlsSecret } from '../routes/needs';
import { groupBy } from '../routes/plain';
import { Protocol } from '../routes/protocol';
import { kubeObject } from '../workload/kube-object';
import type { IWorkload, ServiceAddress } from '../workload/workload';
import type { Certificate } from './certificate';
import { reachComplaints } from './reach';
import { HOST_INGRESS } from './shapes';
import { stripComplaints, strippedBy } from './strip-path';

/** A host and path that lead to a workload. */
export interface IngressPath {
  /** What it leads to. */
  readonly workload: IWorkload;
  /**
   * Name in the URL.
   *
   * @default - the `host` of the ingress
   */
  readonly host?: string;
  /**
   * Path in the URL, with everything below it.
   *
   * @default /
   */
  readonly path?: string;
  /**
   * This path alone, and nothing below it.
   *
   * @default false
   */
  readonly exact?: boolean;
}

/** Names on one of the controller's ports. `host` and `workload` say it for one, `paths` for more. */
export interface HostIngressProps {
  /**
   * Name in the URL.
   *
   * @default - every name
   */
  readonly host?: string;
  /**
   * What every path of the host leads to, unless `paths` says otherwise of some.
   *
   * @default - `paths` says it
   */
  readonly workload?: IWorkload;
  /**
   * More hosts and paths.
   *
   * @default - none
   */
  readonly paths?: IngressPath[];
  /**
   * Port on this machine that leads to the controller's port 80.
   *
   * @default - none: another exposure or the cluster maps it
   */
  readonly hostPort?: number;
  /**
   * Port on this machine that leads to the controller's port 443.
   *
   * @default - none: another exposure or the cluster maps it
   */
  readonly httpsHostPort?: number;
  /**
   * Certificate of the hosts. The hand-off makes its Secret; dist/ names it.
   *
   * @default - the controller's own certificate, which browsers warn of, or what stands in `tlsSecret`
   */
  readonly tls?: Certificate;
  /**
   * Secret with the certificate of the hosts.
   *
   * @default - with `tls`, `<name>-tls`; otherwise none
   */
  readonly tlsSecret?: string;
  /**
   * Controller that serves it.
   *
   * @default traefik
   */
  readonly className?: string;
  /**
   * Path that a first request asks for, and `verify` too. It makes no rule: that is `path` of an entry of `paths`.
   *
   * @default - the path of each rule
   */
  readonly path?: string;
  /**
   * Cut the paths off before pods see them: `/api/users` reaches them as `/users`. A Middleware `<name>-strip` of Traefik
   * does it, of the first of `paths` that fits. What stands at `/` needs an ingress of its own.
   *
   * @default false
   */
  readonly stripPath?: boolean;
  /**
   * Name of the Ingress.
   *
   * @default - the id
   */
  readonly name?: string;
  /**
   * Labels of the Ingress.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Ingress.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** The controller that k3s brings, and the ports that it opens on every node. */
const CONTROLLER = { className: TRAEFIK_CLASS, http: 80, https: 443 } as const;

/** Host port → load balancer → ingress controller → own Service of the workload → pods: an Ingress. */
export class HostIngress extends Construct {
  /**
   * First URL on this machine.
   *
   * @default - no host port: ask `Access`
   */
  public readonly url?: string;
  /** Every URL on this machine: one for each host, path and host port. */
  public readonly urls: string[];
  /** The Ingress, for JSON patches. */
  public readonly ingressObject: ApiObject;

  constructor(scope: Construct, id: string, props: HostIngressProps) {
    super(scope, id);
    const { namespace } = chartOf(this);
    const { props: read, complaints } = given(props, HOST_INGRESS);
    props = read;
    const paths = allPaths(props);
    const own = [...new Set(paths.flatMap(({ host }) => host ?? []))];
    const name = props.name ?? id;
    const cut = paths.map(({ path = '/' }) => path);
    const stripping = props.stripPath ? stripComplaints(cut, props.className) : [];
    const annotations =
      props.stripPath && stripping.length === 0
        ? strippedBy(this, { ingress: name, namespace: landsIn(namespace), paths: cut, annotations: props.annotations })
        : props.annotations;
    const secretName = props.tlsSecret ?? (props.tls && `${name}-tls`);
    this.urls = urls(props, paths);
    this.url = this.urls[0];
    const ports = portRequests(props);
    this.ingressObject = kubeObject(
      this,
      'ingress',
      'Ingress',
      {
        metadata: {
          name,
          ...(props.labels && { labels: props.labels }),
          ...(annotations && { annotations }),
        },
        spec: {
          ingressClassName: props.className ?? CONTROLLER.className,
          ...(secretName && { tls: [{ secretName, ...(own.length > 0 && { hosts: own }) }] }),
          rules: rules(paths),
        },
      },
      {
        exposure: {
          hostPorts: ports.map(({ hostPort }) => hostPort),
          ...(props.path !== undefined && { path: props.path }),
        },
        fields: () => fields(props, paths),
      },
    );
    declare(this, {
      ports,
      ...(props.tls && secretName && { secret: tlsSecret(secretName, namespace, own, props.tls) }),
      complaints: (homes) => [
        ...complaints,
        ...stripping,
        ...certificateComplaints(props.tls, own),
        ...paths.flatMap(({ field, workload }) => reachComplaints(this.ingressObject, field, workload, homes)),
        ...(paths.length + complaints.length > 0 ? [] : [NOWHERE]),
      ],
    });
  }
}

const tlsSecret = (
  name: string,
  namespace: string | undefined,
  hosts: readonly string[],
  { _certificate: from }: Certificate,
): TlsSecret => ({ kind: 'tls', name, namespace: landsIn(namespace), hosts, from });

/** mkcert makes a certificate for names, and for nothing else. */
function certificateComplaints(tls: Certificate | undefined, hosts: readonly string[]): PropertyComplaint[] {
  if (tls?._certificate.kind !== 'mkcert' || hosts.length > 0) return [];
  return [
    {
      field: 'tls',
      message: 'tls is Certificate.fromMkcert(), and the ingress names no host that the certificate would be for.',
      remedy: 'Say host: "shop.localhost".',
    },
  ];
}

const NOWHERE: PropertyComplaint = {
  field: 'workload',
  message: 'workload is missing, and paths too: the ingress leads nowhere.',
  remedy: 'Say workload: <your WebApp>, or list paths.',
};

interface PathOfIngress extends IngressPath {
  /** Property that says the workload. */
  readonly field: string;
}

function allPaths({ host, workload, paths = [] }: HostIngressProps): PathOfIngress[] {
  return [
    ...(workload ? [{ field: 'workload', host, workload }] : []),
    ...paths.map((path, index) => ({ ...path, host: path.host ?? host, field: `paths[${index}].workload` })),
  ];
}

/** One rule a host, in the order in which the hosts are named. */
function rules(paths: readonly PathOfIngress[]): k8s.IngressRule[] {
  return [...byHost(paths)].map(([host, own]) => ({
    ...(host !== undefined && { host }),
    http: {
      paths: own.map(({ path = '/', exact, workload }) => ({
        path,
        pathType: exact ? 'Exact' : 'Prefix',
        backend: backend(workload.service()),
      })),
    },
  }));
}

const byHost = (paths: readonly PathOfIngress[]) => groupBy(paths, ({ host }) => host);

const backend = ({ name, port }: ServiceAddress): k8s.IngressBackend => ({
  service: { name, port: { number: port } },
});

function portRequests({ hostPort, httpsHostPort }: HostIngressProps): PortRequest[] {
  return [
    { hostPort, clusterPort: CONTROLLER.http },
    { hostPort: httpsHostPort, clusterPort: CONTROLLER.https },
  ].flatMap(({ hostPort: asked, clusterPort }) =>
    asked === undefined ? [] : [{ hostPort: asked, clusterPort, protocol: Protocol.TCP }],
  );
}

function urls({ hostPort, httpsHostPort }: HostIngressProps, paths: readonly PathOfIngress[]): string[] {
  // Docker chooses where it is 0, and nobody knows the URL.
  const sockets = [
    ...(hostPort ? [{ scheme: 'http' as const, hostPort }] : []),
    ...(httpsHostPort ? [{ scheme: 'https' as const, hostPort: httpsHostPort }] : []),
  ];
  return [
    ...new Set(
      sockets.flatMap((socket) =>
        paths.map(({ host, path }) => urlOf(socket.scheme, host ?? 'localhost', socket.hostPort, pathOf(path))),
      ),
    ),
  ];
}

/** The fields of the Ingress in the words of who wrote it. */
function fields(props: HostIngressProps, paths: readonly PathOfIngress[]): Record<string, string> {
  const byRule = [...byHost(paths).values()].flatMap((own, rule) => [
    // Name and port are those of the workload, which is the one to name.
    ...own.map(({ field }, index) => [`spec.rules[${rule}].http.paths[${index}]`, field.replace(/\.workload$/, '')]),
    ...own.map((_, index) => [`spec.rules[${rule}].http.paths[${index}].backend`, '']),
    ...own.slice(0, 1).map(({ field }) => [`spec.rules[${rule}].host`, field.replace(/workload$/, 'host')]),
    ...own.map(({ field }, index) => [
      `spec.rules[${rule}].http.paths[${index}].path`,
      field.replace(/workload$/, 'path'),
    ]),
  ]);
  const tls = props.tlsSecret === undefined ? 'tls' : 'tlsSecret';
  return {
    ...Object.fromEntries(byRule),
    // Nothing to lead to is said of the construct.
    ...(paths.length === 0 && { spec: '' }),
    'metadata.name': props.name === undefined ? 'id' : 'name',
    'metadata.labels': 'labels',
    'metadata.annotations': 'annotations',
    'spec.ingressClassName': 'className',
    'spec.tls': tls,
    'spec.tls[0].secretName': tls,
    // The hosts are those of the rules.
    'spec.tls[0].hosts': '',
  };
}
