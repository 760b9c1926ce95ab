import { relative } from 'node:path';
import type { Note } from '../../analysis/written';
import { LIST_PATH } from '../../synth/list';
import type { Files } from '../tools';
import { snapshotOf } from './differences';
import type { Program } from './program';

/** Why it seems that a program that came to a good end did not write its folder. */
interface Unwritten {
  readonly sentence: string;
  /** Known, so that the synth failed; else the program may have written in a way of its own. */
  readonly sure: boolean;
}

/**
 * @param notes what the program did
 * @param differs whether its folder now holds something else
 */
export function unwritten(
  files: Files,
  { outdir, asked }: Program,
  notes: readonly Note[],
  differs: boolean,
): Unwritten | undefined {
  const there = files.kind(outdir) === 'folder' ? files.real(outdir) : undefined;
  const isHere = ({ folder }: Note) =>
    folder !== undefined && there !== undefined && !relative(there, folder).startsWith('..');
  const isOlder = files.kind(`${outdir}/${LIST_PATH}`) === 'file';
  const here = notes.filter(isHere);
  if (here.some(({ did }) => did === 'all')) return undefined;
  if (here.length > 0) {
    return isOlder || here.some(({ clusters }) => clusters) ? manifestsAlone(outdir, isOlder) : undefined;
  }
  const others = new Set(
    notes.flatMap(({ folder }) => (folder === undefined ? [] : [relative(files.real('.'), folder) || '.'])),
  );
  if (others.size > 0) return writtenElsewhere(outdir, [...others], { isWanted: asked || isOlder, isOlder });
  const isEmpty = snapshotOf(files, outdir).size === 0;
  // Without the list of an earlier synth, the folder is the work of a program that knows nothing of us.
  if (!isEmpty && (!isOlder || differs)) return undefined;
  const older = isEmpty ? '' : OLDER;
  return {
    sure: isEmpty || notes.length > 0,
    sentence: `The program wrote nothing into "${outdir}"${older}. Call app.synth(), and leave outdir to cdk8s-k3d.`,
  };
}

const OLDER = ': what lies there is of an earlier synth';

const manifestsAlone = (outdir: string, isOlder: boolean): Unwritten => ({
  sure: true,
  sentence: `The program wrote manifests into "${outdir}", and no cluster/ and no access/${isOlder ? ': what lies there of them is of an earlier synth' : ''}. Call Access.synth(app) beside app.synth(), or make the app a K3dApp.`,
});

function writtenElsewhere(
  outdir: string,
  others: readonly string[],
  { isWanted, isOlder }: { readonly isWanted: boolean; readonly isOlder: boolean },
): Unwritten {
  const wrote = `The program wrote into ${others.map((folder) => `"${folder}"`).join(' and ')}`;
  const remedy = 'Leave outdir to cdk8s-k3d';
  if (isWanted) {
    return { sure: true, sentence: `${wrote}, and nothing into "${outdir}"${isOlder ? OLDER : ''}. ${remedy}.` };
  }
  return {
    sure: false,
    sentence: `${wrote}, where no other command looks. ${remedy}, or say --dist ${others[0]} to them.`,
  };
}
