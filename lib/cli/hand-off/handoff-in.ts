import { k3dName } from '../../routes/k3d/conventions';
import { isVariable } from '../../routes/k3d/dollars';
import { type Plain, record, text, whole } from '../../routes/plain';
import { type Handoff, HANDOFF_VERSION, isWord } from '../../synth/handoff-shape';
import { CommandError, EXIT } from '../command';

/** Reads a hand-off. Somebody may have edited it: what stands in it becomes words of commands and names of files. */
export function handoffIn(content: string, path: string): Handoff {
  const json = parsed(content, path);
  const version = whole(record(json).version) ?? 0;
  if (version > HANDOFF_VERSION) {
    throw new CommandError(
      `"${path}" has version ${version}, and this cdk8s-k3d reads up to ${HANDOFF_VERSION}. Use the cdk8s-k3d that wrote it, or newer.`,
      EXIT.notSo,
    );
  }
  if (version < 1 || !isHandoff(record(json))) {
    throw new CommandError(`"${path}" is no hand-off that this version reads. Run "cdk8s-k3d synth" again.`);
  }
  const handoff = json as Handoff;
  const stray = [handoff.config, ...handoff.manifests].find((name) => !LIES_BELOW.test(name));
  if (stray === undefined) return handoff;
  throw new CommandError(`"${path}" names "${stray}", which does not lie in dist/. Run "cdk8s-k3d synth" again.`);
}

function parsed(content: string, path: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new CommandError(`"${path}" is no JSON. Run "cdk8s-k3d synth" again.`);
  }
}

/** A path that leads neither up nor to the root. */
const LIES_BELOW = /^(?!\/|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$))\P{Cc}+$/u;

/** Of clusters, and of objects whose names become names of files. */
const isName = (value: unknown) => typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(value);

/** A text that the system takes. */
const isText = (value: unknown) => typeof value === 'string' && !value.includes('\0');

const isVariableName = (value: unknown) => typeof value === 'string' && isVariable(value);

type Judge = (value: unknown) => boolean;

const listOf =
  (judge: Judge): Judge =>
  (value) =>
    Array.isArray(value) && value.every(judge);

const mapOf =
  (judge: Judge): Judge =>
  (value) =>
    record(value) === value && Object.values(record(value)).every(judge);

const maybe =
  (judge: Judge): Judge =>
  (value) =>
    value === undefined || judge(value);

const shape =
  (parts: Readonly<Record<string, Judge>>): Judge =>
  (value) => {
    const json: Plain = record(value);
    return json === value && Object.entries(parts).every(([key, judge]) => judge(json[key]));
  };

/** One of several shapes, told by their kinds. */
const oneOf =
  (kinds: Readonly<Record<string, Judge>>): Judge =>
  (value) => {
    const kind = text(record(value).kind) ?? '';
    return Object.hasOwn(kinds, kind) && kinds[kind]!(value);
  };

const either =
  (...judges: readonly Judge[]): Judge =>
  (value) =>
    judges.some((judge) => judge(value));

const built = shape({
  image: isWord,
  context: isText,
  dockerfile: isText,
  platforms: listOf(isWord),
  target: maybe(isWord),
  pushName: maybe(isWord),
  arguments: mapOf(isText),
});

const login = shape({
  name: isName,
  namespace: isName,
  server: isText,
  from: oneOf({
    environment: shape({ user: isText, password: isText }),
    docker: shape({}),
    dotenv: shape({ file: isText, user: isText, password: isText }),
  }),
});

const tls = shape({
  name: isName,
  namespace: isName,
  hosts: listOf(isWord),
  from: oneOf({ files: shape({ certificate: isText, key: isText }), mkcert: shape({}) }),
});

const values = shape({
  name: isName,
  namespace: isName,
  from: mapOf(
    oneOf({
      environment: shape({ name: isText }),
      dotenv: shape({ file: isText, name: isText }),
      file: shape({ file: isText }),
    }),
  ),
});

const variable = shape({
  name: isVariableName,
  value: maybe(isText),
  from: maybe(either(shape({ file: isText, name: isText }), shape({ docker: isText, part: isText }))),
});

const handoff = shape({
  cluster: isName,
  config: isText,
  manifests: listOf(isText),
  k3d: shape({ minimum: isText, helperImages: shape({ loadBalancer: isWord, tools: isWord }) }),
  images: shape({ pulled: listOf(isWord), sideLoaded: listOf(isWord), built: listOf(built) }),
  registry: maybe(shape({ name: isWord, push: isWord, pull: isWord })),
  secrets: listOf(oneOf({ login, tls, values })),
  environment: listOf(variable),
});

const isHandoff = (json: Plain): boolean => handoff(json) && json.context === k3dName(json.cluster as string);
