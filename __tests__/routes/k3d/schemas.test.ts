import { parse } from 'yaml';
import { SCHEMA } from '../../../lib/routes/k3d/schema';
import { OLDER_VERSIONS, schemaOf } from '../../../lib/routes/k3d/schemas';
import { validate } from '../../../lib/routes/k3d/validate';

/** What the schema of a version says of a config, as lines of path, message and remedy. */
const said = (version: string, fields: string) =>
  validate({ apiVersion: `k3d.io/${version}`, kind: 'Simple', ...parse(fields) }, schemaOf(`k3d.io/${version}`)).map(
    ({ message, remedy }) => `${message} ${remedy}`,
  );

const NEWER = 'Write "apiVersion: k3d.io/v1alpha5", which has it.';
const refused = (key: string) => `"${key}" is no key of the cluster file: k3d refuses the file. ${NEWER}`;
const dropped = (key: string) => `"${key}" is no key of the cluster file: k3d drops it without a word. ${NEWER}`;

test('every version that k3d translates has a schema of its own, and no other has', () => {
  expect(OLDER_VERSIONS).toEqual(['k3d.io/v1alpha4', 'k3d.io/v1alpha3', 'k3d.io/v1alpha2']);
  expect(new Set([SCHEMA, ...OLDER_VERSIONS.map(schemaOf)]).size).toBe(4);
  expect(schemaOf('k3d.io/v1alpha5')).toBe(SCHEMA);
  expect(schemaOf('k3d.io/v1alpha1')).toBe(SCHEMA);
  expect(schemaOf(undefined)).toBe(SCHEMA);
});

test.each([
  // As "k3d config migrate" spells it.
  ['v1alpha5', '{ options: { runtime: { HostPidMode: false } } }'],
  [
    'v1alpha5',
    '{ metadata: { name: a }, token: t, hostAliases: [{ ip: 1.2.3.4 }], files: [], options: { runtime: { ulimits: [] } } }',
  ],
  [
    'v1alpha4',
    '{ metadata: { name: a }, hostAliases: [{ ip: 1.2.3.4, hostnames: [a] }], registries: { create: { image: a } }, token: "" }',
  ],
  [
    'v1alpha3',
    '{ name: a, options: { k3d: { timeout: 60, loadbalancer: {} }, runtime: { labels: [] } }, registries: { create: {} } }',
  ],
  [
    'v1alpha2',
    '{ name: a, labels: [{ label: a=b, nodeFilters: ["server[0]"] }], registries: { create: true, use: [], config: "" } }',
  ],
  [
    'v1alpha2',
    '{ options: { k3s: { extraServerArgs: [a], extraAgentArgs: [b] }, k3d: { disableHostIPInjection: true } } }',
  ],
])('%s takes what it knows: %s', (version, fields) => expect(said(version, fields)).toEqual([]));

test.each([
  ['v1alpha4', 'files: []', refused('files')],
  ['v1alpha4', 'options: { runtime: { ulimits: [] } }', dropped('options.runtime.ulimits')],
  ['v1alpha4', 'registries: { create: { enforcePortMatch: true } }', refused('registries.create.enforcePortMatch')],
  ['v1alpha4', 'name: a', '"name" is no key of the cluster file: k3d refuses the file. Move it to "metadata.name".'],
  [
    'v1alpha4',
    'ports: [{ prt: "80:80" }]',
    '"ports[0].prt" is no key of the cluster file: k3d refuses the file. Write "port".',
  ],
  [
    'v1alpha2',
    'labels: [{ lable: a }]',
    '"labels[0].lable" is no key of the cluster file: k3d refuses the file. Write "label".',
  ],
  ['v1alpha4', '"": a', '"" is no key of the cluster file: k3d refuses the file. Remove it.'],
  ['v1alpha3', 'metadata.name: a', '"metadata.name" is no key of the cluster file: k3d refuses the file. Remove it.'],
  ['v1alpha3', 'metadata: { name: a }', refused('metadata')],
  ['v1alpha3', 'hostAliases: []', refused('hostAliases')],
  ['v1alpha3', 'registries: { create: { image: a } }', refused('registries.create.image')],
  ['v1alpha3', 'options: { runtime: { hostPidMode: true } }', dropped('options.runtime.hostPidMode')],
  ['v1alpha2', 'options: { k3s: { extraArgs: [] } }', refused('options.k3s.extraArgs')],
  ['v1alpha2', 'options: { k3d: { loadbalancer: {} } }', refused('options.k3d.loadbalancer')],
  ['v1alpha2', 'options: { runtime: { labels: [] } }', dropped('options.runtime.labels')],
  [
    'v1alpha2',
    'options: { k3d: { timeout: 60 } }',
    '"options.k3d.timeout" is 60, and k3d takes text here. Write "60", in quotes.',
  ],
  [
    'v1alpha2',
    'registries: { create: {} }',
    '"registries.create" is a mapping, and k3d takes true or false here. Write true or false without quotes, or leave it out.',
  ],
  [
    'v1alpha4',
    'hostAliases: [{ ip: 1.2.3.4 }]',
    '"hostAliases[0].hostnames" is missing, and k3d refuses a cluster file without it. Write "hostnames: [db.local]".',
  ],
  [
    'v1alpha3',
    'token: $TOKEN',
    '"token" stands in a file of an older apiVersion, and k3d cannot translate it: it refuses the file. Write "apiVersion: k3d.io/v1alpha5", which takes it.',
  ],
])('%s refuses %s', (version, fields, problem) => expect(said(version, fields)).toEqual([problem]));

test('a key that k3d takes in any case is held against the same shape', () => {
  expect(said('v1alpha5', '{ options: { runtime: { HostPidMode: 5 } }, registries: { USE: [] } }')).toEqual([
    '"options.runtime.HostPidMode" is 5, and k3d takes true or false here. Write true or false without quotes, or leave it out.',
  ]);
  expect(said('v1alpha5', 'Servers: 1')).toEqual([
    '"Servers" is no key of the cluster file: k3d refuses the file. Write "servers".',
  ]);
});
