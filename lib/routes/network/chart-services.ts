import { bringersIn } from '../bringers';
import type { Named } from '../named';
import { at, record, text, type Plain } from '../plain';
import type { Site } from '../world';
import { givenValues } from './chart-values';

/** Charts that make a LoadBalancer Service for the ports of the web → where their values say what it is. */
const FOR_THE_WEB: ReadonlyMap<string, string> = new Map([
  ['contour', 'envoy.service'],
  ['haproxy-ingress', 'controller.service'],
  ['ingress-nginx', 'controller.service'],
  ['kong', 'proxy'],
  ['nginx-ingress', 'controller.service'],
  ['traefik', 'service'],
]);

/** What may be said of that Service, so that it stays what it is. */
const HARMLESS: ReadonlySet<string> = new Set(['annotations', 'externalTrafficPolicy', 'labels']);

/** Values by which pods take ports of their node, or a Service has others. */
const OTHER_PORTS = /host(Port|Network)|exposedPort/;

/** The name of the chart that something has installed, without where it comes from. */
export function chartOf({ json }: Named): string {
  const { chart } = record(json.spec);
  const said = text(chart) ?? text(record(record(chart).spec).chart) ?? '';
  return said.replace(/^.*\//s, '');
}

/** What installs a chart that makes a LoadBalancer Service for the ports of the web, as far as its values tell. */
export const chartsForTheWeb = (site: Site): readonly Named[] =>
  bringersIn(site, 'HelmChart', 'HelmRelease').filter((one) => {
    const path = FOR_THE_WEB.get(chartOf(one));
    return path !== undefined && isUsual(record(one.json.spec), path);
  });

function isUsual(spec: Plain, path: string): boolean {
  const values = givenValues(spec);
  if (!values || spec.valuesFrom !== undefined) return false;
  const settings = Object.keys(record(spec.set));
  if (settings.some((setting) => setting.startsWith(path) || OTHER_PORTS.test(setting))) return false;
  return values.every(
    (given) =>
      !OTHER_PORTS.test(JSON.stringify(given ?? '')) &&
      Object.entries(at(given, path)).every(
        ([key, value]) => HARMLESS.has(key) || (key === 'type' && value === 'LoadBalancer'),
      ),
  );
}
