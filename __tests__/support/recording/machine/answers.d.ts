import type { State } from '../state';

export function answerAt(
  state: State,
  asked: { readonly port: number; readonly host: string; readonly path: string },
): { readonly status: number; readonly body: string } | { readonly reason: string };
