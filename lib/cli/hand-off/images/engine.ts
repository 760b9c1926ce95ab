import { canonicalImage } from '../../../routes/image-name';
import { jsonIn, record, records, texts } from '../../../routes/plain';
import { endedWell, type Tools, utf8 } from '../../tools';
import { attempt, QUESTION } from '../programs';
import { type Content, contentOf } from './content';
import { refuseSilentEngine } from './step';

/** An image as something holds it. */
interface HeldImage {
  readonly id: string;
  /** Undefined where it was not asked for. */
  readonly content?: Content;
}

/** Images by their canonical names. */
export type Held = ReadonlyMap<string, HeldImage>;

/** Which of these images docker on this machine has. Asked once for all. */
export async function inDocker(tools: Tools, images: readonly string[]): Promise<Held> {
  if (images.length === 0) return new Map();
  const ran = await attempt(tools, 'docker', ['image', 'inspect', ...images], { timeout: QUESTION });
  if (!endedWell(ran)) refuseSilentEngine(ran);
  return new Map(
    records(jsonIn(utf8(ran.stdout))).flatMap(({ Id, RepoTags, RepoDigests, ...image }) =>
      [...texts(RepoTags), ...texts(RepoDigests)].map((name): readonly [string, HeldImage] => [
        canonicalImage(name),
        {
          id: `${Id}`,
          content: contentOf(image.Created, record(image.RootFS).Layers, image.Config),
        },
      ]),
    ),
  );
}

export const hasImage = (held: Held, image: string): boolean => held.has(canonicalImage(image));

/** Which of these images docker on this machine has not. */
export async function lackingInDocker(tools: Tools, images: readonly string[]): Promise<readonly string[]> {
  const held = await inDocker(tools, images);
  return images.filter((image) => !hasImage(held, image));
}
