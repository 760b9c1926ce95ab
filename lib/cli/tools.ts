/** What stands at a path. Links are followed. */
export type PathKind = 'file' | 'folder' | 'other';

/** The files that a command reads. It writes none. Each function throws what node throws. */
export interface Files {
  /** Undefined where nothing stands there, or a link leads to nothing. */
  readonly kind: (path: string) => PathKind | undefined;
  readonly size: (path: string) => number;
  /** Names in a folder, in their order. */
  readonly names: (folder: string) => readonly string[];
  /** 0 is standard input. */
  readonly read: (path: string | 0) => Uint8Array;
  /** The path without links, so that two ways to one file are known as such. */
  readonly real: (path: string) => string;
}

/** How a process ended. */
export interface Ran {
  /** Absent where the program could not be started. */
  readonly code?: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** The world of a command, and nothing else of it. */
export interface Tools {
  readonly files: Files;
  /** Runs git in a folder. */
  readonly git: (folder: string, ...args: readonly string[]) => Ran;
  /** Folder of the package, with its pages of the rules. */
  readonly home: string;
  readonly version: string;
}
