/** Errors whose text says everything: that of a synth of ours, and that of validations in a plain App. */
const HEAD = /^(?:SynthError: |Error: (?=Validation failed with the following errors:))/m;

/** The place, the line and the mark that Node prints above an error that nobody caught. */
const FRAME = /[^\n]*:\d+\n[^\n]*\n[ \t]*\^+\n+$/;

/** What a failing program says, without what Node prints around an error that is a sentence already. */
export function sentenceOf(stderr: string): string {
  const head = HEAD.exec(stderr);
  if (!head) return stderr.trim();
  const before = stderr.slice(0, head.index).replace(FRAME, '');
  const [sentence] = stderr.slice(head.index + head[0].length).split(/\n {4}at |\n\nNode\.js v/);
  return `${before}${sentence}`.trim();
}
