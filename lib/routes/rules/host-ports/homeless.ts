import { nameOf } from '../../names';
import type { Rule } from '../rule';

/** An exposure promises a port of this machine, and nothing is there that would open it. */
export const hostPortWithoutCluster: Rule = {
  id: 'host-port-without-cluster',
  title: 'A host port is asked for, and no cluster is described that would map it',
  *check({ cluster, others, objects }) {
    // Of several clusters, whoever runs on none is told so.
    if (cluster || others.length > 0) return;
    for (const { where, json, exposure } of objects) {
      for (const port of exposure?.hostPorts ?? []) {
        yield {
          level: 'warning',
          where,
          object: nameOf(json),
          message: `Host port ${port} is asked for, and the app describes no cluster that would map it, so it leads nowhere.`,
          remedy:
            'Add new K3dClusterConfig(app, "dev"), or leave the host port out where another program describes the cluster.',
        };
      }
    }
  },
};
