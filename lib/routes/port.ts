/** Ports have sixteen bits. */
export const LAST_PORT = 65_535;

/** True for the number of a port that can be listened on. */
export const isPort = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LAST_PORT;
