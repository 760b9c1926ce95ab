import { check } from './check';
import type { Command } from './command';
import { doctor } from './doctor';
import { down } from './down';
import { explain } from './explain';
import { images } from './images';
import { plan } from './plan';
import { status } from './status';
import { synth } from './synth';
import { up } from './up';
import { verify } from './verify';

/** Every command under its name, in the order of the help. */
export const commands: Readonly<Record<string, Command>> = {
  synth,
  check,
  explain,
  doctor,
  plan,
  up,
  verify,
  status,
  down,
  images,
};
