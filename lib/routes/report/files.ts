import type { Judged } from '../rules/judge';
import type { Site } from '../world';
import { joined, tidied } from './access';
import { hostsFile } from './hosts';
import { jsonPieces } from './json';
import { accessMarkdown } from './markdown';

/** A file of `access/`, from the folder that is written. */
interface AccessFile {
  readonly path: string;
  /** The text in pieces: that of many routes is longer than all that it tells of. */
  readonly print: () => Iterable<string>;
}

/** The reports of one synth. */
export function reportFiles(sites: readonly Site[], verdict: Judged): readonly AccessFile[] {
  const access = joined(sites, verdict);
  return [
    { path: 'access/routes.json', print: () => jsonPieces({ ...tidied(access) }) },
    { path: 'access/routes.md', print: () => [accessMarkdown(access)] },
    { path: 'access/hosts', print: () => [hostsFile(access)] },
  ];
}
