/** Why a rule is not proved that asks for something beside host and path; values stay away, since a header may hold a secret. */
export const beyond = (asked: readonly string[]): string =>
  `its match asks for more than host and path: ${asked.join(', ')}`;

/** Whoever opens a URL asks with that. */
export const OPENS_URLS = 'GET';
