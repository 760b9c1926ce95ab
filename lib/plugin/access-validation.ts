import { dirname, join } from 'node:path';
import { CommandError } from '../cli/command';
import { nodeTools } from '../cli/node-tools';
import { analyseRead, readFiles } from '../cli/read/analyse';
import { gather } from '../cli/read/gather';
import type { Files } from '../cli/tools';
import type { Finding } from '../routes/finding';
import { weighs } from '../routes/level';
import { fileAt } from '../routes/yaml/document';
import type { Context, Violation } from './context';
import { type Properties, readProperties } from './properties';

/**
 * A validation plugin for cdk8s' own command line: `validations:` in cdk8s.yaml. It runs the same rules as `check` over
 * what any cdk8s app wrote.
 */
export class AccessValidation {
  private readonly properties: Properties;

  /**
   * @param properties `clusterFile`, `closed` and `fail`, as cdk8s.yaml names them
   */
  constructor(properties: { [name: string]: any } = {}) {
    this.properties = readProperties(properties);
  }

  /**
   * Called by cdk8s' command line after each synth.
   *
   * @param context what it hands to plugins
   */
  public async validate(context: any): Promise<void> {
    const { manifests, report, logger } = context as Context;
    try {
      const findings = findingsOn(manifests, this.properties);
      for (const finding of findings) report.addViolation(violationOf(finding));
      const fails = findings.some(({ level }) => weighs(level, this.properties.failOn));
      report.submit(fails ? 'failure' : 'success', numbersOf(findings));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      logger.log(error.message);
      report.submit('failure', { reason: error.message });
    }
  }
}

/** Infos are no violations: they are left to the reports, unless the user fails on them. */
function findingsOn(manifests: readonly string[], { clusterFile, closed, failOn }: Properties): readonly Finding[] {
  const { files } = nodeTools();
  const own = clusterFile === undefined ? clusterFilesBeside(files, manifests) : [clusterFile];
  const { sources, ...gathered } = gather(files, [...own, ...manifests]);
  const read = readFiles({
    ...gathered,
    sources: sources.map((source) => ({ ...source, named: source.path === clusterFile })),
  });
  if (read.documents.length + read.problems.length === 0) return [];
  const { findings } = analyseRead(read, { closed }).access;
  return findings.filter(({ level }) => weighs(level, failOn === 'info' ? 'info' : 'warning'));
}

/** cdk8s' command line hands over no `.yml`, so what synth wrote of the clusters is looked for. */
function clusterFilesBeside(files: Files, manifests: readonly string[]): readonly string[] {
  const folders = new Set(manifests.flatMap((path) => [dirname(path), dirname(dirname(path))]));
  return [...folders]
    .map((folder) => join(folder, 'cluster'))
    .filter((folder) => files.kind(folder) === 'folder')
    .flatMap((folder) => files.names(folder).map((name) => join(folder, name)))
    .filter((path) => /\.(k3d\.yml|handoff\.json)$/.test(path));
}

function violationOf({ rule, level, message, remedy, object, where, field, source }: Finding): Violation {
  return {
    ruleName: rule,
    recommendation: `${level}: ${message}`,
    fix: remedy,
    violatingResources: [
      {
        // The last word is the name by which the metadata of cdk8s knows it: "Service default/web".
        resourceName: object === undefined ? where : object.replace(/^.*[ /]/, ''),
        // cdk8s counts the occurrences of a violation by them.
        locations: [field === undefined ? where : `${source ?? where} ${field}`],
        manifestPath: fileAt(where),
      },
    ],
  };
}

const numbersOf = (findings: readonly Finding[]) => {
  const number = (wanted: string) => `${findings.filter(({ level }) => level === wanted).length}`;
  return { errors: number('error'), warnings: number('warning') };
};
