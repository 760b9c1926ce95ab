import { hopText } from '../verify/text';

/** Sentences of `status`. */
export const statusText = {
  looking: (name: string) => `Looking at cluster "${name}"`,
  missing: (name: string) => hopText.missing(name),
  starting: () => ({ cause: 'Its pods are still starting.', remedy: 'Wait, and run "cdk8s-k3d status" again.' }),
  lostNames: (names: readonly string[], cluster: string) => ({
    cause: `No pod finds ${names.join(', ')}: docker was restarted, and k3d was not there to write ${names.length === 1 ? 'the name' : 'the names'} into the cluster.`,
    remedy: `Run "k3d cluster stop ${cluster}", then "k3d cluster start ${cluster}".`,
  }),
};
