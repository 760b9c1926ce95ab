import { App, type AppProps } from 'cdk8s';
import { shown } from '../analysis/given';
import { watch } from '../analysis/watch';
import { FindingLevel, LEVELS } from '../routes/level';

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
    const own = props ?? {};
    super({ ...own, ...(own.outdir !== undefined && { outdir: folderOf(own.outdir) }) });
    this.recordMetadata = own.recordConstructMetadata;
    this.failOn = levelOf(own.failOn ?? FindingLevel.ERROR);
    watch(this);
  }

  /** Writes dist/, or says everything that is wrong and writes nothing. */
  public override synth(): void {
    // Loaded here: whoever only imports the constructs does not wait for rules and writers.
    const { writeApp } = require('./write') as typeof import('./write');
    writeApp(this, { recordConstructMetadata: this.recordMetadata, failOn: this.failOn });
  }
}

function folderOf(outdir: string | null): string | undefined {
  if (outdir === null) return undefined;
  if (typeof outdir === 'string' && outdir !== '' && !outdir.includes('\0')) return outdir;
  throw new Error(`K3dApp: outdir is ${shown(outdir)}, and no folder. Write the path of one, for example "dist".`);
}

/** Nothing would weigh as much as a level that nobody knows, so every error would pass. */
function levelOf(failOn: FindingLevel): FindingLevel {
  if (LEVELS.includes(failOn)) return failOn;
  const names = Object.keys(FindingLevel).map((name) => `FindingLevel.${name}`);
  throw new Error(
    `K3dApp: failOn is ${shown(failOn)}, and no level. Write ${names.join(', ').replace(/,([^,]*)$/, ' or$1')}.`,
  );
}
