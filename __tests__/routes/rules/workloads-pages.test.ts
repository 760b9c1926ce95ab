import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../../lib/routes/judge';
import { imageRules } from '../../../lib/routes/rules/images';
import { referenceRules } from '../../../lib/routes/rules/references';
import { workloadRules } from '../../../lib/routes/rules/workloads';
import type { ObjectFacts, Site } from '../../../lib/routes/world';
import { siteOf } from './yaml-site';

const FOLDER = join(__dirname, '../../../docs/rules');
const EXAMPLES = /## Bad\n\n```yaml\n([^]*?)```\n\n> (.*)\n\n## Good\n\n```yaml\n([^]*?)```/;
const rules = [...workloadRules, ...referenceRules, ...imageRules];

/** What the text of a page says beside its YAML: only a program can know it. */
const SAID: Readonly<Record<string, { site?: Partial<Site>; object?: Partial<ObjectFacts> }>> = {
  'image-side-loaded-but-always': { object: { sideLoaded: ['my-app:dev'] } },
  'image-login-missing': { site: { privateRegistries: [{ server: 'registry.example.com', where: 'shop/login' }] } },
};

describe.each(rules.map(({ id }) => [id]))('the page of %s', (id) => {
  const [, bad = '', message, good = ''] = EXAMPLES.exec(readFileSync(join(FOLDER, `${id}.md`), 'utf8')) ?? [];
  const found = (yaml: string) => judge([siteOf(yaml, SAID[id]?.site, SAID[id]?.object)], rules).findings;

  test('shows what is wrong, with the message that is said, and nothing else', () => {
    expect(found(bad).map(({ rule, message: said }) => [rule, said])).toEqual([[id, message]]);
  });

  test('shows what is right', () => {
    expect(found(good)).toEqual([]);
  });
});
