import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What a real program said of generated input, one verdict a line: `k3d` 5.8.3, or the `apiserver` of Kubernetes 1.32. */
export const verdictsOf = <T>(program: 'apiserver' | 'k3d'): readonly T[] =>
  gunzipSync(readFileSync(join(__dirname, `../fixtures/verdicts/${program}.jsonl.gz`)))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
