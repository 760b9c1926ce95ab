import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { findingLine } from '../routes/sentence';
import type { Finding } from '../routes/finding';
import type { Analysis } from './analyse';
import { clusterDependencies } from './cluster-dependencies';
import { makeNamespaces } from './namespaces';
import { note } from './written';

/** The rules are loaded when something is judged: whoever only imports the constructs does not wait for them. */
const analyse = (root: IConstruct) => (require('./analyse') as typeof import('./analyse')).analyse(root);

const WATCH = Symbol.for('cdk8s-k3d.watch');

interface Watched {
  [WATCH]?: Watch;
}

/** How a plain cdk8s App is analysed. */
interface Watch {
  /** The app judges itself: its validations have nothing to add. */
  quiet: boolean;
  /** One analysis serves a whole synth: cdk8s validates once for each chart and once more. */
  memo?: Analysis;
  within: number;
}

/**
 * Makes an app report what the rules find, as cdk8s validations. Called by every construct of ours; the first call
 * does it.
 */
export function watch(construct: IConstruct): Watch {
  const root = construct.node.root as IConstruct & Watched;
  const known = root[WATCH];
  if (known) return known;
  const state: Watch = { quiet: false, within: 0 };
  Object.defineProperty(root, WATCH, { value: state });
  note({ did: 'made' });
  root.node.addValidation({ validate: () => validate(root, state) });
  if (root instanceof App) {
    wrap(root, 'synth', state);
    wrap(root, 'synthYaml', state);
  }
  return state;
}

function validate(root: IConstruct, state: Watch): string[] {
  if (state.quiet) return [];
  const analysis = state.memo ?? analyse(root);
  if (state.within > 0) state.memo = analysis;
  return errorLines(analysis.findings);
}

const errorLines = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level === 'error').map((finding) => `${finding.where}: ${findingLine(finding)}`);

/** A synth prepares the app, and analyses it once. Outside of one nothing is kept, so nothing goes stale. */
function wrap(app: App, method: 'synth' | 'synthYaml', state: Watch): void {
  const original = app[method].bind(app) as () => any;
  app[method] = () => {
    makeNamespaces(app);
    state.within++;
    try {
      const written = original();
      if (method === 'synth') noteManifests(app, state);
      return written;
    } catch (error) {
      throw sayWhy(app, error, state);
    } finally {
      state.within--;
      state.memo = undefined;
    }
  };
}

/** What an app of ours writes besides, it notes itself. */
function noteManifests({ outdir }: App, { memo }: Watch): void {
  const clusters = memo?.sites.some(({ site }) => site.cluster) === true;
  note({ did: 'manifests', folder: outdir, clusters });
}

/** A dependency on a cluster ends in a sentence about charts, before any validation runs. */
function sayWhy(app: App, error: unknown, state: Watch): unknown {
  const dependencies = clusterDependencies(app);
  if (dependencies.length === 0 || !`${error}`.includes('cannot find a parent chart')) return withoutRoot(error, state);
  return new Error(errorLines([...dependencies, ...analyse(app).findings]).join('\n'), { cause: error });
}

/** cdk8s puts the path of the construct that complains in brackets, and for what we say that is the app, without one. */
function withoutRoot(error: unknown, { memo }: Watch): unknown {
  if (!(error instanceof Error) || !memo) return error;
  const legible = (text: string) =>
    errorLines(memo.findings).reduce((rest, line) => rest.replaceAll(`[] ${line}`, () => line), text);
  error.message = legible(error.message);
  error.stack = legible(`${error.stack}`);
  return error;
}
