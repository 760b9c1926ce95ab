import type { IConstruct } from 'constructs';
import type { Finding } from '../routes/finding';
import { factsOf } from './facts';

/** Dependencies on a cluster, which cdk8s would answer with a sentence about charts. */
export function clusterDependencies(root: IConstruct): Finding[] {
  return root.node.findAll().flatMap((construct) =>
    construct.node.dependencies.filter(isCluster).map((cluster): Finding => ({
      rule: 'property-invalid',
      level: 'error',
      where: construct.node.path,
      message: `${construct.node.path} depends on ${cluster.node.path}, which is a cluster: everything in the app waits for its cluster anyway.`,
      remedy: `Take addDependency(${cluster.node.id}) away.`,
    })),
  );
}

const isCluster = (construct: IConstruct) => factsOf(construct).some(({ cluster }) => cluster);
