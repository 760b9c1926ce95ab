/**
 * Writes lib/routes/schema/definitions.ts: what the definitions know that k3s brings beside the kinds of Kubernetes. Those
 * of Traefik and of the Gateway API come from packages that were made of them, several versions of one merged:
 *
 *     npm install --prefix definitions-from --ignore-scripts traefik-2@npm:@kubernetes-models/traefik@0.2.4 \
 *       traefik-3.0@npm:@kubernetes-models/traefik@1.0.1 traefik-3.7@npm:@kubernetes-models/traefik@2.0.0 \
 *       gateway@npm:@kubernetes-models/gateway-api@2.0.0
 *     npx ts-node scripts/definitions.ts definitions-from
 *
 * Those of the Helm controller are definitions/helm.yaml.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';

const root = join(process.argv[2] ?? 'definitions-from', 'node_modules');

/** What a place takes: a letter of schema.ts, words, or more of this. */
type Shape = string | { readonly list: Shape } | { readonly map: Shape } | Fields;

interface Fields {
  /** What a type of this shape is called. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, { readonly required: boolean; readonly shape: Shape }>;
}

/** One group had another name. */
const groupOf = (group: string) => group.replace('traefik.containo.us', 'traefik.io');

const GROUPS = ['traefik.io', 'traefik.containo.us', 'gateway.networking.k8s.io'];

/** What an object has whatever its kind, and what the API writes by itself. */
const LEFT_OUT = new Set(['apiVersion', 'kind', 'metadata', 'status']);

const kinds = new Map<string, Shape>();
const versions = new Map<string, string>();

function add(group: string, version: string, kind: string, shape?: Shape): void {
  const name = `${groupOf(group)} ${kind}`;
  versions.set(`${group}/${version} ${kind}`, name);
  const known = kinds.get(name);
  if (shape !== undefined) kinds.set(name, known === undefined ? shape : merged(known, shape));
}

/** What either takes; what only one asks for is not required. */
function merged(one: Shape, other: Shape): Shape {
  if (typeof one === 'string' || typeof other === 'string') return one === other ? one : either(one, other);
  if ('list' in one && 'list' in other) return { list: merged(one.list, other.list) };
  if ('map' in one && 'map' in other) return { map: merged(one.map, other.map) };
  if (!('fields' in one) || !('fields' in other)) return '*';
  const fields = new Map(one.fields);
  for (const [key, { required, shape }] of other.fields) {
    const known = fields.get(key);
    fields.set(
      key,
      known ? { required: known.required && required, shape: merged(known.shape, shape) } : { required: false, shape },
    );
  }
  for (const [key, { shape }] of one.fields) if (!other.fields.has(key)) fields.set(key, { required: false, shape });
  return { name: one.name, fields };
}

const isText = (shape: Shape) => typeof shape === 'string' && (shape === 's' || shape.includes("'"));

function either(one: Shape, other: Shape): Shape {
  if (isText(one) && isText(other)) return 's';
  const scalars = ['s', 'n', 'x'];
  return [one, other].every((shape) => typeof shape === 'string' && scalars.includes(shape)) ? 'x' : '*';
}

/** The kinds that a folder declares. */
function kindsIn(folder: string): readonly (readonly [kind: string, shape: Shape])[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.d.ts') && file !== 'index.d.ts');
  const paths = files.map((file) => join(folder, file));
  const program = ts.createProgram(paths, { module: ts.ModuleKind.NodeNext, strict: true, skipLibCheck: true });
  const checker = program.getTypeChecker();
  return paths.flatMap((path) => {
    const source = program.getSourceFile(path)!;
    for (const statement of source.statements) {
      if (!ts.isInterfaceDeclaration(statement)) continue;
      const type = checker.getTypeAtLocation(statement);
      const kind = type.getProperty('kind');
      const spelled = kind && checker.getTypeOfSymbol(kind);
      if (!spelled?.isStringLiteral() || !type.getProperty('apiVersion') || spelled.value.endsWith('List')) continue;
      return [[spelled.value, ofType(checker, type, spelled.value)]] as const;
    }
    return [];
  });
}

function ofType(checker: ts.TypeChecker, said: ts.Type, name: string): Shape {
  const type = checker.getNonNullableType(said);
  if (type.flags & ts.TypeFlags.Any || type.flags & ts.TypeFlags.Unknown) return '*';
  if (type.flags & ts.TypeFlags.StringLike && !type.isUnion()) {
    return type.isStringLiteral() ? words([type.value]) : 's';
  }
  if (type.flags & ts.TypeFlags.NumberLike) return 'n';
  if (type.flags & ts.TypeFlags.BooleanLike) return 'b';
  if (type.isUnion()) {
    if (type.types.every((one) => one.isStringLiteral())) return words(type.types.map(({ value }) => value));
    const parts = new Set(type.types.map((one) => ofType(checker, one, name)));
    return [...parts].reduce(either);
  }
  if (checker.isArrayType(type)) {
    return { list: ofType(checker, checker.getTypeArguments(type as ts.TypeReference)[0]!, name) };
  }
  const index = type.getStringIndexType();
  const properties = type.getProperties();
  if (index) return { map: ofType(checker, index, name) };
  if (properties.length === 0) return '*';
  const fields = properties.flatMap((property) => {
    const key = property.getName();
    if (!name.includes('Spec') && LEFT_OUT.has(key)) return [[key, { required: false, shape: '*' }]] as const;
    const required = !(property.flags & ts.SymbolFlags.Optional);
    return [[key, { required, shape: ofType(checker, checker.getTypeOfSymbol(property), titled(name, key)) }]] as const;
  });
  return { name, fields: new Map(fields) };
}

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly enum?: readonly string[];
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

const TYPES: Readonly<Record<string, string>> = { string: 's', integer: 'n', number: 'n', boolean: 'b' };

/** An object of a kind has more than its definition says. */
const EVERY = Object.fromEntries([...LEFT_OUT].map((key) => [key, {}]));

function ofSchema(schema: Schema, name: string, top = true): Shape {
  // Where nothing may be said, other words were possible once.
  if (schema.enum) return schema.enum.includes('') ? 's' : words(schema.enum);
  if (schema.items) return { list: ofSchema(schema.items, name, false) };
  if (schema.additionalProperties) return { map: ofSchema(schema.additionalProperties, name, false) };
  if (!schema.properties) return TYPES[schema.type ?? ''] ?? '*';
  const properties: readonly (readonly [string, Schema])[] = Object.entries(schema.properties);
  const all = top ? [...Object.entries(EVERY), ...properties] : properties;
  const fields = all.map(([key, value]) => {
    // What our description asks for, older definitions do without.
    return [key, { required: false, shape: ofSchema(value, titled(name, key), false) }] as const;
  });
  return { name, fields: new Map(fields) };
}

/** Words stand in quotes, so that none is taken for a letter. */
const words = (values: readonly string[]) => values.map((value) => `'${value}'`).join('|');

const titled = (name: string, key: string) => `${name}.${key}`.replace(/^(\w+)\.spec$/, '$1Spec');

const types = new Map<string, string>();

/** The code of a shape; a type of the same fields is written once. */
function codeOf(shape: Shape): string {
  if (typeof shape === 'string') return shape;
  if ('list' in shape) return `[]${codeOf(shape.list)}`;
  if ('map' in shape) return `{}${codeOf(shape.map)}`;
  const fields = [...shape.fields]
    .map(([key, { required, shape: held }]) => `${key}${required ? '!' : ':'}${codeOf(held)}`)
    .sort()
    .join(' ');
  const known = [...types].find(([, other]) => other === fields);
  if (known) return known[0];
  types.set(shape.name, fields);
  return shape.name;
}

/** `v1` is newer than `v1beta1`. */
const stableLast = (kind: string) => kind.replace(/(\/v\d+)(?= )/, '$1z');

const lines = (entries: Iterable<readonly [string, string]>) =>
  [...entries]
    .sort(([a], [b]) => (stableLast(a) < stableLast(b) ? -1 : 1))
    .map(([left, right]) => `${left} = ${right}`)
    .join('\n');
for (const name of readdirSync(root)
  .filter((entry) => /^(?:traefik-|gateway)/.test(entry))
  .sort()) {
  for (const group of readdirSync(join(root, name)).filter((entry) => GROUPS.includes(entry))) {
    for (const version of readdirSync(join(root, name, group)).filter((entry) => /^v\d/.test(entry))) {
      for (const [kind, shape] of kindsIn(join(root, name, group, version))) add(group, version, kind, shape);
    }
  }
}
for (const document of parseAllDocuments(readFileSync(join(__dirname, '../definitions/helm.yaml'), 'utf8'))) {
  const { spec } = document.toJS() as Definition;
  for (const { name, schema } of spec.versions) {
    add(spec.group, name, spec.names.kind, ofSchema(schema.openAPIV3Schema, spec.names.kind));
  }
}
// The one is served under both versions, and described under one.
for (const kind of ['Gateway', 'GatewayClass', 'HTTPRoute']) add('gateway.networking.k8s.io', 'v1beta1', kind);

const named = new Map([...kinds].map(([name, shape]) => [name, codeOf(shape)]));

writeFileSync(
  join(__dirname, '../lib/routes/schema/definitions.ts'),
  `/* Written by scripts/definitions.ts: do not edit. */

/** \`apiVersion kind = type\`, one a line. */
export const DEFINED = \`
${lines([...versions].map(([kind, name]) => [kind, named.get(name)!] as const))}
\`;

/** \`type = field:code field!code\`, one a line, as in kubernetes.ts. */
export const DEFINED_TYPES = \`
${lines(types)}
\`;
`,
);
