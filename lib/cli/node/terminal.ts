import { clearLine, cursorTo } from 'node:readline';
import { createInterface } from 'node:readline/promises';
import { createColors } from 'picocolors';
import { legible } from '../legible';
import { Interrupted, type Paint, type Terminal } from '../tools';

/** The streams of a person at work. */
export interface Streams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** Colours where they are wanted: a terminal, and nobody who says NO_COLOR. */
export function paintFor(coloured: boolean): Paint {
  const { green, red, yellow, dim, bold } = createColors(coloured);
  return { good: green, bad: red, warn: yellow, dim, bold };
}

const FRAME = 80;
const FRAMES = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'];

/** A turning line on a terminal, plain lines elsewhere. */
export function terminalOn({ input, output }: Streams, coloured: boolean, interrupt: AbortSignal): Terminal {
  const paint = paintFor(coloured);
  const lively = output.isTTY === true && coloured;
  let turning: NodeJS.Timeout | undefined;
  let turns = 0;
  let last = '';
  const wipe = () => clearLine(output, 0) && cursorTo(output, 0);
  const turn = () => {
    wipe();
    turns += 1;
    // A line that wraps could not be wiped.
    output.write(`${paint.warn(`${FRAMES[turns % FRAMES.length]}`)} ${last.slice(0, output.columns - 3)}`);
  };
  const still = () => {
    last = '';
    if (turning === undefined) return;
    clearInterval(turning);
    turning = undefined;
    wipe();
  };
  const line = (mark: string, text: string) => {
    still();
    output.write(`${mark} ${legible(text, coloured)}\n`);
  };
  interrupt.addEventListener('abort', still);
  const interactive = output.isTTY === true && input.isTTY === true;
  return {
    interactive,
    doing(said) {
      const text = legible(said, coloured);
      if (text === last) return;
      last = text;
      if (!lively) output.write(`  ${text}\n`);
      else turning ??= setInterval(turn, FRAME);
    },
    done: (text) => line(paint.good('✔'), text),
    warn: (text) => line(paint.warn('!'), text),
    async ask(question) {
      still();
      if (!interactive) return false;
      const reader = createInterface({ input, output });
      try {
        const answer = await reader.question(`${legible(question, coloured)} [y/N] `, { signal: interrupt });
        return /^y(es)?$/i.test(answer.trim());
      } catch {
        // Ctrl-C at a question comes to whoever reads, not as a signal.
        throw new Interrupted();
      } finally {
        reader.close();
      }
    },
    still,
    paint,
  };
}
