import fc from 'fast-check';
import { compareAccess } from '../../../lib/routes/report/compare';
import { access, broken, finding, route } from './sample';

const routes = (before: ReturnType<typeof route>[], after: ReturnType<typeof route>[]) => {
  const { routes: changes } = compareAccess(access({ routes: before }), access({ routes: after }));
  return Object.fromEntries(
    Object.entries(changes)
      .map(([kind, list]) => [kind, list.map(({ url }) => url)] as const)
      .filter(([, list]) => list.length > 0),
  );
};

describe('routes', () => {
  const unknown = route({ status: 'unknown', why: 'not known' });
  const elsewhere = route({ hops: [...route().hops.slice(0, -1), { kind: 'pod', name: 'Deployment default/other' }] });
  const url = ['http://localhost:8087'];

  test.each([
    ['introduced', [], [route()]],
    ['removed', [route()], []],
    ['broken', [route()], [broken()]],
    ['broken', [], [broken()]],
    ['broken', [unknown], [broken()]],
    ['fixed', [broken()], [route()]],
    ['fixed', [broken()], [unknown]],
    ['fixed', [unknown], [route()]],
    ['changed', [route()], [unknown]],
    ['changed', [route()], [elsewhere]],
  ])('are %s', (kind, before, after) => expect(routes(before, after)).toEqual({ [kind]: url }));

  test('with one URL count once, by the best of them', () => {
    expect(routes([route(), broken()], [broken(), route()])).toEqual({});
  });

  test('are told with both ends', () => {
    const { routes: changes } = compareAccess(access({ routes: [route()] }), access({ routes: [broken()] }));
    expect(changes.broken).toEqual([
      {
        url: 'http://localhost:8087',
        cluster: 'dev',
        before: { status: 'complete', declared: true, leadsTo: ['Deployment default/web'], why: undefined },
        after: {
          status: 'broken',
          declared: true,
          leadsTo: [],
          why: 'No host port of cluster dev leads to port 30080.',
        },
      },
    ]);
  });
});

describe('findings', () => {
  const changes = (before: ReturnType<typeof finding>[], after: ReturnType<typeof finding>[]) =>
    compareAccess(access({ findings: before }), access({ findings: after })).findings;

  test('are introduced and fixed', () => {
    const [old, fresh] = [finding({ where: 'a' }), finding({ where: 'b' })];
    expect(changes([old], [fresh])).toEqual({ introduced: [fresh], fixed: [old] });
  });

  test('are the same after their lines have moved', () => {
    const said = (line: number) => finding({ where: `a.yaml:${line}`, message: `As in b.yml:${line} too.` });
    expect(changes([said(1)], [said(20)])).toEqual({ introduced: [], fixed: [] });
  });

  test('are told by their object where they have one', () => {
    const said = (where: string) => finding({ where, object: 'Service default/web' });
    expect(changes([said('a.yaml:1')], [said('moved.yaml:1')])).toEqual({ introduced: [], fixed: [] });
  });
});

test('an access differs in nothing from itself, and each URL changes in one way at most', () => {
  const one = fc.record({
    url: fc.constantFrom('http://a', 'http://b'),
    status: fc.constantFrom('complete' as const, 'broken' as const, 'unknown' as const),
  });
  const some = fc.array(
    one.map((each) => route(each)),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(some, some, (before, after) => {
      expect(routes(before, before)).toEqual({});
      const urls = Object.values(routes(before, after)).flat();
      expect(new Set(urls).size).toBe(urls.length);
    }),
  );
});
