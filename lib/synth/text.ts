import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { hashing } from '../analysis/hash';
import { onDisk } from './on-disk';

/** Gives a text in pieces, as often as it is asked for: a long one is nowhere whole. */
export type Print = () => Iterable<string>;

/** So many characters are gathered before they become bytes. */
const MANY = 1 << 15;

/** A file, and how messages call it. */
interface Called {
  readonly file: string;
  readonly name: string;
}

/** Writes a text, and gives its hash. */
export function writeText({ file, name }: Called, print: Print): string {
  return opened({ file, name }, 'w', (descriptor) => {
    const hash = hashing();
    for (const bytes of bytesOf(print)) {
      onDisk(name, 'written', () => writeFileSync(descriptor, bytes));
      hash.update(bytes);
    }
    return hash.digest('hex');
  });
}

/** The hash of a text, if a file holds that and no more. It is compared while it is printed, up to where they differ. */
export function hashIfHeld(file: string, print: Print): string | undefined {
  return opened({ file, name: file }, 'r', (descriptor) => {
    const hash = hashing();
    const next = (length: number) => onDisk(file, 'read', () => read(descriptor, length));
    for (const bytes of bytesOf(print)) {
      if (!next(bytes.length).equals(bytes)) return undefined;
      hash.update(bytes);
    }
    return next(1).length === 0 ? hash.digest('hex') : undefined;
  });
}

function opened<T>({ file, name }: Called, flags: 'r' | 'w', use: (descriptor: number) => T): T {
  const descriptor = onDisk(name, flags === 'r' ? 'read' : 'written', () => openSync(file, flags));
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function read(descriptor: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, null));
}

/** The bytes of a text. All of them stand in one place, one after the other: what came before is gone. */
function* bytesOf(print: Print): Iterable<Buffer> {
  let page = Buffer.alloc(0);
  for (const text of gathered(print())) {
    const most = text.length * 3;
    if (page.length < most) page = Buffer.allocUnsafe(most);
    yield page.subarray(0, page.write(text));
  }
}

function* gathered(pieces: Iterable<string>): Iterable<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < MANY) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
