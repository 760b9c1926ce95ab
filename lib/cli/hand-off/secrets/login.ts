import { mendable } from '../../system-fault';

/** A user and what proves who it is. Nobody prints it. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** Something that was looked for, or why it is not there: what is wrong, and what to do. */
export type Found<T> = { readonly value: T } | { readonly missing: string };

/** What the system refuses to give is as good as missing. */
export async function looked<T>(look: () => Found<T> | Promise<Found<T>>): Promise<Found<T>> {
  try {
    return await look();
  } catch (error) {
    return { missing: mendable(error).message };
  }
}

/** Several at once: all values, or all that is missing. */
export function together<T>(found: readonly Found<T>[]): Found<readonly T[]> {
  const values: T[] = [];
  const missing = new Set<string>();
  for (const one of found) {
    if ('missing' in one) for (const line of one.missing.split('\n')) missing.add(line);
    else values.push(one.value);
  }
  return missing.size > 0 ? { missing: [...missing].join('\n') } : { value: values };
}
