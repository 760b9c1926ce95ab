import { judge } from '../../routes/rules/judge';
import { type Access, accessOf } from '../../routes/report/access';
import { rules } from '../../routes/rules';
import { count } from '../../routes/sentence';
import { fileAt } from '../../routes/yaml/document';
import type { Document } from './documents';
import { CommandError } from '../command';
import { withFieldLines } from './field-lines';
import type { Gathered, SourceFile } from './gather';
import { type HandoffFacts, knownOf, withKnown } from './known';
import { manifestsOf } from './manifests';
import { type Problem, problemFinding } from './problem';
import { type SiteChoice, sitesIn } from './sites';

/** What the rules say of files, and how much they saw. */
export interface Checked {
  readonly access: Access;
  readonly documents: number;
  readonly files: number;
  /** Not all of it can be read, so nothing is said of what seems to be missing. */
  readonly partial: boolean;
}

/** What files hold, before anybody judges it. */
export interface Read {
  readonly documents: readonly Document[];
  readonly problems: readonly Problem[];
  readonly sources: readonly SourceFile[];
  readonly known: readonly HandoffFacts[];
  /** kubectl applies the files as they stand, in the order of their names. */
  readonly ordered: boolean;
}

/** Runs every rule over the manifests among the files. */
export const analyseFiles = (gathered: Gathered, choice: SiteChoice): Checked =>
  analyseRead(readManifests(gathered), choice);

/** The manifests among the files. A file or folder without any is refused. */
export function readManifests(gathered: Gathered): Read {
  const read = readFiles(gathered);
  if (read.documents.length + read.problems.length === 0) {
    throw new CommandError(
      `No Kubernetes object and no k3d config stands in the ${count(read.sources.length, 'file')} that ${read.sources.length === 1 ? 'was' : 'were'} read. Write the folder that holds the manifests.`,
    );
  }
  return read;
}

/** The manifests among the files, of which there may be none. */
export function readFiles({ sources, problems, built }: Gathered): Read {
  const read = sources.map((source) => ({ source, ...manifestsOf(source) }));
  for (const { source, documents, problems: own } of read) {
    if (source.named && documents.length + own.length === 0) throw nothingIn(source.path, source.bytes);
  }
  return {
    documents: read.flatMap(({ documents }) => documents),
    problems: [...problems, ...read.flatMap((each) => each.problems)],
    sources,
    known: knownOf(sources),
    // Who names several files applies them in an order of their own.
    ordered: !built && sources.filter(({ named }) => named).length < 2,
  };
}

/** Runs every rule over what was read. */
export function analyseRead({ documents, problems, sources, known, ordered }: Read, choice: SiteChoice): Checked {
  // What could not be read may hold what seems to be missing.
  const partial = choice.partial === true || problems.some(({ level, hides }) => hides ?? level !== 'warning');
  const choices = { ...choice, ordered, closed: choice.closed && problems.length === 0 };
  const sites = sitesIn(documents, choices).map((site) => ({
    ...withKnown(site, known),
    partial: partial || site.partial === true,
  }));
  const { findings, allowed, idle } = judge(sites, rules);
  // What cannot be read has its own line already, and may not be fit to be read again.
  const unsound = new Set(problems.flatMap(({ where, level }) => (level === 'warning' ? [] : fileAt(where))));
  const sound = sources.filter(({ path }) => !unsound.has(path));
  const all = [...problems.map(problemFinding), ...withFieldLines(findings, sound)];
  const verdict = { findings: all, allowed: withFieldLines(allowed, sound), idle };
  return { access: accessOf(sites, verdict), documents: documents.length, files: sources.length, partial };
}

function nothingIn(path: string, bytes: Uint8Array): CommandError {
  return bytes.every((byte) => SPACE.has(byte))
    ? new CommandError(`"${path}" is empty. Write a file that holds Kubernetes objects.`)
    : new CommandError(`"${path}" holds no Kubernetes object and no k3d config. Write a file that does.`);
}

const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
