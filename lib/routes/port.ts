/** Ports have sixteen bits. */
export const LAST_PORT = 65_535;

/** True for the number of a port that can be listened on. */
export const isPort = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LAST_PORT;

const USUAL: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

/** The port that a scheme stands for where a URL names none. */
export const usualPort = (scheme: string): number | undefined => USUAL.get(scheme);

/** The ports of the web. */
export const WEB_PORTS: readonly number[] = [...USUAL.values()];
