'use strict';
// kubectl, as far as the hand-off asks it.
const { readFileSync } = require('node:fs');
const api = require('./api');
const { answerFor } = require('./answers');
const { isUp } = require('./clusters');
const { wordsOf } = require('./words');
const { everything } = require('./workloads');

const ALIASES = { n: 'namespace', l: 'selector', o: 'output', f: 'filename', A: 'all-namespaces', c: 'container' };
const SWITCHES = [
  'client',
  'all-namespaces',
  'server-side',
  'force-conflicts',
  'ignore-not-found',
  'previous',
  'show-managed-fields',
  'no-headers',
];

const fail = (stderr, code = 1) => ({ code, stderr: `${stderr}\n` });

/** A kubeconfig as k3d prints it. It is read by its lines: a parser would take as long to load as all the rest. */
function readKubeconfig(path) {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // kubectl takes a file that is not there for an empty one.
  }
  const [, server, cluster] = /^ {4}server: (\S+)\n {2}name: (\S+)$/m.exec(text) ?? [];
  const [, context] = /^ {4}user: .*\n {2}name: (\S+)$/m.exec(text) ?? [];
  const [, current] = /^current-context: (\S+)$/m.exec(text) ?? [];
  return { server, cluster, context, current };
}

/** The cluster to which a command line leads, or what kubectl says instead. */
function clusterFor(state, given, environment) {
  const asked = given.last('context');
  const { server, cluster: name, context, current } = readKubeconfig(environment.KUBECONFIG);
  if (context === undefined || context !== (asked ?? current)) return fail(`error: context "${asked}" does not exist`);
  const cluster = state.clusters[name.replace(/^k3d-/, '')];
  const away = !cluster || !isUp(cluster) || cluster.silent > 0;
  if (cluster?.silent > 0) cluster.silent -= 1;
  if (away)
    return fail(
      `The connection to the server ${server.replace('https://', '')} was refused - did you specify the right host or port?`,
    );
  return { cluster };
}

const isKept = ({ metadata }, selector) =>
  selector.split(/,(?![^(]*\))/).every((part) => {
    const [, key, , values] = /^(\S+?)(\s+in\s+\(([^)]*)\))$/.exec(part) ?? [];
    const labels = metadata.labels ?? {};
    if (key)
      return values
        .split(',')
        .map((value) => value.trim())
        .includes(labels[key]);
    const [label, value] = part.split(/==?/);
    return value === undefined ? label in labels : labels[label] === value;
  });

const listOf = (items) => ({ apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items });

const printed = (objects, given, alone) => {
  const output = given.last('output');
  if (output === 'name')
    return objects.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}\n`).join('');
  if (output === 'json') return `${JSON.stringify(alone ? objects[0] : listOf(objects), null, 4)}\n`;
  return objects.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}\n`).join('');
};

const objectsIn = (text) => {
  const json = JSON.parse(text);
  return json.kind === 'List' ? json.items : [json];
};

const notFound = ({ plural, group }, name) =>
  `Error from server (NotFound): ${plural}${group ? `.${group}` : ''} "${name}" not found`;

function raw(state, cluster, path) {
  if (path === '/readyz') return { stdout: 'ok' };
  const [, namespace, name, port, rest] =
    /^\/api\/v1\/namespaces\/([^/]+)\/services\/([^/:]+):(\w+)\/proxy(.*)$/.exec(path) ?? [];
  const said = name && answerFor(state, cluster, { namespace, name, port: Number(port), path: rest });
  if (said?.status === 200) return { stdout: said.body };
  return fail(
    said
      ? `Error from server (ServiceUnavailable): no endpoints available for service "${name}"`
      : 'Error from server (NotFound): the server could not find the requested resource',
  );
}

function get({ state, cluster, given, call, rest: [kinds, ...names] }) {
  if (given.last('raw')) return raw(state, cluster, given.last('raw'));
  const all = everything(state, cluster);
  const quiet = given.on('ignore-not-found');
  if (given.last('filename')) {
    const wanted = objectsIn(call.input);
    const unknown = wanted.find((object) => !api.kindFor(cluster, object));
    if (unknown) {
      return fail(
        `error: resource mapping not found for name: "${unknown.metadata.name}" namespace: "${unknown.metadata.namespace ?? ''}" from "STDIN": no matches for kind "${unknown.kind}" in version "${unknown.apiVersion}"\nensure CRDs are installed first`,
      );
    }
    const ids = wanted.map((object) => api.idOf(api.placed(cluster, object)));
    const found = ids.flatMap((id) => all.find((object) => api.idOf(object) === id) ?? []);
    if (found.length === 0) return {};
    return { stdout: printed(found, given, wanted.length === 1) };
  }
  const asked = kinds
    .split('/')[0]
    .split(',')
    .map((word) => [word, api.kindNamed(cluster, word)]);
  const unknown = asked.find(([, kind]) => !kind);
  if (unknown) return fail(`error: the server doesn't have a resource type "${unknown[0]}"`);
  const everywhere = given.on('all-namespaces');
  const namespace = given.last('namespace') ?? 'default';
  const found = asked.flatMap(([, { kind, group, wide }]) =>
    all
      .filter((object) => object.kind === kind && object.apiVersion.split('/').slice(0, -1).join() === group)
      .filter(({ metadata }) => wide || everywhere || (metadata.namespace ?? 'default') === namespace)
      .filter(({ metadata }) => names.length === 0 || names.includes(metadata.name))
      .filter((object) => given.last('selector') === undefined || isKept(object, given.last('selector'))),
  );
  if (names.length > 0 && found.length === 0) return quiet ? {} : fail(notFound(asked[0][1], names[0]));
  if (found.length === 0 && given.last('output') !== 'json')
    return { stderr: `No resources found in ${namespace} namespace.\n` };
  return { stdout: printed(found, given, names.length === 1) };
}

function apply({ state, cluster, given, call }) {
  const dry = given.last('dry-run') === 'server';
  const options = { manager: given.last('field-manager') ?? 'kubectl', force: given.on('force-conflicts'), dry };
  const done = objectsIn(call.input).map((object) => api.applied(state, cluster, object, options));
  const taken = done.filter(({ refused }) => refused === undefined);
  const words = dry ? ' (server dry run)' : '';
  const stdout =
    given.last('output') === 'json'
      ? taken.length > 0
        ? printed(
            taken.map(({ object }) => object),
            given,
            done.length === 1,
          )
        : ''
      : taken
          .map(({ object }) => `${object.kind.toLowerCase()}/${object.metadata.name} serverside-applied${words}\n`)
          .join('');
  const complaints = done.flatMap(({ refused }) => refused ?? []);
  return { code: complaints.length > 0 ? 1 : 0, stdout, stderr: complaints.map((said) => `${said}\n`).join('') };
}

function remove({ cluster, given, call }) {
  let [stdout, stderr] = ['', ''];
  for (const object of objectsIn(call.input)) {
    const { kind, metadata, apiVersion } = object;
    const how = api.deleted(cluster, object);
    if (how === 'deleted') stdout += `${kind.toLowerCase()} "${metadata.name}" deleted\n`;
    if (how === 'absent' && !given.on('ignore-not-found'))
      stderr += `${notFound(api.kindFor(cluster, object), metadata.name)}\n`;
    if (how === 'unknown')
      stderr += `error: resource mapping not found for name: "${metadata.name}" namespace: "" from "STDIN": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first\n`;
  }
  return { code: stderr === '' ? 0 : 1, stdout, stderr };
}

const wait = ({ cluster, rest }) => {
  const missing = rest
    .map((word) => word.split('/')[1])
    .filter(
      (name) =>
        !cluster.objects.some(({ kind, metadata }) => kind === 'CustomResourceDefinition' && metadata.name === name),
    );
  return missing.length > 0
    ? fail(
        missing
          .map(
            (name) =>
              `Error from server (NotFound): customresourcedefinitions.apiextensions.k8s.io "${name}" not found`,
          )
          .join('\n'),
      )
    : {
        stdout: rest
          .map((word) => `customresourcedefinition.apiextensions.k8s.io/${word.split('/')[1]} condition met\n`)
          .join(''),
      };
};

const logs = ({ state, rest: [pod] }) =>
  Object.entries(state.logs).some(([name]) => pod.startsWith(`${name}-`))
    ? { stdout: Object.entries(state.logs).find(([name]) => pod.startsWith(`${name}-`))[1] }
    : { stdout: '' };

const COMMANDS = { get, apply, delete: remove, wait, logs };

function kubectl(state, call) {
  const given = wordsOf(call.words, ALIASES, SWITCHES);
  const [verb, ...rest] = given.rest;
  if (verb === 'version') {
    const version = { gitVersion: state.kubectl.version };
    return {
      stdout:
        given.last('output') === 'json'
          ? `${JSON.stringify({ clientVersion: version })}\n`
          : `Client Version: ${version.gitVersion}\n`,
    };
  }
  const command = COMMANDS[verb];
  if (!command) return fail(`error: unknown command "${verb}" for "kubectl"`);
  const there = clusterFor(state, given, call.environment);
  return there.cluster ? command({ state, cluster: there.cluster, given, call, rest }) : there;
}

module.exports = { kubectl };
