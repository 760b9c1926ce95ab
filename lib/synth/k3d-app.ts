import { App, type AppProps } from 'cdk8s';
import { watch } from '../analysis/watch';
import { FindingLevel, weighs } from '../routes/level';
import { printAfterwards } from './afterwards';
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
    const validations = this.validations();
    const { analysis, workloads, access } = synthesize(this, {
      recordConstructMetadata: this.recordMetadata,
      validations,
    });
    const faults = analysis.findings.filter(({ level }) => weighs(level, this.failOn));
    if (faults.length + validations.length > 0) throw new SynthError(faults, validations);
    const { kept } = writeDist(this.outdir, [...workloads, ...access]);
    printAfterwards(this.outdir, analysis, kept);
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
