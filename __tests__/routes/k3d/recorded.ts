import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** What k3d 5.8.3 said of a config. */
export interface Recorded {
  readonly id: string;
  readonly config: string;
  readonly verdict: 'accept' | 'reject';
  readonly message?: string;
  readonly balancer?: Readonly<Record<string, readonly string[]>>;
  readonly sockets?: readonly string[];
}

/** Too large for the repository, so it lies beside the checkout, where somebody has it. */
const PATH = join(__dirname, '../../../../shared/recorded/k3d-verdicts.jsonl');

/** Runs where the recordings lie on this machine. */
export const describeRecorded = existsSync(PATH) ? describe : describe.skip;

export const recorded = (verdict: Recorded['verdict']): readonly Recorded[] =>
  existsSync(PATH)
    ? readFileSync(PATH, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Recorded)
        .filter((each) => each.verdict === verdict)
    : [];

/** The config as k3d reads it: the first document of the file. */
export const parsed = (text: string): unknown => parseAllDocuments(text)[0]?.toJS();
