import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { pullsOf } from './pulls';

/** A pod waits for an image that nobody brings to its node. */
export const imageNeverPulled: Rule = {
  id: 'image-never-pulled',
  title: 'An image is never pulled, and nothing loads it into the nodes',
  *check(site) {
    if (!site.cluster) return;
    for (const { pods, container, image, sideLoaded } of pullsOf(site)) {
      // Whoever writes files may load images by hand; a program says so.
      if (sideLoaded || !pods.object.declared || container.json.imagePullPolicy !== 'Never') continue;
      yield* aboutObject(pods.object, {
        level: 'warning',
        path: `${container.path}.imagePullPolicy`,
        part: image,
        message: `Image "${image}" has pull policy "Never", and nothing in the app loads it into the nodes.`,
        remedy: 'Add source: ImageSource.sideLoaded(), or take the pull policy away.',
      });
    }
  },
};
