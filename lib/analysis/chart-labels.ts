import type { Chart } from 'cdk8s';
import { labels } from '../routes/schema/laws/labels';
import type { Complaint } from '../routes/world';

/** What is wrong with the labels that a chart puts on everything in it. It is said of the chart, and once. */
export function chartLabels(charts: Iterable<Chart>): Complaint[] {
  const complaints: Complaint[] = [];
  for (const { node, labels: own } of charts) {
    const where = node.path;
    labels('labels', own, ({ path, says, remedy }) =>
      complaints.push({ where, field: path, message: `${path} ${says}`, remedy }),
    );
  }
  return complaints;
}
