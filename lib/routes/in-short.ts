/** So much of a sentence is read by nobody: a value in it is a whole file. */
const LONGEST = 2_000;

/** A sentence, or its beginning and its end. */
export const inShort = (sentence: string): string =>
  sentence.length <= LONGEST ? sentence : `${sentence.slice(0, 1_200)} … ${sentence.slice(-400)}`;
