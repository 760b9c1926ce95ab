import { imageName, isLoopbackRegistry, moves } from '../../image-name';
import { isOwnRegistry, registriesOf } from '../../k3d/registries';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { pullsOf } from './pulls';

/** An image has no tag, or one that moves. */
export const imageNotPinned: Rule = {
  id: 'image-not-pinned',
  title: 'An image has no fixed tag',
  *check(site) {
    const registries = site.cluster && registriesOf(site.cluster);
    for (const { pods, container, image, path, sideLoaded } of pullsOf(site)) {
      const { imagePullPolicy = 'Always' } = container.json;
      // Nobody asks a registry for what is loaded into the nodes.
      if (!moves(image) || (sideLoaded && imagePullPolicy !== 'Always')) continue;
      const { registry, tag } = imageName(image);
      // What a developer pushes to a registry beside the nodes is meant to be another program after each push.
      const isPushed = isLoopbackRegistry(registry) || (registries && isOwnRegistry(registries, registry));
      if (isPushed && imagePullPolicy === 'Always') continue;
      const asks = imagePullPolicy === 'Always' ? ', and a node asks its registry at every start' : '';
      yield* aboutObject(pods.object, {
        level: 'warning',
        path,
        part: image,
        message: `Image "${image}" has ${tag ? 'the tag "latest"' : 'no tag, which means "latest"'}, so it is another program on another day${asks}.`,
        remedy: `Write the version that you mean behind the name: "${tag ? image.slice(0, -':latest'.length) : image}:<version>".`,
      });
    }
  },
};

/** An image is loaded into the nodes, and the pod pulls it all the same. */
export const imageSideLoadedButAlways: Rule = {
  id: 'image-side-loaded-but-always',
  title: 'A side-loaded image is pulled all the same',
  supersedes: ['image-not-pinned'],
  *check(site) {
    for (const { pods, container, image, path, sideLoaded } of pullsOf(site)) {
      const stated = container.json.imagePullPolicy;
      if (!sideLoaded || (stated ?? (moves(image) ? 'Always' : 'IfNotPresent')) !== 'Always') continue;
      yield* aboutObject(pods.object, {
        level: 'error',
        path: stated ? `${container.path}.imagePullPolicy` : path,
        part: image,
        message: stated
          ? `Image "${image}" is loaded into the nodes, but pull policy "Always" asks its registry for it at every start.`
          : `Image "${image}" is loaded into the nodes, but without a fixed tag its pull policy is "Always", which asks its registry for it at every start.`,
        remedy: 'Write imagePullPolicy: "IfNotPresent".',
      });
    }
  },
};
