import { jsonIn, record, texts } from '../../routes/plain';
import { handoffsIn } from '../read/known';
import { type Files, utf8 } from '../tools';

/** Whose work a manifest is that lies nowhere, beside files of ours that name it. */
export const NOT_SYNTHESIZED =
  'which app.synth() of a plain App writes. Call it beside Access.synth(app), or make the app a K3dApp.';

/** What to say of manifests that the hand-offs of a folder name and that do not lie in it, right after a synth. */
export function missingManifests(files: Files, outdir: string): string | undefined {
  const [missing] = handoffsIn(files, outdir)
    .flatMap((path) => texts(record(jsonIn(utf8(files.read(path)))).manifests))
    .map((manifest) => `${outdir}/${manifest}`)
    .filter((path) => files.kind(path) !== 'file');
  return missing && `"${missing}" is missing, ${NOT_SYNTHESIZED}`;
}
