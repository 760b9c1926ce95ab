import { CommandError, EXIT } from '../../command';
import { Interrupted, type Terminal } from '../../tools';
import { type Step, upText } from './text';

/** Says what is being done to a cluster, and remembers it. */
export class Progress {
  private step: Step = 'look';

  constructor(
    private readonly terminal: Terminal,
    private readonly cluster: string,
  ) {}

  public at(step: Step): void {
    this.step = step;
    this.terminal.doing(upText.steps[step](this.cluster));
  }

  public done(text: string): void {
    this.terminal.done(text);
  }

  /** An interrupt in the middle of the work ends as a sentence about what is there. */
  public async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isStop(error)) throw new CommandError(upText.stopped[this.step](this.cluster), EXIT.interrupted);
      throw error;
    }
  }
}

/** Some steps say themselves that they were stopped. */
const isStop = (error: unknown) =>
  error instanceof Interrupted || (error instanceof CommandError && error.code === EXIT.interrupted);
