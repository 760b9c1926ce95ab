import type { Problem } from './problem';

/** The text of a file, or why it has none. */
export type Text = { readonly text: string } | { readonly problem: Problem };

/** Bytes as UTF-8. */
export function textOf(path: string, bytes: Uint8Array): Text {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return wrong(path, 'is UTF-16');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return wrong(path, 'is UTF-16');
  if (bytes.subarray(0, BEGINNING).includes(0)) {
    return {
      problem: { where: path, message: `"${path}" is a binary file.`, remedy: 'Name a file with text in YAML.' },
    };
  }
  try {
    return { text: decode(bytes) };
  } catch {
    const line = badLine(bytes);
    return wrong(`${path}:${line}`, `is not UTF-8: line ${line} holds a byte that UTF-8 does not have`, path);
  }
}

/** Who looks for a zero byte here finds it in every usual binary format. */
const BEGINNING = 8_000;

const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

const wrong = (where: string, what: string, path = where): Text => ({
  problem: { where, message: `"${path}" ${what}.`, remedy: 'Save it as UTF-8.' },
});

/** Line of the first byte that cannot be read. */
function badLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0, end = 0; ; start = end + 1, line++) {
    end = bytes.indexOf(NEWLINE, start);
    try {
      decode(bytes.subarray(start, end === -1 ? undefined : end));
    } catch {
      return line;
    }
  }
}

const NEWLINE = 10;
