/** Ports have sixteen bits. */
export const LAST_PORT = 65_535;

/** True for the number of a port that can be listened on. */
export const isPort = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LAST_PORT;

/** The port that a scheme stands for where a URL names none. */
export const USUAL_PORT = { http: 80, https: 443 } as const;

/** The same for any scheme; undefined for one that stands for none. */
export const usualPort = (scheme: string): number | undefined =>
  Object.hasOwn(USUAL_PORT, scheme) ? USUAL_PORT[scheme as keyof typeof USUAL_PORT] : undefined;

/** The port of this machine that docker is told; undefined where it is to choose one itself, for which it takes 0 as well. */
export const fixedPort = (said: string): number | undefined => (/^[1-9]\d*$/.test(said) ? Number(said) : undefined);

/** The ports of the web. */
export const WEB_PORTS: readonly number[] = Object.values(USUAL_PORT);

/** Key of a port of the nodes. */
export const portKey = (protocol: string, port: number) => `${protocol}/${port}`;
