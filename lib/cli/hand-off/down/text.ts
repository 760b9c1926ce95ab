/** All that `down` says. */
export const downText = {
  ask: (name: string) => `Delete cluster "${name}" and everything in it?`,
  askForeign: (name: string) =>
    `Cluster "${name}" was not made by "cdk8s-k3d up". Delete it and everything in it all the same?`,
  foreign: (name: string) =>
    `Cluster "${name}" was not made by "cdk8s-k3d up", so it is left alone. Run "k3d cluster delete ${name}" to delete it yourself.`,
  nobodyToAsk: (name: string) =>
    `down asks before it deletes cluster "${name}", and nobody can be asked here. Write --yes.`,
  deleting: (name: string) => `Deleting cluster "${name}"`,
};
