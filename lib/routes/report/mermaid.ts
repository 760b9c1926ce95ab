import type { Hop, Route } from '../route';
import { readBefore } from './words';

/** A route as a Mermaid sequence: who talks to whom, on which port, and where it fails. */
export function sequenceOf(route: Route): string {
  const web = /^https?:/.test(route.url);
  const client = web ? 'browser' : 'client';
  const stations = stationsOf(route.hops);
  return [
    'sequenceDiagram',
    `  participant h0 as ${client}`,
    ...stations.map(({ id, hop }) => `  participant ${id} as ${caption(titleOf(hop, readBefore(route.url)))}`),
    ...stations.flatMap((station, index) => stepsTo(station, stations[index - 1], route)),
    ...endOf(route, stations.at(-1)),
  ].join('\n');
}

/** A hop that stands in the picture by itself, and the rules that it applies. */
interface Station {
  readonly id: string;
  readonly hop: Hop;
  readonly rules: Hop[];
}

/** A rule is applied by the controller before it, so it is no station of its own. */
function stationsOf(hops: readonly Hop[]): readonly Station[] {
  const stations: Station[] = [];
  for (const hop of hops) {
    const last = stations.at(-1);
    if (hop.kind === 'ingress-rule' && last) last.rules.push(hop);
    else stations.push({ id: `h${stations.length + 1}`, hop, rules: [] });
  }
  return stations;
}

function titleOf({ kind, name }: Hop, reads: string | undefined): string {
  if (kind === 'name') return 'name resolution (hosts file)';
  if (kind === 'load-balancer') return `k3d load balancer ${name}`;
  if (kind === 'node') return `node ${name}`;
  if (kind === 'ingress-controller') return `ingress controller ${name}${reads === undefined ? '' : ` (${reads})`}`;
  if (kind === 'pod') return `Pod of ${name}`;
  return name;
}

function stepsTo({ id, hop, rules }: Station, before: Station | undefined, { url }: Route): readonly string[] {
  if (hop.kind === 'name')
    return [`  h0->>${id}: where is ${caption(hop.name)}`, `  ${id}-->>h0: ${caption(answerOf(hop))}`];
  const port = (before && lastPort(before)) ?? hop.port;
  const asked = port === undefined ? 'a port that is not known' : `port ${port}`;
  const step =
    before && before.hop.kind !== 'name' ? `  ${before.id}->>${id}: ${asked}` : `  h0->>${id}: open ${caption(url)}`;
  return [step, ...rules.map((rule) => `  ${id}->>${id}: ${caption(ruleOf(rule))}`)];
}

const answerOf = ({ note }: Hop) => note ?? 'not known';

const ruleOf = ({ name, note }: Hop) => (note === undefined ? name : `${name}, ${note}`);

/** The port that a station leads to: its own, or that of the last rule which it applies. */
const lastPort = ({ hop, rules }: Station): number | undefined => (rules.at(-1) ?? hop).next;

function endOf({ status, why }: Route, last: Station | undefined): readonly string[] {
  const id = last?.id ?? 'h0';
  if (status === 'complete') return [`  ${id}-->>h0: answers`];
  const words = status === 'broken' ? 'breaks here' : 'not known from here on';
  return [`  Note over ${id}: ${words}${why === undefined ? '' : `. ${caption(why)}`}`];
}

/** Characters that Mermaid would read as its own. */
const SPECIAL = /[#;"'`<>%{}[\]\\&]/g;

/** Text that stands in a diagram as it is. */
export const caption = (text: string): string =>
  text.replace(SPECIAL, (char) => `#${char.charCodeAt(0)};`).replace(/\s+/g, ' ');
