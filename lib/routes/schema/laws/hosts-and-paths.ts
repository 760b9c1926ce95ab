import { wrong } from '../fault';
import { type Format, hostName } from '../formats';
import type { FieldLaw } from './law';

/** The name that a rule listens for. */
export const host: FieldLaw = (value, path, say) => {
  const misfit = value === '' ? undefined : hostName(value as string);
  if (misfit)
    say({ ...wrong(path, value, misfit.why, remedyFor(value as string, misfit.remedy)), rule: 'host-name-invalid' });
};

function remedyFor(name: string, otherwise: string): string {
  const [, scheme, bare, , path] = /^(https?:\/\/)?([^:/]+)(:\d+)?(\/.*)?$/i.exec(name) ?? [];
  if (bare === undefined || hostName(bare) !== undefined) return otherwise;
  const extra = (scheme ?? path) ? 'a scheme and a path are no part of a name' : 'the port belongs to the cluster';
  return `Write "${bare}": ${extra}.`;
}

const FORBIDDEN = /\/\/|\/\.{1,2}\/|%2f/i;
const LAST = /\/\.{1,2}$/;

/** A path begins at its root. */
export const absolute: Format = (path) =>
  path.startsWith('/') ? undefined : { why: 'a path begins with "/"', remedy: `Write ${JSON.stringify(`/${path}`)}.` };

/** What must not stand in a path that is compared as it is. */
export function plain(path: string): string | undefined {
  const [inside] = FORBIDDEN.exec(path) ?? [];
  if (inside !== undefined) return `"${inside}" must not stand in it`;
  const [last] = LAST.exec(path) ?? [];
  return last && `it must not end in "${last}"`;
}
