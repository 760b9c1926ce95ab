import { CLASS_ANNOTATION } from '../../network/classes';
import { networkOf } from '../../network/network';
import { record } from '../../plain';
import { enable } from '../enable';
import type { Rule } from '../rule';
import { lackRule } from './breaking';

const ingressControllerDisabled = lackRule(
  'ingress-controller-disabled',
  'An Ingress stands in a cluster without a controller',
  ({ web }, site) => ({
    path: 'spec.ingressClassName',
    message: `Traefik is disabled and the app brings no other controller, so nothing serves ${web!.rule.id}.`,
    remedy: enable(site, 'traefik'),
  }),
  ['ingress-class-unknown', 'mapping-without-target'],
);

const ingressClassUnknown = lackRule(
  'ingress-class-unknown',
  'An Ingress asks for a class that nothing serves',
  ({ web }, site) => {
    const { rule, ingressClass } = web!;
    const spec = record(record(rule.facts.json).spec);
    return {
      path: spec.ingressClassName === undefined ? `metadata.annotations.${CLASS_ANNOTATION}` : 'spec.ingressClassName',
      message: `Nothing in the cluster or the app serves class "${ingressClass}", so no request reaches ${rule.id}.`,
      remedy:
        rule.kind === 'Ingress'
          ? `Use a class that is there: ${networkOf(site).classes.names.join(', ')}.`
          : `Leave out the annotation ${CLASS_ANNOTATION}: Traefik reads an ${rule.kind} without it.`,
    };
  },
);

/** Who serves an Ingress. */
export const controllerRules: readonly Rule[] = [ingressControllerDisabled, ingressClassUnknown];
