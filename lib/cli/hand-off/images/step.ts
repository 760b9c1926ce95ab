import { imageName } from '../../../routes/image-name';
import { CommandError, EXIT } from '../../command';
import { type Call, endedWell, type Ran, type Tools, utf8 } from '../../tools';
import { loginCommand } from '../docker';
import { attempt, complaintsIn, ProgramFailed } from '../programs';

/** What is done to an image. */
type Deed = 'built' | 'pushed' | 'pulled' | 'named' | 'saved' | 'loaded';

/** One step with one image. */
interface ImageStep {
  readonly image: string;
  readonly deed: Deed;
  readonly args: readonly string[];
  readonly call?: Call;
}

/**
 * Has docker do something with one image, to a good end, and gives what it printed. Whatever fails is told with the image
 * and the step.
 */
export async function imageStep(tools: Tools, { image, deed, args, call }: ImageStep): Promise<string> {
  const ran = await attempt(tools, 'docker', args, call);
  if (endedWell(ran)) return utf8(ran.stdout);
  refuseSilentEngine(ran);
  throw new CommandError(failure(image, deed, ran), EXIT.notSo);
}

/** Docker that does not answer is said as such, whatever was asked. */
export function refuseSilentEngine(ran: Ran): void {
  const failed = new ProgramFailed('docker', 'docker', ran);
  if (failed.code === EXIT.toolMissing) throw failed;
}

function failure(image: string, deed: Deed, { stderr }: Ran): string {
  const lines = complaintsIn(stderr).filter((line) => !NOISE.test(line));
  const reason = lines.slice(-LINES).join(' ') || 'docker does not say why';
  return `Image "${image}" could not be ${deed}: ${reason.replace(/\.?$/, '.')} ${remedyFor(image, deed, reason)}`;
}

/** A build says much before it says what is wrong. */
const LINES = 6;

/** What docker says beside the matter. */
const NOISE = /^(DEPRECATED:|Install the buildx component|https:\/\/docs\.docker\.com\/go\/|View build details:|-+$)/;

interface Remedy {
  readonly sign: RegExp;
  readonly of?: Deed;
  /** The image is named by its digest. */
  readonly pinned?: boolean;
  readonly text: (registry: string) => string;
}

/** A registry that cannot be reached. */
const AWAY = /timeout|no such host|connection refused|request canceled|unreachable|deadline exceeded|\bEOF\b/i;

const REMEDIES: readonly Remedy[] = [
  {
    sign: /no space left/i,
    text: () => 'Free some of the disk, for example with "docker image prune", and run this again.',
  },
  {
    sign: /unauthorized|denied|no basic auth|authentication required/i,
    text: (registry) => `Run "${loginCommand(registry)}", and then this again.`,
  },
  {
    sign: /manifest unknown|not found|unknown manifest/i,
    of: 'pulled',
    text: () => 'Mend the name of the image in the program.',
  },
  {
    sign: AWAY,
    of: 'pulled',
    pinned: true,
    text: (registry) =>
      `Look at the network. An image that is named by its digest comes from ${registry} alone: name it by its tag to pull it through a mirror.`,
  },
  {
    sign: AWAY,
    of: 'pulled',
    text: (registry) =>
      `Look at the network, or pull it through a mirror: cdk8s-k3d images pull --mirror ${registry}=HOST.`,
  },
  { sign: /(?:)/, text: () => 'Mend that, and run this again: what is done is not done twice.' },
];

function remedyFor(image: string, deed: Deed, reason: string): string {
  const { registry, digest } = imageName(image);
  const isPinned = digest !== undefined;
  const fitting = REMEDIES.filter(
    ({ sign, of = deed, pinned = isPinned }) => of === deed && pinned === isPinned && sign.test(reason),
  );
  return fitting.map(({ text }) => text(registry))[0] as string;
}
