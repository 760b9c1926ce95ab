import type { Mutable } from '..';
import type { State } from '../state';

export function change<T>(folder: string, work: (state: Mutable<State>) => T): T;
