/** The first of some words, and how many more there are: all of them would hide what stands behind. */
export function someOf(words: readonly string[], most: number): string {
  const rest = words.length - most;
  return [...words.slice(0, most), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
