import { relative, resolve } from 'node:path';
import type { PropertyComplaint } from '../analysis/given';
import { isRead } from '../images/context';
import type { Build, ImageSource } from '../images/image-source';
import { hasLogin, hideLogin } from '../routes/hide-login';
import { wrongWith } from '../routes/image-fault';
import { bareAt, imageAt, imageName } from '../routes/image-name';
import type { BuiltImage } from '../routes/needs';
import { type ContainerOptions, PullPolicy } from './container-options';
import type { WorkerProps } from './worker-props';

/** What is known of the images of a workload once it is known how they arrive. */
interface Arrivals {
  /** The properties with the images as pods name them, and the pull policy that goes with it. */
  readonly props: WorkerProps;
  readonly sideLoaded: readonly string[];
  readonly built: readonly BuiltImage[];
  readonly complaints: readonly PropertyComplaint[];
}

interface Arrived<T extends ContainerOptions> {
  readonly options: T;
  readonly sideLoaded?: boolean;
  readonly built?: BuiltImage;
  readonly complaints: readonly PropertyComplaint[];
}

/** Works out the images of a workload; `outdir` is where the app is written. */
export function arrivals(props: WorkerProps, outdir: string | undefined): Arrivals {
  const arrive = <T extends ContainerOptions>(options: T, at: string) => arrived(options, at, props, outdir);
  const main = arrive(props, '');
  const extra = (props.extraContainers ?? []).map((each, index) => arrive(each, `extraContainers[${index}].`));
  const init = (props.initContainers ?? []).map((each, index) => arrive(each, `initContainers[${index}].`));
  const all = [main, ...extra, ...init];
  return {
    props: {
      ...main.options,
      ...(props.extraContainers && { extraContainers: extra.map(({ options }) => options) }),
      ...(props.initContainers && { initContainers: init.map(({ options }) => options) }),
    },
    sideLoaded: all.flatMap(({ sideLoaded, options }) => (sideLoaded ? [options.image] : [])),
    built: all.flatMap(({ built }) => built ?? []),
    complaints: all.flatMap(({ complaints }) => complaints),
  };
}

function arrived<T extends ContainerOptions>(
  options: T,
  at: string,
  workload: WorkerProps,
  outdir: string | undefined,
): Arrived<T> {
  const { source, image } = options;
  if (!source || source._arrival === 'pulled' || typeof image !== 'string') return { options, complaints: [] };
  if (source._arrival === 'side-loaded') return { options: loaded(options), sideLoaded: true, complaints: [] };
  return build(options, source, at, workload, outdir);
}

/** Nothing but the node itself has a side-loaded image: asked at every start, its registry would answer with an error. */
const loaded = <T extends ContainerOptions>(options: T): T => ({
  ...options,
  imagePullPolicy: options.imagePullPolicy ?? PullPolicy.IF_NOT_PRESENT,
});

/** The tag of what could not be read: nothing is written with it. */
const UNREAD = 'unread';

function build<T extends ContainerOptions>(
  options: T,
  source: ImageSource,
  at: string,
  workload: WorkerProps,
  outdir: string | undefined,
): Arrived<T> {
  const { context, dockerfile, platforms, target, args, registry } = source._options;
  const content = source._content;
  const { bare, complaints } = nameOf(at, options.image, source._options);
  const name = registry ? imageAt(registry.server, bare) : bare;
  const image = `${name}:${isRead(content) ? content.tag : UNREAD}`;
  const built: BuiltImage = {
    image,
    context,
    dockerfile,
    platforms,
    ...(target !== undefined && { target }),
    arguments: args,
    ...(registry && { pushName: `${registry.pushServer}/${bareAt(registry.server, image)}` }),
  };
  const said: PropertyComplaint[] = [
    ...complaints,
    ...platformComplaints(`${at}source.platforms`, source._options, workload),
    ...(isRead(content)
      ? outputComplaints(at, context, outdir, content.ignores)
      : [{ ...content, field: `${at}source.${content.field}` }]),
  ];
  const named = { ...options, image };
  return { options: registry ? named : loaded(named), sideLoaded: registry === undefined, built, complaints: said };
}

interface BareName {
  /** The name without tag, as it is meant where that can be known: then nothing else is said about it. */
  readonly bare: string;
  readonly complaints: readonly PropertyComplaint[];
}

function nameOf(at: string, image: string, { registry }: Build): BareName {
  const field = `${at}image`;
  const { tag, digest, registry: host } = imageName(image);
  const behind = digest ?? tag;
  const bare = behind === undefined ? image : image.slice(0, -behind.length - 1);
  const wrong = wrongWith(hasLogin(image) ? image : bare);
  if (wrong) {
    const [what, remedy] = wrong;
    return {
      bare: UNREAD,
      complaints: [{ field, message: `${field} is "${hideLogin(image)}", which ${what}.`, remedy }],
    };
  }
  const foreign = registry !== undefined && host !== 'docker.io' && host !== registry.server.toLowerCase();
  const meant = foreign ? bare.slice(bare.indexOf('/') + 1) : bare;
  if (behind !== undefined) {
    const message = `${field} is "${image}": the tag of a built image is made of its content.`;
    return { bare: meant, complaints: [{ field, message, remedy: `Write "${meant}".` }] };
  }
  if (registry?.pullsThrough) {
    return {
      bare: meant,
      complaints: [
        {
          field: `${at}source.registry`,
          message: `${at}source.registry is ${registry.node.path}, which fetches from another registry: nobody can push to it.`,
          remedy: 'Leave registry out, or name a LocalRegistry without pullThrough.',
        },
      ],
    };
  }
  if (!foreign) return { bare, complaints: [] };
  const message = `${field} is "${image}", which names registry "${host}", and source pushes to "${registry.server}".`;
  return { bare: meant, complaints: [{ field, message, remedy: `Write "${meant}".` }] };
}

const PLATFORM = /^linux\/([a-z0-9]+)(\/v[0-9]+)?$/;

function platformComplaints(field: string, { platforms, registry }: Build, workload: WorkerProps): PropertyComplaint[] {
  const wrong = platforms.find((platform) => !PLATFORM.test(platform));
  if (wrong !== undefined) {
    return [
      {
        field,
        message: `${field} holds "${wrong}", and no node runs on that.`,
        remedy: 'Write "linux/" and the processor, for example "linux/amd64" or "linux/arm64".',
      },
    ];
  }
  if (platforms.length > 1 && !registry) {
    return [
      {
        field,
        message: `${field} lists ${platforms.length} platforms, and an image that is loaded into nodes has one.`,
        remedy: 'Add registry: <your LocalRegistry>, or leave one platform.',
      },
    ];
  }
  const processors = platforms.map((platform) => PLATFORM.exec(platform)?.[1]);
  const missing = (workload.placement?.architectures ?? []).find((each) => !processors.includes(each));
  if (platforms.length === 0 || missing === undefined) return [];
  return [
    {
      field,
      message: `${field} is ${platforms.map((platform) => `"${platform}"`).join(', ')}, and placement puts pods on nodes with "${missing}".`,
      remedy: `Add "linux/${missing}" to the platforms.`,
    },
  ];
}

/** What a synth writes must not change what the next one reads. */
function outputComplaints(
  at: string,
  context: string,
  outdir: string | undefined,
  ignores: (path: string) => boolean,
): PropertyComplaint[] {
  if (outdir === undefined) return [];
  const path = relative(resolve(context), resolve(outdir)).replaceAll('\\', '/');
  if (path === '' || path.startsWith('..') || ignores(path)) return [];
  const field = `${at}source.context`;
  return [
    {
      field,
      message: `${field} is "${context}", which holds "${path}": each synth would change the content, and with it the tag.`,
      remedy: `Add "${path}" to the .dockerignore of "${context}".`,
    },
  ];
}
