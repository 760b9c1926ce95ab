import type { Explained } from '../explained';

const restart = (cluster: string) => `Run "k3d cluster stop ${cluster}", then "k3d cluster start ${cluster}".`;

/** Why a cluster did not say what it was asked for. */
export const apiText = {
  silent: (cluster: string, said: string): Explained => ({
    cause: `The API of cluster "${cluster}" does not answer: ${said}`,
    remedy: restart(cluster),
  }),
  hurried: (cluster: string): Explained => ({
    cause: `The time was up before the API of cluster "${cluster}" had said where it ends.`,
    remedy: 'Run "cdk8s-k3d verify" again, with a longer --timeout.',
  }),
  forbidden: (cluster: string, said: string, user: string): Explained => ({
    cause: `The API of cluster "${cluster}" forbids the question: ${said}`,
    remedy: `Bind the user "${user}" to the ClusterRole "cluster-admin", as k3s does from the start.`,
  }),
  strangeLogin: (cluster: string): Explained => ({
    cause: `The API of cluster "${cluster}" does not take the login that k3d has of it.`,
    remedy: `${restart(cluster)} A start makes a new login.`,
  }),
  noLogin: (cluster: string, said: string): Explained => ({
    cause: `k3d does not give the login of cluster "${cluster}": ${said}`,
    remedy: restart(cluster),
  }),
};
