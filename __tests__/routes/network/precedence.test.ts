import { routesOf } from '../../../lib/routes/network/routes';
import type { KubeObject } from '../../../lib/routes/world';
import { cluster, deployment, found, ingress, service, site } from './sites';

const PRIORITY = 'traefik.ingress.kubernetes.io/router.priority';

test('of twenty rules that answer first, one is named', () => {
  const wide = Array.from({ length: 20 }, (_, index) =>
    ingress(`wide-${index}`, 'web', { path: index % 2 ? '/api' : '/api/', annotations: { [PRIORITY]: '1000' } }),
  );
  const narrow = ingress('narrow', 'api', { path: '/api/v1' });
  const objects = [narrow, ...wide, ...['web', 'api'].flatMap((name) => [deployment(name), service(name, name)])];
  const { routes } = routesOf(site(objects.map(found), { cluster: cluster(['8085:80']) }));
  expect(routes.filter(({ status }) => status === 'broken')).toMatchObject([
    { url: 'http://localhost:8085/api/v1', why: 'Ingress default/wide-9 answers every request of this rule first.' },
  ]);
});

describe('the beginning of a path', () => {
  const statuses = (wide: string, narrow: string, annotations?: Record<string, string>) => {
    const objects = [
      ingress('wide', 'web', { path: wide, annotations }),
      ingress('narrow', 'api', { path: narrow }),
      ...['web', 'api'].flatMap((name) => [deployment(name), service(name, name)]),
    ];
    return routesOf(site(objects.map(found), { cluster: cluster(['8085:80']) })).routes.map(({ status }) => status);
  };

  test('with a slash at its end does not stand over the same path without', () => {
    expect(statuses('/api/', '/api')).toEqual(['complete', 'complete']);
    expect(statuses('/api/', '/api', { [PRIORITY]: '1000' })).toEqual(['complete', 'complete']);
    expect(statuses('/api', '/api/', { [PRIORITY]: '1000' })).toEqual(['complete', 'broken']);
  });

  test('is compared by letters', () => {
    expect(statuses('/api', '/apiv1', { [PRIORITY]: '1000' })).toEqual(['complete', 'broken']);
    expect(statuses('/apiv1', '/api', { [PRIORITY]: '1000' })).toEqual(['complete', 'complete']);
  });
});

describe('which rule is asked first', () => {
  const backends = ['web', 'api'].flatMap((name) => [deployment(name), service(name, name)]);
  const statuses = (...rules: readonly KubeObject[]) =>
    routesOf(site([...rules, ...backends].map(found), { cluster: cluster(['8085:80']) })).routes.map(
      ({ url, status }) => `${url} ${status}`,
    );
  const route = (...routes: readonly object[]): KubeObject => ({
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'IngressRoute',
    metadata: { name: 'route' },
    spec: { routes },
  });
  const to = (name: string) => ({ services: [{ name, port: 80 }] });

  test('is told by the whole match of an IngressRoute, with every alternative', () => {
    const narrow = { match: 'Host(`a.localhost`) && PathPrefix(`/api`)', ...to('api') };
    const wide = 'Host(`a.localhost`) || Host(`b.localhost`)';
    expect(statuses(route(narrow, { match: wide, ...to('web') }))).toEqual([
      'http://a.localhost:8085 complete',
      'http://a.localhost:8085/api broken',
      'http://b.localhost:8085 complete',
    ]);
    expect(statuses(route(narrow, { match: 'Host(`a.localhost`)', ...to('web') }))).toEqual([
      'http://a.localhost:8085 complete',
      'http://a.localhost:8085/api complete',
    ]);
  });

  test('is no matter of chance between an Ingress and a shorter match for the same', () => {
    expect(
      statuses(ingress('web', 'web', { host: 'a.localhost' }), route({ match: 'Host(`a.localhost`)', ...to('api') })),
    ).toEqual(['http://a.localhost:8085 complete', 'http://a.localhost:8085 broken']);
  });

  test('is told by a priority below zero, but by none of zero', () => {
    const wide = (priority: string) => ingress('wide', 'web', { path: '/api', annotations: { [PRIORITY]: priority } });
    const narrow = (priority: number) => route({ match: 'PathPrefix(`/api/v1`)', priority, ...to('api') });
    expect(statuses(wide('0'), narrow(0))).toEqual([
      'http://localhost:8085/api complete',
      'http://localhost:8085/api/v1 complete',
    ]);
    expect(statuses(wide('0'), narrow(-1))).toEqual([
      'http://localhost:8085/api complete',
      'http://localhost:8085/api/v1 broken',
    ]);
    expect(statuses(wide('-1'), narrow(-1))).toEqual([
      'http://localhost:8085/api complete',
      'http://localhost:8085/api/v1 unknown',
    ]);
  });

  test.each([
    [21, 'broken'],
    [22, 'unknown'],
    [23, 'complete'],
  ])('is told by the pattern that a wildcard becomes: a path of %d letters is %s', (letters, status) => {
    const path = `/${'x'.repeat(letters - 1)}`;
    expect(
      statuses(
        ingress('wide', 'web', { host: '*.localhost' }),
        ingress('narrow', 'api', { host: 'a.localhost', path }),
      ),
    ).toContain(`http://a.localhost:8085${path} ${status}`);
  });

  test('leaves out a path that an Ingress does not name, and a rule of nothing at all', () => {
    const bare = (host?: string) => {
      const object = ingress('bare', 'web', { host, pathType: 'ImplementationSpecific' });
      delete object.spec.rules[0].http.paths[0].path;
      return object;
    };
    expect(statuses(bare('a.localhost'), ingress('whole', 'api', { host: 'a.localhost' }))).toEqual([
      'http://a.localhost:8085 broken',
      'http://a.localhost:8085 complete',
    ]);
    expect(statuses(bare())).toEqual(['http://localhost:8085 unknown']);
  });
});
