import { check } from '../../lib/cli/check';
import { CommandError } from '../../lib/cli/command';
import { legible } from '../../lib/cli/legible';
import { paintFor } from '../../lib/cli/node/terminal';
import { run } from '../../lib/cli/run';
import { scene } from './in-memory';
import { listed } from '../support/listed';

describe('words of others', () => {
  test.each([
    ['\u001b]0;title\u0007x', '\\u001b]0;title\\u0007x'],
    ['\u001b[2Jgone', '\\u001b[2Jgone'],
    ['over\rwritten\b', 'over\\u000dwritten\\u0008'],
    ['\u009b31m and \u007f', '\\u009b31m and \\u007f'],
    ['right \u202eto left\u202c', 'right \\u202eto left\\u202c'],
    ['\u001b[1;31mred\u001b[0m', 'red'],
    ['two\r\nlines\tand a tab\n', 'two\nlines\tand a tab\n'],
    ['plain ✔ words', 'plain ✔ words'],
  ])('%j give a terminal no commands', (text, shown) => {
    expect(legible(text)).toBe(shown);
  });

  test('keep the colours of this program, where it writes in colours', () => {
    const { bad, bold, dim, good, warn } = paintFor(true);
    const own = [bad, bold, dim, good, warn].map((paint) => paint('x')).join('');
    expect(legible(own, true)).toBe(own);
    expect(legible(own)).toBe('xxxxx');
    expect(legible('\u001b[8mhidden\u001b[0m', true)).toBe('hidden');
  });
});

describe('whatever a command says', () => {
  const saying = (work: () => string) =>
    listed({
      say: { takes: '', options: {}, more: [], run: () => ({ code: 0, text: work() }) },
    });

  test('is legible, the result and the complaint', async () => {
    const { tools, remove } = scene();
    const failing = () => {
      throw new CommandError('"\u001b[2J" is no name.');
    };
    expect(
      await run(
        saying(() => '\u001b[31ma\u001b[2J'),
        tools,
        ['say'],
      ),
    ).toMatchObject({ out: 'a\\u001b[2J' });
    expect(await run(saying(failing), tools, ['say'])).toMatchObject({ code: 2, err: '"\\u001b[2J" is no name.\n' });
    const coloured = { ...tools, terminal: { ...tools.terminal, paint: paintFor(true) } };
    expect(
      await run(
        saying(() => paintFor(true).bad('a')),
        coloured,
        ['say'],
      ),
    ).toMatchObject({
      out: '\u001b[31ma\u001b[39m',
    });
    remove();
  });

  test('names nothing of an object that a terminal would obey', async () => {
    const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a\u001b]0;x\u0007' }, spec: { ports: 7 } };
    const one = scene({ files: { 'a.json': JSON.stringify(object) } });
    const { out } = await one.run({ check }, 'check', 'a.json', '--print', 'info');
    // oxlint-disable-next-line no-control-regex
    expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    expect(out).toContain('a\\u001b]0;x\\u0007');
    one.remove();
  });
});
