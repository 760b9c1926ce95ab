import type { Hop, Route } from '../route';
import { HOP_WORDS, readBefore } from './words';

const WIDTH = Math.max(...Object.values(HOP_WORDS).map(({ length }) => length)) + 2;

/** A route as text: one line a hop, with the port that leads to the next between them. */
export function routeText({ url, status, declared, why, hops }: Route): string {
  const lines = hops.flatMap((hop, index) => [`    ↓ ${stepTo(hop, hops[index - 1], url)}`, `  ${hopLine(hop)}`]);
  const end = status === 'broken' ? ['    ✗ the route breaks here'] : status === 'unknown' ? ['    ? not known'] : [];
  return [
    `${url}  ${status}${declared ? ', declared' : ', found'}`,
    ...(why === undefined ? [] : [`  ${why}`]),
    '',
    '  client',
    ...lines,
    ...end,
  ].join('\n');
}

/** What a hop is, its name, and where it is declared. */
function hopLine({ kind, name, note, where }: Hop): string {
  const words = HOP_WORDS[kind];
  const short = name.startsWith(`${words} `) ? name.slice(words.length + 1) : name;
  const beside = note === undefined ? '' : `, ${note}`;
  return `${words.padEnd(WIDTH)}${short}${beside}${where === undefined ? '' : `  [${where}]`}`;
}

function stepTo(hop: Hop, before: Hop | undefined, url: string): string {
  if (hop.kind === 'name') return 'asks for the name';
  if (hop.kind === 'host-port') return `opens ${url}`;
  if (hop.kind === 'ingress-rule') return readBefore(url) ?? 'entry point';
  const port = before?.next ?? hop.port;
  return port === undefined ? 'a port that is not known' : `port ${port}`;
}
