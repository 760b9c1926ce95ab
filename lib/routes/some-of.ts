/** The first of some words, and how many more there are: all of them would hide what stands behind. */
export function someOf(words: readonly (string | number)[], most: number): string {
  const rest = words.length - most;
  const shown = words.slice(0, most).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
