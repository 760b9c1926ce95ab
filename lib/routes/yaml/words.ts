/**
 * What a string may be made of to stand as it is, wherever it stands: printable ASCII that begins like a word, a path or
 * an option, and has no `: `, no ` #` and no end that needs care. Narrower than YAML, so that nothing has to be known
 * about its corners.
 */
const PLAIN = /^(?:--?(?=[A-Za-z])|\.(?=[A-Za-z])|\.{1,2}(?=\/))?[A-Za-z/_$(](?:[!-9;-~]|:(?=[!-~])| (?![ #]|$))*$/;

/** Words of that shape that mean something else in YAML 1.1: booleans, null, and floats without digits before their e. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|\.inf|\.nan|[-.]?e[-+]?\d+)$/i;

/** Amounts of memory, of processor, of time, and shares: a digit leads them, and the letter at the end keeps them text. */
const QUANTITY = /^(?:\d+(?:\.\d+)?(?:%|[KMGT]i|m|s)|(?:\d+(?:h|ms?|s))+)$/;

/** True where YAML surely reads these letters without quotes as text, and nothing else. */
export const isSurelyText = (letters: string): boolean =>
  (PLAIN.test(letters) && !WORD.test(letters)) || QUANTITY.test(letters);
