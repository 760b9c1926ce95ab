/** What only a shell understands. */
export const isForShell = (line: string): boolean => /[|&;<>$`"'*\\]/.test(line);

/** A command that a shell reads. */
export const throughShell = (line: string): readonly string[] => ['sh', '-c', line];

/** A command line as the list of words that is meant. */
export const wordsOf = (line: string): readonly string[] =>
  isForShell(line) ? throughShell(line) : line.trim().split(/\s+/);
