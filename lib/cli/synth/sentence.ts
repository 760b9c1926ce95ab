/** Errors whose text says everything: that of a synth of ours, and that of validations in a plain App. */
const HEAD = /^(?:SynthError: |Error: (?=Validation failed with the following errors:))/m;

/** The place, the line and the mark that Node prints above an error that nobody caught. */
const FRAME = /(?<![^\n])[^\n]*:\d+\n[^\n]*\n[ \t]*\^+\n+$/;

/** What a failing program says, without what Node prints around an error that is a sentence already. */
export function sentenceOf(stderr: string): string {
  const head = HEAD.exec(stderr);
  if (!head) return (refusalOf(stderr) ?? stderr).trim();
  const before = stderr.slice(0, head.index).replace(FRAME, '');
  const [sentence] = stderr.slice(head.index + head[0].length).split(/\n {4}at |\n\nNode\.js v/);
  return `${before}${sentence}`.trim();
}

/** A frame of the package itself, where it refuses what a constructor or a method was given. */
const isOurs = (frame = ''): boolean => frame.includes('/node_modules/cdk8s-k3d/');

/** Frames that Node keeps of a stack; one of them may be a loop of its own. */
const FRAMES = 10;

/** A frame of the program: its file and line. */
const PROGRAM = /(?:\(|^)((?!.*node_modules|node:)[^()]+:\d+):\d+\)?$/;

/** What the package refuses to construct, with the line of the program in place of the stack. */
function refusalOf(stderr: string): string | undefined {
  const said = /^Error: /m.exec(stderr);
  if (!said) return undefined;
  const before = stderr.slice(0, said.index).replace(FRAME, '');
  const [sentence, first, ...frames] = stderr.slice(said.index + said[0].length).split(/\n {4}at |\n\nNode\.js v/);
  const [line] = frames.flatMap((frame) => PROGRAM.exec(frame)?.[1] ?? []);
  // What the disk refuses is met deeper in the package than Node looks back.
  if (!line) return [first, ...frames].filter(isOurs).length >= FRAMES - 1 ? `${before}${sentence}` : undefined;
  const [, id] = TWICE.exec(`${sentence}`) ?? [];
  if (id !== undefined) {
    return `${before}${sentence}. ${OTHER_ID}${IN_APP.test(`${sentence}`) ? keepsName(id) : ''}\n  at ${line}`;
  }
  return isOurs(first) ? `${before}${sentence}\n  at ${line}` : undefined;
}

/** What constructs says of an id that is taken. */
const TWICE = /^There is already a Construct with name '(.*?)' in /;
const OTHER_ID = 'Write another id for one of the two.';

/** The app alone has no path: there, a cluster and a chart may both be called like the project. */
const IN_APP = /[^\]]$/;
const keepsName = (name: string) => ` A cluster keeps its name by name: "${name}".`;
