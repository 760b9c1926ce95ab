const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** An image, and the nodes that do not have it. */
export interface Lacking {
  readonly image: string;
  readonly nodes: readonly string[];
}

/** All that is said about images. */
export const imagesText = {
  building: (image: string) => `Building image ${image}`,
  pushing: (image: string) => `Pushing image ${image}`,
  pushed: (image: string) => `Image ${image} is in the registry.`,
  loading: (images: readonly string[], cluster: string) => `Loading ${images.join(', ')} into cluster "${cluster}"`,
  loaded: (image: string) => `Image ${image} is on every node.`,
  replaced: (image: string) =>
    `Image ${image} is another one than before under the same name. Pods that run keep the old one until they start anew: kubectl rollout restart.`,
  changed: (context: string, image: string) =>
    `"${context}" is not what it was when dist/ was written with image "${image}". Run "npm run synth", and then this again.`,
  noBuildx: (image: string) =>
    `Image "${image}" is for several platforms, and docker builds such with buildx alone. Install it: https://docs.docker.com/build/install-buildx`,
  notBuilt: (image: string) =>
    `Docker says that image "${image}" is built, and does not have it. Run "docker buildx use default", and then this again.`,
  notInRegistry: (image: string) =>
    `Docker says that image "${image}" is pushed, and the registry does not have it. Run this again.`,
  notInDocker: (images: readonly string[]) =>
    images
      .map(
        (image) =>
          `Docker on this machine does not have image "${image}", which is to be loaded into the nodes. Build it, or run "docker pull ${image}".`,
      )
      .join('\n'),
  noNodes: (cluster: string) => `Cluster "${cluster}" does not run. Run "cdk8s-k3d up".`,
  notOnNodes: (lacking: readonly Lacking[], said: readonly string[]) =>
    [
      ...lacking.map(
        ({ image, nodes }) =>
          `Image "${image}" is not on ${nodes.length === 1 ? 'node' : 'nodes'} ${quoted(nodes)}, though k3d loaded it.`,
      ),
      ...(said.length === 0 ? [] : [`k3d said: ${said.join(' ')}`]),
      'Look at the disk of docker with "docker system df", and run this again.',
    ].join('\n'),
};
