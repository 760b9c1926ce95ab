import type { Tools } from '../../tools';
import type { Target } from './target';

/** What a request came to. */
export interface Answer {
  readonly alive: boolean;
  /** In a word: `200`, `ECONNREFUSED`. */
  readonly said: string;
  /** Traefik itself says that it knows no such rule. */
  readonly noRule?: boolean;
  /** The page is one that Traefik writes itself, in place of an app that does not answer it. */
  readonly page?: string;
}

/** What Traefik says where no rule matches. */
const NO_RULE = '404 page not found';

/** What a controller says in place of an app that does not answer, and the pages that Traefik writes for it. */
const GATEWAY: Readonly<Record<number, readonly string[]>> = {
  502: ['Bad Gateway'],
  503: ['no available server', 'Service Unavailable'],
  504: ['Gateway Timeout'],
};

/** Asks once. */
export async function answerOf(tools: Tools, target: Target, timeout: number): Promise<Answer> {
  if (target.kind === 'socket') {
    const reason = await tools.sockets.refused(target.address, target.port, timeout);
    return reason === undefined ? { alive: true, said: 'connection opens' } : { alive: false, said: reason };
  }
  const answered = await tools.request({ ...target.asked, timeout });
  if ('reason' in answered) {
    const other = answered.reason.startsWith('HPE_');
    return other ? { alive: true, said: 'an answer that is no HTTP' } : { alive: false, said: answered.reason };
  }
  const { status, headers } = answered;
  const body = answered.body.trim();
  const said = `${status}`;
  if (status === 404 && body === NO_RULE) return { alive: false, said, noRule: true };
  const pages = GATEWAY[status];
  if (pages === undefined) return { alive: true, said };
  return { alive: false, said, ...(pages.includes(body) && isBare(headers) && { page: body }) };
}

/** Traefik writes plain text and does not name itself. Servers that stand behind it mostly do. */
const isBare = (headers: Readonly<Record<string, string>>): boolean =>
  headers.server === undefined && /^(text\/plain\b|$)/.test(headers['content-type'] ?? '');
