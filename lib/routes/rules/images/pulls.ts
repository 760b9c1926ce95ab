import { canonicalImage } from '../../image-name';
import { memo, texts } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import type { Site } from '../../world';

/** An image that a pod names, and where. */
export interface Pull {
  readonly pods: Pods;
  readonly container: Container;
  readonly image: string;
  /** Path of the image in the object. */
  readonly path: string;
  /** Loaded into the nodes before, so that nothing has to be pulled. */
  readonly sideLoaded: boolean;
}

/** The images of a site, each once per object. */
export const pullsOf = memo((site: Site): readonly Pull[] => {
  const loaded = new Set(site.objects.flatMap(({ sideLoaded }) => texts(sideLoaded)).map(canonicalImage));
  return podsOf(site).flatMap((pods) => {
    const images = new Map<string, Pull>();
    for (const container of pods.containers) {
      const { image, path } = container;
      // Helm and kustomize leave marks in what they have not rendered yet.
      if (image === undefined || images.has(image) || /[\s${}]/.test(image)) continue;
      const sideLoaded = loaded.has(canonicalImage(image));
      images.set(image, { pods, container, image, path: `${path}.image`, sideLoaded });
    }
    return [...images.values()];
  });
});
