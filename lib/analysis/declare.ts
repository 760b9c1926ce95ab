import type { IConstruct } from 'constructs';
import { callerNow } from './caller';
import { carry, type Facts } from './facts';
import { watch } from './watch';

/** Facts on a construct that the user wrote, with the line of the program that wrote it. */
export function declare(construct: IConstruct, facts: Facts): void {
  carry(construct, { ...facts, source: callerNow() });
  watch(construct);
}
