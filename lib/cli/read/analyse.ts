import { judge } from '../../routes/judge';
import { type Access, accessOf } from '../../routes/report/access';
import { rules } from '../../routes/rules';
import { CommandError } from '../command';
import { type Gathered } from './gather';
import { manifestsOf } from './manifests';
import { problemFinding } from './problem';
import { type SiteChoice, sitesOf } from './sites';

/** What the rules say of files, and how much they saw. */
export interface Checked {
  readonly access: Access;
  readonly documents: number;
  readonly files: number;
}

/** Runs every rule over the manifests among the files. */
export function analyseFiles({ sources, problems }: Gathered, choice: SiteChoice): Checked {
  const read = sources.map((source) => ({ source, ...manifestsOf(source) }));
  const said = [...problems, ...read.flatMap((each) => each.problems)];
  for (const { source, documents, problems: own } of read) {
    if (source.named && documents.length + own.length === 0) throw nothingIn(source.path, source.bytes);
  }
  const documents = read.flatMap((each) => each.documents);
  if (documents.length + said.length === 0) {
    throw new CommandError(
      `No Kubernetes object and no k3d config stands in the ${sources.length} files that were read. Write the folder that holds the manifests.`,
    );
  }
  // What could not be read may hold what seems to be missing.
  const choices = { ...choice, closed: choice.closed && said.length === 0 };
  const sites = sitesOf(documents, choices);
  const { findings, allowed } = judge(sites, rules);
  const all = [...said.map(problemFinding), ...findings];
  return { access: accessOf(sites, { findings: all, allowed }), documents: documents.length, files: read.length };
}

function nothingIn(path: string, bytes: Uint8Array): CommandError {
  return bytes.every((byte) => SPACE.has(byte))
    ? new CommandError(`"${path}" is empty. Write a file that holds Kubernetes objects.`)
    : new CommandError(`"${path}" holds no Kubernetes object and no k3d config. Write a file that does.`);
}

const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
