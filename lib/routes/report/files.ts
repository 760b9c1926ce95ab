import type { Verdict } from '../judge';
import type { Site } from '../world';
import { accessOf } from './access';
import { printJson } from './json';
import { hostsFile } from './hosts';
import { accessMarkdown } from './markdown';

/** A file of `access/`, from the folder that is written. */
interface AccessFile {
  readonly path: string;
  readonly content: string;
}

/** The reports of one synth. */
export function accessReport(sites: readonly Site[], verdict: Verdict): readonly AccessFile[] {
  const access = accessOf(sites, verdict);
  return [
    { path: 'access/routes.json', content: printJson(access) },
    { path: 'access/routes.md', content: accessMarkdown(access) },
    { path: 'access/hosts', content: hostsFile(access) },
  ];
}
