// Measured rows as a Markdown table.

export const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

const UNITS = { memory: (value) => `${value.toFixed(0)} MB` };
const seconds = (value) => (value < 1 ? `${(value * 1000).toFixed(0)} ms` : `${value.toFixed(2)} s`);

/** A row with what its two sides came to. */
export function judged({ by, target, ...row }, ofs, overs) {
  const [of, over] = [ofs, overs].map((samples) => median(samples.map((sample) => sample[by])));
  const ratio = of / over;
  const print = UNITS[by] ?? seconds;
  return {
    ...row,
    target,
    ratio,
    holds: target === undefined ? undefined : ratio <= target,
    measured: `${print(of)} / ${print(over)}`,
    runs: Math.min(ofs.length, overs.length),
  };
}

const HEAD = ['work', 'against', 'ratio', 'at most', 'holds', 'measured', 'runs'];

const cells = ({ work, against, ratio, target, holds, measured, runs }) => [
  work,
  against,
  ratio.toFixed(ratio < 0.1 ? 3 : 2),
  target === undefined ? '' : `${target}`,
  holds === undefined ? '' : holds ? 'yes' : '**no**',
  measured,
  `${runs}`,
];

export function table(rows) {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const print = (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [print(lines[0]), rule, ...lines.slice(1).map(print)].join('\n');
}
