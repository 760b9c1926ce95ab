import type { IConstruct } from 'constructs';

/** A registry that images of the app come from. */
export interface IImageRegistry extends IConstruct {
  /** Host and port, as image names begin. */
  readonly server: string;
  /**
   * Secret with the login, in the namespace of the pods.
   *
   * @default - pods need no login
   */
  readonly pullSecret?: string;

  /**
   * Name of one of its images, as pods write it.
   *
   * @param name the name without registry, for example `team/app`
   * @param tag the tag
   */
  image(name: string, tag?: string): string;
}
