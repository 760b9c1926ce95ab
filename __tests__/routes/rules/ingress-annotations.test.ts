import { ingressAnnotationIgnored } from '../../../lib/routes/rules/routes/ingress-annotations';
import { findings, k3d, lines, object, siteOf } from './yaml-site';

const NGINX = 'nginx.ingress.kubernetes.io/';
const ingress = (annotation: string, path = '/api', spec = '') =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    'web',
    `spec: { ${spec}rules: [{ http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }`,
    `annotations: { ${annotation} }`,
  );
const said = (text: string) => lines([ingressAnnotationIgnored], siteOf(k3d() + text));

test('what ingress-nginx alone reads is told with what Traefik has for it', () => {
  const text = ingress(`${NGINX}rewrite-target: /$2, ${NGINX}auth-url: "http://auth", ${NGINX}proxy-body-size: 1m`);
  const ignored = (name: string) =>
    `warning ingress-annotation-ignored: Traefik serves this Ingress, and ${NGINX}${name} says nothing to it: requests go on as if it were not there.`;
  expect([...said(text)].sort()).toEqual([ignored('auth-url'), ignored('rewrite-target')]);
  const [found] = findings([ingressAnnotationIgnored], siteOf(k3d() + ingress(`${NGINX}auth-type: basic`)));
  expect(found).toMatchObject({
    field: `metadata.annotations[${NGINX}auth-type]`,
    remedy:
      'Make a Middleware of Traefik with basicAuth, and name it in the annotation traefik.ingress.kubernetes.io/router.middlewares.',
  });
});

test('a root that becomes the root changes nothing', () => {
  expect(said(ingress(`${NGINX}rewrite-target: /`, '/'))).toEqual([]);
  expect(said(ingress(`${NGINX}rewrite-target: /`))).toHaveLength(1);
  expect(said(ingress(`${NGINX}rewrite-target: /app`, '/'))).toHaveLength(1);
});

test('silent where another controller serves it', () => {
  expect(said(ingress(`${NGINX}rewrite-target: /`, '/api', 'ingressClassName: nginx, '))).toEqual([]);
});
