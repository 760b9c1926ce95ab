import { networkOf } from '../../network/network';
import { heldTo, type Rule } from '../rule';
import { aboutRoute } from '../speak';
import { broken } from './doors';
import { enable } from '../enable';

const ingressControllerDisabled: Rule = {
  id: 'ingress-controller-disabled',
  title: 'An Ingress stands in a cluster without a controller',
  supersedes: ['ingress-class-unknown', 'mapping-without-target'],
  *check(site) {
    for (const way of broken(site, 'ingress-controller-disabled')) {
      yield aboutRoute(
        way.facts,
        {
          level: heldTo(site, way.facts),
          path: 'spec.ingressClassName',
          message: `Traefik is disabled and the app brings no other controller, so nothing serves ${way.web!.rule.id}.`,
          remedy: enable(site, 'traefik'),
        },
        way,
      );
    }
  },
};

const ingressClassUnknown: Rule = {
  id: 'ingress-class-unknown',
  title: 'An Ingress asks for a class that nothing serves',
  *check(site) {
    const { names } = networkOf(site).classes;
    for (const way of broken(site, 'ingress-class-unknown')) {
      const { ingressClass } = way.web!;
      yield aboutRoute(
        way.facts,
        {
          level: heldTo(site, way.facts),
          path: 'spec.ingressClassName',
          message: `Nothing in the cluster or the app serves class "${ingressClass}", so no request reaches ${way.web!.rule.id}.`,
          remedy: `Use a class that is there: ${names.join(', ')}.`,
        },
        way,
      );
    }
  },
};

/** Who serves an Ingress. */
export const controllerRules: readonly Rule[] = [ingressControllerDisabled, ingressClassUnknown];
