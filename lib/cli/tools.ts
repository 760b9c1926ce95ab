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

/** A process that has ended, and what it said. */
export type Ran = { readonly stdout: Uint8Array; readonly stderr: string } & (
  | { readonly kind: 'ended'; readonly code: number }
  /** By us, because it took longer than it was given or said too much; or from outside. */
  | { readonly kind: 'stopped'; readonly late: boolean }
);

/** A process that never began. */
export interface Unstarted {
  readonly kind: 'unstarted';
  /** The system's own word, such as `ENOENT`. */
  readonly reason: string;
}

/** Whether a process did what it was asked for, as far as it says. */
export const endedWell = (ran: Ran): boolean => ran.kind === 'ended' && ran.code === 0;

/** What a program said, or a file holds, as text. What is no UTF-8 in it does no harm. */
export const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** What a program is given beside its arguments. */
export interface Call {
  readonly input?: string | Uint8Array;
  /** Laid over the user's environment; undefined takes a name away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds after which it is stopped. @default - never */
  readonly timeout?: number;
  /** Values that nobody is to read where the program repeats them: logins in its environment. */
  readonly hidden?: readonly string[];
}

/** Sockets of this machine. Reasons are the system's own words, as `EADDRINUSE`. */
export interface SocketTools {
  /** Why nothing can listen there; undefined where the socket is free. */
  readonly taken: (address: string, port: number, protocol: 'tcp' | 'udp') => Promise<string | undefined>;
  /** Why no connection opens; undefined where one does. */
  readonly refused: (address: string, port: number, timeout: number) => Promise<string | undefined>;
  /** Addresses of a name, as programs of this machine see them; none where it is unknown. */
  readonly addresses: (name: string) => Promise<readonly string[]>;
}

/** A request, and the address that it really goes to. */
export interface HttpRequest {
  readonly address: string;
  readonly port: number;
  /** For the Host header, and for the certificate. */
  readonly host: string;
  readonly path: string;
  readonly secure: boolean;
  readonly timeout: number;
}

/** What a request came to. */
export type Answered =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly reason: string };

/** Time, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number;
  /** Ends early with `Interrupted`. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** What this machine has, in bytes. */
interface Machine {
  readonly memory: () => number;
  readonly freeDisk: (path: string) => number | undefined;
  readonly processors: () => number;
}

/** How words look on a terminal. */
export type Paint = Readonly<Record<'good' | 'bad' | 'warn' | 'dim' | 'bold', (text: string) => string>>;

/** Where a person reads along. What is said here goes to standard error: results go to standard output. */
export interface Terminal {
  /** A person sits there and can be asked. */
  readonly interactive: boolean;
  /** What is being done; the next line replaces it on a terminal and follows it elsewhere. */
  readonly doing: (text: string) => void;
  /** What has been done. */
  readonly done: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Takes away the line of what is being done. */
  readonly still: () => void;
  /** False where nobody can be asked. */
  readonly ask: (question: string) => Promise<boolean>;
  readonly paint: Paint;
}

/** Changes of the files in a folder. */
export interface Watching {
  /** Paths in the folder that were touched since the last answer, once nothing more is. Ends with `Interrupted`. */
  readonly changed: () => Promise<readonly string[]>;
  readonly close: () => void;
}

/** Keeps two runs from working on one thing. */
export interface Locks {
  /** Undefined where it is taken now; the number of the process that has it otherwise. */
  readonly take: (name: string) => number | undefined;
  readonly release: (name: string) => void;
}

/** The world of a command, and nothing else of it. */
export interface Tools {
  readonly files: Files;
  /** Runs git in a folder. */
  readonly git: (folder: string, ...args: readonly string[]) => Ran | Unstarted;
  /** Runs a program to its end. Rejects with `Interrupted` where the user stops it; it is gone then. */
  readonly start: (program: string, args: readonly string[], call?: Call) => Promise<Ran | Unstarted>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly sockets: SocketTools;
  readonly request: (asked: HttpRequest) => Promise<Answered>;
  readonly clock: Clock;
  readonly machine: Machine;
  readonly terminal: Terminal;
  readonly locks: Locks;
  /** Watches a folder and what is below, without the paths in it that are passed over. */
  readonly watch: (folder: string, passOver: (path: string) => boolean) => Watching;
  /** Writes a file that can be lost at any time, with its folders. */
  readonly cache: (path: string, text: string) => void;
  /** Writes a file that only this user can read, gone when the program ends, and says its path. */
  readonly keepPrivate: (name: string, text: string) => string;
  /** Folder of the package, with its pages of the rules. */
  readonly home: string;
  readonly version: string;
}

/** The user asked to stop. */
export class Interrupted extends Error {
  constructor() {
    super('Stopped.');
  }
}
