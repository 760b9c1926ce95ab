import type { Named } from '../../named';
import { list, record, text, type Plain } from '../../plain';
import { takesPolicyWord } from '../traefik-versions';
import { GATEWAY_API, TRAEFIK_CONTROLLER } from './api';

/** The GatewayClass and the Gateway that the chart of Traefik makes of its values. */
export function broughtGateways(config: Named | undefined, values: Plain, minor?: number): readonly Named[] {
  const { enabled, name, namespace, listeners } = record(values.gateway);
  const ofClass = record(values.gatewayClass);
  const className = text(ofClass.name) ?? 'traefik';
  const brought = (kind: string, called: string, spec: Plain, home?: string): Named => {
    const apiVersion = `${GATEWAY_API}/v1`;
    const json = { apiVersion, kind, metadata: { name: called, namespace: home }, spec };
    // What is said about it is said where its values stand.
    const object = config?.object ?? { json, where: '', declared: false };
    return { object, json, group: GATEWAY_API, apiVersion, kind, name: called, namespace: home };
  };
  const gatewayClass = brought('GatewayClass', className, { controllerName: TRAEFIK_CONTROLLER });
  const spec = { gatewayClassName: className, listeners: Object.entries(record(listeners)).map(listenerOf(minor)) };
  const gateway = brought('Gateway', text(name) ?? 'traefik-gateway', spec, text(namespace) ?? 'kube-system');
  return [...(ofClass.enabled === false ? [] : [gatewayClass]), ...(enabled === false ? [] : [gateway])];
}

/** Older charts take the policy as one word, newer ones as the API does. */
const listenerOf =
  (minor?: number) =>
  ([name, said]: readonly [string, unknown]): Plain => {
    const { port, protocol, hostname, namespacePolicy: policy, certificateRefs, mode } = record(said);
    const namespaces = typeof policy === 'string' && takesPolicyWord(minor) ? { from: policy } : policy;
    return {
      name,
      port,
      protocol,
      hostname,
      allowedRoutes: { namespaces },
      tls: list(certificateRefs).length > 0 || mode !== undefined ? { certificateRefs, mode } : undefined,
    };
  };
