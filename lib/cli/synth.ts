import { type Command, CommandError, EXIT } from './command';
import { programOf } from './synth/program';
import { synthesize, tell } from './synth/synthesize';
import type { Apply } from './synth/watch';

/** Loaded where they are wanted: a single synth has nothing to do with them. */
const watching = () => require('./synth/watch') as typeof import('./synth/watch');
const up = () => (require('./up') as typeof import('./up')).up;

export const synth: Command = {
  takes: '[-- PROGRAM…]',
  options: {
    watch: { type: 'boolean', summary: 'Run it again after each change, and say which files differ.' },
    apply: { type: 'boolean', summary: 'With --watch: after each change, do what up does.' },
    dist: { type: 'string', value: 'DIR', summary: 'The folder that it writes (dist).' },
  },
  more: [
    'PROGRAM is a file of TypeScript or JavaScript, or a command with its arguments.',
    'Without one it is the app of cdk8s.yaml, whose output counts then too, or else main.ts, main.js or main.mjs.',
  ],
  async run(tools, { paths, values, flags }) {
    const program = () => programOf(tools, paths, values.dist);
    if (flags.has('watch')) {
      const apply: Apply = (dist) => up().run(tools, { paths: [], values: { dist }, flags: new Set() });
      await watching().follow(tools, program, flags.has('apply') ? apply : undefined);
      return { code: EXIT.interrupted, text: '' };
    }
    if (flags.has('apply')) {
      throw new CommandError('--apply goes with --watch. Write cdk8s-k3d up to bring in what is in dist/ now.');
    }
    const synthesis = await synthesize(tools, program());
    tell(tools.terminal, synthesis);
    return { code: EXIT.fine, text: synthesis.stdout };
  },
};
