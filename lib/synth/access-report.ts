import type { Finding } from '../routes/finding';
import type { Access } from '../routes/report/access';
import { printJson } from '../routes/report/json';
import { nearest } from '../routes/nearest';
import { findingsOn, routesAt, routesFor } from '../routes/report/url';
import { declaredBy, HOP_WORDS, leadsTo } from '../routes/report/words';
import type { Route } from '../routes/route';
import { unknownRule } from '../routes/rules/unknown-rule';
import { type Brevity, findingsText } from '../routes/sentence';

/** Loaded when a rule is asked about: whoever only imports the constructs does not wait for it. */
const rules = () => (require('../routes/rules') as typeof import('../routes/rules')).rules;

/** With a scheme, or a name that cannot be a mere word. */
const A_URL = /^([a-z][a-z0-9+.-]*:\/\/[^/]|localhost\b|[^\s/]+[.:])/i;

const FEW: Brevity = { first: 3, rest: 'routesJson() holds all of them.' };

/** Routes and findings of an app, for its tests: every expectation that does not hold throws a sentence. */
export class AccessReport {
  /** @internal */
  public static _of(access: Access): AccessReport {
    return new AccessReport(access);
  }

  private readonly access: Access;

  private constructor(access: Access) {
    this.access = access;
  }

  /**
   * Throws unless a complete route has this URL. The message names the hop at which it breaks, and what to write.
   *
   * @param url as one opens it; where no route has it, the route that a request for it takes counts
   */
  public expectReachable(url: string): void {
    const routes = this.routesFor(url);
    const [first] = routes;
    if (!first) throw new Error(`${url}: no route has this URL. ${this.nearestUrls(url)}`);
    const own = routesAt(routes, url);
    if ((own.length > 0 ? own : routes).some(({ status }) => status === 'complete')) return;
    throw new Error(`${url}: ${failure(first)} ${this.remedy(routes)}`);
  }

  /**
   * Throws if a request for this URL comes to a pod, or if nobody knows whether it does.
   *
   * @param url as one opens it
   */
  public expectUnreachable(url: string): void {
    const routes = this.routesFor(url);
    const open = routes.find(({ status }) => status !== 'broken');
    if (!open) return;
    if (open.status === 'unknown') throw new Error(`${url}: ${failure(open)} ${this.remedy(routes)}`);
    const opener = declaredBy(open);
    throw new Error(
      `${url}: leads to ${leadsTo(open)}. ${opener === undefined ? 'Take the port mapping away.' : `Take the way in away that ${opener} opens.`}`,
    );
  }

  /** Throws if a rule reports an error or a warning that nobody allowed. Infos do not count. */
  public expectNoFindings(): void {
    const faults = this.access.findings.filter(({ level }) => level !== 'info');
    if (faults.length === 0) return;
    throw new Error(`Findings that nobody allowed: ${faults.length}.\n\n${findingsText(faults, FEW)}`);
  }

  /**
   * Throws unless a rule speaks.
   *
   * @param rule id of the rule, as the finding prints it
   */
  public expectFinding(rule: string): void {
    const ids = rules().map(({ id }) => id);
    if (!ids.includes(rule)) {
      throw new Error(`No rule is called "${rule}". ${unknownRule(rule, ids)}`);
    }
    const says = ({ rule: id }: Finding) => id === rule;
    if (this.access.findings.some(says)) return;
    const allowed = this.access.allowed.find(says);
    if (allowed) throw new Error(`${rule}: allowed at ${allowed.where}, because: ${allowed.reason}`);
    const spoken = [...new Set(this.access.findings.map(({ rule: id }) => id))];
    throw new Error(
      `${rule}: the rule is silent. ${spoken.length === 0 ? 'No rule speaks.' : `These speak: ${spoken.join(', ')}.`}`,
    );
  }

  /** The URLs that lead to a pod. */
  public urls(): string[] {
    const complete = this.access.routes.filter(({ status }) => status === 'complete');
    return [...new Set(complete.map(({ url }) => url))];
  }

  /** Everything, as `access/routes.json` holds it. */
  public routesJson(): string {
    return printJson(this.access);
  }

  private routesFor(url: string): readonly Route[] {
    if (typeof url !== 'string' || !A_URL.test(url)) {
      throw new Error(
        `${JSON.stringify(url)} is no URL. Write one with its scheme, for example "http://localhost:8087".`,
      );
    }
    return routesFor(this.access.routes, url);
  }

  private nearestUrls(url: string): string {
    const urls = nearest(
      url,
      this.access.routes.map((route) => route.url),
      3,
    );
    return urls.length === 0
      ? 'No way leads into the app: give an exposure a hostPort.'
      : `The nearest: ${urls.join(', ')}.`;
  }

  /** What to write instead: the remedy of the most serious finding on these routes. */
  private remedy(routes: readonly Route[]): string {
    const [about] = findingsOn(this.access.findings, routes);
    return about?.remedy ?? 'Read its hops in access/routes.md.';
  }
}

/** Where a route stops, and why. */
function failure({ status, hops, why }: Route): string {
  const last = hops.at(-1);
  const place = last ? `${HOP_WORDS[last.kind]} "${last.name}"` : 'its first hop';
  const head =
    status === 'broken' ? `the route breaks at ${place}.` : `whether the route leads on from ${place} is not known.`;
  return why === undefined ? head : `${head} ${why}`;
}
