import type { Handoff } from '../../../synth/handoff-shape';
import type { Tools } from '../../tools';
import { type Version, versionText } from '../../../routes/k3d/version';

/** From here k3d takes them by itself. */
const OWN = 'ghcr.io/k3d-io/';

/** The images that k3d starts beside the nodes, with their tags. */
interface HelperNames {
  readonly loadBalancer: string;
  readonly tools: string;
}

/** Their tag is the version of k3d; a k3d that has none takes the latest. */
export function helperNames(
  { k3d: { helperImages } }: Pick<Handoff, 'k3d'>,
  k3dVersion: Version | undefined,
): HelperNames {
  const tag = k3dVersion === undefined ? 'latest' : versionText(k3dVersion);
  return { loadBalancer: `${helperImages.loadBalancer}:${tag}`, tools: `${helperImages.tools}:${tag}` };
}

/** What k3d has to be told where its helper images come through a mirror. What the user says goes first. */
export function helperEnvironment(
  handoff: Pick<Handoff, 'k3d'>,
  k3dVersion: Version | undefined,
  environment: Tools['environment'],
): Record<string, string> {
  const { loadBalancer, tools } = helperNames(handoff, k3dVersion);
  const wanted = { K3D_IMAGE_LOADBALANCER: loadBalancer, K3D_IMAGE_TOOLS: tools };
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, image]) => !image.startsWith(OWN) && !environment[name]),
  );
}
