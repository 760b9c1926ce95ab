/** What may stand at a place of the config. */
export type Shape =
  | {
      readonly type: 'text';
      readonly format?: Format;
      readonly oneOf?: readonly string[];
      /** Keys of the YAML that the text is. */
      readonly holds?: readonly string[];
    }
  | {
      readonly type: 'number';
      /** It is one that JSON has, through which k3d reads the file; elsewhere a rule of its own judges that. */
      readonly isFinite?: boolean;
    }
  | {
      readonly type: 'boolean';
      /** No schema looks at it, and k3d makes true or false of texts and numbers. */
      readonly loose?: boolean;
    }
  | { readonly type: 'anything' }
  /** Text that an older version takes, and that k3d cannot carry over into the one it goes on with. */
  | { readonly type: 'lost' }
  | { readonly type: 'list'; readonly of: Shape }
  | Fields;

/** A mapping with keys of its own. */
export interface Fields {
  readonly type: 'fields';
  readonly of: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** Numbers of which the first must not be larger than the second; -1 there is without limit. */
  readonly ordered?: readonly [low: string, high: string];
  /** k3d drops keys that it does not know here, and says nothing; those that it knows it takes in any case. */
  readonly ignoresUnknown?: boolean;
}

/** Formats that k3d checks, in its schema or after it. */
export type Format =
  | 'port-range'
  | 'subnets'
  | 'host-name'
  | 'ipv4'
  | 'ip'
  | 'registry-host'
  | 'registry-port'
  | 'container-name'
  | 'label'
  | 'node-label'
  | 'node-label-pair'
  | 'node-taint'
  | 'ulimit'
  | 'variable'
  | 'gpus'
  | 'switch'
  | 'whole-number'
  | 'addresses'
  | 'flannel-backend'
  | 'egress-mode';

export const text: Shape = { type: 'text' };
export const number: Shape = { type: 'number' };
export const amount: Shape = { type: 'number', isFinite: true };
export const boolean: Shape = { type: 'boolean' };
export const anything: Shape = { type: 'anything' };
export const format = (name: Format): Shape => ({ type: 'text', format: name });
export const oneOf = (...values: readonly string[]): Shape => ({ type: 'text', oneOf: values });
export const listOf = (of: Shape): Shape => ({ type: 'list', of });
export const fields = (of: Fields['of'], more: Partial<Fields> = {}): Fields => ({ type: 'fields', of, ...more });
export const onNodes = (of: Fields['of']) => listOf(fields({ ...of, nodeFilters: listOf(text) }));

/** Lists of arguments in `v1alpha2`, and which nodes they were for. */
export const OLD_ARGUMENTS: Readonly<Record<string, string>> = {
  extraServerArgs: 'server:*',
  extraAgentArgs: 'agent:*',
};

/** The key that k3d takes another one for; undefined where it takes it for none. */
export function keyMeant({ of, ignoresUnknown }: Fields, key: string): string | undefined {
  if (Object.hasOwn(of, key)) return key;
  return ignoresUnknown ? Object.keys(of).find((known) => known.toLowerCase() === key.toLowerCase()) : undefined;
}

/** What may stand at the steps of a path; undefined where nothing may. */
export function shapeAt(shape: Shape, steps: readonly string[]): Shape | undefined {
  let here: Shape | undefined = shape;
  for (const step of steps) {
    if (here?.type === 'list') here = here.of;
    else here = here?.type === 'fields' && Object.hasOwn(here.of, step) ? here.of[step] : undefined;
  }
  return here;
}

/** Shapes in place of those that a mapping has, however deep; undefined takes a key away. */
export interface Changes {
  readonly [key: string]: Shape | Changes | undefined;
}

const isShape = (change: Shape | Changes): change is Shape => typeof change.type === 'string';

/** A mapping with other shapes at some of its keys. */
export function changed(shape: Fields, changes: Changes): Fields {
  const of: Record<string, Shape> = { ...shape.of };
  for (const [key, change] of Object.entries(changes)) {
    if (change === undefined) delete of[key];
    else of[key] = isShape(change) ? change : changed(of[key] as Fields, change);
  }
  return { ...shape, of };
}
