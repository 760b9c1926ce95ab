import { list, record } from '../../routes/plain';
import { type Access, ACCESS_VERSION } from '../../routes/report/access';
import type { Tools } from '../tools';
import { analyseFiles } from './analyse';
import { gather } from './gather';
import { gatherRevision } from './git';
import type { SiteChoice } from './sites';

/** How it was before: an earlier report, other files, or the same files in an earlier commit. */
export function accessAgainst(tools: Tools, against: string, paths: readonly string[], choice: SiteChoice): Access {
  if (!tools.files.kind(against)) return accessOrNothing(gatherRevision(tools, paths, against), choice);
  const gathered = gather(tools.files, [against]);
  const [only, ...more] = gathered.sources;
  const report = only && more.length === 0 ? reportIn(only.bytes) : undefined;
  return report ?? accessOrNothing(gathered, choice);
}

const NOTHING: Access = {
  version: ACCESS_VERSION,
  clusters: [],
  routes: [],
  mappings: [],
  findings: [],
  allowed: [],
};

/** Before the first manifest there was nothing, which is fine to compare with. */
const accessOrNothing = (gathered: ReturnType<typeof gather>, choice: SiteChoice): Access =>
  gathered.sources.length === 0 ? NOTHING : analyseFiles(gathered, choice).access;

/** A `routes.json`, by its parts. */
export function reportIn(bytes: Uint8Array): Access | undefined {
  try {
    const json = record(JSON.parse(Buffer.from(bytes).toString('utf8')));
    const parts = [json.routes, json.mappings, json.findings, json.allowed, json.clusters];
    const sound = json.version === ACCESS_VERSION && parts.every(Array.isArray) && list(json.routes).every(isRoute);
    return sound ? (json as unknown as Access) : undefined;
  } catch {
    return undefined;
  }
}

function isRoute(json: unknown): boolean {
  const { url, status, hops } = record(json);
  return typeof url === 'string' && typeof status === 'string' && list(hops).every((hop) => record(hop) === hop);
}
