import type { Tools } from '../../tools';
import type { Target } from './target';

/** What a request came to. */
export interface Answer {
  readonly alive: boolean;
  /** In a word: `200`, `ECONNREFUSED`. */
  readonly said: string;
  /** The ingress controller itself says that it knows no such rule. */
  readonly noRule?: boolean;
}

/** What Traefik says where no rule matches. */
const NO_RULE = '404 page not found';

/** What a controller says in place of an app that does not answer. */
const GATEWAY = [502, 503, 504];

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
  const { status, body } = answered;
  const noRule = status === 404 && body.trim() === NO_RULE;
  return { alive: !noRule && !GATEWAY.includes(status), said: `${status}`, ...(noRule && { noRule }) };
}
