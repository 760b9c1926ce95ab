import { texts } from '../../plain';
import type { Container } from '../../pods';

/** What does nothing to the end of a script. */
const HARMLESS = /^(?:(?:echo|printf|sleep)\b(?!.*(?:&&|\|\||\b(?:break|exit)\b))|set -)/;

/** Asks somebody else, and fails as long as nobody answers. */
const ASKS = /^(?:timeout (?:-t )?\d+s? )?(?:nc|curl|wget|pg_isready|redis-cli|mysqladmin) [^|&$`()<>]+$/;
const PAST_ITS_ADDRESS = / (?:-x|-K|--proxy|--resolve|--connect-to|--config)\b/;
const REDIRECTS = /(?<! ) *(?:[12&]?>+ *(?:\/dev\/null|&[12]))/g;

/** Waits, and fails where nobody answers in time; with a command behind it runs that all the same. */
const WAITS_ALONE = /^(?:\S*\/)?wait-for(?:-it)?(?:\.sh)?(?: (?!-- )\S+)+$/;

/** What has to answer before an init container ends: it asks again and again, or fails and starts again. */
export function awaitedBy({ passing, json }: Container): readonly string[] {
  if (!passing) return [];
  const words = [...texts(json.command), ...texts(json.args)];
  const [program = '', flag = '', script = ''] = words;
  const isScript = /(?:^|\/)(?:ba|da|a)?sh$/.test(program) && /^-[a-z]*c$/.test(flag);
  return isScript ? loopsIn(script) : [words.join(' ')].filter(failsAlone);
}

const failsAlone = (statement: string) => WAITS_ALONE.test(statement) || ASKS.test(statement);

/** The conditions of the loops at which a script surely comes, one after the other. */
function loopsIn(script: string): readonly string[] {
  const statements = script
    .replace(/\\\n/g, ' ')
    .replace(/(?<!\s)\s*\n\s*/g, ';')
    .split(/;+/)
    .map((statement) => statement.replace(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '');
  const found: string[] = [];
  let condition: string | undefined;
  for (const [index, statement] of statements.entries()) {
    const [, asked] = /^(?:until|while !) (.+)$/.exec(statement) ?? [];
    const said = statement.replace(/^do ?/, '');
    if (asked !== undefined) {
      if (condition !== undefined) return found;
      condition = asked.replace(REDIRECTS, '').trim();
    } else if (statement === 'done') {
      if (condition !== undefined && ASKS.test(condition) && !PAST_ITS_ADDRESS.test(condition)) found.push(condition);
      condition = undefined;
    } else if (said !== '' && !HARMLESS.test(said)) {
      // How the last one ends is how the script ends.
      const isEnd = condition === undefined && index === statements.length - 1 && failsAlone(statement);
      return isEnd ? [...found, statement] : found;
    }
  }
  return found;
}
