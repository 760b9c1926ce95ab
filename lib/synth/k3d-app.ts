import { App, type AppProps } from 'cdk8s';
import { watch } from '../analysis/watch';
import { FindingLevel, weighs } from '../routes/level';
import { counts, findingsText } from '../routes/sentence';
import { writeDist } from './dist';
import { validateOnce } from './render';
import { SynthError, synthesize } from './synth';

/** An app that describes clusters too. */
export interface K3dAppProps extends AppProps {
  /**
   * Findings from this level on stop a synth.
   *
   * @default FindingLevel.ERROR
   */
  readonly failOn?: FindingLevel;
}

/**
 * A cdk8s App that also writes `cluster/` and `access/`. Everything is rendered and judged in memory first: a synth
 * that fails leaves the last good dist/ as it is.
 */
export class K3dApp extends App {
  private readonly recordMetadata?: boolean;
  private readonly failOn: FindingLevel;

  constructor(props: K3dAppProps = {}) {
    super(props);
    this.recordMetadata = props.recordConstructMetadata;
    this.failOn = props.failOn ?? FindingLevel.ERROR;
    watch(this);
  }

  /** Writes dist/, or says everything that is wrong and writes nothing. */
  public override synth(): void {
    const { analysis, workloads, access } = synthesize(this, { recordConstructMetadata: this.recordMetadata });
    const faults = analysis.findings.filter(({ level }) => weighs(level, this.failOn));
    const validations = this.validations();
    if (faults.length + validations.length > 0) throw new SynthError(faults, validations);
    writeDist(
      this.outdir,
      [...workloads, ...access].map(({ path, content }) => ({ path, content })),
    );
    const warnings = analysis.findings.filter(({ level }) => level === 'warning');
    if (warnings.length > 0)
      process.stderr.write(`${findingsText(warnings)}\n\n${counts(warnings.map(({ level }) => level))}.\n`);
  }

  /** What the program's own validations say; ours stand in the analysis already. */
  private validations(): string[] {
    const state = watch(this);
    state.quiet = true;
    try {
      return validateOnce(this);
    } finally {
      state.quiet = false;
    }
  }
}
