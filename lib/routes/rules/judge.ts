import { reasonOn } from '../allow';
import type { Draft, Finding, Stop } from '../finding';
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
      if ((site.partial && rule.needsAll) || silenced.has(key(rule.id, draft))) continue;
      const { about: _, askers: __, stops, ...said } = draft;
      const { reason, source } = facts(rule.id, draft);
      const finding: Finding = { rule: rule.id, ...said, ...(source && { source }), ...(reason && { reason }) };
      (reason === undefined ? findings : allowed).set(JSON.stringify(finding), finding);
      if (!stops || reason !== undefined) continue;
      for (const object of stops.of) {
        if (idle.get(object)?.status !== 'broken')
          idle.set(object, { status: stops.status, why: stops.why ?? said.message });
      }
    }
  }
  return { findings: inOrder(findings), allowed: inOrder(allowed), idle };
}

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
