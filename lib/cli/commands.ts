import type { Command } from './command';

/** Every command under its name, in the order of the help. Each is loaded when it is asked for. */
export const commands: Readonly<Record<string, Command>> = {
  get synth() {
    return (require('./synth') as typeof import('./synth')).synth;
  },
  get check() {
    return (require('./check') as typeof import('./check')).check;
  },
  get explain() {
    return (require('./explain') as typeof import('./explain')).explain;
  },
  get doctor() {
    return (require('./doctor') as typeof import('./doctor')).doctor;
  },
  get plan() {
    return (require('./plan') as typeof import('./plan')).plan;
  },
  get up() {
    return (require('./up') as typeof import('./up')).up;
  },
  get verify() {
    return (require('./verify') as typeof import('./verify')).verify;
  },
  get status() {
    return (require('./status') as typeof import('./status')).status;
  },
  get down() {
    return (require('./down') as typeof import('./down')).down;
  },
  get images() {
    return (require('./images') as typeof import('./images')).images;
  },
};
