import { count } from '../../../routes/sentence';
import type { Unready } from './unready';
import type { Explained } from '../explained';

/** What is waited for. */
export const readyText = {
  api: 'Waiting for the API server',
  silent: (context: string) =>
    `The API server of ${context} does not answer. Run "cdk8s-k3d up" again, with a longer --timeout.`,
  progress: (unready: readonly Unready[]) => {
    const [first] = unready.map(unreadyText);
    return unready.length === 1 ? `Waiting: ${first}` : `Waiting for ${unready.length}: ${first}`;
  },
  trouble: (unready: Unready, context: string): Explained => ({
    cause: `${unreadyText(unready)}.`,
    remedy: REMEDIES[unready.state.kind](context),
  }),
};

function unreadyText({ name, state }: Unready): string {
  switch (state.kind) {
    case 'absent':
      return `${name} ${name === 'Nodes' ? 'are not seen yet' : 'is not there yet'}`;
    case 'not-ready':
      return `${name} is not ready`;
    case 'no-endpoints':
      return `${name} has no pod behind it that is ready`;
    case 'no-address':
      return `${name} has no address from the load balancer of k3s`;
    case 'not-seen':
      return `${name} is not looked at by its controller yet`;
    case 'pods':
      return `${name} ${podsText(state)}`;
  }
}

function podsText({ ready, wanted, old }: Extract<Unready['state'], { kind: 'pods' }>): string {
  if (old === 0) return `has ${ready} of ${wanted} pods ready`;
  if (ready < wanted) return `has ${ready} of ${wanted} new pods ready`;
  return `has ${count(old, 'pod')} yet to end, from before the change`;
}

const LONGER = () => 'Run "cdk8s-k3d up" again, with a longer --timeout.';

const REMEDIES: Readonly<Record<Unready['state']['kind'], (context: string) => string>> = {
  absent: LONGER,
  'not-ready': (context) => `Look at it with "kubectl --context ${context} describe nodes".`,
  'no-endpoints': () => 'Compare its selector with the labels of the pods.',
  'no-address': (context) =>
    `Look at the pods svclb-… that wait: "kubectl --context ${context} get pods -n kube-system".`,
  'not-seen': LONGER,
  pods: LONGER,
};
