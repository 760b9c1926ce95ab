'use strict';

/**
 * Reads a command line as cobra does: flags anywhere, `--x=y` as `--x y`.
 *
 * @param aliases short names
 * @param switches flags without a value
 */
function wordsOf(words, aliases, switches) {
  const rest = [];
  const flags = {};
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    const [head, ...tail] = word.split('=');
    const short = head.replace(/^-+/, '');
    const name = aliases[short] ?? short;
    const value = tail.length > 0 ? tail.join('=') : switches.includes(name) ? 'true' : words[++index];
    (flags[name] ??= []).push(value);
  }
  const last = (name) => flags[name]?.at(-1);
  return { rest, all: (name) => flags[name] ?? [], last, on: (name) => (last(name) ?? 'false') !== 'false' };
}

module.exports = { wordsOf };
