import { isCharted } from './operators';
import type { ObjectFacts, Site } from './world';

/** What is declared has to hold; what is only found may be served by something outside the app, unless there is none. */
export const isHeld = ({ closed }: Site, { declared }: ObjectFacts): boolean => declared || closed;

/** What becomes of a way over something that does not hold. */
export const heldStatus = (site: Site, object: ObjectFacts): 'broken' | 'unknown' =>
  isHeld(site, object) ? 'broken' : 'unknown';

/** Whether what an object asks of a namespace has to be in the app: what a chart makes there nobody here sees. */
export const isHeldIn = (site: Site, object: ObjectFacts, namespace: string): boolean =>
  isHeld(site, object) && (site.closed || !isCharted(site, namespace));
