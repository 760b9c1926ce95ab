import { judge } from '../../../lib/routes/rules/judge';
import type { Draft } from '../../../lib/routes/finding';
import type { Rule } from '../../../lib/routes/rules/rule';
import { counts, findingLine, findingsText } from '../../../lib/routes/sentence';
import { weighs } from '../../../lib/routes/level';
import type { ObjectFacts, Site } from '../../../lib/routes/world';

const object = (where: string, more: Partial<ObjectFacts> = {}): ObjectFacts => ({
  where,
  declared: true,
  json: { kind: 'Service', metadata: { name: where } },
  ...more,
});
const site = (more: Partial<Site> = {}): Site => ({
  objects: [],
  others: [],
  complaints: [],
  externals: [],
  closed: false,
  ...more,
});
const draft = (where: string, more: Partial<Draft> = {}): Draft => ({
  level: 'error',
  where,
  message: 'It is wrong.',
  remedy: 'Mend it.',
  ...more,
});
const rule = (id: string, drafts: readonly Draft[], more: Partial<Rule> = {}): Rule => ({
  id,
  title: id,
  check: () => drafts,
  ...more,
});

test('errors come before warnings, warnings before infos, then by place', () => {
  const drafts = [draft('b', { level: 'info' }), draft('a', { level: 'warning' }), draft('b'), draft('a')];
  const { findings } = judge([site()], [rule('one', drafts)]);
  expect(findings.map(({ level, where }) => `${level} ${where}`)).toEqual([
    'error a',
    'error b',
    'warning a',
    'info b',
  ]);
});

test('the order of rules and drafts does not count', () => {
  const drafts = [
    draft('a', { object: 'Service x' }),
    draft('a', { field: 'port' }),
    draft('a', { field: 'name' }),
    draft('a', { message: 'Another.' }),
    draft('a', { message: 'A third.' }),
  ];
  const forwards = judge([site()], [rule('one', drafts), rule('two', drafts)]);
  const backwards = judge([site()], [rule('two', [...drafts].reverse()), rule('one', [...drafts].reverse())]);
  expect(backwards).toEqual(forwards);
  expect(forwards.findings).toHaveLength(10);
});

test('what a chart says on two clusters is said once, and names both', () => {
  const on = (name: string) => site({ cluster: { name, where: name, config: {} } });
  const clustersOf = (...sites: readonly Site[]) =>
    judge(sites, [rule('one', [draft('a')])]).findings.map(({ clusters }) => clusters);
  expect(clustersOf(site(), site())).toEqual([undefined]);
  expect(clustersOf(on('dev'), on('stage'), on('dev'), site())).toEqual([['dev', 'stage']]);
  expect(clustersOf(on('dev'))).toEqual([undefined]);
});

test('a rule is silent about what a superseding one speaks of, and about nothing else', () => {
  const loud = rule('loud', [draft('a', { object: 'Service a', about: 'port 1' })], { supersedes: ['quiet'] });
  const quiet = rule('quiet', [
    draft('b', { about: 'port 1' }),
    draft('b', { about: 'port 2' }),
    draft('c', { object: 'Service a' }),
  ]);
  const { findings } = judge([site()], [quiet, loud]);
  expect(findings.map(({ rule: id, where }) => `${id} ${where}`)).toEqual(['loud a', 'quiet b', 'quiet c']);
});

test('what is allowed with a reason stays visible, apart', () => {
  const allowed = object('a', { allow: { one: 'a test double' } });
  const other = object('b', { allow: { two: 'another rule' } });
  const { findings, allowed: spared } = judge(
    [site({ objects: [allowed, other] })],
    [rule('one', [draft('a'), draft('b')])],
  );
  expect(findings.map(({ where }) => where)).toEqual(['b']);
  expect(spared).toEqual([
    { rule: 'one', level: 'error', where: 'a', message: 'It is wrong.', remedy: 'Mend it.', reason: 'a test double' },
  ]);
});

test('an annotation with a reason allows a rule on its own object alone', () => {
  const annotated = (name: string, reason: unknown) => ({
    kind: 'Service',
    metadata: {
      name,
      annotations: { 'allow.cdk8s-k3d/one': reason, 'example.com/other': 'x' } as Record<string, string>,
    },
  });
  const here = site({
    objects: [
      object('web', { json: annotated('a', 'a test double') }),
      object('web', { json: annotated('b', ' ') }),
      object('web', { json: annotated('c', 7) }),
    ],
  });
  const drafts = ['a', 'b', 'c'].map((name) => draft('web', { object: `Service default/${name}` }));
  const { findings, allowed } = judge([here], [rule('one', drafts)]);
  expect(allowed.map(({ object: name, reason }) => [name, reason])).toEqual([['Service default/a', 'a test double']]);
  expect(findings.map(({ object: name }) => name)).toEqual(['Service default/b', 'Service default/c']);
});

test('a finding names the line of the program that made the object, the cluster or the construct', () => {
  const cluster = { name: 'dev', where: 'dev', config: {}, source: 'main.ts:1' };
  const known = site({
    cluster,
    objects: [object('a'), object('a', { source: 'main.ts:2' })],
    complaints: [{ where: 'c', message: '', remedy: '', source: 'main.ts:3' }],
  });
  const { findings } = judge([known], [rule('one', [draft('dev'), draft('a'), draft('c'), draft('nowhere')])]);
  expect(findings.map(({ where, source }) => `${where} ${source}`)).toEqual([
    'a main.ts:2',
    'c main.ts:3',
    'dev main.ts:1',
    'nowhere undefined',
  ]);
});

test('a place is read only when something is said about it', () => {
  const read: string[] = [];
  const lazy = (where: string) =>
    Object.defineProperty(object(where), 'source', {
      get: () => read.push(where) && `${where}.ts:1`,
      enumerable: true,
    });
  judge([site({ objects: [lazy('a'), lazy('b')] })], [rule('one', [draft('b')])]);
  expect(new Set(read)).toEqual(new Set(['b']));
});

test('what stands in a sentence with a whole file in it is read at its beginning and its end', () => {
  const long = `"${'x'.repeat(100_000)}" is no port.`;
  const stops = { of: [object('a')], status: 'broken' } as const;
  const { findings, idle } = judge([site()], [rule('one', [draft('a', { message: long, remedy: long, stops })])]);
  const short = expect.stringMatching(/^"x{1199} … x+" is no port\.$/) as string;
  expect(findings).toMatchObject([{ message: short, remedy: short }]);
  expect([...idle.values()]).toMatchObject([{ why: short }]);
});

test('a finding is told in three lines, or in one', () => {
  const [finding] = judge([site()], [rule('one', [draft('shop/web', { object: 'Service default/web' })])]).findings;
  expect(findingsText([finding!, { ...finding!, level: 'warning', object: undefined, source: 'main.ts:7' }])).toBe(
    [
      'error   one  shop/web  (Service default/web)',
      '  It is wrong.',
      '  Mend it.',
      '',
      'warning one  shop/web  at main.ts:7',
      '  It is wrong.',
      '  Mend it.',
    ].join('\n'),
  );
  expect(findingLine(finding!)).toBe('one: It is wrong. Mend it.');
});

test('levels are counted and compared', () => {
  expect(counts(['info', 'error', 'warning', 'error'])).toBe('2 errors, 1 warning, 1 info');
  expect(weighs('warning', 'warning')).toBe(true);
  expect(weighs('info', 'warning')).toBe(false);
});

test('what stands nowhere is not said of what cannot be read whole, and silences what it silences all the same', () => {
  const lack = rule('lack', [draft('a')], { needsAll: true, supersedes: ['less'] });
  const rules = [lack, rule('less', [draft('a')]), rule('other', [draft('b')])];
  const said = (more: Partial<Site>) => judge([site(more)], rules).findings.map((finding) => finding.rule);
  expect(said({})).toEqual(['lack', 'other']);
  expect(said({ partial: true })).toEqual(['other']);
});

test('what stands nowhere stops nothing for certain where not all of it can be read', () => {
  const one = object('a');
  const stopped = (more: Partial<Site>, why?: string) => {
    const stops = { of: [one], status: 'broken', ...(why && { why }) } as const;
    const verdict = judge([site(more)], [rule('lack', [draft('a', { stops })], { needsAll: true })]);
    return [verdict.findings.length, verdict.idle.get(one)];
  };
  expect(stopped({})).toMatchObject([1, { status: 'broken' }]);
  const said = 'Not everything could be read, and in what was read this holds: it lacks b.';
  expect(stopped({ partial: true }, 'it lacks b.')).toEqual([0, { status: 'unknown', why: said }]);
});
