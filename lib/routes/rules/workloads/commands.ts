import type { Draft } from '../../finding';
import { list, record, text, type Plain } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import { show } from '../../schema/fault';
import { isForShell, throughShell } from '../../words';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { HOOKS, PROBES, type Asker } from './probes';

/** A list that a container runs as it stands, with no shell between. */
interface Command {
  readonly called: string;
  readonly path: string;
  readonly words: readonly string[];
}

/** `command: ["node server.js"]` looks for one program of that name, blank and all. */
export const commandNamesNoProgram: Rule = {
  id: 'command-names-no-program',
  title: 'A command begins with something that is the name of no program',
  *check(site) {
    for (const pods of podsOf(site)) {
      for (const container of pods.containers) {
        for (const command of commandsOf(container)) yield* judged(pods, container, command);
      }
    }
  },
};

function commandsOf({ json, path }: Container): readonly Command[] {
  const asked = (said: Plain, askers: readonly Asker[], above = '') =>
    askers.map(({ field, called }) => ({
      called: `The ${called}`,
      path: `${path}.${above}${field}.exec.command`,
      words: wordsOf(record(record(said[field]).exec).command),
    }));
  return [
    { called: 'The command', path: `${path}.command`, words: wordsOf(json.command) },
    ...asked(json, PROBES),
    ...asked(record(json.lifecycle), HOOKS, 'lifecycle.'),
  ];
}

/** What is no text is refused elsewhere. */
const wordsOf = (command: unknown): readonly string[] => list(command).map((word) => text(word) ?? '');

function judged({ object }: Pods, { name }: Container, { called, path, words }: Command): readonly Draft[] {
  const [first, ...rest] = words;
  if (first === undefined) return [];
  const wrong = fromCompose(first, rest) ?? severalWords(first, rest) ?? joined(first, rest);
  if (!wrong) return [];
  return aboutObject(object, {
    level: 'warning',
    path,
    message: `${called} of container "${name}" ${wrong.why}`,
    remedy: `Write ${listOf(wrong.meant)}.`,
  });
}

interface Wrong {
  readonly why: string;
  readonly meant: readonly string[];
}

/** How compose files begin the test of a healthcheck. */
function fromCompose(first: string, rest: readonly string[]): Wrong | undefined {
  if (first !== 'CMD' && first !== 'CMD-SHELL') return undefined;
  return {
    why: `begins with "${first}", which is a word of compose files and no program.`,
    meant: first === 'CMD' ? rest : throughShell(rest.join(' ')),
  };
}

function severalWords(first: string, rest: readonly string[]): Wrong | undefined {
  const words = first.trim().split(/\s+/);
  if (words.length === 1 || isPathWithBlanks(words)) return undefined;
  return {
    why: `begins with ${show(first)}, and no program has that name: nothing takes it apart at its blanks.`,
    meant: isForShell(first) ? throughShell([first, ...rest].join(' ')) : [...words, ...rest],
  };
}

/** A folder may have a blank in its name; what follows a program is an option or a path of its own. */
const isPathWithBlanks = ([program, next]: readonly string[]): boolean =>
  `${program}`.includes('/') && !/^[-/]/.test(`${next}`);

/** A script may put its arguments together again, and is known by its path. */
function joined(first: string, rest: readonly string[]): Wrong | undefined {
  const at = rest.find((word) => word === '&&' || word === '||');
  if (at === undefined || first.includes('/')) return undefined;
  const [flag, ...script] = rest;
  return {
    why: `hands "${at}" to ${show(first)} as it stands: a shell alone reads it, in one text.`,
    meant: throughShell((/^-\w*c$/.test(`${flag}`) ? script : [first, ...rest]).join(' ')),
  };
}

const listOf = (words: readonly string[]): string => `[${words.map((word) => show(word)).join(', ')}]`;
