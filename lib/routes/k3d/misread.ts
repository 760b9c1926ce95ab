import { below } from '../plain';
import { firstScalars } from '../yaml/parse';
import { isExpanded } from './formats';
import { type Shape, shapeAt } from './shape';

/** A value that k3d takes for something else than it seems. */
export interface Misread {
  readonly kind: 'switch' | 'quoted' | 'date';
  /** Path in the file. */
  readonly path: string;
  /** As written, without quotes. */
  readonly word: string;
}

/** What all that is misread looks like, and much that is not: to look closer needs whoever knows the whole of YAML. */
const SUSPECT = /[\s:](?:y|yes|on|n|no|off)(?=\s*(?:[,}#]|$))|\d{4}-\d{1,2}-\d{1,2}|["'][^"'\n]*\$/im;

const SWITCH = /^(y|yes|on|n|no|off)$/i;

const DATE = /^\d{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])$/;

/**
 * Finds what k3d misreads in the text of a cluster file. It reads the file twice, the second time as a newer YAML: `yes`
 * is true the first time and a text the second, a date the other way round. Quotes stay around what the environment
 * puts in, so that it is text.
 */
export function misreadIn(text: string, schema: Shape): readonly Misread[] {
  if (!SUSPECT.test(text)) return [];
  return firstScalars(text).flatMap(({ steps, written, isQuoted }) => {
    const kind = misreading(shapeAt(schema, steps), written, isQuoted);
    return kind ? [{ kind, path: steps.reduce(stepped, ''), word: written }] : [];
  });
}

function misreading(shape: Shape | undefined, word: string, isQuoted: boolean): Misread['kind'] | undefined {
  const isValue = shape?.type === 'boolean' || shape?.type === 'number';
  if (isQuoted) return isValue && isExpanded(word) ? 'quoted' : undefined;
  // A time may be false, which is none.
  if ((isValue || shape?.type === 'anything') && SWITCH.test(word)) return 'switch';
  return shape?.type === 'text' && DATE.test(word) ? 'date' : undefined;
}

const stepped = (path: string, step: string) => (/^\d+$/.test(step) ? `${path}[${step}]` : below(path, step));
