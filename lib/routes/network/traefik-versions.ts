/*
 * What the Traefik that k3s brings, and its chart, have changed, by the minor version of Kubernetes: where no image says
 * it, the versions of today are meant. k3s 1.32.0 and 1.32.1 bring Traefik 2, and the patches after them Traefik 3.
 */

/** The last one whose k3s brings Traefik 2 with every patch. */
export const LAST_TWO = 31;

/** The first one whose k3s has brought Traefik 3 with every patch, which reads nothing of the old API group. */
export const FIRST_THREE = 33;

/** The first one whose k3s brings the kinds of Traefik in the API group of today. */
export const FIRST_OF_GROUP = 26;

/** The first one whose k3s has had, with every patch, a chart that exposes a port by Service. */
const MAPS_EXPOSE = 32;

/** The first one whose k3s has had, with every patch, a chart that takes no word for the namespaces of a listener. */
const WITHOUT_WORD = 35;

/** Settings of a port that send requests on, with the first and the last one whose k3s brought a chart that has them. */
const REDIRECTS = [
  { path: 'redirectTo', first: 0, last: 32 },
  { path: 'redirections', first: 32, last: 35 },
  { path: 'http.redirections', first: 32, last: Infinity },
];

/** True where Traefik 2 runs for sure. */
export const isSurelyTwo = (minor = FIRST_THREE): boolean => minor <= LAST_TWO;

/** True where Traefik 2 may run. */
export const mayBeTwo = (minor = FIRST_THREE): boolean => minor < FIRST_THREE;

/** True where Traefik 3 runs, and the image of the cluster says so. */
export const isSurelyThree = (minor?: number): boolean => minor !== undefined && minor >= FIRST_THREE;

/** Where Traefik tells of itself. */
export const innerPortOf = (minor?: number): number => (isSurelyTwo(minor) ? 9000 : 8080);

export const mapsExpose = (minor: number): boolean => minor >= MAPS_EXPOSE;

/** True where one word may say which namespaces a listener of its Gateway serves. */
export const takesPolicyWord = (minor = 0): boolean => minor < WITHOUT_WORD;

/** The settings of a port that send requests on, and whether a chart has them; each may be had where nobody knows. */
export const redirectPaths = (minor?: number): readonly { readonly path: string; readonly isMade: boolean }[] =>
  REDIRECTS.map(({ path, first, last }) => ({
    path,
    isMade: minor === undefined || (minor >= first && minor <= last),
  }));
