import type { Draft } from '../../finding';
import { at, below, list, text, type Plain } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import { show } from '../../schema/fault';
import { isForShell, throughShell } from '../../words';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { HOOKS, PROBES, type Asker } from './probes';

/** Where a container may have a list that is run as it stands, with no shell between. */
interface Place {
  readonly called: string;
  /** The field of the container in which it stands. */
  readonly field: string;
  /** What holds it, from the container on. */
  readonly holder: string;
}

const OWN: Place = { called: 'The command', field: 'command', holder: '' };

const placesIn = (askers: readonly Asker[], above: string): readonly Place[] =>
  askers.map(({ field, called }) => ({
    called: `The ${called}`,
    field: above || field,
    holder: below(above, `${field}.exec`),
  }));

const PLACES: readonly Place[] = [OWN, ...placesIn(PROBES, ''), ...placesIn(HOOKS, 'lifecycle')];

/** `command: ["node server.js"]` looks for one program of that name, blank and all. */
export const commandNamesNoProgram: Rule = {
  id: 'command-names-no-program',
  title: 'A command begins with something that is the name of no program',
  *check(site) {
    for (const pods of podsOf(site)) {
      for (const container of pods.containers) {
        for (const place of PLACES) {
          if (container.json[place.field] !== undefined) yield* judged(pods, container, place);
        }
      }
    }
  },
};

function judged({ object }: Pods, { name, json, path }: Container, { called, holder }: Place): readonly Draft[] {
  // What is no text is refused elsewhere.
  const [first, ...rest] = list(held(json, holder).command).map((word) => text(word) ?? '');
  if (first === undefined) return [];
  const wrong = fromCompose(first, rest) ?? severalWords(first, rest) ?? joined(first, rest);
  if (!wrong) return [];
  return aboutObject(object, {
    level: 'warning',
    path: below(below(path, holder), 'command'),
    message: `${called} of container "${name}" ${wrong.why}`,
    remedy: `Write ${listOf(wrong.meant)}.`,
  });
}

const held = (json: Plain, holder: string): Plain => (holder === '' ? json : at(json, holder));

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
