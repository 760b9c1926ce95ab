import { routesOf } from '../../../lib/routes/network/routes';
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
