import type { Problem } from './problem';

/** The text of a file, or why it has none. */
export type Text = { readonly text: string } | { readonly problem: Problem };

/** Bytes as text, in what kubectl reads: UTF-8, or UTF-16 with a mark of its order. */
export function textOf(path: string, bytes: Uint8Array): Text {
  if (encodingOf(bytes) !== 'utf-8') return { text: decode(bytes) };
  if (bytes.subarray(0, BEGINNING).includes(0)) {
    return {
      problem: { where: path, message: `"${path}" is a binary file.`, remedy: 'Name a file with text in YAML.' },
    };
  }
  try {
    return { text: decode(bytes) };
  } catch {
    const line = badLine(bytes);
    const message = `"${path}" is not UTF-8: line ${line} holds a byte that UTF-8 does not have.`;
    return { problem: { where: `${path}:${line}`, message, remedy: 'Save it as UTF-8.' } };
  }
}

/** Who looks for a zero byte here finds it in every usual binary format. */
const BEGINNING = 8_000;

/** PowerShell writes UTF-16. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Text of bytes that surely are some. */
export const decode = (bytes: Uint8Array): string => {
  const encoding = encodingOf(bytes);
  return new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes);
};

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
