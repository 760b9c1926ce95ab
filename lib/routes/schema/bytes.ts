/** Bytes in UTF-8, without making them. */
export function bytesOf(value: string): number {
  let size = value.length;
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    // Half of a pair is 2 of its 4 bytes, so it counts 2.
    if (code > 0x7f) size += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return size;
}
