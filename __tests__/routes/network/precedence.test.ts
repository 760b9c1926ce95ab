import { routesOf } from '../../../lib/routes/routes';
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
    { url: 'http://localhost:8085/api/v1', why: 'Ingress default/wide-8 answers every request of this rule first.' },
  ]);
});
