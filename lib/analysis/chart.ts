import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The chart of a construct. cdk8s' own sentence does not say which construct misses one. */
export function chartOf(construct: IConstruct): Chart {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) if (Chart.isChart(at)) return at;
  throw new Error(
    `${construct.node.path} stands in no chart, so no file would hold it. Write new Chart(app, "${construct.node.id}"), and put it in there.`,
  );
}
