import type { Credential } from './credential';

/** A registry in front of another one, which keeps what it has fetched. Nobody can push to it. */
export interface PullThrough {
  /** URL of the registry that it fetches from, for example `https://registry-1.docker.io`. */
  readonly remoteUrl: string;
  /**
   * Login on it.
   *
   * @default - nobody logs in
   */
  readonly credential?: Credential;
}
