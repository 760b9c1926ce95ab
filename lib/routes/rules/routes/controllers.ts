import { networkOf } from '../../network/network';
import type { Rule } from '../rule';
import { enable } from '../enable';
import { lackRule } from './breaking';

const ingressControllerDisabled = lackRule(
  'ingress-controller-disabled',
  'An Ingress stands in a cluster without a controller',
  ({ web }, site) => ({
    path: web!.asked.field,
    message: `Traefik is disabled and the app brings no other controller, so nothing serves ${web!.rule.id}.`,
    remedy: networkOf(site).traefik.podless
      ? 'Remove deployment.enabled: false from HelmChartConfig kube-system/traefik.'
      : enable(site, 'traefik'),
  }),
  ['ingress-class-unknown', 'mapping-without-target'],
);

const ingressClassUnknown = lackRule(
  'ingress-class-unknown',
  'An Ingress asks for a class that nothing serves',
  ({ web }) => {
    const { rule, asked } = web!;
    return {
      path: asked.field,
      message: `Nothing in the cluster or the app serves class "${asked.ingressClass}", so no request reaches ${rule.id}.`,
      remedy: asked.instead!,
    };
  },
);

/** Who serves an Ingress. */
export const controllerRules: readonly Rule[] = [ingressControllerDisabled, ingressClassUnknown];
