import { isHeld } from '../held';
import type { Site } from '../world';
import type { Asked } from './asked';
import type { Traefik } from './traefik';
import type { WebRule } from './web-rules';

/**
 * True where a rule names a class that is not Traefik's, Traefik is switched off and the app has no class at all: whoever
 * does so installs another controller, with a chart or a script that is no part of the app.
 */
export const isServedOutside = (
  site: Site,
  { runs }: Traefik,
  { facts }: WebRule,
  ofTraefik: boolean,
  instead: string | undefined,
): boolean => runs === 'no' && !ofTraefik && instead === undefined && !isHeld(site, facts);

/** Who serves it then. */
export const byOther = (controller: string): Pick<Asked, 'server' | 'why'> => ({
  server: 'unknown',
  why: `The ${controller} does not stand in the app.`,
});
