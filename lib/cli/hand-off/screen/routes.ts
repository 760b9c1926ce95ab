import { HOP_WORDS } from '../../../routes/report/words';
import { count } from '../../../routes/sentence';
import type { Paint } from '../../tools';
import { type Dead, needsOnlyName, type VerifiedRoute } from '../verify/verified-route';

const MARKS = { answers: '✔', dead: '✘', unverified: '?' } as const;
const PAINTS = { answers: 'good', dead: 'bad', unverified: 'warn' } as const;

/** The URLs, what each said, and why the dead ones are dead. */
export function routesTable(routes: readonly VerifiedRoute[], paint: Paint): string {
  const width = Math.max(0, ...routes.map(({ url }) => url.length)) + 2;
  const told = new Map<string, string>();
  const lines = routes.flatMap((route) => {
    const mark = needsOnlyName(route) ? paint.warn('!') : paint[PAINTS[route.status]](MARKS[route.status]);
    // A line has room for what is dead, or for what would answer.
    const arrow = route.leadsTo !== undefined && route.status !== 'dead';
    const end = arrow ? paint.dim(`  → ${route.leadsTo}`) : '';
    const declared = route.declared ? '' : paint.dim('  (found)');
    return [`${mark} ${route.url.padEnd(width)}${verdict(route)}${end}${declared}`, ...toldOnce(told, route)];
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** Routes that are dead for one reason say it once. */
function toldOnce(told: Map<string, string>, route: VerifiedRoute): readonly string[] {
  const lines = reasons(route);
  const reason = lines.join('\n');
  const first = told.get(reason);
  if (first === undefined) told.set(reason, route.url);
  // A single line is not made shorter.
  return first === undefined || lines.length < 2 ? lines : [`    For the same reason as ${first}.`];
}

/** In a few words. */
function verdict(route: VerifiedRoute): string {
  const { status, said, hop } = route;
  if (status === 'answers') return `${said}`;
  if (needsOnlyName(route)) return 'needs a hosts line';
  return status === 'unverified' ? 'not verified' : `dead at ${hopName(hop!)}`;
}

function hopName({ kind, name }: Dead['hop']): string {
  if (name.startsWith(HOP_WORDS[kind])) return name;
  if (kind === 'name') return `the name ${name}`;
  return kind === 'pod' ? `the pods of ${name}` : `${HOP_WORDS[kind]} ${name}`;
}

/** Why a route is dead, and what mends it: lines that stand below its URL. */
function reasons({ cause, remedy, beyond }: VerifiedRoute): string[] {
  const sentences = [cause, remedy].flatMap((sentence) => sentence ?? []);
  const more = beyond ? [`Behind it, it is dead at ${hopName(beyond.hop)}. ${beyond.cause}`, beyond.remedy] : [];
  return [...sentences, ...more].flatMap((sentence) => sentence.split('\n').map((line) => `    ${line}`));
}

/** A route by itself. */
export const routeLines = (route: VerifiedRoute): string =>
  [`${route.url}  ${verdict(route)}`, ...reasons(route)].join('\n');

/** The last line. */
export function verifySummary(routes: readonly VerifiedRoute[]): string {
  if (routes.length === 0) return 'There is no route to verify.';
  const number = (status: VerifiedRoute['status']) => routes.filter((route) => route.status === status).length;
  const parts = [`${number('answers')} of ${count(routes.length, 'route')} answer${routes.length === 1 ? 's' : ''}`];
  const nameless = routes.filter(needsOnlyName).length;
  if (nameless > 0) parts.push(`${nameless} ${nameless === 1 ? 'needs' : 'need'} a hosts line`);
  if (number('dead') > nameless) parts.push(`${number('dead') - nameless} dead`);
  if (number('unverified') > 0) parts.push(`${number('unverified')} not verified`);
  return `${parts.join(', ')}.`;
}
