import { loginComplaints, madeRegistryComplaints, urlLoginComplaints } from '../images/complaints';
import { entry, type PropertyComplaint } from '../analysis/given';
import { hideLogin } from '../routes/hide-login';
import type { K3dClusterConfigProps } from './k3d-cluster-props';
import type { Mirror } from './mirrors';
import type { RegistryConfig, RegistryTls } from './registry-config';

/** A host, perhaps with a port and a path below it: what stands before the name of an image. */
const PREFIX = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?(\/[a-z0-9._-]+)*$/;

/** What is wrong with where images come from, and does not show in the cluster file. */
export function registryComplaints({ registries = {}, helperImages }: K3dClusterConfigProps): PropertyComplaint[] {
  const { mirrors = {}, configs = {}, create } = registries;
  return [
    ...mirrorComplaints('registries.mirrors', mirrors),
    ...configComplaints('registries.configs', configs),
    // Of port 0 docker makes a free one.
    ...madeRegistryComplaints((property) => `registries.create.${property}`, {
      ...create,
      hostPort: create?.hostPort || undefined,
    }),
    ...(helperImages === undefined || PREFIX.test(helperImages)
      ? []
      : [
          {
            field: 'helperImages',
            message: `helperImages is "${hideLogin(helperImages)}", and no image name can begin so.`,
            remedy: 'Write the host alone, for example "ghcr.example.com".',
          },
        ]),
  ];
}

/** Logins that stand in addresses. */
export const mirrorComplaints = (field: string, mirrors: Readonly<Record<string, Mirror>>): PropertyComplaint[] =>
  Object.entries(mirrors).flatMap(([registry, { endpoints }]) => {
    const at = entry(field, registry);
    return [
      ...urlLoginComplaints(at, registry),
      ...endpoints.flatMap((url, index) => urlLoginComplaints(`${at}.endpoints[${index}]`, url)),
    ];
  });

/** What is wrong with logins and certificates, by host. */
export const configComplaints = (
  field: string,
  configs: Readonly<Record<string, RegistryConfig>>,
): PropertyComplaint[] =>
  Object.entries(configs).flatMap(([host, { credential, tls }]) => {
    const at = entry(field, host);
    return [
      ...urlLoginComplaints(at, host),
      ...loginComplaints(`${at}.credential`, credential),
      ...tlsComplaints(`${at}.tls`, tls),
    ];
  });

/** Files that the node reads, as its own paths: a certificate and its key come together. */
function tlsComplaints(at: string, { caFile, certFile, keyFile }: RegistryTls = {}): PropertyComplaint[] {
  const files = Object.entries({ caFile, certFile, keyFile });
  const relative = files.flatMap(([name, path]): PropertyComplaint[] => {
    if (path === undefined || path.startsWith('/')) return [];
    const field = `${at}.${name}`;
    const message = `${field} is "${path}", and no absolute path: the node reads it, not this machine.`;
    return [
      {
        field,
        message,
        remedy: `Write the path that the file has in the node, for example "/etc/registry/${name}.pem".`,
      },
    ];
  });
  if ((certFile === undefined) === (keyFile === undefined)) return relative;
  const [there, missing] = certFile === undefined ? ['keyFile', 'certFile'] : ['certFile', 'keyFile'];
  const message = `${at}.${there} stands there without ${missing}.`;
  return [...relative, { field: `${at}.${there}`, message, remedy: `Add ${missing}, or leave ${there} out.` }];
}
