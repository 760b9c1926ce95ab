import type { Finding } from '../routes/finding';
import { type Brevity, counts, findingsText } from '../routes/sentence';

const few = (outdir: string): Brevity => ({ first: 3, rest: `All of them stand in ${outdir}/access/routes.json.` });

/** What a synth says when it has written everything: warnings, and files that it left to whoever edited them. */
export function printAfterwards(outdir: string, findings: readonly Finding[], kept: readonly string[]): void {
  const warnings = findings.filter(({ level }) => level === 'warning');
  const lines = kept.map((path) => `${outdir}/${path} is no longer written, but was edited by hand: it stays.`);
  if (warnings.length > 0)
    lines.push(findingsText(warnings, few(outdir)), `${counts(warnings.map(({ level }) => level))}.`);
  if (lines.length > 0) process.stderr.write(`${lines.join('\n\n')}\n`);
}
