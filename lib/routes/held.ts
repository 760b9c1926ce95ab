import type { ObjectFacts, Site } from './world';

/** What is declared has to hold; what is only found may be served by something outside the app, unless there is none. */
export const isHeld = ({ closed }: Site, { declared }: ObjectFacts): boolean => declared || closed;

/** What becomes of a way over something that does not hold. */
export const heldStatus = (site: Site, object: ObjectFacts): 'broken' | 'unknown' =>
  isHeld(site, object) ? 'broken' : 'unknown';
