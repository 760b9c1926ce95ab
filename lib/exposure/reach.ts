import type { ApiObject } from 'cdk8s';
import { chartOf, landsIn } from '../analysis/chart';
import type { Homes } from '../analysis/facts';
import type { PropertyComplaint } from '../analysis/given';
import { nameOf } from '../routes/names';
import type { IWorkload } from '../workload/workload';

/** A Service and an Ingress find only what lives in their own cluster and namespace. */
export function reachComplaints(
  object: ApiObject,
  field: string,
  workload: IWorkload,
  homes: Homes,
): PropertyComplaint[] {
  const { namespace } = chartOf(object);
  const about = nameOf({ kind: object.kind, metadata: { name: object.name, namespace } });
  const { path } = workload.node;
  const there = homes(workload);
  const here = homes(object);
  // Whoever runs nowhere is told so, with the way out.
  if (there.length > 0 && here.some((cluster) => !there.includes(cluster))) {
    return [
      {
        field,
        about,
        message: `${field} ${path} runs on ${clusters(there)}, and this exposure on ${clusters(here)}: it cannot find the pods.`,
        remedy: `Put the exposure into a chart of ${clusters(there)}.`,
      },
    ];
  }
  if (landsIn(namespace) === landsIn(workload.namespace)) return [];
  const name = (own?: string) => (own ? `namespace "${own}"` : 'no namespace of its own');
  return [
    {
      field,
      about,
      message: `${field} ${path} is in a chart with ${name(workload.namespace)}, this exposure in one with ${name(namespace)}: it cannot find the pods.`,
      remedy: `Put the exposure into the chart of ${path}.`,
    },
  ];
}

const clusters = (names: readonly string[]) => `cluster ${names.join(' and ')}`;
