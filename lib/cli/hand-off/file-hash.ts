import { createHash } from 'node:crypto';

/** The hash of a cluster file that stands in the label of its nodes. */
export const fileHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
