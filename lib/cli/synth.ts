import { type Command, EXIT } from './command';
import { synthOnce } from './synth/once';
import { programOf } from './synth/program';
import { follow } from './synth/watch';

export const synth: Command = {
  summary: 'Check the types of the program and run it, which writes dist/.',
  takes: '[-- PROGRAM…]',
  options: {
    watch: { type: 'boolean', summary: 'Run it again after each change, and say which files differ.' },
    dist: { type: 'string', value: 'DIR', summary: 'The folder that it writes (dist).' },
  },
  more: [
    'PROGRAM is a file of TypeScript or JavaScript, or a command with its arguments.',
    'Without one it is the app of cdk8s.yaml, and main.ts where that names none.',
  ],
  async run(tools, { paths, values, flags }) {
    const program = () => programOf(tools, paths, values.dist);
    if (flags.has('watch')) {
      await follow(tools, program);
      return { code: EXIT.interrupted, text: '' };
    }
    const { stdout, stderr } = await synthOnce(tools, program());
    if (stderr.trim() !== '') tools.terminal.warn(stderr.trim());
    return { code: EXIT.fine, text: stdout };
  },
};
