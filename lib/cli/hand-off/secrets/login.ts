/** A user and what proves who it is. Nobody prints it. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** Something that was looked for, or why it is not there: what is wrong, and what to do. */
export type Found<T> = { readonly value: T } | { readonly missing: string };

/** Several at once: all values, or all that is missing. */
export function together<T>(found: readonly Found<T>[]): Found<readonly T[]> {
  const missing = found.flatMap((one) => ('missing' in one ? [one.missing] : []));
  return missing.length > 0
    ? { missing: [...new Set(missing)].join('\n') }
    : { value: found.flatMap((one) => ('value' in one ? [one.value] : [])) };
}
