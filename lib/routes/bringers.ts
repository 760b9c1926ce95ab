import { ofKind, type Named } from './named';
import type { Site } from './world';

/** Kinds that bring objects which the app does not show → their group. */
const BRINGERS = {
  HelmChart: 'helm.cattle.io',
  HelmRelease: 'helm.toolkit.fluxcd.io',
  Kustomization: 'kustomize.toolkit.fluxcd.io',
  Application: 'argoproj.io',
  ApplicationSet: 'argoproj.io',
} as const;

type Bringer = keyof typeof BRINGERS;

const ALL = Object.keys(BRINGERS) as readonly Bringer[];

/** The objects of such kinds; of all of them where none is named. */
export const bringersIn = (site: Site, ...kinds: readonly Bringer[]): readonly Named[] =>
  ofKind(site, ...(kinds.length > 0 ? kinds : ALL)).filter(({ kind, group }) => BRINGERS[kind as Bringer] === group);
