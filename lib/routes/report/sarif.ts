import type { Finding, Level } from '../finding';
import type { Rule } from '../rules/rule';
import { printJson } from './json';

/** Who writes the report. */
interface Tool {
  readonly name: string;
  readonly version: string;
}

const LEVELS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Findings as SARIF 2.1.0, which code hosts show beside the lines that are meant. */
export function sarif(
  tool: Tool,
  rules: readonly Pick<Rule, 'id' | 'title'>[],
  { findings, allowed }: { readonly findings: readonly Finding[]; readonly allowed: readonly Finding[] },
): string {
  const all = [...findings, ...allowed];
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const ids = [...new Set(all.map(({ rule }) => rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            ...tool,
            rules: ids.map((id) => ({ id, shortDescription: { text: titles.get(id) ?? id } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: all.map((finding) => resultOf(finding, ids.indexOf(finding.rule))),
      },
    ],
  };
  return printJson(log);
}

function resultOf(finding: Finding, ruleIndex: number) {
  const { rule, level, message, remedy, field, route, hop, reason } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[level],
    message: { text: `${message} ${remedy}` },
    locations: [locationOf(finding)],
    ...(reason !== undefined && { suppressions: [{ kind: 'inSource', justification: reason }] }),
    ...((field ?? route) !== undefined && { properties: { field, route, hop } }),
  };
}

function locationOf({ where, object, source }: Finding) {
  const file = placeInFile(source ?? where) ?? placeInFile(where);
  return {
    ...(file && { physicalLocation: file }),
    logicalLocations: [{ fullyQualifiedName: object === undefined ? where : `${where} (${object})` }],
  };
}

/** `manifests/web.yaml:12` as a place; a construct path is none. */
function placeInFile(where: string) {
  const found = /^(.+):(\d+)$/.exec(where);
  if (!found) return undefined;
  const [, file, line] = found;
  return { artifactLocation: { uri: uriOf(`${file}`) }, region: { startLine: Number(line) } };
}

function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
