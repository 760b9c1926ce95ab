import { relative } from 'node:path';
import { LIST_PATH } from '../../synth/list';
import { type Files, utf8 } from '../tools';
import { snapshotOf } from './differences';
import type { Program } from './program';

/** Why it seems that a program that came to a good end did not write its folder. */
interface Unwritten {
  readonly sentence: string;
  /** The folder holds nothing; else it may be what the program wrote in a way of its own. */
  readonly sure: boolean;
}

/** @param note the file in which the synths of a program say where they wrote */
export function unwritten(files: Files, { outdir, asked }: Program, note: string): Unwritten | undefined {
  const wrote = utf8(files.read(note)).split('\n').filter(Boolean);
  const there = files.kind(outdir) === 'folder' ? files.real(outdir) : undefined;
  if (there !== undefined && wrote.some((folder) => !relative(there, folder).startsWith('..'))) return undefined;
  if (wrote.length > 0 && !asked) return undefined;
  const sure = snapshotOf(files, outdir).size === 0;
  // Without the list of an earlier synth, the folder is the work of a program that knows nothing of us.
  if (!sure && wrote.length === 0 && files.kind(`${outdir}/${LIST_PATH}`) !== 'file') return undefined;
  const elsewhere = wrote.map((folder) => `"${relative(files.real('.'), folder)}"`).join(' and ');
  const instead = elsewhere === '' ? '' : `, but into ${elsewhere}`;
  const before = sure ? '' : ': what lies there is of an earlier synth';
  const remedy = elsewhere === '' ? 'Call app.synth(), and leave outdir' : 'Leave outdir';
  return { sure, sentence: `The program wrote nothing into "${outdir}"${instead}${before}. ${remedy} to cdk8s-k3d.` };
}
