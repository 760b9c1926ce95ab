import type { App } from 'cdk8s';
import { Construct } from 'constructs';
import { analyse } from '../analysis/analyse';
import { shown } from '../analysis/given';
import { makeNamespaces } from '../analysis/namespaces';
import { watch } from '../analysis/watch';
import { note } from '../analysis/written';
import type { Finding } from '../routes/finding';
import { type FindingLevel, weighs } from '../routes/level';
import { type Access, accessOf } from '../routes/report/access';
import { printAfterwards } from './afterwards';
import { writeDist } from './dist';
import { validateOnce } from './render';
import { synthesize } from './synth';
import { SynthError } from './synth-error';

/** How an app of ours is written. */
interface WriteOptions {
  readonly recordConstructMetadata?: boolean;
  readonly failOn: FindingLevel;
}

/** Writes an app of ours whole, or says everything that is wrong and writes nothing. */
export function writeApp(app: App, { recordConstructMetadata, failOn }: WriteOptions): void {
  const validations = ownValidations(app);
  const { analysis, workloads, beside } = synthesize(app, {
    recordConstructMetadata,
    validations,
    writer: 'own',
  });
  const { findings } = analysis;
  const fails = findings.some(({ level }) => weighs(level, failOn));
  if (fails || validations.length > 0) throw new SynthError(findings, validations, { failOn });
  noteAndPrint(app.outdir, findings, writeDist(app.outdir, [...workloads, ...beside]));
}

/** Writes `cluster/` and `access/` for an app whose workloads cdk8s writes. */
export function writeAccess(app: App): void {
  insistApp('Access.synth', app);
  makeNamespaces(app);
  const { analysis, workloads, beside } = synthesize(app, { writer: 'cdk8s' });
  const { findings } = analysis;
  if (findings.some(({ level }) => level === 'error')) throw new SynthError(findings, []);
  const written = workloads.map(({ path }) => path);
  noteAndPrint(app.outdir, findings, writeDist(app.outdir, beside, written));
}

function noteAndPrint(outdir: string, findings: readonly Finding[], kept: readonly string[]): void {
  note({ did: 'all', folder: outdir });
  printAfterwards(outdir, findings, kept);
}

/** Routes and findings of an app. Writes nothing. */
export function readAccess(app: App): Access {
  insistApp('Access.of', app);
  makeNamespaces(app);
  const { sites, ...verdict } = analyse(app);
  return accessOf(
    sites.map(({ site }) => site),
    verdict,
  );
}

/** A function that builds an app may forget to return it, or may be async. */
function insistApp(who: string, app: unknown): void {
  if (Construct.isConstruct(app)) return;
  throw new Error(
    app instanceof Promise
      ? `${who}: a promise is no app. Write await before it.`
      : `${who}: ${shown(app)} is no app. Return the app from what builds it.`,
  );
}

/** What the program's own validations say; ours stand in the analysis already. */
function ownValidations(app: App): string[] {
  const state = watch(app);
  state.quiet = true;
  try {
    return validateOnce(app);
  } finally {
    state.quiet = false;
  }
}
