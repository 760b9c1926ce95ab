import { EXIT } from '../../command';
import { isLate, NoJson, type ProgramFailed } from '../programs';
import type { Explained } from '../explained';
import { apiText } from './api-text';

/**
 * Why a cluster did not say what it was asked for. Where docker is not there, nothing else is to be said, and that is
 * thrown.
 *
 * @param hurried the question was cut short, because the time was up
 */
export function apiFault(cluster: string, error: ProgramFailed | NoJson, hurried: boolean): Explained {
  if (error.code === EXIT.toolMissing) throw error;
  if (error instanceof NoJson) return { cause: error.complaint, remedy: error.remedy };
  if (error.program === 'k3d') return apiText.noLogin(cluster, error.message);
  const { stderr } = error.ran;
  const [, user] = FORBIDDEN.exec(stderr) ?? [];
  if (user !== undefined) return apiText.forbidden(cluster, error.message, user);
  if (UNAUTHORIZED.test(stderr)) return apiText.strangeLogin(cluster);
  return hurried && isLate(error.ran) ? apiText.hurried(cluster) : apiText.silent(cluster, error.message);
}

/** Whether asking for something else has no sense either. */
export const isDeaf = (error: ProgramFailed | NoJson): boolean =>
  error instanceof NoJson || !FORBIDDEN.test(error.ran.stderr);

/** `Error from server (Forbidden): nodes is forbidden: User "dev" cannot list resource "nodes" …` */
const FORBIDDEN = /\(Forbidden\).*?\bUser "([^"]*)"/s;

/** `error: You must be logged in to the server (Unauthorized)` */
const UNAUTHORIZED = /\(Unauthorized\)|x509: certificate has expired/;
