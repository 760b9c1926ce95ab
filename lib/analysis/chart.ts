import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * The chart of a construct. cdk8s' own sentence does not say which construct misses one.
 *
 * @param lack what is missing without it
 */
export function chartOf(construct: IConstruct, lack = 'no file would hold it'): Chart {
  const chart = findChart(construct);
  if (chart) return chart;
  throw new Error(
    `${construct.node.path} stands in no chart, so ${lack}. Write new Chart(app, "${construct.node.id}"), and put it in there.`,
  );
}

/** The chart of a construct, if it has one. */
export function findChart(construct: IConstruct): Chart | undefined {
  return construct.node.scopes.reverse().find(Chart.isChart);
}

/** Where something lands by the namespace of its chart. An empty one is none, as for kubectl. */
export const landsIn = (namespace: string | undefined): string => namespace || 'default';
