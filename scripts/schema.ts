/**
 * Writes lib/routes/schema/kubernetes.ts from the models of the official JavaScript client, which carry the OpenAPI of
 * one Kubernetes release, and marks what came after 1.28 or went since by the packages of the releases between, which
 * releases.ts lists:
 *
 *     for it in cdk8s-plus-{28@2.5.6,29@2.6.0,30@2.4.10,31@2.6.43,32@2.5.92,33@2.5.57} \
 *       @pulumi/kubernetes@4.28.0 @kubernetes/client-node@{1.4.0,2.0.1}; do
 *       mkdir -p "releases/$it" && tar xzf "$(npm pack --silent "$it")" -C "releases/$it" --strip-components=1
 *     done
 *     npx ts-node scripts/schema.ts releases
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributesOf, NEWEST, releasesIn } from './releases';

const folder = process.argv[2] ?? 'releases';
const releases = releasesIn(folder);
const generated = join(folder, NEWEST, 'dist/gen');
const models = join(generated, 'models');

/** The client calls quantities plain strings; these are the fields that the API reads as quantities. */
const QUANTITIES = new Set(
  `CSIStorageCapacity.capacity CSIStorageCapacity.maximumVolumeSize EmptyDirVolumeSource.sizeLimit
  LimitRangeItem.default LimitRangeItem.defaultRequest LimitRangeItem.max LimitRangeItem.maxLimitRequestRatio
  LimitRangeItem.min MetricTarget.averageValue MetricTarget.value Overhead.podFixed PersistentVolumeSpec.capacity
  PodSpec.overhead ResourceFieldSelector.divisor ResourceQuotaSpec.hard ResourceRequirements.limits
  ResourceRequirements.requests VolumeResourceRequirements.limits VolumeResourceRequirements.requests
  CapacityRequestPolicy.default CapacityRequestPolicy.validValues CapacityRequestPolicyRange.max
  CapacityRequestPolicyRange.min CapacityRequestPolicyRange.step CapacityRequirements.requests Counter.value
  DeviceCapacity.value HPAScalingRules.tolerance`.split(/\s+/),
);

/** What the OpenAPI calls required and the API fills in by itself, or does without. */
const FILLED_IN = new Set([
  'RoleRef.apiGroup',
  'EndpointSlice.endpoints',
  'NetworkPolicySpec.podSelector',
  'StatefulSetSpec.serviceName',
  'HTTPHeader.value',
  'LimitRangeSpec.limits',
  'PodFailurePolicy.rules',
  'PreferredSchedulingTerm.preference',
  'Sysctl.value',
]);

/** Kinds that nobody writes into a file: questions to the API, and what it notes down itself. */
const UNWRITTEN = /^(?:authentication|authorization|events)\.k8s\.io|^v1 (?:Binding|Event)$/;

const short = (model: string) => model.replace(/^(?:Core)?V1(?=[A-Z])/, '');

function requiredOf(model: string): ReadonlySet<string> {
  const text = readFileSync(join(models, `${model}.d.ts`), 'utf8');
  return new Set([...text.matchAll(/^ {4}'(\w+|\$\w+)': /gm)].map((match) => match[1]!));
}

/** What every kind has had at all times, and not every package says. */
const OF_EVERY_KIND = new Set(['apiVersion', 'kind']);

const SCALARS: Readonly<Record<string, string>> = {
  'string ': 's',
  'string byte': 'y',
  'number int32': 'i',
  'number int64': 'l',
  'boolean ': 'b',
  'Date date-time': 'd',
  'V1MicroTime date-time-micro': 'd',
  'IntOrString int-or-string': 'x',
};

function codeOf(type: string, format: string, quantity: boolean, seen: (model: string) => void): string {
  const list = /^Array<(.*)>$/.exec(type);
  if (list) return `[]${codeOf(list[1]!, format, quantity, seen)}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) return `{}${codeOf(map[1]!, format, quantity, seen)}`;
  if (type === 'string' && quantity) return 'q';
  const scalar = SCALARS[`${type} ${format}`];
  if (scalar) return scalar;
  // A schema inside a schema has no end, and only authors of custom resources write one.
  if (type === 'V1JSONSchemaProps') return '*';
  if (type === 'any' || type === 'object') return '*';
  if (!readdirSync(models).includes(`${type}.js`)) return '*';
  seen(type);
  return short(type);
}

function kindsOf(): Map<string, string> {
  const kinds = new Map<string, string>();
  for (const file of readdirSync(join(generated, 'apis')).filter((name) => /V\d+Api\.js$/.test(name))) {
    const text = readFileSync(join(generated, 'apis', file), 'utf8');
    const calls = text.matchAll(
      /localVarPath = '\/(?:api|apis)\/([a-z0-9./-]+?)\/(?:namespaces\/\{namespace\}\/)?[a-z]+'[^]*?(?=localVarPath = |$)/g,
    );
    for (const [call, apiVersion] of calls) {
      const body = /serialize\(body, "(\w+)"/.exec(call);
      if (!body || !/HttpMethod\.POST/.test(call)) continue;
      const kind = `${apiVersion} ${body[1]!.replace(/^(?:[A-Z][a-z]+)?V\d+/, '')}`;
      if (!UNWRITTEN.test(kind)) kinds.set(kind, body[1]!);
    }
  }
  return kinds;
}

const kinds = kindsOf();
const tops = new Set(kinds.values());
const waiting = [...tops];
const types = new Map<string, string>();
for (let model = waiting.pop(); model !== undefined; model = waiting.pop()) {
  const name = short(model);
  if (types.has(name)) continue;
  const required = requiredOf(model);
  const attributes = attributesOf(models, model);
  if (!attributes) throw new Error(`${model} has no attributes`);
  const fields = attributes.map(({ name: property, baseName, type, format }) => {
    const path = `${name}.${baseName}`;
    if (baseName === 'status' && tops.has(model)) return 'status:*';
    const mark = required.has(property) && !FILLED_IN.has(path) ? '!' : ':';
    const quantity = QUANTITIES.has(path.replace(/^V\d\w*?(?=[A-Z])/, ''));
    const code = codeOf(type, format, quantity, (next) => waiting.push(next));
    const always = tops.has(model) && OF_EVERY_KIND.has(baseName);
    return `${baseName}${mark}${code}${always ? '' : releases.markOf(model, baseName)}`;
  });
  const gone = releases.goneOf(model).map((field) => `${field}:*${releases.markOf(model, field)}`);
  types.set(name, [...fields, ...gone].join(' '));
}

const release = /OpenAPI spec version: release-([\d.]+)/.exec(readFileSync(join(models, 'V1Pod.js'), 'utf8'))![1];
const sorted = <V>(entries: Iterable<readonly [string, V]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
const lines = (entries: Iterable<readonly [string, string]>) =>
  sorted(entries)
    .map(([left, right]) => `${left} = ${right}`)
    .join('\n');
const came = [...kinds].flatMap(([kind, model]) => {
  const since = releases.sinceOf(model);
  return since === undefined ? [] : [[kind, since] as const];
});

writeFileSync(
  join(__dirname, '../lib/routes/schema/kubernetes.ts'),
  `/* Written by scripts/schema.ts: do not edit. */

/** Release whose fields these are. */
export const RELEASE = '${release}';

/** \`apiVersion kind = type\`, one a line. */
export const KINDS = \`
${lines([...kinds].map(([kind, model]) => [kind, short(model)] as const))}
\`;

/** First 1.x that serves a kind, where an older one that is supported does not. */
export const KINDS_SINCE: Readonly<Record<string, number>> = {
${sorted(came)
  .map(([kind, since]) => `  '${kind}': ${since},`)
  .join('\n')}
};

/**
 * \`type = field…\`; a field is \`name\`, \`:\` or \`!\` where it is required, and what it holds (see shape.ts), with
 * \`@34\` where it came to the type with Kubernetes 1.34, and \`@-34\` where it went after it.
 */
export const TYPES = \`
${lines(types)}
\`;
`,
);
