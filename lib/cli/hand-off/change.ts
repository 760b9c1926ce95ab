import { withoutSecrets } from './programs';

/** What something was, and what it becomes; absent where there is nothing, or what there is cannot be shown. */
export interface Change {
  readonly from?: string;
  readonly to?: string;
}

/** A change on one line: neither objects nor what is long. Who knows that a field is secret shows nothing of it. */
export const changeOf = (from: unknown, to: unknown): Change => ({ ...shown('from', from), ...shown('to', to) });

const LONGEST = 60;

function shown(end: keyof Change, value: unknown): Change {
  if (value === undefined || typeof value === 'object') return {};
  const written = `${value as string}`;
  return written.length > LONGEST || written.includes('\n') ? {} : { [end]: withoutSecrets(written) };
}
