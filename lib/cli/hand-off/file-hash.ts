import { hashOf } from '../../analysis/hash';

/** The hash of a cluster file that stands in the label of its nodes. */
export const fileHash = (text: string): string => hashOf(text).slice(0, 12);
