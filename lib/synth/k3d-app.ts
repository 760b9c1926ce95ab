import { App, type AppProps } from 'cdk8s';
import { watch } from '../analysis/watch';
import { count, findingsText } from '../routes/sentence';
import { writeDist } from './dist';
import { validateOnce } from './render';
import { errorsOf, SynthError, synthesize } from './synth';

/** An app that describes clusters too. */
export interface K3dAppProps extends AppProps {}

/**
 * A cdk8s App that also writes `cluster/` and `access/`. Everything is rendered and judged in memory first: a synth
 * that fails leaves the last good dist/ as it is.
 */
export class K3dApp extends App {
  private readonly recordMetadata?: boolean;

  constructor(props: K3dAppProps = {}) {
    super(props);
    this.recordMetadata = props.recordConstructMetadata;
    watch(this);
  }

  /** Writes dist/, or says everything that is wrong and writes nothing. */
  public override synth(): void {
    const { analysis, workloads, access } = synthesize(this, { recordConstructMetadata: this.recordMetadata });
    const errors = errorsOf(analysis);
    const validations = this.validations();
    if (errors.length + validations.length > 0) throw new SynthError(errors, validations);
    writeDist(
      this.outdir,
      [...workloads, ...access].map(({ path, content }) => ({ path, content })),
    );
    const warnings = analysis.findings.filter(({ level }) => level === 'warning');
    if (warnings.length > 0) process.stderr.write(`${findingsText(warnings)}\n\n${count(warnings, 'warning')}.\n`);
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
