import type { Said } from '../analysis/given';
import {
  bindComplaints,
  hostComplaints,
  loginComplaints,
  proxyComplaints,
  tlsComplaints,
  urlLoginComplaints,
} from '../images/complaints';
import { hideLogin } from '../routes/hide-login';
import type { K3dClusterConfigProps } from './k3d-cluster-props';

/** A host, perhaps with a port and a path below it: what stands before the name of an image. */
const PREFIX = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?(\/[a-z0-9._-]+)*$/;

/** What is wrong with where images come from, and does not show in the cluster file. */
export function registryComplaints({ registries = {}, helperImages }: K3dClusterConfigProps): Said[] {
  const { mirrors = {}, configs = {}, create } = registries;
  return [
    ...Object.entries(mirrors).flatMap(([registry, { endpoints }]) =>
      endpoints.flatMap((url, index) =>
        urlLoginComplaints(`registries.mirrors["${registry}"].endpoints[${index}]`, url),
      ),
    ),
    ...Object.entries(configs).flatMap(([host, { credential, tls }]) => [
      ...loginComplaints(`registries.configs["${host}"].credential`, credential),
      ...tlsComplaints(`registries.configs["${host}"].tls`, tls),
    ]),
    ...hostComplaints('registries.create.host', create?.host),
    ...bindComplaints('registries.create.volumes', create?.volumes),
    ...loginComplaints('registries.create.pullThrough.credential', create?.pullThrough?.credential),
    ...proxyComplaints('registries.create.pullThrough', create?.pullThrough?.remoteUrl),
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
