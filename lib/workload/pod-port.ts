import type { Protocol } from '../routes/protocol';

/**
 * A port of the main container.
 *
 * @internal
 */
export interface PodPort {
  /**
   * Its name.
   *
   * @default - none
   */
  readonly name?: string;
  /** Port on which the container listens. */
  readonly port: number;
  /**
   * What is spoken.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
}
