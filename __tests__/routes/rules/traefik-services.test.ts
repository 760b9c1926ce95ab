import { routesOf } from '../../../lib/routes/network/routes';
import { judge } from '../../../lib/routes/rules/judge';
import { rules } from '../../../lib/routes/rules';
import type { KubeObject, Site } from '../../../lib/routes/world';
import { cluster, deployment, ingress, service, site } from '../network/sites';

const custom = (kind: string, name: string, spec: object, namespace = 'default'): KubeObject => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind,
  metadata: { name, namespace },
  spec,
});
const to = (name: string, more: object = {}) => ({ kind: 'TraefikService', name, ...more });
const route = (services: readonly object[], name = 'web') =>
  custom('IngressRoute', name, {
    entryPoints: ['web'],
    routes: [{ match: `Host(\`${name}.localhost\`)`, kind: 'Rule', services }],
  });
const weighted = (name: string, services: readonly object[], namespace?: string) =>
  custom('TraefikService', name, { weighted: { services } }, namespace);
const web = [deployment('web'), service('web', 'web'), service('b', 'web')];
const WEB = { name: 'web', port: 80 };

const of = (objects: readonly KubeObject[], more: Partial<Site> = {}) =>
  site([...web, ...objects], { cluster: cluster(['8080:80']), ...more });
const said = (one: Site) =>
  judge([one], rules)
    .findings.filter(({ rule }) => /^(ingress|reference|traefik)-/.test(rule))
    .map(
      ({ level, rule, object, field, message, remedy }) =>
        `${level} ${rule} (${object}) ${field}: ${message} ${remedy}`,
    );
const ways = (one: Site) => routesOf(one).routes.map(({ status, why }) => [status, why]);
const COMPLETE = [['complete', undefined]];

describe('a TraefikService', () => {
  test('leads to the Services that it weighs, and the rule says through what', () => {
    const one = of([
      route([to('canary')]),
      weighted('canary', [
        { ...WEB, weight: 3 },
        { name: 'b', port: 80 },
      ]),
    ]);
    expect(ways(one)).toEqual(COMPLETE);
    expect(
      routesOf(one)
        .routes[0]!.hops.slice(-3)
        .map(({ name, note }) => [name, note]),
    ).toEqual([
      ['IngressRoute default/web', 'host web.localhost, path /, through TraefikService default/canary'],
      ['Service default/web', undefined],
      ['Deployment default/web', '1 replica'],
    ]);
    expect(said(one)).toEqual([]);
  });

  test('is meant by whoever names a Service that is one', () => {
    const share = weighted('canary', [WEB]);
    const sentence =
      'ingress-backend-missing (IngressRoute default/web) spec.routes[0].services[0]: No Service default/canary exists.';
    expect(said(of([route([{ name: 'canary', port: 80 }]), share]))).toEqual([
      `warning ${sentence} Write kind: TraefikService beside the name, since default/canary is one.`,
    ]);
    expect(said(of([route([to('m')]), weighted('m', [{ name: 'canary', port: 80 }]), share])).join()).toContain(
      'Write kind: TraefikService beside the name',
    );
    const plain = ingress('in', 'canary');
    expect(said(of([plain, share])).join()).toContain('Add Service default/canary to the app.');
  });

  test('that mirrors leads to the one that answers, and needs those that get copies', () => {
    const mirror = (mirrors?: readonly object[]) => custom('TraefikService', 'm', { mirroring: { ...WEB, mirrors } });
    expect(ways(of([route([to('m')]), mirror()]))).toEqual(COMPLETE);
    expect(ways(of([route([to('m')]), mirror([{ name: 'b', port: 80, percent: 10 }])]))).toEqual(COMPLETE);
    expect(said(of([route([to('m')]), mirror([{ name: 'gone', port: 80 }])], { closed: true }))).toEqual([
      'error ingress-backend-missing (TraefikService default/m) spec.mirroring.mirrors[0]: No Service default/gone exists. Add Service default/gone to the app.',
    ]);
  });

  test('may stand behind others, and what two of them share is one', () => {
    const both = [weighted('a', [to('c')]), weighted('b', [to('c'), WEB]), weighted('c', [WEB])];
    expect(ways(of([route([to('a'), to('b')]), ...both]))).toEqual(COMPLETE);
    const lost = [weighted('a', [to('c')]), weighted('b', [to('c')]), weighted('c', [{ name: 'web', port: 81 }])];
    expect(said(of([route([to('a'), to('b')]), route([to('b')], 'other'), ...lost]))).toEqual([
      'warning ingress-backend-missing (TraefikService default/c) spec.weighted.services[0]: Service default/web has no port 81. Use port 80 of Service default/web.',
    ]);
  });

  test('that leads back to itself leads nowhere', () => {
    const circle = [weighted('a', [to('b'), WEB]), weighted('b', [to('a')])];
    const one = of([route([to('a')]), ...circle]);
    const why =
      'IngressRoute default/web leads to TraefikService default/a, which leads back to itself: Traefik drops the route, and its older releases run out of memory.';
    expect(ways(one)).toEqual([['broken', why]]);
    expect(said(one)).toEqual([
      `warning traefik-service-circle (IngressRoute default/web) spec.routes[0]: ${why} Name Services in TraefikService default/a, and no TraefikService that leads to it.`,
    ]);
  });

  test('behind very many others is not looked for', () => {
    const chain = Array.from({ length: 60 }, (_, n) => weighted(`s${n}`, [to(`s${n + 1}`)]));
    const [[status, why]] = ways(of([route([to('s0')]), ...chain, weighted('s60', [WEB])])) as [[string, string]];
    expect(status).toBe('unknown');
    expect(why).toContain('TraefikService default/s50 stands behind 50 others');
  });

  test('may name beside others what other providers of Traefik make', () => {
    const others = [{ name: 'far@file' }, { kind: 'Other', name: 'x' }, WEB];
    expect(ways(of([route([to('a')]), weighted('a', others)]))).toEqual(COMPLETE);
  });

  test.each([
    [{}, 'TraefikService default/a names no Service that we read'],
    [{ weighted: { services: [{}, to('api@internal')] } }, 'TraefikService default/a names no Service that we read'],
    [{ weighted: { services: [WEB, to('gone')] } }, 'TraefikService default/gone does not stand in the app'],
    [{ weighted: { services: [to('gone')] } }, 'TraefikService default/gone does not stand in the app'],
  ])('of %j is not followed', (spec, why) => {
    expect(ways(of([route([to('a')]), custom('TraefikService', 'a', spec)]))).toEqual([
      ['unknown', `IngressRoute default/web: ${why}.`],
    ]);
  });

  test('of another group is none', () => {
    const old = { ...weighted('a', [WEB]), apiVersion: 'traefik.containo.us/v1alpha1' };
    expect(ways(of([route([to('a')]), old]))[0]![1]).toContain('does not stand in the app');
  });

  test('stays in its namespace, as a route does', () => {
    const refused = (by: string, what: string) =>
      `${what} stands in another namespace than ${by}, and Traefik refuses to lead there.`;
    const there = weighted('a', [WEB], 'shop');
    expect(ways(of([route([to('a', { namespace: 'shop' })]), there]))).toEqual([
      ['broken', refused('IngressRoute default/web', 'TraefikService shop/a')],
    ]);
    const abroad = weighted('a', [{ ...WEB, namespace: 'shop' }]);
    const [, line] = said(of([route([to('a')]), abroad]));
    expect(ways(of([route([to('a')]), abroad]))).toEqual([
      ['broken', refused('TraefikService default/a', 'Service shop/web')],
    ]);
    expect(line).toBeUndefined();
    expect(said(of([route([to('a')]), abroad]))[0]).toContain('or put the TraefikService into that namespace.');
  });

  test('is missed where nothing makes it', () => {
    expect(said(of([route([to('canary')])]))).toEqual([
      'warning reference-missing (IngressRoute default/web) spec.routes[0].services[0].name: Route 1 refers to TraefikService "canary" in namespace "default", which nothing in the app makes, so Traefik does not serve this route. Make TraefikService "canary" in namespace "default", or give this object the annotation "allow.cdk8s-k3d/reference-missing: <why>" where it exists outside the app.',
    ]);
    expect(said(of([route([to('a')]), weighted('a', [WEB, to('b', { namespace: 'shop' })])]))[1]).toContain(
      'The TraefikService refers to TraefikService "b" in namespace "shop", which nothing in the app makes, so Traefik serves no route that leads there.',
    );
    expect(said(of([route([to('api@internal')])]))).toEqual([]);
    const externals = [{ kind: 'TraefikService', name: 'canary' }];
    expect(said(of([route([to('canary')])], { externals }))).toEqual([]);
  });
});
