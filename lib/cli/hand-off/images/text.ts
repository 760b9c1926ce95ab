import type { Paint } from '../../tools';
import type { Arrival, Purpose } from './needed-image';

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** An image, and the nodes that do not have it. */
interface Lacking {
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
    `"${context}" is not what it was when dist/ was written with image "${image}". Run "cdk8s-k3d synth", and then this again.`,
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
  noK3d:
    'k3d is not installed here, so the images that it brings along are not named. Install it: https://k3d.io/stable/#installation',
  notPlaced: (why: string) => `Where the images are is not known. ${why}`,
  lookedUp: (cluster: string, image: string) =>
    `The nodes of cluster "${cluster}" are made of "${image}", which k3d looks up on the network each time. Write k3sVersion in the program to name one image.`,
  mirror: (pair: string) =>
    `--mirror says "${pair}". Write a registry and where its images are fetched, for example docker.io=docker.m.daocloud.io.`,
  pulling: (
    image: string,
    { from, place, all }: { readonly from?: string; readonly place: number; readonly all: number },
  ) => `Pulling image ${all === 1 ? '' : `${place} of ${all}: `}${image}${from === undefined ? '' : ` as ${from}`}`,
  pulled: (image: string) => `Image ${image} is in docker.`,
  notPulled: (images: readonly string[]) =>
    `Docker says that it pulled ${quoted(images)}, and does not have it. Run this again.`,
  unusedMirror: (from: string, registries: readonly string[]) =>
    `--mirror names "${from}", and no image comes from there. Images come from ${registries.join(', ')}.`,
  noAction: (name: string, near: readonly string[]) =>
    `images knows no "${name}". The nearest that it knows is "${near.join()}".`,
  oneAction: (name: string, more: string) =>
    `images takes one word, and gets "${name}" and "${more}". Write one of them.`,
  flagOf: (flag: string, actions: string, name: string) =>
    `--${flag} belongs to ${actions}, and this is images ${name}. Leave it out.`,
  stopped: 'Stopped. What docker has by now stays there. Run this again to go on.',
  byDigest: (images: readonly string[]) =>
    `${quoted(images)} cannot go through a file, which keeps no names with a digest. Name images by their tags.`,
  saving: (count: number, file: string) => `Saving ${count} images into "${file}"`,
  reading: (file: string) => `Loading images from "${file}"`,
  notToSave: (images: readonly string[]) =>
    `Docker does not have ${quoted(images)}. Run "cdk8s-k3d images pull" first.`,
  noFile: (file: string, flag: string, isThere: boolean) =>
    `"${file}" ${isThere ? 'is no file' : 'does not exist'}. Run "cdk8s-k3d images save" where there is a network, or name the file: --${flag} TAR.`,
  notInFile: (file: string, images: readonly string[]) =>
    `"${file}" does not hold ${quoted(images)}, nor does docker. Run "cdk8s-k3d images save" again where there is a network.`,
  unknownOfK3s: (cluster: string) =>
    `Cluster "${cluster}" does not run, so what k3s itself brings along is not among them. For a machine without network, run "cdk8s-k3d up" first.`,
  notRunning: (cluster: string, file: string) =>
    `Cluster "${cluster}" does not run, so its nodes got nothing. Run "cdk8s-k3d up --images ${file}".`,
  done: (done: readonly DoneImages[], file: string, notes: readonly string[]) =>
    `${[...done.flatMap(([what, images]) => summary(what, images, file)), ...notes].join('\n')}\n`,
  table: listText,
};

/** Some images, and what was done to them. */
export type DoneImages = readonly [what: Done, images: readonly string[]];

/** What was done to images. */
type Done = 'pulled' | 'built' | 'present' | 'saved' | 'loaded' | 'nodes';

const SUMMARIES: Readonly<Record<Done, (count: string, file: string) => string>> = {
  pulled: (count) => `Pulled ${count}.`,
  built: (count) => `Built ${count}.`,
  present: (count) => `Docker had ${count} already.`,
  saved: (count, file) => `Saved ${count} into "${file}".`,
  loaded: (count) => `Docker has all ${count}.`,
  nodes: (count) => `Loaded ${count} into the nodes.`,
};

function summary(what: Done, images: readonly string[], file: string): string[] {
  return images.length === 0
    ? []
    : [SUMMARIES[what](images.length === 1 ? '1 image' : `${images.length} images`, file)];
}

/** An image as `images list` shows it. */
interface ListedImage {
  readonly image: string;
  readonly use: Purpose;
  readonly arrival: Arrival;
  /** Folder of its build. */
  readonly context?: string;
  /** Absent where docker cannot be asked. */
  readonly places?: readonly string[];
}

/** The images of one cluster. */
export interface ListedCluster {
  readonly cluster: string;
  readonly images: readonly ListedImage[];
}

const ARRIVALS: Readonly<Record<Arrival, string>> = {
  docker: 'pulled by docker',
  nodes: 'pulled by the nodes',
  'side-loaded': 'loaded out of docker',
  built: 'built',
};

const HEADING = ['IMAGE', 'FOR', 'HOW IT COMES', 'WHERE IT IS'];

function placesText(places: ListedImage['places']): string {
  if (places === undefined) return '?';
  return places.length === 0 ? '-' : places.join(', ');
}

function listText({ cluster, images }: ListedCluster, paint: Paint): string {
  const rows = images.map(({ image, use, arrival, context, places }) => [
    image,
    use,
    context === undefined ? ARRIVALS[arrival] : `${ARRIVALS[arrival]} from ${context}`,
    placesText(places),
  ]);
  const widths = HEADING.map((_, column) => Math.max(...[HEADING, ...rows].map((row) => `${row[column]}`.length)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] as number)).join('  ')}`.trimEnd();
  return `${[paint.bold(`Cluster ${cluster}`), paint.dim(line(HEADING)), ...rows.map(line)].join('\n')}\n`;
}
