import type { Finding } from '../finding';
import type { Mapping, Route } from '../route';
import { counts } from '../sentence';
import type { Access } from './access';
import { sequenceOf } from './mermaid';
import { declaredBy, leadsTo, socketName, unusedMappings } from './words';

/** Access for people: a table of URLs, one picture per declared route, mappings that nothing uses, findings. */
export function accessMarkdown({ clusters, routes, mappings, findings, allowed }: Access): string {
  const declared = routes.filter((route) => route.declared);
  const unused = unusedMappings(routes, mappings);
  const sections = [
    ['# Access', clustersLine(clusters.map(({ name }) => name))],
    ['## URLs', routes.length === 0 ? 'No way leads in.' : urlTable(routes)],
    ...declared.map((route) => [
      `## ${code(route.url)}`,
      summary(route),
      `\`\`\`mermaid\n${sequenceOf(route)}\n\`\`\``,
    ]),
    ...(unused.length > 0 ? [['## Host ports that no route uses', mappingTable(unused)]] : []),
    ['## Findings', findings.length === 0 ? 'None.' : levels(findings), ...findings.map(findingItem)],
    ...(allowed.length > 0 ? [['## Allowed', ...allowed.map(findingItem)]] : []),
  ];
  return `${sections.flat().join('\n\n')}\n`;
}

const clustersLine = (names: readonly string[]) =>
  names.length === 0
    ? 'No cluster is described.'
    : `Ways into ${names.length === 1 ? 'cluster' : 'the clusters'} ${names.map(code).join(', ')}. The same as data: routes.json.`;

function urlTable(routes: readonly Route[]): string {
  const inOrder = [...routes].sort((a, b) => Number(b.declared) - Number(a.declared));
  return table(
    ['URL', 'leads to', 'status', 'declared by'],
    inOrder.map((route) => [
      code(route.url),
      escaped(leadsTo(route) ?? '-'),
      route.status,
      `${route.declared ? '' : 'found: '}${escaped(declaredBy(route) ?? '-')}`,
    ]),
  );
}

const summary = (route: Route) =>
  route.why === undefined
    ? `${route.status}: leads to ${escaped(`${leadsTo(route)}`)}.`
    : `${route.status}: ${escaped(route.why)}`;

const mappingTable = (mappings: readonly Mapping[]) =>
  table(
    ['host port', 'cluster port', 'leads to', 'status', 'cluster'],
    mappings.map((mapping) => [
      socketName(mapping),
      `${mapping.clusterPort}`,
      escaped(mapping.leadsTo ?? '-'),
      mapping.status,
      escaped(mapping.cluster),
    ]),
  );

const levels = (findings: readonly Finding[]) => `${counts(findings.map(({ level }) => level))}.`;

function findingItem({ rule, level, where, object, source, message, remedy, reason }: Finding): string {
  const place = [code(where), object && escaped(object), source && `at ${code(source)}`].filter(Boolean).join(', ');
  const why = reason === undefined ? '' : `  \n  Allowed: ${escaped(reason)}`;
  return `- **${level}** ${code(rule)} ${place}  \n  ${escaped(message)}  \n  ${escaped(remedy)}${why}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text that Markdown shows as it is, in a table too. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>|#~]/g, '\\$&').replace(/\s+/g, ' ');

/** Text as code. A backtick would end it, and a pipe the cell of a table. */
const code = (text: string): string => `\`${text.replace(/`/g, "'").replace(/\|/g, '\\|').replace(/\s+/g, ' ')}\``;
