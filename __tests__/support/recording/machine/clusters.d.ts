import type { State } from '../state';

export function openSockets(state: State): readonly { readonly port: number }[];
