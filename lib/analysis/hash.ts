import { createHash, type Hash } from 'node:crypto';

/** A SHA-256 of what comes in pieces. */
export const hashing = (): Hash => createHash('sha256');

/** The SHA-256 of a text or of bytes, in hexadecimal digits. */
export const hashOf = (content: string | Uint8Array): string => hashing().update(content).digest('hex');
