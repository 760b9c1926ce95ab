import type { ScalarTag, Tags } from 'yaml';

/** Tags of YAML with numbers as the Go library of kubectl reads them. */
export const withNumbersOfGo = (tags: Tags): Tags => [...tags.filter((tag) => !isNumber(tag)), ...NUMBERS];

/** Those for what is no number, or beyond all, stay. */
const isNumber = (tag: Tags[number]): boolean =>
  typeof tag === 'object' && /:(int|float)$/.test(tag.tag) && !(tag as ScalarTag).test!.test('.inf');

/** The number that letters are, or the letters: digits stand before an exponent, and it is no more than a float holds. */
function numberOrText(letters: string): number | string {
  const [, sign, digits = 'none'] = /^([-+]?)([.\d]\S*)$/.exec(letters.replaceAll('_', '')) ?? [];
  const number = Number(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  if (!Number.isFinite(number)) return letters;
  return sign === '-' ? -number : number;
}

/** Either name may stand before a value: `!!int`, `!!float`. */
const NUMBERS = ['int', 'float'].map((name): ScalarTag => ({
  tag: `tag:yaml.org,2002:${name}`,
  default: true,
  test: /^[-+.\d]/,
  resolve: numberOrText,
}));
