import type { PullThrough } from './pull-through';

/** What a registry that is made with the cluster runs and keeps. */
export interface RegistryOptions {
  /**
   * Image of the registry itself.
   *
   * @default - k3d's own choice
   */
  readonly image?: string;
  /**
   * Keeps what it fetches from another registry, in place of what somebody pushes. The mirror is written with it: the
   * nodes ask it first, for images under their own names.
   *
   * @default - a registry to push to
   */
  readonly pullThrough?: PullThrough;
  /**
   * Volumes in docker's words, so that its images outlive it.
   *
   * @default - none
   */
  readonly volumes?: string[];
}
