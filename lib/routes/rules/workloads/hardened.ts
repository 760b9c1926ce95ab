import { imageName } from '../../image-name';
import { record } from '../../plain';
import { podsOf } from '../../pods';
import type { Rule } from '../rule';
import { inWordsOf } from '../in-words';
import { aboutObject } from '../speak';

/** Images of Docker Hub that start as root, as their makers publish them. */
const START_AS_ROOT = new Set(
  (
    'alpine amazoncorretto busybox caddy debian drupal eclipse-temurin fedora golang httpd mariadb mongo mysql nginx ' +
    'node openjdk perl php postgres python rabbitmq redis registry ruby rust tomcat traefik ubuntu wordpress'
  )
    .split(' ')
    .map((name) => `library/${name}`),
);

function startsAsRoot(image: string): boolean {
  const { registry, repository } = imageName(image);
  return registry === 'docker.io' && START_AS_ROOT.has(repository);
}

/** A pod must not run as root, and its image starts as root. */
export const hardenedImageNeedsRoot: Rule = {
  id: 'hardened-image-needs-root',
  title: 'An image that starts as root stands beside runAsNonRoot',
  *check(site) {
    for (const { object, containers, spec, path } of podsOf(site)) {
      const pod = record(spec.securityContext);
      for (const container of containers) {
        const own = record(container.json.securityContext);
        const forbidden = (own.runAsNonRoot ?? pod.runAsNonRoot) === true;
        if (!forbidden || (own.runAsUser ?? pod.runAsUser) !== undefined) continue;
        if (!startsAsRoot(container.image ?? '')) continue;
        // cdk8s-plus calls what it makes so, and has its own word for it.
        const isPlus = site.byProgram === true && own.runAsNonRoot === true && object.where.endsWith('/Resource');
        const out = isPlus
          ? 'Write securityContext: { ensureNonRoot: false } for the container'
          : `Leave ${inWordsOf(object, 'runAsNonRoot', 'hardened')} out`;
        const at = own.runAsNonRoot === true ? `${container.path}.securityContext` : `${path}.securityContext`;
        yield* aboutObject(object, {
          level: object.declared ? 'error' : 'warning',
          path: `${at}.runAsNonRoot`,
          message: `Container "${container.name}" must not run as root, but image "${container.image}" starts as root, so the kubelet refuses to start it.`,
          remedy: `${out}, or take an image that starts as another user and state that user with ${isPlus ? 'user' : inWordsOf(object, 'runAsUser', 'user')}.`,
        });
      }
    }
  },
};
