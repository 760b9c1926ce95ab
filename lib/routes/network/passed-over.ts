import type { Asked } from './asked';
import type { Others } from './others';
import type { Provider } from './providers';
import type { Traefik } from './traefik';
import type { Refusal, WebRule } from './web-rules';

/** What Traefik is told to pass over, laid over who serves a rule by its class. */
export const heeding =
  (traefik: Traefik, others: Others) =>
  (asked: Asked, rule: WebRule): Asked => {
    if (asked.server !== 'traefik') return asked;
    const provider = rule.kind === 'Ingress' ? traefik.ingresses : traefik.routes;
    const ignored = ignoredBy(provider, rule, asked);
    if (ignored && !others.ingressController) return { ...asked, ignored };
    if (!ignored && !provider.selectsLabels) return asked;
    // Another controller may well read what this one is told to leave to it.
    const why = ignored?.why ?? `${provider.values}.labelSelector of Traefik may leave ${rule.id} out.`;
    return { ...asked, server: 'unknown', why };
  };

/** Why a provider reads no such rule; undefined where it does. */
function ignoredBy(
  { values, enabled, namespaces, ingressClass }: Provider,
  { id, kind, namespace }: WebRule,
  asked: Asked,
): Refusal | undefined {
  const refuse = (setting: string, why: string, remedy: string): Refusal => ({
    why: `${values}.${setting} of Traefik ${why}.`,
    fault: 'ingress-passed-over',
    remedy: `${remedy} in HelmChartConfig kube-system/traefik.`,
  });
  if (!enabled) {
    const why = `is false, so it reads no ${kind}, and nothing serves ${id}`;
    return refuse('enabled', why, `Remove ${values}.enabled`);
  }
  if (namespaces.length > 0 && !namespaces.includes(namespace)) {
    const why = `is ${namespaces.join(', ')}, so it does not see ${id}`;
    return refuse('namespaces', why, `Add ${namespace} to ${values}.namespaces`);
  }
  // What an IngressRoute says of its class is held against the same value where the class is found.
  if (kind !== 'Ingress' || ingressClass === undefined || ingressClass === asked.ingressClass) return undefined;
  const why = `is "${ingressClass}", so it does not read ${id} of class "${asked.ingressClass}"`;
  return refuse('ingressClass', why, `Use class "${asked.ingressClass}" for ${values}.ingressClass`);
}
