import { callerNow } from '../analysis/caller';
import type { Finding, Level } from '../routes/finding';
import { weighs } from '../routes/level';
import { type Brevity, count, counts, findingsText } from '../routes/sentence';

/** No report is written where something is wrong, so more is said than of warnings. */
const MANY: Brevity = { first: 50, rest: 'Access.of(app).routesJson() holds all of them.' };

/** What else is known of an app that is not written. */
interface Circumstances {
  /** Findings from this level on keep it from being written; of the others a number is said. @default error */
  readonly failOn?: Level;
  readonly cause?: unknown;
}

/** What keeps an app from being written: every such finding at once, and what cdk8s' own validations say. */
export class SynthError extends Error {
  public override get name(): string {
    return 'SynthError';
  }

  constructor(
    findings: readonly Finding[],
    validations: readonly string[],
    { failOn = 'error', cause }: Circumstances = {},
  ) {
    const faults = findings.filter(({ level }) => weighs(level, failOn));
    const number = counts([...faults.map(({ level }) => level), ...validations.map((): Level => 'error')]);
    const lines = validations.map((text) => `error   ${text}`);
    const said = [
      `${number}, so nothing was written.${heldBack(findings, faults)}`,
      findingsText(faults, MANY),
      ...lines,
    ]
      .filter(Boolean)
      .join('\n\n');
    super(said, cause === undefined ? undefined : { cause });
    // The frames of the synth help nobody; one is left, because Node prints an error without any as an object.
    this.stack = `SynthError: ${said}\n    at ${[callerNow()()].join()}`;
  }
}

/** Warnings would push the faults off the screen; that there are any is worth knowing. */
function heldBack(findings: readonly Finding[], faults: readonly Finding[]): string {
  const warnings = findings.filter((finding) => finding.level === 'warning' && !faults.includes(finding)).length;
  return warnings === 0 ? '' : ` Once that is mended, ${count(warnings, 'warning')} will be printed.`;
}
