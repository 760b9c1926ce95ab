import { hideLogin } from '../../hide-login';
import { wrongWith } from '../../image-fault';
import { heldStatus } from '../../held';
import { firstOf } from '../../plain';
import { podsOf } from '../../pods';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';

/** A name that no docker and no containerd takes. */
export const imageNameInvalid: Rule = {
  id: 'image-name-invalid',
  title: 'An image has a name that no registry can have',
  supersedes: [
    'image-registry-unresolvable',
    'image-not-pinned',
    'image-side-loaded-but-always',
    'image-login-missing',
    'image-never-pulled',
  ],
  *check(site) {
    for (const { object, containers } of podsOf(site)) {
      for (const { image, path } of firstOf(containers, (container) => container.image)) {
        if (image === undefined) continue;
        const wrong = wrongWith(image);
        if (wrong === undefined) continue;
        const [what, remedy] = wrong;
        yield* aboutObject(object, {
          // A name may stand for one that somebody puts in before it is applied.
          level: heldTo(site, object),
          stops: { of: [object], status: heldStatus(site, object) },
          path: `${path}.image`,
          part: image,
          message: `Image "${hideLogin(image)}" ${what}, so no node can pull it.`,
          remedy,
        });
      }
    }
  },
};
