import type { DistFile } from '../../lib/synth/dist-file';

/** The whole text of a file. */
export const printed = ({ print }: Pick<DistFile, 'print'>): string => [...print()].join('');
