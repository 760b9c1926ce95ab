import { registryCreateIgnored, registryProxyUnused } from './images/created';
import { imageLoginMissing } from './images/logins';
import {
  registryConfigKeyUnmatched,
  registryEndpointPath,
  registryEndpointPort,
  registryEndpointScheme,
} from './images/mirrors';
import { imageNameInvalid } from './images/names';
import { imageNeverPulled } from './images/never';
import { imageNotPinned, imageSideLoadedButAlways } from './images/pinned';
import { registryLoginInPlainSight } from './images/plain-logins';
import { imageRegistryUnresolvable } from './images/resolve';
import type { Rule } from './rule';

/** Rules on images, and on the registries that they come from. */
export const imageRules: readonly Rule[] = [
  imageNameInvalid,
  imageNotPinned,
  imageNeverPulled,
  imageSideLoadedButAlways,
  imageRegistryUnresolvable,
  imageLoginMissing,
  registryEndpointScheme,
  registryEndpointPort,
  registryEndpointPath,
  registryConfigKeyUnmatched,
  registryProxyUnused,
  registryCreateIgnored,
  registryLoginInPlainSight,
];
