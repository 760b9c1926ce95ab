import { SECRET_WORDS } from '../../routes/secrets';
import { CommandError, EXIT } from '../command';
import { type Call, endedWell, type Ran, type Tools, utf8 } from '../tools';

/** The programs that the hand-off asks. */
type Program = 'docker' | 'k3d' | 'kubectl' | 'mkcert';

/** A program that is needed and is not there, or cannot be started. */
export class ProgramMissing extends CommandError {
  /**
   * @param reason the system's own word
   */
  constructor(
    public readonly program: Program,
    reason: string,
  ) {
    const why =
      reason === 'ENOENT'
        ? 'is not installed, or not in PATH. Install it'
        : `could not be started: ${reason}. Install it again`;
    super(`${program} ${why}: ${HOMES[program]}`, EXIT.toolMissing);
  }
}

/** Where a program comes from. */
export const HOMES: Readonly<Record<Program, string>> = {
  docker: 'https://docs.docker.com/engine/install',
  k3d: 'https://k3d.io/stable/#installation',
  kubectl: 'https://kubernetes.io/docs/tasks/tools',
  mkcert: 'https://github.com/FiloSottile/mkcert#installation',
};

/** A program that was asked for something and did not do it. */
export class ProgramFailed extends CommandError {
  constructor(
    public readonly program: Program,
    /** What it was asked for: `k3d cluster create dev`. No values of secrets. */
    public readonly asked: string,
    public readonly ran: Ran,
    code: number = EXIT.notSo,
  ) {
    const hangs = isLate(ran) && program !== 'kubectl';
    const silent = hangs || NO_ENGINE.test(ran.stderr);
    const first = silent ? `Docker does not answer. ${hangs ? 'Restart' : 'Start'} it, and run this again. ` : '';
    super(`${first}"${asked}" ${howItEnded(ran)}${reasonOf(ran)}`, silent ? EXIT.toolMissing : code);
  }
}

/** What k3d and docker say where there is no engine. */
const NO_ENGINE = /cannot connect to the docker daemon|error during connect/i;

const howItEnded = (ran: Ran) =>
  isLate(ran) ? 'took too long and was stopped' : ran.kind === 'ended' ? `ended with ${ran.code}` : 'was stopped';

/** Whether a program took longer than it was given. */
export const isLate = (ran: Ran): boolean => ran.kind === 'stopped' && ran.late;

function reasonOf({ stderr }: Ran): string {
  const reason = shortened(complaintsIn(stderr).join(' '));
  return reason === '' ? '.' : `: ${reason}`;
}

/** So much of a complaint is shown; its end says more than its beginning. */
const LONGEST_REASON = 2_000;

const shortened = (reason: string) => (reason.length > LONGEST_REASON ? `…${reason.slice(-LONGEST_REASON)}` : reason);

/**
 * What a program complains of, without its time stamps, colours and anything that looks like a token. Docker says of each
 * image anew that there is no engine.
 */
export const complaintsIn = (stderr: string): string[] => {
  const lines = stderr.split('\n').map((line) => withoutSecrets(line.replace(COLOURS, '').replace(STAMP, '').trim()));
  return [...new Set(lines)].filter((line) => line !== '');
};

// oxlint-disable-next-line no-control-regex
const COLOURS = /\u001b\[[\d;]*m/g;
const STAMP = /^(TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[\d+\] */;

/** Words of other programs may hold a token. What follows its name is not repeated. */
export const withoutSecrets = (text: string): string => text.replace(SECRET, '$1…');
const SECRET = new RegExp(
  `((?:${SECRET_WORDS})\\\\?["']?\\s*[=:]\\s*\\\\?["']?(?:(?:bearer|basic)\\s+)?|--?(?:token|password)[=\\s]+|bearer\\s+|//[^/\\s:@]*:)[^\\s"',@]+`,
  'gi',
);

/** Milliseconds that a question to docker or k3d may take: it is answered at once where docker is well. */
export const QUESTION = 30_000;

/** Milliseconds for k3d to stop, start and delete containers: docker waits for each that does not listen. */
export const WORK = 300_000;

/** Runs a program; how it ended is looked at by who asks. */
export async function attempt(tools: Tools, program: Program, args: readonly string[], call?: Call): Promise<Ran> {
  const ran = await tools.start(program, args, call);
  if (ran.kind === 'unstarted') throw new ProgramMissing(program, ran.reason);
  return call?.hidden === undefined ? ran : { ...ran, stderr: withoutValues(ran.stderr, call.hidden) };
}

/** What is shorter stands in every text, and is no secret that anybody keeps. */
const SHORTEST = 4;

/** The longest first: one value may be the beginning of another. Between quotes, programs write some letters otherwise. */
const withoutValues = (text: string, values: readonly string[]): string =>
  values
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .filter(({ length }) => length >= SHORTEST)
    .sort((one, other) => other.length - one.length)
    .reduce((shown, value) => shown.replaceAll(value, '…'), text);

/** Runs a program that has to end well, and gives what it printed. */
export async function ask(tools: Tools, program: Program, args: readonly string[], call?: Call): Promise<string> {
  const ran = await attempt(tools, program, args, call);
  if (!endedWell(ran)) throw new ProgramFailed(program, [program, ...args].join(' '), ran);
  return utf8(ran.stdout);
}

/** A program that was asked for JSON and printed something else, half of it, or JSON about something else. */
export class NoJson extends CommandError {
  public readonly complaint: string;
  public readonly remedy: string;

  constructor(program: Program, args: readonly string[], printed: string, wanted = 'JSON') {
    const start = withoutSecrets(printed.trim().replace(/\n.*/s, '')).slice(0, SHOWN);
    const instead = start === '' ? `nothing instead of ${wanted}` : `"${start}", which is no ${wanted}`;
    const complaint = `"${[program, ...args].join(' ')}" printed ${instead}.`;
    const remedy = `Install the real ${program}: ${HOMES[program]}`;
    // What kubectl prints is the word of an API.
    super(`${complaint} ${remedy}`, program === 'kubectl' ? EXIT.notSo : EXIT.toolMissing);
    this.complaint = complaint;
    this.remedy = remedy;
  }
}

/** So much is shown of what should have been JSON. */
const SHOWN = 40;

/** A program that is there, and did not say what it was asked for. */
export const isSilence = (error: unknown): error is ProgramFailed | NoJson =>
  error instanceof ProgramFailed || error instanceof NoJson;

/** What a program printed, as JSON. */
export async function askJson(tools: Tools, program: Program, args: readonly string[], call?: Call): Promise<unknown> {
  return jsonFrom(program, args, await ask(tools, program, args, call));
}

/** Asks a program about itself: one that cannot say that is broken. */
export async function askItself(
  tools: Tools,
  program: Program,
  args: readonly string[],
  call?: Call,
): Promise<unknown> {
  try {
    return await askJson(tools, program, args, call);
  } catch (error) {
    if (!(error instanceof ProgramFailed) || error.code === EXIT.toolMissing) throw error;
    throw new CommandError(
      `${error.message.replace(/\.?$/, '.')} Install ${program} again: ${HOMES[program]}`,
      EXIT.toolMissing,
    );
  }
}

export function jsonFrom(program: Program, args: readonly string[], printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    throw new NoJson(program, args, printed);
  }
}
