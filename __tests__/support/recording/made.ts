import { up } from '../../../lib/cli/up';
import { type RecordingOptions, recordingTools, type State } from '.';

/** What `up` leaves behind, so that a test of what comes after need not do it again. */
export async function stateAfterUp(state: Partial<State>, options: RecordingOptions): Promise<State> {
  const one = recordingTools(state, { ...options, light: true });
  try {
    const { code, err } = await one.run({ up }, 'up', '--no-verify');
    if (code !== 0) throw new Error(err);
    return one.state();
  } finally {
    one.remove();
  }
}
