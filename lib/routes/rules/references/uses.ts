import { memo } from '../../plain';
import type { Site } from '../../world';
import { usesOfAutoscalers } from './of-autoscalers';
import { usesOfBindings } from './of-bindings';
import { usesOfClasses } from './of-classes';
import { usesOfGateways } from './of-gateways';
import { usesOfIngresses } from './of-ingresses';
import { usesOfPods } from './of-pods';
import { usesOfTraefik } from './of-traefik';
import { usesInTraefik } from './of-traefik-fields';
import type { Use } from './use';

/** Every reference in a site to something that must be there; optional ones are left out. */
export const usesOf = memo((site: Site): readonly Use[] => [
  ...usesOfPods(site),
  ...usesOfIngresses(site),
  ...usesOfTraefik(site),
  ...usesInTraefik(site),
  ...usesOfGateways(site),
  ...usesOfClasses(site),
  ...usesOfBindings(site),
  ...usesOfAutoscalers(site),
]);
