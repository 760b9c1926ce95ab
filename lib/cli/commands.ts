import type { Command } from './command';

/** A command as the help lists it. */
export interface Listed {
  readonly summary: string;
  /** Its code is loaded when it is asked for. */
  readonly load: () => Command;
}

/** Every command under its name, in the order of the help. */
export const commands: Readonly<Record<string, Listed>> = {
  synth: {
    summary: 'Check the types of the program and run it, which writes dist/.',
    load: () => (require('./synth') as typeof import('./synth')).synth,
  },
  check: {
    summary: 'Follow every way in through cluster files and manifests, and say what is wrong with them.',
    load: () => (require('./check') as typeof import('./check')).check,
  },
  explain: {
    summary: 'Show the way of a URL hop by hop, or the page of a rule.',
    load: () => (require('./explain') as typeof import('./explain')).explain,
  },
  doctor: {
    summary: 'Look whether this machine has what dist/ needs: tools, ports, names, memory, logins.',
    load: () => (require('./doctor') as typeof import('./doctor')).doctor,
  },
  plan: {
    summary: 'Show what up would do, and change nothing.',
    load: () => (require('./plan') as typeof import('./plan')).plan,
  },
  up: {
    summary: 'Make the cluster of dist/, bring in what belongs there, wait for it and ask every URL.',
    load: () => (require('./up') as typeof import('./up')).up,
  },
  verify: {
    summary: 'Ask every URL until it answers, and name the first dead hop of those that do not.',
    load: () => (require('./verify') as typeof import('./verify')).verify,
  },
  status: {
    summary: 'Show the cluster, its nodes, workloads and routes, and how they differ from dist/.',
    load: () => (require('./status') as typeof import('./status')).status,
  },
  down: {
    summary: 'Delete the cluster that dist/ names and an earlier up made.',
    load: () => (require('./down') as typeof import('./down')).down,
  },
  images: {
    summary: 'List the images of a cluster and its pods; pull, save and load them for a machine without network.',
    load: () => (require('./images') as typeof import('./images')).images,
  },
};
