/**
 * What a string may be made of to stand as it is, wherever it stands: printable ASCII that begins like a word, a path or
 * an option, and has no `: `, no ` #` and no end that needs care. Narrower than YAML, so that nothing has to be known
 * about its corners.
 */
const PLAIN = /^(?:--?(?=[A-Za-z])|\.(?=[A-Za-z])|\.{1,2}(?=\/))?[A-Za-z/_$(](?:[!-9;-~]|:(?=[!-~])| (?![ #]|$))*$/;

/** Words of that shape that mean something else in YAML 1.1: booleans, null, and to some readers an e with digits behind it. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|\.inf|\.nan|[-.]?e[-+]?\d+)$/i;

/** Amounts of memory, of processor, of time, and shares: a digit leads them, and the letter at the end keeps them text. */
const QUANTITY = /^(?:\d+(?:\.\d+)?(?:%|[KMGT]i|m|s)|(?:\d+(?:h|ms?|s))+)$/;

/** True where YAML surely reads these letters without quotes as text, and nothing else. */
export const isSurelyText = (letters: string): boolean =>
  (PLAIN.test(letters) && !WORD.test(letters)) || QUANTITY.test(letters);

/** What begins with a digit is looked at up to this length: longer, it would be looked at for long. */
const LONGEST_NUMBER = 100;

/** Numbers that JavaScript holds, in digits. */
const NUMBER = /^(?:0|-?[1-9]\d{0,14})(?:\.\d{1,15})?$/;

/** Ports, addresses, versions and days: digits with more between them than one dot. */
const NUMBERS = /^\d[\d.]*(?:[:/-][\d.:/-]*\d|\.\d+\.\d+)$/;

/** Digits with a letter between them that stands in no number. */
const LETTERED = /^(?!0[xob])\d[\d.:/e-]*[a-df-z][\w.:/-]*(?<!:)$/i;

/** Words that are no text. */
const VALUES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['~', null],
]);

/** Where only who knows the whole of YAML can say what letters mean. */
export const UNSURE = Symbol('unsure');

/** Longer words are no plain ones: a pattern runs out of stack in them, and no API server takes them. */
const LONGEST = 1_000_000;

/** What letters without quotes surely mean. */
export function meaningOf(letters: string): unknown {
  if (letters.length > LONGEST) return UNSURE;
  if (isSurelyText(letters)) return letters;
  if (letters.length > LONGEST_NUMBER) return UNSURE;
  if (NUMBER.test(letters)) return Number(letters);
  if (NUMBERS.test(letters) || LETTERED.test(letters)) return letters;
  return VALUES.has(letters) ? VALUES.get(letters) : UNSURE;
}
