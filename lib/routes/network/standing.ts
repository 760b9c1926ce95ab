import type { Fault } from './fault';

/** Whether something takes requests, and why not. */
export interface Standing {
  readonly status: 'served' | 'broken' | 'unknown';
  readonly why?: string;
  readonly fault?: Fault;
}

export const SERVED: Standing = { status: 'served' };
