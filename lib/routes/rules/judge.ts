import { reasonOn } from '../allow';
import type { Draft, Finding, Stop } from '../finding';
import { inShort } from '../in-short';
import { byWeight } from '../level';
import { nameOf } from '../names';
import { compare, push } from '../plain';
import type { Rule } from './rule';
import type { KubeObject, ObjectFacts, Site } from '../world';

/** What the rules say: what stands, and what somebody allowed with a reason. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly allowed: readonly Finding[];
}

/** Objects that are refused, or whose pods do not start, and why. */
export type Idle = ReadonlyMap<ObjectFacts, Pick<Stop, 'status'> & { readonly why: string }>;

/** A verdict, and what it stops. */
export interface Judged extends Verdict {
  readonly idle: Idle;
}

/** Runs every rule once over every site. Pure; linear in the sites and the rules. */
export function judge(sites: readonly Site[], rules: readonly Rule[]): Judged {
  const findings = new Map<string, Finding>();
  const allowed = new Map<string, Finding>();
  const idle = new Map<ObjectFacts, { status: Stop['status']; why: string }>();
  for (const site of sites) {
    const drafts = rules.flatMap((rule) => Array.from(rule.check(site), (draft) => ({ rule, draft })));
    const silenced = silencedBy(drafts);
    const facts = factsByPlace(site, drafts);
    for (const { rule, draft } of drafts) {
      if (silenced.has(key(rule.id, draft))) continue;
      const { about: _, askers: __, stops, ...told } = draft;
      const said = { ...told, message: inShort(told.message), remedy: inShort(told.remedy) };
      // What is missing may stand in what was not read: nothing is wrong with it, and nothing is proven.
      const isUnsure = site.partial === true && rule.needsAll === true;
      if (isUnsure && !stops) continue;
      const { reason, source } = facts(rule.id, draft);
      const finding: Finding = { rule: rule.id, ...said, ...(source && { source }), ...(reason && { reason }) };
      if (!isUnsure) {
        const known = reason === undefined ? findings : allowed;
        const same = JSON.stringify(finding);
        known.set(same, sites.length === 1 ? finding : alsoOn(site, known.get(same) ?? finding));
      }
      if (!stops || reason !== undefined) continue;
      const { status } = stops;
      const why = inShort(stops.why ?? told.message);
      for (const object of stops.of) {
        if (idle.get(object)?.status === 'broken') continue;
        idle.set(object, isUnsure ? { status: 'unknown', why: `${UNSURE}${why}` } : { status, why });
      }
    }
  }
  return { findings: inOrder(findings), allowed: inOrder(allowed), idle };
}

/** What is said of several clusters is said once, and names them. */
const alsoOn = ({ cluster }: Site, finding: Finding): Finding =>
  cluster ? { ...finding, clusters: [...new Set([...(finding.clusters ?? []), cluster.name])] } : finding;

const UNSURE = 'Not everything could be read, and in what was read this holds: ';

interface Said {
  readonly rule: Rule;
  readonly draft: Draft;
}

const key = (rule: string, draft: Draft) => `${rule}\n${draft.about ?? draft.object ?? draft.where}`;

function silencedBy(drafts: readonly Said[]): Set<string> {
  return new Set(drafts.flatMap(({ rule, draft }) => (rule.supersedes ?? []).map((id) => key(id, draft))));
}

interface Place {
  readonly source?: string;
  readonly allow?: Readonly<Record<string, string>>;
  readonly json?: KubeObject;
}

/**
 * Finds who made the thing a draft speaks about: for the line of the program, and for what was allowed there. Reads a
 * place only when something is said about it, because the line of a program costs a formatted stack.
 */
function factsByPlace({ cluster, objects, complaints }: Site, drafts: readonly Said[]) {
  const spoken = new Set(drafts.flatMap(({ draft: { where, askers = [] } }) => [where, ...askers]));
  const places = new Map<string, Place[]>();
  const look = (place: Place & { readonly where: string }) => {
    if (spoken.has(place.where)) push(places, place.where, place);
  };
  complaints.forEach(look);
  objects.forEach(look);
  if (cluster) look(cluster);
  const at = (where: string) => places.get(where) ?? [];
  const sourceAt = (where: string) => at(where).flatMap(({ source }) => source ?? [])[0];
  return (rule: string, { where, object, askers = [] }: Draft) => {
    const here = [...at(where), ...askers.flatMap(at)];
    const lines = new Set(askers.flatMap((asker) => sourceAt(asker) ?? []));
    const onObject = here.flatMap(({ json }) => (json && nameOf(json) === object ? (reasonOn(json, rule) ?? []) : []));
    return {
      source: lines.size > 0 ? [...lines].join(' and ') : sourceAt(where),
      reason: [...here.flatMap(({ allow }) => allow?.[rule] ?? []), ...onObject][0],
    };
  };
}

function inOrder(findings: ReadonlyMap<string, Finding>): Finding[] {
  const byText = (a = '', b = '') => compare(a, b);
  return [...findings.values()].sort(
    (a, b) =>
      byWeight(a.level, b.level) ||
      byText(a.where, b.where) ||
      byText(a.object, b.object) ||
      byText(a.rule, b.rule) ||
      byText(a.field, b.field) ||
      byText(a.message, b.message),
  );
}
