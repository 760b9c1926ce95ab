import { dirname, isAbsolute, join } from 'node:path';
import type { DistCluster } from './dist';

/** The folder that holds dist/. Paths in a hand-off are told from it. */
export const projectOf = ({ configPath }: Pick<DistCluster, 'configPath'>): string =>
  dirname(dirname(dirname(configPath)));

/** A path of a hand-off, as this process can open it. */
export const pathFrom = (project: string, path: string): string => (isAbsolute(path) ? path : join(project, path));
