import { ingressBackendMissing } from './routes/backends';
import { balancerRules } from './routes/balancers';
import { controllerRules } from './routes/controllers';
import { doorRules } from './routes/doors';
import { endRules } from './routes/ends';
import { hostRules } from './routes/hosts';
import { ingressAnnotationIgnored } from './routes/ingress-annotations';
import { ingressPathCutOff, ingressPathExpression, ingressPathWildcard } from './routes/ingress-paths';
import { ingressRules } from './routes/ingresses';
import { mappingRules } from './routes/mappings';
import { middlewareBroken } from './routes/middlewares';
import { podsOnOtherNodes } from './routes/nodes';
import { policyRules } from './routes/policies';
import { ingressRedirectLosesPort } from './routes/redirects';
import { refusalRules } from './routes/refusals';
import { schemeRules } from './routes/schemes';
import { serviceSelectsOthers } from './routes/strangers';
import { ingressTlsOnHttpPort } from './routes/tls-doors';
import { ingressAnnotationMisplaced } from './routes/traefik-annotations';
import type { Rule } from './rule';

/** Rules of the seam: from a host port to a pod. */
export const routeRules: readonly Rule[] = [
  ...doorRules,
  ...mappingRules,
  ...balancerRules,
  ...controllerRules,
  ...ingressRules,
  ...refusalRules,
  ingressBackendMissing,
  middlewareBroken,
  ingressRedirectLosesPort,
  ingressPathWildcard,
  ingressPathExpression,
  ingressPathCutOff,
  ingressAnnotationIgnored,
  ingressAnnotationMisplaced,
  ingressTlsOnHttpPort,
  ...hostRules,
  ...endRules,
  podsOnOtherNodes,
  serviceSelectsOthers,
  ...policyRules,
  ...schemeRules,
];
