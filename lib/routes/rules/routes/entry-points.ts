import { ofHelm } from '../../helm';
import { called } from '../../names';
import { slipOf } from '../../nearest';
import { chartValuesOf } from '../../network/chart-values';
import { networkOf, type WebWay } from '../../network/network';
import { INNER } from '../../network/entry-points';
import { isTraefikConfig } from '../../network/traefik';
import { carriedBy } from '../../network/web-rules';
import { record } from '../../plain';
import type { Site } from '../../world';
import { unprivileged } from '../free-port';

/** What to write for a rule at a door that Traefik does not open. */
export function openPoint(site: Site, web: WebWay): string {
  const { rule, target } = web;
  const { entryPoints: all, opens, closed } = networkOf(site).traefik;
  if (opens !== 'ports') {
    const number = opens === 'nothing' ? '' : ', or write nodePort for the entry point and lead a host port there';
    return `Leave out what the HelmChartConfig ${OWN} says of the type of the Service, which is LoadBalancer by itself${number}.`;
  }
  const [first] = rule.entryPoints ?? [];
  const meant = first === undefined ? undefined : declared(site, web, first);
  if (meant !== undefined) return meant;
  const transport = carriedBy(rule);
  const open = all.flatMap(({ name, protocol }) => (protocol === transport && !INNER.has(name) ? name : []));
  if (rule.speaks === 'http' && open.length === 0) return reopen(closed);
  if (rule.speaks === 'http') return `Use an entry point that Traefik opens: ${open.join(', ')}.`;
  const asked = first ?? rule.name;
  const near = slipOf(asked, open);
  const isTaken = all.some((point) => point.name === asked);
  const name = isTaken ? `${asked}-${transport}` : asked;
  const number = 'port' in target ? target.port.port : 9000;
  const values = `ports: { ${name}: { port: ${unprivileged(number)}, exposedPort: ${number}, expose: { default: true }, protocol: ${transport.toUpperCase()} } }`;
  const besides = isTaken ? `, and name that in the route` : '';
  return `${near === undefined ? 'Open' : `Write "${near}", or open`} one in the values of a HelmChartConfig ${OWN}, for example ${values}${besides}.`;
}

const OWN = 'kube-system/traefik';

/** What to write where the values of the chart leave Traefik no door of the web. */
const reopen = (closed: readonly string[]): string =>
  closed.length === 0
    ? `Write entry points below "ports" in the values of the HelmChartConfig ${OWN}, or leave "ports" out: without a value it takes all of them away.`
    : `Leave ports.web in the values of the HelmChartConfig ${OWN} as its chart has it.`;

/** What is to be mended where the app has the entry point, and not as it should be. */
function declared(site: Site, { rule }: WebWay, asked: string): string | undefined {
  const { traefik, webWays } = networkOf(site);
  const inValues = `at ports.${asked} in the values of the HelmChartConfig ${OWN}.`;
  if (traefik.closed.includes(asked)) return `Write expose: { default: true } ${inValues}`;
  const isShared = webWays.some(({ points }) => points.some(({ name }) => name === asked));
  if (!isShared && traefik.entryPoints.some(({ name }) => name === asked)) {
    return `Write protocol: ${carriedBy(rule).toUpperCase()} ${inValues}`;
  }
  const charts = new Set(ofHelm(site, 'HelmChart').map(({ name }) => name));
  const elsewhere = ofHelm(site, 'HelmChartConfig').find(
    (config) =>
      !isTraefikConfig(config) &&
      !charts.has(config.name) &&
      Object.hasOwn(record(chartValuesOf(config)?.values.ports), asked),
  );
  return (
    elsewhere && `Call ${called(elsewhere)}, which opens it and which no chart reads, traefik in namespace kube-system.`
  );
}
