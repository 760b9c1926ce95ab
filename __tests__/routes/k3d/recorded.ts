import { parseAllDocuments } from 'yaml';
import { verdictsOf } from '../../support/verdicts';

/** What k3d 5.8.3 said of a config. */
export interface Recorded {
  readonly id: string;
  readonly config: string;
  readonly verdict: 'accept' | 'reject';
  readonly message?: string;
  readonly balancer?: Readonly<Record<string, readonly string[]>>;
  readonly sockets?: readonly string[];
}

export const recorded = (verdict: Recorded['verdict']): readonly Recorded[] =>
  verdictsOf<Recorded>('k3d').filter((each) => each.verdict === verdict);

/** The config as k3d reads it: the first document of the file. */
export const parsed = (text: string): unknown => parseAllDocuments(text)[0]?.toJS();
