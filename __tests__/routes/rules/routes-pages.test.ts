import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../../lib/routes/judge';
import { routeRules } from '../../../lib/routes/rules/routes';
import { siteOf } from './yaml-site';

const FOLDER = join(__dirname, '../../../docs/rules');
const EXAMPLES = /## Bad\n\n```yaml\n([^]*?)```\n\n> (.*)\n\n## Good\n\n```yaml\n([^]*?)```/;

describe.each(routeRules.map(({ id }) => [id]))('the page of %s', (id) => {
  const [, bad = '', message, good = ''] = EXAMPLES.exec(readFileSync(join(FOLDER, `${id}.md`), 'utf8')) ?? [];

  test('shows what is wrong, with the message that is said, and nothing else', () => {
    const { findings } = judge([siteOf(bad)], routeRules);
    expect(findings.map(({ rule, message: said }) => [rule, said])).toEqual([[id, message]]);
  });

  test('shows what is right', () => {
    expect(judge([siteOf(good)], routeRules).findings).toEqual([]);
  });
});
