import { recordingTools, type State } from '../support/recording';
import { DIST } from './in-memory';

// Each line starts a real program.
jest.setTimeout(60_000);

const open: ReturnType<typeof recordingTools>[] = [];
afterEach(() => {
  const left = open.splice(0).flatMap((one) => {
    const orphans = one.orphans();
    one.remove();
    return orphans;
  });
  expect(left).toEqual([]);
});

export type Options = NonNullable<Parameters<typeof recordingTools>[1]>;

/** Recording programs and situation A, which go after the test; no process is left by then. */
export function recorded(state: Partial<State> = {}, options: Options = {}) {
  const one = recordingTools(state, { files: DIST, ...options });
  open.push(one);
  return one;
}
