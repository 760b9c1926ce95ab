import { remembered } from './plain';

const QUANTITY = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** What `500m`, `128Mi` or 2 amounts to; undefined where it is no quantity. */
export const amountOf = (quantity: unknown): number | undefined =>
  typeof quantity === 'string' ? amountIn(quantity) : Number.isFinite(quantity) ? (quantity as number) : undefined;

const amountIn = remembered((quantity): number | undefined => {
  const [, digits, unit = ''] = QUANTITY.exec(quantity.replace(/^ +|(?<! ) +$/g, '')) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * (FACTORS[unit] ?? Number(`1${unit}`));
});

/** True where one amount is larger than another by more than the rounding of its unit. */
export const exceeds = (amount: number, limit: number): boolean => amount > limit + Math.abs(limit) * 1e-9;

/** Bytes as a person writes them: `3Gi`, `1536Mi`. */
export const asQuantity = (bytes: number): string =>
  bytes % 2 ** 30 === 0 ? `${bytes / 2 ** 30}Gi` : `${Math.ceil(bytes / 2 ** 20)}Mi`;
