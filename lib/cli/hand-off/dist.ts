import { at, record, text } from '../../routes/plain';
import type { Access } from '../../routes/report/access';
import type { KubeObject } from '../../routes/world';
import { parseYaml, readYaml } from '../../routes/yaml/parse';
import type { Handoff } from '../../synth/handoff-shape';
import { LIST_PATH } from '../../synth/list';
import { CommandError } from '../command';
import { handoffsIn } from '../read/known';
import { ofCluster, reportAt, reportPath } from '../read/report';
import { textOf } from '../read/text';
import { NOT_SYNTHESIZED } from '../synth/missing-manifests';
import { type Files, utf8 } from '../tools';
import { handoffIn } from './handoff-in';

/** An object to apply, and the file in which it stands. */
interface DistObject {
  readonly json: KubeObject;
  readonly file: string;
}

/** One cluster of dist/, complete. */
export interface DistCluster {
  readonly name: string;
  readonly handoff: Handoff;
  /** Path of the cluster file. */
  readonly configPath: string;
  readonly configText: string;
  /** The cluster file, read. */
  readonly config: unknown;
  readonly objects: readonly DistObject[];
  readonly access: Access;
}

/** What synth wrote. */
interface Dist {
  readonly folder: string;
  readonly clusters: readonly DistCluster[];
}

/** Reads a dist/. What is missing or newer than we are ends as one sentence. */
export function readDist(files: Files, folder = 'dist'): Dist {
  const kind = files.kind(folder);
  if (kind !== 'folder') {
    const is =
      kind === 'file'
        ? 'is a file. Name the folder that synth writes'
        : 'does not exist. Run "cdk8s-k3d synth" first, or name it';
    throw new CommandError(`"${folder}" ${is}: --dist DIR.`);
  }
  const handoffs = handoffsIn(files, folder);
  if (handoffs.length === 0) {
    const remedy =
      files.kind(reportPath(folder)) === 'file'
        ? 'Add a K3dClusterConfig to the app'
        : 'Make the app a K3dApp, or call Access.synth(app) beside its synth()';
    throw new CommandError(
      `"${folder}" describes no cluster: "${folder}/cluster" holds no hand-off. ${remedy}, and run "cdk8s-k3d synth".`,
    );
  }
  const access = reportAt(files, folder);
  const found = handoffs.map((path) => readCluster(files, folder, path, access));
  refuseTwins(
    found.map(({ name }) => name),
    handoffs,
  );
  return { folder, clusters: found };
}

/** The cluster of a name, or each. */
export function chosenClusters({ folder, clusters }: Dist, name?: string): readonly DistCluster[] {
  if (name === undefined) return clusters;
  const chosen = clusters.filter((cluster) => cluster.name === name);
  if (chosen.length > 0) return chosen;
  const names = clusters.map((cluster) => `"${cluster.name}"`).join(' or ');
  throw new CommandError(`"${folder}" has no cluster "${name}". Write ${names}.`);
}

/** A copy of a hand-off would have everything done twice. */
function refuseTwins(names: readonly string[], handoffs: readonly string[]): void {
  const second = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (second === -1) return;
  const [one, other] = [handoffs[names.indexOf(names[second]!)], handoffs[second]];
  throw new CommandError(
    `"${one}" and "${other}" both describe cluster "${names[second]}". Remove the one that is a copy.`,
  );
}

function readCluster(files: Files, folder: string, path: string, all: Access): DistCluster {
  const handoff = handoffIn(read(files, path), path);
  const { cluster: name, config, manifests } = handoff;
  const configPath = `${folder}/cluster/${config}`;
  const configText = read(files, configPath);
  const described = readYaml(configText)?.value;
  if (at(described, 'metadata').name !== name) throw new CommandError(notDescribed(configPath, name));
  return {
    name,
    handoff,
    configPath,
    configText,
    config: described,
    objects: manifests.flatMap((manifest) => objectsIn(files, folder, manifest)),
    access: ofCluster(all, name),
  };
}

/** k3d would make what its file says, whatever was looked at before. */
const notDescribed = (path: string, cluster: string) =>
  `"${path}" does not describe cluster "${cluster}", though dist/ says so. Run "cdk8s-k3d synth" again.`;

function objectsIn(files: Files, folder: string, manifest: string): DistObject[] {
  const path = `${folder}/${manifest}`;
  const list = `${folder}/${LIST_PATH}`;
  const isListed = files.kind(list) === 'file' && utf8(files.read(list)).includes(JSON.stringify(manifest));
  if (!isListed && files.kind(path) !== 'file') throw new CommandError(`"${path}" is missing, ${NOT_SYNTHESIZED}`);
  const { documents, problems } = parseYaml(path, read(files, path));
  const [problem] = problems;
  if (problem) throw new CommandError(`${problem.message} ${problem.remedy}`);
  return documents.flatMap(({ json }) =>
    text(record(json).kind) ? [{ json: record(json) as KubeObject, file: path }] : [],
  );
}

function read(files: Files, path: string): string {
  if (files.kind(path) !== 'file') {
    throw new CommandError(`"${path}" is missing, though dist/ names it. Run "cdk8s-k3d synth" again.`);
  }
  const content = textOf(path, files.read(path));
  if ('problem' in content) throw new CommandError(`${content.problem.message} Run "cdk8s-k3d synth" again.`);
  return content.text;
}
