import { routesOf } from '../../lib/routes/routes';
import { situationA, situationB } from './network/sites';

const declared = (site: ReturnType<typeof situationA>) =>
  routesOf(site)
    .routes.filter((route) => route.declared)
    .map(({ url, status, hops }) => [url, status, hops.at(-1)?.name]);

describe('situation A', () => {
  test('has exactly three declared routes, and all are complete', () => {
    expect(declared(situationA())).toEqual([
      ['http://localhost.k3d.ingress:8085', 'complete', 'Deployment default/web-b'],
      ['http://localhost:8085', 'complete', 'Deployment default/web-a'],
      ['http://localhost:8087', 'complete', 'Deployment default/web'],
    ]);
  });
});

describe('situation B', () => {
  test('has one declared route, over the LoadBalancer', () => {
    expect(declared(situationB())).toEqual([
      ['http://localhost/api/getMessageCount', 'complete', 'Deployment default/myapp'],
    ]);
  });
});
