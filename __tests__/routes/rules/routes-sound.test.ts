import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../../lib/routes/rules/judge';
import { routesOf } from '../../../lib/routes/network/routes';
import { rules } from '../../../lib/routes/rules';
import { routeRules } from '../../../lib/routes/rules/routes';
import { siteOf } from './yaml-site';

const FOLDER = join(__dirname, '../../fixtures/sound');
const files = readdirSync(FOLDER).sort();
const read = (file: string) => siteOf(readFileSync(join(FOLDER, file), 'utf8'));
const every = [...new Set([...rules, ...routeRules])];

test('there are eleven sets of manifests as people write them', () => {
  expect(files).toHaveLength(11);
});

describe.each(files)('the sound manifests of %s', (file) => {
  test('get no error from any rule', () => {
    const { findings } = judge([read(file)], every);
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('have no broken route', () => {
    expect(routesOf(read(file)).routes.filter(({ status }) => status === 'broken')).toEqual([]);
  });
});

test('the rules of the seam warn of nothing', () => {
  const warned = files.flatMap((file) =>
    judge([read(file)], routeRules).findings.map(({ rule, message }) => [rule, message]),
  );
  expect(warned).toEqual([]);
});
