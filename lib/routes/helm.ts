import { type Named, ofKind } from './named';
import type { Site } from './world';

/** The objects that the Helm controller of k3s reads, of some kinds. */
export const ofHelm = (site: Site, ...kinds: readonly ('HelmChart' | 'HelmChartConfig')[]): readonly Named[] =>
  ofKind(site, ...kinds).filter(({ group }) => group === 'helm.cattle.io');
