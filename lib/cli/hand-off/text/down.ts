import type { Leftover, Removal } from '../leftovers';

/** All that `down` says. */
export const downText = {
  ask: (name: string) => `Delete cluster "${name}" and everything in it?`,
  askForeign: (name: string) =>
    `Cluster "${name}" was not made by "cdk8s-k3d up". Delete it and everything in it all the same?`,
  foreign: (name: string) =>
    `Cluster "${name}" was not made by "cdk8s-k3d up", so it is left alone. Run "k3d cluster delete ${name}" to delete it yourself.`,
  nobodyToAsk: (name: string) =>
    `down asks before it deletes cluster "${name}", and nobody can be asked here. Write --yes.`,
  kept: (name: string) => `Cluster "${name}" is left as it was.`,
  deleting: (name: string) => `Deleting cluster "${name}"`,
  deleted: (name: string) => `Cluster "${name}" is deleted.`,
  absent: (name: string) => `Cluster "${name}" does not exist.`,
  removal: ({ removed, stays }: Removal) => [
    ...removed.map((one) => `Removed the leftover ${words(one)}.`),
    ...stays.map((one) => `Left: ${words(one)} is still in use. Run "docker ${REMOVES[one.kind]} ${one.name}" later.`),
  ],
  volume: (name: string) =>
    `Left: volume "${name}", with the data that the cluster wrote to it. Run "docker volume rm ${name}" to remove it.`,
  context: (context: string) =>
    `Left: context "${context}" in your kubeconfig, for k3d could not take it away. Run "kubectl config delete-context ${context}" to remove it.`,
  registry: (name: string) =>
    `Left: registry "${name}" still runs, because something else uses it. Run "k3d registry delete ${name}" to remove it.`,
  left: 'Left as they were: the images in docker, the hosts file, and dist/.',
};

const words = ({ kind, name }: Leftover) => `${kind} ${name}`;

const REMOVES = { container: 'rm --force', network: 'network rm', volume: 'volume rm' };
